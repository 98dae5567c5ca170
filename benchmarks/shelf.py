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
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.paper import machine, spread
from kagoj.shelf import Page, Shelf
from kagoj.shelf.stores import sqlite

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


def report(
    name: str, room: float, change: list[float], get: list[float], opening: list[float]
) -> None:
    microseconds = [one * 1000 for one in get]
    print(
        f"{name:14} {room:6,.0f} B/page   change {spread(change, '.1f')} ms   "
        f"get {spread(microseconds, ',.0f')} us   open {spread(opening, '.1f')} ms",
        flush=True,
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
    chance, pages = random.Random(11), options.pages
    work = Work(
        pages,
        [
            [story(n, 10**9 + n + turn) for n in chance.sample(range(pages), CHANGED_AT_ONCE)]
            for turn in range(CHANGES)
        ],
        [f"/n/{chance.randrange(pages)}" for _ in range(READS)],
    )
    print(f"# {machine()}")
    print(f"# {pages:,} stories; changes of {CHANGED_AT_ONCE} pages; median (least to most)")
    for store in options.stores.split(","):
        with tempfile.TemporaryDirectory(prefix="kagoj-bench-") as name:
            if store == "files":
                measure_files(Path(name), work)
            else:
                measure_sqlite(Path(name), int(store) * 1024, work)


def measure_sqlite(folder: Path, size: int, work: Work) -> None:
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
    report(f"SQLite {size // 1024} kB", room, changes, reads, opening)


def measure_files(folder: Path, work: Work) -> None:
    files = Files(folder)
    for number in range(work.pages):
        file = files.place(f"/n/{number}", 0)
        file.write_bytes(zlib.compress(story(number, number).body))
    os.sync()
    room = sum(file.stat().st_blocks * 512 for file in folder.rglob("*")) / work.pages
    changes = timed(lambda turn: files.change(work.new[turn], turn + 1), CHANGES)
    reads = timed(lambda turn: files.get(work.asked[turn]), READS)
    files.log.close()
    report("files", room, changes, reads, [0.0])


if __name__ == "__main__":
    main()
