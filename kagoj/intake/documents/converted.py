"""What a document becomes, and how one is refused."""

from __future__ import annotations

from typing import NamedTuple


class Wish(NamedTuple):
    """What is wanted of a document."""

    to: str = "unicode"  # or 'bijoy'
    font: str = ""  # for converted text; '' for the usual one

    @property
    def new_font(self) -> str:
        return self.font or ("Noto Serif Bengali" if self.to == "unicode" else "SutonnyMJ")


class Converted(NamedTuple):
    data: bytes
    words: int  # how many words are not what they were


class Unreadable(Exception):
    """A document that cannot be converted; says why, in one sentence."""


def changed_words(before: str, after: str) -> int:
    """How many words of a text are not what they were; words are parted by spaces."""
    old, new = before.split(), after.split()
    if len(old) != len(new):
        return max(len(old), len(new))
    return sum(one != other for one, other in zip(old, new, strict=True))
