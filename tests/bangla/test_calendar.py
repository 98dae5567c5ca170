"""The Bangla calendar against what was published, and against its own rule on every day."""

import json
import pickle
from calendar import isleap
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.calendar import BanglaDate, from_gregorian, to_gregorian

CASES = json.loads((Path(__file__).parent / "cases/calendar.json").read_text(encoding="utf-8"))


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


@pytest.mark.parametrize("case", CASES["dates"], ids=lambda case: case["gregorian"])
def test_published_dates_hold_in_both_directions(case):
    day = date.fromisoformat(case["gregorian"])
    bangla = from_gregorian(day)
    assert (bangla.year, bangla.month, bangla.day) == (case["year"], case["month"], case["day"])
    assert str(bangla) == case["printed"]
    assert bangla.season == case["season"]
    assert to_gregorian(BanglaDate(case["year"], case["month"], case["day"])) == day


@pytest.mark.parametrize("case", CASES["impossible"], ids=lambda case: case["source"])
def test_impossible_dates_are_refused_by_name(case):
    with pytest.raises(ValueError, match=case["says"]):
        BanglaDate(case["year"], case["month"], case["day"])


def test_every_day_from_1970_to_2040_returns_as_it_went():
    for day in every_day(date(1970, 1, 1), date(2040, 12, 31)):
        assert to_gregorian(from_gregorian(day)) == day


def test_every_month_from_1970_to_2040_has_its_published_length():
    days = map(from_gregorian, every_day(date(1970, 4, 14), date(2041, 4, 13)))
    for (year, month), group in groupby(days, key=lambda day: (day.year, day.month)):
        rule = "since" if (year, month) >= (1426, 6) else "before"
        length = CASES["month_lengths"][rule][month - 1]
        if month == 11 and isleap(year + 594):
            length += 1
        assert [day.day for day in group] == list(range(1, length + 1)), (year, month)


def test_every_day_from_1970_to_2040_is_as_a_walk_through_the_published_months_counts_it():
    """An oracle without arithmetic: from 1 Boishakh 1376, 14 April 1969, one day after the other."""
    day, year, month, number = date(1969, 4, 14), 1376, 1, 1
    while day <= date(2040, 12, 31):
        if day >= date(1970, 1, 1):
            assert from_gregorian(day) == BanglaDate(year, month, number), day
            assert to_gregorian(BanglaDate(year, month, number)) == day
        # By the day, not by the year: on 16 October 2019 Ashwin had a 31st.
        rule = CASES["month_lengths"]["since" if day >= date(2019, 10, 15) else "before"]
        length = rule[month - 1] + (month == 11 and isleap(day.year))
        number += 1
        if number > length:
            month, number = month + 1, 1
        if month > 12:
            year, month = year + 1, 1
            assert (day.month, day.day) == (4, 13)
        day += timedelta(days=1)


def test_national_days_keep_their_bangla_dates_since_the_revision():
    # bdnews24.com, 17 Oct 2019: fixed "for next 100 years".
    fixed = {
        (2, 21): "৮ ফাল্গুন",
        (3, 26): "১২ চৈত্র",
        (4, 14): "১ বৈশাখ",
        (5, 8): "২৫ বৈশাখ",
        (5, 25): "১১ জ্যৈষ্ঠ",
        (12, 16): "১ পৌষ",
    }
    for year in range(2020, 2119):
        for (month, day), printed in fixed.items():
            assert str(from_gregorian(date(year, month, day))).rsplit(" ", 1)[0] == printed


@given(st.dates(min_value=date(594, 4, 14)))
def test_any_day_of_the_era_returns_as_it_went(day):
    assert to_gregorian(from_gregorian(day)) == day


def test_the_era_has_a_first_day_and_python_a_last():
    assert str(from_gregorian(date(594, 4, 14))) == "১ বৈশাখ ১"
    with pytest.raises(ValueError, match="had not begun"):
        from_gregorian(date(594, 4, 13))
    with pytest.raises(ValueError, match="had not begun"):
        from_gregorian(date.min)
    assert to_gregorian(from_gregorian(date.max)) == date.max
    with pytest.raises(ValueError, match="past the year 9999"):
        to_gregorian(BanglaDate(9406, 12, 30))
    with pytest.raises(ValueError, match="no year 9407"):
        BanglaDate(9407, 1, 1)


def test_a_moment_is_refused_since_its_day_depends_on_the_zone():
    with pytest.raises(TypeError, match="civil_day"):
        from_gregorian(datetime(2024, 5, 18, tzinfo=UTC))


def test_a_bangla_date_is_a_value():
    day = BanglaDate(1431, 2, 4)
    assert day == from_gregorian(date(2024, 5, 18))
    assert pickle.loads(pickle.dumps(day)) == day
    assert repr(day) == "BanglaDate(year=1431, month=2, day=4, reckoning=Bangladesh())"
    assert len({day, BanglaDate(1431, 2, 4)}) == 1
