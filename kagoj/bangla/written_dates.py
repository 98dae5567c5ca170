"""Reads a date as people write it, by either calendar and in either digits.

For forms, commands and the archive's own search, where a person means one day and must be told when
there is none. (Finding dates in the text of a page is another matter: `kagoj.intake.datelines`.)

Read are ISO dates (২০২৪-০৫-১৮), the order of Bangladesh's forms (১৮/০৫/২০২৪, also with - or .), and
words: ১৮ মে ২০২৪, মে ১৮, ২০২৪, 18 May 2024, শনিবার, ৪ঠা জ্যৈষ্ঠ ১৪৩১ বঙ্গাব্দ, পহেলা বৈশাখ ১৪৩১. A weekday that is not that day's
is refused: one of the two is a slip, and no one can know which.
"""

import re
from datetime import date, datetime, time

from kagoj.bangla.calendar import BANGLADESH, BanglaDate, Reckoning, WrongDate, to_gregorian
from kagoj.bangla.dates import date_in_words, weekday
from kagoj.bangla.digits import to_bangla, to_latin
from kagoj.bangla.months import (
    BANGLA_MONTH_SPELLINGS,
    BANGLA_MONTHS,
    GREGORIAN_MONTH_SPELLINGS,
    GREGORIAN_MONTHS,
    WEEKDAYS,
)
from kagoj.bangla.normalise import normalise

# No date is longer; nothing longer is looked at.
_LONGEST = 100

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
# A slip of the pen in the year: 20026-05-18, 18/05/202.
_WRONG_YEAR = re.compile(
    r"(\d{3}|\d{5,9})[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{3}|\d{5,9})"
)
_DAY = re.compile(r"([0-9]{1,2})(?:লা|রা|ঠা|ই|শে|এ|st|nd|rd|th)?")
_YEAR = re.compile(r"[0-9]{1,4}")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")

_FIRST = frozenset({"পহেলা", "পয়লা"})
_ERAS = {
    "বঙ্গাব্দ": "bangla",
    "বাংলা": "bangla",
    "খ্রিষ্টাব্দ": "gregorian",
    "খ্রিস্টাব্দ": "gregorian",
    "খ্রীষ্টাব্দ": "gregorian",
    "খ্রীস্টাব্দ": "gregorian",
    "ইংরেজি": "gregorian",
    "সাল": "",
    "সন": "",
}


def _by_name(names: tuple[str, ...], spellings: dict[str, str]) -> dict[str, int]:
    numbers = {normalise(name): number for number, name in enumerate(names, 1)}
    return numbers | {normalise(other): numbers[name] for other, name in spellings.items()}


# In full and by their first three letters.
_ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_GREGORIAN = (
    _by_name(GREGORIAN_MONTHS, GREGORIAN_MONTH_SPELLINGS)
    | {name: number for number, name in enumerate(_ENGLISH, 1)}
    | {name[:3]: number for number, name in enumerate(_ENGLISH, 1)}
)
_BANGLA = _by_name(BANGLA_MONTHS, BANGLA_MONTH_SPELLINGS)
_WEEKDAYS = _by_name(WEEKDAYS, {"রোববার": "রবিবার"})


def read_date(text: str, reckoning: Reckoning = BANGLADESH) -> date:
    """The Gregorian day a written date means; Bangla dates are counted by `reckoning`.

    Raises WrongDate (a ValueError) for what is no date and for a day that does not exist, saying
    which; its `in_bangla` says so to an editor.
    """
    day, rest = _read(_words(text), text, reckoning)
    if rest:
        raise _unreadable(text)
    return day


def read_moment(text: str, reckoning: Reckoning = BANGLADESH) -> datetime:
    """A date and, after it, a time by the 24-hour clock: '৪ জ্যৈষ্ঠ ১৪৩১, ১৫:৫৭'; naive.

    Without a time it is midnight. Raises WrongDate as `read_date` does.
    """
    day, rest = _read(_words(text.replace("T", " ")), text, reckoning)
    if not rest:
        return datetime.combine(day, time())
    found = _TIME.fullmatch(rest[0])
    if not found or len(rest) > 1:
        raise _unreadable(text)
    hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return datetime.combine(day, time(hour, minute, second))
    except ValueError as error:
        raise WrongDate(
            f"there is no time {rest[0]}", f"{to_bangla(rest[0])} বলে কোনো সময় নেই।"
        ) from error


