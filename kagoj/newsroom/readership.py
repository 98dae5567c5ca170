"""পাঠকসংখ্যা: what readers read, where they came from and how far they went.

Whoever may enter the newsroom may look, at every desk: the figures name no reader, and a headline
here is the one that stands before readers.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.generic import TemplateView
from laces.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from kagoj.audience import figures
from kagoj.audience.figures import DAY, HOUR, PERIODS, Period, Tally
from kagoj.audience.referrers import Kind
from kagoj.bangla.dates import date_in_words, moment_in_words
from kagoj.bangla.numbers import group, percent
from kagoj.news.models import ArticlePage, DeskPage, PublishedStory

from .models import NewslistEntry
from .pulse import is_press_at_work
from .reach import Reach, reach_of
from .reads_chart import Chart, chart_of

LISTED = 20  # stories
LARGEST_NUMBER = 10**12  # as delivery's addresses have them

NAMES = {"hour": "২ ঘণ্টা", "day": "২৪ ঘণ্টা", "week": "৭ দিন", "month": "৩০ দিন"}
KINDS = {
    Kind.OWN: "কাগজের অন্য পাতা",
    Kind.SOCIAL: "সামাজিক মাধ্যম",
    Kind.SEARCH: "অনুসন্ধান",
    Kind.CHAT: "বার্তা ও মেইল",
    Kind.OTHER: "অন্য সাইট",
    Kind.DIRECT: "সরাসরি",
}
UNKNOWN = "জানা যায়নি"
DEPTHS = ("চার ভাগের এক ভাগ", "অর্ধেক", "চার ভাগের তিন ভাগ", "শেষ পর্যন্ত")


@dataclasses.dataclass(frozen=True, slots=True)
class Share:
    """A line of a list in which each is a part of the whole."""

    name: str
    reads: str
    percent: str
    width: str  # of 100

    @classmethod
    def of(cls, name: str, reads: int, whole: int) -> Share:
        part = min(1.0, reads / whole) if whole else 0.0
        return cls(name, group(reads), percent(round(part * 100)), f"{part * 100:.1f}")


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A story in the list of the most read."""

    number: int
    headline: str
    desk: str
    share: Share
    figures: str  # address of its own figures
    edit: str  # of its form, or '' when this person may not open it


class Readership(WagtailAdminTemplateMixin, TemplateView):
    """The paper's figures, or a desk's. What is asked stands in the address."""

    page_title = "পাঠকসংখ্যা"
    header_icon = "view"
    breadcrumbs_items: list[dict[str, str]] = []
    template_name = "newsroom/readership.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        now = timezone.now()
        period = _period(self.request)
        desks = DeskPage.in_order()
        asked = self.request.GET.get("desk", "")
        desk = next((one for one in desks if str(one.pk) == asked), None)
        key = desk.pk if desk else None
        tally = figures.of_paper(period, now, key)
        top = figures.top_stories(period, now, LISTED, key)
        return super().get_context_data(
            **more,
            **_shown(period, now, tally),
            ways=_ways(period, {"desk": asked} if desk else {}),
            desks=desks,
            desk=desk,
            chart=self._chart(period, now, key),
            lines=_lines(top, tally.reads, desks, reach_of(self.request.user)),
            by_desk=[] if desk else _by_desk(figures.of_desks(period, now), desks, tally.reads),
            live=group(figures.live(now)),
            counted=figures.last_minute() is not None,
            stopped=not is_press_at_work(),
        )

    def _chart(self, period: Period, now: dt.datetime, desk: int | None) -> Chart:
        if period is HOUR and desk is None:
            return chart_of(figures.by_minutes(now, period.moments(now)[0]), "৫ মিনিটে")
        return _over_time(period, now, desk=desk)


index = Readership.as_view()


class StoryReadership(WagtailAdminTemplateMixin, TemplateView):
    """The figures of one story."""

    page_title = "পাঠকসংখ্যা"
    header_icon = "view"
    breadcrumbs_items: list[dict[str, str]] = []
    template_name = "newsroom/story_readership.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        now = timezone.now()
        number = int(self.kwargs["number"])
        if number >= LARGEST_NUMBER:
            raise Http404
        period = _period(self.request)
        entry = NewslistEntry.objects.filter(number=number).first()
        in_all = figures.reads_of(number)
        if entry is None and not in_all:
            raise Http404
        reach = reach_of(self.request.user)
        published = PublishedStory.objects.filter(number=number).first()
        tally = figures.of_story(number, period, now)
        return super().get_context_data(
            **more,
            **_shown(period, now, tally),
            headline=_headline(number, published and published.card, entry, reach),
            published=published,
            desk=DeskPage.objects.filter(pk=entry.desk).first() if entry else None,
            edit=_edit(entry, reach),
            ways=_ways(period, {}),
            chart=_over_time(period, now, number=number),
            in_all=group(in_all),
        )


