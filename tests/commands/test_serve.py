"""`kagoj serve`: all processes under one roof, on a real paper and real ports."""

import contextlib
import http.client
import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from kagoj.audience.reads import spools
from kagoj.shelf import Shelf

PATIENCE = 60.0  # seconds until a test gives up; never waited for when all is well


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def until(true, what):
    end = time.monotonic() + PATIENCE
    while not (found := true()):
        assert time.monotonic() < end, f"it never came: {what}"
        time.sleep(0.05)
    return found


def processes(serving):
    """Process ids by name of everything under a `kagoj serve`, whoever is its parent now."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"KAGOJ_UNDER={serving}\0".encode() in (folder / "environ").read_bytes():
                command = (folder / "cmdline").read_bytes().decode().replace("\0", " ")
                name = re.search(r"kagoj\.commands\.(\w+)", command)
                if int(folder.name) != serving:
                    found.setdefault(name[1] if name else "other", []).append(int(folder.name))
    return found


class House:
    """A paper being served."""

    def __init__(self, folder, *arguments):
        self.folder = folder
        self.port, self.newsroom_port = free_port(), free_port()
        self.said = folder.parent / f"{folder.name}.said"
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "kagoj", "serve", "--dir", str(folder)),
                    *("--port", str(self.port), "--newsroom-port", str(self.newsroom_port)),
                    *arguments,
                ],
                stdout=said,
                stderr=subprocess.STDOUT,
                env={key: text for key, text in os.environ.items() if key != "KAGOJ_DIR"},
            )

    @property
    def data(self):
        return self.folder / "data"

    def begun(self):
        until(lambda: "newsroom: http" in self.said.read_text(), "the greeting")
        until(self.press_is_at_work, "the press")
        until(self.has_a_press_waiting, "the second press")
        return self

    def has_a_press_waiting(self):
        return "ready to take the turn" in self.said.read_text()

    def has_the_turn(self):
        """The process that prints, as the system tells who holds the lock; None when nobody does."""
        file = self.data / "press.turn"
        if not file.exists():
            return None
        ends_with = f":{file.stat().st_ino}"
        for line in Path("/proc/locks").read_text().splitlines():
            _, kind, _, _, pid, place, *_ = line.replace("-> ", "").split()
            if kind == "FLOCK" and place.endswith(ends_with):
                return int(pid)
        return None

    def press_is_at_work(self):
        beat = self.data / "press.alive"
        return beat.exists() and time.time() - beat.stat().st_mtime < 2

    def ask(self, path, port=None):
        """Status and text of an answer; (0, '') where nobody answers."""
        address = f"http://127.0.0.1:{port or self.port}{urllib.parse.quote(path)}"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def search(self, words):
        address = f"http://127.0.0.1:{self.port}/search?q={urllib.parse.quote(words)}"
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.read().decode()

    def answers(self, path="/", port=None):
        return self.ask(path, port)[0] == 200

    def newsroom_answers(self):
        return self.answers("/login/", self.newsroom_port)

    def main_processes(self, name):
        """The processes of this name that `serve` itself started."""
        found = set()
        for pid in processes(self.process.pid).get(name, []):
            with contextlib.suppress(OSError):
                if f"PPid:\t{self.process.pid}\n" in Path(f"/proc/{pid}/status").read_text():
                    found.add(pid)
        return found

    def kill(self, name):
        """Kill all children of that name; returns when others have taken their places."""
        killed = until(lambda: self.main_processes(name), name)
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        until(lambda: len(self.main_processes(name) - killed) == len(killed), f"a new {name}")

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)


@pytest.fixture(scope="module")
def house(demo_template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("served") / "demo"
    shutil.copytree(demo_template.folder, folder)
    house = House(folder)
    try:
        yield house.begun()
    finally:
        house.end()


def story_path(house):
    page = Shelf(house.data, read_only=True).get("/n/1")
    return page.path


def test_readers_and_editors_are_answered(house):
    status, home = house.ask("/")
    assert status == 200
    assert "দৈনিক নদীপার" in home
    assert house.newsroom_answers()
    assert f"readers:  http://127.0.0.1:{house.port}/" in house.said.read_text()


class Editor:
    """A browser at the newsroom's door."""

    def __init__(self, house):
        self.address = f"http://127.0.0.1:{house.newsroom_port}"
        self.cookies = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def opens(self, path, form=None):
        """Status, address and text of what is answered."""
        address = f"{self.address}{path}"
        data = None
        if form is not None:
            token = next(c.value for c in self.cookies if c.name == "kagoj_csrf")
            data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **form}).encode()
        request = urllib.request.Request(address, data, {"Referer": address})
        try:
            with self.browser.open(request, timeout=30) as answer:
                return answer.status, answer.url, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.url, error.read().decode()

    def signs_in(self, password):
        self.opens("/login/")
        return self.opens("/login/", {"username": "admin", "password": password})


