"""WARC and WET files, record by record, each bounded; a bad record never stops the rest."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO

from warcio.bufferedreaders import BufferedReader
from warcio.recordloader import ArcWarcRecordLoader

from kagoj.intake import limits
from kagoj.intake.bijoy import read_in_unicode
from kagoj.intake.clues import Clues, web_address
from kagoj.intake.datelines import parse_machine_time
from kagoj.intake.decoding import decode
from kagoj.intake.found import FoundStory, Refused
from kagoj.intake.html import read_html
from kagoj.intake.text import read_text
from kagoj.intake.unpacking import Bomb, Damaged, Unpacked, decoded, joined_chunks, too_large

START = b"WARC/"
NEXT = re.compile(rb"\r?\n(?:\r?\n)+(?=WARC/[01]\.\d)")
HEAD_END = re.compile(rb"\r?\n\r?\n")
LENGTH = re.compile(
    rb"^content-length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Packet:
    """One record's bytes; without them, the reason."""

    number: int
    data: bytes = b""
    refused: Refused | None = None


def read_warc(file: Unpacked, first: bytes = b"") -> Iterator[FoundStory | Refused]:
    """The stories of a WARC or WET file, and a refusal for each page that gives none.

    Records that are no pages (requests, pictures, redirects, the file's own description) are
    passed over. `first` is what was already read of the file.
    """
    logging.getLogger("warcio").setLevel(logging.ERROR)
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    for packet in packets(file, first):
        record_id = str(packet.number)
        if packet.refused is not None:
            yield packet.refused.at("", record_id)
            continue
        url = ""
        try:
            page = _page_of(loader, packet.data)
            if page is None:
                continue
            record_id, url = page.record_id or record_id, page.clues.url
            text = decode(page.body, page.charset)
            read = partial(read_text if page.plain else read_html, clues=page.clues)
            story = read_in_unicode(text, read)
            story.record = record_id
            yield story
        except Refused as refused:
            yield refused.at("", record_id, url)
        except Exception as error:  # noqa: BLE001 - a record may be broken in any way
            yield Refused(f"রেকর্ডটি পড়া গেল না ({type(error).__name__}).", record=record_id, url=url)


@dataclass(slots=True)
class _Page:
    body: bytes
    plain: bool
    charset: str
    record_id: str
    clues: Clues


