"""A paper's own way to tell its days."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.almanac import Almanac
from kagoj.bangla.calendar import BANGLADESH
from kagoj.bangla.dates import masthead_line
from kagoj.bangla.west_bengal import WEST_BENGAL

ALL = Almanac(WEST_BENGAL, sunday="রোববার", ordinals=True, moon=-1)


def test_the_line_is_made_of_the_papers_own_calendars():
    assert ALL.line(date(2024, 5, 19)) == (
        "রোববার",
        "১৯শে মে ২০২৪",
        "৫ই জ্যৈষ্ঠ ১৪৩১",
        "১০ জিলকদ ১৪৪৫ হিজরি",
    )
    assert ALL.line(date(2024, 5, 19), labelled=True)[2] == "৫ই জ্যৈষ্ঠ ১৪৩১ (পশ্চিমবঙ্গ)"
    assert Almanac().line(date(2024, 5, 19), labelled=True)[2] == "৫ জ্যৈষ্ঠ ১৪৩১"
    assert Almanac(ordinals=True).bangla(date(2024, 5, 18)) == "৪ঠা জ্যৈষ্ঠ ১৪৩১"
    assert ALL.bangla(date(2024, 5, 18)) == "৪ঠা জ্যৈষ্ঠ ১৪৩১ (পশ্চিমবঙ্গ)"


def test_every_part_of_the_line_turns_at_midnight_in_dhaka():
    before = datetime(2024, 5, 17, 17, 59, 59, tzinfo=UTC)
    assert ALL.line(before) == ALL.line(date(2024, 5, 17))
    assert ALL.line(before.replace(hour=18, minute=0, second=0)) == ALL.line(date(2024, 5, 18))


@pytest.mark.parametrize("day", [date(1700, 1, 1), date(2300, 1, 1)], ids=str)
def test_a_calendar_that_does_not_reach_to_the_day_is_left_out(day):
    assert len(ALL.line(day)) == 2
    assert ALL.bangla(day) == ""


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2190, 1, 1)))
def test_without_wishes_the_line_is_the_masthead_line(day):
    assert ", ".join(Almanac().line(day)) == masthead_line(day)
    assert ", ".join(Almanac(WEST_BENGAL).line(day)) == masthead_line(day, reckoning=WEST_BENGAL)
    assert Almanac() == Almanac(BANGLADESH)
