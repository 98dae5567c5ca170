"""Keeping the newslist and asking it: nothing here costs more in a larger archive."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import operator
from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import WorkflowState

from kagoj.bangla.dates import DHAKA
from kagoj.bangla.digits import to_latin
from kagoj.bangla.normalise import normalise
from kagoj.news.models import ArticlePage, Author, DeskPage
from kagoj.search.documents import Results
from kagoj.search.searcher import Searcher
from kagoj.search.suggesting import Suggester

from . import galleys
from .headlines import headline_has
from .models import NewslistByline, NewslistEntry

State = NewslistEntry.State

# A question no single index answers looks at so many lines and says when it stopped there.
LOOKED_AT = 20_000
LIVE = "live"
SIZE = 30  # lines of one page
FOUND = 100  # stories taken from an index at a time
MOST_TAKEN = 10  # times: as far as the index counts
LONGEST_QUERY = 200  # letters


@transaction.atomic
def enter(page: ArticlePage) -> None:
    """Write the story's line, or bring it up to date. Part of the change's own transaction."""
    authors = [line.author_id for line in page.bylines.all() if line.author_id]
    touched = page.latest_revision_created_at or timezone.now()
    published = page.first_published_at if page.live or page.last_published_at else None
    shown = published if page.live and published else touched
    state = state_of(page)
    _, is_new = NewslistEntry.objects.update_or_create(
        number=page.number,
        defaults={
            "page_id": page.pk,
            "desk": page.get_parent().pk,
            "owner": page.owner_id,
            "state": state,
            "live": page.live,
            "headline": page.draft_title or page.title,
            "byline": _names(authors),
            "published": published,
            "touched": touched,
            "shown": shown,
        },
    )
    if not (is_new and state == State.PUBLISHED):  # as in an import: it never had a galley
        galleys.order(page.number)
    wanted = {(author, shown) for author in authors}
    written = NewslistByline.objects.filter(entry=page.number)
    if set(written.values_list("author", "shown")) != wanted:
        written.delete()
        NewslistByline.objects.bulk_create(
            NewslistByline(author=author, entry_id=page.number, shown=shown)
            for author, shown in sorted(wanted)
        )


def strike(number: int) -> None:
    """Take a deleted story's line away."""
    NewslistEntry.objects.filter(number=number).delete()
    galleys.order(number)


def enter_all() -> int:
    """Write every line anew, after stories came in without this room hearing of it."""
    count = 0
    for page in ArticlePage.objects.order_by("pk").iterator(chunk_size=200):
        enter(page)
        count += 1
    return count


def state_of(page: ArticlePage) -> str:
    """What has to happen next to a story: the most pressing of what is true of it."""
    workflow = page.current_workflow_state
    if workflow:
        asked_back = workflow.status == WorkflowState.STATUS_NEEDS_CHANGES
        return State.RETURNED if asked_back else State.WAITING
    if page.scheduled_revision:
        return State.SCHEDULED
    if page.live:
        return State.CHANGED if page.has_unpublished_changes else State.PUBLISHED
    return State.WITHDRAWN if page.last_published_at else State.DRAFT


