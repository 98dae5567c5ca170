"""The roof of `kagoj serve`, as its children feel it: they end when it is gone."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable

VARIABLE = "KAGOJ_UNDER"  # the process id of the `kagoj serve` that started this process
LOOK = 0.5  # seconds


def stands() -> Callable[[], bool]:
    """Asked again and again, tells whether the `kagoj serve` above this process is still there."""
    above = os.getppid()
    if os.environ.get(VARIABLE, "") != str(above):
        return lambda: True  # started by hand, or by another supervisor
    return lambda: os.getppid() == above


def end_with_it() -> None:
    """End this process when `kagoj serve` was killed: else it would hold its port for ever."""
    goes_on = stands()

    def watch() -> None:
        while goes_on():
            time.sleep(LOOK)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="roof", daemon=True).start()
