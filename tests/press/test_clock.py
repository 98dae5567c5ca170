"""What is printed because time passed: schedules, midnight, the most read, expiry, a new design."""

import dataclasses
import datetime as dt
import threading
import time

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from wagtail.models import Page, Revision

from kagoj.audience.adding import Sums, add
from kagoj.audience.models import DailyReads, DeskReads, HourlyReads
from kagoj.audience.reads import ReadLog
from kagoj.delivery.app import Delivery
from kagoj.delivery.request import Request
from kagoj.news import weather
from kagoj.news.models import Breaking, RundownItem
from kagoj.press import announce, clock, worker
from kagoj.press.models import PrintOrder
from kagoj.press.shelving import shelf
from kagoj.theme import assets
from tests.press.printed import ordered, print_all, print_everything

# 23:59:30 in Dhaka (UTC+6), on 18 May 2024.
BEFORE_MIDNIGHT = dt.datetime(2024, 5, 18, 17, 59, 30, tzinfo=dt.UTC)


@pytest.fixture
def at():
    with time_machine.travel(BEFORE_MIDNIGHT, tick=False) as travelled:
        yield travelled


def the_minute():
    """What the clock and the press do in one minute."""
    clock.print_the_minute()
    print_all()


def schedule(paper, headline, **times):
    """As the editor's form does it: a revision, then its publication for a time."""
    page = paper.write(headline)
    for name, moment in times.items():
        setattr(page, name, moment)
    page.save_revision().publish()
    return page


def test_a_story_is_published_when_its_time_has_come(paper, at):
    page = schedule(paper, "ভোরের খবর", go_live_at=timezone.now() + dt.timedelta(minutes=10))
    clock.publish_scheduled()
    print_all()
    assert not paper.again(page).live
    assert shelf().get(f"/n/{page.number}") is None
    at.shift(dt.timedelta(minutes=10, seconds=1))
    clock.publish_scheduled()
    print_all()
    stored = shelf().get(f"/n/{page.number}")
    assert "ভোরের খবর" in stored.body.decode()
    assert "ভোরের খবর" in shelf().get("/").body.decode()


def test_a_story_is_withdrawn_when_its_time_is_over(paper, at):
    page = schedule(paper, "এক ঘণ্টার খবর", expire_at=timezone.now() + dt.timedelta(hours=1))
    print_all()
    at.shift(dt.timedelta(minutes=59))
    clock.publish_scheduled()
    assert paper.again(page).live
    at.shift(dt.timedelta(minutes=2))
    clock.publish_scheduled()
    print_all()
    assert (paper.again(page).live, paper.again(page).expired) == (False, True)
    assert shelf().get(f"/n/{page.number}").status == 410
    assert "এক ঘণ্টার খবর" not in shelf().get("/").body.decode()


def test_a_changed_story_waits_for_its_time_with_the_old_one_standing(paper, at):
    page = paper.publish("পুরোনো শিরোনাম")
    page.title, page.go_live_at = "নতুন শিরোনাম", timezone.now() + dt.timedelta(minutes=5)
    page.save_revision().publish()
    print_all()
    assert "পুরোনো শিরোনাম" in shelf().get("/n/1").body.decode()
    at.shift(301)
    clock.publish_scheduled()
    print_all()
    assert "নতুন শিরোনাম" in shelf().get("/n/1").body.decode()


def test_one_that_cannot_be_published_keeps_no_other_back(paper, at, caplog):
    first = schedule(paper, "যা হয় না", go_live_at=timezone.now() + dt.timedelta(minutes=1))
    second = schedule(paper, "যা হয়", go_live_at=timezone.now() + dt.timedelta(minutes=2))
    # Its desk's page is gone from under the revision: a broken row, as after a bad restore.
    revision = first.get_latest_revision()
    revision.content["body"] = "no stream"
    revision.content["lead_picture"] = "nothing"
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    at.shift(180)
    clock.publish_scheduled()
    clock.publish_scheduled()
    assert paper.again(second).live
    assert not paper.again(first).live
    assert caplog.text.count("cannot be published at its time") == 1  # said once, not every 5 s


