"""A small paper on a shelf, and a Delivery in front of it."""

import dataclasses
from urllib.parse import unquote_to_bytes

import pytest

from kagoj.delivery.app import Delivery
from kagoj.delivery.request import Request
from kagoj.shelf import Page, Shelf

STORY_PATH = "/khela/17/জয়ের-পথে/"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclasses.dataclass
class Paper:
    """A data folder with its shelf."""

    data: object
    shelf: Shelf

    def put(self, *pages):
        with self.shelf.change() as change:
            for page in pages:
                change.put(page)

    def remove(self, *keys):
        with self.shelf.change() as change:
            for key in keys:
                change.remove(key)

    def part(self, name, text, **more):
        key = f"/parts/{name}.html"
        self.put(Page(key=key, path=key, body=text.encode(), tags=(f"part-{name}",), **more))

    def page(self, key, text="পাতা", **more):
        self.put(Page(key=key, path=more.pop("path", key), body=text.encode(), **more))


class Reader:
    """Asks a Delivery as a browser would."""

    def __init__(self, delivery):
        self.delivery = delivery

    def ask(self, address, method="GET", **headers):
        path, _, query = address.partition("?")
        wire = unquote_to_bytes(path).decode("latin-1")
        headers.setdefault("agent", BROWSER)
        headers.setdefault("client", "192.0.2.7")
        return self.delivery.answer(Request(method, wire, query, **headers))


STORY = Page(
    key="/n/17",
    path=STORY_PATH,
    body=(
        "<h1>জয়ের পথে</h1>"
        + "<p>ধলেশ্বরীর ঘাটে বিকেলের রোদ পড়ে এলে মাঝিরা বৈঠা তুলে রাখে।</p>" * 30
        + '<aside><!--#include virtual="/parts/latest.html" --></aside>'
    ).encode(),
    tags=("story-17", "desk-khela"),
    printed=1_700_000_000.0,
    modified=1_699_000_000.0,
)


@pytest.fixture
def paper(tmp_path):
    data = tmp_path / "data"
    paper = Paper(data, Shelf(data))
    paper.put(
        STORY,
        Page(
            key="/",
            path="/",
            body="প্রথম পাতা <!--#include virtual='/x' -->".encode(),
            tags=("home",),
        ),
        Page(key="/khela/", path="/khela/", body="খেলা".encode()),
        Page(key="/404", path="/404", status=404, body="ছাপা পাতা: নেই".encode()),
        Page(key="/500", path="/500", status=500, body="ছাপা পাতা: গোলমাল".encode()),
        Page(
            key="/search",
            path="/search",
            body=b'<input value="<!--#kagoj query -->"><!--#kagoj results -->',
        ),
        Page(
            key="/robots.txt",
            path="/robots.txt",
            body=b"User-agent: *\n",
            content_type="text/plain; charset=utf-8",
        ),
        Page(key="/n/18", path="/n/18", status=410, body="প্রত্যাহৃত".encode()),
    )
    paper.part("latest", "সর্বশেষ: এক")
    yield paper
    paper.shelf.close()


@pytest.fixture
def reader_of(paper):
    """Makes a reader of a Delivery with other settings; every change is seen at once."""

    def reader(data=None, static=(), **settings):
        return Reader(Delivery(data or paper.data, static, look_every=0, **settings))

    return reader


@pytest.fixture
def reader(reader_of):
    return reader_of()


@pytest.fixture
def delivery(reader):
    return reader.delivery
