"""The newsroom's screens in archives of any size.

    python -m benchmarks.newsroom PAPER ...

Milliseconds of processor time in which the newsroom makes each screen, and its queries, for an administrator
of the paper, who may see all of it; the third and later times. Papers are made by `benchmarks.archive_paper`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.paper import machine, spread
from benchmarks.publishing import made, size_of

REPEATS = 9


def main() -> None:
    parser = argparse.ArgumentParser(description="The newsroom's screens.")
    parser.add_argument("papers", nargs="+", type=Path)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        print(json.dumps(measured(options.papers[0])))
        return
    print(f"# {machine()}")
    for row in compared(options.papers):
        print(f"{row['measure']:50} {row['kagoj']:30} {row['peers']}")


def rows() -> list[dict[str, object]]:
    """For the page of measures; larger papers than can be made for it are named in KAGOJ_PAPERS."""
    named = os.environ.get("KAGOJ_PAPERS", "").split()
    with tempfile.TemporaryDirectory(prefix="kagoj-bench-") as folder:
        return compared([*made(Path(folder), "1000"), *map(Path, named)])


def compared(papers: list[Path]) -> list[dict[str, object]]:
    """Each screen in the largest paper, beside the others."""
    found = {}
    for paper in papers:
        asked = [sys.executable, "-m", "benchmarks.newsroom", "--here", str(paper)]
        said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
        found[size_of(paper)] = json.loads(said.splitlines()[-1])
    *smaller, (largest, screens) = found.items()
    return [
        {
            "area": "the newsroom",
            "measure": f"{screen}, {largest}: ms of one core; queries",
            "kagoj": f"{spread(times, '.0f')}; {queries}",
            "peers": {size: f"{spread(others[screen][0], '.0f')}" for size, others in smaller},
        }
        for screen, (times, queries) in screens.items()
    ]


def measured(paper: Path) -> dict[str, tuple[list[float], int]]:
    os.environ["KAGOJ_DIR"] = str(paper)
    os.environ["DJANGO_SETTINGS_MODULE"] = "kagoj.config.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kagoj.news.models import ArticlePage, DeskPage, PublishedStory

    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(get_user_model().objects.filter(is_superuser=True)[0])
    desk = DeskPage.objects.get(slug="jatio")
    newest = PublishedStory.objects.order_by("-number")[0]
    oldest = PublishedStory.objects.order_by("number")[0]
    word = newest.card["headline"].split()[0]
    screens = {
        "first screen": "/",
        "list of stories": "/stories/",
        "list of a desk's drafts": f"/stories/?desk={desk.pk}&state=draft",
        "list, a word of a headline": f"/stories/?q={word}",
        "edit the newest story": f"/pages/{newest.page_id}/edit/",
        "edit the oldest story": f"/pages/{oldest.page_id}/edit/",
        "a new story": f"/pages/add/news/articlepage/{desk.pk}/",
        "a desk in the page explorer": f"/pages/{desk.pk}/",
    }
    found: dict[str, tuple[list[float], int]] = {}
    for screen, address in screens.items():
        times = []
        for _ in range(REPEATS + 2):
            with CaptureQueriesContext(connection) as asked:
                began = time.process_time()
                answer = client.get(address, follow=True)
                times.append((time.process_time() - began) * 1000)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status_code}")
        found[screen] = times[2:], len(asked)
    page = ArticlePage.objects.get(number=newest.number)
    times = []
    for turn in range(REPEATS + 2):
        page.title = f"{newest.card['headline']} {turn}"
        began = time.process_time()
        page.save_revision().publish()
        times.append((time.process_time() - began) * 1000)
    found["publishing a change"] = times[2:], 0
    return found


if __name__ == "__main__":
    main()
