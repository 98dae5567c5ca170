"""What follows when pages have been shelved: the search index learns of them."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from django.conf import settings

from kagoj.news import queries
from kagoj.search.documents import Document
from kagoj.search.index import Index


@functools.lru_cache(maxsize=1)
def index() -> Index:
    """This process's search index, the only writer."""
    return Index(settings.PAPER.data / "search.db")


def announce(keys: Iterable[str]) -> None:
    """Bring the search index up to the stories among `keys`."""
    numbers = [int(key.removeprefix("/n/")) for key in keys if key.startswith("/n/")]
    documents = [found for number in numbers if (found := document(number))]
    index().put(documents)
    gone = set(numbers) - {found.number for found in documents}
    if gone:
        index().remove(sorted(gone))


def document(number: int) -> Document | None:
    """A published story as the search index takes it."""
    story = queries.story(number)
    if story is None:
        return None
    card = story.card
    return Document(
        number=number,
        path=card.url,
        headline=card.headline,
        deck=card.deck,
        body=queries.plain_text(story.body),
        desk=card.desk.url.strip("/"),
        desk_title=card.desk.title,
        byline=", ".join(line.name for line in card.byline),
        published=card.published,
    )
