"""What is read most: figures of the last hours, newer hours weighing more."""

from __future__ import annotations

import datetime as dt

from django.db.models import Case, F, FloatField, Sum, Value, When
from django.utils import timezone

from .models import DailyReads, HourlyReads

# A read weighs half after so many hours, a quarter after twice as many. Six hours let the story
# everybody opens this evening pass the one that everybody opened this morning.
HALF_LIFE = 6.0  # hours
LONGEST = 14 * 24  # hours a ranking may look back


def most_read(
    hours: int = 24,
    limit: int = 10,
    now: dt.datetime | None = None,
    *,
    half_life: float = HALF_LIFE,
) -> list[int]:
    """Numbers of the most read stories of the last hours (the present one included), best first.

    A read counts 0.5 ** (age / half_life), its age in whole hours. Of equals the higher number, the
    newer story, comes first. Costs as many rows as stories were read in these hours.
    """
    hours = min(max(hours, 1), LONGEST)
    if limit < 1:
        return []
    this_hour = _hour_of(now or timezone.now())
    first = this_hour - dt.timedelta(hours=hours - 1)
    weight = Case(
        *(
            When(hour=this_hour - dt.timedelta(hours=age), then=Value(0.5 ** (age / half_life)))
            for age in range(hours)
        ),
        default=Value(0.0),
        output_field=FloatField(),
    )
    ranked = (
        HourlyReads.objects.filter(hour__gte=first, hour__lte=this_hour)
        .values("number")
        .annotate(weight=Sum(F("reads") * weight, output_field=FloatField()))
        .order_by("-weight", "-number")
    )
    return list(ranked.values_list("number", flat=True)[:limit])


def reads_of(number: int, since: dt.datetime | None = None) -> int:
    """How often a story was read: in all, or since the hour of a moment (in figures older than
    some weeks: since its day, in UTC)."""
    hourly = HourlyReads.objects.filter(number=number)
    daily = DailyReads.objects.filter(number=number)
    if since is not None:
        hourly = hourly.filter(hour__gte=_hour_of(since))
        daily = daily.filter(day__gte=_hour_of(since).date())
    return sum(figures.aggregate(reads=Sum("reads"))["reads"] or 0 for figures in (hourly, daily))


def reads_by_hour(
    number: int, hours: int = 24, now: dt.datetime | None = None
) -> list[tuple[dt.datetime, int]]:
    """A story's reads in each of the last hours (the present one last), zeros included."""
    this_hour = _hour_of(now or timezone.now())
    every = [this_hour - dt.timedelta(hours=age) for age in range(hours - 1, -1, -1)]
    figures = HourlyReads.objects.filter(number=number, hour__gte=every[0], hour__lte=this_hour)
    reads = dict(figures.values_list("hour", "reads"))
    return [(hour, reads.get(hour, 0)) for hour in every]


def _hour_of(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)
