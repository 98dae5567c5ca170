"""Delivery end to end: a real server process on a free port, real sockets, by our own loop and by WSGI."""

import gzip
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import brotli
import pytest
import zstandard

from kagoj.audience.reads import parse, spools
from kagoj.shelf import Page

STORY = quote("/khela/17/জয়ের-পথে/")
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PATIENCE = 30.0  # seconds until a test gives up; never waited for when all is well
UNDO = {"br": brotli.decompress, "zstd": zstandard.decompress, "gzip": gzip.decompress}


class Served:
    """A running delivery and ways to ask it."""

    def __init__(self, paper, interface, static, *more):
        self.paper = paper
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kagoj.delivery.serve", str(paper.data), "--port", str(self.port),
             "--interface", interface, "--static", str(static), *more],
            stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        self.wait_until(self.answers)
        self.ask("/")  # the door may be open before anybody stands in it

    def answers(self):
        assert self.process.poll() is None, self.process.stderr.read()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def wait_until(self, holds):
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, "it never came"
            time.sleep(0.01)

    def ask(self, path, method="GET", body=None, **headers):
        """Status, headers and body of one answer on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def say(self, data):
        """The first bytes of what comes back to bytes no library would send."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            try:
                line.sendall(data)
                return line.recv(65536)
            except ConnectionError:
                return b""

    def workers(self):
        pid = self.process.pid
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(10)
        finally:
            self.process.kill()
            self.process.stderr.close()


@pytest.fixture(params=["loop", "wsgi"])
def served(paper, tmp_path, request):
    static, media = tmp_path / "static", paper.data / "media"
    static.mkdir()
    media.mkdir()
    (static / "paper.1a2b3c4d.css").write_text("body{color:#111}" * 100)
    (media / "a.jpg").write_bytes(bytes(range(256)) * 20)
    (media / "big.jpg").write_bytes(os.urandom(900_000))
    (media / "film.mp4").write_bytes(os.urandom(20_000_000))
    served = Served(paper, request.param, static)
    yield served
    served.stop()


@pytest.fixture
def loop(paper, tmp_path):
    served = Served(paper, "loop", tmp_path)
    yield served
    served.stop()


def test_a_reader_reads(served):
    status, headers, plain = served.ask(STORY)
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert plain.decode().endswith("<aside>সর্বশেষ: এক</aside>")
    assert headers["content-length"] == str(len(plain))
    for coding, undo in UNDO.items():
        status, headers, body = served.ask(STORY, accept_encoding=coding)
        assert (status, headers["content-encoding"], undo(body)) == (200, coding, plain)
        status, again, body = served.ask(
            STORY, accept_encoding=coding, if_none_match=f'"x", {headers["etag"]}'
        )
        assert (status, body, again["etag"]) == (304, b"", headers["etag"])
        assert "cache-control" in again
        status, head, body = served.ask(STORY, "HEAD", accept_encoding=coding)
        assert (status, body) == (200, b"")
        assert {k: v for k, v in head.items() if k != "date"} == {
            k: v for k, v in headers.items() if k != "date"
        }
    status, headers, body = served.ask(STORY, range="bytes=0-9")
    assert (status, body) == (200, plain)


def test_every_address_gets_its_status(served):
    for path, status, location in (
        ("/", 200, None),
        ("/khela", 301, "/khela/"),
        ("/n/17", 301, STORY),
        ("/n/%E0%A7%A7%E0%A7%AD", 301, STORY),
        ("/bidesh/17/x/?utm_source=a", 301, f"{STORY}?utm_source=a"),
        ("//evil.example/x", 301, "/evil.example/x"),
        ("/khela//", 301, "/khela/"),
        ("/n/18", 410, None),
        ("/nothing/", 404, None),
        ("/%ff", 400, None),
        ("/a%00b", 400, None),
        ("/static/../../data/shelf.db", 400, None),
        ("/static/..%2f..%2fdata%2fshelf.db", 400, None),
        ("/static/%2e%2e/data/shelf.db", 400, None),
        ("/media/%5c..%5cshelf.db", 404, None),
        ("/static/paper.1a2b3c4d.css", 200, None),
        ("/" + "a" * 3000, 414, None),
        ("/search?q=x", 503, None),
        ("/beacon/17", 405, None),
    ):
        got, headers, _ = served.ask(path)
        assert got == status, path
        assert headers.get("location") == location, path
        if status >= 400:
            assert headers["content-type"].startswith("text/html"), path


def test_files_whole_and_by_range(served):
    status, headers, body = served.ask("/media/a.jpg")
    assert (status, body) == (200, bytes(range(256)) * 20)
    status, headers, body = served.ask("/media/a.jpg", range="bytes=5-9")
    assert (status, body, headers["content-range"]) == (206, bytes(range(5, 10)), "bytes 5-9/5120")
    status, headers, body = served.ask("/media/a.jpg", range="bytes=9999-")
    assert (status, headers["content-range"]) == (416, "bytes */5120")
    film = (served.paper.data / "media" / "film.mp4").read_bytes()
    status, headers, body = served.ask("/media/film.mp4")
    assert (status, headers["content-length"]) == (200, "20000000")
    assert body == film
    status, headers, body = served.ask("/media/film.mp4", range="bytes=100-2900000")
    assert (status, body == film[100:2_900_001]) == (206, True)
    status, headers, body = served.ask("/media/film.mp4", "HEAD")
    assert (status, headers["content-length"], body) == (200, "20000000", b"")


def test_slow_readers_hold_up_nobody(served):
    slow = []
    for path in ("/media/film.mp4", "/media/big.jpg") * 8:
        line = socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE)
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        slow.append(line)
    answers = [line.recv(12) for line in slow]
    assert set(answers) <= {b"HTTP/1.1 200", b"HTTP/1.1 503"}
    assert served.ask("/")[0] == 200
    for line in slow:
        line.close()
    served.wait_until(lambda: served.ask("/media/film.mp4", range="bytes=0-2000000")[0] == 206)


