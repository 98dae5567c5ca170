"""Placing print orders, always inside the transaction that made them necessary."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from django.db import transaction

from kagoj.news.filing import Filed

from . import affected
from .models import PrintOrder

# Pages of one background order: small enough that news never waits long behind it.
BATCH = 40


def place(reason: str, keys: Iterable[str], *, urgency: int = PrintOrder.Urgency.NEWS) -> None:
    """Order `keys` to be printed, all to become visible together."""
    keys = list(dict.fromkeys(keys))
    if keys:
        PrintOrder.objects.create(reason=reason[:120], keys=keys, urgency=urgency)


def story(reason: str, filed: Filed) -> None:
    """Order what a story's change touches: what shows it at once, what names it right after."""
    place(f"{reason} {filed.number}", affected.by_story(filed))
    place(
        f"{reason} {filed.number}: who names it",
        affected.around_story(filed),
        urgency=PrintOrder.Urgency.SOON,
    )


def imprint(reason: str) -> None:
    """Order what shows the paper's name, imprint or desks."""
    place(reason, affected.by_imprint())


@transaction.atomic
def everything(reason: str) -> int:
    """Order the whole paper anew, in the background; returns the number of pages."""
    count = 0
    keys = iter(dict.fromkeys(affected.everything()))
    while batch := list(itertools.islice(keys, BATCH)):
        place(reason, batch, urgency=PrintOrder.Urgency.BACKGROUND)
        count += len(batch)
    return count
