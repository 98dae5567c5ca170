"""`kagoj press`: the whole paper, some addresses, the queue."""

import json
import os

import pytest

from kagoj.press import worker
from kagoj.press.models import PrintOrder, Reprint
from kagoj.press.shelving import shelf
from kagoj.shelf import Page
from tests.press.printed import print_everything


def test_all_prints_the_paper(command, paper):
    page = paper.publish("ঘাটে ভোর")
    status, said, complained = command("press", "all")
    assert (status, complained) == (0, "")
    assert said.startswith("printed ")
    for key in ("/", f"/n/{page.number}", "/khela/", "/404", "/feed.xml", "/parts/latest.html"):
        assert shelf().get(key) is not None, key
    assert not PrintOrder.objects.exists()
    assert list((paper.data / "static").rglob("*.mjs"))  # the theme's files are laid out too


@pytest.mark.parametrize(
    "address",
    [
        "/khela/1/ঘাটে-ভোর/",
        "/khela/1/%E0%A6%98%E0%A6%BE%E0%A6%9F/",
        "/n/1",
        "/n/১",
        "http://127.0.0.1:8000/khela/1/x/",
    ],
)
def test_an_address_as_it_is_typed_or_copied(command, paper, address):
    paper.publish("ঘাটে ভোর")
    assert command("press", address) == (0, f"{address}: printed\n", "")
    assert shelf().get("/n/1").status == 200


def test_several_addresses_and_a_part(command, paper):
    paper.publish("ঘাটে ভোর")
    assert command("press", "/khela/", "/parts/latest.html", "/feed.xml")[0] == 0
    assert "ঘাটে ভোর" in shelf().get("/parts/latest.html").body.decode()


def test_an_address_where_nothing_stands(command, paper):
    status, said, complained = command("press", "/", "/nai/", "/n/77")
    assert status == 1
    assert said == "/: printed\n/nai/: nothing stands there\n/n/77: nothing stands there\n"
    assert complained == "kagoj: not every address has a page.\n"
    assert shelf().get("/") is not None


@pytest.mark.parametrize(
    "address", ["khela", "/../etc/passwd", "/media/x.jpg", "//", "/\x00/", "-"]
)
def test_what_is_no_address(command, paper, address):
    status, said, complained = command("press", address)
    assert (status, said) == (1, "")
    assert "is no page of the paper" in complained


def test_printing_takes_away_what_is_gone(command, paper):
    page = paper.publish("ঘাটে ভোর")
    print_everything()
    page.unpublish()
    PrintOrder.objects.all().delete()
    assert command("press", "/n/1")[0] == 0
    assert shelf().get("/n/1").status == 410


def test_status_shows_the_queue_and_why(command, paper):
    paper.publish("ঘাটে ভোর")
    PrintOrder.objects.create(
        reason="publish 7", keys=["/n/7"], state="failed", tries=6, error="/n/7: ValueError: ভাঙা"
    )
    status, said, _ = command("press", "status")
    assert status == 0
    assert "waiting: 3 " in said
    assert "failed: 1 " in said
    assert "(publish 7), tried 6 times: /n/7: ValueError: ভাঙা" in said
    found = json.loads(command("press", "status", "--json")[1])
    assert (found["waiting"], found["failed"]) == (3, 1)


def test_status_tells_how_far_a_reprint_is(command, paper):
    """A hundred pages at two a second take 50 seconds."""
    Reprint.objects.create(reason="new design", pages=300, ordered=200, pace=2.0)
    said = command("press", "status")[1]
    assert "printing the paper anew (new design): 200 of about 300 pages, about 0:00:50" in said
    assert json.loads(command("press", "status", "--json")[1])["pages"] == 100


def test_a_page_that_fails_is_told_and_the_others_are_printed(command, paper, monkeypatch):
    paper.publish("ঘাটে ভোর")
    monkeypatch.setattr("kagoj.theme.pages.footer", lambda: 1 / 0)
    status, _, complained = command("press", "all")
    assert status == 1
    assert complained.splitlines()[-1] == (
        "kagoj: 1 orders are not printed; see: kagoj press status"
    )
    assert shelf().get("/n/1").status == 200
    status, said, _ = command("press", "/parts/footer.html")
    assert status == 1
    assert "ZeroDivisionError" in said
    assert worker.queue()["waiting"] == 1


def test_compacting_gives_room_back_and_changes_no_page(command, paper):
    pages = [paper.publish(f"খবর {n}") for n in range(3)]
    command("press", "all")
    with shelf().change() as change:
        for n in range(200):
            change.put(Page(key=f"/x/{n}/", path=f"/x/{n}/", body=os.urandom(20_000)))
    with shelf().change() as change:
        for n in range(200):
            change.remove(f"/x/{n}/")

    def size():
        return sum(file.stat().st_size for file in paper.data.glob("shelf.db*"))

    before = {key: shelf().get(key).body for key in shelf().keys("/")}
    full = size()
    status, said, complained = command("press", "compact")
    assert (status, complained) == (0, "")
    assert size() < full / 2
    assert "KiB" in said
    assert {key: shelf().get(key).body for key in shelf().keys("/")} == before
    assert len(pages) == 3
