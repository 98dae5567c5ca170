"""The worker's process: the press and its clock."""

from __future__ import annotations

import os
import signal
import threading


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kagoj.config.settings")
    import django

    django.setup()
    from kagoj.press import clock, worker
    from kagoj.press.setting_up import lay_out_theme

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lay_out_theme()
    # What a killed press had claimed is owed still; a mended theme gives failed pages a chance.
    worker.take_up_again()
    worker.try_failed_again()
    clock.print_new_design()
    beside = [
        threading.Thread(target=clock.run, args=(stop, duties), name=name, daemon=True)
        for name, duties in (("clock", clock.DUTIES), ("outside", clock.OUTSIDE))
    ]
    for thread in beside:
        thread.start()
    worker.run(stop)
    for thread in beside:
        thread.join(timeout=1)


if __name__ == "__main__":
    main()
