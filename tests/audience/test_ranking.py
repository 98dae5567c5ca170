"""Most read, against figures worked out by hand, and against adding up everything."""

import datetime as dt
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kagoj.audience import ranking
from kagoj.audience.adding import Sums, add
from kagoj.audience.models import HourlyReads
from kagoj.audience.ranking import DAY, HOUR, WEEK, Window, most_read, top, weights_of

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 5, 18, 12, 40, tzinfo=dt.UTC)  # 18:40 in Dhaka
THIS_HOUR = NOW.replace(minute=0)
HOUR_LONG = dt.timedelta(hours=1)


def read(number, *figures, desk=0):
    """figures: (hours ago, reads)"""
    sums = Sums()
    for ago, reads in figures:
        sums.read(int((THIS_HOUR - ago * HOUR_LONG).timestamp()), number, times=reads)
    add(sums, lambda numbers: dict.fromkeys(numbers, desk))


def test_newer_hours_weigh_more():
    # A read of six hours ago weighs a half, of twelve hours a quarter, of eighteen an eighth.
    read(1, (12, 100))  # 25
    read(2, (0, 20), (6, 20))  # 20 + 10 = 30
    read(3, (6, 58))  # 29
    read(4, (18, 400))  # 50
    read(5, (0, 31))  # 31
    assert most_read(now=NOW) == [4, 5, 2, 3, 1]


def test_of_equals_the_newer_story():
    read(1, (0, 10))
    read(3, (6, 20))
    read(2, (12, 40))
    assert most_read(now=NOW) == [3, 2, 1]


def test_a_window_rolls():
    # At 40 minutes past, 20 of 60 minutes of the hour 24 hours ago still belong to the last day.
    weights = weights_of(DAY, NOW)
    assert len(weights) == 25
    assert weights[THIS_HOUR] == 1
    assert weights[THIS_HOUR - 23 * HOUR_LONG] == pytest.approx(0.5 ** (23 / 6))
    assert weights[THIS_HOUR - 24 * HOUR_LONG] == pytest.approx(0.5 ** (24 / 6) / 3)
    # Of the hour: the present one, and a third of the one before at half its weight.
    assert weights_of(HOUR, NOW) == {
        THIS_HOUR: 1,
        THIS_HOUR - HOUR_LONG: pytest.approx(0.5 / 3),
    }
    # Of the week: days as Dhaka has them; today has 18 h 40 min of 24 behind it.
    days = weights_of(WEEK, NOW)
    assert list(days) == [dt.date(2024, 5, 18) - dt.timedelta(days=n) for n in range(8)]
    assert days[dt.date(2024, 5, 16)] == 0.5
    assert days[dt.date(2024, 5, 11)] == pytest.approx((1 - (18 + 2 / 3) / 24) * 0.5**3.5)


def test_only_the_window():
    read(1, (24, 1))
    read(2, (25, 1_000_000))
    read(3, (-1, 1_000_000))
    assert most_read(now=NOW) == [1]
    read(4, (1, 5))
    assert most_read(HOUR, now=NOW) == [4]


def test_the_week_is_of_dhakas_days():
    read(1, (12, 100))  # 06:40 in Dhaka, the same day
    read(2, (20, 150))  # 22:40 of the day before: 150 × 0.5 ** 0.5 = 106
    read(3, (8 * 24, 9_000_000))
    assert most_read(WEEK, now=NOW) == [2, 1]


def test_limit():
    for number in range(1, 21):
        read(number, (0, number))
    assert most_read(now=NOW) == list(range(20, 10, -1))
    assert most_read(limit=3, now=NOW) == [20, 19, 18]
    assert most_read(limit=0, now=NOW) == []


def test_other_time_zones_are_the_same_moment():
    read(1, (23, 1))
    read(2, (25, 1))
    dhaka = dt.timezone(dt.timedelta(hours=6))
    assert most_read(now=NOW.astimezone(dhaka)) == [1]


def test_nothing_read_is_an_empty_list():
    assert most_read() == most_read(HOUR) == most_read(WEEK) == []
    assert most_read(limit=10**6) == []
    assert top({}, 10) == []


def test_a_desks_own():
    read(1, (0, 10), desk=7)
    read(2, (0, 20), desk=8)
    read(3, (1, 30), desk=7)
    hours = {THIS_HOUR: 1.0, THIS_HOUR - HOUR_LONG: 1.0}
    assert top(hours, 10, desk=7) == [(3, 30), (1, 10)]
    assert top(hours, 10, desk=9) == []


@pytest.mark.parametrize("seed", range(6))
def test_the_list_is_that_of_adding_up_everything(monkeypatch, seed):
    """Few looks, flat figures and ties: where the threshold has to look deeper."""
    monkeypatch.setattr(ranking, "_FIRST_LOOK", 2)
    monkeypatch.setattr(ranking, "_DEEPER", 2)
    chance = random.Random(seed)
    most = chance.choice([2, 5, 1000])
    figures = {
        (ago, number): chance.randint(1, most)
        for ago in range(6)
        for number in range(1, 121)
        if chance.random() < 0.5
    }
    HourlyReads.objects.bulk_create(
        HourlyReads(hour=THIS_HOUR - ago * HOUR_LONG, number=number, reads=reads)
        for (ago, number), reads in figures.items()
    )
    window = Window("test", 5, half_life=chance.choice([2, 1000]))
    weights = weights_of(window, NOW)
    scores: dict[int, float] = {}
    for (ago, number), reads in figures.items():
        weight = weights[THIS_HOUR - ago * HOUR_LONG]
        scores[number] = scores.get(number, 0) + reads * weight
    expected = sorted(scores, key=lambda number: (-round(scores[number], 9), -number))[:7]
    found = most_read(window, 7, NOW)
    assert sorted(round(scores[n], 9) for n in found) == sorted(
        round(scores[n], 9) for n in expected
    )


@pytest.mark.parametrize("window", [HOUR, DAY, WEEK])
def test_one_question_along_indexes(window, django_assert_num_queries):
    for number in range(1, 5):
        read(number, (0, number), (30, 9))
    with django_assert_num_queries(1):
        most_read(window, now=NOW)
    if connection.vendor != "sqlite":
        return
    with CaptureQueriesContext(connection) as asked:
        most_read(window, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + asked.captured_queries[0]["sql"])
        plan = [row[-1] for row in cursor.fetchall()]
    assert not [line for line in plan if "SCAN audience" in line], plan
    # The best of each hour are the first along an index: nothing is sorted.
    assert not [line for line in plan if "USE TEMP B-TREE FOR ORDER BY" in line], plan
