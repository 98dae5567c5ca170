"""A paper of 1,000 stories at rest: how soon it is served, what it takes of memory, and printing on demand.

    python -m benchmarks.serving [--repeats 5]

Start-up: from `kagoj serve` to the first answer to a reader, and to the newsroom's sign-in page. Memory: of
all its processes, each shared page divided among those that share it (PSS), half a minute after that. On
demand: a story of the archive that does not lie on the shelf is asked for by one reader, and others by 64 at
once each.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import contextlib
import subprocess
import tempfile
import time
import urllib.error
from collections.abc import Iterator
from pathlib import Path

from benchmarks.archive_paper import made
from benchmarks.paper import KAGOJ, free_port, get, machine, spread

STORIES = 1_000
READERS = 64
REST = 30  # seconds


def main() -> None:
    parser = argparse.ArgumentParser(description="A paper at rest.")
    parser.add_argument("--repeats", type=int, default=5)
    print(f"# {machine()}")
    for row in rows(parser.parse_args().repeats):
        print(f"{row['measure']:60} {row['kagoj']}   {row['peers']}")


def rows(repeats: int = 5) -> list[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="kagoj-bench-") as folder:
        paper = Path(folder) / "paper"
        made(paper, STORIES)
        readers, newsroom = [], []
        for _ in range(repeats):
            with _served(paper) as (began, port, newsroom_port, _):
                readers.append(_answered(f"http://127.0.0.1:{port}/", began))
                newsroom.append(_answered(f"http://127.0.0.1:{newsroom_port}/login/", began))
        with _served(paper) as (began, port, newsroom_port, pid):
            _answered(f"http://127.0.0.1:{newsroom_port}/login/", began)
            time.sleep(REST)
            memory = memory_of(pid)
            one = [_asked(port, number) for number in range(100, 100 + 6 * repeats)]
            many = [_asked_by_many(port, number) for number in range(50, 50 + repeats)]
    return [
        _row("from `kagoj serve` to the first reader's answer, ms", spread(readers, ",.0f")),
        _row("from `kagoj serve` to the newsroom's sign-in, ms", spread(newsroom, ",.0f")),
        _row("memory of all processes at rest, MiB (PSS)", f"{memory:,.0f}", "budget: 400"),
        _row("a story that is printed on demand, ms", spread(one, ",.0f")),
        _row(f"the same for {READERS} readers at once, the last one's ms", spread(many, ",.0f")),
    ]


def _row(measure: str, figure: str, goal: str = "") -> dict[str, str]:
    return {"area": "a paper at rest", "measure": measure, "kagoj": figure, "peers": goal}


@contextlib.contextmanager
def _served(paper: Path) -> Iterator[tuple[float, int, int, int]]:
    """When it was started, its two ports and its first process."""
    port, newsroom = free_port(), free_port()
    began = time.perf_counter()
    serve = subprocess.Popen(
        [*KAGOJ, "serve", "--dir", str(paper), "--port", str(port), "--newsroom-port", str(newsroom)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield began, port, newsroom, serve.pid
    finally:
        serve.terminate()
        serve.wait(20)


def _answered(url: str, began: float) -> float:
    """Milliseconds from `began` to the first answer."""
    while time.perf_counter() - began < 60:
        with contextlib.suppress(OSError):
            get(url)
            return (time.perf_counter() - began) * 1000
        time.sleep(0.005)
    raise TimeoutError(url)


def _asked(port: int, number: int) -> float:
    began = time.perf_counter()
    while time.perf_counter() - began < 30:
        try:
            get(f"http://127.0.0.1:{port}/n/{number}")
            return (time.perf_counter() - began) * 1000
        except urllib.error.HTTPError as answer:
            if answer.code not in {404, 503}:
                raise
    raise TimeoutError(f"story {number} was not printed")


def _asked_by_many(port: int, number: int) -> float:
    """Milliseconds until the last of many readers had it."""
    with concurrent.futures.ThreadPoolExecutor(READERS) as readers:
        return max(readers.map(lambda _: _asked(port, number), range(READERS)))


def memory_of(pid: int) -> float:
    """MiB of a process and those below it."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
    return total / 1024


if __name__ == "__main__":
    main()
