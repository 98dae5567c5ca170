"""The Bangla calendar (bongabdo), from and to the Gregorian: Bangladesh's and West Bengal's.

Bangladesh has had two rules, and a day on which one gave way to the other:

- The rule of Muhammad Shahidullah's committee (1966), official from 1987: months one to five have
  31 days, the rest 30, and Falgun 31 in a leap year.
- The Bangla Academy's revision: months one to six have 31 days, Falgun 29 and in a leap year 30,
  the other five 30. The first day that only this rule knows is 31 Ashwin 1426, 16 October 2019
  (bdnews24.com, 17 October 2019). Days before it keep the dates their papers printed.

In both, the year begins on 14 April, and Falgun is long when the Gregorian February within it is.
The older rule is carried back without end; papers from before 1987 followed an almanac and may
differ by a day or so. A day here is a civil day: it changes at midnight (Bangla Academy, from
1 Boishakh 1402), and which day it is in Dhaka is for `kagoj.bangla.dates` to say.

West Bengal reckons by the sun (`kagoj.bangla.west_bengal`). Each is a `Reckoning`, and a date knows
by which it was counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import ClassVar, Protocol

from kagoj.bangla.digits import to_bangla
from kagoj.bangla.months import BANGLA_MONTHS, SEASONS
from kagoj.bangla.west_bengal import WEST_BENGAL


class WrongDate(ValueError):
    """A date that does not exist, or that cannot be read; says which and why.

    `str()` says it in English for developers and the command line, `in_bangla` in Bangla for editors.
    """

    def __init__(self, english: str, in_bangla: str) -> None:
        super().__init__(english, in_bangla)

    def __str__(self) -> str:
        return str(self.args[0])

    @property
    def in_bangla(self) -> str:
        return str(self.args[1])


class Reckoning(Protocol):
    """How one country counts: when each year begins and how long each month lasts."""

    @property
    def name(self) -> str:
        """Whose calendar this is, for a label: 'বাংলাদেশ', 'পশ্চিমবঙ্গ'."""

    @property
    def years(self) -> range:
        """The Bangla years it can count."""

    def new_year(self, year: int) -> date:
        """The Gregorian day of 1 Boishakh of this Bangla year."""

    def month_lengths(self, year: int) -> tuple[int, ...]:
        """The days of the twelve months of this Bangla year, from Boishakh on."""


@dataclass(frozen=True)
class Bangladesh:
    """The civil calendar of Bangladesh; see the head of this module."""

    name: ClassVar[str] = "বাংলাদেশ"
    years: ClassVar[range] = range(1, 9407)  # the last begins in Python's last year, 9999

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

# By the short names that commands and settings use.
RECKONINGS: Mapping[str, Reckoning] = {"bd": BANGLADESH, "wb": WEST_BENGAL}


@dataclass(frozen=True, slots=True)
class BanglaDate:
    """A day of the Bangla calendar: ``BanglaDate(1431, 2, 4)`` is 4 Joishtho 1431.

    Raises WrongDate (a ValueError), naming the month and its length, for a day that its calendar
    does not have, and for a year beyond those it counts.
    """

    year: int
    month: int
    day: int
    reckoning: Reckoning = BANGLADESH

    def __post_init__(self) -> None:
        years = self.reckoning.years
        if self.year not in years:
            raise _outside(self.reckoning, f"there is no year {self.year}", to_bangla(self.year))
        if not 1 <= self.month <= 12:
            raise WrongDate(
                f"a Bangla year has 12 months; there is no month {self.month}",
                f"বাংলা বছরে ১২ মাস; {to_bangla(self.month)} নম্বর মাস নেই।",
            )
        length = self.reckoning.month_lengths(self.year)[self.month - 1]
        if not 1 <= self.day <= length:
            month = f"{self.month_name} {to_bangla(self.year)}"
            raise WrongDate(
                f"{month} has {length} days; there is no day {self.day}",
                f"{month} মাসে {to_bangla(length)} দিন; {to_bangla(self.day)} তারিখ নেই।",
            )

    def __str__(self) -> str:
        """As printed: '৪ জ্যৈষ্ঠ ১৪৩১'."""
        return f"{to_bangla(self.day)} {self.month_name} {to_bangla(self.year)}"

    @property
    def labelled(self) -> str:
        """With whose calendar it is, where both may meet: '৪ জ্যৈষ্ঠ ১৪৩১ (পশ্চিমবঙ্গ)'."""
        return f"{self} ({self.reckoning.name})"

    @property
    def month_name(self) -> str:
        return BANGLA_MONTHS[self.month - 1]

    @property
    def season(self) -> str:
        """The season, by pairs of months from Boishakh on: গ্রীষ্ম, বর্ষা, শরৎ, হেমন্ত, শীত, বসন্ত."""
        return SEASONS[(self.month - 1) // 2]


def from_gregorian(day: date, reckoning: Reckoning = BANGLADESH) -> BanglaDate:
    """The Bangla date of a Gregorian day.

    Raises WrongDate (a ValueError) for a day outside the years its calendar counts (in Bangladesh,
    before 14 April 594), and TypeError for a datetime: first ask `kagoj.bangla.dates.civil_day`
    which day it is in Dhaka.
    """
    if isinstance(day, datetime):
        raise TypeError("a moment is not yet a day: ask civil_day which day it is in Dhaka")
    for year in (day.year - 593, day.year - 594):
        if year in reckoning.years and reckoning.new_year(year) <= day:
            ordinal = (day - reckoning.new_year(year)).days
            for month, length in enumerate(reckoning.month_lengths(year), 1):
                if ordinal < length:
                    return BanglaDate(year, month, ordinal + 1, reckoning)
                ordinal -= length
    early = day < reckoning.new_year(reckoning.years[0])
    why = "the first year had not begun" if early else "the last year is over"
    raise _outside(
        reckoning, f"there is no Bangla date for {day}, {why}", to_bangla(day.isoformat())
    )


def to_gregorian(bangla: BanglaDate) -> date:
    """The Gregorian day of a Bangla date. Raises WrongDate past the year 9999, Python's last."""
    try:
        first = bangla.reckoning.new_year(bangla.year)
        start = _month_starts(bangla.reckoning, bangla.year)[bangla.month - 1]
        return first + timedelta(days=start + bangla.day - 1)
    except (ValueError, OverflowError) as error:
        raise WrongDate(
            f"{bangla} lies past the year 9999", f"{bangla} ৯৯৯৯ সালের পরে পড়ে; অত দূর গোনা যায় না।"
        ) from error


def _month_starts(reckoning: Reckoning, year: int) -> tuple[int, ...]:
    """On which day of the year, counted from 0, each of its months begins."""
    return tuple(accumulate(reckoning.month_lengths(year)[:-1], initial=0))


def _outside(reckoning: Reckoning, english: str, bangla: str) -> WrongDate:
    first, last = reckoning.years[0], reckoning.years[-1]
    return WrongDate(
        f"{english}: the calendar of {reckoning.name} counts the Bangla years {first} to {last}",
        f"{bangla} গোনা যায় না: {reckoning.name}ের পঞ্জিকা বঙ্গাব্দ {to_bangla(first)} থেকে {to_bangla(last)} পর্যন্ত।",
    )
