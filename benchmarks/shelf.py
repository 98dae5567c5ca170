"""The shelf in one SQLite file beside one file for each page, on the same invented stories.

    python -m benchmarks.shelf [--pages 20000] [--stores 4,8,16,32,files]

Measures the room taken, a change of twelve pages at once (what publishing one story touches),
reading one page, and opening the shelf with its first answer. Stores are SQLite with pages of so many
kilobytes, and files. The files are written as they would have to be for a change to survive a power cut:
each synced, their folders synced, and a line in a log that makes the change visible.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import random
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.paper import machine, spread
from kagoj.shelf import Page, Shelf
from kagoj.shelf.stores import sqlite

SHELF_KB = sqlite.PAGE_SIZE // 1024
CHANGED_AT_ONCE = 12
CHANGES = 40
READS = 2000

_LETTERS = "কখগঘচছজঝটডতথদধনপফবভমযরলশসহ"
_SIGNS = ["", "া", "ি", "ী", "ু", "ে", "ো", "্র", "্য"]
_FRAME = "<!doctype html><html lang=bn><style>" + "body{margin:0}" * 120 + "</style>"


def invented_words(chance: random.Random) -> list[str]:
    return [
        "".join(chance.choice(_LETTERS) + chance.choice(_SIGNS) for _ in range(length))
        for length in chance.choices([2, 3, 4], k=20_000)
    ]


WORDS = invented_words(random.Random(7))
# Words as language has them: a few everywhere, most of them rare (Zipf).
WEIGHTS = [1 / rank for rank in range(1, len(WORDS) + 1)]


# A page draws its paragraphs from these: inventing a million pages word by word would take hours.
PARAGRAPHS = 5_000


def invented_paragraphs(chance: random.Random) -> list[str]:
    return [" ".join(chance.choices(WORDS, WEIGHTS, k=45)) for _ in range(PARAGRAPHS)]


TEXTS = invented_paragraphs(random.Random(8))


def story(number: int, seed: int) -> Page:
    chance = random.Random(seed)
    text = "</p><p>".join(chance.choices(TEXTS, k=chance.randint(10, 20)))
    return Page(
        key=f"/n/{number}",
        path=f"/khela/{number}/শিরোনাম/",
        body=f"{_FRAME}<h1>{number}</h1><p>{text}</p>".encode(),
        tags=(f"story-{number}", "desk-khela"),
        design="d1",
    )


class Files:
    """One file for each page and version, and a log of changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = (folder / "log").open("ab", buffering=0)

    def place(self, key: str, version: int) -> Path:
        name = key.rpartition("/")[2]
        folder = self.folder / f"{int(name) % 256:02x}"
        folder.mkdir(exist_ok=True)
        return folder / f"{name}.{version}"

    def change(self, pages: Sequence[Page], version: int) -> None:
        folders = set()
        for page in pages:
            file = self.place(page.key, version)
            with file.open("wb") as stream:
                stream.write(zlib.compress(page.body))
                stream.flush()
                os.fsync(stream.fileno())
            folders.add(file.parent)
        for folder in folders:
            handle = os.open(folder, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)
        self.log.write(f"{version} {[page.key for page in pages]}\n".encode())
        os.fsync(self.log.fileno())

    def get(self, key: str) -> bytes:
        return zlib.decompress(self.place(key, 0).read_bytes())


def timed(work: Callable[[int], object], times: int) -> list[float]:
    """Milliseconds that each of `times` turns took."""
    took = []
    for turn in range(times):
        before = time.perf_counter()
        work(turn)
        took.append((time.perf_counter() - before) * 1000)
    return took


@dataclasses.dataclass
class Figures:
    """Of one store."""

    name: str
    room: float  # bytes of a page
    change: list[float]  # ms
    get: list[float]
    opening: list[float] = dataclasses.field(default_factory=lambda: [0.0])

    def __str__(self) -> str:
        microseconds = [one * 1000 for one in self.get]
        return (
            f"{self.room:,.0f} B a page, change {spread(self.change, '.1f')} ms, "
            f"get {spread(microseconds, ',.0f')} µs, open {spread(self.opening, '.1f')} ms"
        )


@dataclasses.dataclass
class Work:
    """What every store is asked to do."""

    pages: int
    new: list[list[Page]]
    asked: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description="The shelf beside files.")
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--stores", default="4,8,16,32,files")
    options = parser.parse_args()
    print(f"# {machine()}")
    print(f"# {options.pages:,} pages; changes of {CHANGED_AT_ONCE}; median (least to most)")
    for figures in measured(options.pages, options.stores):
        print(f"{figures.name:14} {figures}", flush=True)


def rows() -> list[dict[str, object]]:
    """For the page of measures; how many pages, if not 20,000, says KAGOJ_PAGES."""
    pages = int(os.environ.get("KAGOJ_PAGES", "20000"))
    ours, files = measured(pages, f"{SHELF_KB},files")
    measure = f"{pages:,} pages of stories; changes of {CHANGED_AT_ONCE}"
    return [
        {
            "area": "the shelf",
            "measure": measure,
            "kagoj": str(ours),
            "peers": {"files": str(files)},
        }
    ]


def measured(pages: int, stores: str) -> Iterator[Figures]:
    chance = random.Random(11)
    work = Work(
        pages,
        [
            [story(n, 10**9 + n + turn) for n in chance.sample(range(pages), CHANGED_AT_ONCE)]
            for turn in range(CHANGES)
        ],
        [f"/n/{chance.randrange(pages)}" for _ in range(READS)],
    )
    for store in stores.split(","):
        with tempfile.TemporaryDirectory(prefix="kagoj-bench-") as name:
            if store == "files":
                yield measure_files(Path(name), work)
            else:
                yield measure_sqlite(Path(name), int(store) * 1024, work)


def measure_sqlite(folder: Path, size: int, work: Work) -> Figures:
    sqlite.PAGE_SIZE = size
    shelf = Shelf(folder)
    for first in range(0, work.pages, 500):
        with shelf.change() as change:
            for number in range(first, min(first + 500, work.pages)):
                change.put(story(number, number))
    shelf.compact()
    room = sum(file.stat().st_size for file in folder.iterdir()) / work.pages

    def put(turn: int) -> None:
        with shelf.change() as change:
            for page in work.new[turn]:
                change.put(page)

    def opened(turn: int) -> None:
        another = Shelf(folder, read_only=True)
        another.get(work.asked[turn])
        another.close()

    changes = timed(put, CHANGES)
    reads = timed(lambda turn: shelf.get(work.asked[turn]), READS)
    opening = timed(opened, CHANGES)
    shelf.close()
    return Figures(f"SQLite {size // 1024} kB", room, changes, reads, opening)


def measure_files(folder: Path, work: Work) -> Figures:
    files = Files(folder)
    for number in range(work.pages):
        file = files.place(f"/n/{number}", 0)
        file.write_bytes(zlib.compress(story(number, number).body))
    os.sync()
    room = sum(file.stat().st_blocks * 512 for file in folder.rglob("*")) / work.pages
    changes = timed(lambda turn: files.change(work.new[turn], turn + 1), CHANGES)
    reads = timed(lambda turn: files.get(work.asked[turn]), READS)
    files.log.close()
    return Figures("files", room, changes, reads)


if __name__ == "__main__":
    main()
