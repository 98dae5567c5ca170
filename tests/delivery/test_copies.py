"""Copies that nginx sends by itself: laid when asked for, gone when no longer true.

How nginx finds and sends them is in tests/repository/test_nginx.py, with the file that we ship.
"""

import gzip
import random
import threading
import time

import brotli
import pytest

from kagoj.delivery.app import Delivery
from kagoj.delivery.copies import begin, name_of
from kagoj.delivery.request import Request
from kagoj.shelf import Page, Shelf

PATIENCE = 30.0  # seconds until a test gives up; never waited for when all is well
WORDS = "".join(f"<p>ঘাটের মাঝি বলেন, আজ জোয়ার {n} মিনিট দেরিতে এল।</p>" for n in range(40))
STORY = "/khela/17/জয়ের-পথে/"


def wait_until(holds, what):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"it never came: {what}"
        time.sleep(0.005)


class House:
    """A shelf, a delivery that lays copies, and its folder as nginx sees it."""

    def __init__(self, data):
        self.data = data
        self.shelf = Shelf(data)
        self.put("/", "প্রথম পাতা")
        self.put(
            "/n/17",
            "জয়ের পথে <!--#include virtual='/parts/latest.html' -->".replace("'", '"'),
            STORY,
        )
        self.put("/parts/latest.html", "সর্বশেষ: ঘাট")
        self.put("/404", "নেই", status=404)
        self.delivery = self.begin()

    def begin(self, **how):
        return Delivery(
            self.data, copies=begin(self.data / "copies"), tag_header="", look_every=0, **how
        )

    @property
    def folder(self):
        (found,) = (self.data / "copies" / "now").iterdir()
        return found

    def put(self, key, text, path="", status=200):
        with self.shelf.change() as change:
            change.put(Page(key=key, path=path or key, body=(text + WORDS).encode(), status=status))

    def ask(self, path):
        wire = "".join(chr(byte) for byte in path.encode())
        return self.delivery.answer(Request(method="GET", path=wire, accept_encoding="br"))

    def copy(self, path, coding="br"):
        """Where nginx looks for it."""
        return (
            self.data
            / "copies"
            / "now"
            / name_of(self.delivery._policies.of_copies)
            / path[1:]
            / f"@{coding}"
        )

    def lay(self, path):
        self.ask(path)
        wait_until(self.copy(path, "").exists, f"a copy of {path}")


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


@pytest.mark.parametrize("path", ["/", STORY])
def test_what_is_asked_for_is_laid_in_every_coding_as_it_is_sent(house, path):
    sent = house.ask(path)
    wait_until(house.copy(path, "").exists, "the copy")
    assert house.copy(path, "br").read_bytes() == sent.body
    plain = house.copy(path, "").read_bytes()
    assert brotli.decompress(sent.body) == plain
    assert gzip.decompress(house.copy(path, "gzip").read_bytes()) == plain
    if path == STORY:
        assert "সর্বশেষ: ঘাট".encode() in plain


def test_versions_of_a_page_of_one_size_and_second_differ_in_their_files_times(house):
    """nginx's ETag is the file's time in seconds and its size (ngx_http_set_etag)."""
    tags = set()
    for words in ("নদীতে জোয়ার", "নদীতে জোয়াব", "নদীতে জোয়াল"):
        house.put("/n/17", words, STORY)
        house.delivery.moment()
        house.lay(STORY)
        state = house.copy(STORY, "").stat()
        tags.add((int(state.st_mtime), state.st_size))
    assert len(tags) == 3
    assert len({size for _, size in tags}) == 1


@pytest.mark.parametrize("changed", ["/n/17", "/parts/latest.html"])
def test_a_copy_is_gone_when_its_page_or_a_part_of_it_changes(house, changed):
    house.lay(STORY)
    house.lay("/")
    house.put(changed, "নতুন কথা", STORY if changed == "/n/17" else "")
    house.delivery.moment()
    assert not any(house.copy(STORY, coding).exists() for coding in ("br", "gzip", ""))
    assert house.copy("/").exists()  # which had nothing to do with it
    house.lay(STORY)
    assert "নতুন কথা".encode() in house.copy(STORY, "").read_bytes()


def test_what_left_memory_for_want_of_room_leaves_the_disk(tmp_path):
    house = House(tmp_path)
    house.delivery = house.begin(memory=40_000)
    paths = [f"/p{n}/" for n in range(20)]
    for path in paths:
        house.put(path, path)
        house.lay(path)
    there = [path for path in paths if house.copy(path).exists()]
    assert there
    assert len(there) < 10
    assert {kept.path for kept in house.delivery._memory._by_key.values()} >= set(there)


