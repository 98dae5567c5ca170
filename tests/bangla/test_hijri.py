"""The Hijri date beside the others, with the paper's own moon."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kagoj.bangla.calendar import WrongDate
from kagoj.bangla.hijri import HIJRI_MONTHS, MOON, HijriMissing, hijri_date
from kagoj.bangla.normalise import normalise

CASES = json.loads((Path(__file__).parent / "cases/hijri.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["dates"], ids=lambda case: f"{case['day']}{case['moon']:+}")
def test_published_dates_hold(case):
    assert str(hijri_date(date.fromisoformat(case["day"]), case["moon"])) == case["printed"]


def test_a_day_changes_at_midnight_in_dhaka():
    before = datetime(2024, 4, 10, 17, 59, tzinfo=UTC)
    assert str(hijri_date(before, -1)) == "৩০ রমজান ১৪৪৫ হিজরি"
    assert str(hijri_date(before.replace(hour=18, minute=0), -1)) == "১ শাওয়াল ১৪৪৫ হিজরি"


def test_the_moon_is_corrected_by_two_days_at_most():
    assert list(MOON) == [-2, -1, 0, 1, 2]
    for moon in (-3, 3):
        with pytest.raises(ValueError, match="-2 to \\+2"):
            hijri_date(date(2024, 5, 18), moon)


@pytest.mark.parametrize(
    "day", [date.min, date(1924, 7, 31), date(2077, 11, 17), date.max], ids=str
)
def test_a_day_outside_the_table_is_refused_by_name(day):
    with pytest.raises(WrongDate, match=f"no Hijri date for {day}") as refused:
        hijri_date(day, 1 if day.year > 2000 else -1)
    assert "হিজরি" in refused.value.in_bangla


def test_the_table_holds_to_its_ends():
    assert str(hijri_date(date(1924, 8, 1))) == "১ মহররম ১৩৪৩ হিজরি"
    assert str(hijri_date(date(2077, 11, 16))) == "৩০ জিলহজ ১৫০০ হিজরি"


def test_without_the_library_the_rest_works_and_this_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "hijridate", None)
    with pytest.raises(HijriMissing, match="pip install hijridate"):
        hijri_date(date(2024, 5, 18))


def test_names_are_in_their_one_right_spelling():
    assert [normalise(name) for name in HIJRI_MONTHS] == list(HIJRI_MONTHS)
    assert len(set(HIJRI_MONTHS)) == 12
