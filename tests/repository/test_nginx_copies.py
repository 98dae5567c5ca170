"""Copies of pages that nginx sends by itself: real nginx with the configuration we ship, real delivery.

What delivery lays and takes away is in tests/delivery/test_copies.py.
"""

import re
import time
from http.client import HTTPConnection
from urllib.parse import quote

import pytest

from kagoj.delivery.copies import name_of
from kagoj.delivery.policies import SHARED_AGE, Policies
from kagoj.press.caches.cache import Change
from kagoj.press.caches.nginx import Nginx
from kagoj.press.purging import Watch
from kagoj.shelf import Page
from kagoj.theme.assets import first_script_hash
from tests.repository.test_nginx import (
    PATIENCE,
    READERS,
    SENTENCES,
    SHIPPED,
    Answer,
    House,
    fresh,
    opened,
    wait_until,
)

pytestmark = pytest.mark.system

DEFAULT_AGE = 5  # seconds, as `kagoj serve` has it


def options(house):
    """As `kagoj serve` starts delivery where `purge` names nginx."""
    return ["--copies", house.data / "copies", "--shared-age", str(SHARED_AGE), "--tag-header", "",
            "--inline-script", first_script_hash()]  # fmt: skip


@pytest.fixture(scope="module")
def laying(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("laying"))
    with opened(house, DEFAULT_AGE, options(house)):
        yield house


def laid(house, text="পাতা"):
    """A page of which nginx has found a copy in every coding."""
    path = fresh(house, text)
    for coding in ("gzip", "identity", "br"):
        wait_until(
            lambda coding=coding: house.ask(path, accept_encoding=coding).cache == "COPY", coding
        )
    return path


def test_the_file_has_the_headers_of_the_pages_that_delivery_lays_copies_of():
    headers = Policies(
        DEFAULT_AGE, [first_script_hash()], shared_age=SHARED_AGE, tag_header=""
    ).of_copies
    (place,) = re.findall(r"location \^~ / \{(.*?)\n    \}", SHIPPED.read_text("utf-8"), re.DOTALL)
    told = {name.lower(): value.strip('"') for name, value in
            re.findall(r'(?:add_header|default_type) *([\w-]*) ("[^"]*"|[\w-]+);', place)}  # fmt: skip
    told["content-type"] = told.pop("")
    assert {name: told.get(name) for name, _ in headers} == dict(headers)
    assert f"/copies/now/{name_of(headers)};" in place


@pytest.mark.parametrize(
    ("wish", "coding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", None)]
)
def test_a_copy_is_sent_as_delivery_sends_the_page(laying, wish, coding):
    path = laid(laying)
    direct, copy = (
        laying.ask_delivery(path, accept_encoding=wish),
        laying.ask(path, accept_encoding=wish),
    )
    assert (copy.cache, copy.headers.get("content-encoding")) == ("COPY", coding)
    assert copy.raw == direct.raw
    theirs = {"date", "etag", "last-modified"}
    ours = {"server", "connection", "accept-ranges", "x-cache", "strict-transport-security"}
    assert {name: value for name, value in copy.headers.items() if name not in theirs | ours} == {
        name: value for name, value in direct.headers.items() if name not in theirs
    }
    assert "last-modified" not in copy.headers


def test_who_has_a_copy_is_told_that_nothing_changed(laying):
    path = laid(laying)
    tag = laying.ask(path, accept_encoding="br").headers["etag"]
    again = laying.ask(path, accept_encoding="br", if_none_match=tag)
    assert (again.status, again.raw) == (304, b"")
    # A date beside it says nothing (RFC 9110, 13.1.3), and alone is not believed.
    dated = laying.ask(
        path, accept_encoding="br", if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT"
    )
    assert dated.status == 200


def test_a_copy_serves_what_others_append_to_a_link(laying):
    path = laid(laying)
    assert laying.ask(f"{path}?fbclid=IwAR1").cache == "COPY"


