"""Dates and times in the words of a Bangla newspaper, always by the clock of Dhaka.

A moment must know its time zone: a naive datetime is refused with ValueError, since guessing the
zone prints yesterday's date on today's paper. A plain date is taken as a day in Dhaka.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kagoj.bangla.calendar import BANGLADESH, Reckoning, from_gregorian
from kagoj.bangla.digits import to_bangla
from kagoj.bangla.months import GREGORIAN_MONTHS, WEEKDAYS

# Not a fixed six hours: Bangladesh kept summer time from 19 June to 31 December 2009.
DHAKA = ZoneInfo("Asia/Dhaka")

SUNDAY = WEEKDAYS[6]

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_WEEK, _MONTH, _YEAR = timedelta(days=7), timedelta(days=30), timedelta(days=365)

# The longest unit first. CLDR's words for bn, with ঘণ্টা for its ঘন্টা (ণ stands before ট).
_SPANS = (
    (_YEAR, "বছর"),
    (_MONTH, "মাস"),
    (_WEEK, "সপ্তাহ"),
    (_DAY, "দিন"),
    (_HOUR, "ঘণ্টা"),
    (_MINUTE, "মিনিট"),
)


def in_dhaka(moment: datetime) -> datetime:
    """The same moment by the clock of Dhaka. Raises ValueError for a moment without a zone."""
    if moment.utcoffset() is None:
        raise ValueError(f"{moment.isoformat()} has no time zone, so its day is not known")
    try:
        return moment.astimezone(DHAKA)
    except OverflowError as error:
        raise ValueError(f"{moment.isoformat()} lies outside the calendar") from error


def civil_day(when: date) -> date:
    """The day in Dhaka: of a moment, the day on the wall there; a date is that day already."""
    return in_dhaka(when).date() if isinstance(when, datetime) else when


def weekday(when: date, sunday: str = SUNDAY) -> str:
    """The weekday: 'শনিবার'. A paper's own word for Sunday is given as `sunday` ('রোববার')."""
    number = civil_day(when).weekday()
    return sunday if number == 6 else WEEKDAYS[number]


def ordinal(day: int) -> str:
    """A day of the month with its ending: ১লা ২রা ৩রা ৪ঠা ৫ই … ১৮ই ১৯শে … ৩২শে.

    In West Bengal months of the slow summer sun have 32 days now and then (17 August 2026 is 32
    Shrabon 1433). Raises ValueError outside 1 to 32.
    """
    if not 1 <= day <= 32:
        raise ValueError(f"no month has a day {day}")
    first_four = ("লা", "রা", "রা", "ঠা")
    ending = first_four[day - 1] if day <= 4 else "ই" if day <= 18 else "শে"
    return to_bangla(day) + ending


def date_in_words(when: date, *, ordinals: bool = False) -> str:
    """The Gregorian date: '১৮ মে ২০২৪', or with ordinals '১৮ই মে ২০২৪'."""
    day = civil_day(when)
    number = ordinal(day.day) if ordinals else to_bangla(day.day)
    return f"{number} {GREGORIAN_MONTHS[day.month - 1]} {to_bangla(day.year)}"


def time_in_words(moment: datetime) -> str:
    """The time of day in Dhaka, by the 24-hour clock: '১৫:৫৭'."""
    return to_bangla(f"{in_dhaka(moment):%H:%M}")


def moment_in_words(moment: datetime) -> str:
    """Day and time in Dhaka as a story prints them: '০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭'.

    The day has two digits, so that a column of them stands straight.
    """
    there = in_dhaka(moment)
    month = GREGORIAN_MONTHS[there.month - 1]
    return f"{to_bangla(f'{there.day:02}')} {month} {to_bangla(there.year)}, {time_in_words(there)}"


def bangla_date_in_words(
    when: date,
    reckoning: Reckoning = BANGLADESH,
    *,
    ordinals: bool = False,
    labelled: bool = False,
) -> str:
    """The Bangla date: '৪ জ্যৈষ্ঠ ১৪৩১'; with ordinals '৪ঠা জ্যৈষ্ঠ ১৪৩১'.

    Labelled it says whose calendar it is, '৫ জ্যৈষ্ঠ ১৪৩২ (পশ্চিমবঙ্গ)', for where both may meet.
    Raises WrongDate (a ValueError) for a day outside the years the calendar counts.
    """
    bangla = from_gregorian(civil_day(when), reckoning)
    number = ordinal(bangla.day) if ordinals else to_bangla(bangla.day)
    label = f" ({reckoning.name})" if labelled else ""
    return f"{number} {bangla.month_name} {to_bangla(bangla.year)}{label}"


def masthead_line(
    when: date,
    sunday: str = SUNDAY,
    *,
    reckoning: Reckoning = BANGLADESH,
    ordinals: bool = False,
) -> str:
    """Weekday, date and Bangla date: 'শনিবার, ১৮ মে ২০২৪, ৪ জ্যৈষ্ঠ ১৪৩১'."""
    day = civil_day(when)
    gregorian = date_in_words(day, ordinals=ordinals)
    bangla = bangla_date_in_words(day, reckoning, ordinals=ordinals)
    return f"{weekday(day, sunday)}, {gregorian}, {bangla}"


def since(then: datetime, now: datetime) -> str:
    """How long ago: '৩৫ মিনিট আগে'; within a minute 'এইমাত্র'; of what is to come '২ দিন পরে'.

    In the largest whole unit, rounded down; a month is 30 days and a year 365. Both moments must
    know their time zone.
    """
    passed = in_dhaka(now) - in_dhaka(then)
    for length, name in _SPANS:
        if abs(passed) >= length:
            count = abs(passed) // length
            return f"{to_bangla(count)} {name} {'আগে' if passed > timedelta() else 'পরে'}"
    return "এইমাত্র"