def test_what_expires_is_found_along_an_index(paper):
    """A million pages that never expire are not looked at every five seconds."""
    due = Page.objects.filter(live=True, expire_at__lt=timezone.now()).order_by("expire_at")
    waiting = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    for question in (due, waiting.order_by("approved_go_live_at")):
        sql, values = question.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + sql, values)
            plan = [row[3] for row in cursor.fetchall()]
        assert any("USING INDEX" in step for step in plan), plan
        assert not [step for step in plan if "TEMP B-TREE" in step], plan


def test_midnight_changes_the_masthead(paper, at):
    """The dates are those of the design's first line: 18 May 2024 is 4 Jyoishtho 1431."""
    print_everything()
    assert "১৮ মে ২০২৪" in shelf().get("/parts/masthead.html").body.decode()
    assert "৪ জ্যৈষ্ঠ ১৪৩১" in shelf().get("/parts/masthead.html").body.decode()
    at.shift(31)
    the_minute()
    line = shelf().get("/parts/masthead.html").body.decode()
    assert "রবিবার" in line
    assert "১৯ মে ২০২৪" in line
    assert "৫ জ্যৈষ্ঠ ১৪৩১" in line


def test_a_minute_in_which_nothing_changes_leaves_the_shelf_alone(paper, at):
    paper.publish("ঘাটে ভোর")
    print_everything()
    version = shelf().version()
    at.shift(1)
    the_minute()
    assert shelf().version() == version
    assert not PrintOrder.objects.exists()


def test_the_minute_is_ordered_once_however_late_the_press_is(paper, at):
    for _ in range(3):
        clock.print_the_minute()
    assert PrintOrder.objects.count() == 1


def test_ticker_and_rundown_drop_what_is_over(paper, at):
    pages = [paper.publish(f"খবর {n}") for n in (1, 2)]
    over = timezone.now() + dt.timedelta(minutes=1)
    Breaking.objects.create(text="এখনই", until=over)
    home = paper.again(paper.home)
    home.rundown = [RundownItem(article=pages[0], until=over)]
    home.save_revision().publish()
    print_everything()
    assert "এখনই" in shelf().get("/parts/ticker.html").body.decode()
    first = shelf().get("/").body.decode()
    assert first.index("খবর 1") < first.index("খবর 2")
    at.shift(61)
    the_minute()
    assert "এখনই" not in shelf().get("/parts/ticker.html").body.decode()
    assert shelf().get("/").body.decode() != first


def test_reads_change_the_most_read_list(paper, at):
    pages = [paper.publish(f"খবর {n}") for n in range(1, 4)]
    print_everything()
    log = ReadLog(paper.data / "reads")
    for n in range(30):
        log.note(pages[0].number, f"{n:016x}", at=time.time())
    log.close()
    clock.count_reads()
    assert HourlyReads.objects.get(number=pages[0].number).reads == 30
    the_minute()
    listed = shelf().get("/parts/most-read.html").body.decode()
    assert listed.index("খবর 1") < listed.index("খবর 3") < listed.index("খবর 2")


def test_a_long_log_is_folded_to_its_end_in_one_turn(paper, at, monkeypatch):
    from kagoj.audience import folding

    monkeypatch.setattr(
        clock, "fold", lambda folder, **how: folding.fold(folder, limit=20_000, **how)
    )
    log = ReadLog(paper.data / "reads")
    for n in range(3000):
        log.note(1, f"{n:016x}", at=time.time())
    log.close()
    clock.count_reads()
    assert HourlyReads.objects.get(number=1).reads == 3000


def test_old_hours_are_deleted_and_their_days_stay(paper, at):
    sums = Sums()
    sums.read(int(time.time()) - 60 * 86_400, 1, times=7)
    add(sums)
    clock.delete_old_hours()
    assert DailyReads.objects.get(number=1).reads == 7
    assert not HourlyReads.objects.exists()


def test_reads_are_counted_for_the_desk_of_their_story(paper, at):
    page = paper.publish("ঘাটের খবর")
    log = ReadLog(paper.data / "reads")
    log.note(page.number, "f" * 16, time.time())
    log.note(99, "f" * 16, time.time())  # a story that is not there
    clock.count_reads()
    assert dict(DeskReads.objects.values_list("desk", "reads")) == {paper.khela.pk: 1, 0: 1}


