"""A list of words with how common each is, small in memory and quick to ask.

Two questions: how common is this word, and which words sound like it? Both are answered by one
packed row of bytes, ordered by a key under which letters that writers confuse are one: ি and ী, ু
and ূ, শ ষ স, ণ and ন, ড় and র, জ and য, a hasanta or a chandrabindu that is there or not. Words of
one key stand side by side.

A letter takes one byte: its place in the Unicode block of Bangla (U+0980-U+09FF), with ড় ঢ় য় in
one piece. 80,000 words take about a megabyte, against some twenty as Python strings in a set.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path

_WORDS = Path(__file__).parent / "data" / "words.txt"

COMMONEST, RAREST = 0, 25  # bands of a quarter of a power of ten each
MISSPELT = 26  # stands in the list to say that it is no word

_BAND = "abcdefghijklmnopqrstuvwxyz!"
_HOLDS = re.compile("[\u0980-\u09ff\u200c\u200d]+")
_IN_ONE_PIECE = (("ড়", "\u09dc"), ("ঢ়", "\u09dd"), ("য়", "\u09df"))


def _low(letters: str) -> bytes:
    """The low byte of each code point: all of U+0980-U+09FF differ in it, and from ASCII's."""
    return letters.encode("utf-16-le")[::2]


_ALIKE = bytes.maketrans(
    _low("ীূঈঊশষণঙ\u09dc\u09ddয\u09dfৎড"),
    _low("িুইউসসনংররজজতর"),
)
_UNHEARD = _low("ঁ্ঃ\u200c\u200d")
_RI = (_low("ৃ"), _low("রি"))
_BACK = {byte: 0x0900 | byte for byte in range(0x80, 0x100)} | {0x0C: 0x200C, 0x0D: 0x200D}


def key_of(word: str) -> bytes:
    """What is the same for all words that sound alike; empty for what is not written in Bangla."""
    return _key(_pack(word)) if _HOLDS.fullmatch(word) else b""


def _pack(word: str) -> bytes:
    for parts, whole in _IN_ONE_PIECE:
        word = word.replace(parts, whole)
    return _low(word)


def _unpack(row: bytes) -> str:
    word = row.decode("latin-1").translate(_BACK)
    for parts, whole in _IN_ONE_PIECE:
        word = word.replace(whole, parts)
    return word


def _key(row: bytes) -> bytes:
    return row.translate(_ALIKE, _UNHEARD).replace(*_RI)


class Lexicon:
    """Words and their bands. Asking changes nothing, so threads may share one."""

    def __init__(self, words: Iterable[tuple[str, int]]):
        rows = {_pack(word): band for word, band in words if _HOLDS.fullmatch(word)}
        packed = sorted((_key(row), row, band) for row, band in rows.items())
        self._lay_out(b"".join(row + _low(_BAND[band]) + b"\n" for _, row, band in packed))

    @classmethod
    def of_file(cls, file: Path = _WORDS) -> Lexicon:
        """A list as `benchmarks/word_list.py` writes it: in the order of keys, one word a line."""
        text = file.read_text("utf-8")
        made = cls.__new__(cls)
        made._lay_out(_pack(text[text.index("\n\n") + 2 :]))
        return made

    def _lay_out(self, rows: bytes) -> None:
        self._rows = rows
        lengths = (len(row) + 1 for row in rows.split(b"\n")[:-1])
        self._starts = array("I", accumulate(lengths, initial=0))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[tuple[str, int]]:
        for number in range(len(self)):
            row = self._row(number)
            yield _unpack(row[:-1]), _BAND.index(chr(row[-1]))

    def band(self, word: str) -> int | None:
        """How common the word is, `COMMONEST` to `RAREST`; `MISSPELT`; None when not listed."""
        if not _HOLDS.fullmatch(word):
            return None
        packed = _pack(word)
        for row in self._rows_of(_key(packed)):
            if row[:-1] == packed:
                return _BAND.index(chr(row[-1]))
        return None

    def alike(self, key: bytes) -> list[tuple[str, int]]:
        """The words of this key, each with its band; none that is known to be misspelt."""
        found = ((row[:-1], _BAND.index(chr(row[-1]))) for row in self._rows_of(key))
        return [(_unpack(row), band) for row, band in found if band != MISSPELT]

    @cached_property
    def sounds(self) -> frozenset[bytes]:
        """Every key; some megabytes, made when the first suggestion is asked for."""
        return frozenset(_key(self._row(number)[:-1]) for number in range(len(self)))

    @cached_property
    def alphabet(self) -> bytes:
        """Every letter that the keys are written in."""
        return bytes(sorted(set(b"".join(self.sounds))))

    def _row(self, number: int) -> bytes:
        return self._rows[self._starts[number] : self._starts[number + 1] - 1]

    def _rows_of(self, key: bytes) -> Iterator[bytes]:
        numbers = range(len(self))
        place = bisect_left(numbers, key, key=lambda number: _key(self._row(number)[:-1]))
        for number in numbers[place:]:
            row = self._row(number)
            if _key(row[:-1]) != key:
                return
            yield row


@lru_cache(maxsize=1)
def general() -> Lexicon:
    """The list that comes with Kagoj, read once, when first asked for."""
    return Lexicon.of_file()
