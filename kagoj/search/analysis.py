"""How a story's text becomes the words of the index, and a reader's text the words asked for.

Both sides go through `kagoj.bangla.analyse`, so that joiners, normal forms and digits never come
between a reader and a story. This is the one place that knows the columns of the index: a further
way to find a word (its stem, say) is a further column with a lower weight here, and a further
alternative for each word of a query.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re

from kagoj.bangla.analyse import terms
from kagoj.search.documents import Document

# Each column with its weight in the ranking: the same word counts so many times as in the body.
# The desk is there to filter by and weighs nothing.
WEIGHTS = {"headline": 10.0, "deck": 4.0, "body": 1.0, "byline": 1.0, "desk": 0.0}
COLUMNS = tuple(WEIGHTS)

# A code point for private use stands before a desk's slug, so that no word of a text is equal to it.
DESK_MARK = "\ue000"

# Longest texts, in characters, that are kept and searched; the rest of a longer one is left out.
LONGEST = {
    "headline": 1_000,
    "deck": 5_000,
    "body": 200_000,
    "byline": 1_000,
    "desk": 200,
    "desk_title": 500,
    "path": 4_000,
}

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f]+")


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A document within its bounds, its blanks made single, its time a number."""

    number: int
    published: int  # microseconds since 1970 in UTC
    path: str
    desk: str
    desk_title: str
    headline: str
    deck: str
    byline: str
    body: str


def entry(document: Document) -> Entry:
    """What the index keeps of a document.

    Raises ValueError when the number is out of range or the time has no zone.
    """
    if not 0 < document.number < 2**63:
        raise ValueError(f"a story's number must be between 1 and 2^63-1, not {document.number}")
    if document.published.tzinfo is None:
        raise ValueError(f"story {document.number}: the time of publishing needs a time zone")
    kept = {name: _clean(getattr(document, name), longest) for name, longest in LONGEST.items()}
    return Entry(
        number=document.number,
        published=(document.published - _EPOCH) // dt.timedelta(microseconds=1),
        **kept,
    )


def columns(entry: Entry) -> tuple[str, ...]:
    """The words of each column, parted by single spaces, in the order of `COLUMNS`."""
    return (
        *(" ".join(analysed(getattr(entry, name))) for name in COLUMNS if name != "desk"),
        desk_word(entry.desk),
    )


def digest(columns: tuple[str, ...]) -> bytes:
    """Tells whether a story's words are still what they were when it was put into the index."""
    return hashlib.blake2b("\n".join(columns).encode(), digest_size=8).digest()


def analysed(text: str) -> list[str]:
    """The words of a text as the index knows them."""
    return terms(text)


def desk_word(slug: str) -> str:
    """The one word of the index that stands for a desk."""
    slug = _clean(slug, LONGEST["desk"])
    return DESK_MARK + slug.replace(" ", "_") if slug else ""


def moment(published: int) -> dt.datetime:
    """The time that an entry's `published` stands for, in UTC."""
    return _EPOCH + dt.timedelta(microseconds=published)


def _clean(text: str, longest: int) -> str:
    # Half of a surrogate pair (a broken import) cannot be written as UTF-8.
    text = text[:longest].encode("utf-8", "ignore").decode()
    return _BLANKS.sub(" ", text).strip()
