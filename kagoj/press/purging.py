"""Telling the caches in front what changed on the shelf. Knows no Django; the press never waits for it.

Each cache has a thread that watches the shelf's version, as delivery does, whoever wrote there. What is
still to be told needs no list: it is what the shelf changed since the version the cache was last told
of, and that number lies in a small file. So nothing is lost in a crash, and changes made while a cache
could not be reached are told together.

A page's own copy is told of at once. What the parts in it changed (latest, most read), a copy shows when
its minute is over (`SHARED_AGE` in kagoj/delivery/policies.py): else each story published would empty
the whole cache. Only when something was withdrawn are the parts told of, too. An address that a story
left, renamed, moved or withdrawn, is told with it.
"""

from __future__ import annotations

import collections
import dataclasses
import hashlib
import json
import logging
import re
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kagoj.press.caches.cache import Cache, CacheFault, Change
from kagoj.press.caches.named import cache_at
from kagoj.shelf import Page, Shelf, ShelfFault, ShelfMissing
from kagoj.shelf.page import is_part, surrogate_key

FOLDER = "purge"  # in the data folder
MOST_TOLD = 300  # pages at once; beyond, everything is told to be old
MOST_READ = 3000  # changes looked through for them
NEWS_UNTIL = 3600.0  # seconds between what happened and its printing
LOOK_EVERY = 0.05  # seconds
# Until all processes of delivery have seen a change (LOOK_EVERY in kagoj/delivery/app.py): fetched
# earlier, the old page would be taken for the new one.
SEEN_AFTER = 0.06  # seconds
# An old page that was under way to the cache when it was told, arrives there afterwards: what changed is
# told once more when no answer can be that slow (proxy_read_timeout in deploy/nginx.conf).
AGAIN_AFTER = 10.0  # seconds
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds to a next try
# What a story left, when its headline or desk changed: stories stand under their numbers.
_ADDRESS_OF_A_STORY = re.compile(r"/[^/]+/\d+/[^/]*/")
_NOT_READERS = frozenset({"/404", "/500"})

log = logging.getLogger("kagoj.press.purging")


def change_since(shelf: Shelf, version: int | None, until: int | None = None) -> tuple[int, Change]:
    """The shelf's version, and what changed after `version`; None stands for a beginning unknown.

    With `until` only what has not changed again after that version. Raises ShelfFault when the shelf
    cannot be read.
    """
    with shelf.view() as view:
        now = view.version
        if version == now:
            return now, Change()
        if version is None or version > now:  # another shelf than the one we knew
            return now, Change(everything=True)
        changed = view.changed_since(version, MOST_READ + 1)
        if len(changed) > MOST_READ:
            return now, Change(everything=True)
        if until is not None:
            changed -= view.changed_since(until, MOST_READ + 1)
        pages = {key: view.get(key) for key in sorted(changed) if not is_part(key)}
    told = {key: page for key, page in pages.items() if page is None or not _is_reprint(page)}
    if len(told) > MOST_TOLD:
        return now, Change(everything=True)
    withdrawn = any(
        page.status == 410 if page else not _ADDRESS_OF_A_STORY.fullmatch(key)
        for key, page in told.items()
    )
    keys = [*told, *sorted(filter(is_part, changed))] if withdrawn else list(told)
    paths = [page.path if page else key for key, page in told.items() if key not in _NOT_READERS]
    return now, Change(tuple(map(surrogate_key, keys)), tuple(dict.fromkeys(paths)))


def _is_reprint(page: Page) -> bool:
    """Whether nothing happened to the page but that it was printed anew, with a new design: of a
    million of those caches are not told, each shows its copy for a minute more."""
    return page.status == 200 and page.printed - page.modified > NEWS_UNTIL


@dataclasses.dataclass(slots=True)
class Told:
    """What is known of one cache, as it lies in its file."""

    cache: str
    version: int | None = None  # of the shelf, of which the cache is sure to know
    fault: str = ""
    since: float = 0.0  # Unix time of the fault's first appearance

    @classmethod
    def read(cls, file: Path, address: str) -> Told:
        """From its file; what is not there or damaged is a beginning."""
        try:
            found = json.loads(file.read_text("utf-8"))
            told = cls(**found)
            sound = told.cache == address and isinstance(told.version, int | None)
        except (OSError, ValueError, TypeError):
            sound = False
        return told if sound else cls(address)

    def write(self, file: Path) -> None:
        """Whole or not at all. Raises OSError."""
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_suffix(".part")
        half.write_text(json.dumps(dataclasses.asdict(self), ensure_ascii=False), "utf-8")
        half.replace(file)


