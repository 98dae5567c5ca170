"""A read is reported: counted without a database, without a cookie, and without saying who reads.

What a page sends along is one line of text, and of it only a kind or a quarter is kept:

    from=m.facebook.com     the read, and the host that sent the reader ('own': another page of ours)
    seen=3                  on leaving: three quarters of the story were seen

A body that is none of these, compressed or not, is a read of which nothing more is known: as of
pages that were printed before anything was sent along.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Sequence
from pathlib import Path

from kagoj.audience.reads import DEPTHS, ReadLog
from kagoj.audience.referrers import kind_of
from kagoj.audience.visitors import DaySalt, is_robot, visitor
from kagoj.delivery.request import Answer, Request

LARGEST_BODY = 64 * 1024  # bytes; more is refused
NOTED = Answer(204, [("cache-control", "no-store")])
# The disk did not take it. Nobody looks at the answer of a beacon but who counts them.
NOT_NOTED = Answer(503, [("cache-control", "no-store")])

_FROM = re.compile(rb"from=([A-Za-z0-9._:\[\]-]{0,262})")
_SEEN = re.compile(rb"seen=([1-4])")


class Beacons:
    """Notes reads into the folder `folder`.

    `behind_proxy`: the reader's address is what the proxy in front wrote last into X-Forwarded-For.
    """

    def __init__(self, folder: Path, *, behind_proxy: bool = False) -> None:
        self._log = ReadLog(folder)
        self._salt = DaySalt(folder)
        self._behind_proxy = behind_proxy

    def note(self, request: Request, number: int) -> Answer:
        """Count what is told of the story `number`, unless a robot tells it."""
        line = self.line(number, request.agent, request.client, request.forwarded_for, request.body)
        return NOTED if not line or self.write([line]) else NOT_NOTED

    def line(self, number: int, agent: str, client: str, forwarded_for: str, body: bytes) -> bytes:
        """What will stand in the log; nothing of a robot, nor of what tells nothing."""
        if is_robot(agent):
            return b""
        told = read_body(body, agent)
        if told is None:
            return b""
        now = time.time()
        address = self.address_of(client, forwarded_for)
        who = visitor(address, agent, self._salt.at(now))
        return self._log.line(number, who, now, told)

    def write(self, lines: Sequence[bytes]) -> bool:
        """Whether these lines are safely noted: with the system, should this process be killed."""
        return self._log.append(b"".join(lines))

    def address_of(self, client: str, forwarded_for: str) -> str:
        """The reader's network address; of IPv6 the half that stays the same in one house."""
        text = client
        if self._behind_proxy and forwarded_for:
            text = forwarded_for[-200:].rpartition(",")[2]
        text = text.strip().strip("[]")
        try:
            socket.inet_pton(socket.AF_INET, text)
        except (OSError, ValueError):
            return _house_of(text)
        return text


def read_body(body: bytes, agent: str) -> str | None:
    """What a beacon tells: a kind or a depth as the log has them, '' where nothing more is known of
    the read; None when it is to be passed over."""
    if found := _FROM.fullmatch(body):
        return kind_of(found[1].decode("ascii"), agent)
    if found := _SEEN.fullmatch(body):
        return DEPTHS[int(found[1]) - 1]
    # A depth that is none is no read: its read was told before.
    return None if body.startswith(b"seen=") else ""


def _house_of(text: str) -> str:
    """An IPv6 address without the half that changes; what is no address as it is, but short."""
    try:
        packed = socket.inet_pton(socket.AF_INET6, text.partition("%")[0])
    except (OSError, ValueError):
        return text[:64]
    if packed.startswith(b"\0" * 10 + b"\xff\xff"):  # IPv4, told by a socket of both kinds
        return socket.inet_ntop(socket.AF_INET, packed[12:])
    return socket.inet_ntop(socket.AF_INET6, packed[:8] + b"\0" * 8)