def test_the_password_that_init_showed_signs_in(house, demo_template):
    editor = Editor(house)
    assert "/login/" in editor.signs_in("not the password")[1]
    status, address, _ = editor.signs_in(demo_template.password)
    assert status == 200
    assert urllib.parse.urlsplit(address).path == "/"


def memory_of(pid):
    """What a process holds of the machine's memory, its share of what is shared, in bytes."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)[1]) * 1024


def test_an_idle_paper_takes_little_memory(house):
    """design.md, section 6: at most 400 MB for all processes together."""
    inside = [pid for pids in processes(house.process.pid).values() for pid in pids]
    inside.append(house.process.pid)
    assert len(house.main_processes("worker")) == 2
    assert len(inside) >= 7
    assert sum(memory_of(pid) for pid in inside) < 400e6


@pytest.mark.parametrize("name", ["delivery", "newsroom", "worker"])
def test_a_killed_child_is_started_again_and_answers(house, name):
    house.kill(name)
    until(house.answers, "delivery")
    until(house.newsroom_answers, "the newsroom")
    until(house.press_is_at_work, "the press")
    assert f"{name} ended" in house.said.read_text()


PUBLISH = """
import sys
import django
django.setup()
from django.db import transaction
from wagtail.rich_text import RichText
from kagoj.news.models import ArticlePage, DeskPage

page = ArticlePage(title=sys.argv[1], live=False)
page.body = [("paragraph", RichText("<p>ঘাটে আজ ভোর থেকেই মাঝিদের ভিড় লেগে আছে।</p>"))]
with transaction.atomic():
    DeskPage.objects.get(slug="khela").add_child(instance=page)
    page.save_revision().publish()
print(page.number)
"""


def publish(house, headline):
    """Publish a story as the newsroom does; its number."""
    done = subprocess.run(
        [sys.executable, "-c", PUBLISH, headline],
        env=os.environ
        | {"KAGOJ_DIR": str(house.folder), "DJANGO_SETTINGS_MODULE": "kagoj.config.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


@contextlib.contextmanager
def held(*pids):
    """Processes that stand still until the block ends; some may be killed meanwhile."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def test_a_killed_press_is_followed_by_the_one_that_waits(house):
    """`serve` itself is held, so that nobody can be started anew in the killed one's place."""
    until(lambda: len(house.main_processes("worker")) == 2, "both")
    printing = until(house.has_the_turn, "a press with the turn")
    (waiting,) = house.main_processes("worker") - {printing}
    with held(house.process.pid, printing):
        headline = "ছাপাখানা থেমে গেলেও যে খবর থামে না"
        number = publish(house, headline)
        os.kill(printing, signal.SIGKILL)
        until(lambda: house.has_the_turn() == waiting, "the turn")
        until(lambda: headline in house.ask(f"/n/{number}")[1], "the story that waited")
    until(lambda: len(house.main_processes("worker")) == 2, "another to wait")