@pytest.mark.parametrize(
    ("window", "first"), [("hour", "খবর 1"), ("day", "খবর 2"), ("week", "খবর 3")]
)
def test_the_paper_chooses_of_which_time_the_most_read_is(paper, at, settings, window, first):
    settings.PAPER = dataclasses.replace(settings.PAPER, most_read=window)
    pages = [paper.publish(f"খবর {n}") for n in range(1, 4)]
    sums, now = Sums(), int(time.time())
    for page, hours, times in zip(pages, (0, 5, 60), (100, 1000, 100_000), strict=True):
        sums.read(now - hours * 3600, page.number, times=times)
    add(sums)
    print_everything()
    listed = shelf().get("/parts/most-read.html").body.decode()
    assert listed.index(first) == min(listed.index(f"খবর {n}") for n in range(1, 4))
    said = {"hour": "<small>এক ঘণ্টায়</small>", "week": "<small>সাত দিনে</small>"}
    assert [words for words in said.values() if words in listed] == [
        *filter(None, [said.get(window)])
    ]


def test_a_new_design_is_printed_in_the_background_and_news_goes_first(paper, monkeypatch):
    pages = [paper.publish(f"খবর {n}") for n in range(3)]
    print_everything()
    clock.print_new_design()
    assert not PrintOrder.objects.exists()  # the design is the one that is there

    monkeypatch.setattr("kagoj.press.printing.design", lambda: "newdesign")
    monkeypatch.setattr(clock, "design", lambda: "newdesign")
    clock.print_new_design()
    assert not PrintOrder.objects.exists()
    old = shelf().get("/n/1").design
    paper.publish("এইমাত্র")
    worker.print_waiting()
    assert "এইমাত্র" in shelf().get("/").body.decode()
    assert shelf().get("/n/1").design == old  # served until its reprint is ready
    print_all()
    for key in ("/", *(f"/n/{page.number}" for page in pages), "/404", "/feed.xml"):
        assert shelf().get(key).design == "newdesign", key


def test_an_empty_shelf_is_filled_as_a_new_design_is(paper):
    paper.publish("ঘাটে ভোর")
    PrintOrder.objects.all().delete()
    clock.print_new_design()
    print_all()
    assert shelf().get("/n/1").status == 200


def test_a_design_is_another_when_a_template_is(tmp_path):
    before = assets.design_version()
    (tmp_path / "templates/parts").mkdir(parents=True)
    (tmp_path / "templates/parts/footer.html").write_text("নিজের পাদটীকা")
    assets.look_in(tmp_path)
    try:
        assert assets.design_version() != before
    finally:
        assets._folders.remove(tmp_path)
        assets.forget()
    assert assets.design_version() == before


def test_a_paper_that_moves_to_another_address_is_printed_anew(paper, settings):
    paper.publish("ঘাটে ভোর")
    print_everything()
    settings.PAPER = dataclasses.replace(settings.PAPER, address="https://nodi.example")
    clock.print_new_design()
    print_all()
    assert "https://nodi.example/" in shelf().get("/feed.xml").body.decode()


def test_a_duty_that_fails_stops_no_other_and_is_tried_again(db):
    stop, done = threading.Event(), []

    def fails():
        done.append("fails")
        raise RuntimeError("broken")

    def goes_on():
        done.append("goes on")
        if done.count("goes on") == 2:
            stop.set()

    clock.run(stop, ((0, fails), (0, goes_on)))
    assert done == ["fails", "goes on", "fails", "goes on"]


def test_the_weather_waits_for_nobody_and_nobody_waits_for_it():
    """A provider that never answers must not keep a schedule waiting: two threads."""
    own = {duty for _, duty in clock.DUTIES}
    assert clock.publish_scheduled in own
    assert clock.ask_the_weather not in own
    assert [duty for _, duty in clock.OUTSIDE] == [clock.ask_the_weather]
    schedule_every = next(every for every, duty in clock.DUTIES if duty is clock.publish_scheduled)
    assert schedule_every <= 5


