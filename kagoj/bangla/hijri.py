"""The Hijri date beside the others, as Bangladesh prints it: '৯ জিলকদ ১৪৪৫ হিজরি'.

The calendar is Umm al-Qura's, Saudi Arabia's, by the library `hijridate` (its table reaches from
1 Muharram 1343 to the end of 1500: 1 August 1924 to 16 November 2077). In Bangladesh the month
begins when the moon is seen there, as the National Moon Sighting Committee announces, most often a
day later. No rule foretells that; so a paper corrects by the days it sees: `moon` -1 is a day later
than Umm al-Qura, +1 a day earlier.

The library is asked for only here and only when a Hijri date is: the rest of `kagoj.bangla` does
without it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from kagoj.bangla.calendar import WrongDate
from kagoj.bangla.dates import civil_day
from kagoj.bangla.digits import to_bangla

# As the Islamic Foundation Bangladesh and the national dailies spell them.
HIJRI_MONTHS = (
    "মহররম",
    "সফর",
    "রবিউল আউয়াল",
    "রবিউস সানি",
    "জমাদিউল আউয়াল",
    "জমাদিউস সানি",
    "রজব",
    "শাবান",
    "রমজান",
    "শাওয়াল",
    "জিলকদ",
    "জিলহজ",
)

# How many days a paper's moon may be before or behind Umm al-Qura's.
MOON = range(-2, 3)
MOON_OF_BANGLADESH = -1


class HijriMissing(ImportError):
    """The library that knows the Hijri calendar is not installed; the sentence says how to."""


@dataclass(frozen=True, slots=True)
class HijriDate:
    """A day of the Hijri calendar, by the moon of whoever made it."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        """As printed: '৯ জিলকদ ১৪৪৫ হিজরি'."""
        return f"{to_bangla(self.day)} {self.month_name} {to_bangla(self.year)} হিজরি"

    @property
    def month_name(self) -> str:
        return HIJRI_MONTHS[self.month - 1]


def hijri_date(when: date, moon: int = 0) -> HijriDate:
    """The Hijri date of a day, or of a moment's day in Dhaka, with the paper's own moon.

    Raises ValueError for a moon beyond -2 to +2, WrongDate (a ValueError too) for a day outside the
    table, HijriMissing when `hijridate` is not installed.
    """
    if moon not in MOON:
        raise ValueError(f"the moon is corrected by -2 to +2 days, not by {moon}")
    try:
        from hijridate import Gregorian
    except ImportError as error:
        raise HijriMissing(
            "Hijri dates need the package hijridate: pip install hijridate"
        ) from error
    day = civil_day(when)
    try:
        there = day + timedelta(days=moon)
        found = Gregorian(there.year, there.month, there.day).to_hijri()
    except (ValueError, OverflowError) as error:
        raise WrongDate(
            f"there is no Hijri date for {day}: the table reaches from 1924-08-01 to 2077-11-16",
            f"{to_bangla(day.isoformat())} তারিখের হিজরি তারিখ জানা নেই: সারণিতে ১৯২৪ থেকে ২০৭৭ সাল পর্যন্ত আছে।",
        ) from error
    return HijriDate(found.year, found.month, found.day)
