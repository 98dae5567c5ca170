"""The Varnish configuration we ship, run: real varnishd with xkey, real delivery, a small shelf, and
the press's watch that tells it what changed.

What is expected of caches stands in RFC 9111 and RFC 5861, of the vmod in its manual, vmod_xkey(3).
"""

import os
import signal
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest

from kagoj.audience.reads import parse, spools
from kagoj.press import purging
from kagoj.search.index import Index
from kagoj.shelf import Page, Shelf
from tests.repository.test_nginx import (
    PATIENCE,
    SENTENCES,
    ask,
    free_port,
    listens,
    program,
    wait_until,
)

pytestmark = pytest.mark.system

SHIPPED = Path(__file__).parents[2] / "deploy" / "varnish.vcl"
MODULES = ("/usr/lib/x86_64-linux-gnu/varnish/vmods", "/usr/lib/aarch64-linux-gnu/varnish/vmods")
CODINGS = ("br", "gzip", "")


class House:
    """A shelf, a delivery, Varnish before it with the shipped file, and the press's watch."""

    def __init__(self, folder):
        self.folder = folder
        self.data = folder / "data"
        self.shelf = Shelf(self.data)
        self.port, self.delivery_port = free_port(), free_port()
        self.delivery = self.varnish = None
        self.stopped = threading.Event()

    def put(self, *pages):
        with self.shelf.change() as change:
            for page in pages:
                change.put(page)

    def start_delivery(self):
        self.delivery = subprocess.Popen(
            [sys.executable, "-m", "kagoj.delivery.serve", self.data, "--behind-proxy",
             "--port", str(self.delivery_port), "--shared-age", "3600"],
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        wait_until(lambda: listens(self.delivery_port), "delivery")

    def kill_delivery(self):
        if self.delivery is not None:
            os.killpg(self.delivery.pid, signal.SIGKILL)
            self.delivery.wait(PATIENCE)
            self.delivery = None
            wait_until(lambda: not listens(self.delivery_port), "delivery's end")

    def start_varnish(self):
        text = SHIPPED.read_text("utf-8")
        assert text.count('.port = "8000";') == 1
        adapted = self.folder / "kagoj.vcl"
        adapted.write_text(text.replace('"8000"', f'"{self.delivery_port}"'), "utf-8")
        self.varnish = subprocess.Popen(
            [program("varnishd"), "-F", "-j", "none", "-n", self.folder / "varnish",
             "-a", f"127.0.0.1:{self.port}", "-f", adapted, "-s", "malloc,64m"],
            stdout=subprocess.DEVNULL, stderr=(self.folder / "varnish.log").open("w"),
        )  # fmt: skip
        wait_until(lambda: listens(self.port) or self.varnish.poll() is not None, "Varnish")
        assert self.varnish.poll() is None, (self.folder / "varnish.log").read_text()

    def wait_until_told(self):
        """Until Varnish was told twice of everything on the shelf."""
        address = f"varnish://127.0.0.1:{self.port}"
        wait_until(
            lambda: purging.standings([address], self.data)[0].says == "knows everything",
            "the word",
        )

    def start_watch(self):
        purging.start([f"varnish://127.0.0.1:{self.port}"], "", self.data, self.stopped)

    def stop(self):
        self.stopped.set()
        if self.varnish is not None:
            self.varnish.terminate()
            self.varnish.wait(PATIENCE)
        self.kill_delivery()
        self.shelf.close()

    def ask(self, path, method="GET", body=None, **headers):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            return ask(connection, path, method, body, **headers)
        finally:
            connection.close()

    def ask_delivery(self, path, **headers):
        connection = HTTPConnection("127.0.0.1", self.delivery_port, timeout=PATIENCE)
        try:
            return ask(connection, path, **headers)
        finally:
            connection.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    if not any((Path(folder) / "libvmod_xkey.so").exists() for folder in MODULES):
        program("varnishd with xkey")  # skips, or fails where everything must be there
    # A short path: varnishd puts a socket into its folder.
    house = House(tmp_path_factory.mktemp("v"))
    house.put(
        Page(key="/", path="/", body=("প্রথম পাতা " + SENTENCES).encode(), tags=("home",)),
        Page(key="/n/17", path="/khela/17/জয়ের-পথে/", body=("জয়ের পথে" + SENTENCES).encode()),
        Page(key="/n/18", path="/n/18", status=410, body="প্রত্যাহার করা হয়েছে".encode()),
        Page(key="/404", path="/404", status=404, body="ছাপা পাতা: নেই".encode()),
        Page(key="/robots.txt", path="/robots.txt", body=b"x", content_type="text/plain"),
        Page(
            key="/search",
            path="/search",
            body=b'<input value="<!--#kagoj query -->"><!--#kagoj results -->',
        ),
        Page(key="/parts/latest.html", path="/parts/latest.html", body="সর্বশেষ: এক".encode()),
    )
    Index(house.data / "search.db").close()
    try:
        house.start_delivery()
        house.start_varnish()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(purging, "AGAIN_AFTER", 0.3)
            patch.setattr(purging, "LONGEST_PAUSE", 1.0)
            house.start_watch()
            yield house
    finally:
        house.stop()


@pytest.fixture
def without_delivery(house):
    yield house.kill_delivery
    if house.delivery is None:
        house.start_delivery()
        # Varnish looks every two seconds whether it is back.
        wait_until(lambda: house.ask(f"/none-{time.monotonic_ns()}/").status == 404, "delivery")


def fresh(house, text="পাতা", **more):
    """A page that Varnish has a copy of in each coding."""
    path = f"/page-{time.monotonic_ns()}/"
    house.put(Page(key=path, path=path, body=(text + SENTENCES).encode(), **more))
    house.wait_until_told()  # until then a copy may be called old once more
    for coding in CODINGS:
        wait_until(lambda c=coding: house.ask(path, accept_encoding=c).cache == "HIT", "a copy")
    return path


def test_the_second_reader_is_answered_from_memory(house):
    path = fresh(house)
    answer = house.ask(path)
    assert answer.cache == "HIT"
    assert answer.raw == house.ask_delivery(path).raw
    assert not {"surrogate-key", "xkey", "age", "via"} & answer.headers.keys()
    assert "s-maxage=3600" in answer.headers["cache-control"]


def test_a_changed_page_is_read_by_everybody_while_others_stay(house):
    changed, other = fresh(house, "আগের কথা"), fresh(house, "অন্য কথা")
    house.put(Page(key=changed, path=changed, body="নতুন কথা".encode()))
    for coding in CODINGS:
        wait_until(
            lambda c=coding: house.ask(changed, accept_encoding=c).text == "নতুন কথা", "the new page"
        )
        assert house.ask(other, accept_encoding=coding).cache == "HIT"


def test_what_is_withdrawn_is_gone_from_the_cache_and_from_others_lists(house):
    with_list = fresh(house, '<!--#include virtual="/parts/latest.html" -->')
    withdrawn = fresh(house)
    assert "সর্বশেষ: এক" in house.ask(with_list).text
    house.put(
        Page(key=withdrawn, path=withdrawn, status=410, body="নেই".encode()),
        Page(key="/parts/latest.html", path="/parts/latest.html", body="সর্বশেষ: শূন্য".encode()),
    )
    wait_until(lambda: house.ask(withdrawn).status == 410, "the tombstone")
    wait_until(lambda: "সর্বশেষ: শূন্য" in house.ask(with_list).text, "the list without it")


@pytest.mark.parametrize(
    ("wish", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("BR;q=1.0, gzip;q=0.8", "br"),
        ("gzip;q=0", None),
        ("brx", None),
        ("", None),
    ],
)
def test_codings_are_not_mixed(house, wish, coding):
    answer = house.ask("/", accept_encoding=wish)
    assert answer.headers.get("content-encoding") == coding
    assert answer.text.startswith("প্রথম পাতা ")
    assert answer.raw == house.ask_delivery("/", accept_encoding=coding or "identity").raw


def test_what_others_append_to_a_link_makes_no_copy(house):
    path = fresh(house)
    for query in ("?fbclid=IwAR1", "?utm_source=x&utm_medium=y", "?"):
        assert house.ask(path + query).cache == "HIT", query


def test_what_is_not_a_page_passes_through(house):
    assert house.ask("/nothing-here/").status == 404
    assert house.ask("/n/18").status == 410
    moved = house.ask("/n/17")
    assert (moved.status, moved.headers["location"]) == (301, quote("/khela/17/জয়ের-পথে/"))
    assert house.ask("/", method="DELETE").status == 405
    first, second = house.ask("/search?q=nodi"), house.ask("/search?q=mati")
    assert ('value="nodi"' in first.text, 'value="mati"' in second.text) == (True, True)


def test_who_has_the_page_is_told_that_nothing_changed(house):
    path = fresh(house)
    tag = house.ask(path, accept_encoding="br").headers["etag"]
    again = house.ask(path, accept_encoding="br", if_none_match=tag)
    assert (again.status, again.raw) == (304, b"")


def test_readers_read_on_when_delivery_is_killed(house, without_delivery):
    path, unread = fresh(house), f"/page-{time.monotonic_ns()}/"
    before = house.ask(path)
    without_delivery()
    # Even what was told to be old, and could not be fetched any more.
    house.put(Page(key=path, path=path, body="নতুন কথা".encode()))
    end = time.monotonic() + 1
    while time.monotonic() < end:
        answer = house.ask(path)
        assert (answer.status, answer.raw) == (200, before.raw)
    away = house.ask(unread)
    assert (away.status, away.headers["cache-control"]) == (503, "no-store")
    assert "একটু পরে আবার চেষ্টা করুন" in away.text
    house.start_delivery()
    wait_until(lambda: house.ask(path).text == "নতুন কথা", "the new page")


def test_reads_are_counted_by_the_address_that_our_tls_end_saw(house):
    told = ("203.0.113.7, 198.51.100.1", "203.0.113.8, 198.51.100.1", "198.51.100.2")
    for claimed in told:  # the TLS end writes the last of them, or throws away what came
        answer = house.ask("/beacon/17", "POST", b"", x_forwarded_for=claimed)
        assert answer.status == 204
    lines = b"".join(file.read_bytes() for file in spools(house.data / "reads")).splitlines()
    assert len({parse(line).visitor for line in lines}) == 2


def test_only_the_house_may_say_that_a_page_changed(house):
    path = fresh(house)
    assert house.ask("/", "PURGE").status == 400
    assert house.ask(path).cache == "HIT"
    text = SHIPPED.read_text("utf-8")
    assert "client.ip !~ house" in text
