"""Reads reported by beacons: how many delivery notes on one core, and what folding them costs.

    python -m benchmarks.beacons [--seconds 4] [--repeats 5]

wrk posts beacons as pages do, each of another visitor, for 20,000 stories in turn, with hosts of
referrers and depths as bodies; delivery runs on core 0, wrk on core 1, with kept-alive connections.
Beside it, taking turns, so that a change in the machine's speed meets all: a story's page from the same
delivery, and Granian answering the same page under RSGI from one constant, the least a Python server
can do. Then the worker's own fold, in a paper of its own: every answered beacon must be counted, and
no more than were sent (wrk cuts at most one off for each connection at the end of a round). Needs wrk,
and two cores.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from benchmarks.delivery import CONNECTIONS, Row, delivery, ratios, wrk
from benchmarks.paper import KAGOJ, free_port, get, machine, spread, wait_for
from benchmarks.shelf import story
from kagoj.shelf import Shelf

STORIES = 20_000
BUDGET = 20_000  # beacons a second
RATIO = 0.9  # of Granian's pages a second
BEACONS, PAGE, GRANIAN = "beacons", "a page of ours", "Granian, RSGI: a page"

# Each round has addresses of its own: a visitor who comes again within half an hour is not counted.
_BEACONS = """
local n = 0
local hosts = {{"from=m.facebook.com", "from=www.google.com", "from=own", "from=", "from=t.co"}}
local headers = {{
  ["User-Agent"] = "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) "
    .. "Chrome/124.0.0.0 Mobile Safari/537.36",
  ["Content-Type"] = "text/plain;charset=UTF-8", ["Origin"] = "https://paper.example",
  ["Accept"] = "*/*", ["Accept-Encoding"] = "gzip, deflate, br, zstd", ["Accept-Language"] = "bn-BD,bn;q=0.9",
}}
request = function()
  n = n + 1
  headers["Referer"] = "https://paper.example/khela/" .. n .. "/"
  headers["X-Forwarded-For"] = math.floor(n / 65536) % 224 + 1 .. "."
    .. math.floor(n / 256) % 256 .. "." .. n % 256 .. ".{round}"
  return wrk.format("POST", "/beacon/" .. n % {stories} + 1, headers, hosts[n % #hosts + 1])
end
"""
_RSGI = """
import pathlib
BODY = pathlib.Path({page!r}).read_bytes()
HEADERS = [("content-type", "text/html; charset=utf-8"), ("content-encoding", "gzip")]


class App:
    async def __rsgi__(self, scope, proto):
        proto.response_bytes(200, HEADERS, BODY)


app = App()
"""


class Told(Row):
    """Beacons: each round asks with a script of its own."""

    def measure(self, seconds: int) -> None:
        self.script = _BEACONS.format(round=len(self.rates) + 1, stories=STORIES)
        super().measure(seconds)


@dataclasses.dataclass(frozen=True)
class Folded:
    """What became of the beacons."""

    answered: int
    counted: int
    lines: int
    seconds: float

    @property
    def is_true(self) -> bool:
        """Whether every answered one is counted, and nothing else but what was cut off."""
        return self.answered <= self.counted <= self.lines

    @property
    def per_million(self) -> float:
        return self.seconds / self.lines * 1e6


def measure(seconds: int, repeats: int) -> tuple[list[Row], Folded]:
    """All in turn; then folding what the beacons left."""
    with (
        tempfile.TemporaryDirectory(prefix="kagoj-bench-") as name,
        contextlib.ExitStack() as stack,
    ):
        folder = Path(name)
        served = shelved(folder / "served")
        with delivery(served, "--behind-proxy") as (port, process):
            address = f"http://127.0.0.1:{port}"
            page = f"{address}{path_of(1)}"
            peer, peer_process = stack.enter_context(granian(folder, get(page, "gzip")))
            beacons = Told(BEACONS, address, process)
            rows = [beacons, Row(PAGE, page, process), Row(GRANIAN, peer, peer_process)]
            warming = _BEACONS.format(round=250, stories=STORIES)
            beacons.answered = wrk(address, 1, warming)[2]
            for row in rows[1:]:
                wrk(row.url, 1)
            for _ in range(repeats):
                for row in rows:
                    row.measure(seconds)
        return rows, folded(folder / "paper", served / "data" / "reads", beacons.answered)


def shelved(folder: Path) -> Path:
    """A paper with nothing but a shelf of stories."""
    (folder / "data" / "static").mkdir(parents=True)
    shelf = Shelf(folder / "data")
    for start in range(1, STORIES + 1, 1000):
        with shelf.change() as change:
            for number in range(start, start + 1000):
                change.put(story(number, number))
    shelf.close()
    return folder


def path_of(number: int) -> str:
    return quote(story(number, number).path)


@contextlib.contextmanager
def granian(folder: Path, page: bytes) -> Iterator[tuple[str, int]]:
    """The address and process of a Granian that answers `page` under RSGI, on core 0."""
    (folder / "page.gz").write_bytes(page)
    (folder / "one_page.py").write_text(_RSGI.format(page=str(folder / "page.gz")))
    port = free_port()
    server = subprocess.Popen(
        ["taskset", "-c", "0", str(Path(sys.executable).with_name("granian")), "one_page:app",
         "--interface", "rsgi", "--port", str(port), "--workers", "1", "--no-ws", "--http", "1",
         "--runtime-mode", "st", "--log-level", "error"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}/", server.pid
    finally:
        server.terminate()
        server.wait(10)


def folded(paper: Path, reads: Path, answered: int) -> Folded:
    """Fold with the worker's own call, into the database of a demo paper."""
    subprocess.run([*KAGOJ, "init", str(paper), "--demo"], check=True, capture_output=True)
    lines = sum(file.read_bytes().count(b"\n") for file in reads.glob("*.reads"))
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.beacons", "--fold", str(reads)],
        check=True, capture_output=True, text=True,
        env={**os.environ, "KAGOJ_DIR": str(paper), "DJANGO_SETTINGS_MODULE": "kagoj.config.settings"},
    ).stdout  # fmt: skip
    counted, seconds = json.loads(said.splitlines()[-1])
    return Folded(answered, counted, lines, seconds)


def fold_all(reads: Path) -> tuple[int, float]:
    """Reads counted, and the seconds of one core it took."""
    import django

    django.setup()
    from django.db.models import Sum

    from kagoj.audience.folding import fold
    from kagoj.audience.models import DeskReads
    from kagoj.news.whereabouts import desks_of

    before = DeskReads.objects.aggregate(n=Sum("reads"))["n"] or 0
    began = time.process_time()
    while fold(reads, desks=desks_of).more:
        pass
    took = time.process_time() - began
    return DeskReads.objects.aggregate(n=Sum("reads"))["n"] - before, took


def _target(of_peer: float, is_true: bool) -> dict[str, object]:
    """Stands with the other targets (`benchmarks.reader_targets`)."""
    held = of_peer >= RATIO and is_true
    return {
        "area": "the reader's side",
        "measure": f"target M10: beacons a second at least {RATIO} of Granian's pages, none answered "
        "and not counted",
        "kagoj": f"{of_peer:.2f} of Granian's pages, {'none' if is_true else 'some'} not counted: "
        f"{'holds' if held else 'does not hold'}",
        "peers": {},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Beacons on one core.")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--fold", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fold:
        print(json.dumps(fold_all(options.fold)))
        return
    measured, fate = measure(options.seconds, options.repeats)
    print(f"# {machine()}")
    print(
        f"# {STORIES:,} stories; {CONNECTIONS} connections; {options.repeats} x {options.seconds} s"
    )
    print("# median (least to most)")
    for row in measured:
        print(
            f"{row.name:24} {spread(row.rates)} a second   p99 {spread(row.lates, '.2f')} ms   "
            f"{spread(row.costs, '.1f')} µs of processor each"
        )
    of_peer = ratios(measured[0].rates, measured[2].rates)
    print(f"beacons a second: {statistics.median(measured[0].rates):,.0f}, budget {BUDGET:,}")
    print(f"of Granian's pages a second: {statistics.median(of_peer):.2f}, budget {RATIO}")
    print(
        f"answered {fate.answered:,}, counted {fate.counted:,}, noted {fate.lines:,}: "
        f"{'true' if fate.is_true else 'WRONG'}; folded in {fate.per_million:.1f} s of one core a million"
    )


def rows() -> list[dict[str, object]]:
    """One row for each measure: area, measure, kagoj, peers (name → figure)."""
    measured, fate = measure(seconds=3, repeats=5)
    beacons, *peers = measured

    def row(measure: str, of: str, form: str) -> dict[str, object]:
        return {
            "area": "audience",
            "measure": f"beacons of distinct readers, one core: {measure}",
            "kagoj": spread(getattr(beacons, of), form),
            "peers": {peer.name: spread(getattr(peer, of), form) for peer in peers},
        }

    return [
        row("a second", "rates", ",.0f"),
        row("p99, ms", "lates", ".2f"),
        row("processor time each, µs", "costs", ".1f"),
        _target(statistics.median(ratios(beacons.rates, peers[1].rates)), fate.is_true),
        {
            "area": "audience",
            "measure": f"beacons answered, counted, noted, of {STORIES:,} stories",
            "kagoj": f"{fate.answered:,}; {fate.counted:,}; {fate.lines:,}",
            "peers": "all that were answered are counted" if fate.is_true else "WRONG",
        },
        {
            "area": "audience",
            "measure": "folding a million lines into the database: s of one core",
            "kagoj": f"{fate.per_million:.1f}",
            "peers": {},
        },
    ]


if __name__ == "__main__":
    main()
