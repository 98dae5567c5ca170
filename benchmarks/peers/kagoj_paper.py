"""Kagoj itself, set up as its peers are: the demo paper, with the fillers imported as crawled pages.

    python -m benchmarks.peers.kagoj_paper PAPER HEADLINE      publishes a story, as an editor does

Delivery, newsroom and worker all run on core 0, as `kagoj serve` starts them.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from html import escape
from pathlib import Path

from benchmarks.paper import KAGOJ, free_port, get, wait_for
from benchmarks.peers import CORE, Peer, Unavailable, published_by, retried, run, running
from benchmarks.peers.articles import Article
from kagoj import __version__

_PAGE = """<!doctype html><html lang="bn"><head><meta charset="utf-8"><title>{headline}</title></head>
<body><article><h1>{headline}</h1><p class="byline">{byline}</p>{html}</article></body></html>
"""


@contextlib.contextmanager
def served(folder: Path, some: list[Article]) -> Iterator[Peer]:
    """Made anew each time; the fillers are taken in by `kagoj import page`, all at once, while the paper
    is served."""
    paper = folder / "kagoj"
    shutil.rmtree(paper, ignore_errors=True)
    run(*KAGOJ, "init", paper, "--demo")
    port = free_port()
    with running(
        *KAGOJ, "serve", "--dir", paper, "--port", port, "--newsroom-port", free_port()
    ) as house:
        wait_for(port)
        _wait_for_the_press(paper)
        rate = _imported(paper, folder / "pages", some[1:])
        _wait_for_the_press(paper)
        url = f"http://127.0.0.1:{port}"
        home = retried(lambda: get(f"{url}/")).decode()
        found = re.search(rf'href="([^"]+)"[^>]*>\s*{re.escape(escape(some[0].headline))}', home)
        if not found:
            raise Unavailable("the demo paper's home page does not show the measured story")
        yield Peer(
            name="Kagoj",
            version=f"Kagoj {__version__}",
            port=port,
            story=urllib.parse.quote(found[1], safe="/%"),
            processes=(house.pid,),
            publish=lambda headline: published_by(
                [sys.executable, "-m", "benchmarks.peers.kagoj_paper", paper, headline]
            ),
            imported=rate,
        )


def delivery_of(peer: Peer) -> int:
    """The process that answers readers, among those of `kagoj serve`."""
    children = Path(f"/proc/{peer.processes[0]}/task/{peer.processes[0]}/children").read_text()
    for child in map(int, children.split()):
        if b"kagoj.commands.delivery" in Path(f"/proc/{child}/cmdline").read_bytes():
            return child
    raise Unavailable("delivery does not run")


def _imported(paper: Path, pages: Path, some: list[Article]) -> float:
    """Stories a second, from the pages' files to published and found by search, the start of Python
    included; the pages that they stand on are printed meanwhile, and after it."""
    shutil.rmtree(pages, ignore_errors=True)
    pages.mkdir(parents=True)
    files = []
    for one in some:
        files.append(pages / f"{one.slug}.html")
        text = {"headline": escape(one.headline), "byline": escape(one.byline), "html": one.html}
        files[-1].write_text(_PAGE.format(**text), "utf-8")
    began = time.monotonic()
    done = subprocess.run(
        [*CORE, *KAGOJ, "import", "page", *map(str, files), "--dir", str(paper),
         "--desk", some[0].desk, "--publish"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    taken = time.monotonic() - began
    summed = (done.stdout or done.stderr).strip().splitlines()[-1:]
    if summed != [f"imported: {len(some)}"]:
        raise Unavailable(f"kagoj import took in not all of {len(some)} stories: {summed}")
    return len(some) / taken


def _wait_for_the_press(paper: Path, seconds: float = 900) -> None:
    """Until everything is printed that waits: a paper that is filled all at once waits a while."""
    deadline = time.monotonic() + seconds
    quiet = 0
    while quiet < 2:  # what is printed may order more
        if time.monotonic() > deadline:
            raise Unavailable(f"the press is still at work after {seconds} s")
        status = json.loads(run(*KAGOJ, "press", "status", "--json", "--dir", paper))
        idle = not any(status[name] for name in ("waiting", "printing", "pages"))
        quiet = quiet + 1 if idle else 0
        time.sleep(2)


def _publish(paper: str, headline: str) -> None:
    os.environ["KAGOJ_DIR"] = paper
    os.environ["DJANGO_SETTINGS_MODULE"] = "kagoj.config.settings"
    import django

    django.setup()
    from kagoj.news.models import ArticlePage, DeskPage

    desk = DeskPage.objects.live().order_by("path")[0]
    page = ArticlePage(title=headline, live=False)
    page.body = [("paragraph", "<p>মাপজোকের জন্য লেখা একটি অনুচ্ছেদ।</p>")]
    print(time.monotonic(), flush=True)
    desk.add_child(instance=page)
    page.save_revision().publish()
    print("done", flush=True)


if __name__ == "__main__":
    _publish(*sys.argv[1:])
