"""What is asked and what is answered, free of any server's interface."""

from __future__ import annotations

import dataclasses
from pathlib import Path

Headers = list[tuple[str, str]]


@dataclasses.dataclass(slots=True)
class Request:
    """One request. A header that was not sent is ''."""

    method: str
    path: str  # percent-decoded; its bytes as Latin-1 letters, as PEP 3333 has it
    query: str = ""  # as sent, without '?'
    accept_encoding: str = ""
    if_none_match: str = ""
    if_modified_since: str = ""
    range: str = ""
    if_range: str = ""
    agent: str = ""
    client: str = ""  # the network address the request came from
    forwarded_for: str = ""
    content_length: str = ""
    body: bytes = b""  # its beginning, of a POST


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """Bytes `start` to `start + length` of a file too long to be held in memory."""

    file: Path
    start: int
    length: int


@dataclasses.dataclass(slots=True, eq=False)
class Answer:
    """One answer. `body` is empty where `piece` says which part of a file to send, and for HEAD."""

    status: int
    headers: Headers
    body: bytes = b""
    piece: Piece | None = None
    block: bytes = b""  # status line and headers as the loop sends them, once they were made

    def header(self, name: str) -> str:
        """The value of a header, by its lower-case name; '' when it is not there."""
        return next((value for key, value in self.headers if key == name), "")
