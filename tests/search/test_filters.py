"""Desk, days, order, pages, and how far is counted."""

import datetime as dt

import pytest

from kagoj.search import ranking, searcher
from kagoj.search.documents import Results
from kagoj.search.searcher import Searcher


@pytest.fixture
def days(archive):
    dhaka = dt.timezone(dt.timedelta(hours=6))
    for number, moment in enumerate(
        [
            dt.datetime(2024, 5, 17, 23, 59, 59, 999_999, dhaka),
            dt.datetime(2024, 5, 18, 0, 0, tzinfo=dhaka),
            dt.datetime(2024, 5, 18, 23, 59, 59, tzinfo=dhaka),
            dt.datetime(2024, 5, 19, 0, 0, tzinfo=dhaka),
            dt.datetime(1952, 2, 21, 9, 0, tzinfo=dhaka),
        ],
        start=1,
    ):
        archive.put(
            number, headline="মেলা", published=moment, desk="utsab" if number < 3 else "desh"
        )
    return archive


def test_days_are_days_in_dhaka_and_both_included(days):
    day = dt.date(2024, 5, 18)
    assert sorted(days.found("মেলা", since=day, until=day)) == [2, 3]
    assert sorted(days.found("মেলা", since=day)) == [2, 3, 4]
    assert sorted(days.found("মেলা", until=day)) == [1, 2, 3, 5]
    assert days.found("মেলা", until=dt.date(1971, 1, 1)) == [5]
    assert days.found("মেলা", since=day, until=dt.date(2024, 5, 17)) == []
    assert days.search("মেলা", since=dt.date.min, until=dt.date.max).total == 5


def test_desk(days):
    assert sorted(days.found("মেলা", desk="utsab")) == [1, 2]
    assert days.found("মেলা", desk="utsab", since=dt.date(2024, 5, 18)) == [2]
    assert days.found("মেলা", desk="uts") == []
    assert days.found("মেলা", desk='x" OR "মেলা') == []


def test_a_slug_with_any_signs_is_one_desk(archive):
    for number, slug in enumerate(["সারা-দেশ", "সারা", "দেশ", "a b", "a", "o'neil", 'q"q'], start=1):
        archive.put(number, headline="মেলা", desk=slug)
        assert archive.found("মেলা", desk=slug) == [number]


def test_newest_first(days):
    assert days.found("মেলা", order="newest") == [4, 3, 2, 1, 5]


def test_an_order_that_does_not_exist_is_the_callers_mistake(days):
    with pytest.raises(ValueError, match="order"):
        days.search("মেলা", order="price")


def test_pages(archive):
    archive.index.put(archive.story(number, headline="মেলা") for number in range(1, 48))
    pages = [archive.search("মেলা", order="newest", page=page, size=10) for page in range(1, 7)]
    assert [hit.number for page in pages for hit in page.hits] == list(range(47, 0, -1))
    assert [len(page.hits) for page in pages] == [10, 10, 10, 10, 7, 0]
    assert {(page.total, page.pages, page.more) for page in pages} == {(47, 5, False)}


@pytest.mark.parametrize(("page", "size"), [(0, 10), (-5, 10), (1, 0), (1, -1), (10**30, 10**30)])
def test_senseless_pages_raise_nothing(archive, page, size):
    archive.put(1, headline="মেলা")
    assert archive.search("মেলা", page=page, size=size).total == 1


@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_counting_stops(archive, order):
    """`Results.total` is "more than" from 1,000 on, as the results page says it."""
    archive.index.put(archive.story(number, headline="মেলা") for number in range(1, 1_006))
    results = archive.search("মেলা", order=order, page=50)
    assert (results.total, results.more, results.pages) == (1_000, True, 50)
    assert len(results.hits) == 20
    assert archive.search("মেলা", order=order, page=51).hits == []


def test_a_full_minute_spills_into_later_ones_and_days_stay_exact(archive):
    """An import may give thousands of stories one time: 1,024 fit into one minute of the index."""
    last_minute = dt.datetime(2024, 5, 18, 17, 59, 30, tzinfo=dt.UTC)  # 23:59:30 in Dhaka
    count = 3_500
    archive.index.put(
        archive.story(number, headline="মেলা", published=last_minute)
        for number in range(1, count + 1)
    )
    archive.put(count + 1, headline="মেলা", published=last_minute + dt.timedelta(minutes=1))
    assert len(archive.index) == count + 1
    assert archive.search("মেলা", until=dt.date(2024, 5, 18)).more
    assert archive.found("মেলা", since=dt.date(2024, 5, 19)) == [count + 1]


def test_no_query_sorts_or_scans_the_archive(archive):
    """The engine's plan: matches come in order of time from the word index, and stop at a bound."""
    archive.put(1, headline="মেলা")
    said = []
    archive.searcher.search("মেলা")  # opens the connection
    archive.searcher._reader._connection().set_trace_callback(said.append)
    day = dt.date(2024, 5, 18)
    for order in ("relevance", "newest"):
        archive.search('মেলা "ক খ" -গ', order=order, desk="desh", since=day, until=day)
        archive.search("মেলা", order=order)
    archive.searcher.related(1)
    ask = archive.searcher._reader._connection()
    ask.set_trace_callback(None)
    statements = [statement for statement in said if statement.startswith("SELECT")]
    assert len(statements) > 8
    for statement in statements:
        plan = [step[3] for step in ask.execute(f"EXPLAIN QUERY PLAN {statement}")]
        assert not [step for step in plan if "TEMP B-TREE" in step], (statement, plan)
        if "MATCH" in statement or [step for step in plan if step.startswith("SCAN stories")]:
            assert "LIMIT" in statement, plan


def test_without_an_index_there_is_nothing_and_no_error(tmp_path):
    nowhere = Searcher(tmp_path / "data" / "search.db")
    assert nowhere.search("মেলা") == Results(available=False)
    assert nowhere.related(1) == []


def test_the_ranking_looks_at_more_than_it_counts():
    assert ranking.RANKED > searcher.COUNTED
