"""The press at work: claim orders, print, shelve, announce."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kagoj.news.once import one_printing
from kagoj.search.documents import IndexFault
from kagoj.shelf import Page, ShelfFault, ShelfFull

from . import reprint
from .announce import announce
from .models import PrintOrder
from .printing import print_page
from .shelving import at_the_press, shelf, shelve

log = logging.getLogger("kagoj.press")

# How soon an order is seen when nothing wakes the press.
POLL = 0.05  # seconds
# Orders folded into one printing: an editor who saves five times gets one page.
FOLDED = 40
TRIES = 6  # then people are told that it failed; it is tried again every ten minutes
FIRST_PAUSE = 5  # seconds, doubled with each try
LONGEST_PAUSE = 600
_OPEN = PrintOrder.State.WAITING


class Rest:
    """Printing in the background takes half a core: after each batch it rests as long as that took."""

    until = 0.0

    @property
    def over(self) -> bool:
        return time.monotonic() >= self.until


def print_waiting(rest: Rest | None = None) -> int:
    """Print the next orders; returns how many pages were looked at (0: nothing waits). When nothing
    else waits, a reprint of the whole paper goes on. With a `rest`, what is in the background waits
    until that is over.

    A page that cannot be printed keeps its order for another try, later; the others go on. Raises
    DatabaseError, ShelfFault (ShelfFull when the disk is full) or OSError when nothing can be
    printed now: every order then waits, and readers keep what is there.
    """
    rested = rest is None or rest.over
    gone = 0  # in a reprint
    if not _due(background=rested).exists():
        gone = reprint.order_next() if rested else 0
        if not gone:
            return 0
    began = time.monotonic()
    with at_the_press():
        orders = claim(background=rested)
        if not orders:
            return 1 if gone else 0
        keys = list(dict.fromkeys(key for order in orders for key in order.keys))
        try:
            with one_printing():
                printed, faults = print_all(keys)
                faults |= shelve(printed)
                faults |= tell_search(key for key, _ in printed)
        except ShelfFull as full:
            give_back(orders, f"ডিস্কে জায়গা নেই; জায়গা হলে নিজে থেকে ছাপা হবে। ({full})")
            raise
        except (DatabaseError, ShelfFault, OSError) as fault:
            give_back(orders, str(fault))
            raise
        settle(orders, faults)
    if rest and orders[0].urgency == PrintOrder.Urgency.BACKGROUND:
        rest.until = time.monotonic() * 2 - began
    return len(keys)


def print_all(keys: Iterable[str]) -> tuple[list[tuple[str, Page | None]], dict[str, str]]:
    """Print each key; what cannot be printed is told apart, with the reason."""
    printed: list[tuple[str, Page | None]] = []
    faults: dict[str, str] = {}
    with one_printing():
        for key in keys:
            try:
                printed.append((key, print_page(key)))
            except Exception as error:
                if isinstance(error, DatabaseError) and not database_answers():
                    raise
                log.error("cannot print %s: %s", key, error, exc_info=settings.DEBUG)
                faults[key] = f"{type(error).__name__}: {error}"
    return printed, faults


def tell_search(keys: Iterable[str]) -> dict[str, str]:
    """Announce what is shelved; a fault of the index keeps no page from readers, and is told."""
    numbers = [key for key in keys if key.startswith("/n/")]
    try:
        announce(numbers)
    except (IndexFault, OSError) as fault:
        log.error("the search index was not kept up: %s", fault)
        return dict.fromkeys(numbers, f"search: {fault}")
    return {}


def database_answers() -> bool:
    """Whether the fault of a question lies with the question, not with the database."""
    try:
        PrintOrder.objects.exists()
    except DatabaseError:
        return False
    return True


def claim(*, background: bool = True) -> list[PrintOrder]:
    """Take the most urgent waiting orders; background work one at a time, or not at all."""
    with transaction.atomic():
        # Several machines may have a press each (PostgreSQL): no two take the same order.
        skip = connection.features.has_select_for_update_skip_locked
        orders = list(_due(background=background).select_for_update(skip_locked=skip)[:FOLDED])
        orders = [order for order in orders if order.urgency == orders[0].urgency]
        if orders and orders[0].urgency == PrintOrder.Urgency.BACKGROUND:
            orders = orders[:1]
        PrintOrder.objects.filter(pk__in=[order.pk for order in orders]).update(
            state=PrintOrder.State.PRINTING
        )
    return orders


def _due(*, background: bool = True) -> QuerySet[PrintOrder]:
    now = timezone.now()
    # By a clock that was set back meanwhile, what has just been ordered lies in the future.
    longest = now + dt.timedelta(seconds=LONGEST_PAUSE)
    its_time = Q(tries=0) | Q(not_before__lte=now) | Q(not_before__gt=longest)
    due = PrintOrder.objects.filter(its_time, state=_OPEN)
    if not background:
        due = due.exclude(urgency=PrintOrder.Urgency.BACKGROUND)
    return due.order_by("urgency", "pk")


def settle(orders: list[PrintOrder], faults: dict[str, str]) -> None:
    """Delete what is printed; fold what failed into one order, tried a little later each time."""
    failing = [order for order in orders if any(key in faults for key in order.keys)]
    with transaction.atomic():
        done = {order.pk for order in orders} - {order.pk for order in failing[:1]}
        PrintOrder.objects.filter(pk__in=done).delete()
        if failing:
            order = failing[0]
            order.tries = max(one.tries for one in failing) + 1
            order.keys = list(faults)
            order.error = "\n".join(f"{key}: {fault}" for key, fault in faults.items())[:4000]
            order.state = PrintOrder.State.FAILED if order.tries >= TRIES else _OPEN
            pause = min(FIRST_PAUSE * 2**order.tries, LONGEST_PAUSE)
            order.not_before = timezone.now() + dt.timedelta(seconds=pause)
            order.save()


def give_back(orders: list[PrintOrder], error: str = "") -> None:
    """Let claimed orders wait again; quietly, when the database itself is what is missing."""
    try:
        PrintOrder.objects.filter(pk__in=[order.pk for order in orders]).update(
            state=_OPEN, error=error
        )
    except DatabaseError:
        log.warning("the database is away; claimed orders are taken up again at the next start")


def take_up_again() -> int:
    """Let orders wait again that a killed press had claimed."""
    with at_the_press():  # who is printing now is not killed
        return PrintOrder.objects.filter(state=PrintOrder.State.PRINTING).update(state=_OPEN)


def try_failed_again(*, patiently: bool = False) -> int:
    """Give every failed order a new chance: at a new start, after a mended template or disk.

    `patiently`: one chance only, until it is said to have failed again.
    """
    failed = PrintOrder.objects.filter(state=PrintOrder.State.FAILED)
    chances = {} if patiently else {"tries": 0}
    return failed.update(state=_OPEN, not_before=timezone.now(), **chances)


def print_wanted() -> int:
    """Print what readers asked for and did not find; what is nothing is taken off the list."""
    if not shelf().wanted(1):
        return 0
    with at_the_press():
        wanted = shelf().wanted(20)
        shelve(print_all(wanted)[0])
        shelf().unwant(wanted)
    return len(wanted)


def run(stop: threading.Event, *, alive: Callable[[], None] = lambda: None) -> None:
    """Print until told to stop. Faults of disk and database are waited out, never fatal."""
    heart = Heart(settings.PAPER.data / "press.alive")
    waiting_for, rest = "", Rest()
    while not stop.is_set():
        heart.beat()
        alive()
        try:
            if waiting_for:
                close_old_connections()
                take_up_again()
                log.info("the press goes on")
                waiting_for = ""
            if not (print_waiting(rest) + print_wanted()):
                stop.wait(POLL)
        except Exception as error:
            known = isinstance(error, DatabaseError | OSError | ShelfFault)
            if str(error) != waiting_for:
                log.error("the press waits: %s", error, exc_info=not known)
            waiting_for = str(error) or type(error).__name__
            stop.wait(2)


class Heart:
    """A file whose age tells delivery and `kagoj doctor` that the press is at work."""

    def __init__(self, file: Path):
        self.file = file
        self.last = 0.0

    @property
    def beats(self) -> bool:
        """Whether a press was at work within the last seconds."""
        try:
            return time.time() - self.file.stat().st_mtime < 5
        except FileNotFoundError:
            return False

    def beat(self) -> None:
        if time.monotonic() - self.last >= 1:
            self.last = time.monotonic()
            try:
                self.file.touch()
            except OSError as error:
                log.warning("cannot touch %s: %s", self.file, error)


def queue() -> dict[str, int]:
    """How many orders wait, print and failed, and how many pages are still to be printed (of a
    reprint of the whole paper: about)."""
    states = dict.fromkeys(PrintOrder.State.values, 0)
    under_way = reprint.progress()
    pages = under_way.owed if under_way else 0
    for state, keys in PrintOrder.objects.values_list("state", "keys").iterator():
        states[state] += 1
        pages += len(keys)
    return {**states, "pages": pages}
