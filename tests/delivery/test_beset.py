"""Delivery beset: crowds, floods of addresses, odd conditions, packed bodies, a disk that fails.

Real processes and sockets; slow and rude readers one by one are in test_loop.py and test_served.py.
"""

import contextlib
import dataclasses
import datetime as dt
import fcntl
import gzip
import os
import re
import resource
import signal
import socket
import subprocess
import time
from email.utils import formatdate
from pathlib import Path
from urllib.parse import quote

import pytest

from kagoj.audience.reads import parse, spools
from kagoj.delivery import app
from kagoj.search.documents import Document
from kagoj.search.index import Index
from kagoj.shelf import Page, Shelf
from tests.delivery.test_served import BROWSER, PATIENCE, STORY, Served

CROWD = 10_000  # connections


@pytest.fixture
def serve(tmp_path):
    """Starts deliveries of the loop; all are gone after the test."""
    started = []

    def begin(paper, *options):
        started.append(Served(paper, "loop", tmp_path, *options))
        return started[-1]

    yield begin
    for served in started:
        served.stop()


def answers_of(line, count):
    """The statuses of `count` answers on a line where requests were sent one behind the other."""
    received, statuses = b"", []
    while len(statuses) < count:
        received += (data := line.recv(1 << 16))
        assert data, received[:200]
        while (end := received.find(b"\r\n\r\n")) >= 0:
            length = int(re.search(rb"content-length: (\d+)", received[:end])[1])
            if len(received) < end + 4 + length:
                break
            statuses.append(int(received[9:12]))
            received = received[end + 4 + length :]
    return statuses


