"""Reading HTTP/1.1 as RFC 9112 has it: a request's head, and where its body ends. Knows no sockets.

Strict on purpose. A head that two servers could read in two ways (a bare line feed, a blank before
a colon, two lengths, a length beside chunks) is refused, since a proxy in front might have read it
the other way.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TypeVar
from urllib.parse import unquote_to_bytes

LARGEST_HEAD = 16 * 1024  # bytes of a request line with all its fields
MOST_FIELDS = 100
LARGEST_BODY = 64 * 1024  # bytes of a body in chunks that is read past
KEPT_BODY = 300  # bytes at the beginning of a body that are kept
CHUNKED = -1  # the length of a body that comes in chunks

_TOKEN = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_LINE = re.compile(rb"(%s) ([\x21-\x7e]+) HTTP/(\d)\.(\d)" % _TOKEN)
_FIELD = re.compile(rb"(%s):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)" % _TOKEN)
_ABSOLUTE = re.compile(rb"https?://[^/?#]+", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[\x20-\x7e\t]{0,200})?\r\n")
_BEGINNING = re.compile(rb"(?:\r\n?)?(?:%s(?: .*)?)?" % _TOKEN, re.DOTALL)
_LONGEST_METHOD = 32
_LONGEST_CHUNK_LINE = 300

Read = TypeVar("Read")


class Refused(Exception):
    """A request that is not answered but refused, with this status; its connection ends."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclasses.dataclass(slots=True)
class Head:
    """The head of a request. `fields` by lower-case name; of a name that comes twice, all values."""

    method: str
    path: str  # percent-decoded; its bytes as Latin-1 letters
    query: str
    fields: dict[str, str]
    length: int  # of its body in bytes, or CHUNKED
    stays: bool  # whether the client wants to ask more on this connection
    is_old: bool  # HTTP/1.0
    body: bytes = b""  # as much of it as is kept, once it is there

    @property
    def awaits_a_word(self) -> bool:
        """Whether the client holds its body back until it hears that it may send it."""
        return self.length != 0 and self.fields.get("expect", "").lower() == "100-continue"


def split(data: bytes) -> tuple[bytes, bytes] | None:
    """The first head in `data`, and what follows it; None when it is not there as a whole.

    Raises Refused when no head can come of it any more.
    """
    start = 2 if data.startswith(b"\r\n") else 0  # RFC 9112, 2.2: one empty line is passed over
    end = data.find(b"\r\n\r\n", start)
    if end < 0:
        if len(data) > LARGEST_HEAD:
            raise Refused(431 if b"\r\n" in data[start : start + LARGEST_HEAD] else 414)
        if not _BEGINNING.fullmatch(data[: _LONGEST_METHOD + 4]):
            raise Refused(400)
        return None
    if end > LARGEST_HEAD:
        raise Refused(431)
    return data[start:end], data[end + 4 :]


def parse(head: bytes) -> Head:
    """A head without its last two line ends. Raises Refused."""
    first, *lines = head.split(b"\r\n")
    method, path, query, is_newest = _known_lines.get(first) or _request_line(first)
    if len(lines) > MOST_FIELDS:
        raise Refused(431)
    fields: dict[str, str] = {}
    for text in lines:
        name, value = _known_fields.get(text) or _field(text)
        if name in fields:
            if name == "host":
                raise Refused(400)
            value = f"{fields[name]}, {value}"
        fields[name] = value
    if is_newest and "host" not in fields:
        raise Refused(400)  # RFC 9112, 3.2
    length = _length(fields, is_newest)
    connection = fields.get("connection")
    stays = is_newest if connection is None else _stays(connection, is_newest)
    return Head(method, path, query, fields, length, stays, not is_newest)


# Lines read before, and what was read: all readers of a page send the same first line, all browsers of
# a kind the same fields. Only sound lines come in here, so nothing is believed that was not read strictly.
_known_lines: dict[bytes, tuple[str, str, str, bool]] = {}
_known_fields: dict[bytes, tuple[str, str]] = {}
_MOST_KNOWN = 2000  # of each; then they are forgotten, and read anew
_LONGEST_KNOWN = 1000  # bytes of one
_SELDOM_ALIKE = frozenset({"x-forwarded-for", "referer", "cookie", "if-none-match", "range"})


