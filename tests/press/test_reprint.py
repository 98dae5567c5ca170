"""Printing the whole paper anew: every page, in small steps, without holding anything up."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kagoj.news.models import Topic
from kagoj.press import clock, orders, reprint, worker
from kagoj.press.models import PrintOrder, Reprint
from kagoj.press.shelving import shelf
from tests.press.printed import ordered_in_background, print_all, print_everything

BACKGROUND = PrintOrder.Urgency.BACKGROUND


@pytest.fixture
def stories(paper, monkeypatch):
    """Twenty stories of a month; ten pages to a batch, so that the walk takes many."""
    monkeypatch.setattr(reprint, "BATCH", 10)
    topic = Topic.objects.create(title="নৌকা", slug="nouka")
    first = dt.datetime(2024, 4, 1, 6, tzinfo=dt.UTC)
    made = [
        paper.publish(f"খবর {n}", topics=[topic], at=first + dt.timedelta(days=n))
        for n in range(20)
    ]
    print_everything()
    return made


def test_every_page_of_the_paper_is_ordered_once(stories):
    on_the_shelf = set(shelf().keys("/"))
    orders.everything("new design")
    while reprint.order_next():
        pass
    ordered = [key for order in PrintOrder.objects.order_by("pk") for key in order.keys]
    assert set(ordered) == on_the_shelf
    small = {key for key in ordered if ordered.count(key) > 1}
    assert not {key for key in small if key.startswith("/n/") or "/page/" in key}


def test_the_newest_stories_come_first(stories):
    orders.everything("new design")
    ordered_in_background()
    ordered = [key for order in PrintOrder.objects.order_by("pk") for key in order.keys]
    stories_in_order = [key for key in ordered if key.startswith("/n/")]
    assert stories_in_order == [f"/n/{page.number}" for page in reversed(stories)]
    assert "/" in ordered[:40]


def test_asking_for_everything_costs_the_same_in_a_larger_paper(paper):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            orders.everything("imprint")
        return len(queries)

    cost()
    before = cost()
    for n in range(12):
        paper.publish(f"খবর {n}")
    assert cost() == before
    assert PrintOrder.objects.filter(urgency=BACKGROUND).count() == 0


def test_news_and_the_clock_go_before_the_next_batch(stories):
    orders.everything("new design")
    assert worker.print_waiting()
    orders.place("publish 5", ["/n/5"])
    assert worker.print_waiting() == 1
    assert Reprint.objects.exists()


def test_a_killed_press_goes_on_where_it_was(stories, monkeypatch):
    """Claimed, and gone: the batch is printed by the next press, and the walk goes on behind it."""
    monkeypatch.setattr("kagoj.press.printing.design", lambda: "newdesign")
    orders.everything("new design")
    reprint.order_next()
    worker.claim()
    worker.take_up_again()
    print_all()
    assert {shelf().get(key).design for key in shelf().keys("/")} == {"newdesign"}
    assert not Reprint.objects.exists()


def test_asked_for_again_while_it_is_under_way_it_begins_anew(stories):
    orders.everything("imprint")
    for _ in range(3):
        reprint.order_next()
    orders.everything("new design")
    progress = reprint.progress()
    assert (progress.reason, progress.ordered) == ("new design", 0)
    reprint.order_next()
    assert "/" in PrintOrder.objects.latest("pk").keys


def test_a_start_of_the_worker_does_not_begin_it_anew(stories, monkeypatch):
    monkeypatch.setattr(clock, "design", lambda: "newdesign")
    clock.print_new_design()
    reprint.order_next()
    ordered = reprint.progress().ordered
    clock.print_new_design()
    assert reprint.progress().ordered == ordered


def test_progress_and_forecast(stories, monkeypatch):
    """The time left is what the pages left take at the pace of the batches before."""
    now = dt.datetime(2026, 11, 24, 6, tzinfo=dt.UTC)
    monkeypatch.setattr(reprint.timezone, "now", lambda: now)
    assert reprint.progress() is None
    about = orders.everything("new design")
    assert about == pytest.approx(len(list(shelf().keys("/"))), rel=0.2)
    assert reprint.progress().left is None
    for _ in range(4):  # ten stories and the archive's pages of their days to a batch
        reprint.order_next()
        now += dt.timedelta(seconds=20)
    progress = reprint.progress()
    batches = [len(order.keys) for order in PrintOrder.objects.order_by("pk")]
    slowest, fastest = min(batches[1:]) / 20, max(batches[1:]) / 20  # pages a second
    left = progress.left.total_seconds()
    assert progress.owed / fastest <= left <= progress.owed / slowest
    assert progress.owed == about - sum(batches)


def test_a_pause_is_no_pace(stories, monkeypatch):
    now = dt.datetime(2026, 11, 24, 6, tzinfo=dt.UTC)
    monkeypatch.setattr(reprint.timezone, "now", lambda: now)
    orders.everything("new design")
    reprint.order_next()
    now += dt.timedelta(seconds=20)
    reprint.order_next()
    pace = Reprint.objects.get().pace
    now += dt.timedelta(hours=9)  # switched off over night
    reprint.order_next()
    assert Reprint.objects.get().pace == pace


def test_what_belongs_nowhere_is_taken_off_the_shelf(stories):
    from kagoj.shelf import Page

    with shelf().change() as change:
        for key in ("/purono/", "/n/999", "/purono/page/3/", "/khela/page/900/"):
            change.put(Page(key=key, path=key, body=b"old"))
    orders.everything("new design")
    print_all()
    assert not {"/purono/", "/n/999", "/purono/page/3/", "/khela/page/900/"} & set(
        shelf().keys("/")
    )


def test_the_background_rests_as_long_as_it_worked_and_news_does_not_wait(stories):
    orders.everything("new design")
    rest = worker.Rest()
    assert worker.print_waiting(rest)
    assert not rest.over
    assert worker.print_waiting(rest) == 0
    orders.place("publish 5", ["/n/5"])
    assert worker.print_waiting(rest) == 1
    rest.until = 0.0
    assert worker.print_waiting(rest) > 1
