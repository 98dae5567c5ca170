"""From 'publish' to readable: a story is published in one process and polled for as a reader would.

    python -m benchmarks.publishing [--stories 20] [--archives 1000,100000] [PAPER ...]

Measures papers with invented archives of these sizes, made for it (`benchmarks.archive_paper`), or
papers made before, which take a few stories for good. They are served one after the other, in two
rounds, so that a change in the machine's speed meets all. The time begins when the publishing
transaction has been committed and ends when delivery's answer for the story's own page, and for the
home page, holds it. "Saving": the transaction itself, what the editor waits for.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
from pathlib import Path

from benchmarks import archive_paper
from benchmarks.paper import KAGOJ, get, machine, served, spread

ROUNDS = 2
BUDGET, RATIO = 100, 1.3
KINDS = ("saving", "story", "home")


def main() -> None:
    parser = argparse.ArgumentParser(description="From 'publish' to readable.")
    parser.add_argument("papers", nargs="*", type=Path)
    parser.add_argument("--stories", type=int, default=20)
    parser.add_argument("--archives", default="1000,20000")
    parser.add_argument(
        "--port", type=int, help=argparse.SUPPRESS
    )  # measure this one, being served
    options = parser.parse_args()
    if options.port:
        print(json.dumps(measure(options.papers[0], options.port, options.stories)))
        return
    print(f"# {machine()}")
    with tempfile.TemporaryDirectory(prefix="kagoj-bench-") as folder:
        papers = options.papers or made(Path(folder), options.archives)
        found = compared(papers, options.stories)
    print(f"# {options.stories * ROUNDS} stories, one after the other; median (least to most), ms")
    for name, times in found.items():
        print(f"{name:>24}  " + "   ".join(f"{k} {spread(times[k], '.0f')}" for k in KINDS))
    print(f"budget: story {BUDGET} ms or less, and {RATIO} times the smallest archive's at most:")
    for kind in KINDS:
        medians = [statistics.median(times[kind]) for times in found.values()]
        print(f"{kind:>8}: " + ", ".join(f"{median / medians[0]:.2f}" for median in medians))


def rows(stories: int = 20) -> list[dict[str, object]]:
    """For the page of measures; larger papers than can be made for it are named in KAGOJ_PAPERS."""
    named = os.environ.get("KAGOJ_PAPERS", "").split()
    with tempfile.TemporaryDirectory(prefix="kagoj-bench-") as folder:
        found = compared([*made(Path(folder), "1000"), *map(Path, named)], stories)
    first = next(iter(found.values()))
    lines: list[dict[str, object]] = []
    for name, times in found.items():
        ratio = statistics.median(times["story"]) / statistics.median(first["story"])
        lines.append(
            {
                "area": "publishing",
                "measure": f"publish to readable, {name}: ms",
                "kagoj": f"{spread(times['story'], '.0f')}; home page {spread(times['home'], '.0f')}",
                "peers": f"to the smallest archive: {ratio:.2f}",
            }
        )
    return lines


def made(folder: Path, archives: str) -> list[Path]:
    return [archive_paper.made(folder / size, int(size)) for size in archives.split(",")]


def compared(papers: list[Path], stories: int) -> dict[str, dict[str, list[float]]]:
    found: dict[str, dict[str, list[float]]] = {}
    for _ in range(ROUNDS):
        for paper in papers:
            with served(paper) as port:
                said = subprocess.run(
                    [sys.executable, "-m", "benchmarks.publishing", str(paper), "--port", str(port),
                     "--stories", str(stories)],
                    check=True, capture_output=True, text=True,
                ).stdout  # fmt: skip
            times = found.setdefault(size_of(paper), {kind: [] for kind in KINDS})
            for kind, figures in json.loads(said).items():
                times[kind] += figures
    return found


def size_of(paper: Path) -> str:
    """'1,000 stories', rounded: each measure leaves some."""
    asked = [*KAGOJ, "doctor", "--dir", str(paper)]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    count = int(next(line for line in said.splitlines() if " search: " in line).split()[2])
    return f"{round(count, 1 - len(str(count))):,} stories"


def measure(paper: Path, port: int, count: int) -> dict[str, list[float]]:
    os.environ["KAGOJ_DIR"] = str(paper)
    os.environ["DJANGO_SETTINGS_MODULE"] = "kagoj.config.settings"
    import django

    django.setup()
    from django.db import transaction

    from kagoj.news.models import ArticlePage, DeskPage

    found: dict[str, list[float]] = {kind: [] for kind in KINDS}
    desks = list(DeskPage.objects.live().order_by("path"))
    for turn in range(count):
        headline = f"মাপার সংবাদ নম্বর {turn}, {time.time_ns()}: নদীর পানি আজ স্থির"
        page = ArticlePage(title=headline)
        page.body = [("paragraph", "<p>মাপজোকের জন্য লেখা একটি অনুচ্ছেদ।</p>")]
        desk = desks[turn % len(desks)]
        desk.refresh_from_db(fields=["numchild"])
        desk.add_child(instance=page)
        revision = page.save_revision()
        began = time.perf_counter()
        with transaction.atomic():
            revision.publish()
        done = time.perf_counter()
        found["saving"].append((done - began) * 1000)
        found["story"].append(_until(f"http://127.0.0.1:{port}/n/{page.number}", headline, done))
        found["home"].append(_until(f"http://127.0.0.1:{port}/", headline, done))
        time.sleep(0.2)  # what comes after news is printed
    return found


def _until(url: str, words: str, begun: float) -> float:
    """Milliseconds since `begun` when `url` first holds `words`."""
    sought = words.encode()
    while time.perf_counter() - begun < 30:
        try:
            if sought in get(url):
                return (time.perf_counter() - begun) * 1000
        except urllib.error.HTTPError:
            pass
        time.sleep(0.003)
    raise TimeoutError(f"{url} does not show the story after 30 s")


if __name__ == "__main__":
    main()
