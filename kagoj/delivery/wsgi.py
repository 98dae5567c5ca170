"""Delivery behind WSGI (PEP 3333): the interface it is run with (docs/decisions/0002)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any

from kagoj.delivery.app import Delivery
from kagoj.delivery.request import Headers, Piece, Request

Environ = dict[str, Any]
StartResponse = Callable[[str, Headers], object]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

SENT_AT_ONCE = 256 * 1024  # bytes
STATUS_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


def application_for(delivery: Delivery) -> Application:
    """A WSGI application that answers with `delivery`."""
    answer = delivery.answer

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        get = environ.get
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
            )
        )
        start_response(STATUS_LINES[found.status], found.headers)
        if found.piece is not None:
            return _sent_in_turns(found.piece)
        return [found.body]

    return application


def _sent_in_turns(piece: Piece) -> Iterator[bytes]:
    left = piece.length
    with piece.file.open("rb") as stream:
        stream.seek(piece.start)
        while left and (block := stream.read(min(left, SENT_AT_ONCE))):
            left -= len(block)
            yield block
