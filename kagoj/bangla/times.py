"""The clock, spans of time and near days in words: বিকেল ৩টা ৪৫ মিনিট, ২ ঘণ্টা ১৫ মিনিট, গতকাল.

The parts of the day and their hours are CLDR's for Bangla (``dayPeriodRules``, bn), in the words
that newspapers print: রাত for its রাত্রি, বিকেল for its বিকাল. Moments must know their time zone and are
told by the clock of Dhaka, as in ``dates``.
"""

from datetime import date, datetime, timedelta

from kagoj.bangla.dates import civil_day, date_in_words, in_dhaka
from kagoj.bangla.digits import to_bangla
from kagoj.bangla.numbers import group

# The hour at which each part begins; রাত runs on past midnight until ভোর.
DAY_PARTS = ((4, "ভোর"), (6, "সকাল"), (12, "দুপুর"), (16, "বিকেল"), (18, "সন্ধ্যা"), (20, "রাত"))

_SPANS = (
    (timedelta(days=1), "দিন"),
    (timedelta(hours=1), "ঘণ্টা"),
    (timedelta(minutes=1), "মিনিট"),
    (timedelta(seconds=1), "সেকেন্ড"),
)
_NEAR_DAYS = {-2: "গত পরশু", -1: "গতকাল", 0: "আজ", 1: "আগামীকাল", 2: "আগামী পরশু"}


def day_part(moment: datetime) -> str:
    """Which part of the day it is in Dhaka: 'ভোর' from 4, 'সকাল' 6, 'দুপুর' 12, 'বিকেল' 16, 'সন্ধ্যা' 18,
    'রাত' 20 o'clock."""
    return _part_of_day(in_dhaka(moment).hour)


def _part_of_day(hour: int) -> str:
    begun = [name for start, name in DAY_PARTS if start <= hour]
    return begun[-1] if begun else DAY_PARTS[-1][1]


def clock_in_words(moment: datetime) -> str:
    """The time as it is said: 'রাত ১টা', 'দুপুর ১২টা', 'বিকেল ৪টা ৪৫ মিনিট'; midnight is 'রাত ১২টা'."""
    there = in_dhaka(moment)
    minutes = f" {to_bangla(there.minute)} মিনিট" if there.minute else ""
    return f"{_part_of_day(there.hour)} {to_bangla(there.hour % 12 or 12)}টা{minutes}"


def duration_in_words(span: timedelta, *, parts: int = 2) -> str:
    """How long: '২ ঘণ্টা ১৫ মিনিট', '৩ দিন', '৪০ সেকেন্ড'; in the largest units, at most `parts` of them.

    What is smaller is left out, not rounded; a unit of which there is none is not named, and none
    that is smaller follows it ('১ ঘণ্টা', not '১ ঘণ্টা ৫ সেকেন্ড', when two parts are asked for).
    Less than a second is '০ সেকেন্ড'. Raises ValueError for a span that runs backwards or has no
    part.
    """
    if span < timedelta():
        raise ValueError("a duration does not run backwards")
    if parts < 1:
        raise ValueError("a duration has at least one part")
    named: list[str] = []
    seen = 0
    for length, name in _SPANS:
        count, span = divmod(span, length)
        if count:
            named.append(f"{group(count)} {name}")
        seen += bool(named)
        if seen == parts:
            break
    return " ".join(named) or f"০ {_SPANS[-1][1]}"


def near_day(when: date, today: date) -> str:
    """The day as it is told today: 'আজ', 'গতকাল', 'গত পরশু', 'আগামীকাল', 'আগামী পরশু', else its date.

    Moments are days in Dhaka.
    """
    day, now = civil_day(when), civil_day(today)
    return _NEAR_DAYS.get((day - now).days) or date_in_words(day)
