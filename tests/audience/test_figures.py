"""Figures for the newsroom, against reads that were put there one by one."""

import datetime as dt

import pytest

from kagoj.audience import figures
from kagoj.audience.adding import Sums, add
from kagoj.audience.figures import DAY, HOUR, MONTH, PERIODS, WEEK
from kagoj.audience.models import COUNTED, DailyReads, DeskReads, HourlyReads, MinuteReads
from kagoj.audience.referrers import Kind
from kagoj.audience.thinning import thin

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 5, 18, 12, 40, 30, tzinfo=dt.UTC)  # 18:40 in Dhaka
HOUR_LONG = dt.timedelta(hours=1)
DESKS = {17: 3, 18: 3, 19: 4}


def read(hours_ago, number, times=1, kind="", seen=0):
    sums = Sums()
    at = int((NOW - hours_ago * HOUR_LONG).timestamp())
    sums.read(at, number, kind, times)
    sums.reached(at, number, 0, seen, times)
    add(sums, lambda numbers: {number: DESKS[number] for number in numbers if number in DESKS})


def test_one_read_stands_in_its_hour_day_desk_and_minute():
    read(0, 17, kind="chat", seen=3)
    story = HourlyReads.objects.get()
    assert (story.hour, story.number, story.desk) == (NOW.replace(minute=0, second=0), 17, 3)
    day = DailyReads.objects.get()
    assert (day.day, day.number, day.desk) == (dt.date(2024, 5, 18), 17, 3)
    assert DeskReads.objects.get().desk == 3
    for row in (story, day, DeskReads.objects.get()):
        expected = {"reads": 1, "chat": 1, "quarter": 1, "half": 1, "most": 1}
        assert {name: getattr(row, name) for name in COUNTED if getattr(row, name)} == expected
    assert MinuteReads.objects.get().minute == NOW.replace(second=0)


def test_figures_grow():
    for _ in range(3):
        read(0, 17, times=2, kind="search", seen=4)
    tally = figures.of_story(17, HOUR, NOW)
    assert (tally.reads, tally.came[Kind.SEARCH], tally.quarters) == (6, 6, (6, 6, 6, 6))
    assert MinuteReads.objects.get().reads == 6


def test_midnight_is_dhakas():
    read(18.5, 17)  # 00:10 in Dhaka
    read(19, 17)  # 23:40 of the day before
    assert dict(DailyReads.objects.values_list("day", "reads")) == {
        dt.date(2024, 5, 18): 1,
        dt.date(2024, 5, 17): 1,
    }
    by_day = dict(figures.over_time(WEEK, NOW))
    assert by_day[dt.date(2024, 5, 18)] == by_day[dt.date(2024, 5, 17)] == 1


def test_paper_desks_and_stories():
    read(0, 17, 5, "search")
    read(3, 18, 7, "social", seen=1)
    read(30, 19, 11, "direct", seen=4)
    read(40, 99, 2)  # a story at no desk
    assert figures.of_paper(HOUR, NOW).reads == 5
    assert figures.of_paper(DAY, NOW).reads == 12
    week = figures.of_paper(WEEK, NOW)
    assert (week.reads, week.unknown, week.quarters) == (25, 2, (18, 11, 11, 11))
    assert figures.of_paper(WEEK, NOW, desk=3).reads == 12
    assert figures.of_desks(MONTH, NOW) == {3: 12, 4: 11, 0: 2}
    assert figures.top_stories(MONTH, NOW, 2) == [(19, 11), (18, 7)]
    assert figures.top_stories(DAY, NOW, 9, desk=3) == [(18, 7), (17, 5)]
    assert {n: t.reads for n, t in figures.of_stories([17, 19], WEEK, NOW).items()} == {
        17: 5,
        19: 11,
    }


@pytest.mark.parametrize("period", PERIODS.values(), ids=lambda period: period.name)
def test_over_time_has_every_hour_or_day_and_adds_up(period):
    for ago in range(0, 900, 7):
        read(ago, 17)
    for rows in (figures.over_time(period, NOW), figures.over_time(period, NOW, number=17)):
        assert [moment for moment, _ in rows] == period.moments(NOW)
        assert sum(reads for _, reads in rows) == figures.of_paper(period, NOW).reads
    assert figures.of_story(17, period, NOW).reads == figures.of_paper(period, NOW).reads


def test_nothing_yet():
    for period in PERIODS.values():
        assert figures.of_paper(period, NOW).reads == 0
        assert figures.top_stories(period, NOW, 10) == []
        assert {reads for _, reads in figures.over_time(period, NOW)} == {0}
    assert figures.of_desks(WEEK, NOW) == {}
    assert figures.live(NOW) == 0
    assert figures.last_minute() is None
    assert figures.reads_of(1) == 0


def test_live_is_the_last_five_minutes():
    for minutes in (0, 4, 5, 6, 100):
        read(minutes / 60, 17)
    assert figures.live(NOW) == 3
    assert figures.last_minute() == NOW.replace(second=0)
    stretches = figures.by_minutes(NOW, NOW.replace(second=0) - dt.timedelta(minutes=115))
    assert len(stretches) == 24
    assert sum(reads for _, reads in stretches) == 5
    assert stretches[-1] == (NOW.replace(second=0), 1)
    assert stretches[-2] == (NOW.replace(minute=35, second=0), 2)


def test_reads_of_a_story_outlive_its_hours():
    old = 40 * 24
    for ago, times in ((old, 5), (old + 1, 7), (old + 19, 3), (0, 1), (20, 4)):
        read(ago, 17, times)
    read(34 * 24, 18, 4)  # not old enough
    assert figures.reads_of(17) == 20
    assert figures.reads_of(17, NOW - 2 * HOUR_LONG, NOW) == 1
    assert thin(NOW) == 2
    assert thin(NOW) == 0
    assert figures.reads_of(17) == 20
    assert figures.reads_of(17, NOW - dt.timedelta(days=40), NOW) == 17  # that whole day, in Dhaka
    assert HourlyReads.objects.count() == 3
    assert MinuteReads.objects.count() == 2


def test_thinning_takes_its_time():
    for day in range(40, 60):
        read(day * 24, 17)
    assert [thin(NOW, days=8) for _ in range(4)] == [8, 8, 4, 0]
    assert figures.reads_of(17) == 20


@pytest.mark.parametrize(
    "ask",
    [
        lambda: figures.of_paper(MONTH, NOW),
        lambda: figures.of_desks(MONTH, NOW),
        lambda: figures.of_stories([17, 18], MONTH, NOW),
        lambda: figures.over_time(MONTH, NOW),
        lambda: figures.over_time(DAY, NOW, number=17),
        lambda: figures.top_stories(MONTH, NOW, 20),
        lambda: figures.live(NOW),
    ],
    ids=["paper", "desks", "stories", "over time", "story over time", "top stories", "live"],
)
def test_each_is_one_question(ask, django_assert_num_queries):
    read(0, 17)
    with django_assert_num_queries(1):
        ask()
