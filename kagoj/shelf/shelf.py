"""The shelf as the press, delivery and export know it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from kagoj.shelf.faults import PageRefused, ShelfFault
from kagoj.shelf.page import Page, faults_of
from kagoj.shelf.store import Snapshot, Store
from kagoj.shelf.stores.sqlite import READER_WAIT, SqliteStore
from kagoj.shelf.wanted import WantedList

FILE = "shelf.db"
WANTED_FILE = "wanted.db"
WALKED_AT_ONCE = 1000


class Change:
    """Pages put and removed together: readers see all of it or nothing.

    Nothing reaches the shelf before the `with` block ends without an error, so an open change
    holds up nobody, and a failed one leaves no trace.
    """

    def __init__(self) -> None:
        self._pages: dict[str, Page | None] = {}
        self.version: int | None = None  # the shelf's version with this change; None before

    def put(self, page: Page) -> None:
        """Put `page` in place of what stood under its key. Raises PageRefused for an impossible page."""
        if faults := faults_of(page):
            raise PageRefused(f"{page.key}: {'; '.join(faults)}")
        self._pages[page.key] = page

    def remove(self, key: str) -> None:
        self._pages[key] = None


class Shelf:
    """Finished pages in the folder `folder`; one for each process, safe for its threads and for
    many processes at once.

    Opened `read_only` it makes nothing: where no shelf stands yet, reading raises ShelfMissing
    until there is one. Every method may raise a ShelfFault that says what is wrong; `reader_wait` is
    for how many seconds reading waits for who holds the shelf before it raises ShelfBusy.
    """

    def __init__(
        self, folder: Path | str, *, read_only: bool = False, reader_wait: float = READER_WAIT
    ) -> None:
        folder = Path(folder)
        self._store: Store = SqliteStore(
            folder / FILE, read_only=read_only, reader_wait=reader_wait
        )
        self._wanted = WantedList(folder / WANTED_FILE)

    def get(self, key: str) -> Page | None:
        with self._store.snapshot() as view:
            return view.get(key)

    def has(self, key: str) -> bool:
        with self._store.snapshot() as view:
            return view.has(key)

    @contextlib.contextmanager
    def view(self) -> Iterator[Snapshot]:
        """Several questions to the shelf as it stands at one moment; keep it short."""
        with self._store.snapshot() as view:
            yield view

    @contextlib.contextmanager
    def change(self) -> Iterator[Change]:
        """Collect pages and shelve them together at the end of the block.

        Raises ShelfFull when the disk takes no more, ShelfBusy when another change does not end;
        the old pages stand.
        """
        change = Change()
        yield change
        if change._pages:
            change.version = self._store.write(change._pages)

    def version(self) -> int:
        """Grows with every change."""
        with self._store.snapshot() as view:
            return view.version

    @property
    def replaced(self) -> int:
        """How often the shelf was found to be another one than before: what was known of it is void."""
        return self._store.replaced

    def changed_since(self, version: int, limit: int | None = None) -> set[str]:
        """Keys put or removed after `version`, and addresses that their pages left; at most `limit` of
        them when given."""
        with self._store.snapshot() as view:
            return view.changed_since(version, limit)

    def keys(
        self, prefix: str = "", *, after: str = "", other_than_design: str | None = None
    ) -> Iterator[str]:
        """Keys that begin with `prefix`, in order, those after `after`; with `other_than_design` only
        those of pages that another version of the theme printed. A long walk sees changes made
        meanwhile."""
        last = after
        while True:
            with self._store.snapshot() as view:
                found = view.keys_after(last, prefix, other_than_design, WALKED_AT_ONCE)
            yield from found
            if len(found) < WALKED_AT_ONCE:
                return
            last = found[-1]

    def want(self, key_or_path: str) -> bool:
        """Ask the press to print what is not on the shelf; whether the wish stands on the list."""
        return self._wanted.want(key_or_path)

    def is_wanted(self, key_or_path: str) -> bool:
        """Whether the press has not answered a wish yet."""
        return self._wanted.is_wanted(key_or_path)

    def wanted(self, limit: int = 50) -> list[str]:
        """What readers wait for, oldest first."""
        return self._wanted.wanted(limit)

    def unwant(self, keys: str | Iterable[str]) -> None:
        """The press's answer to wishes: printed and shelved, or nothing to print."""
        self._wanted.unwant([keys] if isinstance(keys, str) else keys)

    def check(self) -> list[str]:
        """Faults found, in words; empty for a sound shelf. Reads every page."""
        try:
            return list(self._store.check())
        except ShelfFault as fault:
            return [str(fault)]

    def compact(self) -> None:
        """Give back the room that removed and shrunk pages took; readers go on meanwhile.

        Needs as much free disk as the pages take: raises ShelfFull where that is missing.
        """
        self._store.compact()

    def close(self) -> None:
        self._store.close()
        self._wanted.close()
