"""Dates as people write them, and those that are no dates."""

import json
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.calendar import RECKONINGS, WrongDate, from_gregorian
from kagoj.bangla.dates import bangla_date_in_words, date_in_words, weekday
from kagoj.bangla.written_dates import read_date, read_moment

CASES = json.loads((Path(__file__).parent / "cases/written_dates.json").read_text("utf-8"))
DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2190, 12, 31))


def reckoning(case):
    return RECKONINGS[case.get("calendar", "bd")]


@pytest.mark.parametrize("case", CASES["read"], ids=lambda case: case["source"])
def test_a_written_date_is_read(case):
    day = date.fromisoformat(case["day"])
    assert read_date(case["written"], reckoning(case)) == day
    assert read_date(normalize("NFD", case["written"]), reckoning(case)) == day


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["source"])
def test_what_is_no_date_is_refused_by_name(case):
    with pytest.raises(WrongDate) as refused:
        read_date(case["written"], reckoning(case))
    assert case["says"] in str(refused.value)
    assert case["in_bangla"] in refused.value.in_bangla


@given(DAYS, st.sampled_from(sorted(RECKONINGS)), st.booleans())
def test_whatever_kagoj_prints_it_reads(day, calendar, ordinals):
    counted = RECKONINGS[calendar]
    printed = bangla_date_in_words(day, counted, ordinals=ordinals)
    assert read_date(printed, counted) == day
    assert read_date(str(from_gregorian(day, counted)), counted) == day
    assert read_date(date_in_words(day, ordinals=ordinals)) == day
    assert read_date(f"{weekday(day)}, {printed}", counted) == day


def test_a_moment_is_a_date_and_a_time_in_either_digits():
    assert read_moment("২০২৪-০৫-১৮ ১৫:৫৭") == datetime(2024, 5, 18, 15, 57)
    assert read_moment("2024-05-18T15:57:03") == datetime(2024, 5, 18, 15, 57, 3)
    assert read_moment("৪ জ্যৈষ্ঠ ১৪৩১, ৯:০৫") == datetime(2024, 5, 18, 9, 5)
    assert read_moment("১৮ মে ২০২৪") == datetime(2024, 5, 18)
    for wrong, says in {
        "১৮ মে ২০২৪ ২৪:০০": "২৪:০০ বলে কোনো সময় নেই",
        "১৮ মে ২০২৪ ৯": "পড়া যায়নি",
    }.items():
        with pytest.raises(WrongDate) as refused:
            read_moment(wrong)
        assert says in refused.value.in_bangla


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("০১২৩ /-.বৈশাখ"), max_size=120))  # fmt: skip
def test_any_text_is_read_or_refused(text):
    for reading in (read_date, read_moment):
        with suppress(WrongDate):
            assert reading(text)


def test_a_long_line_is_not_even_looked_at(monkeypatch):
    monkeypatch.setattr("kagoj.bangla.written_dates.normalise", lambda text: 1 / 0)
    with pytest.raises(WrongDate) as refused:
        read_date("১" * 1_000_000)
    assert len(str(refused.value)) < 300


def test_yesterday_and_the_weekday_of_another_day_do_not_mix():
    day = date(2024, 5, 18)
    with pytest.raises(WrongDate, match="is a Saturday"):
        read_date(f"{weekday(day + timedelta(days=1))}, {date_in_words(day)}")
