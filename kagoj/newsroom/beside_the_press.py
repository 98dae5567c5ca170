"""What the worker does for the newsroom beside the press: galleys are pulled, names handed to search."""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings

from kagoj.press.clock import Duties
from kagoj.search import names

from . import galleys, proofing

log = logging.getLogger("kagoj.newsroom")


def hand_over_names() -> None:
    """Let search know the register of names as it is, when it knows another one."""
    file = Path(settings.PAPER.data) / names.NAMES
    edition = proofing.edition()
    if names.NamesFile(file).now().edition == edition:
        return
    try:
        names.write(file, proofing.names_for_search(), edition)
    except OSError as fault:
        log.warning("search goes on with the names it has: %s", fault)


def pull_galleys() -> None:
    galleys.pull()


# Seconds between turns: what was saved is found so soon.
DUTIES: Duties = ((1, pull_galleys), (1, hand_over_names))
