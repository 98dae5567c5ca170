"""Laying printed pages on the shelf, all of one order together."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from django.conf import settings

from kagoj.shelf import Page, Shelf


@functools.lru_cache(maxsize=1)
def shelf() -> Shelf:
    """This process's shelf."""
    return Shelf(settings.PAPER.data)


def shelve(pages: Iterable[tuple[str, Page | None]]) -> int:
    """Put what changed and take away what is gone, in one change; how many keys changed.

    A page that came out as it already lies there is left alone, so that nothing behind it
    (delivery's memory, a proxy's cache) is thrown away for nothing.
    """
    changes = [(key, page) for key, page in pages if not _lies_there(key, page)]
    if changes:
        with shelf().change() as change:
            for key, page in changes:
                if page is None:
                    change.remove(key)
                else:
                    change.put(page)
    return len(changes)


def _lies_there(key: str, page: Page | None) -> bool:
    old = shelf().get(key)
    if old is None or page is None:
        return old is page
    return (old.body, old.status, old.path, old.content_type, old.location, old.design) == (
        page.body,
        page.status,
        page.path,
        page.content_type,
        page.location,
        page.design,
    )
