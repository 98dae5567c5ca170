"""Delivery behind Granian's RSGI: for servers that share a process with asynchronous work.

What is in memory is answered at once on the event loop; all else may wait (for the shelf, the press, a
search) and does so in a thread.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from kagoj.delivery.app import Delivery
from kagoj.delivery.request import Answer, Request

THREADS = 8


class RsgiApplication:
    """An RSGI application that answers with `delivery`."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._threads = ThreadPoolExecutor(THREADS, "delivery")

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        header = scope.headers.get
        path: str = scope.path
        request = Request(
            method=scope.method,
            # Granian gives text here, with U+FFFD for bytes that were none; delivery refuses that.
            path=path if path.isascii() else path.encode().decode("latin-1"),
            query=scope.query_string,
            accept_encoding=header("accept-encoding", ""),
            if_none_match=header("if-none-match", ""),
            if_modified_since=header("if-modified-since", ""),
            range=header("range", ""),
            if_range=header("if-range", ""),
            agent=header("user-agent", ""),
            client=scope.client.rpartition(":")[0],
            forwarded_for=header("x-forwarded-for", ""),
            content_length=header("content-length", ""),
        )
        found = self._at_hand(request) if request.method == "GET" else None
        if found is None:
            loop = asyncio.get_running_loop()
            found = await loop.run_in_executor(self._threads, self._delivery.answer, request)
        _send(found, protocol)

    def _at_hand(self, request: Request) -> Answer | None:
        try:
            return self._delivery.at_hand(
                request.path,
                request.accept_encoding,
                request.if_none_match,
                request.if_modified_since,
            )
        except Exception:  # noqa: BLE001 - `answer` meets it again, and says so
            return None


def _send(found: Answer, protocol: Any) -> None:
    piece = found.piece
    if piece is not None:
        end = piece.start + piece.length
        protocol.response_file_range(found.status, found.headers, str(piece.file), piece.start, end)
    elif found.body:
        protocol.response_bytes(found.status, found.headers, found.body)
    else:
        protocol.response_empty(found.status, found.headers)
