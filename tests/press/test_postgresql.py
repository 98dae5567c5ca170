"""The same paper on PostgreSQL: made, written by several at once, printed, told.

A real server from the system's packages, in a folder of its own, reached through a socket.
"""

import contextlib
import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from kagoj.delivery.app import Delivery
from kagoj.delivery.request import Request
from kagoj.search.searcher import Searcher
from kagoj.shelf import Shelf
from tests.commands.test_serve import House, goes_away_and_comes_back

pytestmark = pytest.mark.system

# Each process publishes into the same desk, with the same topic: both fill the same folios.
PUBLISH = """
import json, sys
import django
django.setup()
from django.db import transaction
from kagoj.news.models import ArticleByline, ArticlePage, Author, DeskPage, Topic
from wagtail.rich_text import RichText

who, count = sys.argv[1], int(sys.argv[2])
topic = Topic.objects.get(title="নৌকা")
author = Author.objects.get(name="রহিমা খাতুন")
for n in range(count):
    with transaction.atomic():
        page = ArticlePage(title=f"ঘাটের খবর {who}{n}", signoff="রহ/সাআ", live=False)
        page.clean()  # as the editor's form does, before the page has its place in the tree
        desk = DeskPage.objects.get(slug="sports")
        page.body = [("paragraph", RichText(f"<p>তরঙ্গ{who}{n} ভেসে এল। যুদ্ধের কথা নয়।</p>"))]
        page.bylines = [ArticleByline(author=author)]
        desk.add_child(instance=page)
        page.topics = [topic]
        page.save_revision().publish()
    print(page.number, flush=True)
"""

CHANGE = """
import django
django.setup()
from kagoj.news.models import ArticlePage, Author, DeskPage, Topic
page = ArticlePage.objects.get(number=1)
page.title = "ঘাটের নতুন খবর"
page.save_revision().publish()
ArticlePage.objects.get(number=2).unpublish()
ArticlePage.objects.get(number=3).move(DeskPage.objects.get(slug="economy"), pos="last-child")
ArticlePage.objects.get(number=4).delete()
desk = DeskPage.objects.get(slug="country")
desk.slug = "জনপদ"
desk.save_revision().publish()
"""

ASK = """
import json
import django
django.setup()
from django.db import connection
from kagoj.news.models import DeskPage, Folio, ListEntry, PublishedStory
from kagoj.press import clock, worker
from kagoj.news import queries
clock.publish_scheduled()
clock.count_reads()
desk = DeskPage.objects.get(slug="sports")
folios = [
    len(queries.folio(desk.list, folio.number)[0])
    for folio in Folio.objects.filter(list=desk.list).order_by("number")
]
print(json.dumps({
    "vendor": connection.vendor,
    "folios": folios,
    "stories": PublishedStory.objects.count(),
    "entries": ListEntry.objects.filter(list=desk.list).count(),
    "queue": worker.queue(),
    "latest": [card.number for card in queries.latest(3)],
}))
"""


def programs():
    """The folder of the newest server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda f: int(f.parts[4]))
    if not found:
        missing = "PostgreSQL is missing: apt-get install postgresql"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found[-1].parent


class Server:
    """A database server, and the address of an empty database in it."""

    def __init__(self, address, stop, start):
        self.address, self.stop, self.start = address, stop, start


@pytest.fixture(scope="module")
def server():
    binaries = programs()
    # Not below pytest's own folder, where the server's user may not enter.
    folder = Path(tempfile.mkdtemp(prefix="kagoj-pg-"))
    as_server = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_server = ["runuser", "-u", "postgres", "--"]
    user = pwd.getpwuid(os.geteuid()).pw_name

    def run(name, *arguments):
        subprocess.run(
            [*as_server, binaries / name, *arguments],
            check=True, capture_output=True, cwd="/", timeout=120,
        )  # fmt: skip

    cluster = folder / "cluster"
    run("initdb", "-D", cluster, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"

    def start():
        run("pg_ctl", "-D", cluster, "-w", "-l", folder / "log", "-o", options, "start")

    def stop():
        run("pg_ctl", "-D", cluster, "-m", "immediate", "stop")

    start()
    try:
        if as_server:
            run("createuser", "-h", folder, "-s", user)
        run("createdb", "-h", folder, "-O", user, "paper")
        yield Server(f"postgres://{user}@{quote(str(folder), safe='')}/paper", stop, start)
    finally:
        stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def database(server):
    """Its address."""
    return server.address


@pytest.fixture(scope="module")
def paper(database, kagoj, tmp_path_factory):
    """A paper made in that database, with two processes' worth of stories and changes in it."""
    folder = tmp_path_factory.mktemp("pg") / "paper"
    done = kagoj("init", folder, "--name", "ঘাটের কাগজ", env={"DATABASE_URL": database}, timeout=300)
    assert done.returncode == 0, done.stderr
    return folder


