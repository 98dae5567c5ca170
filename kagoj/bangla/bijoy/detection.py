"""How much a piece of text looks like Bijoy rather than English: log-odds of neighbouring letters.

A word is read as pairs of neighbouring characters. For each pair, `pairs.json` says how many nats
likelier it is in Bijoy text than in English; their sum is the word's evidence. Common English words
are known as such besides. Where letters leave a word of ASCII in doubt, it is read: what says a word of our list
(`kagoj.bangla.lexicon`) is hardly English, however it looks (aodo is ধড়ফড়), and what says none is
hardly Bijoy. How much that weighs for a word of so many letters stands in the table too.

The table was made by `python -m benchmarks.bijoy_pairs`, which names its sources and measures it on
text that it was not made from.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from kagoj.bangla.bijoy.decoding import decode
from kagoj.bangla.lexicon import RAREST, general

# Glyphs that text in Latin letters hardly ever has, though most Bijoy words have one.
_TELLING = frozenset("†‡‰¨ª¯¤")
_TOLD = 4.0  # nats for one of them

# Nats for each glyph of a word of such glyphs alone, and the most for a word.
_NO_ASCII, _MOST_NO_ASCII = -3.0, -10.0
# Two glyphs past ASCII that no word of the stories has side by side: Bijoy writes most letters with
# ASCII, while Cyrillic or doubly encoded text read as Windows-1252 has none.
_STRANGE = -3.0

EDGE = " "  # stands before and after a word
_MOST = 64  # characters of a word that are looked at; more say nothing new


_KNOWN = -4.0  # nats for each letter of a common English word, to five
_QUOTES = "“”‘’"


# Between these, letters leave a word in doubt.
_DOUBTFUL = (-14.0, 14.0)
# A name is in no list: that alone makes no word of a Bijoy text English.
_NOT_LISTED = -8.0
LONGEST_READ = 6  # letters; of longer words a reading says as much
# So few letters of ASCII say less than a change of script costs: mv, cv and wb are names in English, too.
_FEW_LETTERS, _MOST_OF_FEW = 3, 8.0


class Table(NamedTuple):
    """What `pairs.json` holds."""

    letters: dict[str, float]
    pairs: dict[str, float]
    english: frozenset[str]
    alone: dict[str, float]  # a letter that is the whole word
    read: dict[
        str, tuple[float, float]
    ]  # number of letters → nats for one of our list, for another

    def knows(self, word: str) -> bool:
        """Whether it is common English. Initials are so in capitals only: BGB, but Bgb is ইমন."""
        return word.lower() in self.english or word in self.english

    def by_letters(self, word: str) -> float:
        """The evidence of its letters, and of its being a common English word."""
        if word in self.alone:  # many words begin with it and many end so, and yet it is none
            return self.alone[word]
        total, before = 0.0 if _TELLING.isdisjoint(word) else _TOLD, EDGE
        if min(word, default="") > "~":
            total += max(_NO_ASCII * len(word), _MOST_NO_ASCII)
        if self.knows(bare := word.strip(_QUOTES)):
            total += _KNOWN * min(len(bare), 5)
        for letter in f"{word[:_MOST]}{EDGE}":
            letter = "0" if letter.isdecimal() else letter
            found = self.pairs.get(before + letter)
            if found is None:
                is_strange = before > "~" and letter > "~"
                found = _STRANGE if is_strange else self.letters.get(letter, 0.0)
            total += found
            before = letter
        return total


@cache
def _table() -> Table:
    table = json.loads(files(__package__).joinpath("pairs.json").read_text("utf-8"))
    return Table(
        table["letters"],
        table["pairs"],
        frozenset(table["english"].split()),
        table["alone"],
        table["read"],
    )


def evidence(word: str) -> float:
    """Nats for Bijoy (above 0) or for English (below)."""
    table = _table()
    total = table.by_letters(word)
    if len(word) > 1 and is_doubtful(word, total) and not table.knows(word):
        listed, other = table.read.get(str(min(len(word), LONGEST_READ)), (0.0, 0.0))
        if says_a_word(word):
            total += listed
        else:
            total = max(total + other, min(total, _NOT_LISTED))
    return min(total, _MOST_OF_FEW) if len(word) <= _FEW_LETTERS and word.isascii() else total


def is_doubtful(word: str, total: float) -> bool:
    """Whether a word whose letters say so much is worth reading."""
    least, most = _DOUBTFUL
    return least < total < most and len(word) <= _MOST and word.isascii()


@lru_cache(maxsize=8192)
def says_a_word(word: str) -> bool:
    """Whether it is a word of our list when it is read as Bijoy."""
    band = general().band(decode(word))
    return band is not None and band <= RAREST
