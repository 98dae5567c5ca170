"""The reader's search beside the same index asked in FTS5's usual way.

    python -m benchmarks.search [--stories 50000] [--index FILE]

Puts the stories of an invented archive (`benchmarks.archive`) into an index; or
asks an index that is there: a paper's `data/search.db`, or one made before. The questions are taken
from headlines of the index, so long and short, common and rare words come as they do in headlines.
The usual way orders all matches by rank and counts them all.

Times are processor time of one core, so that what else the machine does disturbs less; the index is
in the system's memory after the first questions.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import itertools
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import archive
from benchmarks.paper import machine
from kagoj.search.analysis import WEIGHTS, analysed
from kagoj.search.documents import Document
from kagoj.search.index import Index
from kagoj.search.searcher import Searcher

QUESTIONS = 200  # of each kind
AT_ONCE = 500  # stories put in one call
VOCABULARY = 200_000

_LETTERS = "কখগঘচছজঝটঠডতথদধনপফবভমযরলশসহ"
_SIGNS = ("", "া", "ি", "ী", "ু", "ে", "ো")


def main() -> None:
    parser = argparse.ArgumentParser(description="The reader's search beside FTS5's usual way.")
    parser.add_argument("--stories", type=int, default=50_000)
    parser.add_argument("--index", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = options.index or Path(folder) / "search.db"
        if not file.exists():
            build(file, options.stories)
        stories, size = _extent(file)
        print(f"# {machine()}")
        print(f"# {stories:,} stories, {size / 1e6:,.0f} MB, {QUESTIONS} questions of each kind")
        print(f"{'ms of one core: median, p95, worst':52}{'ours':22}FTS5's usual way")
        for name, ours, usual in measured(file):
            print(f"{name:52}{_figures(ours):22}{_figures(usual) if usual else ''}")


def build(file: Path, count: int) -> None:
    began = time.perf_counter()
    with Index(file) as index:
        stories = (story.document() for story in archive.stories(count))
        while batch := list(itertools.islice(stories, AT_ONCE)):
            index.put(batch)
    taken = time.perf_counter() - began
    print(f"# {count:,} invented stories put in {taken:.0f} s: {count / taken:.0f} a second")


def invented_stories(count: int) -> Iterator[Document]:
    """Stories of some 250 words, ten minutes apart; two words in five carry an ending, as in news."""
    chance = random.Random(7)
    words = [form for rank in range(VOCABULARY) for form in _forms(_invented_word(rank))]
    weights = list(
        itertools.accumulate(
            share / (rank + 8) for rank in range(VOCABULARY) for share in _SHARES_OF_FORMS
        )
    )

    def text(length: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=length))

    first = dt.datetime(2004, 1, 1, tzinfo=dt.UTC)
    for number in range(1, count + 1):
        desk = f"desk{chance.randrange(12)}"
        yield Document(
            number=number,
            path=f"/{desk}/{number}/মাপার-সংবাদ/",
            headline=text(7),
            deck=text(12),
            body=text(min(1500, max(60, int(chance.lognormvariate(5.4, 0.5))))),
            desk=desk,
            desk_title="ডেস্ক",
            byline="নিজস্ব প্রতিবেদক",
            published=first + dt.timedelta(minutes=10 * number),
        )


_SHARES_OF_FORMS = (60, 16, 9, 4, 3, 3, 2, 2, 1)


def _forms(word: str) -> tuple[str, ...]:
    """A word and its commonest forms, in the order of `_SHARES_OF_FORMS`."""
    if word[-1] in _LETTERS:
        endings = ("ের", "ে", "টি", "কে", "ও", "গুলো", "দের", "ই")
    elif word[-1] in "াো":
        endings = ("র", "য়", "টি", "কে", "ও", "গুলো", "দের", "রা")
    else:
        endings = ("র", "তে", "টি", "কে", "ও", "গুলো", "দের", "ই")
    return (word, *(word + ending for ending in endings))


def _invented_word(rank: int) -> str:
    word, left = "", rank + 1
    while left:
        left, letter = divmod(left, len(_LETTERS) * len(_SIGNS))
        word += _LETTERS[letter % len(_LETTERS)] + _SIGNS[letter // len(_LETTERS)]
    return word


def rows() -> list[dict[str, object]]:
    """For the page of measures: of the index named in KAGOJ_INDEX, or of one made for it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(os.environ.get("KAGOJ_INDEX", f"{folder}/search.db"))
        if not file.exists():
            build(file, 50_000)
        stories, size = _extent(file)
        found: list[dict[str, object]] = [
            {
                "measure": f"{name}: ms of one core, median, p95, worst",
                "kagoj": _figures(ours),
                "peers": {"FTS5's usual way": _figures(usual)} if usual else {},
            }
            for name, ours, usual in measured(file)
        ]
    room = {"measure": "bytes of the file for each story", "kagoj": f"{size / stories:,.0f}"}
    return [
        {**row, "area": f"search in {stories:,} stories"} for row in [*found, {**room, "peers": {}}]
    ]