def environment(folder):
    return os.environ | {
        "KAGOJ_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "kagoj.config.settings",
    }


def python(folder, program, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process):
    said, complained = process.communicate(timeout=180)
    assert process.returncode == 0, complained
    return said


@pytest.fixture(scope="module")
def written(paper):
    """The numbers of the stories that two processes published at once, and what changed then."""
    ended(
        python(
            paper,
            "import django; django.setup()\n"
            "from kagoj.news.models import Author, Topic\n"
            "Topic.objects.create(title='নৌকা'); Author.objects.create(name='রহিমা খাতুন')",
        )
    )
    both = [python(paper, PUBLISH, who, 14) for who in ("ক", "খ")]
    numbers = [int(line) for process in both for line in ended(process).split()]
    # Two presses at once take no order twice.
    presses = [
        subprocess.Popen(
            [sys.executable, "-m", "kagoj", "press", "all", "--dir", paper],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    for press in presses:
        ended(press)
    ended(python(paper, CHANGE))
    ended(python(paper, "import django; django.setup()\n"
                 "from kagoj.press import worker\nwhile worker.print_waiting(): pass"))  # fmt: skip
    return numbers


@pytest.fixture(scope="module")
def state(paper, written):
    return json.loads(ended(python(paper, ASK)))


def test_no_number_is_given_twice(written):
    assert sorted(written) == list(range(1, 29))


def test_lists_and_folios_are_right(state):
    assert state["vendor"] == "postgresql"
    assert state["stories"] == 26  # one withdrawn, one deleted
    assert state["entries"] == 25  # and one at another desk
    assert sum(state["folios"]) == 25
    assert len(state["folios"]) == 3
    assert state["queue"] == {"waiting": 0, "printing": 0, "failed": 0, "pages": 0}
    assert len(state["latest"]) == 3


def test_readers_read_what_was_written(paper, written):
    delivery = Delivery(paper / "data")

    def ask(path):
        return delivery.answer(Request("GET", path.encode().decode("latin-1")))

    shelf = Shelf(paper / "data", read_only=True)
    assert "ঘাটের নতুন খবর" in ask(shelf.get("/n/1").path).body.decode()
    assert ask("/n/2").status == ask("/n/4").status == 410
    assert shelf.get("/n/3").path.startswith("/economy/3/")
    assert ask("/জনপদ/").status == 200
    assert ask("/country/").status == 404
    assert ask("/sports/page/1/").status == 200
    assert shelf.check() == []
    searcher = Searcher(paper / "data/search.db")
    assert searcher.search("তরঙ্গখ5").total == 1
    assert searcher.search("যুদ্ধের").total == 26


def test_commands_tell_of_it(paper, written, kagoj):
    done = kagoj("article", "১", "--json", "--dir", paper)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["headline"], found["byline"]) == ("ঘাটের নতুন খবর", ["রহিমা খাতুন"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+06:00", found["published"])
    done = kagoj("doctor", "--json", "--dir", paper)
    findings = {one["subject"]: one for one in json.loads(done.stdout)}
    assert done.returncode == 0, findings
    assert findings["database"]["says"] == "postgresql, up to date"


def test_a_second_paper_is_not_put_into_it(paper, database, kagoj, tmp_path):
    done = kagoj("init", tmp_path / "other", env={"DATABASE_URL": database}, timeout=300)
    assert done.returncode == 1
    assert "holds a paper already; nothing was changed" in done.stderr
    assert not (tmp_path / "other").exists()


def test_a_database_that_is_away_is_one_line(paper, kagoj):
    address = "postgres://nobody@%2Fnowhere/paper"
    for command in (("article", "1"), ("press", "status"), ("press", "all")):
        done = kagoj(*command, "--dir", paper, env={"DATABASE_URL": address})
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1, done.stderr
        assert "the database cannot be used" in done.stderr


@contextlib.contextmanager
def stopped(server):
    server.stop()
    try:
        yield
    finally:
        server.start()


def test_a_server_that_stops_is_told_in_words_and_waited_for(server, kagoj, tmp_path):
    """A paper of its own, with the demo's stories: the whole house goes on without its database."""
    with psycopg.connect(server.address.replace("/paper", "/postgres"), autocommit=True) as admin:
        admin.execute("CREATE DATABASE demo")
    address = server.address.replace("/paper", "/demo")
    folder = tmp_path / "demo"
    done = kagoj("init", folder, "--demo", env={"DATABASE_URL": address}, timeout=600)
    assert done.returncode == 0, done.stderr
    house = House(folder)
    try:
        house.begun()
        password = re.search(r"password: (\S+)", done.stdout)[1]
        goes_away_and_comes_back(house, password, stopped(server), log="the press waits")
    finally:
        house.end()
