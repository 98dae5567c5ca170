"""What a search field offers while a reader types: a query begun, queries that go on from it, as JSON.

GET /search/suggest?q=সর  →  {"q": "সর", "words": ["সরকার", "সরকারি"]}
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from kagoj.delivery.search_page import read_question

MOST = 8  # offered at once: more is not read while typing


def read_begun(query_string: str) -> str:
    """The query so far, cleaned and bounded as a search's. Its last blank counts: a word has ended."""
    begun = read_question(query_string).query
    return f"{begun} " if begun and _ends_with_blank(query_string) else begun


def _ends_with_blank(query_string: str) -> bool:
    field = next((f for f in query_string.split("&") if f.startswith("q=")), "")
    return field.endswith(("+", "%20"))


def as_json(begun: str, words: Sequence[str]) -> bytes:
    return json.dumps({"q": begun, "words": words}, ensure_ascii=False).encode()
