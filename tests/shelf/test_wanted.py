"""Print on demand: a bounded list of wishes in a file of its own."""

from kagoj.shelf.shelf import FILE, WANTED_FILE, Shelf
from kagoj.shelf.wanted import FORGOTTEN_AFTER, WantedList


def test_a_reader_wishes_and_the_press_answers(tmp_path):
    press = Shelf(tmp_path)
    reader = Shelf(tmp_path, read_only=True)
    pages = (tmp_path / FILE).read_bytes()
    assert reader.wanted() == []
    assert reader.want("/n/5")
    assert reader.want("/n/6")
    assert reader.want("/n/5")
    assert press.wanted(10) == ["/n/5", "/n/6"]
    assert press.wanted(1) == ["/n/5"]
    assert reader.is_wanted("/n/5")
    press.unwant("/n/5")
    assert not reader.is_wanted("/n/5")
    press.unwant(["/n/6", "/never/asked/"])
    assert press.wanted() == []
    assert (tmp_path / FILE).read_bytes() == pages
    press.close()
    reader.close()


def test_the_list_is_bounded(tmp_path):
    wishes = WantedList(tmp_path / WANTED_FILE, most=3)
    assert [wishes.want(f"/n/{number}") for number in range(5)] == [True, True, True, False, False]
    assert wishes.want("/n/0")
    assert wishes.wanted(10) == ["/n/0", "/n/1", "/n/2"]
    wishes.close()


def test_forgotten_wishes_make_room(tmp_path, monkeypatch):
    wishes = WantedList(tmp_path / WANTED_FILE, most=2)
    clock = [1000.0]
    monkeypatch.setattr("kagoj.shelf.wanted.time.time", lambda: clock[0])
    wishes.want("/n/1")
    clock[0] += FORGOTTEN_AFTER - 1
    wishes.want("/n/2")
    assert not wishes.want("/n/3")
    clock[0] += 2
    assert wishes.want("/n/3")
    assert wishes.wanted(10) == ["/n/2", "/n/3"]
    clock[0] -= 3600  # the clock is set back: wishes of the future are no younger for it
    assert wishes.want("/n/4")
    assert wishes.wanted(10) == ["/n/4"]
    wishes.close()


def test_a_damaged_list_is_made_anew(tmp_path):
    (tmp_path / WANTED_FILE).write_bytes(b"this is no database, " * 500)
    wishes = WantedList(tmp_path / WANTED_FILE)
    wishes.want("/n/1")
    assert wishes.want("/n/1")
    assert wishes.wanted(10) == ["/n/1"]
    wishes.close()


def test_a_list_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    wishes = WantedList(tmp_path / "data" / WANTED_FILE)
    assert not wishes.want("/n/1")
    assert wishes.wanted(10) == []
    wishes.unwant(["/n/1"])
    wishes.close()
