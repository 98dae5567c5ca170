"""A file's stories, whatever it holds: text, HTML, WARC or WET, packed or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kagoj.intake import limits
from kagoj.intake.bijoy import read_in_unicode
from kagoj.intake.decoding import decode, kind_of
from kagoj.intake.found import FoundStory, Refused
from kagoj.intake.html import read_html
from kagoj.intake.text import read_text
from kagoj.intake.unpacking import Damaged, Unpacked, too_large
from kagoj.intake.warc import read_warc

HTML_SIGNS = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:div|p|span|table|article|section|h1|meta|script|br)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def read_stories(path: Path) -> Iterator[FoundStory | Refused]:
    """The stories in a file, and a refusal with its reason for each page that gives none.

    What a file holds is told by its content, never by its name. Memory stays bounded: a WARC file
    is read record by record, any other to 32 MB. Nothing is fetched from the network. This never
    raises.
    """
    name = str(path)
    try:
        with Path(path).open("rb") as file:
            for found in read_open_file(file):
                if isinstance(found, Refused):
                    yield found.at(name)
                else:
                    found.file = name
                    yield found
    except IsADirectoryError:
        yield Refused("এটি ফোল্ডার, ফাইল নয়।", file=name)
    except FileNotFoundError:
        yield Refused("ফাইলটি নেই।", file=name)
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", "") or type(error).__name__
        yield Refused(f"ফাইলটি পড়া গেল না: {words}.", file=name)


def read_open_file(file: BinaryIO) -> Iterator[FoundStory | Refused]:
    """The same for a file that is open for reading bytes, or bytes in memory."""
    try:
        unpacked = Unpacked(file)
        first = unpacked.read()
        if first.lstrip(b"\r\n\xef\xbb\xbf").startswith(b"WARC/"):
            yield from _stories_of_warc(unpacked, first)
            return
        yield read_page(_whole(unpacked, first))
    except Refused as refused:
        yield refused
    except Damaged as damage:
        yield Refused(f"gzip ফাইলটি ভাঙা: {damage}.")
    except (MemoryError, RecursionError):
        yield Refused("পাতাটি পড়তে অতিরিক্ত মেমরি লাগে।")


def read_page(data: bytes) -> FoundStory:
    """The story in one page's bytes, text or HTML.

    Raises:
        Refused: there is none; the reason says why.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refused("ফাঁকা ফাইল: কোনো লেখা নেই।")
    text = decode(data)
    return read_in_unicode(text, read_html if is_html(text) else read_text)


def is_html(text: str) -> bool:
    """Whether a text is HTML: it begins as a document does, or has several of its elements."""
    start = text[:200_000]
    if re.match(
        r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
        start,
        re.IGNORECASE | re.DOTALL,
    ):
        return True
    return len(HTML_SIGNS.findall(start)) >= 3


def _whole(unpacked: Unpacked, first: bytes) -> bytes:
    """A page's bytes, to the bound and no further."""
    if kind := kind_of(first):
        raise Refused(f"এটি লেখা নয়, {kind} ফাইল।")
    parts, size = [first], len(first)
    while True:
        piece = unpacked.read()
        if not piece:
            return b"".join(parts)
        size += len(piece)
        if size > limits.PAGE_BYTES:
            raise too_large(limits.PAGE_BYTES)
        parts.append(piece)


def _stories_of_warc(unpacked: Unpacked, first: bytes) -> Iterator[FoundStory | Refused]:
    found_any = False
    for found in read_warc(unpacked, first):
        found_any = True
        yield found
    if not found_any:
        yield Refused("WARC ফাইলে কোনো পাতা নেই।")
