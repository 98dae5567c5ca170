"""Dates and times in words, by the clock of Dhaka."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla import months
from kagoj.bangla.dates import (
    DHAKA,
    bangla_date_in_words,
    civil_day,
    date_in_words,
    masthead_line,
    moment_in_words,
    ordinal,
    since,
    time_in_words,
    weekday,
)
from kagoj.bangla.normalise import normalise
from kagoj.bangla.west_bengal import WEST_BENGAL

CASES = json.loads((Path(__file__).parent / "cases/dates.json").read_text(encoding="utf-8"))
NOON = datetime(2024, 5, 18, 12, tzinfo=DHAKA)


@pytest.mark.parametrize("case", CASES["masthead"], ids=lambda case: case["day"])
def test_the_masthead_line_tells_the_day(case):
    assert masthead_line(date.fromisoformat(case["day"])) == case["printed"]


@pytest.mark.parametrize("case", CASES["moments"], ids=lambda case: case["moment"])
def test_a_moment_is_told_by_the_clock_of_dhaka(case):
    moment = datetime.fromisoformat(case["moment"])
    assert moment_in_words(moment) == case["printed"]
    assert time_in_words(moment) == case["printed"].rsplit(", ")[-1]


@pytest.mark.parametrize("case", CASES["since"], ids=lambda case: str(case["seconds"]))
def test_how_long_ago_is_told_in_the_largest_unit(case):
    assert since(NOON - timedelta(seconds=case["seconds"]), NOON) == case["printed"]


def test_the_masthead_turns_at_midnight_in_dhaka_not_in_greenwich():
    late = datetime(2019, 10, 16, 17, 59, tzinfo=UTC)
    assert masthead_line(late).endswith("৩১ আশ্বিন ১৪২৬")
    assert masthead_line(late + timedelta(minutes=1)).endswith("১ কার্তিক ১৪২৬")
    assert date_in_words(late + timedelta(minutes=1)) == "১৭ অক্টোবর ২০১৯"
    assert civil_day(late + timedelta(minutes=1)) == date(2019, 10, 17)


def test_a_paper_has_its_own_word_for_sunday():
    sunday = date(2024, 5, 19)
    assert weekday(sunday) == "রবিবার"
    assert weekday(sunday, sunday="রোববার") == "রোববার"
    assert masthead_line(sunday, sunday="রোববার").startswith("রোববার, ১৯ মে ২০২৪")
    assert weekday(sunday + timedelta(days=1), sunday="রোববার") == "সোমবার"


def test_ordinals_are_there_for_those_who_want_them():
    for day, printed in CASES["ordinals"].items():
        if day != "source":
            assert ordinal(int(day)) == printed
    assert date_in_words(date(2024, 2, 21)) == "২১ ফেব্রুয়ারি ২০২৪"
    assert date_in_words(date(2024, 2, 21), ordinals=True) == "২১শে ফেব্রুয়ারি ২০২৪"
    with pytest.raises(ValueError, match="33"):
        ordinal(33)


def test_every_day_of_west_bengals_calendar_has_its_ordinal():
    """Its months have up to 32 days: the sun takes that long through Gemini around its apogee
    (the Surya Siddhanta's 31 days 15 hours for Ashadh, in the report of India's Calendar
    Reform Committee, 1955)."""
    printed = [
        bangla_date_in_words(date(2026, 1, 1) + timedelta(days=day), WEST_BENGAL, ordinals=True)
        for day in range(365)
    ]
    assert printed[(date(2026, 8, 17) - date(2026, 1, 1)).days] == "৩২শে শ্রাবণ ১৪৩৩"
    assert len(set(printed)) == 365


@pytest.mark.parametrize("telling", [moment_in_words, time_in_words, masthead_line, weekday])
def test_a_moment_without_a_zone_is_refused(telling):
    with pytest.raises(ValueError, match="no time zone"):
        telling(datetime(2024, 5, 18, 12))


def test_a_moment_past_the_calendar_is_refused():
    with pytest.raises(ValueError, match="outside the calendar"):
        moment_in_words(datetime.max.replace(tzinfo=UTC))


@given(
    st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1)),
    st.integers(min_value=-14 * 60, max_value=14 * 60),
)
def test_a_moment_is_told_alike_whatever_zone_it_comes_in(naive, minutes):
    moment = naive.replace(tzinfo=UTC)
    elsewhere = moment.astimezone(timezone(timedelta(minutes=minutes)))
    assert moment_in_words(elsewhere) == moment_in_words(moment)
    assert masthead_line(elsewhere) == masthead_line(moment)
    assert since(moment, elsewhere) == "এইমাত্র"


def test_names_are_in_their_one_right_spelling():
    names = (*months.GREGORIAN_MONTHS, *months.BANGLA_MONTHS, *months.SEASONS, *months.WEEKDAYS)
    assert [
        name for name in names if normalise(name) != name or not is_normalized("NFC", name)
    ] == []
    assert len(set(names)) == 12 + 12 + 6 + 7