def test_one_connection_answers_many(served):
    connection = HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    for path, status in ((STORY, 200), ("/nothing/", 404), ("/n/17", 301), ("/", 200)):
        for method in ("GET", "HEAD"):
            connection.request(method, path)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == status
    connection.close()


def test_reads_are_counted_with_what_their_bodies_tell(served):
    for _ in range(2):  # at first the shelf is asked whether the story is there
        for body in (None, b"", b"x" * 1000, b"from=m.facebook.com", b"seen=3"):
            status, _, answer = served.ask("/beacon/17", "POST", body, user_agent=BROWSER)
            assert (status, answer) == (204, b"")
    compressed = gzip.compress(b"from=own")
    assert served.ask("/beacon/17", "POST", compressed, user_agent=BROWSER,
                      content_encoding="gzip")[0] == 204  # fmt: skip
    assert served.ask("/beacon/17", "POST", b"x" * 100_000, user_agent=BROWSER)[0] == 413
    assert served.ask("/beacon/999", "POST", user_agent=BROWSER)[0] == 404
    assert served.ask("/beacon/17", "POST", user_agent="curl/8")[0] == 204
    chunked = served.say(
        b"POST /beacon/17 HTTP/1.1\r\nHost: a\r\nUser-Agent: " + BROWSER.encode()
        + b"\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    )  # fmt: skip
    assert chunked.startswith(b"HTTP/1.1 204")
    noted = b"".join(file.read_bytes() for file in spools(served.paper.data / "reads"))
    told = [parse(line).told for line in noted.splitlines()]
    assert sorted(told) == sorted(2 * ["", "", "", "social", "75%"] + ["", ""])
    assert served.ask("/")[0] == 200


RUDE = [
    (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", {431, 0}),
    (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: 1\r\n" * 300 + b"\r\n", {431}),
    (b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", {414, 431, 0}),
    (b"GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n", {400}),
    (b"GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: \xff\xfe\r\n\r\n", {200}),
    (b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", {400}),
    (b"GET http://evil.example/n/18 HTTP/1.1\r\nHost: a\r\n\r\n", {410}),
    (b"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", {405}),
    (b"nonsense\r\n\r\n", {400}),
    (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", {400}),
    (b"\x16\x03\x01\x02\x00\x01\x00", {400, 0}),
]  # fmt: skip


def test_rude_requests_get_a_clean_status_or_a_closed_line(loop):
    for data, statuses in RUDE:
        answer = loop.say(data)
        status = int(answer.split()[1]) if answer else 0
        assert status in statuses, data[:60]
        assert b"Traceback" not in answer
        assert loop.ask("/")[0] == 200


def test_a_new_part_is_seen_in_the_page(served):
    _, headers, _ = served.ask(STORY)
    served.paper.part("latest", "সর্বশেষ: দুই")
    served.wait_until(lambda: "সর্বশেষ: দুই" in served.ask(STORY)[2].decode())
    assert served.ask(STORY, if_none_match=headers["etag"])[0] == 200


def test_readers_are_not_held_up_by_a_change_being_written(loop):
    writer = sqlite3.connect(loop.paper.data / "shelf.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE pages SET body = x'00', form = 0, size = 1")
    writer.execute("UPDATE shelf SET version = version + 1")
    assert loop.ask("/khela/")[2].decode() == "খেলা"
    assert loop.ask(STORY)[0] == 200
    writer.execute("ROLLBACK")
    writer.close()


def test_a_reader_waits_for_a_page_on_demand_and_others_do_not(loop):
    (loop.paper.data / "press.alive").touch()
    with socket.create_connection(("127.0.0.1", loop.port), timeout=PATIENCE) as waiting:
        waiting.sendall(b"GET /khela/page/5/ HTTP/1.1\r\nHost: a\r\n\r\n")
        loop.wait_until(lambda: loop.paper.shelf.wanted() == ["/khela/page/5/"])
        assert loop.ask(STORY)[0] == 200
        loop.paper.put(Page(key="/khela/page/5/", path="/khela/page/5/", body=b"printed"))
        loop.paper.shelf.unwant("/khela/page/5/")
        answer = waiting.recv(65536)
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"printed")


def test_a_killed_worker_is_replaced(loop):
    (worker,) = loop.workers()
    assert loop.ask("/")[0] == 200
    os.kill(worker, signal.SIGKILL)

    def another_answers():
        try:
            return worker not in loop.workers() and loop.ask("/")[0] == 200
        except OSError:
            return False

    loop.wait_until(another_answers)


def test_no_worker_outlives_its_master(loop):
    (worker,) = loop.workers()
    loop.process.kill()
    loop.process.wait()

    def is_gone():
        try:
            stat = Path(f"/proc/{worker}/stat").read_text()
        except FileNotFoundError:
            return True
        return stat.rpartition(")")[2].split()[0] == "Z"

    loop.wait_until(is_gone)


def test_it_ends_when_told_to_with_readers_on_the_line(loop):
    with socket.create_connection(("127.0.0.1", loop.port)) as idle:
        idle.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert idle.recv(65536).startswith(b"HTTP/1.1 200")
        assert loop.stop() == 0


def test_nothing_of_django_is_loaded():
    names = "serve app loop wsgi search_page beacon"
    program = (
        "import importlib, sys\n"
        f"for name in {names.split()!r}: importlib.import_module(f'kagoj.delivery.{{name}}')\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded & {'django', 'wagtail', 'treebeard', 'taggit', 'psycopg'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