def _request_line(text: bytes) -> tuple[str, str, str, bool]:
    """Method, path, query, and whether it is HTTP/1.1. Raises Refused."""
    line = _LINE.fullmatch(text)
    if line is None:
        raise Refused(400)
    method, target, major, minor = line.groups()
    if major != b"1":
        raise Refused(505)
    read = (method.decode(), *_split_target(target), minor >= b"1")
    if len(text) <= _LONGEST_KNOWN:
        _remember(_known_lines, text, read)
    return read


def _field(text: bytes) -> tuple[str, str]:
    """Name, in small letters, and value of a line. Raises Refused."""
    found = _FIELD.fullmatch(text)
    if found is None:
        raise Refused(400)
    read = found[1].decode().lower(), found[2].rstrip(b" \t").decode("latin-1")
    if len(text) <= _LONGEST_KNOWN and read[0] not in _SELDOM_ALIKE:
        _remember(_known_fields, text, read)
    return read


def _remember(known: dict[bytes, Read], text: bytes, read: Read) -> None:
    if len(known) >= _MOST_KNOWN:
        known.clear()
    known[text] = read


def _split_target(target: bytes) -> tuple[str, str]:
    """Path and query of a request target (RFC 9112, 3.2). Raises Refused."""
    if not target.startswith(b"/"):
        host = _ABSOLUTE.match(target)
        if host is None:
            raise Refused(400)  # '*' and 'host:port' are for what we are not
        target = target[host.end() :]
        if not target.startswith(b"/"):
            target = b"/" + target
    path, _, query = target.partition(b"?")
    return unquote_to_bytes(path).decode("latin-1"), query.decode("ascii")


def _length(fields: dict[str, str], is_newest: bool) -> int:
    """How long the body is (RFC 9112, 6). Raises Refused where it could be read in two ways."""
    coding = fields.get("transfer-encoding")
    length = fields.get("content-length")
    if coding is not None:
        if length is not None or not is_newest:
            raise Refused(400)
        if coding.lower() != "chunked":
            raise Refused(501)
        return CHUNKED
    if length is None:
        return 0
    if not (length.isascii() and length.isdigit()) or len(length) > 18:
        raise Refused(400)
    return int(length)


def _stays(connection: str, is_newest: bool) -> bool:
    wishes = {wish.strip() for wish in connection.lower().split(",")}
    return "close" not in wishes if is_newest else "keep-alive" in wishes


class Body:
    """A request's body, read past: but for its beginning, nothing here has a use for it."""

    __slots__ = ("_chunked", "_left", "_rest", "_seen", "kept")

    def __init__(self, length: int) -> None:
        self.kept = b""
        self._chunked = length == CHUNKED
        self._left = length
        self._rest = b""
        self._seen = 0

    def skip(self, data: bytes) -> bytes | None:
        """What follows the body in `data`; None when the body goes on. Raises Refused."""
        if self._chunked:
            return self._skip_chunks(self._rest + data)
        taken = min(self._left, len(data))
        self._keep(data[:taken])
        self._left -= taken
        return None if self._left else data[taken:]

    def _keep(self, data: bytes) -> None:
        if len(self.kept) < KEPT_BODY:
            self.kept = (self.kept + data)[:KEPT_BODY]

    def _skip_chunks(self, data: bytes) -> bytes | None:
        while found := _CHUNK.match(data):
            size = int(found[1], 16)
            self._seen += size
            if self._seen > LARGEST_BODY:
                raise Refused(413)
            if size == 0:
                return self._skip_trailers(data, found.end())
            end = found.end() + size
            if len(data) < end + 2:
                self._rest, self._seen = data, self._seen - size
                return None
            if data[end : end + 2] != b"\r\n":
                raise Refused(400)
            self._keep(data[found.end() : end])
            data = data[end + 2 :]
        if b"\n" in data or len(data) > _LONGEST_CHUNK_LINE:
            raise Refused(400)
        self._rest = data
        return None

    def _skip_trailers(self, data: bytes, start: int) -> bytes | None:
        # From the line end of the last chunk's own line: with no trailers, an empty line follows it.
        end = data.find(b"\r\n\r\n", start - 2)
        if end >= 0:
            return data[end + 4 :]
        if len(data) > LARGEST_HEAD:
            raise Refused(431)
        self._rest = data
        return None
