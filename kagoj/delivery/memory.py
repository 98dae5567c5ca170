"""Composed and compressed pages in memory, until the page or a part of it changes.

Looking up takes no lock; keeping, dropping and making room do.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterable

from kagoj.delivery.request import Headers
from kagoj.delivery.respond import Ready, is_compressible, prepare

OVERHEAD = 2000  # bytes that an entry takes beside its bodies, roughly


@dataclasses.dataclass(slots=True, eq=False)
class Kept:
    """One composed page with what was made of it so far."""

    key: str
    path: str  # its right address
    wire: str  # the same as a request carries it; '' for pages nobody may ask for by address
    status: int
    location: str
    body: bytes
    content_type: str
    headers: Headers
    changed: float
    needs: frozenset[str]
    ready: dict[str, Ready] = dataclasses.field(default_factory=dict)  # by coding
    size: int = 0
    asked: bool = True  # since room was last made
    there: bool = False  # in the memory
    version: int = -1  # of the shelf, when it was composed
    laid: float = 0.0  # when a copy was last laid for nginx (monotonic; 0: never)

    @property
    def varies(self) -> bool:
        return is_compressible(self.content_type)


class Memory:
    """At most `most` bytes of pages, true for version `version` of the shelf.

    `dropped` is told of each page that leaves, whatever for.
    """

    def __init__(self, most: int, dropped: Callable[[Kept], object] = lambda kept: None) -> None:
        self._most = most
        self._dropped = dropped
        self._lock = threading.Lock()
        self._by_key: dict[str, Kept] = {}
        self._by_wire: dict[str, Kept] = {}
        self._needed_by: dict[str, set[str]] = {}
        self.version = -1
        self.size = 0
        # The way most requests go: one look into a dict, without a call of ours between.
        self.find = self._by_wire.get
        self.get = self._by_key.get

    def keep(self, kept: Kept, version: int) -> None:
        """Take in a page composed at `version`; not when newer changes were seen meanwhile,
        since they may be about it."""
        with self._lock:
            if version < self.version:
                return
            self._drop(kept.key)
            kept.size = OVERHEAD + len(kept.body)
            kept.there = True
            kept.version = version
            self._by_key[kept.key] = kept
            if kept.wire:
                self._by_wire[kept.wire] = kept
            for key in kept.needs:
                self._needed_by.setdefault(key, set()).add(kept.key)
            self.size += kept.size
            self._make_room()

    def prepare(self, kept: Kept, coding: str) -> Ready:
        """Make (once) the answers of a page in one coding; what is not compressed is the same in all."""
        ready = kept.ready.get(coding)
        if ready is not None:
            return ready
        wanted, coding = coding, coding if kept.varies else ""
        ready = prepare(
            kept.body,
            coding,
            status=kept.status,
            headers=kept.headers,
            changed=kept.changed,
            varies=kept.varies,
        )
        with self._lock:
            if wanted not in kept.ready:
                kept.ready[wanted] = ready
                if kept.there and coding:
                    kept.size += len(ready.full.body)
                    self.size += len(ready.full.body)
                    self._make_room()
        return ready

    def seen(self, version: int, changed: Iterable[str]) -> None:
        """The shelf is at `version`; `changed` keys are not what they were at ours."""
        with self._lock:
            for key in changed:
                for page in list(self._needed_by.get(key, ())):
                    if self._by_key[page].version < version:
                        self._drop(page)
            self.version = version

    def forget(self, version: int = -1) -> None:
        """Drop everything: the shelf is another one, now at `version`."""
        with self._lock:
            for key in list(self._by_key):
                self._drop(key)
            self.version = version

    def __len__(self) -> int:
        return len(self._by_key)

    def _make_room(self) -> None:
        """Drop pages until the rest fits: the oldest first, but each asked page gets a second round."""
        while self.size > self._most and self._by_key:
            key, kept = next(iter(self._by_key.items()))
            if kept.asked and len(self._by_key) > 1:
                kept.asked = False
                self._by_key[key] = self._by_key.pop(key)
            else:
                self._drop(key)

    def _drop(self, key: str) -> None:
        kept = self._by_key.pop(key, None)
        if kept is None:
            return
        kept.there = False
        self.size -= kept.size
        if self._by_wire.get(kept.wire) is kept:
            del self._by_wire[kept.wire]
        for needed in kept.needs:
            pages = self._needed_by.get(needed)
            if pages is not None:
                pages.discard(key)
                if not pages:
                    del self._needed_by[needed]
        self._dropped(kept)