def test_who_takes_the_turn_prints_with_the_theme_of_today(demo_paper):
    """It had loaded the theme of when it began to wait."""
    house = House(demo_paper.folder).begun()
    try:
        pages = demo_paper.folder / "theme" / "templates" / "pages"
        pages.mkdir(parents=True)
        (pages / "not_found.html").write_text("<!doctype html><p>নতুন সাজে: নেই</p>")
        os.kill(house.has_the_turn(), signal.SIGKILL)
        until(lambda: "নতুন সাজে" in house.ask("/nothing/")[1], "the new theme")
    finally:
        house.end()


class Readers:
    """Readers who ask all the while on connections that stay, and note what went wrong."""

    def __init__(self, house, count=6):
        self.house = house
        self.stop = threading.Event()
        self.cut, self.wrong, self.answered = [], [], 0
        self.count = count
        self.threads = [threading.Thread(target=self.read, args=(n,)) for n in range(count)]

    def read(self, number):
        pages = ["/", "/khela/", "/n/1", "/search?q=%E0%A6%A8%E0%A6%A6%E0%A7%80"]
        line = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=PATIENCE)
        while not self.stop.is_set():
            path = pages[(number + self.answered) % len(pages)]
            try:
                line.request("GET", path)
                answer = line.getresponse()
                whole = answer.read()
                if answer.status not in {200, 301} or (
                    answer.status == 200 and not whole.rstrip().endswith(b"</html>")
                ):
                    self.wrong.append((path, answer.status))
                self.answered += 1
            except (ConnectionResetError, BrokenPipeError, http.client.HTTPException) as error:
                self.cut.append(error)
                line.close()
            except OSError as error:
                self.wrong.append((path, error))
                line.close()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def read_on(self):
        """Return when each has been answered some more, on average."""
        goal = self.answered + 20 * self.count
        until(lambda: self.answered >= goal, "answers")


def delivery_worker(house):
    (master,) = house.main_processes("delivery")
    (worker,) = set(processes(house.process.pid)["delivery"]) - {master}
    return worker


VICTIMS = {
    "delivery": lambda house: next(iter(house.main_processes("delivery"))),
    "delivery's worker": delivery_worker,
    "newsroom": lambda house: next(iter(house.main_processes("newsroom"))),
    "the press": House.has_the_turn,
}


@pytest.mark.parametrize("name", VICTIMS)
def test_readers_lose_only_the_killed_process_own_connections(house, name):
    until(lambda: len(processes(house.process.pid)["delivery"]) == 2, "one delivery, one worker")
    with Readers(house) as readers:
        readers.read_on()
        victim = until(lambda: VICTIMS[name](house), name)
        os.kill(victim, signal.SIGKILL)
        until(lambda: not Path(f"/proc/{victim}").exists(), "its end")
        readers.read_on()
        if name == "delivery":  # the worker it left behind gives place to another's
            until(lambda: len(processes(house.process.pid)["delivery"]) == 2, "the end of the old")
        readers.read_on()
    assert readers.wrong == []
    assert len(readers.cut) <= (readers.count if name == "delivery's worker" else 0)
    until(house.newsroom_answers, "the newsroom")
    until(lambda: len(house.main_processes("worker")) == 2, "both presses")


def test_readers_need_neither_newsroom_nor_worker_nor_database(house):
    """Both are killed and their database is gone: story, lists, search and fronts are answered."""
    away = house.data / "newsroom.away"
    path = story_path(house)
    database = house.data / "newsroom.db"
    try:
        database.rename(away)
        house.kill("newsroom")
        house.kill("worker")
        house.kill("delivery")  # nor what it had in memory
        until(house.answers, "delivery")
        status, story = house.ask(path)
        assert status == 200
        for part in ("latest", "most"):
            listed = re.search(rf'<section class="part {part}">.*?</section>', story, re.DOTALL)[0]
            assert listed.count("<li><") >= 5
        assert house.answers("/khela/")
        assert house.search("নদী").count("<mark>") > 3
        # Nobody makes an empty database in its place, however often they are started anew.
        time.sleep(1)
        assert not database.exists()
    finally:
        away.rename(database)
    until(house.newsroom_answers, "the newsroom, with its database back")
    until(house.press_is_at_work, "the press")


