"""Figures for the newsroom: of the paper, of a desk, of a story, over a stretch of time.

Every question costs as many rows as there are hours, days and desks in it, or as the list has lines;
none grows with the archive, nor with how many stories were read.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Max, Sum
from django.utils import timezone

from kagoj.bangla.dates import DHAKA

from .models import COUNTED, QUARTERS, DailyReads, DeskReads, HourlyReads, MinuteReads
from .ranking import hour_of, top
from .referrers import Kind
from .thinning import HOURS_KEPT

LIVE_MINUTES = 5


@dataclasses.dataclass(frozen=True, slots=True)
class Period:
    """The present hour (or day) and those before it, `length` in all."""

    name: str
    length: int
    of_days: bool = False

    def moments(self, now: dt.datetime) -> list[Any]:
        """Their beginnings, the oldest first: hours as UTC moments, days as Dhaka's dates."""
        present: Any = now.astimezone(DHAKA).date() if self.of_days else hour_of(now)
        step = dt.timedelta(days=1) if self.of_days else dt.timedelta(hours=1)
        return [present - age * step for age in range(self.length - 1, -1, -1)]

    def hours(self, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
        """The first hour, and the last."""
        first = self.moments(now)[0]
        if self.of_days:
            first = dt.datetime.combine(first, dt.time(), DHAKA).astimezone(dt.UTC)
        return first, hour_of(now)


HOUR = Period("hour", 2)
DAY = Period("day", 24)
WEEK = Period("week", 7, of_days=True)
MONTH = Period("month", 30, of_days=True)
PERIODS = {period.name: period for period in (HOUR, DAY, WEEK, MONTH)}


@dataclasses.dataclass(frozen=True, slots=True)
class Tally:
    """Reads added up."""

    reads: int = 0
    came: dict[Kind, int] = dataclasses.field(default_factory=dict)
    quarters: tuple[int, ...] = (0, 0, 0, 0)  # saw at least one quarter, two, three, all four

    @property
    def unknown(self) -> int:
        """Reads of which it was not noted what sent them."""
        return max(0, self.reads - sum(self.came.values()))


def of_paper(period: Period, now: dt.datetime, desk: int | None = None) -> Tally:
    """The whole paper, or one desk."""
    return _summed(_desk_hours(period, now, desk))


def of_desks(period: Period, now: dt.datetime) -> dict[int, int]:
    """Reads of each desk, by its id; 0 stands for stories whose desk was not known."""
    rows = _desk_hours(period, now, None).values_list("desk").annotate(Sum("reads"))
    return dict(rows.order_by("desk"))


def of_story(number: int, period: Period, now: dt.datetime) -> Tally:
    if period.of_days:
        return _summed(DailyReads.objects.filter(number=number, day__in=period.moments(now)))
    return _summed(HourlyReads.objects.filter(number=number, hour__in=period.moments(now)))


def of_stories(numbers: Collection[int], period: Period, now: dt.datetime) -> dict[int, Tally]:
    """The same for several, in one question."""
    field, model = ("day", DailyReads) if period.of_days else ("hour", HourlyReads)
    rows = model.objects.filter(number__in=numbers, **{f"{field}__in": period.moments(now)})
    added = rows.order_by().values("number").annotate(**_ADDED)
    return {row["number"]: _sum_of(row) for row in added}


def top_stories(
    period: Period, now: dt.datetime, limit: int, desk: int | None = None
) -> list[tuple[int, int]]:
    """Numbers of the most read stories and their reads, none weighing more than another."""
    weights = dict.fromkeys(period.moments(now), 1.0)
    found = top(weights, limit, of_days=period.of_days, desk=desk)
    return [(number, round(reads)) for number, reads in found]


def over_time(
    period: Period, now: dt.datetime, *, desk: int | None = None, number: int | None = None
) -> list[tuple[Any, int]]:
    """Reads in each hour, or day, of the period, zeros included."""
    moments = period.moments(now)
    if number is not None and period.of_days:
        days = DailyReads.objects.filter(number=number, day__in=moments)
        reads: dict[Any, int] = dict(days.values_list("day", "reads"))
    elif number is not None:
        hours = HourlyReads.objects.filter(number=number, hour__in=moments)
        reads = dict(hours.values_list("hour", "reads"))
    else:
        reads = {}
        rows = _desk_hours(period, now, desk).values_list("hour").annotate(Sum("reads"))
        for hour, count in rows.order_by("hour"):
            moment = hour.astimezone(DHAKA).date() if period.of_days else hour
            reads[moment] = reads.get(moment, 0) + count
    return [(moment, reads.get(moment, 0)) for moment in moments]


def by_minutes(
    now: dt.datetime, since: dt.datetime, step: int = 5
) -> list[tuple[dt.datetime, int]]:
    """Reads of the paper in stretches of `step` minutes, from the one of `since` to the present one."""
    minute = now.astimezone(dt.UTC).replace(second=0, microsecond=0)
    present = minute - dt.timedelta(minutes=minute.minute % step)
    count = (present - since.astimezone(dt.UTC)) // dt.timedelta(minutes=step) + 1
    every = [present - age * dt.timedelta(minutes=step) for age in range(count - 1, -1, -1)]
    reads = dict.fromkeys(every, 0)
    rows = MinuteReads.objects.filter(minute__gte=every[0], minute__lte=minute)
    for at, counted in rows.values_list("minute", "reads"):
        reads[at - dt.timedelta(minutes=at.minute % step)] += counted
    return list(reads.items())


def live(now: dt.datetime | None = None) -> int:
    """Reads of the last five minutes and of the one that has begun, as far as they are folded."""
    since = (now or timezone.now()).replace(second=0, microsecond=0)
    since -= dt.timedelta(minutes=LIVE_MINUTES)
    return MinuteReads.objects.filter(minute__gte=since).aggregate(n=Sum("reads"))["n"] or 0


def last_minute() -> dt.datetime | None:
    """The newest minute in which something was read."""
    newest: dt.datetime | None = MinuteReads.objects.aggregate(minute=Max("minute"))["minute"]
    return newest


def reads_of(number: int, since: dt.datetime | None = None, now: dt.datetime | None = None) -> int:
    """How often a story was read: in all, or since the hour of a moment (some weeks back: its day)."""
    figures: Any = DailyReads.objects.filter(number=number)
    if since is not None and since > (now or timezone.now()) - HOURS_KEPT + dt.timedelta(days=1):
        figures = HourlyReads.objects.filter(number=number, hour__gte=hour_of(since))
    elif since is not None:
        figures = figures.filter(day__gte=since.astimezone(DHAKA).date())
    return figures.aggregate(reads=Sum("reads"))["reads"] or 0


def _desk_hours(period: Period, now: dt.datetime, desk: int | None) -> Any:
    first, last = period.hours(now)
    rows = DeskReads.objects.filter(hour__gte=first, hour__lte=last)
    return rows if desk is None else rows.filter(desk=desk)


_ADDED = {f"sum_{name}": Sum(name) for name in COUNTED}


def _summed(rows: Any) -> Tally:
    return _sum_of(rows.aggregate(**_ADDED))


def _sum_of(row: dict[str, Any]) -> Tally:
    def figure(name: str) -> int:
        return row[f"sum_{name}"] or 0

    return Tally(
        figure("reads"),
        {kind: figure(kind.value) for kind in Kind},
        tuple(figure(name) for name in QUARTERS),
    )