def memory_of(pid):
    """Bytes of the machine's memory that a process holds for itself."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"RssAnon:\s+(\d+) kB", status)[1]) * 1024


# Crowds


def test_ten_thousand_who_say_nothing_keep_nobody_out(serve, paper):
    most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most[1] < CROWD + 500:
        pytest.skip(f"{CROWD} connections need more open files: ulimit -Hn {CROWD + 500}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (most[1], most[1]))
    served = serve(paper)
    (worker,) = served.workers()
    before = memory_of(worker)
    crowd = []
    try:
        for number in range(CROWD):
            line = socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE)
            line.sendall(b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
            crowd.append(line)
            if number % 1000 == 0:
                assert served.ask(STORY)[0] == 200
        for line in crowd:
            assert line.recv(4096).startswith(b"HTTP/1.1 200")
        assert served.ask(STORY)[0] == 200
        # Each costs what a connection is remembered by, and no more.
        assert memory_of(worker) - before < CROWD * 4096
        for line in crowd[:: CROWD // 20]:  # none was given up for another
            line.sendall(b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert line.recv(4096).startswith(b"HTTP/1.1 200")
    finally:
        for line in crowd:
            line.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, most)


def ask_for(served, paths):
    """Ask for many addresses on one line, some at a time; their statuses."""
    statuses = []
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as line:
        for start in range(0, len(paths), 100):
            some = paths[start : start + 100]
            line.sendall(
                b"".join(b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % path.encode() for path in some)
            )
            statuses += answers_of(line, len(some))
    return statuses


def folder_of(paper):
    return {
        str(file.relative_to(paper.data)): file.stat().st_size
        for file in paper.data.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize(
    "address",
    ["/no/such/thing-{0}-which-nobody-wrote/", "/khela/?utm={0}", "/static/x{0}.css"],
)
def test_a_flood_of_addresses_leaves_nothing_behind(serve, paper, address):
    """A leak of a hundred bytes for each would be five megabytes here."""
    served = serve(paper)
    (worker,) = served.workers()
    expected = {200} if "khela" in address else {404}
    # What is remembered has its bound; it is reached first.
    assert set(ask_for(served, [address.format(n) for n in range(10_000)])) == expected
    before, files = memory_of(worker), folder_of(paper)
    assert set(ask_for(served, [address.format(n) for n in range(10_000, 60_000)])) == expected
    assert memory_of(worker) - before < 3_000_000
    assert folder_of(paper) == files


def test_a_flood_of_numbers_that_might_be_stories_is_bounded(serve, paper):
    """Each might be printed on demand; a press is heard, but answers nobody."""
    (paper.data / "press.alive").touch()
    served = serve(paper, "--longest-wait", "0")
    (worker,) = served.workers()
    ask_for(served, [f"/n/{n}" for n in range(1_000, 3_000)])
    before, wishes = memory_of(worker), len(paper.shelf.wanted(10_000))
    (paper.data / "press.alive").touch()
    statuses = set(ask_for(served, [f"/n/{n}" for n in range(3_000, 8_000)]))
    assert statuses <= {404, 503}
    assert memory_of(worker) - before < 1_000_000
    assert len(paper.shelf.wanted(10_000)) == wishes <= 200
    assert sum(size for name, size in folder_of(paper).items() if "wanted" in name) < 5_000_000
    assert served.ask(STORY)[0] == 200


def test_a_query_that_nobody_knows_composes_nothing_anew(reader, delivery, monkeypatch):
    composed = []

    def counting(page, part_of, was=app.compose):
        composed.append(page.key)
        return was(page, part_of)

    monkeypatch.setattr(app, "compose", counting)
    first = reader.ask(f"{STORY}?x=0", accept_encoding="gzip")
    for number in range(2_000):
        found = reader.ask(f"{STORY}?x={number}&fbclid={number}", accept_encoding="gzip")
        assert found is first  # not even another answer like it
    assert composed == ["/n/17"]


# Conditions and ranges (RFC 9110, 13.1 and 14.2)


def test_odd_conditions_get_the_page_or_304_and_never_an_error(serve, paper):
    served = serve(paper)
    _, headers, body = served.ask(STORY)
    tag, changed = headers["etag"], headers["last-modified"]
    for known in (tag, f"W/{tag}", f'"a", {tag}', "*", f'"{"x" * 500}", {tag}'):
        assert served.ask(STORY, if_none_match=known)[0] == 304, known[:40]
    unknown = (
        f'"{"x" * 9_000}", {tag}',  # not read to its end; the page is right in any case
        '"a"',
        "a",
        tag.strip('"'),
        '"',
        ",,,",
        'W/"',
        '"' * 9_000,
        "🙂".encode(),
    )
    for odd in unknown:
        status, _, whole = served.ask(STORY, if_none_match=odd)
        assert (status, whole) == (200, body), odd[:40]
    assert served.ask(STORY, if_modified_since=changed)[0] == 304
    for odd in (
        "yesterday",
        "0",
        "-1",
        "99999999999999",
        "Sat, 31 Feb 2024 10:00:00 GMT",
        "," * 9_000,
    ):
        assert served.ask(STORY, if_modified_since=odd)[0] == 200, odd[:40]
    # A tag decides, whatever time stands beside it (13.1.3).
    assert served.ask(STORY, if_none_match='"a"', if_modified_since=changed)[0] == 200
    assert (
        served.ask(STORY, if_none_match=tag, if_modified_since=formatdate(0, usegmt=True))[0] == 304
    )


def test_a_range_of_a_page_is_the_whole_page(serve, paper):
    """A server may ignore Range (RFC 9110, 14.2), and a page is not worth parts."""
    served = serve(paper)
    whole = served.ask(STORY)[2]
    for wanted in ("bytes=0-10", "bytes=-5", "bytes=5-1", "bytes=0-0,2-3", "letters=1-2", "bytes"):
        status, headers, body = served.ask(STORY, range=wanted)
        assert (status, body) == (200, whole), wanted
        assert "content-range" not in headers


# Bodies


def test_a_packed_body_is_never_unpacked(serve, paper):
    """64 kB that would become 64 MB: counted as a read, thrown away as it is."""
    served = serve(paper)
    (worker,) = served.workers()
    bomb = gzip.compress(bytes(60_000_000))
    assert len(bomb) < 64 * 1024
    served.ask(STORY)
    before = memory_of(worker)
    for coding in ("gzip", "br", "zstd", "gzip, gzip"):
        answer = served.ask("/beacon/17", "POST", bomb, user_agent=BROWSER, content_encoding=coding)
        assert answer[0] == 204
        assert served.ask(STORY, "GET", bomb, content_encoding=coding)[0] == 200
    assert memory_of(worker) - before < 3_000_000
    packed_on_the_way = (
        b"POST /beacon/17 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"
    )
    assert served.say(packed_on_the_way).startswith(b"HTTP/1.1 501")


def test_too_large_a_body_is_refused_before_it_is_read(serve, paper):
    served = serve(paper)
    for method, path in (("POST", "/beacon/17"), ("POST", "/"), ("PUT", "/khela/"), ("GET", "/")):
        head = f"{method} {path} HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999999\r\n\r\n"
        answer = served.say(head.encode())
        assert int(answer.split()[1]) in {200, 405, 413}
        assert served.ask("/")[0] == 200


# The disk


@contextlib.contextmanager
def small_disk(folder, size="256k"):
    """A disk of its own under `folder`; skipped where this machine lets us mount none."""
    folder.mkdir(parents=True, exist_ok=True)
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
            capture_output=True,
            check=False,
        ).returncode
    ):
        pytest.skip("mounting a small disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextlib.contextmanager
def read_only(folder, place):
    """`folder` once more at `place`, where nothing can be written."""
    place.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "--bind", str(folder), str(place)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("mounting a folder for reading only needs root")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(place)], check=True)
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill_up(folder):
    with (folder / "filler").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(997)):
            pass


def test_a_full_disk_costs_counts_and_no_reader(serve, paper):
    with small_disk(paper.data / "reads") as reads:
        served = serve(paper)
        assert served.ask("/beacon/17", "POST", user_agent=BROWSER)[0] == 204
        fill_up(reads)
        # More than fits what is left of the file's last page: what is not noted is not acknowledged.
        told = [served.ask("/beacon/17", "POST", user_agent=BROWSER)[0] for _ in range(200)]
        assert set(told) <= {204, 503}
        assert told[-1] == 503
        assert served.ask(STORY)[0] == 200
        noted = count_reads(reads)
        assert noted == 1 + told.count(204)
        (reads / "filler").unlink()
        assert served.ask("/beacon/17", "POST", user_agent=BROWSER)[0] == 204
        assert count_reads(reads) == noted + 1
        served.stop()


def count_reads(folder):
    """Whole reads; what a full disk tore is none, and spoils no other."""
    lines = [line for file in spools(folder) for line in file.read_bytes().split(b"\n")]
    return sum(parse(line) is not None for line in lines)


@pytest.mark.parametrize("closed", [True, False])
def test_a_disk_that_can_only_be_read_is_read(serve, paper, tmp_path, closed):
    """Beside a shelf that was closed in good order, and beside one that the press holds open."""
    index = Index(paper.data / "search.db")
    noon = dt.datetime(2024, 5, 18, 6, tzinfo=dt.UTC)
    path = "/khela/17/জয়ের-পথে/"
    index.put([Document(17, path, "জয়ের পথে", "", "", "khela", "খেলা", "", noon)])
    if closed:
        paper.shelf.close()
        index.close()
        assert not list(paper.data.glob("*-wal"))
    with read_only(paper.data, tmp_path / "read-only") as data:
        with pytest.raises(OSError, match="Read-only"):
            (data / "x").touch()
        served = serve(dataclasses.replace(paper, data=data))
        assert served.ask(STORY)[0] == 200
        assert served.ask("/khela/")[0] == 200
        assert served.ask("/nothing/")[0] == 404
        assert STORY in served.ask(f"/search?q={quote('জয়ের')}")[2].decode()
        assert (
            served.ask("/beacon/17", "POST", user_agent=BROWSER)[0] == 503
        )  # not noted, and said so
        # Where the disk can be written again (here: beside us), what is printed is seen.
        writer = Shelf(paper.data)
        with writer.change() as change:
            change.put(Page("/khela/", "/khela/", "নতুন খেলা".encode()))
        served.wait_until(lambda: "নতুন" in served.ask("/khela/")[2].decode())
        writer.close()
        served.wait_until(lambda: "নতুন" in served.ask("/khela/")[2].decode())
        served.stop()
    index.close()


@contextlib.contextmanager
def nobody_may_read(file):
    """Hold the locks of SQLite's readers, as who mends the log after a crash does while it reads it
    (https://www.sqlite.org/walformat.html, 2.3.1: bytes 123 to 127 of the index)."""
    with file.with_name(f"{file.name}-shm").open("r+b") as index:
        fcntl.lockf(index, fcntl.LOCK_EX, 5, 123)
        yield


def test_what_is_in_memory_waits_for_no_shelf(serve, paper):
    """A look at the shelf that waited its two seconds, fifty times a second, would hold up everybody:
    the sixty requests here would take longer than a test has patience."""
    served = serve(paper)
    assert served.ask(STORY)[0] == served.ask("/")[0] == 200
    with nobody_may_read(paper.data / "shelf.db"):
        waiting = socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE)
        waiting.sendall(b"GET /khela/ HTTP/1.1\r\nHost: a\r\n\r\n")  # not in memory
        began = time.monotonic()
        for number in range(30):
            assert served.ask(STORY, accept_encoding=f"identity, x-{number}")[0] == 200
            assert served.ask("/")[0] == 200
            assert time.monotonic() - began < PATIENCE
        assert waiting.recv(65536).startswith(b"HTTP/1.1 503")
        waiting.close()
    assert served.ask("/khela/")[0] == 200