def test_a_provider_that_fails_is_a_line_in_the_log(paper, caplog, monkeypatch):
    from wagtail.models import Site

    from kagoj.news.models import Weather

    Weather.objects.create(site=Site.objects.get(), provider="http://127.0.0.1:1/")
    PrintOrder.objects.all().delete()
    clock.ask_the_weather()
    assert "no temperature" in caplog.text
    assert not PrintOrder.objects.exists()
    monkeypatch.setattr(weather, "_ask", lambda address: "28")
    clock.ask_the_weather()
    assert ordered() == {"/parts/masthead.html"}


def test_failed_pages_are_tried_again_without_a_new_start(paper):
    PrintOrder.objects.create(reason="x", keys=["/404"], state="failed", tries=6)
    assert worker.print_waiting() == 0
    clock.try_failed_pages()
    print_all()
    assert not PrintOrder.objects.exists()


def test_the_search_index_is_tidied_a_little_at_a_time(paper, monkeypatch):
    steps = iter([True, True, False])
    monkeypatch.setattr(announce.index(), "tidy", lambda: next(steps))
    clock.tidy_search()
    assert next(steps, "none left") == "none left"


def test_a_broken_search_index_is_no_fault_of_the_clock(paper):
    (paper.data / "search.db").write_bytes(b"this is no index" * 1000)
    announce.index.cache_clear()
    clock.tidy_search()


@pytest.mark.parametrize("hours", [1, -1])
def test_a_clock_that_jumps_keeps_no_news_from_readers(paper, at, hours):
    """Ordered before the jump, or after it: printed at once, and newer than what it replaces."""
    delivery = Delivery(paper.data, look_every=0)

    def asked(since=""):
        wire = shelf().get(f"/n/{page.number}").path.encode().decode("latin-1")
        return delivery.answer(Request("GET", wire, if_modified_since=since))

    page = paper.publish("প্রথম খবর")
    print_all()
    first = asked()
    at.shift(dt.timedelta(seconds=2))
    page.title = "দ্বিতীয় খবর"
    page.save_revision().publish()
    at.shift(dt.timedelta(hours=hours))
    print_all()
    second = asked(first.header("last-modified"))
    assert second.status == 200
    assert "দ্বিতীয় খবর" in second.body.decode()
    at.shift(dt.timedelta(seconds=2))
    page.title = "তৃতীয় খবর"
    page.save_revision().publish()
    print_all()
    third = asked(second.header("last-modified"))
    assert third.status == 200
    assert "তৃতীয় খবর" in third.body.decode()
    assert "তৃতীয় খবর" in shelf().get("/").body.decode()
    assert len({first.header("etag"), second.header("etag"), third.header("etag")}) == 3


def test_a_clock_set_back_publishes_nothing_twice_and_nothing_early(paper, at):
    page = schedule(paper, "ভোরের খবর", go_live_at=timezone.now() + dt.timedelta(minutes=10))
    at.shift(dt.timedelta(hours=-1))
    clock.publish_scheduled()
    assert not paper.again(page).live
    at.shift(dt.timedelta(hours=1, minutes=10, seconds=1))
    clock.publish_scheduled()
    assert paper.again(page).live
    print_all()
    at.shift(dt.timedelta(hours=-1))
    clock.publish_scheduled()
    print_all()
    assert paper.again(page).live
    assert shelf().get(f"/n/{page.number}").status == 200
    assert not PrintOrder.objects.exists()


def test_duties_keep_their_pace_when_the_clock_is_set_back(db, monkeypatch):
    stop, done = threading.Event(), []
    started = time.time()

    def duty():
        done.append(1)
        monkeypatch.setattr(time, "time", lambda: started - 3600)
        if len(done) == 3:
            stop.set()

    clock.run(stop, [(0.01, duty)])
    assert len(done) == 3


def test_a_pause_is_over_after_the_longest_one_whatever_the_clock_says(paper, at):
    """What failed an hour after now, as the clock was then, is not waited for until that hour."""
    order = PrintOrder.objects.create(reason="x", keys=["/"], tries=2, not_before=timezone.now())
    at.shift(dt.timedelta(hours=-1))
    assert worker.print_waiting() == 1
    assert not PrintOrder.objects.filter(pk=order.pk).exists()
