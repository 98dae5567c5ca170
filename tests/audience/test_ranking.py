"""Most read, against figures worked out by hand."""

import datetime as dt

import pytest

from kagoj.audience.models import HourlyReads
from kagoj.audience.ranking import most_read, reads_by_hour, reads_of
from kagoj.audience.thinning import thin

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 5, 18, 12, 40, tzinfo=dt.UTC)
THIS_HOUR = NOW.replace(minute=0)


def read(number, *figures):
    """figures: (hours ago, reads)"""
    HourlyReads.objects.bulk_create(
        HourlyReads(hour=THIS_HOUR - dt.timedelta(hours=ago), number=number, reads=reads)
        for ago, reads in figures
    )


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


def test_only_the_last_hours():
    read(1, (23, 1))
    read(2, (24, 1_000_000))
    read(3, (-1, 1_000_000))
    assert most_read(now=NOW) == [1]
    assert most_read(hours=25, now=NOW) == [2, 1]
    assert most_read(hours=23, now=NOW) == []


def test_another_half_life():
    read(1, (12, 100))
    read(2, (0, 60))
    assert most_read(now=NOW) == [2, 1]
    assert most_read(now=NOW, half_life=24) == [1, 2]


def test_limit():
    for number in range(1, 21):
        read(number, (0, number))
    assert most_read(now=NOW) == list(range(20, 10, -1))
    assert most_read(limit=3, now=NOW) == [20, 19, 18]
    assert most_read(limit=0, now=NOW) == []


def test_other_time_zones_are_the_same_moment():
    read(1, (23, 1))
    read(2, (24, 1))
    dhaka = dt.timezone(dt.timedelta(hours=6))
    assert most_read(now=NOW.astimezone(dhaka)) == [1]


def test_nothing_read_is_an_empty_list():
    assert most_read() == []
    assert most_read(hours=10**9, limit=10**9) == []
    assert reads_of(1) == 0


def test_one_question(django_assert_num_queries):
    read(1, (0, 1), (1, 1))
    with django_assert_num_queries(1):
        most_read(hours=336, now=NOW)


def test_reads_of_a_story():
    read(1, (0, 5), (1, 7), (30, 11))
    read(2, (0, 100))
    assert reads_of(1) == 23
    assert reads_of(1, since=NOW - dt.timedelta(hours=1)) == 12
    assert [reads for _, reads in reads_by_hour(1, hours=3, now=NOW)] == [0, 7, 5]
    assert reads_by_hour(1, hours=1, now=NOW) == [(THIS_HOUR, 5)]


def test_old_hours_become_days_and_no_read_is_lost():
    old = 40 * 24
    read(1, (old, 5), (old + 1, 7), (old + 12, 3), (old + 13, 2), (0, 1))  # 12:00 to the day before
    read(2, (old, 9))
    read(3, (34 * 24, 4))  # not old enough
    before = {number: reads_of(number) for number in (1, 2, 3)}
    assert before == {1: 18, 2: 9, 3: 4}
    assert thin(NOW) == 2
    assert thin(NOW) == 0
    assert {number: reads_of(number) for number in (1, 2, 3)} == before
    assert HourlyReads.objects.count() == 2
    assert reads_of(1, since=NOW - dt.timedelta(days=40)) == 5 + 7 + 3 + 1  # that whole day


def test_thinning_takes_its_time():
    for day in range(40, 60):
        read(1, (day * 24, 1))
    assert [thin(NOW, days=8) for _ in range(4)] == [8, 8, 4, 0]
    assert reads_of(1) == 20
