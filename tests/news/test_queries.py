"""What a reading question costs: the same in a large archive as in a small one (design.md, "Budgets")."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kagoj.news import folios, queries
from kagoj.news.models import Author, Folio, ListEntry, PublishedStory, Topic
from kagoj.news.once import one_printing
from kagoj.press import affected

DAY = dt.date(2024, 5, 10)


def fill(paper, count, topic, author, first=10_000):
    """An archive of published stories, one every twenty minutes, as the flat tables have it."""
    begin = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    stories, entries = [], []
    for number in range(first, first + count):
        published = begin + dt.timedelta(minutes=20 * (number - first))
        stories.append(
            PublishedStory(
                number=number,
                page_id=number + 1_000_000,
                path=f"/khela/{number}/খবর/",
                published=published,
                modified=published,
                card={
                    "headline": f"খবর {number}",
                    "kicker": "",
                    "deck": "",
                    "desk": paper.khela.pk,
                    "updated": None,
                    "byline": [author.pk],
                    "picture": None,
                },
                fingerprint="",
            )
        )
        for name in ("all", paper.khela.list, f"topic:{topic.pk}", f"author:{author.pk}"):
            entries.append(ListEntry(list=name, published=published, number=number))
    PublishedStory.objects.bulk_create(stories)
    ListEntry.objects.bulk_create(entries)
    for name in (paper.khela.list, f"topic:{topic.pk}", f"author:{author.pk}"):
        folios.rebuild_folios(name)


@pytest.fixture
def topic(paper):
    return Topic.objects.create(title="নৌকা বাইচ")


@pytest.fixture
def author(paper):
    return Author.objects.create(name="রহিমা খাতুন")


@pytest.fixture
def page(paper, topic, author):
    at = dt.datetime(2024, 5, 1, 0, 30, tzinfo=dt.UTC)
    return paper.publish("ঘাটে ভোর", topics=[topic], by=[author], at=at)


def questions(paper, topic, page):
    middle = dt.datetime(2024, 5, 2, 0, 0, tzinfo=dt.UTC)
    newest = ListEntry.objects.filter(list="all").latest("published")
    name = paper.khela.list
    return {
        "latest": lambda: queries.latest(40),
        "latest of a desk": lambda: queries.latest(14, name),
        "front": lambda: queries.front(name),
        "topic's front": lambda: queries.front(f"topic:{topic.pk}"),
        "folio": lambda: queries.folio(name, 1),
        "day": lambda: queries.on_day(dt.date(2024, 5, 1)),
        "days around": lambda: queries.days_around(dt.date(2024, 5, 1)),
        "news sitemap": lambda: queries.published_between(
            newest.published - dt.timedelta(hours=3), newest.published
        ),
        "sitemap": lambda: list(
            queries.addresses_between(
                middle - dt.timedelta(days=1), middle - dt.timedelta(hours=20)
            )
        ),
        "newest days": lambda: queries.newest_days(1),
        "span": queries.span,
        "story": lambda: queries.story(page.number),
        "related": lambda: queries.related_to(page),
        "neighbours": lambda: queries.neighbours_showing(f"topic:{topic.pk}", middle, 5),
        "folio of a place": lambda: folios.folio_with(name, middle, 5),
        "alone in its day": lambda: queries.is_alone(5, *queries.bounds_of_day(DAY)),
        "rundown": queries.rundown,
        "breaking": queries.breaking,
        "paper": queries.paper,
        "affected by an old story": lambda: affected.by_list(name, middle, 5),
    }


def asked(question):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        question()
    return [query["sql"] for query in captured.captured_queries]


def test_no_question_asks_more_of_a_larger_archive(paper, topic, author, page):
    fill(paper, 30, topic, author)
    small = {name: len(asked(ask)) for name, ask in questions(paper, topic, page).items()}
    fill(paper, 200, topic, author, first=20_000)
    large = {name: len(asked(ask)) for name, ask in questions(paper, topic, page).items()}
    assert large == small
    assert max(large.values()) <= 40


def test_every_question_is_answered_along_an_index(paper, topic, author, page):
    """SQLite's own account of how it answers (sqlite.org/eqp.html): no sorting, no reading of a
    whole table of the archive."""
    fill(paper, 200, topic, author)
    told = []
    for name, ask in questions(paper, topic, page).items():
        for sql in asked(ask):
            if not sql.startswith("SELECT"):
                continue
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%", "%%"), [])
                plan = [row[3] for row in cursor.fetchall()]
            for step in plan:
                sorts = "TEMP B-TREE" in step and re.search("news_(list|pub|folio)", sql)
                reads_all = re.match(
                    r"SCAN (news_publishedstory|news_listentry|news_folio|news_articlepage"
                    r"|wagtailcore_page)\b(?!.*INDEX)",
                    step,
                )
                walks = "SCAN wagtailcore_page" in step and " LIMIT " not in sql
                if sorts or reads_all or walks:
                    told.append((name, step, sql[:300]))
    assert told == []


def rows_visited(question):
    """How many steps SQLite's virtual machine took, in thousands: a count, not a time."""
    steps = 0

    def count():
        nonlocal steps
        steps += 1
        return 0

    connection.connection.set_progress_handler(count, 1000)
    try:
        question()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return steps