@dataclasses.dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of the list begins: after this line."""

    shown: dt.datetime
    number: int

    def __str__(self) -> str:
        return f"{round(self.shown.timestamp() * 1_000_000)}-{self.number}"

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """The cursor written as `text`; None for what is no cursor."""
        moment, _, number = text.partition("-")
        if not (moment.isascii() and moment.isdigit() and number.isascii() and number.isdigit()):
            return None
        if len(moment) > 16 or len(number) > 18:
            return None
        return cls(_EPOCH + dt.timedelta(microseconds=int(moment)), int(number))


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """What an editor looks for. Empty fields ask for nothing."""

    words: str = ""
    desk: int | None = None
    desks: Collection[int] | None = None  # the desks the editor may see; None for all
    state: str = ""  # a State, or LIVE: all that readers see
    author: int | None = None
    owner: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """Lines of the list, and where the next older ones begin."""

    entries: list[NewslistEntry]
    older: Cursor | None = None
    stopped: bool = False  # not everything was looked at: `older` goes on looking
    understood: str = ""  # the Bangla that was looked for as well, where Latin letters were typed
    meant: str = ""  # nothing was found, but stories have these words, which are spelt nearly so


def ask(question: Question, after: Cursor | None = None, size: int = SIZE) -> Answer:
    """The newest `size` lines that answer the question, after a cursor."""
    words = normalise(question.words).strip()[:LONGEST_QUERY]
    if not words:
        return _walk(question, after, size)
    understood = suggester().understood(words)
    unprinted = understood if understood != words else galley_suggester().understood(words)
    ways = list(dict.fromkeys((words, understood, unprinted)))
    numbered = _numbered(question, words) if after is None else []
    in_headline = functools.reduce(operator.or_, map(headline_has, ways))
    walked = _walk(question, after, size, in_headline)
    indexed = _indexed(question, ways, after, size)
    entries = {e.number: e for e in (*walked.entries, *indexed)}
    ordered = sorted(entries.values(), key=lambda e: (e.shown, e.number), reverse=True)
    shown = ordered[:size]
    if len(ordered) > size or (walked.older and not walked.stopped):
        older = Cursor(shown[-1].shown, shown[-1].number)
    else:
        older = None
    found = [*numbered, *(e for e in shown if e not in numbered)]
    return Answer(
        found,
        older,
        stopped=walked.stopped and not older,
        # What only others' drafts have is not told to who may not see them.
        understood=next(
            (way for way in (understood, unprinted if found else "") if way != words), ""
        ),
        meant="" if found or after else _meant(understood),
    )


def _walk(question: Question, after: Cursor | None, size: int, extra: Q | None = None) -> Answer:
    """Lines along the best index, the rest of the question asked of at most LOOKED_AT of them."""
    lines, answered = _along_one_index(question)
    lines = _between(lines, question, after)
    if answered and extra is None:
        entries = _entries(lines[: size + 1])
        return Answer(entries[:size], _cursor(entries[:size]) if len(entries) > size else None)
    number = "number" if question.author is None else "entry"
    conditions = _conditions(question) & (extra or Q())
    for looked_at in (min(size * 8, LOOKED_AT), LOOKED_AT):  # most are found among the nearest
        near = NewslistEntry.objects.filter(
            conditions, number__in=lines.values(number)[:looked_at]
        ).order_by("-shown", "-number")
        entries = list(near[: size + 1])
        if len(entries) > size:
            return Answer(entries[:size], _cursor(entries[:size]))
    last = _entries(lines[LOOKED_AT - 1 : LOOKED_AT])
    return Answer(entries, _cursor(last), stopped=bool(last))


def _along_one_index(question: Question) -> tuple[QuerySet[Any], bool]:
    """The lines of one index that hold the answer, and whether they are all of the answer."""
    asked = _asked(question)
    if question.author is not None:
        return NewslistByline.objects.filter(author=question.author), len(asked) == 1
    lines = NewslistEntry.objects.all()
    for names in (("owner", "state"), ("owner",), ("desk", "state"), ("desk",), ("state",)):
        if asked.keys() >= set(names):
            for name in names:
                lines = lines.filter(asked[name])
            return lines, len(asked) == len(names)
    return lines, not asked


def _entries(lines: QuerySet[Any]) -> list[NewslistEntry]:
    if lines.model is NewslistByline:
        return [line.entry for line in lines.select_related("entry")]
    return list(lines)


def _asked(question: Question) -> dict[str, Q]:
    """Every condition but words and days, by the name of the index that answers it."""
    conditions = {}
    if question.author is not None:
        conditions["author"] = Q(bylines__author=question.author)
    if question.owner is not None:
        conditions["owner"] = Q(owner=question.owner)
    if question.desk is not None:
        conditions["desk"] = Q(desk=question.desk)
    if question.desks is not None:
        if question.desk is None and len(question.desks) == 1:
            conditions["desk"] = Q(desk__in=question.desks)
        elif question.desk not in question.desks:
            conditions["desks"] = Q(desk__in=question.desks)
    if question.state == LIVE:
        conditions["live"] = Q(live=True)
    elif question.state:
        conditions["state"] = Q(state=question.state)
    return conditions


def _conditions(question: Question) -> Q:
    return functools.reduce(operator.and_, _asked(question).values(), Q())


def _between(lines: QuerySet[Any], question: Question, after: Cursor | None) -> QuerySet[Any]:
    """The part of the walk between two days and after the cursor, newest first."""
    number = "number" if question.author is None else "entry"
    if question.since:
        lines = lines.filter(shown__gte=_midnight(question.since))
    if question.until and question.until < dt.date.max:
        lines = lines.filter(shown__lt=_midnight(question.until + dt.timedelta(days=1)))
    if after:
        lines = lines.filter(
            Q(shown__lt=after.shown) | Q(**{f"{number}__lt": after.number}),
            shown__lte=after.shown,
        )
    return lines.order_by("-shown", f"-{number}")


def _numbered(question: Question, words: str) -> list[NewslistEntry]:
    """The story whose number was typed, in Bangla or Latin digits."""
    digits = to_latin(words).lstrip("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        return []
    entries = NewslistEntry.objects.filter(number=int(digits))
    if question.desks is not None:
        entries = entries.filter(desk__in=question.desks)
    return list(entries)


def _indexed(
    question: Question, ways: list[str], after: Cursor | None, size: int
) -> list[NewslistEntry]:
    """Stories that the indexes find by whole words of headline, deck, byline or body, whatever
    their age: printed ones in the readers', all others in the galleys'."""
    until = question.until
    if after:
        day = after.shown.astimezone(DHAKA).date()
        until = min(until, day) if until else day
    asked = [_Asking(index, way) for index in _indexes(question) for way in ways]
    desk = _slug_of_the_desk(question)
    exactly: dict[int, NewslistEntry] = {}
    nearly: list[int] = []
    for taken in range(1, MOST_TAKEN + 1):
        for asking in asked:
            found = asking.index.search(
                asking.way, desk=desk, since=question.since, until=until, order="newest",
                page=taken, size=FOUND,
            )  # fmt: skip
            if found.loosened:
                nearly += [hit.number for hit in found.hits]
            else:
                asking.take(found)
        numbers = {number for asking in asked for number in asking.numbers} - exactly.keys()
        exactly |= {entry.number: entry for entry in _of_these(numbers, question, after)}
        asked = [asking for asking in asked if not asking.has_enough(exactly, size)]
        if not asked:
            break
    return list(exactly.values()) or _of_these(nearly, question, after)


@dataclasses.dataclass(slots=True)
class _Asking:
    """An index that is asked for some words, page after page, until it gave more than a screen shows."""

    index: Searcher
    way: str
    numbers: list[int] = dataclasses.field(default_factory=list)
    oldest: dt.datetime | None = None  # of what it gave; None when it has no more

    def take(self, found: Results) -> None:
        self.numbers += [hit.number for hit in found.hits]
        self.oldest = found.hits[-1].published if found.hits and found.page < found.pages else None

    def has_enough(self, answering: dict[int, NewslistEntry], size: int) -> bool:
        """Whether `size` lines that answer are surely the newest: an index is in order by the minute."""
        if self.oldest is None:
            return True
        shown = sorted((answering[n].shown for n in self.numbers if n in answering), reverse=True)
        return len(shown) > size and shown[size] - self.oldest > dt.timedelta(minutes=1)


def _indexes(question: Question) -> list[Searcher]:
    """Those that may have stories in the state that is asked for."""
    if question.state == State.PUBLISHED:
        return [searcher()]
    if question.state in ("", LIVE, State.CHANGED):
        return [searcher(), galley_searcher()]
    return [galley_searcher()]


def _of_these(
    numbers: Collection[int], question: Question, after: Cursor | None
) -> list[NewslistEntry]:
    """Those of the stories that answer the rest of the question."""
    if not numbers:
        return []
    entries = NewslistEntry.objects.filter(_conditions(question), number__in=numbers).distinct()
    return [e for e in entries if not after or (e.shown, e.number) < (after.shown, after.number)]


def _slug_of_the_desk(question: Question) -> str:
    """By which the indexes know the one desk that is asked for; '' when there are several."""
    desk = question.desk
    if desk is None and question.desks is not None and len(question.desks) == 1:
        (desk,) = question.desks
    found = DeskPage.objects.filter(pk=desk).values_list("slug", flat=True) if desk else ()
    return next(iter(found), "")


def _meant(words: str) -> str:
    meant = suggester().meant(words)
    return meant if meant and searcher().search(meant, size=1).total else ""


def suggester() -> Suggester:
    """What editors may mean, by the words of the readers' index."""
    return _suggester(settings.PAPER.data / "search.db")


