"""Worker processes beneath one master: as many as were asked for, as long as the master lives."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable, Iterable

_LOOK = 0.5  # seconds between two looks whether to go on, when nothing happens
_PAUSE = 0.1  # seconds before a worker is started again that ended at once
_LIVED = 1.0  # seconds after which a worker is taken to have begun well

log = logging.getLogger("kagoj.delivery")


def keep(
    count: int,
    work: Callable[[], None],
    *,
    last_answers: float,
    goes_on: Callable[[], bool] = lambda: True,
) -> None:
    """Run `work` in `count` processes; one that dies is started again.

    Until SIGTERM or SIGINT, or until `goes_on` says no: then every worker gets SIGTERM, and SIGKILL
    `last_answers` seconds later. What the workers share (a socket) is opened before; what each needs
    for itself, `work` opens. What the caller has imported before need not be imported again: a worker
    that was killed is replaced within milliseconds.
    """
    # Blocked, signals wait to be asked for: none can come between two steps of what follows.
    signals = {signal.SIGTERM, signal.SIGINT, signal.SIGCHLD}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    workers: dict[int, float] = {}  # when each was started
    ends_at = 0.0
    while workers or not ends_at:
        while len(workers) < count and not ends_at:
            workers[_start(work, signals)] = time.monotonic()
        told = signal.sigtimedwait(signals, _LOOK)
        for worker, status in _ended(workers):
            lived = time.monotonic() - workers.pop(worker)
            if not ends_at:
                log.error("worker %d ended (%d); another takes its place", worker, status)
                if lived < _LIVED:
                    time.sleep(_PAUSE)
        if not ends_at and (_is_order_to_end(told) or not goes_on()):
            ends_at = time.monotonic() + last_answers
            _tell(workers, signal.SIGTERM)
        elif ends_at and time.monotonic() > ends_at:
            _tell(workers, signal.SIGKILL)


def _is_order_to_end(told: signal.struct_siginfo | None) -> bool:
    return told is not None and told.si_signo != signal.SIGCHLD


def _ended(workers: Iterable[int]) -> list[tuple[int, int]]:
    found = [os.waitpid(worker, os.WNOHANG) for worker in workers]
    return [(worker, status) for worker, status in found if worker]


def _tell(workers: Iterable[int], sign: signal.Signals) -> None:
    for worker in workers:
        os.kill(worker, sign)  # not waited for yet, so the number is still its own


def _start(work: Callable[[], None], signals: set[signal.Signals]) -> int:
    worker = os.fork()
    if worker:
        return worker
    status = 1
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
        work()
        status = 0
    except Exception:
        log.exception("a worker failed")
    finally:
        os._exit(status)
