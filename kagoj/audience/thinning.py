"""Makes days of old hours, so that the figures of the last hours stay few."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Min, Sum
from django.utils import timezone

from .models import DailyReads, HourlyReads

# Longer than a line of the read log may be late (`folding.PAST`): no hour comes after its day.
HOURS_KEPT = dt.timedelta(days=35)
DAYS_A_CALL = 7


def thin(now: dt.datetime | None = None, *, days: int = DAYS_A_CALL) -> int:
    """Turns hours older than `HOURS_KEPT` into days, at most so many days (UTC) a call.

    Each day is one transaction: no read is lost or counted twice. Gives how many days were made; 0
    when there is nothing to do. Calling it once a day is enough.
    """
    before = _midnight((now or timezone.now()) - HOURS_KEPT)
    for done in range(days):
        found = HourlyReads.objects.filter(hour__lt=before).aggregate(hour=Min("hour"))["hour"]
        if found is None:
            return done
        _make_day(_midnight(found))
    return days


def _make_day(midnight: dt.datetime) -> None:
    with transaction.atomic():
        hours = HourlyReads.objects.filter(
            hour__gte=midnight, hour__lt=midnight + dt.timedelta(days=1)
        )
        sums = hours.order_by().values_list("number").annotate(Sum("reads"))
        DailyReads.objects.bulk_create(
            [DailyReads(day=midnight.date(), number=number, reads=reads) for number, reads in sums],
            batch_size=500,
        )
        hours.delete()


def _midnight(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
