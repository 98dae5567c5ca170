"""Laying printed pages on the shelf, all of one order together."""

from __future__ import annotations

import contextlib
import dataclasses
import fcntl
import functools
from collections.abc import Iterable, Iterator

from django.conf import settings

from kagoj.shelf import Page, PageRefused, Shelf, ShelfDamaged


@functools.lru_cache(maxsize=1)
def shelf() -> Shelf:
    """This process's shelf."""
    return Shelf(settings.PAPER.data)


@contextlib.contextmanager
def at_the_press() -> Iterator[None]:
    """Be the only one who prints in this paper, among all processes, until the block ends.

    Who prints reads the news first and shelves it later: of two at once, the slower would lay its
    older page over the newer one.
    """
    with (settings.PAPER.data / "press.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def shelve(pages: Iterable[tuple[str, Page | None]]) -> dict[str, str]:
    """Put what changed and take away what is gone, in one change; tells what was refused, and why.

    A page that came out as it already lies there is left alone, so that nothing behind it
    (delivery's memory, a proxy's cache) is thrown away for nothing. Raises ShelfFull when the disk
    takes no more, and other ShelfFaults; nothing has changed then.
    """
    refused = {}
    changes = list(_changed(pages))
    if changes:
        with shelf().change() as change:
            for key, page in changes:
                if page is None:
                    change.remove(key)
                    continue
                try:
                    change.put(page)
                except PageRefused as reason:
                    refused[key] = str(reason)
    return refused


def _changed(pages: Iterable[tuple[str, Page | None]]) -> Iterator[tuple[str, Page | None]]:
    """What does not lie there like this already."""
    for key, page in pages:
        try:
            old = shelf().get(key)
        except ShelfDamaged:  # this page alone, as a rule: printed over
            yield key, page
            continue
        if old is None or page is None:
            if old is not page:
                yield key, page
        elif _as_seen(old) != _as_seen(page):
            yield key, _newer_than(old, page)


def _newer_than(old: Page, page: Page) -> Page:
    """The page, changed later than the one it is laid over, also by a clock that was set back
    meanwhile: who asks whether it has changed since a time must hear that it has."""
    before = max(old.modified, old.printed)
    if max(page.modified, page.printed) >= before:
        return page
    return dataclasses.replace(page, modified=before + 1)


def _as_seen(page: Page) -> tuple[object, ...]:
    return (
        *(page.body, page.status, page.path, page.content_type),
        *(page.location, page.design, page.tags),
    )
