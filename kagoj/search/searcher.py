"""The index as those who ask it see it: reader's search, and stories like one."""

from __future__ import annotations

import collections
import datetime as dt
import logging
import math
from pathlib import Path

from kagoj.bangla.analyse import keys
from kagoj.bangla.dates import DHAKA
from kagoj.search import analysis, excerpts, loosening, ranking
from kagoj.search.analysis import Entry
from kagoj.search.backends.sqlite.reader import Reader, Snapshot
from kagoj.search.documents import Hit, IndexFault, IndexMissing, Results
from kagoj.search.query import Query, Wish, parse

# Matches are counted so far; beyond it there are "more than" so many. Nobody turns more pages.
COUNTED = 1_000
LARGEST_PAGE = 100

# For `related`: a word that so many stories have says nothing about any of them.
_COMMON = 1_000
_WORDS_CONSIDERED = 24
_WORDS_ASKED = 8
_BODY_CONSIDERED = 6_000  # characters

_EVER = (-(2**58), 2**58)  # microseconds: beyond every datetime

log = logging.getLogger(__name__)


class Searcher:
    """Answers from the index file, which may be missing, come later or be replaced at any time.

    Safe for threads. Nothing that a reader sends raises.
    """

    def __init__(self, file: Path) -> None:
        self._reader = Reader(Path(file))

    def search(
        self,
        query: str,
        *,
        desk: str = "",
        since: dt.date | None = None,
        until: dt.date | None = None,
        order: str = "relevance",
        page: int = 1,
        size: int = 20,
    ) -> Results:
        """The stories that have every word asked for; where none has, those with most of them.

        A word is found in any of its forms and spellings, and ranks higher where it is as asked. A
        phrase in quotation marks is found as it stands; a word or phrase after "-", in whatever
        form the same would have been found, must not be in the story. `desk` is
        a slug; `since` and `until` are days in Dhaka, both included. `order` is "relevance" (the
        best first, of equals the newer) or "newest". A `page` beyond the last has no hits.
        Raises ValueError for another order, which is the caller's mistake.
        """
        if order not in ("relevance", "newest"):
            raise ValueError(f"order must be 'relevance' or 'newest', not {order!r}")
        asked = parse(query)
        page, size = max(1, page), min(max(1, size), LARGEST_PAGE)
        try:
            return self._found(asked, desk, _time(since, until), order, page, size)
        except IndexMissing:  # as in a new paper
            return Results(available=False)
        except IndexFault as fault:
            log.warning("search is not available: %s", fault)
            return Results(available=False)

    def best(self, query: Query, most: int) -> list[int]:
        """Numbers of the best matches of a query put together by the caller.

        Raises IndexFault, also IndexMissing.
        """
        since, until = _EVER
        with self._reader.moment() as index:
            matches = ranking.best(index, query, desk="", since=since, until=until)[:most]
            return [entry.number for entry in index.entries([place for place, _ in matches])]

    def related(self, number: int, limit: int = 5) -> list[int]:
        """Numbers of the stories that share most rare words with this one, the likest first.

        Empty when the story is not in the index or shares none.
        """
        try:
            with self._reader.moment() as index:
                story = index.entry(number) if 0 < number < 2**63 else None
                telling = [] if story is None else _telling_words(story, index)
                if not telling:
                    return []
                sharing = index.sharing(telling, _WORDS_ASKED * _COMMON)
                best = sorted(sharing, key=ranking.best_first)[: limit + 1]
                likest = index.entries([place for place, _ in best])
                return [other.number for other in likest if other.number != number][:limit]
        except IndexMissing:
            return []
        except IndexFault as fault:
            log.warning("related stories are not available: %s", fault)
            return []

    def close(self) -> None:
        """Closes this thread's connection; the next question opens another."""
        self._reader.close()

    def _found(
        self, asked: Query, desk: str, time: tuple[int, int], order: str, page: int, size: int
    ) -> Results:
        with self._reader.moment() as index:
            if not asked.wanted:
                return Results()
            since, until = time

            def matches_of(query: Query) -> list[ranking.Match]:
                if order == "newest":
                    return index.newest(
                        query, desk=desk, since=since, until=until, most=COUNTED + 1
                    )
                return ranking.best(index, query, desk=desk, since=since, until=until)

            matches = matches_of(asked)
            missing: tuple[str, ...] = ()
            looser = asked
            if not matches and len(asked.wanted) > 1:
                missing = loosening.missing(asked, index)
                for looser in loosening.looser(asked, missing, index):
                    if matches := matches_of(looser):
                        break
            total = min(len(matches), COUNTED)
            first = (page - 1) * size
            shown = matches[:total][first : first + size]
            return Results(
                total=total,
                page=page,
                pages=math.ceil(total / size),
                hits=[_hit(entry, looser) for entry in index.entries([at for at, _ in shown])],
                more=len(matches) > total,
                loosened=bool(matches) and looser is not asked,
                missing=missing,
            )


def _hit(entry: Entry, asked: Query) -> Hit:
    return Hit(
        number=entry.number,
        path=entry.path,
        headline=excerpts.marked(entry.headline, asked.wanted),
        excerpt=excerpts.excerpt(entry.deck, entry.body, asked.wanted),
        desk=entry.desk,
        desk_title=entry.desk_title,
        byline=entry.byline,
        published=analysis.moment(entry.published),
    )


def _time(since: dt.date | None, until: dt.date | None) -> tuple[int, int]:
    """Microseconds from the beginning of one day in Dhaka to the end of the other."""
    earliest, latest = _EVER
    if since is not None:
        earliest = _beginning(since)
    if until is not None and until < dt.date.max:
        latest = _beginning(until + dt.timedelta(days=1))
    return earliest, latest


def _beginning(day: dt.date) -> int:
    midnight = dt.datetime(day.year, day.month, day.day, tzinfo=DHAKA)
    return (midnight - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1)


def _telling_words(story: Entry, index: Snapshot) -> list[Wish]:
    """The words that say most about a story: often in it (its headline above all), seldom in others.

    The forms of a word count as one.
    """
    weight: collections.Counter[str] = collections.Counter()
    for text, heaviness in (
        (story.headline, 5),
        (story.deck, 3),
        (story.body[:_BODY_CONSIDERED], 1),
    ):
        for word in analysis.analysed(text):
            if len(word) > 2 and not word.isdecimal():
                weight[keys(word)[0]] += heaviness
    stories = min(index.count(), _COMMON)
    telling = []
    for key, heaviness in weight.most_common(_WORDS_CONSIDERED):
        wish = Wish((key,))
        having = index.having(wish, _COMMON)
        if 1 < having < max(stories, 2):
            telling.append((heaviness * math.log(stories / having), wish))
    telling.sort(key=lambda weighed: (-weighed[0], weighed[1].words))
    return [wish for _, wish in telling[:_WORDS_ASKED]]
