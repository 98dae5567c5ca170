"""What a reader typed, understood: words and "phrases" wanted, and those with a - before them not."""

from __future__ import annotations

import dataclasses
import functools
import re

from kagoj.bangla.analyse import keys
from kagoj.search.analysis import KEY_MARK, analysed, compounds

# Bounds on what one request may ask for; more is left out.
LONGEST_QUERY = 400  # characters
MOST_WISHES = 12  # wanted, and as many not wanted
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


@dataclasses.dataclass(frozen=True)
class Wish:
    """A word, words with hyphens between them, or a quoted phrase.

    What is quoted is meant as it is written. Else any form and spelling will do, and for words with
    hyphens both in one.
    """

    words: Phrase
    quoted: bool = False
    joined: tuple[str, ...] = ()  # the words in one, where a hyphen parts them

    @functools.cached_property
    def keys(self) -> frozenset[str]:
        """What its other forms and spellings have in common with it."""
        if self.quoted:
            return frozenset()
        single = self.words if len(self.words) == 1 else self.joined
        return frozenset(key for word in single for key in keys(word))

    @functools.cached_property
    def ways(self) -> tuple[Phrase, ...]:
        """What stands in the index for it, as it is written first."""
        return (self.words, *((KEY_MARK + key,) for key in sorted(self.keys)))


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    """Every one of `wanted` must be in a story and none of `unwanted`.

    With `enough`, so many of `wanted` will do. A query that wants nothing finds nothing.
    """

    wanted: tuple[Wish, ...] = ()
    unwanted: tuple[Wish, ...] = ()
    enough: int = 0


def parse(text: str) -> Query:
    """Understands any text: what is no word is passed over, what is too long is cut.

    Words that a hyphen joins ("ঢাকা-খুলনা") are asked for side by side.
    """
    wanted: dict[Wish, None] = {}
    unwanted: dict[Wish, None] = {}
    for part in _PART.finditer(_within_bounds(text)):
        quoted = part["phrase"] is not None
        typed = part["phrase"] or part["word"] or ""
        if words := tuple(analysed(typed)[:LONGEST_PHRASE]):
            wish = Wish(words, quoted, () if quoted else tuple(compounds(typed)[:1]))
            (unwanted if part["minus"] else wanted)[wish] = None
    return Query(tuple(wanted)[:MOST_WISHES], tuple(unwanted)[:MOST_WISHES])


def _within_bounds(text: str) -> str:
    if len(text) > LONGEST_QUERY:
        # The last word may have been cut in two; half a word would find nothing.
        text = text[: LONGEST_QUERY + 1].rpartition(" ")[0] or text[:LONGEST_QUERY]
    return text.encode("utf-8", "ignore").decode().replace("\x00", " ")