def test_a_copy_goes_with_its_page_and_the_new_one_is_laid(laying):
    path = laid(laying, "আগের কথা")
    laying.put(Page(key=path, path=path, body="নতুন কথা".encode()))
    wait_until(lambda: laying.ask_delivery(path).text == "নতুন কথা", "the new page in delivery")
    Nginx(f"127.0.0.1:{laying.renewing_port}").tell(Change(("x",), (path,)))
    wait_until(lambda: laying.ask(path).text == "নতুন কথা", "the new page")
    for _ in range(20):
        assert laying.ask(path).text == "নতুন কথা"
    wait_until(lambda: laying.ask(path).cache == "COPY", "the new copy")
    assert laying.ask(path).text == "নতুন কথা"


def test_a_withdrawn_page_leaves_no_copy(laying):
    path = laid(laying)
    laying.put(Page(key=path, path=path, status=410, body="প্রত্যাহার করা হয়েছে".encode()))
    wait_until(lambda: laying.ask_delivery(path).status == 410, "410 in delivery")
    Nginx(f"127.0.0.1:{laying.renewing_port}").tell(Change(("x",), (path,)))
    wait_until(lambda: laying.ask(path).status == 410, "410")
    assert not list((laying.data / "copies" / "now").rglob(f"{path.strip('/')}/@*"))


@pytest.mark.parametrize("how", ["renamed", "withdrawn"])
def test_the_address_a_story_left_shows_it_no_more(laying, how):
    """Copies gone, nginx's own cache still has the page under its former address: the press's watch has
    that renewed, too."""
    number = time.monotonic_ns() % 10**12
    key, former = f"/n/{number}", f"/khela/{number}/জয়/"
    laying.put(Page(key=key, path=former, body=("আগের কথা" + SENTENCES).encode()))
    for coding in ("br", "gzip", "identity"):
        wait_until(
            lambda coding=coding: laying.ask(quote(former), accept_encoding=coding).cache == "COPY",
            coding,
        )
    watch = Watch(
        "nginx://laying", Nginx(f"127.0.0.1:{laying.renewing_port}"), laying.shelf, laying.data
    )
    watch._last = watch._told.version = laying.shelf.version()
    if how == "renamed":
        laying.put(Page(key=key, path=f"/khela/{number}/বড়-জয়/", body="নতুন কথা".encode()))
    else:
        laying.put(Page(key=key, path=key, status=410, body="প্রত্যাহার করা হয়েছে".encode()))
    watch.turn()
    for coding in ("br", "gzip", "identity"):
        wait_until(
            lambda coding=coding: (
                laying.ask(quote(former), accept_encoding=coding).status in {301, 410}
            ),
            coding,
        )
        answer = laying.ask(quote(former), accept_encoding=coding)
        assert answer.status == (301 if how == "renamed" else 410)


def test_the_press_renews_past_the_copies(laying):
    path = laid(laying)
    connection = HTTPConnection("127.0.0.1", laying.renewing_port, timeout=PATIENCE)
    try:
        connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", READERS)
        connection.putheader("Accept-Encoding", "br")
        connection.endheaders()
        answer = Answer(connection.getresponse())
    finally:
        connection.close()
    assert answer.status == 200
    assert answer.cache != "COPY"


def test_copies_are_sent_while_delivery_is_away(laying):
    path, word = laid(laying), "জোয়ার"
    laying.kill_delivery()
    try:
        answer = laying.ask(path)
        assert (answer.status, answer.cache) == (200, "COPY")
        assert word in answer.text
    finally:
        laying.start_delivery(DEFAULT_AGE, options(laying))


def test_what_changed_while_delivery_was_away_is_not_sent_from_a_copy_when_it_is_back(laying):
    path = laid(laying, "আগের কথা")
    laying.kill_delivery()
    laying.put(Page(key=path, path=path, body="নতুন কথা".encode()))
    laying.start_delivery(DEFAULT_AGE, options(laying))
    Nginx(f"127.0.0.1:{laying.renewing_port}").tell(Change(("x",), (path,)))
    wait_until(lambda: laying.ask(path).text == "নতুন কথা", "the new page")
    wait_until(lambda: laying.ask(path).cache == "COPY", "the new copy")
    assert laying.ask(path).text == "নতুন কথা"
