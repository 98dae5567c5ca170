"""Galleys: what is written and readers have not (yet), found by its words as printed stories are.

The readers' index (`data/search.db`) has what is printed. Here, in a file of the same kind
(`data/newsroom-search.db`), stands the newest text of every story that has another: drafts, what
waits for approval or for its time, what was withdrawn, and new drafts of printed stories. So it stays
as small as the work in hand, whatever the archive's size.

Each change leaves a `GalleyPull` in its own transaction; the worker pulls those galleys and then
forgets the orders. It is killed in between: they are pulled again, which changes nothing.
"""

from __future__ import annotations

import functools
import itertools
import logging
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from kagoj.news import queries
from kagoj.news.body import blocks_of
from kagoj.news.models import ArticlePage
from kagoj.search.documents import Document, IndexFault
from kagoj.search.index import Index

from .models import GalleyPull, NewslistEntry

log = logging.getLogger("kagoj.newsroom")

AT_ONCE = 100  # orders of one change of the file
STEPS = 20  # of these in one turn of the worker
_PRINTED_AS_IT_IS = NewslistEntry.State.PUBLISHED


def file() -> Path:
    return Path(settings.PAPER.data / "newsroom-search.db")


def order(*numbers: int) -> None:
    """Let the galleys of these stories be pulled anew. Part of the change's own transaction."""
    GalleyPull.objects.bulk_create(GalleyPull(number=number) for number in numbers)


def order_all() -> None:
    """For a file that is new or was lost: every story that belongs in it."""
    unprinted = NewslistEntry.objects.exclude(state=_PRINTED_AS_IT_IS)
    numbers = unprinted.values_list("number", flat=True).iterator(chunk_size=1000)
    while some := list(itertools.islice(numbers, 1000)):
        order(*some)


def pull() -> None:
    """Pull the galleys that were ordered; some at a time, so that a long row holds up nothing."""
    try:
        if not file().exists():
            _index.cache_clear()
            order_all()
        for _ in range(STEPS):
            if not _pull_some():
                break
        _index(file()).tidy()
        _told.clear()
    except (IndexFault, OSError) as fault:
        if str(fault) not in _told:  # it is tried again every second
            log.error("stories not yet printed are found by their headlines only: %s", fault)
            _told.add(str(fault))


_told: set[str] = set()


@functools.lru_cache(maxsize=1)
def _index(place: Path) -> Index:
    return Index(place)


def _pull_some() -> bool:
    orders = list(GalleyPull.objects.order_by("pk").values_list("pk", "number")[:AT_ONCE])
    if not orders:
        return False
    numbers = {number for _, number in orders}
    galleys = list(_galleys(numbers))
    index = _index(file())
    index.put(galleys)
    index.remove(sorted(numbers - {galley.number for galley in galleys}))
    # These rows and no others: who saves meanwhile has left a new one.
    GalleyPull.objects.filter(pk__in=[pk for pk, _ in orders]).delete()
    return True


def _galleys(numbers: set[int]) -> Iterator[Document]:
    lines = NewslistEntry.objects.filter(number__in=numbers).exclude(state=_PRINTED_AS_IT_IS)
    pages = ArticlePage.objects.in_bulk([line.page_id for line in lines])
    for line in lines:
        page = pages.get(line.page_id)
        if page is None:
            continue
        try:
            yield _galley(page, line)
        except Exception:  # a revision that an old version wrote keeps no other story back
            log.exception("story %s cannot be read for the newsroom's search", line.number)


def _galley(page: ArticlePage, line: NewslistEntry) -> Document:
    newest = page.get_latest_revision_as_object() if page.latest_revision_id else page
    desk = page.get_parent()
    return Document(
        number=line.number,
        path="",
        headline=newest.title,
        deck=newest.deck,
        body=queries.plain_text(blocks_of(newest.body)),
        desk=desk.slug,
        desk_title=desk.title,
        byline=", ".join(by.author.name for by in newest.bylines.all() if by.author_id),
        published=line.shown,
    )
