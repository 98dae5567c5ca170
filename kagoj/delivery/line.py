"""One reader's connection: what came in and is not answered yet, what is owed and not sent yet."""

from __future__ import annotations

import dataclasses
import fcntl
import functools
import os
import socket
import sys
import termios
from email.utils import formatdate
from http import HTTPStatus
from typing import BinaryIO

from kagoj.delivery.http1 import Body, Head
from kagoj.delivery.request import Answer, Request

_SENT_AT_ONCE = 256 * 1024  # bytes of a file for one reader, before the others have their turn
_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_BODILESS = frozenset({204, 304})


@dataclasses.dataclass(slots=True, eq=False)
class Line:
    """A connection. `until` is when it is given up; only what waits for us has no end."""

    sock: socket.socket
    address: str
    until: float
    fd: int
    rest: bytes = b""  # received and not read yet
    head: Head | None = None  # of the request whose body is coming
    body: Body | None = None
    asking: bool = False  # delivery is at work on an answer, in a thread
    telling: bool = False  # what it told will be noted, and answered, before this turn ends
    owed: memoryview | None = None  # still to be sent
    file: BinaryIO | None = None  # to be sent after that, from where it stands
    left: int = 0  # bytes of it
    unsent: int = 0  # bytes of ours that the system held for the reader when we last looked
    closing: bool = False  # when all is sent
    lingers: bool = False  # all is said: what still comes is read and thrown away
    waits_for: int = 0  # what epoll was asked to tell

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is half received and nothing is owed."""
        return not (self.rest or self.body or self.is_answering or self.lingers)

    @property
    def is_answering(self) -> bool:
        return self.asking or self.telling or self.owed is not None or self.file is not None

    def send(self, data: bytes) -> None:
        """Send what the network takes now; the rest is owed. Raises OSError when the line is dead."""
        if self.owed is not None:
            self.owed = memoryview(bytes(self.owed) + data)
            return
        try:
            sent = os.write(self.fd, data)
        except BlockingIOError:
            sent = 0
        if sent < len(data):
            self.owed = memoryview(data)[sent:]

    def send_on(self) -> bool:
        """Send of what is owed, then of the file, what the network takes; whether anything went.

        Raises OSError when the line is dead, or the file has become shorter than was promised.
        """
        went = False
        try:
            if self.owed is not None:
                sent = os.write(self.fd, self.owed)
                went = sent > 0
                self.owed = self.owed[sent:] if sent < len(self.owed) else None
            if self.owed is None and self.file is not None:
                sent = os.sendfile(self.fd, self.file.fileno(), None, min(self.left, _SENT_AT_ONCE))
                if sent == 0:
                    raise EOFError("the file is shorter than it was")
                went = True
                self.left -= sent
                if self.left == 0:
                    self.file.close()
                    self.file = None
        except BlockingIOError:
            pass
        except EOFError as short:
            raise OSError(str(short)) from None
        return went

    def has_taken_some(self) -> bool:
        """Whether the reader took anything since this was last asked, of what the system holds."""
        before = self.unsent
        held = fcntl.ioctl(self.fd, termios.TIOCOUTQ, b"\0\0\0\0")
        self.unsent = int.from_bytes(held, sys.byteorder)
        return self.unsent != before

    def close(self) -> None:
        if self.file is not None:
            self.file.close()
        self.sock.close()


def request_of(head: Head, address: str) -> Request:
    """What delivery is asked, of a head that was read."""
    get = head.fields.get
    return Request(
        head.method,
        head.path,
        head.query,
        get("accept-encoding", ""),
        get("if-none-match", ""),
        get("if-modified-since", ""),
        get("range", ""),
        get("if-range", ""),
        get("user-agent", ""),
        address,
        get("x-forwarded-for", ""),
        get("content-length", ""),
        head.body,
    )


def wire(answer: Answer, date: bytes, *, stays: bool, is_old: bool = False) -> bytes:
    """The answer as bytes, without the piece of a file that belongs to it. `date` is a whole line."""
    block = answer.block or _block(answer)
    if not stays:
        date += b"connection: close\r\n"
    elif is_old:
        date += b"connection: keep-alive\r\n"
    return b"%s%s\r\n%s" % (block, date, answer.body)


def _block(answer: Answer) -> bytes:
    """The status line and the headers, made once for each answer that is kept."""
    lines = [f"HTTP/1.1 {answer.status} {_PHRASES.get(answer.status, '')}"]
    lines += [f"{name}: {_clean(value)}" for name, value in answer.headers]
    if answer.status not in _BODILESS and not answer.header("content-length"):
        length = answer.piece.length if answer.piece else len(answer.body)
        lines.append(f"content-length: {length}")
    answer.block = ("\r\n".join(lines) + "\r\n").encode("latin-1", "replace")
    return answer.block


def _clean(value: str) -> str:
    return value if value.isprintable() else "".join(filter(str.isprintable, value))


@functools.lru_cache(maxsize=2)
def date_line(second: int) -> bytes:
    """The Date header (RFC 9110, 6.6.1) of a second of Unix time."""
    return f"date: {formatdate(second, usegmt=True)}\r\n".encode()