def test_an_old_folio_costs_the_same_in_a_large_archive(paper, topic, author, page):
    """A query may use an index and still walk the whole list to an old page: count its steps."""
    fill(paper, 60, topic, author)
    ask = questions(paper, topic, page)
    walked = {name: rows_visited(ask[name]) for name in ask}
    fill(paper, 6000, topic, author, first=20_000)
    ask = questions(paper, topic, page)
    for name in ask:
        assert rows_visited(ask[name]) <= walked[name] + 12, name
    assert Folio.objects.filter(list=paper.khela.list).count() > 500


def test_related_stories_share_topics_the_most_shared_first(paper, topic):
    flood = Topic.objects.create(title="বন্যা")
    paper.publish("অন্য কথা")
    one = paper.publish("এক বিষয়ের", topics=[topic])
    both = paper.publish("দুই বিষয়ের", topics=[topic, flood])
    late = paper.publish("আবার এক বিষয়ের", topics=[flood])
    page = paper.publish("ঘাটে ভোর", topics=[topic, flood])
    found = [card.number for card in queries.story(page.number).related]
    assert found == [both.number, late.number, one.number]


def test_whom_a_story_names_and_who_names_it_are_the_same_account(paper, topic):
    """Printing after a withdrawal relies on this: whoever shows a story is known to show it."""
    begin = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    name = f"topic:{topic.pk}"
    for count in (3, 9, 10, 30):
        ListEntry.objects.filter(list=name).delete()
        places = {n: begin + dt.timedelta(minutes=n // 2) for n in range(1, count + 1)}
        ListEntry.objects.bulk_create(
            ListEntry(list=name, published=at, number=n) for n, at in places.items()
        )
        shows = {n: set(queries._neighbours(name, at, n)) for n, at in places.items()}
        for number, at in places.items():
            really = {other for other, shown in shows.items() if number in shown}
            known = set(queries.neighbours_showing(name, at, number))
            assert really <= known
            assert len(known) <= 16


def test_days_around_passes_over_empty_days(paper):
    for day in (1, 5, 9):
        at = dt.datetime(2024, 5, day, 12, tzinfo=dt.UTC)
        paper.publish(f"দিন {day}", at=at)
    around = queries.days_around(dt.date(2024, 5, 5))
    assert around == (dt.date(2024, 5, 1), dt.date(2024, 5, 9))
    assert queries.days_around(dt.date(2024, 5, 9)) == (dt.date(2024, 5, 5), None)


def test_the_newest_days_are_those_with_news(paper):
    assert queries.newest_days(3) == []
    for day in (1, 5, 5, 9):
        paper.publish(f"দিন {day}", at=dt.datetime(2024, 5, day, 19, tzinfo=dt.UTC))
    days = [dt.date(2024, 5, day) for day in (10, 6, 2)]  # by then it is the next day in Dhaka
    assert queries.newest_days(5) == days
    assert queries.newest_days(2) == days[:2]


def test_a_day_is_dhakas(paper):
    """18:00 in London's winter is midnight in Dhaka (UTC+6)."""
    before = paper.publish("আগের দিনের", at=dt.datetime(2024, 1, 9, 17, 59, tzinfo=dt.UTC))
    after = paper.publish("পরের দিনের", at=dt.datetime(2024, 1, 9, 18, 0, tzinfo=dt.UTC))
    assert [card.number for card in queries.on_day(dt.date(2024, 1, 9))] == [before.number]
    assert [card.number for card in queries.on_day(dt.date(2024, 1, 10))] == [after.number]


def test_the_rundown_keeps_its_order_and_drops_what_is_over_or_withdrawn(paper):
    from kagoj.news.models import RundownItem

    pages = [paper.publish(f"খবর {n}") for n in range(4)]
    home = paper.again(paper.home)
    over = timezone.now() - dt.timedelta(minutes=1)
    home.rundown = [
        RundownItem(article=pages[2], sort_order=0),
        RundownItem(article=pages[0], sort_order=1, until=over),
        RundownItem(article=pages[3], sort_order=2),
        RundownItem(article=pages[1], sort_order=3),
    ]
    home.save_revision().publish()
    paper.again(pages[3]).unpublish()
    assert [card.number for card in queries.rundown()] == [pages[2].number, pages[1].number]


def test_within_one_printing_the_paper_is_asked_for_once(paper):
    with one_printing():
        queries.paper()
        with CaptureQueriesContext(connection) as captured:
            queries.paper()
    assert len(captured) == 0
    paper.home.title = "নতুন নাম"
    paper.home.save()
    assert queries.paper().name == "নতুন নাম"
