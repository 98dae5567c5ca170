"""`kill -9` of press and newsroom at any moment: nothing published is lost, no page is torn.

Real processes on a real paper: a press, a newsroom that publishes and withdraws as fast as it can,
a reader who asks all the while; both of the first are killed again and again.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from kagoj.delivery.app import Delivery
from kagoj.delivery.request import Request
from kagoj.search.searcher import Searcher
from kagoj.shelf import Shelf

BURST = """
import itertools, json, sys
import django
django.setup()
from kagoj.news.models import ArticlePage, DeskPage
from django.db import transaction
from wagtail.rich_text import RichText

desk = DeskPage.objects.get(slug="khela")
before = []
for n in itertools.count():
    word = f"তরঙ্গ{sys.argv[1]}ক{n}খ"
    page = ArticlePage(title=f"ঢেউয়ের খবর {word}", live=False)
    page.body = [("paragraph", RichText(f"<p>{word} জোয়ারে ভেসে এল।</p>"))]
    with transaction.atomic():
        desk.refresh_from_db()
        desk.add_child(instance=page)
        page.save_revision().publish()
    print(json.dumps(["published", page.number, word]), flush=True)
    before.append(page)
    if n % 3 == 2:
        gone = ArticlePage.objects.get(pk=before.pop(0).pk)
        with transaction.atomic():
            gone.unpublish()
        print(json.dumps(["withdrawn", gone.number, ""]), flush=True)
"""


# A press that is killed at one step of its work: prints the number and word of the story it had then.
KILLED_AT = """
import json, os, signal, sys
import django
django.setup()
from django.db import transaction
from wagtail.rich_text import RichText
from kagoj.news.models import ArticlePage, DeskPage
from kagoj.press import announce, worker
from kagoj.shelf.stores import sqlite

step, word = sys.argv[1:]
while worker.print_waiting(): pass
page = ArticlePage(title=f"ঢেউয়ের খবর {word}", live=False)
page.body = [("paragraph", RichText(f"<p>{word} জোয়ারে ভেসে এল।</p>"))]
with transaction.atomic():
    DeskPage.objects.get(slug="khela").add_child(instance=page)
    page.save_revision().publish()
print(json.dumps([page.number, word]), flush=True)

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def die_after(calls, real):
    left = [calls]
    def called(*arguments, **more):
        left[0] -= 1
        return real(*arguments, **more) if left[0] >= 0 else die()
    return called

match step:
    case "claimed": worker.print_all = die
    case "half printed": worker.print_page = die_after(2, worker.print_page)
    case "printed": worker.shelve = die
    case "half shelved":  # within the shelf's transaction
        worker.shelf()._store._open_writer().create_function("die", 13, die)
        sqlite.PUT = "UPDATE pages SET body = x'00' WHERE die(" + ", ".join("?" * 13) + ")"
    case "shelved": worker.tell_search = die
    case "half announced": type(announce.index()).put = die
    case "announced": worker.settle = die
    case "settled": worker.settle = lambda *a, was=worker.settle: (was(*a), die())