# Several processes


def test_every_process_drops_what_was_reprinted(serve, paper):
    """No broker tells them: each is asked on a line of its own, which no other process holds."""
    served = serve(paper, "--workers", "3")
    served.wait_until(lambda: len(served.workers()) == 3)
    lines = [line_to(served, worker) for worker in served.workers()]
    for turn in range(20):
        paper.page("/khela/", f"ছাপা {turn}")
        for line in lines:
            served.wait_until(lambda line=line, turn=turn: body_on(line) == f"ছাপা {turn}")
            assert body_on(line) == f"ছাপা {turn}"  # and never goes back
    for line in lines:
        line.close()
    assert app.LOOK_EVERY <= 0.05


def line_to(served, worker):
    """A connection that `worker` holds: the others cannot take it."""
    others = set(served.workers()) - {worker}
    for other in others:
        os.kill(other, signal.SIGSTOP)
    served.wait_until(lambda: all(stands_still(other) for other in others))
    try:
        line = socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE)
        body_on(line)
    finally:
        for other in others:
            os.kill(other, signal.SIGCONT)
    return line


def stands_still(pid):
    return "State:\tT" in Path(f"/proc/{pid}/status").read_text()


def body_on(line):
    line.sendall(b"GET /khela/ HTTP/1.1\r\nHost: a\r\n\r\n")
    received = b""
    while True:
        received += line.recv(65536)
        head, end, body = received.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        if end and length and len(body) >= int(length[1]):
            return body.decode()
