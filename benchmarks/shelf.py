"""The shelf in one SQLite file beside one file for each page, on the same invented stories.

    python -m benchmarks.shelf [--pages 20000]

Measures the room taken, a change of twelve pages at once (what publishing one story touches), and
reading one page. The files are written as they would have to be for a change to survive a power cut:
each synced, their folders synced, and a line in a log that makes the change visible.
"""

from __future__ import annotations

import argparse
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
PAGE_SIZES = (4096, 8192, 16384, 32768)

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


def story(number: int, seed: int) -> Page:
    chance = random.Random(seed)
    text = " ".join(chance.choices(WORDS, WEIGHTS, k=chance.randint(450, 900)))
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


def report(name: str, room: float, change: list[float], get: list[float]) -> None:
    microseconds = [one * 1000 for one in get]
    print(
        f"{name:14} {room:6,.0f} B/page   change {spread(change, '.1f')} ms   "
        f"get {spread(microseconds, ',.0f')} us",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="The shelf beside files.")
    parser.add_argument("--pages", type=int, default=20_000)
    pages = parser.parse_args().pages
    chance = random.Random(11)
    new = [
        [story(number, 10**9 + number + turn) for number in chance.sample(range(pages), CHANGED_AT_ONCE)]
        for turn in range(CHANGES)
    ]  # fmt: skip
    asked = [f"/n/{chance.randrange(pages)}" for _ in range(READS)]
    print(f"# {machine()}")
    print(f"# {pages:,} stories; changes of {CHANGED_AT_ONCE} pages; median (least to most)")
    for size in PAGE_SIZES:
        sqlite.PAGE_SIZE = size
        with tempfile.TemporaryDirectory(prefix="kagoj-bench-") as name:
            shelf = Shelf(name)
            for first in range(0, pages, 500):
                with shelf.change() as change:
                    for number in range(first, min(first + 500, pages)):
                        change.put(story(number, number))
            shelf.compact()
            room = sum(file.stat().st_size for file in Path(name).iterdir()) / pages

            def put(turn: int, shelf: Shelf = shelf) -> None:
                with shelf.change() as change:
                    for page in new[turn]:
                        change.put(page)

            changes = timed(put, CHANGES)
            reads = timed(lambda turn, shelf=shelf: shelf.get(asked[turn]), READS)  # type: ignore[misc]
            shelf.close()
        report(f"SQLite {size // 1024} kB", room, changes, reads)
    with tempfile.TemporaryDirectory(prefix="kagoj-bench-") as name:
        files = Files(Path(name))
        for number in range(pages):
            file = files.place(f"/n/{number}", 0)
            file.write_bytes(zlib.compress(story(number, number).body))
        os.sync()
        room = sum(file.stat().st_blocks * 512 for file in Path(name).rglob("*")) / pages
        changes = timed(lambda turn: files.change(new[turn], turn + 1), CHANGES)
        reads = timed(lambda turn: files.get(asked[turn]), READS)
        files.log.close()
    report("files", room, changes, reads)


if __name__ == "__main__":
    main()
