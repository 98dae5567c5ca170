"""How a story's text becomes the words of the index, and a reader's text the words asked for.

Both sides go through `kagoj.bangla.analyse`, so that joiners, normal forms and digits never come
between a reader and a story. This is the one place that knows the columns of the index.

Each word stands in its column as it is written, and its keys in another: what it has in common with
its other forms and spellings (`kagoj.bangla.analyse.keys`), marked so that a key is no word. All
that is asked for is found by its key. What is written as it was asked for is found by the word too,
and so scores for both: it ranks above another form in the same place, however rare that is.

Two words with a hyphen between them have a key of both in one, so that ভারত-পাকিস্তান is found by
ভারতপাকিস্তান too.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

from kagoj.bangla.analyse import fold, keys, terms
from kagoj.search.documents import Document

# Each column with its weight in the ranking: the same key counts so many times as in the body, and
# a fifth of that again where the word is as it was asked for. The desk is there to filter by and weighs
# nothing.
WEIGHTS = {
    "headline": 2.0,
    "deck": 0.8,
    "body": 0.2,
    "byline": 0.2,
    "desk": 0.0,
    "headline_keys": 10.0,
    "deck_keys": 4.0,
    "body_keys": 1.0,
}
COLUMNS = tuple(WEIGHTS)
TEXT_COLUMNS = ("headline", "deck", "body", "byline")
WORD_COLUMNS = 5  # the first ones, which have words as they are written

# Code points for private use stand before a desk's slug and before a key, so that no word of a text
# is equal to one.
DESK_MARK = "\ue000"
KEY_MARK = "\ue001"

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
_MOST_JOINED = 3  # words in one
_LONGEST_COMPOUND = 100  # characters, with what stands around it


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
    """The words and keys of each column, parted by single spaces, in the order of `COLUMNS`."""
    words = {name: analysed(getattr(entry, name)) for name in TEXT_COLUMNS}

    def marked_keys(*names: str) -> str:
        return " ".join(key for name in names for key in keys_of(words[name], getattr(entry, name)))

    return (
        *(" ".join(words[name]) for name in TEXT_COLUMNS),
        desk_word(entry.desk),
        marked_keys("headline"),
        marked_keys("deck"),
        marked_keys("body", "byline"),
    )


def keys_of(words: Sequence[str], text: str) -> list[str]:
    """The marked keys of a text with these words: the likeliest of each in its place, then all
    others."""
    read = list(map(_marked_keys, words))
    likeliest = [found[0] for found in read]
    others = [key for found in read if len(found) > 1 for key in found[1:]]
    joined = [key for word in compounds(text) for key in _marked_keys(word)]
    return likeliest + others + joined


@lru_cache(maxsize=131_072)  # most of what a paper ever writes
def _marked_keys(word: str) -> tuple[str, ...]:
    return tuple(KEY_MARK + key for key in keys(word))


def digest(columns: tuple[str, ...]) -> bytes:
    """Tells whether a story's words are still what they were when it was put into the index."""
    return hashlib.blake2b("\n".join(columns).encode(), digest_size=8).digest()


def analysed(text: str) -> list[str]:
    """The words of a text as the index knows them."""
    return terms(text)


def compounds(text: str) -> list[str]:
    """Words that a hyphen joins, as one: ভারতপাকিস্তান for ভারত-পাকিস্তান. Figures alone are no word."""
    if "-" not in text:
        return []
    joined = []
    for piece in text.split():
        if "-" in piece and len(piece) <= _LONGEST_COMPOUND:
            words = [analysed(part) for part in piece.split("-")]
            if 1 < len(words) <= _MOST_JOINED and all(len(word) == 1 for word in words):
                whole = fold("".join(word[0] for word in words))
                if not whole.isdecimal():
                    joined.append(whole)
    return joined


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