def _words(text: str) -> list[str]:
    """The written date in words, in Latin digits and one spelling."""
    if len(text) > _LONGEST:
        raise _unreadable(text)
    return to_latin(normalise(text)).lower().replace(",", " ").replace("।", " ").split()


def _read(words: list[str], text: str, reckoning: Reckoning) -> tuple[date, list[str]]:
    """The day at the head of the words, and the words after it."""
    named = _WEEKDAYS.get(words[0]) if words else None
    if named:
        words = words[1:]
    if not words:
        raise _unreadable(text)
    day, rest = _in_numbers(words) or _in_words(words, text, reckoning)
    if named and day.isoweekday() != named:
        raise WrongDate(
            f"{day} is a {day:%A}, not {WEEKDAYS[named - 1]}",
            f"{date_in_words(day)} {weekday(day)}, {WEEKDAYS[named - 1]} নয়।",
        )
    return day, rest


def _in_numbers(words: list[str]) -> tuple[date, list[str]] | None:
    if found := _YEAR_FIRST.fullmatch(words[0]):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
    elif found := _DAY_FIRST.fullmatch(words[0]):
        year, month, day = int(found[4]), int(found[3]), int(found[1])
    elif found := _WRONG_YEAR.fullmatch(words[0]):
        raise _no_year(found[1] or found[2])
    else:
        return None
    return _gregorian(year, month, day), words[1:]


def _in_words(words: list[str], text: str, reckoning: Reckoning) -> tuple[date, list[str]]:
    if len(words) < 2:
        raise _unreadable(text)
    first, second = words[:2]
    if _month(first):
        first, second = second, first
    bangla, month = _month(second) or (False, 0)
    day = 1 if first in _FIRST else _number(_DAY, first)
    if not month or day is None:
        raise _unreadable(text)
    rest = words[2:]
    year = _number(_YEAR, rest[0]) if rest else None
    if rest and year is None and rest[0].isdecimal():
        raise _no_year(rest[0])
    if year is None:
        raise WrongDate(
            f"the year is missing in {text.strip()!r}", f"‘{text.strip()}’: সাল লেখা নেই।"
        )
    era, rest = _era(rest[1:])
    if era and (era == "bangla") != bangla:
        raise _unreadable(text)
    if bangla:
        return to_gregorian(BanglaDate(year, month, day, reckoning)), rest
    return _gregorian(year, month, day), rest


def _no_year(digits: str) -> WrongDate:
    return WrongDate(
        f"{digits} is no year of four digits", f"‘{to_bangla(digits)}’ চার অঙ্কের সাল নয়।"
    )


def _month(word: str) -> tuple[bool, int] | None:
    """Whether the month is a Bangla one, and its number; None when the word is no month."""
    if word in _BANGLA:
        return True, _BANGLA[word]
    return (False, _GREGORIAN[word]) if word in _GREGORIAN else None


def _number(form: re.Pattern[str], word: str) -> int | None:
    found = form.fullmatch(word)
    return int(found[found.lastindex or 0]) if found else None


def _era(words: list[str]) -> tuple[str, list[str]]:
    """Whose years the words after the year name, and what follows them."""
    era = ""
    while words and words[0] in _ERAS:
        era = _ERAS[words[0]] or era
        words = words[1:]
    return era, words


def _gregorian(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise WrongDate(
            f"a year has 12 months; there is no month {month}",
            f"বছরে ১২ মাস; {to_bangla(month)} নম্বর মাস নেই।",
        )
    try:
        return date(year, month, day)
    except ValueError as error:
        shown = f"{to_bangla(day)} {GREGORIAN_MONTHS[month - 1]} {to_bangla(year)}"
        raise WrongDate(f"there is no day {shown}", f"{shown} বলে কোনো দিন নেই।") from error


def _unreadable(text: str) -> WrongDate:
    shown = text.strip() if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return WrongDate(
        f"no date can be read in {shown!r}: write 2024-05-18, ১৮ মে ২০২৪ or ৪ জ্যৈষ্ঠ ১৪৩১",
        f"‘{shown}’ তারিখ হিসেবে পড়া যায়নি। এভাবে লিখুন: ১৮/০৫/২০২৪, ১৮ মে ২০২৪ বা ৪ জ্যৈষ্ঠ ১৪৩১।",
    )
