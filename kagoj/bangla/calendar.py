"""The Bangla calendar (bongabdo) of Bangladesh, from and to the Gregorian, by the rule of the day.

Two rules, and a day on which one gave way to the other:

- The rule of Muhammad Shahidullah's committee (1966), official from 1987: months one to five have
  31 days, the rest 30, and Falgun 31 in a leap year.
- The Bangla Academy's revision: months one to six have 31 days, Falgun 29 and in a leap year 30,
  the other five 30. The first day that only this rule knows is 31 Ashwin 1426, 16 October 2019
  (bdnews24.com, 17 October 2019). Days before it keep the dates their papers printed.

In both, the year begins on 14 April, and Falgun is long when the Gregorian February within it is.
The older rule is carried back without end; papers from before 1987 followed an almanac and may
differ by a day or so. A day here is a civil day: it changes at midnight (Bangla Academy, from
1 Boishakh 1402), and which day it is in Dhaka is for `kagoj.bangla.dates` to say.

West Bengal reckons otherwise (the sun's entry into the signs). Its calendar would be another
`Reckoning`; nothing else here would change.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Protocol

from kagoj.bangla.digits import to_bangla
from kagoj.bangla.months import BANGLA_MONTHS, SEASONS


class Reckoning(Protocol):
    """How one country counts: when each year begins and how long each month lasts."""

    def new_year(self, year: int) -> date:
        """The Gregorian day of 1 Boishakh of this Bangla year."""

    def month_lengths(self, year: int) -> tuple[int, ...]:
        """The days of the twelve months of this Bangla year, from Boishakh on."""


@dataclass(frozen=True)
class Bangladesh:
    """The civil calendar of Bangladesh; see the head of this module."""

    def new_year(self, year: int) -> date:
        return date(year + 593, 4, 14)

    def month_lengths(self, year: int) -> tuple[int, ...]:
        lengths = _REVISED if year >= _YEAR_OF_REVISION else _BEFORE
        falgun = lengths[10] + _is_leap(year + 594)
        return (*lengths[:10], falgun, lengths[11])


_BEFORE = (31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 30, 30)
_REVISED = (31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 29, 30)

# The rules part on the last day of Ashwin in this year. Up to there they agree from Boishakh on, so
# choosing by the Bangla year is choosing by the day.
_YEAR_OF_REVISION = 1426


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


BANGLADESH = Bangladesh()


@dataclass(frozen=True, slots=True)
class BanglaDate:
    """A day of the Bangla calendar: ``BanglaDate(1431, 2, 4)`` is 4 Joishtho 1431.

    Raises ValueError, naming the month and its length, for a day that its calendar does not have.
    """

    year: int
    month: int
    day: int
    reckoning: Reckoning = field(default=BANGLADESH, repr=False)

    def __post_init__(self) -> None:
        if self.year < 1:
            raise ValueError(f"Bangla years count from 1; there is no year {self.year}")
        if not 1 <= self.month <= 12:
            raise ValueError(f"a Bangla year has 12 months; there is no month {self.month}")
        length = self.reckoning.month_lengths(self.year)[self.month - 1]
        if not 1 <= self.day <= length:
            raise ValueError(
                f"{self.month_name} {to_bangla(self.year)} has {length} days;"
                f" there is no day {self.day}"
            )

    def __str__(self) -> str:
        """As printed: '৪ জ্যৈষ্ঠ ১৪৩১'."""
        return f"{to_bangla(self.day)} {self.month_name} {to_bangla(self.year)}"

    @property
    def month_name(self) -> str:
        return BANGLA_MONTHS[self.month - 1]

    @property
    def season(self) -> str:
        """The season, by pairs of months from Boishakh on: গ্রীষ্ম, বর্ষা, শরৎ, হেমন্ত, শীত, বসন্ত."""
        return SEASONS[(self.month - 1) // 2]


def from_gregorian(day: date, reckoning: Reckoning = BANGLADESH) -> BanglaDate:
    """The Bangla date of a Gregorian day.

    Raises ValueError for a day before the first Bangla year (in Bangladesh, 14 April 594), and
    TypeError for a datetime: first ask `kagoj.bangla.dates.civil_day` which day it is in Dhaka.
    """
    if isinstance(day, datetime):
        raise TypeError("a moment is not yet a day: ask civil_day which day it is in Dhaka")
    if day < reckoning.new_year(1):
        raise ValueError(f"there is no Bangla date for {day}: the first year had not begun")
    year = day.year - 593
    if day < reckoning.new_year(year):
        year -= 1
    ordinal = (day - reckoning.new_year(year)).days
    starts = _month_starts(reckoning, year)
    month = max(number for number, start in enumerate(starts, 1) if start <= ordinal)
    return BanglaDate(year, month, ordinal - starts[month - 1] + 1, reckoning)


def to_gregorian(bangla: BanglaDate) -> date:
    """The Gregorian day of a Bangla date. Raises ValueError past the year 9999, Python's last."""
    try:
        first = bangla.reckoning.new_year(bangla.year)
        start = _month_starts(bangla.reckoning, bangla.year)[bangla.month - 1]
        return first + timedelta(days=start + bangla.day - 1)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{bangla} lies past the year 9999") from error


def _month_starts(reckoning: Reckoning, year: int) -> tuple[int, ...]:
    """On which day of the year, counted from 0, each of its months begins."""
    return tuple(accumulate(reckoning.month_lengths(year)[:-1], initial=0))
