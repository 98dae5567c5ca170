"""A small invented paper to search in."""

from __future__ import annotations

import datetime as dt

import pytest

from kagoj.search.documents import Document, Results
from kagoj.search.index import Index
from kagoj.search.searcher import Searcher

NOON = dt.datetime(2024, 5, 18, 6, 0, tzinfo=dt.UTC)  # 12:00 in Dhaka


class Archive:
    """An index and a searcher on one file, and a short way to write stories into it."""

    def __init__(self, file):
        self.file = file
        self.index = Index(file)
        self.searcher = Searcher(file)

    def story(self, number, headline="", deck="", body="", **more):
        if "published" not in more:
            more["published"] = NOON + dt.timedelta(minutes=number)
        more.setdefault("desk", "sara-desh")
        more.setdefault("desk_title", "সারা দেশ")
        more.setdefault("byline", "")
        more.setdefault("path", f"/{more['desk']}/{number}/খবর/")
        return Document(number=number, headline=headline, deck=deck, body=body, **more)

    def put(self, *args, **more):
        self.index.put([self.story(*args, **more)])

    def search(self, query, **more) -> Results:
        results = self.searcher.search(query, **more)
        assert results.available
        return results

    def found(self, query, **more) -> list[int]:
        return [hit.number for hit in self.search(query, **more).hits]


@pytest.fixture
def archive(tmp_path):
    archive = Archive(tmp_path / "data" / "search.db")
    yield archive
    archive.searcher.close()
    archive.index.close()


def text_of(spans):
    return "".join(span.text for span in spans)


def hits_of(spans):
    return [span.text for span in spans if span.hit]
