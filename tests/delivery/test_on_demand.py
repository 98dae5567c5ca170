"""Printing on demand, with a press played by the test: it looks at the wishes and shelves."""

import os
import threading
import time

import pytest

from kagoj.delivery.on_demand import HEARTBEAT, MOST_REMEMBERED, OnDemand, Outcome
from kagoj.shelf import Page, Shelf


class Press:
    """Answers wishes in a thread until told to stop."""

    def __init__(self, paper, prints):
        self.shelf = Shelf(paper.data)
        self.prints = prints
        self.asked = []
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.work)

    def work(self):
        while not self.stopped.wait(0.005):
            for key in self.shelf.wanted(10):
                self.asked.append(key)
                if path := self.prints.get(key):
                    with self.shelf.change() as change:
                        change.put(Page(key=key, path=path, body="এইমাত্র ছাপা".encode()))
                self.shelf.unwant(key)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        self.thread.join()
        self.shelf.close()


@pytest.fixture
def alive(paper):
    file = paper.data / "press.alive"
    file.touch()
    return file


def test_a_page_that_should_exist_is_printed_while_the_reader_waits(paper, alive, reader_of):
    prints = {"/n/99": "/khela/99/পুরোনো-খবর/", "/khela/page/7/": "/khela/page/7/"}
    reader = reader_of(longest_wait=30.0)
    with Press(paper, prints) as press:
        assert reader.ask("/khela/page/7/").body.decode() == "এইমাত্র ছাপা"
        moved = reader.ask("/bidesh/99/x/")
        assert (moved.status, moved.header("location")[:10]) == (301, "/khela/99/")
        assert reader.ask(moved.header("location")).status == 200
    assert press.asked == ["/khela/page/7/", "/n/99"]


def test_what_the_press_has_not_is_missing_and_not_asked_for_again(paper, alive, reader_of):
    reader = reader_of(longest_wait=30.0)
    with Press(paper, {}) as press:
        for _ in range(3):
            found = reader.ask("/khela/404404/x/")
            assert (found.status, found.body.decode()) == (404, "ছাপা পাতা: নেই")
    assert press.asked == ["/n/404404"]
    # Printed later after all: a change on the shelf ends the memory of the no.
    paper.page("/n/404404", "এসেছে", path="/khela/404404/x/")
    assert reader.ask("/khela/404404/x/").body.decode() == "এসেছে"


def test_nobody_waits_when_no_press_is_heard(paper, reader_of):
    reader = reader_of(longest_wait=30.0)
    assert reader.ask("/khela/99/x/").status == 404
    assert paper.shelf.wanted() == []
    heartbeat = paper.data / "press.alive"
    heartbeat.touch()
    os.utime(heartbeat, (time.time() - HEARTBEAT - 1,) * 2)
    assert reader.ask("/khela/98/x/").status == 404
    assert paper.shelf.wanted() == []


def test_addresses_that_cannot_exist_are_never_asked_for(paper, alive, reader_of):
    reader = reader_of(longest_wait=30.0)
    for address in (
        "/wp-login.php",
        "/khela/x/",
        "/archive/2024/13/40/",
        "/khela/page/0/",
        "/a/b/c/d/",
    ):
        assert reader.ask(address).status == 404, address
    assert paper.shelf.wanted() == []


def test_a_press_that_does_not_answer_in_time_means_later(paper, alive, reader_of):
    reader = reader_of(longest_wait=0.0)
    found = reader.ask("/khela/99/x/")
    assert found.status == 503
    assert int(found.header("retry-after")) > 0
    assert paper.shelf.wanted() == ["/n/99"]


def test_only_a_few_wait_at_once(paper, alive):
    shelf = Shelf(paper.data, read_only=True)
    on_demand = OnDemand(shelf, alive, longest_wait=30.0, most_waits=1)
    outcomes = []
    first = threading.Thread(target=lambda: outcomes.append(on_demand.ask("/n/1001")))
    first.start()
    while not shelf.is_wanted("/n/1001"):
        time.sleep(0.001)
    while on_demand._places._value:  # until the first one has taken the place
        time.sleep(0.001)
    assert on_demand.ask("/n/1002") is Outcome.LATER
    with Press(paper, {"/n/1001": "/x/1001/a/", "/n/1002": "/x/1002/a/"}):
        first.join()
        assert outcomes == [Outcome.PRINTED]
    shelf.close()


def test_nobody_waits_where_no_place_is_given(paper, alive):
    shelf = Shelf(paper.data, read_only=True)
    on_demand = OnDemand(shelf, alive, longest_wait=30.0, most_waits=0)
    assert on_demand.ask("/n/1001") is Outcome.NOTHING
    shelf.close()


def test_a_no_is_forgotten_in_time_and_the_memory_of_them_is_bounded(paper, alive):
    shelf = Shelf(paper.data, read_only=True)
    clock = [0.0]
    on_demand = OnDemand(shelf, alive, longest_wait=0.0, most_waits=1, clock=lambda: clock[0])
    for number in range(MOST_REMEMBERED + 50):
        on_demand._remember(f"/n/{number}")
    assert len(on_demand._refused) == MOST_REMEMBERED
    last = f"/n/{MOST_REMEMBERED}"
    assert on_demand.ask(last) is Outcome.NOTHING
    assert not shelf.is_wanted(last)
    clock[0] += 60
    assert on_demand.ask(last) is Outcome.LATER
    assert shelf.is_wanted(last)
    shelf.close()
