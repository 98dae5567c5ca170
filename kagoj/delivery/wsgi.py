"""Delivery behind WSGI (PEP 3333): the interface it is run with (docs/decisions/0002)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any, BinaryIO

from kagoj.delivery.app import Delivery
from kagoj.delivery.http1 import KEPT_BODY
from kagoj.delivery.request import Headers, Piece, Request
from kagoj.delivery.spare_pages import spare_page

Environ = dict[str, Any]
StartResponse = Callable[[str, Headers], object]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

SENT_AT_ONCE = 256 * 1024  # bytes
# A long file holds a thread of the server as long as its reader is slow; pages need threads, too.
MOST_LONG_FILES = 2
STATUS_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


def application_for(delivery: Delivery) -> Application:
    """A WSGI application that answers with `delivery`."""
    at_hand, answer = delivery.at_hand, delivery.answer
    places = threading.Semaphore(MOST_LONG_FILES)

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        get = environ.get
        if environ["REQUEST_METHOD"] == "GET":
            try:
                found = at_hand(
                    get("PATH_INFO", ""),
                    get("HTTP_ACCEPT_ENCODING", ""),
                    get("HTTP_IF_NONE_MATCH", ""),
                    get("HTTP_IF_MODIFIED_SINCE", ""),
                )
            except Exception:  # noqa: BLE001 - `answer` meets it again, and says so
                found = None
            if found is not None:
                start_response(STATUS_LINES[found.status], found.headers)
                return [found.body]
        found = answer(
            Request(
                environ["REQUEST_METHOD"],
                get("PATH_INFO", ""),
                get("QUERY_STRING", ""),
                get("HTTP_ACCEPT_ENCODING", ""),
                get("HTTP_IF_NONE_MATCH", ""),
                get("HTTP_IF_MODIFIED_SINCE", ""),
                get("HTTP_RANGE", ""),
                get("HTTP_IF_RANGE", ""),
                get("HTTP_USER_AGENT", ""),
                get("REMOTE_ADDR", ""),
                get("HTTP_X_FORWARDED_FOR", ""),
                get("CONTENT_LENGTH", ""),
                _beginning(environ),
            )
        )
        if found.piece is not None:
            long_file = _opened(found.piece, places)
            if long_file is not None:
                start_response(STATUS_LINES[found.status], found.headers)
                return long_file
            found = spare_page(503)
        start_response(STATUS_LINES[found.status], found.headers)
        return [found.body]

    return application


def _beginning(environ: Environ) -> bytes:
    """What is looked at of the body of a POST, if there is one and its length is told."""
    length = environ.get("CONTENT_LENGTH", "")
    if environ["REQUEST_METHOD"] != "POST" or not length.isdecimal() or len(length) > 9:
        return b""
    told: bytes = environ["wsgi.input"].read(min(int(length), KEPT_BODY))
    return told


def _opened(piece: Piece, places: threading.Semaphore) -> LongFile | None:
    """The piece, ready to be sent; None when there is no place for it, or no file any more."""
    if not places.acquire(blocking=False):
        return None
    try:
        stream = piece.file.open("rb")
        stream.seek(piece.start)
    except OSError:
        places.release()
        return None
    return LongFile(stream, piece.length, places)


class LongFile:
    """A piece of a file, sent in turns; gives its place back at the end, however it ends."""

    def __init__(self, stream: BinaryIO, length: int, places: threading.Semaphore) -> None:
        self._stream = stream
        self._left = length
        self._places: threading.Semaphore | None = places

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        block = self._stream.read(min(self._left, SENT_AT_ONCE)) if self._left else b""
        if not block:
            self.close()
            raise StopIteration
        self._left -= len(block)
        return block

    def close(self) -> None:
        self._stream.close()
        self._left = 0
        places, self._places = self._places, None
        if places is not None:
            places.release()

    def __del__(self) -> None:
        self.close()  # a server may drop an answer that it never began to send