def galley_suggester() -> Suggester:
    """The same by the words of what is not printed."""
    return _suggester(galleys.file())


@functools.lru_cache(maxsize=2)
def _suggester(file: Path) -> Suggester:
    return Suggester(file)


def searcher() -> Searcher:
    """The readers' index, asked by editors."""
    return _searcher(settings.PAPER.data / "search.db")


def galley_searcher() -> Searcher:
    """The index of what is not printed."""
    return _searcher(galleys.file())


@functools.lru_cache(maxsize=2)
def _searcher(file: Path) -> Searcher:
    return Searcher(file)


def authors_called(name: str, limit: int = 8) -> list[Author]:
    """The author of this name; or else those who have it in their name."""
    name = normalise(name).strip()[:LONGEST_QUERY]
    if not name:
        return []
    exact = list(Author.objects.filter(name=name))
    return exact or list(Author.objects.filter(name__icontains=name)[:limit])


def _names(authors: list[int]) -> str:
    if not authors:
        return ""
    names: dict[Any, Author] = Author.objects.in_bulk(authors)
    return ", ".join(names[pk].name for pk in authors if pk in names)[:255]


def _cursor(entries: list[NewslistEntry]) -> Cursor | None:
    return Cursor(entries[-1].shown, entries[-1].number) if entries else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), DHAKA)


_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
