"""What a reader typed, understood: words and "phrases" wanted, and those with a - before them not."""

from __future__ import annotations

import dataclasses
import re

from kagoj.search.analysis import analysed

# Bounds on what one request may ask for; more is left out.
LONGEST_QUERY = 400  # characters
MOST_PHRASES = 12  # wanted, and as many not wanted
LONGEST_PHRASE = 12  # words

Phrase = tuple[str, ...]

_QUOTES = '"“”„‟«»'
_PART = re.compile(
    rf"""
    (?P<minus> (?<!\S) [-−–] )?         # only before a word: ঢাকা-খুলনা is no exclusion
    (?: [{_QUOTES}] (?P<phrase> [^{_QUOTES}]* ) [{_QUOTES}]?
      | (?P<word> [^\s{_QUOTES}]+ ) )
    """,
    re.VERBOSE,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    """Every phrase of `wanted` must be in a story and none of `unwanted`; a word is a phrase of one.

    A query that wants nothing finds nothing.
    """

    wanted: tuple[Phrase, ...] = ()
    unwanted: tuple[Phrase, ...] = ()


def parse(text: str) -> Query:
    """Understands any text: what is no word is passed over, what is too long is cut.

    A word that the analysis takes apart ("ঢাকা-খুলনা") is asked for as a phrase.
    """
    wanted: dict[Phrase, None] = {}
    unwanted: dict[Phrase, None] = {}
    for part in _PART.finditer(_within_bounds(text)):
        phrase = tuple(analysed(part["phrase"] or part["word"] or "")[:LONGEST_PHRASE])
        if phrase:
            (unwanted if part["minus"] else wanted)[phrase] = None
    return Query(tuple(wanted)[:MOST_PHRASES], tuple(unwanted)[:MOST_PHRASES])


def _within_bounds(text: str) -> str:
    if len(text) > LONGEST_QUERY:
        # The last word may have been cut in two; half a word would find nothing.
        text = text[: LONGEST_QUERY + 1].rpartition(" ")[0] or text[:LONGEST_QUERY]
    return text.encode("utf-8", "ignore").decode().replace("\x00", " ")