def _page_of(loader: ArcWarcRecordLoader, data: bytes) -> _Page | None:
    """The page in a record, or None for a record that holds none."""
    record = loader.parse_record_stream(BufferedReader(BytesIO(data)), known_format="warc")
    head = record.rec_headers
    kind = record.rec_type or ""
    if kind not in ("response", "conversion", "resource"):
        return None
    content_type = (record.content_type or "").lower()
    body = record.raw_stream.read()
    if record.http_headers is not None:
        status = record.http_headers.get_statuscode()
        if not str(status).startswith("2"):
            return None
        content_type = (record.http_headers.get_header("Content-Type") or "").lower()
        if (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
            body = joined_chunks(body)
        if coding := record.http_headers.get_header("Content-Encoding"):
            body = decoded(body, coding, limits.PAGE_BYTES)
    plain = content_type.startswith("text/plain")
    looks_html = body[:1024].lstrip()[:15].lower().startswith((b"<!doctype html", b"<html"))
    if not (plain or content_type.startswith(PAGES) or (not content_type and looks_html)):
        return None
    charset = re.search(r"charset=[\"']?([\w.:-]{2,40})", content_type)
    moment = parse_machine_time(head.get_header("WARC-Date") or "")
    seen: datetime | None = moment.value if moment else None
    url = web_address(head.get_header("WARC-Target-URI") or "")
    clues = Clues(url=url, url_sure=0.9 if url else 0.0, seen=seen)
    record_id = (head.get_header("WARC-Record-ID") or "").strip("<>")[:200]
    return _Page(
        body, plain and not looks_html, charset.group(1) if charset else "", record_id, clues
    )


def packets(file: Unpacked, first: bytes = b"") -> Iterator[Packet]:
    """A file's records as bytes, none larger than a page may be.

    A record cut short, a length that lies and bytes between records each cost that record only:
    reading goes on at the next line that begins 'WARC/'.
    """
    stream = _Stream(file, first)
    number = 0
    while True:
        begun = False
        try:
            if not stream.to_record():
                return
            number, begun = number + 1, True
            yield Packet(number, _one_record(stream))
        except Damaged:
            number += 0 if begun else 1
            stream.forget()
            yield Packet(number, refused=Refused("রেকর্ডটি ভাঙা: gzip খোলা গেল না।"))
        except Bomb as bomb:
            yield Packet(number, refused=bomb)
            return
        except Refused as refused:
            yield Packet(number, refused=refused)


def _one_record(stream: _Stream) -> bytes:
    head_end = stream.until(HEAD_END, limits.HEAD_BYTES)
    if head_end is None:
        stream.drop(len(START))
        raise Refused("রেকর্ডের শুরুর অংশ ভাঙা বা অতিরিক্ত বড়।")
    head = bytes(stream.buffer[:head_end])
    length = LENGTH.search(head)
    if length is None:
        stream.drop(head_end)
        raise Refused("রেকর্ডের দৈর্ঘ্য (Content-Length) লেখা নেই।")
    size = head_end + int(length.group(1))
    if int(length.group(1)) > limits.PAGE_BYTES + limits.HEAD_BYTES:
        stream.skip(size)
        raise too_large(limits.PAGE_BYTES)
    whole = stream.fill(size)
    record = bytes(stream.buffer[:size])
    # A length that lies runs over the next record's beginning, or stops before its own end.
    if not whole or not stream.ends_at(size):
        over = NEXT.search(record, head_end)
        stream.drop(over.end() if over else size)
        cut = not whole and not over
        raise Refused("রেকর্ডটি মাঝপথে কাটা।" if cut else "রেকর্ডের দৈর্ঘ্য (Content-Length) ভুল।")
    stream.drop(size)
    return record


class _Stream:
    """A window on the file's unpacked bytes."""

    def __init__(self, file: Unpacked, first: bytes) -> None:
        self.file = file
        self.buffer = bytearray(first)
        self.ended = False

    def more(self) -> bool:
        if self.ended:
            return False
        piece = self.file.read()
        self.ended = not piece
        self.buffer += piece
        return bool(piece)

    def to_record(self) -> bool:
        """Drops what stands before the next record's first line; False at the file's end."""
        while True:
            at = 0
            while (at := self.buffer.find(START, at)) >= 0:
                if at == 0 or self.buffer[at - 1 : at] == b"\n":
                    self.drop(at)
                    return True
                at += 1
            del self.buffer[: max(0, len(self.buffer) - len(START) - 1)]
            if not self.more():
                return False

    def until(self, end: re.Pattern[bytes], limit: int) -> int | None:
        """Where `end` ends in the window, reading on to `limit` bytes."""
        while True:
            if found := end.search(self.buffer, 0, limit):
                return found.end()
            if len(self.buffer) >= limit or not self.more():
                return None

    def fill(self, size: int) -> bool:
        while len(self.buffer) < size:
            if not self.more():
                return False
        return True

    def ends_at(self, size: int) -> bool:
        """Whether a record that ends here is followed by empty lines, or by the file's end."""
        self.fill(size + 4)
        after = bytes(self.buffer[size : size + 4])
        return not after.strip(b"\r\n") or after.lstrip(b"\r\n").startswith(
            START[: len(after.lstrip(b"\r\n"))]
        )

    def skip(self, size: int) -> None:
        """Passes over a record too large to keep, but not over the next one's beginning."""
        passed = 0
        while True:
            at = NEXT.search(self.buffer)
            if at and passed + at.end() <= size:
                self.drop(at.end())
                return
            keep = min(len(self.buffer), 16)
            room = size - passed
            if len(self.buffer) - keep >= room:
                self.drop(room)
                return
            passed += len(self.buffer) - keep
            self.drop(len(self.buffer) - keep)
            if not self.more():
                self.buffer.clear()
                return

    def drop(self, size: int) -> None:
        del self.buffer[:size]

    def forget(self) -> None:
        self.buffer.clear()
