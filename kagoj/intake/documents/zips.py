"""Zip files read within bounds, and written again with some entries changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kagoj.intake import limits
from kagoj.intake.documents.converted import Unreadable

MOST_ENTRIES = 20_000
LARGEST_ENTRY = 256 * limits.MEGABYTE  # a picture, a video; text has its own bound
LARGEST_WHOLE = 2048 * limits.MEGABYTE
RATIO = 250  # unpacked to packed; a Word document packs some twenty times
RATIO_FREE = 16 * limits.MEGABYTE

Change = Callable[[str, bytes], bytes]


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The zip file in the bytes.

    Raises:
        Unreadable: no zip, broken, locked with a password, or a bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check(packed)
            yield packed
    except (zipfile.BadZipFile, NotImplementedError, EOFError, UnicodeError) as error:
        raise Unreadable(f"the zip file is broken ({str(error)[:80]})") from None


def _check(packed: zipfile.ZipFile) -> None:
    entries = packed.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(f"it holds more than {MOST_ENTRIES} files")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("it is locked with a password")
    for entry in entries:
        bomb = entry.file_size > max(RATIO_FREE, entry.compress_size * RATIO)
        if bomb or entry.file_size > LARGEST_ENTRY:
            raise Unreadable(f"{entry.filename[:80]} in it unpacks to far too much")
    if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise Unreadable("it unpacks to far too much")


def entry_of(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """An entry's bytes; never more than it says it has."""
    try:
        with packed.open(entry) as file:
            data = file.read(entry.file_size + 1)
    except RuntimeError as error:  # a kind of lock that the flags do not say
        raise Unreadable(str(error)) from None
    except (OSError, ValueError) as error:  # zlib's own
        raise Unreadable(f"the zip file is broken ({str(error)[:80]})") from None
    if len(data) > entry.file_size:
        raise Unreadable(f"{entry.filename[:80]} in it is larger than it says")
    return data


def rewritten(data: bytes, change: Change) -> bytes:
    """The zip file with each entry as `change` makes it from its name and bytes; in the same order."""
    out = io.BytesIO()
    with opened(data) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in packed.infolist():
            content = b"" if entry.is_dir() else change(entry.filename, entry_of(packed, entry))
            made.writestr(_like(entry), content)
    return out.getvalue()


def _like(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copy = zipfile.ZipInfo(entry.filename, entry.date_time)
    copy.external_attr = entry.external_attr
    stored = entry.compress_type == zipfile.ZIP_STORED
    copy.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    return copy
