"""How much a piece of text looks like Bijoy rather than English: log-odds of neighbouring letters.

A word is read as pairs of neighbouring characters. For each pair, `pairs.json` says how many nats
likelier it is in Bijoy text than in English; their sum is the word's evidence. Common English words
are known as such besides. The table was made by
`python -m benchmarks.bijoy_pairs`, which names its sources and measures it on text that it was not
made from.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

# Glyphs that text in Latin letters hardly ever has, though most Bijoy words have one.
_TELLING = frozenset("†‡‰¨ª¯¤")
_TOLD = 4.0  # nats for one of them

_NO_ASCII = -10.0  # nats for a word of such glyphs alone
# Two glyphs past ASCII that no word of the stories has side by side: Bijoy writes most letters with
# ASCII, while Cyrillic or doubly encoded text read as Windows-1252 has none.
_STRANGE = -3.0

EDGE = " "  # stands before and after a word
_MOST = 64  # characters of a word that are looked at; more say nothing new


_KNOWN = -4.0  # nats for each letter of a common English word, to five
_QUOTES = "“”‘’"


@cache
def _table() -> tuple[dict[str, float], dict[str, float], frozenset[str]]:
    table = json.loads(files(__package__).joinpath("pairs.json").read_text("utf-8"))
    return table["pairs"], table["letters"], frozenset(table["english"].split())


def evidence(word: str) -> float:
    """Nats for Bijoy (above 0) or for English (below)."""
    pairs, letters, english = _table()
    total, before = 0.0 if _TELLING.isdisjoint(word) else _TOLD, EDGE
    if min(word, default="") > "~":
        total += _NO_ASCII
    if (bare := word.strip(_QUOTES)).lower() in english:
        total += _KNOWN * min(len(bare), 5)
    for letter in f"{word[:_MOST]}{EDGE}":
        letter = "0" if letter.isdecimal() else letter
        found = pairs.get(before + letter)
        if found is None:
            is_strange = before > "~" and letter > "~"
            found = _STRANGE if is_strange else letters.get(letter, 0.0)
        total += found
        before = letter
    return total