def read_of(house, number=1):
    """A reader's browser reports a read; the answer's status."""
    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=PATIENCE)
    line.request("POST", f"/beacon/{number}", headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"})
    try:
        return line.getresponse().status
    finally:
        line.close()


def goes_away_and_comes_back(house, password, away, log=""):
    """While the block of `away` lasts, the newsroom's database is gone: what each room does, and
    what the press says in the `log`."""
    editor = Editor(house)
    editor.signs_in(password)
    story = {"title": "যা লেখা হয়েছিল", "action-publish": "1"}
    with away:
        for path, form in (("/", None), ("/pages/1/edit/", story)):
            status, _, text = editor.opens(path, form)
            assert status == 503
            assert "তথ্যভান্ডারের সঙ্গে যোগাযোগ নেই" in text
            assert "এই ট্যাব বন্ধ করবেন না" in text
            assert "Traceback" not in text
        assert house.answers("/")
        assert house.answers("/khela/")
        assert "<mark>" in house.search("নদী")
        before = sum(file.stat().st_size for file in spools(house.data / "reads"))
        assert read_of(house) == 204
        assert sum(file.stat().st_size for file in spools(house.data / "reads")) > before
        until(lambda: log in house.said.read_text(), "the reason in the log")
    # Nobody starts anything anew: press and newsroom go on by themselves.
    until(lambda: editor.opens("/")[0] == 200, "the newsroom")
    headline = "তথ্যভান্ডার ফিরে আসার খবর"
    number = publish(house, headline)
    until(lambda: headline in house.ask(f"/n/{number}")[1], "the story")


@contextlib.contextmanager
def moved_away(file):
    away = file.with_suffix(".away")
    file.rename(away)
    try:
        yield
    finally:
        away.rename(file)


def test_a_database_that_goes_away_is_told_in_words_and_waited_for(house, demo_template):
    """The press, which has the file open, does not even miss it."""
    away = moved_away(house.data / "newsroom.db")
    goes_away_and_comes_back(house, demo_template.password, away)


def test_sigterm_ends_everything_within_five_seconds(demo_paper):
    house = House(demo_paper.folder).begun()
    inside = processes(house.process.pid)
    assert {"delivery", "newsroom", "worker"} <= inside.keys()
    began = time.monotonic()
    house.process.terminate()
    assert house.process.wait(10) == 0
    assert time.monotonic() - began < 5
    assert processes(house.process.pid) == {}
    assert not house.answers()
    for port in (house.port, house.newsroom_port):
        with socket.create_server(("127.0.0.1", port)):
            pass


def test_a_killed_serve_leaves_nobody_behind(demo_paper):
    house = House(demo_paper.folder).begun()
    house.process.kill()
    house.process.wait()
    until(lambda: processes(house.process.pid) == {}, "the end of its children")


def test_a_port_that_is_taken_is_one_line(demo_template, kagoj):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for options in (("--port", port), ("--newsroom-port", port)):
            done = kagoj("serve", "--dir", demo_template.folder, *options)
            assert (done.returncode, done.stdout) == (1, "")
            assert done.stderr.count("\n") == 1
            assert f"port {port} on 127.0.0.1 cannot be used" in done.stderr


def test_one_port_for_both_is_refused(demo_template, kagoj):
    done = kagoj("serve", "--dir", demo_template.folder, "--port", 9321, "--newsroom-port", 9321)
    assert done.returncode == 1
    assert "must differ" in done.stderr


def test_without_its_database_the_paper_is_read_and_the_reason_told(demo_paper):
    """At the start, as after a bad restore: an empty paper must not be printed over the full one."""
    (demo_paper.data / "newsroom.db").unlink()
    house = House(demo_paper.folder)
    try:
        until(house.answers, "delivery")
        until(lambda: "the database cannot be used" in house.said.read_text(), "the reason")
        assert "দৈনিক নদীপার" in house.ask("/")[1]
        assert "Traceback" not in house.said.read_text()
        (demo_paper.data / "newsroom.db").touch()
        until(lambda: "holds no paper" in house.said.read_text(), "the other reason")
        assert house.main_processes("worker") == set()
    finally:
        house.end()
