"""The keyboard layouts as data, and the script that lets browsers type with them.

`static/js/*.json` are the tables, read here and by `static/js/typing.mjs` alike: one table, two
languages. They lie where a theme's files lie, so that the same file goes to readers and editors.
"""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def table(layout: str) -> dict[str, Any]:
    """The table of a layout: `table("avro")`."""
    found: dict[str, Any] = json.loads(
        (FOLDER / "static/js" / f"{layout}.json").read_text(encoding="utf-8")
    )
    return found
