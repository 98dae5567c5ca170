"""Printing the whole paper anew, in the background, however large it is.

A new design or a renamed desk changes every page. The pages of a million stories are not ordered in
one go: that would hold up the change that asks for it, and fill the queue for hours. One row says how
far the walk through the paper has come. Whenever nothing else waits, the next few pages are ordered,
in the transaction that moves the row on; so a killed press forgets nothing and prints nothing twice.

Readers have their pages of before meanwhile, and the newest stories come first. A change that asks for
everything while a walk is under way begins it anew.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, Q
from django.utils import timezone

from kagoj.bangla.dates import DHAKA
from kagoj.news import queries
from kagoj.news.models import Author, DeskPage, Folio, ListEntry, PublishedStory, Topic

from . import affected
from .models import PrintOrder, Reprint
from .shelving import shelf

# Pages ordered at a time: small enough that news never waits long behind them.
BATCH = 40
_MOST_STEPS = 1_000  # in one transaction, where most of them ask for nothing
# A pause longer than this between two batches was no printing: the press stood still, or printed news.
_STILL = 60.0  # seconds
_NEWER = 0.1  # what the newest batch weighs in the pace

_STORY = re.compile(r"/n/[1-9]\d{0,14}", re.ASCII)
_FOLIO = re.compile(r"(?P<base>/.+/)page/(?P<number>[1-9]\d{0,6})/", re.ASCII)

Step = tuple[list[str], Any]  # keys, and the place reached with them, as JSON keeps it


@transaction.atomic
def begin(reason: str) -> int:
    """Walk through the whole paper from its beginning; returns about how many pages it has."""
    pages = _about_how_many()
    Reprint.objects.update_or_create(
        pk=1,
        defaults={
            "reason": reason[:120],
            "stage": 0,
            "place": None,
            "pages": pages,
            "ordered": 0,
            "pace": 0.0,
            "placed": timezone.now(),
            "moved": timezone.now(),
        },
    )
    return pages


def under_way(reason: str) -> bool:
    """Whether the paper is being printed anew for this reason."""
    return Reprint.objects.filter(reason=reason[:120]).exists()


def order_next() -> int:
    """Order the next pages of the walk; returns how many steps it has gone. At its end the row is
    deleted."""
    if not Reprint.objects.exists():  # asked twenty times a second: without a lock
        return 0
    with transaction.atomic():
        walk = Reprint.objects.select_for_update().first()
        return _go_on(walk) if walk else 0


def _go_on(walk: Reprint) -> int:
    keys: list[str] = []
    gone = 0
    while len(keys) < BATCH and gone < _MOST_STEPS and walk.stage < len(STAGES):
        steps = list(STAGES[walk.stage](walk.place))
        for found, place in steps:
            keys += found
            walk.place = place
            gone += 1
            if len(keys) >= BATCH:
                break
        if not steps:
            walk.stage, walk.place = walk.stage + 1, None
    if keys:
        PrintOrder.objects.create(
            reason=walk.reason, keys=keys, urgency=PrintOrder.Urgency.BACKGROUND
        )
    if walk.stage < len(STAGES):
        _move_on(walk, len(keys))
    else:
        walk.delete()
    return gone


@dataclasses.dataclass(frozen=True, slots=True)
class Progress:
    """How far the walk has come."""

    reason: str
    ordered: int
    pages: int  # about how many in all
    left: dt.timedelta | None  # None: too early to tell

    @property
    def owed(self) -> int:
        return max(0, self.pages - self.ordered)


def progress() -> Progress | None:
    """What a person who waits wants to know; None when the paper is not being printed anew.

    The time left is what the rest takes at the pace of the last batches, pauses for news and for the
    machine's rest included.
    """
    walk = Reprint.objects.first()
    if walk is None:
        return None
    pages = max(walk.pages, walk.ordered)
    left = dt.timedelta(seconds=(pages - walk.ordered) / walk.pace) if walk.pace else None
    return Progress(walk.reason, walk.ordered, pages, left)


def _move_on(walk: Reprint, count: int) -> None:
    now = timezone.now()
    took = (now - walk.moved).total_seconds()
    # The first batch has no pace: nothing was printed before it was ordered.
    if walk.ordered and 0 < took < _STILL:
        pace = count / took
        walk.pace = pace if not walk.pace else walk.pace + _NEWER * (pace - walk.pace)
    walk.moved = now
    walk.ordered += count
    walk.save()


def _about_how_many() -> int:
    stories = PublishedStory.objects.aggregate(first=Min("published"), last=Max("published"))
    days = (stories["last"] - stories["first"]).days + 1 if stories["first"] else 0
    fronts = DeskPage.objects.order_by().count() + Topic.objects.count() + Author.objects.count()
    in_all = PublishedStory.objects.count() + Folio.objects.count()
    return in_all + days + days // 30 + 3 * fronts + len(_first_keys())


# The stages of the walk. Each gives its next few steps after a place, none when it is at its end.


def _first_keys() -> list[str]:
    keys = [*affected.PARTS, *affected.AD_PARTS, "/", *affected.FIXED]
    return [*keys, *(f"/{feed}" for feed in affected.FEEDS), "/sitemap.xml", "/news-sitemap.xml"]


def _first(place: int | None) -> Iterator[Step]:
    """Parts, home page and what there is one of; in one step, so that they change together."""
    if place is None:
        yield _first_keys(), 1


def _desks(place: int | None) -> Iterator[Step]:
    desks = sorted(DeskPage.in_order(), key=lambda desk: int(desk.pk))
    for desk in [desk for desk in desks if desk.pk > (place or 0)][:BATCH]:
        yield affected.fronts_of(desk.path_of_reader) if desk.live else [], desk.pk


def _stories(place: list[Any] | None) -> Iterator[Step]:
    """From the newest, each day's archive and month's sitemap with the first story of theirs."""
    stories = PublishedStory.objects.order_by("-published", "-number")
    day = month = ""
    if place:
        at, number, day, month = dt.datetime.fromisoformat(place[0]), *place[1:]
        stories = stories.filter(
            Q(published__lte=at) & (Q(published__lt=at) | Q(number__lt=number))
        )
    for number, published in stories.values_list("number", "published")[:BATCH]:
        keys = [f"/n/{number}"]
        moment = published.astimezone(DHAKA)
        if (its_day := moment.strftime("/archive/%Y/%m/%d/")) != day:
            day = its_day
            keys.append(day)
        if (its_month := moment.strftime("/sitemap-%Y-%m.xml")) != month:
            month = its_month
            keys.append(month)
        yield keys, [published.isoformat(), number, day, month]


def _topics(place: int | None) -> Iterator[Step]:
    return _subjects(Topic, "topic", place)


def _authors(place: int | None) -> Iterator[Step]:
    return _subjects(Author, "author", place)


def _subjects(model: type[Topic | Author], kind: str, place: int | None) -> Iterator[Step]:
    for thing in model.objects.filter(pk__gt=place or 0).order_by("pk")[:BATCH]:
        listed = ListEntry.objects.filter(list=f"{kind}:{thing.pk}").exists()
        yield affected.fronts_of(thing.path) if listed else [], thing.pk


def _folios(place: int | None) -> Iterator[Step]:
    bases: dict[str, str | None] = {}
    folios = Folio.objects.filter(pk__gt=place or 0).order_by("pk")
    for pk, name, number in folios.values_list("pk", "list", "number")[:BATCH]:
        if name not in bases:
            bases[name] = affected.address_of(name)
        base = bases[name]
        yield [f"{base}page/{number}/"] if base else [], pk


def _left_over(place: str | None) -> Iterator[Step]:
    """What lies on the shelf and was no part of the walk: it belongs nowhere any more."""
    keys = list(itertools.islice(shelf().keys("/", after=place or ""), BATCH))
    walked = _walked(keys)
    for key in keys:
        yield [] if key in walked else [key], key


def _walked(keys: list[str]) -> set[str]:
    """Those of the keys that are surely known to the walk: stories and folios, the most of all."""
    stories = {key: int(key[3:]) for key in keys if _STORY.fullmatch(key)}
    there = set(
        PublishedStory.objects.filter(number__in=stories.values()).values_list("number", flat=True)
    )
    found = {key for key, number in stories.items() if number in there}
    for key in keys:
        if (folio := _FOLIO.fullmatch(key)) and (name := _list_at(folio["base"])):
            known = Folio.objects.filter(list=name, number=int(folio["number"]))
            found |= {key} if known.exists() else set()
    return found


def _list_at(base: str) -> str | None:
    """The list whose front stands at an address: 'desk:7' for '/khela/'."""
    *kind, slug = base.strip("/").split("/")
    if kind == ["topic"]:
        topic = queries.topic_with(slug)
        return topic and f"topic:{topic.pk}"
    if kind == ["author"]:
        author = queries.author_with(slug)
        return author and f"author:{author.pk}"
    desk = None if kind else queries.desk_with(slug)
    return desk and str(desk.list)


STAGES: tuple[Callable[[Any], Iterator[Step]], ...] = (
    _first,
    _desks,
    _stories,
    _topics,
    _authors,
    _folios,
    _left_over,
)
