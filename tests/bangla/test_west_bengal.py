"""West Bengal's calendar: published dates, the rule against an independent sun, and its limits."""

import json
from datetime import date, datetime, timedelta
from math import radians, sin
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.calendar import BanglaDate, from_gregorian, to_gregorian
from kagoj.bangla.dates import bangla_date_in_words, masthead_line
from kagoj.bangla.west_bengal import INDIA, WEST_BENGAL

CASES = json.loads((Path(__file__).parent / "cases/west_bengal.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["dates"], ids=lambda case: case["gregorian"])
def test_published_dates_hold_in_both_directions(case):
    day = date.fromisoformat(case["gregorian"])
    bangla = from_gregorian(day, WEST_BENGAL)
    assert str(bangla) == case["printed"]
    assert to_gregorian(bangla) == day


def test_the_new_year_falls_on_its_published_days():
    for day in ("14", "15"):
        for year in CASES["new_years"][day]:
            assert WEST_BENGAL.new_year(year - 593) == date(year, 4, int(day))


def sun_of_the_almanac(moment: datetime) -> float:
    """The sun in the sidereal signs by another series: the Astronomical Almanac's low-precision
    formulas (page C5; 0.01 degrees, 1950 to 2050), with Lahiri's ayanamsa as a straight line."""
    days = (moment - datetime(2000, 1, 1, 17, 30, tzinfo=INDIA)) / timedelta(days=1)
    anomaly = radians(357.528 + 0.9856003 * days)
    mean = 280.460 + 0.9856474 * days
    tropical = mean + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly)
    return tropical - (23.857 + 50.29 / 3600 * days / 365.25)


def test_every_month_from_1970_to_2040_begins_the_day_after_the_sun_entered_its_sign():
    for year in range(1377, 1447):
        for month in range(1, 13):
            day_before = to_gregorian(BanglaDate(year, month, 1, WEST_BENGAL)) - timedelta(days=1)
            begins = datetime.combine(day_before, datetime.min.time(), INDIA)
            sign = (month - 1) * 30
            still, already = (
                (sun_of_the_almanac(moment) - sign + 180) % 360 - 180
                for moment in (begins, begins + timedelta(days=1))
            )
            if month in WEST_BENGAL.near_midnight(year):
                still, already = still - 0.03, already + 0.03
            assert still < 0 <= already, (year, month)


def test_every_day_it_counts_returns_as_it_went():
    day, last = WEST_BENGAL.new_year(1377), WEST_BENGAL.new_year(1448)
    before = None
    while day < last:
        bangla = from_gregorian(day, WEST_BENGAL)
        assert to_gregorian(bangla) == day
        assert bangla.day == 1 or before == bangla.day - 1
        day, before = day + timedelta(days=1), bangla.day


@given(st.integers(min_value=1200, max_value=1600))
def test_months_have_29_to_32_days_and_years_365_or_366(year):
    lengths = WEST_BENGAL.month_lengths(year)
    assert len(lengths) == 12
    assert 29 <= min(lengths) <= max(lengths) <= 32
    assert sum(lengths) in (365, 366)


def test_entries_near_midnight_are_named():
    near = [
        WEST_BENGAL.entry(year, month)
        for year in range(1406, 1448)
        for month in WEST_BENGAL.near_midnight(year)
    ]
    within = [entry for entry in near if 2000 <= entry.year <= 2040]
    assert len(within) == 16  # of 492; the documentation says so
    for entry in near:
        assert entry.utcoffset() == timedelta(hours=5, minutes=30)
        assert entry.hour in (23, 0)
    assert near == sorted(near)


def test_years_it_cannot_vouch_for_are_refused_by_name():
    first, after = date(1793, 4, 11), WEST_BENGAL.new_year(1600) + timedelta(days=366)
    assert str(from_gregorian(first, WEST_BENGAL)) == "১ বৈশাখ ১২০০"
    for outside in (first - timedelta(days=1), after, date.min, date.max):
        with pytest.raises(ValueError, match="পশ্চিমবঙ্গ counts the Bangla years 1200 to 1600"):
            from_gregorian(outside, WEST_BENGAL)
    for year in (1199, 1601, 0, -5):
        with pytest.raises(ValueError, match=f"no year {year}"):
            BanglaDate(year, 1, 1, WEST_BENGAL)
    with pytest.raises(ValueError, match="জ্যৈষ্ঠ ১৪৩১ has 32 days; there is no day 33"):
        BanglaDate(1431, 2, 33, WEST_BENGAL)


def test_it_says_whose_calendar_it_is():
    day = date(2025, 5, 18)
    bangla = from_gregorian(day, WEST_BENGAL)
    assert bangla.labelled == f"{bangla} (পশ্চিমবঙ্গ)"
    assert "WestBengal" in repr(bangla)
    assert bangla != BanglaDate(bangla.year, bangla.month, bangla.day)
    assert bangla_date_in_words(day, WEST_BENGAL, labelled=True) == bangla.labelled
    assert masthead_line(day, reckoning=WEST_BENGAL).endswith(str(bangla))
