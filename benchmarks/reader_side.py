"""The reader's side beside what papers would use instead: one story in Kagoj, Wagtail, WordPress and Ghost.

    python -m benchmarks.reader_side [--repeats 3] [--seconds 3] [--fillers 600] [--only Kagoj,WordPress]

How each system is set up stands in `benchmarks/peers/`; what cannot be had here is skipped, with what to
install. All run at once, each on core 0 whole (its database too), and take turns. All show the story
with its photograph and hold the same number of other stories; the page around it is each system's own.

First visit: `benchmarks/first_view.py`. Throughput: wrk on core 1, 16 kept-alive connections, gzip.
Memory: PSS of all its processes after that; for Kagoj both the process that answers readers, which is its
whole reading side, and everything that `kagoj serve` starts. Publishing: from before a story is created
to the home page that shows it, through each system's own Python, PHP or HTTP interface. Import: how long
filling it with the other stories took, by `add_child`, `wp_insert_post`, Ghost's JSON and `kagoj import`.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import first_view
from benchmarks.delivery import processor_time, ratios, wrk
from benchmarks.first_view import LINES, View
from benchmarks.paper import get, machine, spread
from benchmarks.peers import FOLDER, Peer, Unavailable, ghost, kagoj_paper, plain_wagtail, wordpress
from benchmarks.peers.articles import FILLERS, Article, articles
from benchmarks.reader_targets import targets
from benchmarks.serving import memory_of
from kagoj.theme import assets

CONNECTIONS = 16
PUBLISHED = 5  # stories, after one that is not counted: it starts what sleeps
LONGEST = 20.0  # seconds that a story may take to the home page
KAGOJ, WAGTAIL, CACHED, WORDPRESS, GHOST = (
    "Kagoj", "Wagtail", "Wagtail with wagtail-cache", "WordPress", "Ghost",
)  # fmt: skip
SYSTEMS: dict[str, Callable[[Path, list[Article]], contextlib.AbstractContextManager[Peer]]] = {
    KAGOJ: kagoj_paper.served,
    WAGTAIL: plain_wagtail.served,
    CACHED: lambda folder, some: plain_wagtail.served(folder, some, cached=True),
    WORDPRESS: wordpress.served,
    GHOST: ghost.served,
}


@dataclasses.dataclass
class Measured:
    """A system, and what was measured of it."""

    peer: Peer
    views: dict[str, list[View]] = dataclasses.field(default_factory=lambda: {n: [] for n in LINES})
    rates: list[float] = dataclasses.field(default_factory=list)  # requests a second
    costs: list[float] = dataclasses.field(default_factory=list)  # ms of processor for each
    html: int = 0  # bytes, gzip
    memory: float = 0  # MiB
    house: float = 0  # MiB of all that Kagoj starts
    visible: list[float] = dataclasses.field(default_factory=list)  # ms

    @property
    def story(self) -> str:
        return self.peer.url + self.peer.story

    def load(self, seconds: int) -> None:
        before = sum(map(processor_time, self.peer.processes))
        rate, _, count = wrk(self.story, seconds, connections=CONNECTIONS)
        used = sum(map(processor_time, self.peer.processes)) - before
        self.rates.append(rate)
        self.costs.append(used / max(1, count) * 1_000)

    def publish(self, turn: int) -> None:
        headline = f"মাপার খবর {turn} {time.time_ns()}"
        begun = self.peer.publish(headline)
        while headline.encode() not in get(f"{self.peer.url}/"):
            if time.monotonic() - begun > LONGEST:
                raise TimeoutError
            time.sleep(0.003)
        self.visible.append((time.monotonic() - begun) * 1_000)


def measure(
    repeats: int, seconds: int, fillers: int, only: Sequence[str] = ()
) -> tuple[dict[str, Measured], dict[str, str]]:
    """What was found of each system, and why others are missing."""
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: apt-get install wrk")
    some = articles(fillers)
    found: dict[str, Measured] = {}
    missing: dict[str, str] = {}
    with contextlib.ExitStack() as stack:
        for name, served in SYSTEMS.items():
            if only and name not in only:
                continue
            _say(f"setting up {name}")
            try:
                peer = stack.enter_context(served(FOLDER, some))
                _check(peer, some[0])
            except (Unavailable, OSError) as error:  # one that cannot be had takes no other with it
                missing[name] = f"skipped: {error}"
                _say(missing[name])
            else:
                found[name] = Measured(peer)
        for step in (_look, _load, _publish):
            _say(step.__name__.strip("_"))
            try:
                step(found, repeats, seconds)
            except Unavailable as error:
                _say(f"skipped: {error}")
    return found, missing


def _check(peer: Peer, article: Article) -> None:
    page = get(peer.url + peer.story).decode()
    words = article.html.partition("<p>")[2][:40]
    if article.headline not in page or words not in page or "<img" not in page:
        raise Unavailable(f"{peer.name} does not show the story as it was given")


def _look(found: dict[str, Measured], repeats: int, seconds: int) -> None:
    with first_view.chromium() as browser:
        for _ in range(max(3, repeats)):
            for one in found.values():
                for line, views in one.views.items():
                    views.append(first_view.visit(browser, one.story, line))


def _load(found: dict[str, Measured], repeats: int, seconds: int) -> None:
    for one in found.values():
        one.html = len(get(one.story, "gzip"))
        with contextlib.suppress(SystemExit):
            wrk(one.story, 1, connections=CONNECTIONS)  # warm
    for _ in range(repeats):
        for one in found.values():
            try:
                one.load(seconds)
            except SystemExit as error:  # it does not bear the load
                _say(str(error))
    for one in found.values():
        one.memory = sum(map(memory_of, one.peer.processes))
        if one.peer.name == KAGOJ:
            one.house, one.memory = one.memory, memory_of(kagoj_paper.delivery_of(one.peer))


def _publish(found: dict[str, Measured], repeats: int, seconds: int) -> None:
    for turn in range(PUBLISHED + 1):
        for one in found.values():
            if turn and not one.visible:
                continue  # it was not seen the first time
            with contextlib.suppress(TimeoutError, Unavailable):
                one.publish(turn)
    for one in found.values():
        del one.visible[:1]


def rows() -> list[dict[str, Any]]:
    """For the page of measures."""
    return _rows(*measure(repeats=5, seconds=3, fillers=FILLERS))


def _rows(found: dict[str, Measured], missing: dict[str, str]) -> list[dict[str, Any]]:
    lines = list(_lines(found))
    made = []
    for measure_, figure in lines:
        figures = {name: figure(one) for name, one in found.items()}
        figures |= dict.fromkeys(missing, "skipped")  # why stands in the first row
        ours = figures.pop(KAGOJ, "not measured")
        made.append(_row(measure_, ours, figures))
    for weight in ("regular", "bold"):
        size = assets.find(f"fonts/kagoj-serif-{weight}.woff2").stat().st_size
        goal = "goal: 60,000" if weight == "regular" else ""
        made.append(
            _row(f"Bangla web font, {weight}, bytes of WOFF2 on a first visit", f"{size:,}", goal)
        )
    made += [
        _row(f"target {one.name}: {one.text}", f"{one.measured}: {one.verdict}", "")
        for one in targets(found)
    ]
    versions = {name: one.peer.version for name, one in found.items()}
    return [_row("what was measured", versions.pop(KAGOJ, "–"), versions | missing), *made]


def _lines(found: dict[str, Measured]) -> Iterator[tuple[str, Callable[[Measured], str]]]:
    """Each measure, and how a system's figure is written."""

    def of_views(line: str, what: Callable[[View], float], form: str) -> Callable[[Measured], str]:
        return lambda one: _spread([what(view) for view in one.views[line]], form)

    for line in LINES:
        yield f"first visit, {line}: first paint, ms", of_views(line, lambda v: v.first, ",.0f")
        yield f"first visit, {line}: largest paint, ms", of_views(line, lambda v: v.largest, ",.0f")
    slow = next(iter(LINES))
    yield "first visit: how far things move (CLS)", of_views(slow, lambda v: v.moved, ".3f")
    yield "first visit: requests", of_views(slow, lambda v: v.requests, ",.0f")
    yield "first visit: all bytes", of_views(slow, lambda v: v.whole, ",.0f")
    yield "first visit: bytes without pictures and fonts", of_views(slow, lambda v: v.bare, ",.0f")
    for kind, name in (("Script", "script"), ("Font", "fonts"), ("Image", "pictures")):
        yield (
            f"first visit: bytes of {name}",
            of_views(slow, lambda v, kind=kind: v.bytes[kind], ",.0f"),  # type: ignore[misc]
        )
    yield "the story's HTML, bytes of gzip", lambda one: f"{one.html:,}"
    yield "the story, one core, requests/s", lambda one: _spread(one.rates, ",.0f")
    yield "the story, processor time each, ms", lambda one: _spread(one.costs, ",.3f")
    ours = found.get(KAGOJ)
    if ours:
        yield (
            "Kagoj's requests/s to the other's",
            lambda one: _spread(_ratios(ours.rates, one.rates), ",.0f"),
        )
        yield (
            "the other's processor time to Kagoj's",
            lambda one: _spread(_ratios(one.costs, ours.costs), ",.0f"),
        )
    yield "memory of the reading side, MiB (PSS)", _memory
    yield (
        "create and publish, to the home page that shows it, ms",
        lambda one: _spread(one.visible) if one.visible else f"not within {LONGEST:.0f} s",
    )
    yield "import, stories/s", lambda one: f"{one.peer.imported:,.1f}"


