"""What the press prints because time passed, not because somebody did something."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from kagoj.audience.folding import fold
from kagoj.audience.thinning import thin
from kagoj.news import weather
from kagoj.news.whereabouts import desks_of
from kagoj.search.documents import IndexFault

from . import announce, orders, reprint, worker
from .affected import AD_PARTS
from .models import PrintOrder
from .printing import design
from .shelving import shelf
from .worker import database_answers

log = logging.getLogger("kagoj.press.clock")

# What depends on the hour: the date, expired tickers, advertisements and lead stories, the
# most read, the newest days of the archive, the two days of the news sitemap. Whatever comes out
# unchanged is not shelved.
BY_THE_MINUTE = (
    "/parts/masthead.html",
    "/parts/ticker.html",
    "/parts/most-read.html",
    *AD_PARTS,
    "/",
    "/archive/",
    "/news-sitemap.xml",
    "/.well-known/security.txt",
)
MOST_FOLDS = 50  # in one turn; a longer log goes on with the next


def publish_scheduled() -> None:
    """Publish and withdraw what is due, each with its print order in one transaction.

    Wagtail's own command does the same in one go, where one that cannot be published keeps all
    others back.
    """
    now = timezone.now()
    for model in (Page, *_drafted_models()):
        for found in model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"):
            with _told_apart(f"{found} cannot be withdrawn at its time"), transaction.atomic():
                found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    for revision in due:
        with _told_apart(f"{revision} cannot be published at its time"), transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")


def _drafted_models() -> list[Any]:
    """What has drafts and is no page."""
    drafted = (model for model in apps.get_models() if issubclass(model, DraftStateMixin))
    return [model for model in drafted if not issubclass(model, Page)]


@contextmanager
def _told_apart(what: str) -> Iterator[None]:
    """One that fails keeps no other back; a database that is away is everybody's fault."""
    try:
        yield
    except Exception as error:
        if isinstance(error, DatabaseError) and not database_answers():
            raise
        fault = f"{what}: {error}"
        if fault not in _told:  # it is tried again every few seconds
            log.exception("%s; it is tried again", what)
            _told.add(fault)


_told: set[str] = set()


def count_reads() -> None:
    """Fold the reads that delivery counted into figures."""
    for _ in range(MOST_FOLDS):
        if not fold(settings.PAPER.reads, desks=desks_of).more:
            return


def print_the_minute() -> None:
    """Order what changes with the clock, unless it is ordered already."""
    if not PrintOrder.objects.filter(urgency=PrintOrder.Urgency.CLOCK).exists():
        orders.place("the minute", BY_THE_MINUTE, urgency=PrintOrder.Urgency.CLOCK)


def ask_the_weather() -> None:
    try:
        if weather.ask_provider():
            orders.place("weather", ["/parts/masthead.html"])
    except (OSError, ValueError) as error:
        log.warning("no temperature: %s", error)


def print_new_design() -> None:
    """After an update of the theme, or under a new address, print the whole paper anew in the background."""
    home = shelf().get("/")
    if home is not None and home.design == design():
        return
    reason = f"new design {design()}"
    if not reprint.under_way(reason) and not PrintOrder.objects.filter(reason=reason).exists():
        count = orders.everything(reason)
        log.info("the design is new: about %d pages will be printed in the background", count)


def delete_old_hours() -> None:
    """Keep the figures of the last hours few."""
    thin()


def tidy_search() -> None:
    """Half a second's upkeep of the search index, where it needs any; a broken one is the press's to tell."""
    until = time.monotonic() + 0.5
    with suppress(IndexFault):
        while announce.index().tidy() and time.monotonic() < until:
            pass


def try_failed_pages() -> None:
    """What failed may be printable by now, without anybody starting the worker anew."""
    if count := worker.try_failed_again(patiently=True):
        log.info("%d orders that failed are tried again", count)


Duties = Sequence[tuple[float, Callable[[], None]]]
# How often each is done, in seconds. A schedule fires within five seconds of its time.
DUTIES: Duties = (
    (5, publish_scheduled),
    (10, count_reads),
    (5, tidy_search),
    (60, print_the_minute),
    (600, try_failed_pages),
    (3600, delete_old_hours),
)
# What waits for others' machines has a thread of its own, so that no schedule waits with it.
OUTSIDE: Duties = ((60, ask_the_weather),)


def run(stop: threading.Event, duties: Duties = DUTIES) -> None:
    """Do each duty in its time until told to stop; a duty that fails is tried again in its turn."""
    due = [0.0] * len(duties)
    while not stop.is_set():
        for place, (every, duty) in enumerate(duties):
            if time.monotonic() >= due[place] and not stop.is_set():
                due[place] = time.monotonic() + every
                try:
                    close_old_connections()
                    duty()
                except DatabaseError as error:
                    log.error("%s waits for the database: %s", duty.__name__, error)
                except Exception:
                    log.exception("%s failed and will be tried again", duty.__name__)
        stop.wait(1)
