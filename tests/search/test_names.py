"""The paper's register of names in search: a file that is replaced while it is asked."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from kagoj.search import names
from kagoj.search.asking import ask
from kagoj.search.documents import Document
from kagoj.search.index import Index
from kagoj.search.searcher import Searcher
from kagoj.search.suggesting import Suggester

HEADLINES = ("খামেনির ভাষণ", "মুহাম্মদ ইউনূস দেশে ফিরলেন", "নদীর ঘাটে ভিড়")


@pytest.fixture
def data(tmp_path):
    with Index(tmp_path / "search.db") as index:
        index.put(
            Document(
                number=number, path=f"/x/{number}/", headline=headline, deck="", body="", desk="x",
                desk_title="x", byline="", published=dt.datetime(2024, 5, 18, number, tzinfo=dt.UTC),
            )
            for number, headline in enumerate(HEADLINES, 1)
        )  # fmt: skip
    return tmp_path


def test_names_are_taken_as_the_paper_writes_them(data) -> None:
    suggester = Suggester(data / "search.db")
    told = {"supreme leader": ["খামেনি"], "খোমায়নী": ["খামেনি"], "chief adviser": ["মুহাম্মদ ইউনূস"]}
    names.write(data / names.NAMES, told, 1)
    assert suggester.understood("Supreme Leader ভাষণ") == "খামেনি ভাষণ"
    assert suggester.understood("chief-adviser") == "মুহাম্মদ ইউনূস"
    assert suggester.understood("খোমায়নী") == "খামেনি"
    assert suggester.understood('"খোমায়নী"') == '"খোমায়নী"'  # quoted: as it is written
    assert "মুহাম্মদ ইউনূস" in suggester.completions("chief ad")
    asked = ask("supreme leader", Searcher(data / "search.db").search, suggester)
    assert [hit.number for hit in asked.results.hits] == [1]


def test_another_register_counts_at_once(data) -> None:
    suggester = Suggester(data / "search.db")
    for edition, typed in enumerate(("the boatman", "the ferryman"), 1):
        names.write(data / names.NAMES, {typed: ["খামেনি"]}, edition)
        assert suggester.understood(typed) == "খামেনি"
    assert suggester.understood("the boatman") != "খামেনি"


def test_a_name_that_no_story_has_changes_nothing(data) -> None:
    names.write(data / names.NAMES, {"zxq zxq": ["অজানানাম"]}, 1)
    assert Suggester(data / "search.db").understood("zxq zxq") == "zxq zxq"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"names": 3, "edition": 1}', '{"names": {"a": 5}, "edition": 1}', '{"edition": 2}',
     '{"names": {"": ["x"], "a b c d e f g h": ["y"]}, "edition": "x"}', "\x00"],
)  # fmt: skip
def test_a_broken_file_has_no_names_and_keeps_search_alive(data, text) -> None:
    (data / names.NAMES).write_text(text)
    assert Suggester(data / "search.db").understood("ঘাট") == "ঘাট"


def test_a_file_too_large_is_left_alone(data, monkeypatch) -> None:
    monkeypatch.setattr(names, "LARGEST", 40)
    names.write(data / names.NAMES, {f"name {i}": ["খামেনি"] for i in range(9)}, 1)
    assert names.NamesFile(data / names.NAMES).now() is names.NO_NAMES


def test_readers_see_the_former_names_or_the_new_ones(tmp_path) -> None:
    file, stop, seen = tmp_path / names.NAMES, threading.Event(), set()
    names.write(file, {"a": ["ক"]}, 1)
    held = names.NamesFile(file)

    def reads() -> None:
        while not stop.is_set():
            seen.add(tuple(held.now().written(("a",))))

    readers = [threading.Thread(target=reads) for _ in range(3)]
    for reader in readers:
        reader.start()
    for edition in range(2, 60):
        names.write(file, {"a": ["ক" if edition % 2 else "খ"]}, edition)
    stop.set()
    for reader in readers:
        reader.join()
    assert seen <= {("ক",), ("খ",)}
    assert [one.name for one in tmp_path.iterdir()] == [names.NAMES]
