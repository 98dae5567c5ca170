"""Deletes hours whose days are kept, and minutes, so that the figures of the last hours stay few."""

from __future__ import annotations

import datetime as dt

from django.db.models import Min
from django.utils import timezone

from .models import HourlyReads, MinuteReads

# Longer than a line of the read log may be late (`folding.PAST`), and than a month.
HOURS_KEPT = dt.timedelta(days=35)
MINUTES_KEPT = dt.timedelta(days=2)
DAYS_A_CALL = 7


def thin(now: dt.datetime | None = None, *, days: int = DAYS_A_CALL) -> int:
    """Delete hours older than `HOURS_KEPT`, at most those of so many days (UTC) a call.

    No read is lost: it stands in its day as well (`adding.add`). Gives of how many days; 0 when there
    is nothing to do. Calling it once a day is enough.
    """
    moment = now or timezone.now()
    MinuteReads.objects.filter(minute__lt=moment - MINUTES_KEPT).delete()
    before = _midnight(moment - HOURS_KEPT)
    for done in range(days):
        found = HourlyReads.objects.filter(hour__lt=before).aggregate(hour=Min("hour"))["hour"]
        if found is None:
            return done
        next_day = _midnight(found) + dt.timedelta(days=1)
        HourlyReads.objects.filter(hour__lt=next_day).delete()
    return days


def _midnight(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