@pytest.mark.parametrize("path", ["/nothing/", "/404", "/n/17", "/parts/latest.html"])
def test_only_pages_are_laid(house, path):
    house.ask(path)
    house.lay("/")  # comes after it in the same queue
    laid = [str(file.relative_to(house.folder)) for file in house.folder.rglob("@")]
    assert laid == ["@"]


def test_pages_with_headers_of_their_own_are_left_to_delivery(house):
    with house.shelf.change() as change:
        change.put(
            Page(key="/feed/", path="/feed/", body=b"<rss/>", content_type="application/xml")
        )
    house.ask("/feed/")
    house.lay("/")
    assert not house.copy("/feed/").exists()


def test_a_name_too_long_for_a_file_is_left_to_delivery(house):
    path = f"/khela/18/{'ক' * 90}/"
    house.put("/n/18", "লম্বা", path)
    assert house.ask(path).status == 200
    house.lay("/")
    house.put("/n/18", "আবার", path)  # nothing to take away, and no fault of it
    house.delivery.moment()
    assert house.ask(path).status == 200


def test_a_page_not_found_where_it_was_laid_is_laid_again(house, monkeypatch):
    house.lay("/")
    monkeypatch.setattr("kagoj.delivery.copies.LAID_AGAIN", 0.0)
    for file in house.folder.glob("@*"):
        file.unlink()
    house.lay("/")


def test_a_new_house_begins_without_copies_and_what_an_old_one_lays_nobody_reads(house):
    house.lay(STORY)
    old = house.delivery
    house.delivery = house.begin()
    assert not house.copy(STORY).exists()
    old.answer(Request(method="GET", path="/", accept_encoding="br"))
    house.lay(STORY)
    assert not house.copy("/").exists()
    assert (
        len(list((house.data / "copies").iterdir())) <= 3
    )  # now, the new, at most what the old laid


def test_a_worker_in_a_dead_ones_place_takes_all_copies_of_the_house_away(house):
    house.lay(STORY)
    own = (house.data / "copies" / "now").resolve()
    house.delivery = Delivery(house.data, copies=own, tag_header="", look_every=0)
    assert not house.copy(STORY).exists()
    house.lay(STORY)


def test_a_disk_that_takes_nothing_costs_copies_only(house):
    house.lay("/")
    place = house.folder
    for file in place.glob("@*"):
        file.unlink()
    place.rmdir()
    place.write_text("in the way")
    assert house.ask(STORY).status == 200
    house.put("/n/17", "নতুন কথা", STORY)
    assert "নতুন কথা" in brotli.decompress(house.ask(STORY).body).decode()


def test_where_no_house_can_begin_nothing_old_stays(tmp_path):
    begin(tmp_path / "copies")
    assert (tmp_path / "copies" / "now").is_symlink()
    folder = tmp_path / "copies"
    aside = tmp_path / "aside"
    folder.rename(aside)
    folder.write_text("in the way")
    assert begin(folder) is None


def test_no_copy_is_ever_older_than_what_memory_has_seen(house):
    """Pages change while others ask for them and copies are laid; after each look no copy is older than
    the shelf was then."""
    paths = [f"/p{n}/" for n in range(5)]
    for path in paths:
        house.put(path, "০")
    stop = threading.Event()

    def readers(seed):
        chance = random.Random(seed)
        while not stop.is_set():
            house.ask(chance.choice(paths))

    asking = [threading.Thread(target=readers, args=(seed,)) for seed in range(3)]
    for thread in asking:
        thread.start()
    try:
        for turn in range(1, 400):
            path = paths[turn % len(paths)]
            house.put(path, f"<b>{turn}</b>")
            house.delivery.moment()
            # One that was under way is gone as soon as the laying thread has looked once more.
            wait_until(
                lambda path=path, turn=turn: _turn_of(house.copy(path, "")) in (None, turn), path
            )
    finally:
        stop.set()
        for thread in asking:
            thread.join(PATIENCE)


def _turn_of(copy):
    try:
        return int(copy.read_text("utf-8").partition("<b>")[2].partition("</b>")[0] or 0)
    except FileNotFoundError:
        return None


def test_a_copy_is_never_half_written(house):
    """Files come by rename (rename(2): no moment without the one or the other)."""
    house.lay("/")
    inode = house.copy("/").stat().st_ino
    house.delivery._copies._lay(house.delivery._memory.get("/"))
    assert house.copy("/").stat().st_ino != inode
    assert not list(house.folder.glob("*~"))