class Watch:
    """Keeps one cache up with the shelf: `turn` after `turn`, each quick unless the cache is slow."""

    def __init__(
        self,
        address: str,
        cache: Cache,
        shelf: Shelf,
        data: Path,
        *,
        sleep: Callable[[float], Any] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._cache = cache
        self._shelf = shelf
        self._file = file_of(data, address)
        self._sleep = sleep
        self._clock = clock
        self._told = Told.read(self._file, address)
        self._last = self._told.version  # told once
        self._once: collections.deque[tuple[int, float]] = collections.deque()  # and when
        self._not_before = 0.0
        self._pause = 0.0

    def turn(self) -> None:
        """Tell what is new, and once more what was told `AGAIN_AFTER` seconds ago."""
        if self._clock() < self._not_before:
            return
        try:
            if self._shelf.version() != self._last:
                self._tell_new()
            again = self._due_again()
            if again is not None:
                self._tell_again(again)
            if self._told.fault:
                self._well()
        except CacheFault as fault:
            self._failed(str(fault), fault.pause)
        except ShelfMissing:
            self._not_before = self._clock() + FIRST_PAUSE  # nothing printed, nothing to tell
        except (ShelfFault, OSError) as fault:
            self._failed(f"what changed cannot be read or noted: {fault}", 0.0)

    def _due_again(self) -> int | None:
        """The newest version told long enough ago to be told once more, and then forgotten."""
        due = None
        for version, moment in self._once:
            if self._clock() - moment < AGAIN_AFTER:
                break
            due = version
        return due

    def _tell_new(self) -> None:
        self._sleep(SEEN_AFTER)
        now, change = change_since(self._shelf, self._last)
        self._tell(change)
        self._last = now
        self._once.append((now, self._clock()))

    def _tell_again(self, version: int) -> None:
        _, change = change_since(self._shelf, self._told.version, until=version)
        self._tell(change)
        while self._once and self._once[0][0] <= version:
            self._once.popleft()
        self._note(version)

    def _tell(self, change: Change) -> None:
        if change.everything or change.names:
            self._cache.tell(change)
            self._not_before = self._clock() + self._cache.pause

    def _note(self, version: int) -> None:
        self._told.version = version
        self._told.write(self._file)

    def _well(self) -> None:
        log.info("%s: is told again", self._told.cache)
        self._told.fault, self._told.since, self._pause = "", 0.0, 0.0
        self._told.write(self._file)

    def _failed(self, fault: str, pause: float) -> None:
        self._pause = min(max(FIRST_PAUSE, 2 * self._pause), LONGEST_PAUSE)
        self._not_before = self._clock() + max(self._pause, min(pause, LONGEST_PAUSE))
        if fault == self._told.fault:
            return
        log.error("%s was not told what changed: %s; it is tried again", self._told.cache, fault)
        self._told.fault = fault
        self._told.since = self._told.since or time.time()
        try:
            self._told.write(self._file)
        except OSError as error:
            log.error("%s: %s", self._file, error)


def file_of(data: Path, address: str) -> Path:
    """Where is noted what the cache at `address` knows."""
    name = hashlib.blake2b(address.encode(), digest_size=6).hexdigest()
    return data / FOLDER / f"{address.partition(':')[0]}-{name}.json"


def start(
    addresses: Sequence[str], token: str, data: Path, stop: threading.Event
) -> list[threading.Thread]:
    """A thread for each cache, at work until `stop`; none of them holds the process up."""
    threads = []
    for address in addresses:
        watch = Watch(address, cache_at(address, token), Shelf(data, read_only=True), data)
        thread = threading.Thread(target=_keep, args=(watch, stop), name=address, daemon=True)
        thread.start()
        threads.append(thread)
    return threads


def _keep(watch: Watch, stop: threading.Event) -> None:
    while not stop.wait(LOOK_EVERY):
        try:
            watch.turn()
        except Exception:
            log.exception("a cache was not told; it is tried again")
            stop.wait(LONGEST_PAUSE)


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """How far one cache is, for people."""

    cache: str
    well: bool
    says: str


def standings(addresses: Sequence[str], data: Path) -> list[Standing]:
    """How far each cache is. Raises ShelfFault when the shelf cannot be read."""
    version = Shelf(data, read_only=True).version()
    return [_standing(Told.read(file_of(data, address), address), version) for address in addresses]


def _standing(told: Told, version: int) -> Standing:
    if told.fault:
        since = time.strftime("%Y-%m-%d %H:%M", time.localtime(told.since))
        says = f"not told since {since} what changed: {told.fault}; it is tried again and again"
        return Standing(told.cache, False, says)
    if told.version is None:
        return Standing(told.cache, True, "told nothing yet")
    if told.version >= version:
        return Standing(told.cache, True, "knows everything")
    # Told once; the number moves when it was told twice.
    return Standing(told.cache, True, f"{version - told.version} changes of the last moments")
