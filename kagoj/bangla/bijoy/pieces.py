"""Bijoy in a text that is cut into pieces: by the tags of HTML, by the runs of a Word document.

Words that a cut parts in two are mended first: they belong where they begin. Then the pieces of a
block that share a font are told as one text, and each gets its part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from kagoj.bangla.bijoy.decoding import decode
from kagoj.bangla.bijoy.segmenting import runs

_REST_OF_WORD = re.compile(r"\S*+")


@dataclass
class Piece:
    """Text, or something fixed between texts that may end a word (a tag, a tab).

    `font` says that the text is set in a Bijoy font; `after` is the text when it is converted.
    """

    text: str
    is_fixed: bool = False
    ends_words: bool = False
    font: bool = False
    after: str = ""


def convert_pieces(pieces: list[Piece]) -> None:
    """Fills in what each text is in Unicode."""
    _mend_words(pieces)
    for _, block in groupby(pieces, key=_block()):
        _convert([piece for piece in block if not piece.is_fixed])


def _mend_words(pieces: Iterable[Piece]) -> None:
    last: Piece | None = None
    for piece in pieces:
        if piece.is_fixed:
            last = None if piece.ends_words else last
        elif last and last.text and not last.text[-1].isspace() and last.font == piece.font:
            rest = _REST_OF_WORD.match(piece.text)
            moved = rest[0] if rest else ""
            last.text, piece.text = last.text + moved, piece.text[len(moved) :]
            last = piece if piece.text else last
        else:
            last = piece


def _block() -> Callable[[Piece], int]:
    """A key that changes where words end for certain, or the font changes."""
    number, font = 0, False

    def key(piece: Piece) -> int:
        nonlocal number, font
        if piece.ends_words or (not piece.is_fixed and piece.font != font):
            number += 1
        if not piece.is_fixed:
            font = piece.font
        return number

    return key


def _convert(texts: list[Piece]) -> None:
    whole = "".join(piece.text for piece in texts)
    found = iter(runs(whole, in_bijoy_font=bool(texts) and texts[0].font))
    place = end = 0  # in the whole text: where we are, where the run ends
    is_bijoy = False
    for piece in texts:
        last = place + len(piece.text)
        written = []
        while place < last:
            if place == end:
                run = next(found)
                end, is_bijoy = place + len(run.text), run.is_bijoy
            part = whole[place : min(end, last)]
            written.append(decode(part) if is_bijoy else part)
            place += len(part)
        piece.after = "".join(written)
