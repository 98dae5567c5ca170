"""The clock, spans and near days in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.dates import DHAKA
from kagoj.bangla.digits import to_latin
from kagoj.bangla.times import clock_in_words, day_part, duration_in_words, near_day


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 5, 18, hour, minute, tzinfo=DHAKA)


# CLDR 42, dayPeriodRules of bn: morning1 04-06, morning2 06-12, afternoon1 12-16, afternoon2 16-18,
# evening1 18-20, night1 20-04.
@pytest.mark.parametrize(
    ("first", "last", "part"),
    [(4, 5, "ভোর"), (6, 11, "সকাল"), (12, 15, "দুপুর"), (16, 17, "বিকেল"), (18, 19, "সন্ধ্যা"), (20, 23, "রাত"), (0, 3, "রাত")],
    ids=lambda value: ascii(value),
)  # fmt: skip
def test_the_parts_of_the_day(first, last, part):
    assert {day_part(at(hour, minute)) for hour in (first, last) for minute in (0, 59)} == {part}


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(1), "রাত ১টা"),
        (at(0), "রাত ১২টা"),
        (at(12), "দুপুর ১২টা"),
        (at(15, 45), "দুপুর ৩টা ৪৫ মিনিট"),
        (at(16, 5), "বিকেল ৪টা ৫ মিনিট"),
        (datetime(2024, 5, 18, 19, 0, tzinfo=UTC), "রাত ১টা"),
    ],
)
def test_the_clock_is_told_by_the_part_of_the_day(moment, words):
    assert clock_in_words(moment) == words


@pytest.mark.parametrize(
    ("span", "parts", "words"),
    [
        (timedelta(hours=2, minutes=15), 2, "২ ঘণ্টা ১৫ মিনিট"),
        (timedelta(hours=1, seconds=5), 2, "১ ঘণ্টা"),
        (timedelta(hours=1, seconds=5), 3, "১ ঘণ্টা ৫ সেকেন্ড"),
        (timedelta(days=3), 2, "৩ দিন"),
        (timedelta(days=1234, hours=5), 1, "১,২৩৪ দিন"),
        (timedelta(seconds=40), 2, "৪০ সেকেন্ড"),
        (timedelta(minutes=59, seconds=59), 1, "৫৯ মিনিট"),
        (timedelta(milliseconds=900), 2, "০ সেকেন্ড"),
    ],
)
def test_a_span_is_told_in_its_largest_units(span, parts, words):
    assert duration_in_words(span, parts=parts) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [(15, "১৫ মে ২০২৪"), (16, "গত পরশু"), (17, "গতকাল"), (18, "আজ"), (19, "আগামীকাল"), (20, "আগামী পরশু"), (21, "২১ মে ২০২৪")],
)  # fmt: skip
def test_near_days_have_names(day, words):
    assert near_day(date(2024, 5, day), date(2024, 5, 18)) == words


def test_a_day_is_a_day_in_dhaka():
    assert near_day(datetime(2024, 5, 17, 18, 30, tzinfo=UTC), date(2024, 5, 18)) == "আজ"


def test_what_cannot_be_told_is_refused():
    with pytest.raises(ValueError, match="backwards"):
        duration_in_words(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="at least one part"):
        duration_in_words(timedelta(1), parts=0)
    with pytest.raises(ValueError, match="no time zone"):
        clock_in_words(datetime(2024, 5, 18, 1, 0))


@given(st.integers(min_value=0, max_value=10**9))
def test_all_parts_together_are_the_whole_span(seconds):
    sizes = {"দিন": 86_400, "ঘণ্টা": 3_600, "মিনিট": 60, "সেকেন্ড": 1}
    told = to_latin(duration_in_words(timedelta(seconds=seconds), parts=4)).replace(",", "").split()
    assert (
        sum(int(n) * sizes[name] for n, name in zip(told[::2], told[1::2], strict=True)) == seconds
    )
