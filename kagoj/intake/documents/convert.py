"""A document of any kind, told by its content, converted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from kagoj.intake import limits
from kagoj.intake.decoding import kind_of
from kagoj.intake.documents.converted import Converted, Unreadable, Wish
from kagoj.intake.documents.text import convert_html, convert_text, read
from kagoj.intake.documents.word import convert_word, is_word
from kagoj.intake.documents.zips import opened, rewritten
from kagoj.intake.files import is_html

LARGEST = 256 * limits.MEGABYTE
LARGEST_TEXT = limits.PAGE_BYTES
KINDS = {".txt", ".text", ".htm", ".html", ".docx", ".doc", ".rtf"}  # names in archives and folders

Note = Callable[[str, "Converted | Unreadable"], None]


def convert(data: bytes, wish: Wish, note: Note = lambda name, found: None) -> Converted:
    """The document, converted. For an archive `note` is told of each document in it.

    Raises:
        Unreadable: it cannot be; says why.
    """
    if len(data) > LARGEST:
        raise Unreadable(f"it is larger than {LARGEST // limits.MEGABYTE} MB")
    if data.startswith(b"PK"):
        with opened(data) as packed:
            is_document = is_word(set(packed.namelist()))
        return convert_word(data, wish) if is_document else _convert_archive(data, wish, note)
    if kind_of(data):
        raise Unreadable(
            _ADVICE.get(data[:4], "this is no text, Word document (.docx) or zip file")
        )
    if len(data) > LARGEST_TEXT:
        raise Unreadable(f"the text is larger than {LARGEST_TEXT // limits.MEGABYTE} MB")
    return convert_html(data, wish) if is_html(read(data)[:200_000]) else convert_text(data, wish)


_ADVICE = {
    b"\xd0\xcf\x11\xe0": "this is an old Word document (.doc); save it as .docx first",
    b"{\\rt": "this is RTF; save it as .docx first",
}


def _convert_archive(data: bytes, wish: Wish, note: Note) -> Converted:
    """A zip file with its documents converted and all else as it is."""
    words = 0

    def change(name: str, content: bytes) -> bytes:
        nonlocal words
        if PurePath(name).suffix.lower() not in KINDS:
            return content
        try:
            if content.startswith(b"PK") and not name.lower().endswith(".docx"):
                raise Unreadable("an archive in an archive stays as it is")
            found = convert(content, wish)
        except Unreadable as refusal:
            note(name, refusal)
            return content
        note(name, found)
        words += found.words
        return found.data if found.words else content

    return Converted(rewritten(data, change), words)
