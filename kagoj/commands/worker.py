"""The worker's process: the press and its clock."""

from __future__ import annotations

import logging
import os
import signal
import threading

from . import roof

log = logging.getLogger("kagoj.press")


def main() -> None:
    roof.end_with_it()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kagoj.config.settings")
    import django

    django.setup()
    from django.conf import settings

    from kagoj.press import clock, purging, worker

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while not stop.is_set():
        try:
            _begin()
            break
        except Exception as error:  # noqa: BLE001 - a disk or database that is away comes back
            log.error("the press cannot begin: %s", error)
            stop.wait(2)
    beside = [
        threading.Thread(target=clock.run, args=(stop, duties), name=name, daemon=True)
        for name, duties in (("clock", clock.DUTIES), ("outside", clock.OUTSIDE))
    ]
    for thread in beside:
        thread.start()
    paper = settings.PAPER
    purging.start(paper.caches, paper.purge_token, paper.data, stop)
    worker.run(stop)
    for thread in beside:
        thread.join(timeout=1)


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


if __name__ == "__main__":
    main()
