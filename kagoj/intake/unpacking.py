"""Packed bytes unpacked within bounds: gzip, deflate, brotli, zstd, chunks of HTTP."""

from __future__ import annotations

import zlib
from typing import BinaryIO

import brotli
import zstandard

from kagoj.intake import limits
from kagoj.intake.found import Refused

PIECE = 64 * 1024
GZIP = b"\x1f\x8b"
MEMBER = b"\x1f\x8b\x08"


class Bomb(Refused):
    """A file that unpacks to far more than it is; nothing after it is read."""


class Damaged(Exception):
    """Packed bytes that do not unpack; what follows may still be whole."""


class Unpacked:
    """A file's bytes, unpacked if it is gzip, read in pieces and counted.

    A gzip file may have many members (as WARC files do). After `Damaged`, reading goes on at the
    next member's beginning.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.packed_read = 0
        self.unpacked_read = 0
        self.at_member = True  # the next byte is a member's first
        self._raw = file.read(PIECE)
        self.packed_read = len(self._raw)
        self.is_gzip = self._raw.startswith(GZIP)
        self._member = zlib.decompressobj(31) if self.is_gzip else None

    def read(self) -> bytes:
        """The next piece, at most 64 KiB; b'' at the end.

        Raises:
            Damaged: the member cannot be unpacked further.
            Bomb: more comes out than bounds allow.
        """
        if self._member is None:
            piece, self._raw = self._raw or self._next(), b""
            self._count(piece)
            return piece
        while True:
            if self._member.eof:
                self._raw = self._member.unused_data or self._next()
                while self._raw and not self._raw.strip(b"\0"):
                    self._raw = self._next()  # padding
                if not self._raw:
                    return b""
                self._member, self.at_member = zlib.decompressobj(31), True
            if not self._raw and not self._member.unconsumed_tail:
                self._raw = self._next()
                if not self._raw:
                    if self.at_member:
                        return b""
                    self.at_member = True
                    self._member = zlib.decompressobj(31)
                    raise Damaged("শেষ অংশ নেই")
            try:
                packed = self._member.unconsumed_tail + self._raw
                self._raw = b""
                piece = self._member.decompress(packed, PIECE)
            except zlib.error as error:
                self._resume(packed)
                raise Damaged(str(error)) from None
            if piece:
                self.at_member = False
                self._count(piece)
                return piece

    def _next(self) -> bytes:
        raw = self.file.read(PIECE)
        self.packed_read += len(raw)
        return raw

    def _resume(self, packed: bytes) -> None:
        """Finds the next member after damage."""
        self._member, self.at_member = zlib.decompressobj(31), True
        window = packed[1:]
        while True:
            at = window.find(MEMBER)
            if at >= 0:
                self._raw = window[at:]
                return
            more = self._next()
            if not more:
                self._raw = b""
                return
            window = window[-2:] + more

    def _count(self, piece: bytes) -> None:
        self.unpacked_read += len(piece)
        if self._member is None:
            return
        allowed = max(limits.BOMB_FREE_BYTES, self.packed_read * limits.BOMB_RATIO)
        if self.unpacked_read > min(allowed, limits.UNPACKED_BYTES):
            raise Bomb(
                f"জিপ-বোমা: ফাইলটি খুললে অস্বাভাবিক বড় হয় ({self.packed_read} বাইট থেকে "
                f"{self.unpacked_read} বাইটের বেশি); পড়া থামানো হলো।"
            )


def decoded(data: bytes, codings: str, limit: int) -> bytes:
    """A body as its Content-Encoding header says it was packed, unpacked.

    Raises:
        Refused: larger than `limit`, packed in an unknown way, or damaged.
    """
    for coding in reversed([name.strip().lower() for name in codings.split(",") if name.strip()]):
        if coding in ("identity", "none", "utf-8"):
            continue
        try:
            data = _unpack(data, coding, limit)
        except (zlib.error, brotli.error, zstandard.ZstdError, EOFError) as error:
            if coding in ("gzip", "x-gzip", "deflate") and not data.startswith(GZIP):
                continue  # crawlers keep the header and store the body unpacked
            raise Refused(f"{coding}-প্যাক করা লেখা ভাঙা: {str(error)[:60]}") from None
    return data


def _unpack(data: bytes, coding: str, limit: int) -> bytes:
    if coding in ("gzip", "x-gzip"):
        return _inflated(data, 31, limit)
    if coding == "deflate":
        try:
            return _inflated(data, 15, limit)
        except zlib.error:
            return _inflated(data, -15, limit)
    if coding == "br":
        unpacker = brotli.Decompressor()
        out = bytearray(unpacker.process(data, output_buffer_limit=PIECE))
        while not unpacker.is_finished():
            piece = unpacker.process(b"", output_buffer_limit=PIECE)
            if not piece:
                break
            out += piece
            _within(len(out), limit)
        return bytes(out)
    if coding == "zstd":
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(data) as reader:
            unpacked: bytes = reader.read(limit + 1)
        _within(len(unpacked), limit)
        return unpacked
    raise Refused(f"অজানা প্যাক: {coding[:20]}")


def _inflated(data: bytes, window: int, limit: int) -> bytes:
    unpacker = zlib.decompressobj(window)
    out = unpacker.decompress(data, limit + 1)
    _within(len(out), limit)
    return out


def _within(size: int, limit: int) -> None:
    if size > limit:
        raise too_large(limit)


def too_large(limit: int) -> Refused:
    return Refused(f"পাতাটি {limit // limits.MEGABYTE} MB-এর চেয়ে বড়; এত বড় সংবাদ হয় না।")


def joined_chunks(data: bytes) -> bytes:
    """A body sent in HTTP chunks, joined; unchanged if it is not in chunks after all."""
    out, at = bytearray(), 0
    while at < len(data):
        end = data.find(b"\r\n", at, at + 64)
        if end < 0:
            return bytes(out) or data
        try:
            size = int(data[at:end].split(b";")[0], 16)
        except ValueError:
            return bytes(out) or data
        if size <= 0:
            break
        out += data[end + 2 : end + 2 + size]
        at = end + 2 + size + 2
    return bytes(out)