def _extent(file: Path) -> tuple[int, int]:
    """How many stories it has, in how many bytes."""
    with contextlib.closing(sqlite3.connect(file)) as db:
        (stories,) = db.execute("SELECT count(*) FROM stories").fetchone()
    return int(stories), file.stat().st_size


def measured(file: Path) -> Iterator[tuple[str, list[float], list[float]]]:
    """Each kind of question, with milliseconds of ours and of the usual way."""
    searcher = Searcher(file)
    usual = sqlite3.connect(file)
    headlines, desks = _sample(searcher, usual)
    chance = random.Random(11)

    def some(count: int) -> list[list[str]]:
        fitting = [words for words in headlines if len(words) >= count]
        taken = []
        for words in chance.choices(fitting, k=QUESTIONS):
            start = chance.randrange(len(words) - count + 1)
            taken.append(words[start : start + count])
        return taken

    kinds: list[tuple[str, list[str], dict[str, str]]] = [
        ("one word", [" ".join(words) for words in some(1)], {}),
        ("two words", [" ".join(words) for words in some(2)], {}),
        ("three words", [" ".join(words) for words in some(3)], {}),
        ("a phrase of two", [f'"{" ".join(words)}"' for words in some(2)], {}),
        ("one without another", [f"{one} -{other}" for one, other in some(2)], {}),
        ("two words at one desk", [" ".join(words) for words in some(2)], {"desk": desks[0]}),
        ("two words, newest first", [" ".join(words) for words in some(2)], {"order": "newest"}),
    ]
    everything: list[float] = []
    for name, questions, more in kinds:
        times = [_timed(lambda: searcher.search(asked, **more)) for asked in questions]  # noqa: B023
        everything += times
        peers: list[float] = []
        if not more and "-" not in questions[0]:
            peers = [_timed(lambda: _usual_way(usual, asked)) for asked in questions]  # noqa: B023
        yield name, times, peers
    yield "all of them (budget at 1,000,000: p95 within 50)", everything, []
    numbers = chance.choices(range(1, len(headlines)), k=QUESTIONS // 4)
    yield "stories like one", [_timed(lambda: searcher.related(n)) for n in numbers], []  # noqa: B023
    usual.close()


def _sample(searcher: Searcher, db: sqlite3.Connection) -> tuple[list[list[str]], list[str]]:
    """The words of headlines from all over the index, and its desks."""
    first, last = db.execute("SELECT min(place), max(place) FROM stories").fetchone()
    chance = random.Random(3)
    headlines = []
    with searcher._reader.moment() as index:
        for _ in range(QUESTIONS * 3):
            at = chance.randint(first, last)
            (place,) = db.execute(
                "SELECT place FROM stories WHERE place >= ? ORDER BY place LIMIT 1", (at,)
            ).fetchone()
            headlines.append(analysed(index.entries([place])[0].headline))
    desks = db.execute("SELECT desk FROM stories ORDER BY place DESC LIMIT 1").fetchone()
    return headlines, list(desks)


def _usual_way(db: sqlite3.Connection, asked: str) -> None:
    words = asked.split() if asked[0] != '"' else [asked.strip('"')]
    match = " AND ".join(f'"{" ".join(analysed(word))}"' for word in words)
    rank = f"bm25({', '.join(map(str, WEIGHTS.values()))})"
    db.execute(
        "SELECT rowid FROM words WHERE words MATCH ? AND rank MATCH ? ORDER BY rank LIMIT 20",
        (match, rank),
    ).fetchall()
    db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (match,)).fetchall()


def _timed(ask: Callable[[], object]) -> float:
    began = time.thread_time()
    ask()
    return (time.thread_time() - began) * 1000


def _figures(times: Sequence[float]) -> str:
    return f"{_at(times, 0.5):.1f}, {_at(times, 0.95):.1f}, {max(times):.1f}"


def _at(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


if __name__ == "__main__":
    main()
