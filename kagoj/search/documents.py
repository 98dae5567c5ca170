"""What goes into the index and what comes out of it: plain values."""

from __future__ import annotations

import dataclasses
import datetime as dt


class IndexFault(Exception):
    """The index could not be read or written; the message says which file and why."""


class IndexMissing(IndexFault):
    """There is no index file yet."""


@dataclasses.dataclass(frozen=True, slots=True)
class Document:
    """One published story as the index keeps it: plain text, no markup.

    `number` decides: a document put again with the same number replaces the former one.
    """

    number: int  # 1 to 9,223,372,036,854,775,807
    path: str  # percent-decoded: '/khela/17/জয়ের-পথে/'
    headline: str
    deck: str
    body: str
    desk: str  # slug
    desk_title: str
    byline: str
    published: dt.datetime  # aware


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a headline or an excerpt; `hit` when it is what the reader asked for."""

    text: str
    hit: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """One story found, as the results page shows it."""

    number: int
    path: str
    headline: list[Span]
    excerpt: list[Span]
    desk: str
    desk_title: str
    byline: str
    published: dt.datetime  # aware, in UTC


@dataclasses.dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found.

    Counting stops at `searcher.COUNTED`, so that a common word in a large archive costs no more
    than in a small one: with `more`, read `total` as "more than". `pages` goes as far as `total`.

    Where no story has all that was wanted, stories are found that have most of it: `loosened` then,
    and `missing` has the words that no story of the paper has at all.
    """

    total: int = 0
    page: int = 1
    pages: int = 0
    hits: list[Hit] = dataclasses.field(default_factory=list)
    more: bool = False
    loosened: bool = False
    missing: tuple[str, ...] = ()  # as index terms
    available: bool = True  # False: there is no index yet, or it cannot be read
