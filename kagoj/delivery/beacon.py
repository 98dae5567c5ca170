"""A read is reported: counted without a database, without a cookie, and without saying who reads."""

from __future__ import annotations

import ipaddress
import time
from pathlib import Path

from kagoj.audience.reads import ReadLog
from kagoj.audience.visitors import DaySalt, is_robot, visitor
from kagoj.delivery.request import Answer, Request

LARGEST_BODY = 64 * 1024  # bytes; what is sent along is not read, and not more than this is taken
NOTED = Answer(204, [("cache-control", "no-store")])


class Beacons:
    """Notes reads into the folder `folder`.

    `behind_proxy`: the reader's address is what the proxy in front wrote last into X-Forwarded-For.
    """

    def __init__(self, folder: Path, *, behind_proxy: bool = False) -> None:
        self._log = ReadLog(folder)
        self._salt = DaySalt(folder)
        self._behind_proxy = behind_proxy

    def note(self, request: Request, number: int) -> Answer:
        """Count one read of the story `number`, unless a robot reported it."""
        if not is_robot(request.agent):
            now = time.time()
            who = visitor(self.address_of(request), request.agent, self._salt.at(now))
            self._log.note(number, who, now)
        return NOTED

    def address_of(self, request: Request) -> str:
        """The reader's network address; of IPv6 the half that stays the same in one house."""
        text = request.client
        if self._behind_proxy and request.forwarded_for:
            text = request.forwarded_for[-200:].rpartition(",")[2]
        try:
            address = ipaddress.ip_address(text.strip().strip("[]"))
        except ValueError:
            return text.strip()[:64]
        if address.version == 6:
            return str(ipaddress.ip_network((address, 64), strict=False).network_address)
        return str(address)