story = StoryReadership.as_view()


def live(request: HttpRequest) -> HttpResponse:
    """The reads of the last five minutes, for a screen that renews them by itself."""
    return JsonResponse({"live": group(figures.live())})


class Now(Component):
    """On the first screen: how much is being read at this moment."""

    order = 15
    template_name = "newsroom/dashboard/now.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"live": group(figures.live()), "stopped": not is_press_at_work()}


def header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """From a story's form to its figures."""
    if isinstance(page, ArticlePage) and page.first_published_at:
        yield Button("পাঠকসংখ্যা", address_of(page.number), icon_name="view", priority=66)


def address_of(number: int) -> str:
    return reverse("newsroom_story_readership", args=[number])


def _period(request: HttpRequest) -> Period:
    return PERIODS.get(request.GET.get("period", ""), DAY)


def _ways(period: Period, kept: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """The other periods: name, address, whether it is the one shown."""
    return [
        (NAMES[name], "?" + urlencode({**kept, "period": name}), name == period.name)
        for name in PERIODS
    ]


def _shown(period: Period, now: dt.datetime, tally: Tally) -> dict[str, Any]:
    """What both screens say of a stretch of time."""
    first = period.moments(now)[0]
    return {
        "period": period.name,
        "since": date_in_words(first) if period.of_days else moment_in_words(first),
        "reads": group(tally.reads),
        "kinds": _kinds(tally),
        "depths": [
            Share.of(name, seen, tally.reads)
            for name, seen in zip(DEPTHS, tally.quarters, strict=True)
        ]
        if tally.reads
        else [],
    }


def _kinds(tally: Tally) -> list[Share]:
    """Where readers came from, the most first."""
    if not tally.reads:
        return []
    known = [(KINDS[kind], reads) for kind, reads in tally.came.items()]
    known.sort(key=lambda one: -one[1])
    unknown = [(UNKNOWN, tally.unknown)] if tally.unknown else []
    return [Share.of(name, reads, tally.reads) for name, reads in known + unknown]


def _by_desk(reads: Mapping[int, int], desks: Iterable[DeskPage], whole: int) -> list[Share]:
    named = [(desk.title, reads.get(desk.pk, 0)) for desk in desks]
    rest = sum(reads.values()) - sum(count for _, count in named)
    named = sorted((one for one in named if one[1]), key=lambda one: -one[1])
    return [
        Share.of(name, count, whole)
        for name, count in named + ([("বিভাগ জানা নেই", rest)] if rest else [])
    ]


def _lines(
    top: Collection[tuple[int, int]], whole: int, desks: Iterable[DeskPage], reach: Reach
) -> list[Line]:
    numbers = [number for number, _ in top]
    most = max((reads for _, reads in top), default=1)  # the longest bar
    cards = dict(PublishedStory.objects.filter(number__in=numbers).values_list("number", "card"))
    entries = NewslistEntry.objects.in_bulk(numbers)
    titles = {desk.pk: desk.title for desk in desks}
    lines = []
    for number, reads in top:
        entry = entries.get(number)
        headline = _headline(number, cards.get(number), entry, reach)
        lines.append(
            Line(
                number,
                headline,
                titles.get(entry.desk, "") if entry else "",
                dataclasses.replace(
                    Share.of(headline, reads, whole), width=f"{reads / most * 100:.1f}"
                ),
                address_of(number),
                _edit(entry, reach),
            )
        )
    return lines


def _headline(number: int, card: Any, entry: NewslistEntry | None, reach: Reach) -> str:
    """The one readers see; of what they see no more the newsroom's, for whoever sees its desk."""
    if card:
        return str(card["headline"])
    if entry and (reach.seen is None or entry.desk in reach.seen):
        return entry.headline
    return f"নম্বর {group(number)}: পাঠকের সামনে নেই"


def _edit(entry: NewslistEntry | None, reach: Reach) -> str:
    if entry is None or not reach.may_edit(entry):
        return ""
    return reverse("wagtailadmin_pages:edit", args=[entry.page_id])


def _over_time(period: Period, now: dt.datetime, **of: int | None) -> Chart:
    """By hours or days; two hours of a desk or a story are shown within their day."""
    shown = DAY if period is HOUR else period
    unit = "দিনে" if shown.of_days else "ঘণ্টায়"
    return chart_of(figures.over_time(shown, now, **of), unit)
