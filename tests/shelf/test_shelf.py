"""The shelf as its users know it: what was put is found again, all of a change or nothing of it."""

import contextlib
import dataclasses
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kagoj.shelf.faults import PageRefused, ShelfBusy, ShelfFault, ShelfMissing
from kagoj.shelf.page import Page
from kagoj.shelf.shelf import FILE, Shelf
from kagoj.shelf.stores.sqlite import SqliteStore

STORY = Page(
    key="/n/17",
    path="/khela/17/জয়ের-পথে/",
    body="<p>নদীর ঘাটে আজ নৌকাবাইচ।</p>".encode() * 40,
    tags=("story-17", "desk-khela"),
    design="d1",
    printed=1_700_000_000.5,
    modified=1_699_999_000.0,
)


@pytest.fixture
def shelf(tmp_path):
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.close()


def put(shelf, *pages):
    with shelf.change() as change:
        for page in pages:
            change.put(page)
    return change.version


def part(name, text="অংশ"):
    key = f"/parts/{name}.html"
    return Page(key=key, path=key, body=text.encode())


def test_a_page_comes_back_as_it_was_put(shelf):
    moved = Page(key="/old/", path="/old/", body=b"", status=301, location="/নতুন/")
    picture = Page(key="/a.png", path="/a.png", body=bytes(range(256)), content_type="image/png")
    put(shelf, STORY, moved, picture)
    assert shelf.get("/n/17") == STORY
    assert shelf.get("/old/") == moved
    assert shelf.get("/a.png") == picture
    assert shelf.get("/nothing/") is None
    assert shelf.has("/n/17")
    assert not shelf.has("/n/18")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(body=st.binary(max_size=5000))
def test_any_bytes_come_back(shelf, body):
    put(shelf, Page(key="/x", path="/x", body=body))
    assert shelf.get("/x").body == body


def test_another_process_sees_what_was_put(shelf, tmp_path):
    reader = Shelf(tmp_path, read_only=True)
    put(shelf, STORY)
    assert reader.get("/n/17") == STORY
    reader.close()


def test_bodies_are_kept_compressed(shelf, tmp_path):
    put(shelf, STORY)
    with sqlite3.connect(tmp_path / FILE) as raw:
        (kept,) = raw.execute("SELECT length(body) FROM pages").fetchone()
    raw.close()
    assert kept < len(STORY.body) / 4


def test_a_failed_change_leaves_nothing(shelf):
    put(shelf, STORY)
    before = shelf.version()
    change = shelf.change()
    with contextlib.suppress(RuntimeError), change as pages:
        pages.put(part("latest"))
        pages.remove("/n/17")
        raise RuntimeError
    assert shelf.version() == before
    assert shelf.get("/n/17") == STORY
    assert shelf.get("/parts/latest.html") is None


def test_an_empty_change_is_none(shelf):
    before = shelf.version()
    assert put(shelf) is None
    assert shelf.version() == before


def test_version_grows_and_tells_what_changed(shelf):
    assert shelf.version() == 0
    first = put(shelf, STORY, part("latest"))
    second = put(shelf, part("ticker"))
    assert 0 < first < second == shelf.version()
    assert shelf.changed_since(0) == {"/n/17", "/parts/latest.html", "/parts/ticker.html"}
    assert shelf.changed_since(first) == {"/parts/ticker.html"}
    assert shelf.changed_since(second) == set()
    with shelf.change() as change:
        change.remove("/n/17")
        change.remove("/never/there/")
    assert shelf.changed_since(second) == {"/n/17", STORY.path}
    assert shelf.get("/n/17") is None
    put(shelf, STORY)
    assert shelf.changed_since(change.version) == {"/n/17"}
    assert len(shelf.changed_since(0, limit=2)) == 2


def test_an_address_that_a_page_left_has_changed(shelf):
    before = put(shelf, STORY)
    put(shelf, dataclasses.replace(STORY, path="/khela/17/আরেক-শিরোনাম/"))
    assert shelf.changed_since(before) == {"/n/17", STORY.path}
    put(shelf, dataclasses.replace(STORY, path="/n/17", status=410))
    assert shelf.changed_since(before) == {"/n/17", STORY.path, "/khela/17/আরেক-শিরোনাম/"}
    now = shelf.version()
    put(shelf, dataclasses.replace(STORY, body=b"x"))  # back where it was
    assert shelf.changed_since(now) == {"/n/17"}


def test_keys_are_walked_by_prefix_and_design(shelf):
    many = [
        Page(key=f"/n/{number}", path=f"/khela/{number}/", body=b"-", design=f"d{number % 2}")
        for number in range(2500)
    ]
    put(shelf, *many, part("latest"))
    assert list(shelf.keys("/parts/")) == ["/parts/latest.html"]
    assert sorted(shelf.keys("/n/")) == sorted(page.key for page in many)
    assert len(list(shelf.keys())) == 2501
    old = set(shelf.keys("/n/", other_than_design="d1"))
    assert old == {page.key for page in many if page.design == "d0"}


