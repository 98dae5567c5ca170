"""The worker's process: the press and its clock.

`kagoj serve` keeps two. One has the turn and prints; the other has loaded and tried all that printing
needs and waits. The turn is a locked file: the system frees it with the process that held it, however
that ended, so the second takes over within LOOK.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from . import roof

LOOK = 0.05  # seconds between two tries for the turn
PAUSE = 2.0  # seconds until what failed is tried again
FILE = "press.turn"
# Pages and parts of every kind, printed to nowhere: their templates are ready when the turn comes.
TRIED = ("/", "/parts/latest.html", "/parts/masthead.html", "/search", "/feed.xml", "/404")

log = logging.getLogger("kagoj.press")


def main() -> None:
    roof.end_with_it()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kagoj.config.settings")
    import django

    django.setup()
    from django.conf import settings

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with the_turn(settings.PAPER.data / FILE, stop) as waited:
        while not stop.is_set():
            try:
                if waited and _is_outdated():
                    os.execv(sys.executable, [sys.executable, "-m", __spec__.name])  # noqa: S606
                _begin()
                break
            except Exception as error:  # noqa: BLE001 - a disk or database that is away comes back
                log.error("the press cannot begin: %s", error)
                stop.wait(PAUSE)
        if not stop.is_set():
            _work(stop)


@contextlib.contextmanager
def the_turn(file: Path, stop: threading.Event) -> Iterator[bool]:
    """Have the turn until the block ends; tells whether another had it first. Waits for it, and does
    not get it any more when told to stop."""
    waited, lock = False, None
    while not stop.is_set():
        try:
            lock = lock or file.open("a")
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if not waited:
                waited = True
                _try_out()
                log.info("a second press is ready to take the turn")
            stop.wait(LOOK)
        except OSError as error:
            log.error("the press cannot begin: %s", error)
            stop.wait(PAUSE)
    try:
        yield waited
    finally:
        if lock:
            lock.close()


def _try_out() -> None:
    """Load and try what printing needs, so that the first page after a takeover takes no longer."""
    from django.db import connections

    from kagoj.news.models import PublishedStory
    from kagoj.press import clock, worker  # noqa: F401 - loaded for `_work`
    from kagoj.press.printing import design, print_page
    from kagoj.press.setting_up import lay_out_theme

    try:
        lay_out_theme()
        design()  # remembered with the templates: see `_is_outdated`
        newest = PublishedStory.objects.order_by("-number").first()
        for key in (*TRIED, *([f"/n/{newest.number}"] if newest else [])):
            print_page(key)
    except Exception as error:  # noqa: BLE001 - nothing hangs on it: it is met again in earnest
        log.info("the second press could not try everything: %s", error)
    finally:
        connections.close_all()  # an unused one would be cut by then


def _is_outdated() -> bool:
    """Whether the theme was changed while this process waited: it remembers the old one."""
    from kagoj.press.printing import design
    from kagoj.press.setting_up import lay_out_theme
    from kagoj.theme import assets

    remembered = design()
    lay_out_theme()  # a paper may have got a theme of its own
    assets.forget()
    return design() != remembered


def _begin() -> None:
    from django.db import close_old_connections

    from kagoj.press import clock, worker
    from kagoj.press.setting_up import lay_out_theme

    close_old_connections()
    lay_out_theme()
    # What a killed press had claimed is owed still; a mended theme gives failed pages a chance.
    worker.take_up_again()
    worker.try_failed_again()
    clock.print_new_design()


def _work(stop: threading.Event) -> None:
    from django.conf import settings

    from kagoj.newsroom import beside_the_press
    from kagoj.press import clock, purging, worker

    beside = [
        threading.Thread(target=clock.run, args=(stop, duties), name=name, daemon=True)
        for name, duties in (
            ("clock", clock.DUTIES),
            ("outside", clock.OUTSIDE),
            ("newsroom", beside_the_press.DUTIES),
        )
    ]
    for thread in beside:
        thread.start()
    paper = settings.PAPER
    purging.start(paper.caches, paper.purge_token, paper.data, stop)
    worker.run(stop)
    for thread in beside:
        thread.join(timeout=1)


if __name__ == "__main__":
    main()
