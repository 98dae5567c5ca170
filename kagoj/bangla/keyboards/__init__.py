"""The keyboard layouts as data, and the script that lets browsers type with them.

`static/js/*.json` are the tables, read here and by `static/js/typing.mjs` alike: one table, two
languages. They lie where a theme's files lie, so that the same file goes to readers and editors.
"""

import json
from pathlib import Path
from typing import Any

from kagoj.bangla.lexicon import Lexicon

# The rarest band of words that browsers are given: twenty-odd thousand words, some 90 kB packed.
RAREST_TOLD = 17

FOLDER = Path(__file__).parent


def table(layout: str) -> dict[str, Any]:
    """The table of a layout: `table("avro")`."""
    found: dict[str, Any] = json.loads(
        (FOLDER / "static/js" / f"{layout}.json").read_text(encoding="utf-8")
    )
    return found


def words_for_browsers(lexicon: Lexicon) -> str:
    """The text of `static/js/words.json`: the commoner words in the order of their sound.

    Each has a letter behind it for how common it is, as in `data/words.txt`, whose licence it shares.
    """
    told = (word + chr(ord("a") + band) for word, band in lexicon if band <= RAREST_TOLD)
    return json.dumps({"about": _ABOUT, "words": " ".join(told)}, ensure_ascii=False, indent=0)


_ABOUT = (
    "The commoner words of kagoj/bangla/data/words.txt, made from wordfreq 3.1.1 by Robyn Speer."
    " Licence: CC BY-SA 4.0, see words.LICENSE.md there."
)
