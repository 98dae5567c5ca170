"""The press at work: faults of one page, of the disk, of the search index, of a killed press."""

import datetime as dt
import json
import os
import subprocess
import sys
import threading

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone

from kagoj.news import queries
from kagoj.news.models import Author
from kagoj.newsroom.paper import open_desk
from kagoj.press import announce, orders, printing, worker
from kagoj.press.models import PrintOrder
from kagoj.press.shelving import at_the_press, shelf, shelve
from kagoj.search.searcher import Searcher
from kagoj.shelf import Page
from tests.press.printed import print_all, print_everything

State = PrintOrder.State
NOW = dt.datetime(2024, 5, 18, 12, tzinfo=dt.UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def own_theme(settings, tmp_path):
    """A paper's own template folder; Django finds it before ours."""
    folder = tmp_path / "templates"
    (folder / "pages").mkdir(parents=True)
    options = settings.TEMPLATES[0] | {"DIRS": [folder]}
    settings.TEMPLATES = [options]
    return folder / "pages"


def found(paper, words):
    return [hit.number for hit in Searcher(paper.data / "search.db").search(words).hits]


def test_a_published_story_stands_on_the_shelf_and_in_the_index(paper):
    page = paper.publish("ঘাটে ভোর")
    print_all()
    stored = shelf().get(f"/n/{page.number}")
    assert (stored.status, stored.path) == (200, "/khela/1/ঘাটে-ভোর/")
    assert "ঘাটে ভোর" in stored.body.decode()
    assert stored.tags == ("story-1", "desk-khela")
    assert "ঘাটে ভোর" in shelf().get("/").body.decode()
    assert found(paper, "ভোর") == [1]
    assert not PrintOrder.objects.exists()


def test_a_withdrawn_story_is_a_tombstone_and_found_no_more(paper):
    page = paper.publish("ঘাটে ভোর")
    print_all()
    paper.again(page).unpublish()
    print_all()
    stored = shelf().get("/n/1")
    assert stored.status == 410
    assert "ঘাটে ভোর" not in stored.body.decode()
    assert found(paper, "ভোর") == []


def test_a_deleted_story_is_a_tombstone_too(paper):
    page = paper.publish("ঘাটে ভোর")
    print_all()
    paper.again(page).delete()
    print_all()
    assert shelf().get("/n/1").status == 410
    with shelf().change() as change:  # … also after the shelf was lost
        change.remove("/n/1")
    assert printing.print_page("/n/1").status == 410


def test_drafts_and_numbers_that_never_were_are_nothing(paper):
    paper.write("খসড়া")
    # An import knows when a page was published elsewhere; as a draft it never was ours.
    paper.write("আনা খসড়া", at=dt.datetime(2020, 2, 9, tzinfo=dt.UTC))
    for key in ("/n/1", "/n/2", "/n/99", "/khela/page/9/", "/topic/nai/"):
        assert printing.print_page(key) is None, key
    for day in ("2024/13/40", "2024/02/30", "9999/12/31", "0001/01/01", "2024/05/18"):
        key = f"/archive/{day}/"
        assert printing.print_page(key) is None, key


def test_a_desk_with_a_bangla_address_is_printed(paper):
    """Surrogate keys are ASCII, whatever the address."""
    desk = open_desk(paper.home, "আন্তর্জাতিক", "আন্তর্জাতিক")
    paper.publish("দূরের খবর", desk)
    print_all()
    assert not PrintOrder.objects.exists()
    assert shelf().get("/আন্তর্জাতিক/").status == 200
    assert all(tag.isascii() for tag in shelf().get("/n/1").tags)


def test_one_poisoned_page_keeps_no_other_back_and_recovers(paper, own_theme, clock):
    paper.publish("ঘাটে ভোর")
    (own_theme / "author.html").write_text("{% no_such_tag %}")
    page = paper.publish("হাটে দুপুর", by=[Author.objects.create(name="মিতা", slug="mita")])
    print_all()
    assert shelf().get("/n/1").status == shelf().get(f"/n/{page.number}").status == 200
    assert shelf().get("/author/mita/") is None
    (order,) = PrintOrder.objects.all()
    assert (order.state, order.tries) == (State.WAITING, 1)
    assert set(order.keys) == {"/author/mita/", "/author/mita/page/1/"}
    assert "no_such_tag" in order.error

    # Not hammered: nothing is tried before its pause is over; each pause is twice as long.
    assert worker.print_waiting() == 0
    pauses = []
    while PrintOrder.objects.get().state != State.FAILED:
        pause = (PrintOrder.objects.get().not_before - timezone.now()).total_seconds()
        pauses.append(pause)
        clock.shift(pause + 0.1)
        worker.print_waiting()
    assert pauses == [10, 20, 40, 80, 160]
    assert worker.queue() == {"waiting": 0, "printing": 0, "failed": 1, "pages": 2}

    (own_theme / "author.html").write_text("<h1>{{ author.name }}</h1>")
    assert worker.try_failed_again() == 1
    print_all()
    assert not PrintOrder.objects.exists()
    assert "মিতা" in shelf().get("/author/mita/").body.decode()


def test_a_failed_page_that_fails_again_is_told_again_at_once(paper, own_theme, clock):
    (own_theme / "search.html").write_text("{% broken %}")
    PrintOrder.objects.create(reason="x", keys=["/search"], tries=5)
    print_all()
    assert PrintOrder.objects.get().state == State.FAILED
    worker.try_failed_again(patiently=True)
    print_all()
    assert (PrintOrder.objects.get().state, PrintOrder.objects.get().tries) == (State.FAILED, 7)


def test_orders_of_one_moment_are_printed_together_and_once(paper):
    for n in range(5):
        page = paper.publish(f"খবর {n}")
        page.title = f"খবর {n} আবার"
        page.save_revision().publish()
    before = shelf().version()
    worker.print_waiting()
    assert shelf().version() == before + 1
    assert "খবর 4 আবার" in shelf().get("/").body.decode()


def test_news_goes_before_the_clock_and_a_new_design(paper):
    orders.in_background("new design", [f"/khela/page/{n}/" for n in range(1, 100)])
    orders.place("the minute", ["/"], urgency=PrintOrder.Urgency.CLOCK)
    orders.place("publish 5", ["/n/5"])
    claimed = [[order.reason for order in worker.claim()] for _ in range(4)]
    assert claimed == [["publish 5"], ["the minute"], ["new design"], ["new design"]]


def test_pages_that_come_out_the_same_are_left_alone(paper):
    paper.publish("ঘাটে ভোর")
    print_everything()
    version = shelf().version()
    orders.place("again", ["/n/1", "/khela/", "/parts/navigation.html", "/404", "/nothing/"])
    print_all()
    assert shelf().version() == version


def test_what_cannot_lie_on_the_shelf_keeps_nothing_else_off_it(paper):
    sound = Page(key="/a/", path="/a/", body=b"a")
    bad = Page(key="/b/", path="/b/", body=b"b", tags=("দুই শব্দ",))
    refused = shelve([("/b/", bad), ("/a/", sound)])
    assert shelf().get("/a/").body == b"a"
    assert list(refused) == ["/b/"]
    assert "tag" in refused["/b/"]


def test_a_killed_presss_orders_are_taken_up_again(paper):
    paper.publish("ঘাটে ভোর")
    while worker.claim():  # all of it … and the process is gone
        pass
    assert worker.print_waiting() == 0
    assert worker.take_up_again() == 3
    print_all()
    assert shelf().get("/n/1").status == 200


def test_a_broken_search_index_keeps_no_page_from_readers(paper, clock):
    paper.publish("ঘাটে ভোর")
    (paper.data / "search.db").write_bytes(b"this is no index" * 1000)
    print_all()
    assert shelf().get("/n/1").status == 200
    for order in PrintOrder.objects.all():
        assert order.keys == ["/n/1"]
        assert order.error.startswith("/n/1: search:")
    assert PrintOrder.objects.exists()
    (paper.data / "search.db").unlink()
    announce.index.cache_clear()
    clock.shift(11)
    print_all()
    assert not PrintOrder.objects.exists()
    assert found(paper, "ভোর") == [1]


def test_a_database_that_goes_away_lets_the_orders_wait(paper, monkeypatch):
    """The question fails and so does the next one: not the page's fault."""
    paper.publish("ঘাটে ভোর")
    monkeypatch.setattr(worker, "database_answers", lambda: False)
    monkeypatch.setattr(
        queries, "rundown", lambda: (_ for _ in ()).throw(OperationalError("server closed"))
    )
    with pytest.raises(OperationalError):
        worker.print_waiting()
    assert shelf().get("/n/1") is None
    monkeypatch.undo()
    worker.take_up_again()
    print_all()
    assert shelf().get("/n/1").status == 200


def test_a_page_whose_question_the_database_refuses_is_one_pages_fault(paper, monkeypatch):
    paper.publish("ঘাটে ভোর")
    monkeypatch.setattr(
        queries, "rundown", lambda: (_ for _ in ()).throw(OperationalError("parser stack overflow"))
    )
    print_all()
    assert shelf().get("/n/1").status == 200
    assert PrintOrder.objects.get().keys == ["/"]


def test_what_readers_want_is_printed_and_struck_off(paper):
    paper.publish("ঘাটে ভোর", at=dt.datetime(2020, 2, 9, 9, 57, tzinfo=dt.UTC))
    PrintOrder.objects.all().delete()
    for key in ("/n/1", "/archive/2020/02/09/", "/sitemap-2020-02.xml", "/topic/nai/", "/n/77"):
        assert shelf().want(key)
    assert worker.print_wanted() == 5
    assert shelf().wanted() == []
    assert shelf().get("/n/1").status == 200
    assert "ঘাটে ভোর" in shelf().get("/archive/2020/02/09/").body.decode()
    assert shelf().get("/topic/nai/") is None
    assert shelf().get("/n/77") is None


def test_the_sweep_takes_away_what_belongs_nowhere(paper):
    paper.publish("ঘাটে ভোর")
    shelve(
        (key, Page(key=key, path=key, body=b"x"))
        for key in ("/purono/", "/khela/page/7/", "/topic/nai/feed.xml", "/sitemap-1999-01.xml")
    )
    print_everything()
    for key in ("/purono/", "/khela/page/7/", "/topic/nai/feed.xml", "/sitemap-1999-01.xml"):
        assert shelf().get(key) is None, key
    assert shelf().check() == []


HOLDS = """
import fcntl, sys, time
with open(sys.argv[1], "a") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_presses_take_turns(paper):
    """Another process prints: this one waits until it is done (else an older page could win)."""
    with at_the_press():
        pass
    lock = paper.data / "press.lock"
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert other.stdout.readline() == "held\n"
        done = threading.Event()

        def take_a_turn():
            with at_the_press():
                done.set()

        threading.Thread(target=take_a_turn, daemon=True).start()
        assert not done.wait(0.3)
        other.stdin.close()
        assert done.wait(20)
    finally:
        other.kill()
        other.wait()


# Publishes under a limit on file sizes, which is to the shelf what a full disk is, then without it.
ON_A_FULL_DISK = """
import json, random, resource, signal, sys
import django
django.setup()
from django.db import connection
from kagoj.news.models import ArticlePage, DeskPage
from kagoj.press import worker
from kagoj.press.models import PrintOrder
from kagoj.press.shelving import shelf
from kagoj.shelf import ShelfFull
from wagtail.rich_text import RichText

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
desk = DeskPage.objects.get(slug="khela")
page = ArticlePage(title="ডিস্ক ভরে গেলে যা হয়", live=False)
dice = random.Random(7)  # words that no compression makes small
words = " ".join(str(dice.randrange(10**9)) for _ in range(60_000))
page.body = [("paragraph", RichText(f"<p>{words}</p>"))]
desk.add_child(instance=page)
page.save_revision().publish()
number = page.number
print(json.dumps({"number": number}))
old = shelf().get("/").body
shelf().compact()
connection.close()  # both logs are empty now; the newsroom's needs little, the shelf's more:
limit = 200_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
outcome = "printed"
try:
    while worker.print_waiting(): pass
except ShelfFull:
    outcome = "full"
states = list(PrintOrder.objects.values_list("state", flat=True))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
told = list(PrintOrder.objects.values_list("error", flat=True))
same = shelf().get("/").body == old and shelf().check() == []
while worker.print_waiting(): pass
after = shelf().get(f"/n/{number}")
print(json.dumps({"outcome": outcome, "states": states, "told": told, "old page stood": same,
    "after": after.status if after else None, "owed": PrintOrder.objects.count()}))
"""


def test_a_full_disk_stops_printing_and_loses_nothing(demo_paper):
    environment = os.environ | {
        "KAGOJ_DIR": str(demo_paper.folder),
        "DJANGO_SETTINGS_MODULE": "kagoj.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", ON_A_FULL_DISK],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["outcome"] == "full", told
    assert told["old page stood"]
    assert set(told["states"]) == {"waiting"}
    assert any("ডিস্কে জায়গা নেই" in text for text in told["told"])
    assert (told["after"], told["owed"]) == (200, 0)


def test_the_heart_beats_while_a_press_is_at_work(tmp_path):
    heart = worker.Heart(tmp_path / "press.alive")
    assert not heart.beats
    heart.beat()
    assert heart.beats
    os.utime(heart.file, (0, 0))
    assert not heart.beats