def test_a_view_stays_at_one_moment(shelf, tmp_path):
    put(shelf, part("a", "১"), part("b", "১"))
    reader = Shelf(tmp_path, read_only=True)
    with reader.view() as view:
        first = view.get("/parts/a.html").body
        put(shelf, part("a", "২"), part("b", "২"))
        assert view.get("/parts/b.html").body == first == "১".encode()
        version = view.version
    assert reader.get("/parts/b.html").body == "২".encode()
    assert reader.version() > version
    reader.close()


def test_readers_are_not_held_up_by_a_change_being_written(shelf, tmp_path):
    put(shelf, STORY)
    reader = Shelf(tmp_path, read_only=True)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE pages SET body = x'00', size = 1, form = 0")
    assert reader.get("/n/17") == STORY
    assert reader.changed_since(0) == {"/n/17"}
    other.execute("ROLLBACK")
    other.close()
    reader.close()


def test_an_open_change_holds_up_no_other_change(shelf, tmp_path):
    beside = Shelf(tmp_path)
    with shelf.change() as change:
        change.put(part("slow"))
        put(beside, part("quick"))
    assert sorted(shelf.keys()) == ["/parts/quick.html", "/parts/slow.html"]
    beside.close()


def test_a_writer_that_does_not_end_is_reported(shelf, tmp_path):
    put(shelf, STORY)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    impatient = SqliteStore(tmp_path / FILE, writer_wait=0.01)
    with pytest.raises(ShelfBusy):
        impatient.write({"/x": part("x")})
    other.execute("ROLLBACK")
    other.close()
    impatient.close()


def test_threads_share_one_shelf(shelf):
    def work(number):
        for turn in range(10):
            put(shelf, part(f"t{number}", str(turn)))
            assert shelf.get(f"/parts/t{number}.html").body == str(turn).encode()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert shelf.version() == 40


def test_two_can_make_the_same_shelf_at_once(tmp_path):
    with ThreadPoolExecutor(8) as threads:
        shelves = list(threads.map(lambda _: Shelf(tmp_path), range(8)))
    assert {shelf.version() for shelf in shelves} == {0}
    for shelf in shelves:
        shelf.close()


def test_reading_a_shelf_that_is_not_there_yet(tmp_path):
    reader = Shelf(tmp_path / "data", read_only=True)
    with pytest.raises(ShelfMissing):
        reader.get("/")
    assert not (tmp_path / "data" / FILE).exists()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / FILE).touch()
    with pytest.raises(ShelfMissing):
        reader.version()
    writer = Shelf(tmp_path / "data")
    put(writer, STORY)
    assert reader.get("/n/17") == STORY
    with pytest.raises(ShelfFault):
        put(reader, STORY)
    writer.close()
    reader.close()


def test_a_shelf_put_in_place_of_another_is_noticed(tmp_path):
    old, new = Shelf(tmp_path / "old"), Shelf(tmp_path / "new")
    put(old, STORY)
    put(new, part("latest"))
    old.close()
    new.close()
    reader = Shelf(tmp_path / "old", read_only=True)
    assert reader.get("/n/17") == STORY
    assert reader.replaced == 0
    for ending in ("-wal", "-shm"):
        (tmp_path / "old" / f"{FILE}{ending}").unlink(missing_ok=True)
    (tmp_path / "new" / FILE).rename(tmp_path / "old" / FILE)
    assert reader.get("/n/17") is None
    assert reader.replaced == 1
    reader.close()


@pytest.mark.parametrize(
    "page",
    [
        Page(key="n/17", path="/x/", body=b""),
        Page(key="//evil/", path="/x/", body=b""),
        Page(key="/n/17", path="/a\nb/", body=b""),
        Page(key="/" + "ক" * 700, path="/x/", body=b""),
        Page(key="/n/17", path="/\u09c7\u09be/", body=b""),  # two signs where NFC has one, U+09CB
        Page(key="/n/17", path="/x/", body=b"", status=302),
        Page(key="/n/17", path="/x/", body=b"", status=301),
        Page(key="/n/17", path="/x/", body=b"", status=301, location="https://evil.example/"),
        Page(key="/n/17", path="/x/", body=b"", tags=("two words",)),
        Page(key="/n/17", path="/x/", body=b"", content_type="text/html\r\nX: y"),
    ],
)
def test_impossible_pages_are_refused(shelf, page):
    with pytest.raises(PageRefused):
        put(shelf, page)
    assert list(shelf.keys()) == []


def test_a_shelf_of_a_newer_kagoj_is_left_alone(shelf, tmp_path):
    shelf.close()
    with sqlite3.connect(tmp_path / FILE) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(ShelfFault, match="newer"):
        Shelf(tmp_path)
