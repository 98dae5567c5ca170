"""Check and compaction."""

import random
import sqlite3

import pytest

from kagoj.shelf.faults import ShelfDamaged
from kagoj.shelf.page import Page
from kagoj.shelf.shelf import FILE, Shelf


@pytest.fixture
def shelf(tmp_path):
    shelf = Shelf(tmp_path)
    with shelf.change() as change:
        for number in range(300):
            text = "".join(random.Random(number).choices("কখগঘঙচছজঝঞ", k=3000))
            change.put(Page(key=f"/n/{number}", path=f"/khela/{number}/", body=text.encode()))
    yield shelf
    shelf.close()


def spoil(tmp_path, statement):
    raw = sqlite3.connect(tmp_path / FILE)
    raw.execute(statement)
    raw.commit()
    raw.close()


def everything_on(shelf):
    return {key: shelf.get(key) for key in list(shelf.keys())}


def test_a_sound_shelf_has_no_faults(shelf):
    assert shelf.check() == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE pages SET body = x'00ff00' WHERE key = '/n/7'", "/n/7: the body"),
        ("UPDATE pages SET size = size + 1 WHERE key = '/n/7'", "/n/7: a body has"),
        ("UPDATE pages SET form = 9 WHERE key = '/n/7'", "/n/7: a body is kept in an unknown form"),
        ("UPDATE pages SET path = 'khela' WHERE key = '/n/7'", "/n/7: path"),
        ("UPDATE pages SET changed = 99 WHERE key = '/n/7'", "/n/7: it changed at version 99"),
    ],
)
def test_each_spoilt_page_is_named(shelf, tmp_path, statement, says):
    spoil(tmp_path, statement)
    (fault,) = shelf.check()
    assert fault.startswith(says)


def test_a_spoilt_body_is_never_handed_out(shelf, tmp_path):
    spoil(tmp_path, "UPDATE pages SET body = x'00ff00' WHERE key = '/n/7'")
    with pytest.raises(ShelfDamaged):
        shelf.get("/n/7")
    assert shelf.get("/n/8") is not None


def test_a_damaged_file_is_reported(shelf, tmp_path):
    shelf.close()
    file = tmp_path / FILE
    data = bytearray(file.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40_000] = b"\xff" * 40_000
    file.write_bytes(bytes(data))
    reader = Shelf(tmp_path, read_only=True)
    assert any("damaged" in fault for fault in reader.check())
    reader.close()


def test_a_file_that_is_no_shelf_is_reported(tmp_path):
    (tmp_path / FILE).write_bytes(b"something else entirely " * 1000)
    reader = Shelf(tmp_path, read_only=True)
    assert any("damaged" in fault for fault in reader.check())
    with pytest.raises(ShelfDamaged):
        reader.get("/")
    reader.close()


def test_compaction_gives_room_back_and_keeps_every_page(shelf, tmp_path):
    shelf.compact()
    before = (tmp_path / FILE).stat().st_size
    with shelf.change() as change:
        for number in range(50, 300):
            change.remove(f"/n/{number}")
    kept = everything_on(shelf)
    version = shelf.version()
    shelf.compact()
    assert (tmp_path / FILE).stat().st_size < before / 2
    assert everything_on(shelf) == kept
    assert shelf.version() == version
    assert shelf.check() == []
    assert (tmp_path / f"{FILE}-wal").stat().st_size == 0
