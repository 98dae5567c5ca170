"""Folios: the numbered pages of a list's archive, stable while stories are added."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from .models import Folio, ListEntry

SIZE = 12  # stories to a folio
_BEGINNING = dt.datetime(1, 1, 2, tzinfo=dt.UTC)


def give_folio(name: str, published: dt.datetime, number: int) -> None:
    """Open the next folio of list `name` when this newest entry finds the last one full."""
    last = Folio.objects.filter(list=name).order_by("-number").first()
    if last is None:
        Folio.objects.create(list=name, number=1, opens_published=_BEGINNING, opens_number=0)
        return
    newer = (
        ListEntry.objects.filter(list=name).filter(_from(published, number)).exclude(number=number)
    )
    # Only the newest entry may open a folio: an older one, imported late, joins its own day's.
    if newer.exists() or (published, number) < (last.opens_published, last.opens_number):
        return
    if entries_of(last).exclude(number=number)[:SIZE].count() >= SIZE:
        Folio.objects.create(
            list=name, number=last.number + 1, opens_published=published, opens_number=number
        )


def last_folio(name: str) -> Folio | None:
    return Folio.objects.filter(list=name).order_by("-number").first()


def folio_with(name: str, published: dt.datetime, number: int) -> int | None:
    """The number of the folio in which such an entry stands."""
    return (
        Folio.objects.filter(list=name)
        .filter(_until(published, number, "opens_"))
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )


def entries_of(folio: Folio) -> QuerySet[ListEntry]:
    """The entries of one folio, newest first."""
    entries = ListEntry.objects.filter(list=folio.list).filter(
        _from(folio.opens_published, folio.opens_number)
    )
    following = Folio.objects.filter(list=folio.list, number=folio.number + 1).first()
    if following:
        entries = entries.exclude(_from(following.opens_published, following.opens_number))
    return entries.order_by("-published", "-number")


def rebuild_folios(name: str) -> None:
    """Number a list's folios anew, after many old stories came in at once."""
    Folio.objects.filter(list=name).delete()
    folios = []
    entries = ListEntry.objects.filter(list=name).order_by("published", "number")
    for place, (published, number) in enumerate(
        entries.values_list("published", "number").iterator()
    ):
        if place % SIZE == 0:
            opens = (_BEGINNING, 0) if place == 0 else (published, number)
            folios.append(
                Folio(
                    list=name,
                    number=place // SIZE + 1,
                    opens_published=opens[0],
                    opens_number=opens[1],
                )
            )
    Folio.objects.bulk_create(folios, batch_size=500)


def _from(published: dt.datetime, number: int) -> Q:
    """Entries at or after this place in a list."""
    return Q(published__gt=published) | Q(published=published, number__gte=number)


def _until(published: dt.datetime, number: int, prefix: str = "") -> Q:
    """Entries at or before this place."""
    return Q(**{f"{prefix}published__lt": published}) | Q(
        **{f"{prefix}published": published, f"{prefix}number__lte": number}
    )
