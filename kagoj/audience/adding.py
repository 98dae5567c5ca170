"""Adds counted reads to the figures: of the story by hour and day, of its desk, of the minute."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models

from kagoj.bangla.dates import DHAKA

from .models import COUNTED, DailyReads, DeskReads, HourlyReads, MinuteReads
from .referrers import Kind

# The desk at which each of some stories stands now; of a story that is not there, nothing.
Desks = Callable[[Collection[int]], Mapping[int, int]]

_PLACE = {name: place for place, name in enumerate(COUNTED)}
_DEPTH = _PLACE["quarter"]  # where the quarters begin


def no_desks(numbers: Collection[int]) -> Mapping[int, int]:
    return {}


@dataclasses.dataclass(slots=True)
class Sums:
    """Reads counted and not yet written. Moments are Unix times."""

    stories: dict[tuple[int, int], list[int]] = dataclasses.field(
        default_factory=lambda: defaultdict(lambda: [0] * len(COUNTED))
    )  # by hour and number, in the order of COUNTED
    minutes: dict[int, int] = dataclasses.field(default_factory=lambda: defaultdict(int))

    def read(self, at: int, number: int, kind: str = "", times: int = 1) -> None:
        """Reads of a story, and what sent their readers ('': not known)."""
        figures = self.stories[at - at % 3600, number]
        figures[0] += times
        if kind:
            figures[_PLACE[Kind(kind)]] += times
        self.minutes[at - at % 60] += times

    def reached(self, at: int, number: int, before: int, now: int, times: int = 1) -> None:
        """Of reads at that time, so many quarters were seen, `before` of which are counted."""
        figures = self.stories[at - at % 3600, number]
        for quarter in range(before, now):
            figures[_DEPTH + quarter] += times


def add(sums: Sums, desks: Desks = no_desks) -> None:
    """Write them. The caller's transaction makes it all or nothing."""
    at_desk = desks({number for _, number in sums.stories})
    daily: dict[tuple[Any, ...], list[int]] = {}
    by_desk: dict[tuple[Any, ...], list[int]] = {}
    hourly: dict[tuple[Any, ...], list[int]] = {}
    for (hour, number), figures in sorted(sums.stories.items()):
        moment = dt.datetime.fromtimestamp(hour, dt.UTC)
        desk = at_desk.get(number, 0)
        hourly[moment, number, desk] = figures
        for kept, key in (
            (daily, (moment.astimezone(DHAKA).date(), number, desk)),
            (by_desk, (moment, desk)),
        ):
            kept[key] = [a + b for a, b in zip(kept.get(key, _NONE), figures, strict=True)]
    _upsert(HourlyReads, ("hour", "number", "desk"), COUNTED, hourly.items(), 2)
    _upsert(DailyReads, ("day", "number", "desk"), COUNTED, daily.items(), 2)
    _upsert(DeskReads, ("hour", "desk"), COUNTED, by_desk.items(), 2)
    minutes = [
        ((dt.datetime.fromtimestamp(minute, dt.UTC),), [reads])
        for minute, reads in sums.minutes.items()
    ]
    _upsert(MinuteReads, ("minute",), ("reads",), minutes, 1)


_NONE = [0] * len(COUNTED)


def _upsert(
    model: type[models.Model],
    keys: Sequence[str],
    figures: Sequence[str],
    rows: Iterable[tuple[tuple[Any, ...], Sequence[int]]],
    unique: int,
) -> None:
    """Add to the rows that are there, the first `unique` keys telling which. (Django's own upsert
    can only replace them.) In one order everywhere, so that two workers never wait for each other."""
    quoted = connection.ops.quote_name
    table = quoted(model._meta.db_table)
    columns = [quoted(name) for name in (*keys, *figures)]
    grown = [
        f"{quoted(name)} = {table}.{quoted(name)} + excluded.{quoted(name)}" for name in figures
    ]
    grown += [f"{quoted(name)} = excluded.{quoted(name)}" for name in keys[unique:]]
    fields: list[Any] = [model._meta.get_field(name) for name in keys]

    @functools.cache  # thousands of rows have few hours and days between them
    def stored(place: int, value: Any) -> Any:
        return fields[place].get_db_prep_value(value, connection)

    values = [
        (
            *(
                value if type(value) is int else stored(place, value)
                for place, value in enumerate(key)
            ),
            *counted,
        )
        for key, counted in sorted(rows)
    ]
    if not values:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608
            f" VALUES ({', '.join(['%s'] * len(columns))})"
            f" ON CONFLICT ({', '.join(columns[:unique])}) DO UPDATE SET {', '.join(grown)}",
            values,
        )
