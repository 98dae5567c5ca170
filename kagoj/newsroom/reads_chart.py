"""Reads over time as a drawing and as a table: bars whose places and heights are worked out here."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from kagoj.bangla.dates import date_in_words, time_in_words
from kagoj.bangla.numbers import group

HEIGHT = 100  # of the drawing; every bar is ten wide
WIDE = 10
_LEAST = 1.0  # so that a single read is seen


@dataclasses.dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time. Coordinates are text, since templates write numbers in Bangla digits."""

    when: str
    reads: str
    x: str
    y: str
    height: str


@dataclasses.dataclass(frozen=True, slots=True)
class Chart:
    """Bars, the oldest first, and what stands around them."""

    bars: tuple[Bar, ...]
    width: str
    most: str
    unit: str  # 'ঘণ্টায়'
    summary: str  # for whoever does not see it

    @property
    def marks(self) -> tuple[str, str, str]:
        """Written below: the beginning, the middle and the end."""
        return self.bars[0].when, self.bars[len(self.bars) // 2].when, self.bars[-1].when


def chart_of(over_time: Sequence[tuple[dt.date, int]], unit: str) -> Chart:
    """`over_time`: moments or days with their reads, at least one."""
    most = max(reads for _, reads in over_time)
    bars = []
    for place, (moment, reads) in enumerate(over_time):
        height = max(_LEAST, reads / most * HEIGHT) if reads else 0.0
        bars.append(
            Bar(
                _said(moment),
                group(reads),
                str(place * WIDE),
                f"{HEIGHT - height:.2f}",
                f"{height:.2f}",
            )
        )
    highest = max(range(len(over_time)), key=lambda place: over_time[place][1])
    summary = (
        f"{bars[0].when} থেকে {bars[-1].when}; সবচেয়ে বেশি {bars[highest].when}: {group(most)} পাঠ"
        if most
        else f"{bars[0].when} থেকে {bars[-1].when}; কোনো পাঠ নেই"
    )
    return Chart(tuple(bars), str(len(bars) * WIDE), group(most), unit, summary)


def _said(moment: dt.date) -> str:
    if isinstance(moment, dt.datetime):
        return time_in_words(moment)
    return date_in_words(moment).rsplit(" ", 1)[0]  # the year goes without saying
