"""Pages that are not on the shelf but may exist: ask the press, wait a little, remember a no.

A flood of missing addresses costs nothing: only a few waits are in flight at once, what the press had
nothing for is remembered for a while, and without a press at work nobody waits.
"""

from __future__ import annotations

import enum
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from kagoj.shelf import Shelf

HEARTBEAT = 5.0  # seconds: a press that was heard so long ago is at work
LOOK = 0.025  # seconds between two looks at the shelf
REMEMBERED = 10.0  # seconds that a no of the press is believed
MOST_REMEMBERED = 10_000


class Outcome(enum.Enum):
    PRINTED = "it lies on the shelf now"
    NOTHING = "there is nothing to print"
    LATER = "it may come yet"


class OnDemand:
    """Asks the press behind `shelf` for pages; `alive` is the file it touches while at work."""

    def __init__(
        self,
        shelf: Shelf,
        alive: Path,
        *,
        longest_wait: float,
        most_waits: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._shelf = shelf
        self._alive = alive
        self._longest_wait = longest_wait
        self._places = threading.Semaphore(most_waits) if most_waits > 0 else None
        self._clock = clock
        self._refused: dict[str, float] = {}
        self._lock = threading.Lock()

    def ask(self, key: str) -> Outcome:
        """Have `key` printed if the press can; holds the caller for the longest wait at most."""
        if self._places is None or self._was_refused(key) or not self.press_is_heard():
            return Outcome.NOTHING
        if not self._shelf.want(key):
            return Outcome.LATER  # more wishes than the list holds
        if not self._places.acquire(blocking=False):
            return Outcome.LATER
        try:
            return self._wait_for(key)
        finally:
            self._places.release()

    def press_is_heard(self) -> bool:
        try:
            return abs(time.time() - os.stat(self._alive).st_mtime) <= HEARTBEAT  # noqa: PTH116
        except OSError:
            return False

    def changed(self, keys: set[str]) -> None:
        """What was printed since is no longer refused."""
        if self._refused:
            with self._lock:
                for key in keys:
                    self._refused.pop(key, None)

    def _wait_for(self, key: str) -> Outcome:
        end = self._clock() + self._longest_wait
        while True:
            # In this order: the press shelves a page before it strikes the wish.
            wanted = self._shelf.is_wanted(key)
            if self._shelf.has(key):
                return Outcome.PRINTED
            if not wanted:
                self._remember(key)
                return Outcome.NOTHING
            left = end - self._clock()
            if left <= 0:
                return Outcome.LATER
            time.sleep(min(LOOK, left))

    def _was_refused(self, key: str) -> bool:
        until = self._refused.get(key)
        return until is not None and until > self._clock()

    def _remember(self, key: str) -> None:
        with self._lock:
            self._refused.pop(key, None)
            while len(self._refused) >= MOST_REMEMBERED:
                del self._refused[next(iter(self._refused))]
            self._refused[key] = self._clock() + REMEMBERED
