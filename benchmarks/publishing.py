"""From 'publish' to readable: a story is published in one process and polled for as a reader would.

    python -m benchmarks.publishing [--stories 20]

The time begins when the publishing transaction has been committed and ends when delivery's answer
for the story's own page, and for the home page, holds it.
"""

from __future__ import annotations

import argparse
import os
import time
import urllib.error
from pathlib import Path

from benchmarks.paper import get, machine, served_paper, spread


def main() -> None:
    parser = argparse.ArgumentParser(description="From 'publish' to readable.")
    parser.add_argument("--stories", type=int, default=20)
    options = parser.parse_args()
    with served_paper() as (paper, port):
        time.sleep(6)  # the paper's first printing and clock have passed
        story, home = measure(paper, port, options.stories)
    print(f"# {machine()}")
    print(f"# {options.stories} stories, one after the other; median (least to most)")
    print(f"story page {spread(story, '.0f')} ms   budget: median 100 or less")
    print(f"home page  {spread(home, '.0f')} ms")


def measure(paper: Path, port: int, count: int) -> tuple[list[float], list[float]]:
    os.environ["KAGOJ_DIR"] = str(paper)
    os.environ["DJANGO_SETTINGS_MODULE"] = "kagoj.config.settings"
    import django

    django.setup()
    from kagoj.news.models import ArticlePage, DeskPage

    story, home = [], []
    for turn in range(count):
        desk = DeskPage.objects.live().order_by("path").first()
        headline = f"মাপার সংবাদ নম্বর {turn}: নদীর পানি আজ স্থির"
        page = ArticlePage(title=headline)
        page.body = [("paragraph", "<p>মাপজোকের জন্য লেখা একটি অনুচ্ছেদ।</p>")]
        desk.add_child(instance=page)
        page.save_revision().publish()
        begun = time.perf_counter()
        story.append(_until(f"http://127.0.0.1:{port}/n/{page.number}", headline, begun))
        home.append(_until(f"http://127.0.0.1:{port}/", headline, begun))
    return story, home


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