def _ratios(some: list[float], others: list[float]) -> list[float]:
    return ratios(some, others) if len(some) == len(others) else []


def _spread(figures: Sequence[float], form: str = ",.0f") -> str:
    return spread(figures, form) if figures else "not measured"


def _memory(one: Measured) -> str:
    house = f" (with newsroom and worker {one.house:,.0f})" if one.house else ""
    return f"{one.memory:,.0f}{house}"


def _row(measure_: str, ours: str, peers: dict[str, str] | str) -> dict[str, Any]:
    return {"area": "the reader's side", "measure": measure_, "kagoj": ours, "peers": peers}


def _say(words: str) -> None:
    print(f"  {words}", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="The reader's side beside other systems'.")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--fillers", type=int, default=FILLERS)
    parser.add_argument("--only", default="", help="names of systems, with commas between")
    options = parser.parse_args()
    only = [name for name in options.only.split(",") if name]
    print(f"# {machine()}")
    print("# median (least to most)")
    found = measure(options.repeats, options.seconds, options.fillers, only)
    for row in _rows(*found):
        peers = row["peers"]
        others = (
            peers if isinstance(peers, str) else "; ".join(f"{k} {v}" for k, v in peers.items())
        )
        print(f"{row['measure']}: {row['kagoj']}" + (f"   [{others}]" if others else ""))


if __name__ == "__main__":
    main()
