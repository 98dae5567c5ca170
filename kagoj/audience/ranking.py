"""What is read most: of the hour, the day or the week, newer reads weighing more.

The first ten of a day are found without reading the figures of every story that was read in it, by
the threshold algorithm (R. Fagin, A. Lotem, M. Naor, "Optimal aggregation algorithms for middleware",
2001): look at the best of each hour; what is not among them can have no more than the last of them
in every hour together; as long as that would reach the first ten, look at more of each hour. So the
cost follows the length of the list, neither the archive nor how many old stories are opened.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils import timezone

from kagoj.bangla.dates import DHAKA

from .models import DailyReads, HourlyReads

_FIRST_LOOK = 50  # of each hour or day
_DEEPER = 4  # times as many with each further look


@dataclasses.dataclass(frozen=True, slots=True)
class Window:
    """So many hours, or days, back from now; a read weighs half after `half_life` of them."""

    name: str
    length: int
    half_life: float
    of_days: bool = False


# Six hours let the story everybody opens this evening pass the one everybody opened this morning.
HOUR = Window("hour", 1, half_life=1)
DAY = Window("day", 24, half_life=6)
WEEK = Window("week", 7, half_life=2, of_days=True)
WINDOWS = {window.name: window for window in (HOUR, DAY, WEEK)}

Weights = Mapping[Any, float]  # by the beginning of the hour (UTC) or the day (Dhaka)


def most_read(window: Window = DAY, limit: int = 10, now: dt.datetime | None = None) -> list[int]:
    """Numbers of the most read stories of a window, best first; of equals the newer story.

    A read weighs 0.5 ** (age / half_life), its age in whole hours (or days). The window rolls: of the
    oldest hour as much is counted as the present one still lacks, its reads taken as evenly spread.
    """
    weights = weights_of(window, now or timezone.now())
    return [number for number, _ in top(weights, limit, of_days=window.of_days)]


def weights_of(window: Window, now: dt.datetime) -> dict[Any, float]:
    """What a read of each hour, or day, weighs."""
    if window.of_days:
        local = now.astimezone(DHAKA)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        begun = (local - midnight) / dt.timedelta(days=1)
        present: Any = local.date()
        step = dt.timedelta(days=1)
    else:
        present = hour_of(now)
        begun = (now - present) / dt.timedelta(hours=1)
        step = dt.timedelta(hours=1)
    share = {window.length: 1 - begun}
    return {
        present - age * step: share.get(age, 1.0) * 0.5 ** (age / window.half_life)
        for age in range(window.length + 1)
    }


def top(
    weights: Weights, limit: int, *, of_days: bool = False, desk: int | None = None
) -> list[tuple[int, float]]:
    """The `limit` stories with the most weighted reads in these hours (or days), and their sums;
    only those of a desk, if one is named. Of equals the higher number, the newer story, first."""
    if limit < 1 or not weights:
        return []
    look = max(_FIRST_LOOK, 2 * limit)
    while True:
        reads: dict[Any, list[int]] = defaultdict(list)
        scores: dict[int, float] = defaultdict(float)
        for number, moment, count in _of_the_best(weights, look, of_days, desk):
            reads[moment].append(count)
            scores[number] += count * weights[moment]
        # What was not looked at has at most this: in each hour what the last that was looked at has.
        unseen = sum(
            weights[moment] * sorted(counts)[-look]
            for moment, counts in reads.items()
            if len(counts) >= look
        )
        ranked = sorted(scores.items(), key=lambda one: (-one[1], -one[0]))
        best = [(number, score) for number, score in ranked[:limit] if score > 0]
        if not unseen or (len(best) == limit and best[-1][1] > unseen):
            return best
        look *= _DEEPER


def _of_the_best(
    weights: Weights, look: int, of_days: bool, desk: int | None
) -> list[tuple[int, Any, int]]:
    """Number, hour and reads of every story that is among the `look` best of any of these hours."""
    model, field = (DailyReads, "day") if of_days else (HourlyReads, "hour")
    name = connection.ops.quote_name
    table, column, reads = name(model._meta.db_table), name(field), name("reads")
    as_stored: Any = model._meta.get_field(field)
    stored = {as_stored.get_db_prep_value(moment, connection): moment for moment in weights}
    of_desk = " AND desk = %s" if desk is not None else ""
    one = (
        f"SELECT * FROM (SELECT number FROM {table} WHERE {column} = %s{of_desk}"  # noqa: S608
        f" ORDER BY {reads} DESC LIMIT %s) AS best{{}}"
    )
    best = " UNION ".join(one.format(place) for place in range(len(stored)))
    values: list[Any] = []
    for moment in stored:
        values += [moment, *([desk] if desk is not None else []), look]
    values += [min(stored), max(stored), *([desk] if desk is not None else [])]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT story.number, {column}, {reads} FROM ({best}) AS found"  # noqa: S608
            f" JOIN {table} AS story ON story.number = found.number"
            f" AND {column} BETWEEN %s AND %s{of_desk}",
            values,
        )
        rows = cursor.fetchall()
    return [
        (number, moment, count)
        for number, told, count in rows
        if (moment := _moment(told, of_days)) in weights
    ]


def _moment(told: Any, of_days: bool) -> Any:
    """An hour or a day as the database tells it: SQLite without a zone, some versions in letters."""
    if isinstance(told, str):
        told = dt.datetime.fromisoformat(told[:19])
        told = told.date() if of_days else told
    if isinstance(told, dt.datetime) and told.tzinfo is None:
        return told.replace(tzinfo=dt.UTC)
    return told


def hour_of(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)
