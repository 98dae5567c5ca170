"""What the press prints because time passed, not because somebody did something."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, transaction

from kagoj.audience.folding import fold
from kagoj.news import weather
from kagoj.theme.assets import design_version

from . import orders
from .affected import AD_PARTS
from .models import PrintOrder
from .shelving import shelf

log = logging.getLogger("kagoj.press.clock")

# What depends on the hour: the date, expired tickers, advertisements and lead stories, the
# most read, the two days of the news sitemap. Whatever comes out unchanged is not shelved.
BY_THE_MINUTE = (
    "/parts/masthead.html",
    "/parts/ticker.html",
    "/parts/most-read.html",
    *AD_PARTS,
    "/",
    "/news-sitemap.xml",
    "/.well-known/security.txt",
)


def publish_scheduled() -> None:
    """Publish and withdraw what is due, each with its print order in one transaction."""
    with transaction.atomic():
        call_command("publish_scheduled", stdout=StringIO())


def count_reads() -> None:
    """Fold the reads that delivery counted into hourly figures."""
    fold(settings.PAPER.reads)


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
    """After an update of the theme, print the whole paper anew in the background."""
    home = shelf().get("/")
    if home is not None and home.design == design_version():
        return
    if not PrintOrder.objects.filter(reason="new design").exists():
        count = orders.everything("new design")
        log.info("the design is new: %d pages will be printed in the background", count)


# How often each is done, in seconds. A schedule fires within five seconds of its time.
DUTIES: tuple[tuple[float, Callable[[], None]], ...] = (
    (5, publish_scheduled),
    (20, count_reads),
    (60, print_the_minute),
    (60, ask_the_weather),
)


def run(stop: threading.Event) -> None:
    """Do each duty in its time until told to stop; a duty that fails is tried again in its turn."""
    due = [0.0] * len(DUTIES)
    while not stop.is_set():
        for place, (every, duty) in enumerate(DUTIES):
            if time.monotonic() >= due[place]:
                due[place] = time.monotonic() + every
                try:
                    close_old_connections()
                    duty()
                except DatabaseError as error:
                    log.error("%s waits for the database: %s", duty.__name__, error)
                except Exception:
                    log.exception("%s failed and will be tried again", duty.__name__)
        stop.wait(1)
