"""Which advertisement stands in a place now."""

from __future__ import annotations

import dataclasses

from django.db.models import Q
from django.utils import timezone

from .cards import PictureCard
from .models import Advertisement
from .pictures import PictureRef, picture_cards


@dataclasses.dataclass(frozen=True, slots=True)
class AdCard:
    """An advertisement as a page shows it, with its reserved size in pixels."""

    name: str
    link: str
    picture: PictureCard


def running(place: str) -> AdCard | None:
    """The newest advertisement whose time it is; None leaves nothing on the page."""
    now = timezone.now()
    found = (
        Advertisement.objects.filter(place=place)
        .filter(Q(begins=None) | Q(begins__lte=now), Q(ends=None) | Q(ends__gt=now))
        .order_by("-id")
        .first()
    )
    if found is None:
        return None
    ref = PictureRef(found.picture_id, alt=found.alt)
    card = picture_cards([ref])[ref]
    return AdCard(found.name, found.link, card) if card.src else None
