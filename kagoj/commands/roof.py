"""The roof of `kagoj serve`, as its children feel it: they end when it is gone."""

from __future__ import annotations

import os
import signal
import threading
import time

VARIABLE = "KAGOJ_UNDER"  # the process id of the `kagoj serve` that started this process
LOOK = 0.5  # seconds


def end_with_it() -> None:
    """End this process when `kagoj serve` was killed: else it would hold its port for ever."""
    above = os.environ.get(VARIABLE, "")
    if above != str(os.getppid()):
        return  # started by hand, or by another supervisor

    def watch() -> None:
        while os.getppid() == int(above):
            time.sleep(LOOK)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="roof", daemon=True).start()