worker.print_waiting()
raise SystemExit("it lived")
"""
STEPS = (
    "claimed",
    "half printed",
    "printed",
    "half shelved",
    "shelved",
    "half announced",
    "announced",
    "settled",
)


@pytest.fixture
def start(demo_paper):
    """Start a program in the paper; all are gone after the test."""
    environment = os.environ | {
        "KAGOJ_DIR": str(demo_paper.folder),
        "DJANGO_SETTINGS_MODULE": "kagoj.config.settings",
    }
    started = []

    def begin(*command):
        process = subprocess.Popen(
            [sys.executable, *command],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()


def until(true, seconds, what):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def asked(delivery, path):
    return delivery.answer(Request("GET", path.encode().decode("latin-1"), client="192.0.2.1"))


def test_nothing_is_lost_and_nothing_is_torn(demo_paper, start):
    moments = random.Random(20240518)  # the same moments in every run
    data = demo_paper.data
    delivery = Delivery(data, look_every=0)
    torn, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            for path in ("/", "/khela/", "/n/1"):
                answer = asked(delivery, path)
                whole = answer.status in {200, 301} and (
                    answer.status == 301 or answer.body.rstrip().endswith(b"</html>")
                )
                if not whole:
                    torn.append((path, answer.status, answer.body[-80:]))
            stop.wait(0.03)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    beat = data / "press.alive"
    done = []
    for turn in range(3):
        press = start("-m", "kagoj.commands.worker")
        newsroom = start("-c", BURST, str(turn))
        began = time.time()
        # Both are at work before either is killed.
        until(lambda b=began: beat.exists() and beat.stat().st_mtime > b, 60, "no press at work")
        done.append(newsroom.stdout.readline())
        time.sleep(moments.uniform(0.05, 0.7))
        press.send_signal(signal.SIGKILL)
        if turn % 2:
            press.wait()
            time.sleep(moments.uniform(0.05, 0.4))
        newsroom.send_signal(signal.SIGKILL)
        done += newsroom.stdout.readlines()
        press.wait()

    said = [json.loads(line) for line in done if line.endswith("]\n")]
    assert len([one for one in said if one[0] == "published"]) >= 8

    start("-m", "kagoj.commands.worker")
    owed = "SELECT count(*) FROM press_printorder WHERE urgency < 3"
    with sqlite3.connect(f"file:{data / 'newsroom.db'}?mode=ro", uri=True, timeout=30) as database:
        until(lambda: database.execute(owed).fetchone()[0] == 0, 60, "orders are still owed")
        live = dict(database.execute("SELECT number, path FROM news_publishedstory"))
        failed = database.execute("SELECT error FROM press_printorder WHERE error <> ''").fetchall()
    stop.set()
    reader.join(10)
    assert torn == []
    assert failed == []
    assert Shelf(data, read_only=True).check() == []

    withdrawn = {number for what, number, _ in said if what == "withdrawn"}
    searcher = Searcher(data / "search.db")
    for what, number, word in said:
        if what != "published" or number in withdrawn:
            continue
        # The newsroom may have been killed after it withdrew a story and before it said so.
        if number not in live:
            assert asked(delivery, f"/n/{number}").status == 410
            continue
        answer = asked(delivery, live[number])
        assert answer.status == 200
        assert word in answer.body.decode()
        assert [hit.number for hit in searcher.search(word).hits] == [number]
    for number in withdrawn:
        assert asked(delivery, f"/n/{number}").status == 410
    # What was published and not said to be: the table and the shelf agree on every story.
    for number, path in live.items():
        assert asked(delivery, path).status == 200, number


def test_a_press_killed_at_any_step_leaves_all_to_the_next_one(demo_paper, start):
    """Readers have the story or not, according to the step, and nothing torn; then the next press
    prints, shelves and announces what is owed."""
    data = demo_paper.data
    delivery = Delivery(data, look_every=0)
    begun = []
    for count, step in enumerate(STEPS):
        press = start("-c", KILLED_AT, step, f"তরঙ্গ{count}খ")
        told = press.stdout.read()
        assert press.wait() == -signal.SIGKILL, step
        number, word = json.loads(told)
        begun.append((number, word))
        answer = asked(delivery, f"/n/{number}")
        lies_there = STEPS.index(step) >= STEPS.index("shelved")
        assert (answer.status == 301) == lies_there, step
        for path in ("/", "/khela/"):
            page = asked(delivery, path)
            assert page.status == 200
            assert page.body.rstrip().endswith(b"</html>"), step
        assert Shelf(data, read_only=True).check() == [], step

    start("-m", "kagoj.commands.worker")
    owed = "SELECT count(*) FROM press_printorder WHERE urgency < 3"
    with sqlite3.connect(f"file:{data / 'newsroom.db'}?mode=ro", uri=True, timeout=30) as database:
        until(lambda: database.execute(owed).fetchone()[0] == 0, 60, "orders are still owed")
        paths = dict(database.execute("SELECT number, path FROM news_publishedstory"))
    searcher = Searcher(data / "search.db")
    for number, word in begun:
        assert word in asked(delivery, paths[number]).body.decode()
        assert [hit.number for hit in searcher.search(word).hits] == [number]
