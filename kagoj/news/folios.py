"""Folios: the numbered pages of a list's archive, stable while stories are added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from .models import Folio, ListEntry

SIZE = 12  # stories to a folio
# A folio that late old stories filled beyond this is due to be numbered anew.
CROWDED = 3 * SIZE
# The list of everything has no archive pages; the archive by day is its archive.
WITHOUT_FOLIOS = frozenset({"all"})
_BEGINNING = dt.datetime(1, 1, 2, tzinfo=dt.UTC)


def give_folio(name: str, published: dt.datetime, number: int) -> None:
    """Open the next folio of list `name` when this newest entry finds the last one full."""
    if name in WITHOUT_FOLIOS:
        return
    last = last_folio(name)
    if last is None:
        Folio.objects.create(list=name, number=1, opens_published=_BEGINNING, opens_number=0)
        return
    # Only the newest entry may open a folio: an older one, imported late, joins its own day's.
    if entries_after(name, published, number).exists():
        return
    if (published, number) < (last.opens_published, last.opens_number):
        return
    if entries_of(last).exclude(number=number)[:SIZE].count() >= SIZE:
        Folio.objects.create(
            list=name, number=last.number + 1, opens_published=published, opens_number=number
        )


def last_folio(name: str) -> Folio | None:
    return Folio.objects.filter(list=name).order_by("-number").first()


def folio_with(name: str, published: dt.datetime, number: int) -> int | None:
    """The number of the folio in which such an entry stands."""
    opened = Folio.objects.filter(_until(published, number, "opens_"), list=name)
    # In the order of the index that finds it; folios are numbered in the same order.
    newest_first = opened.order_by("-opens_published", "-opens_number")
    return newest_first.values_list("number", flat=True).first()


def entries_of(folio: Folio) -> QuerySet[ListEntry]:
    """The entries of one folio, newest first."""
    entries = ListEntry.objects.filter(
        _from(folio.opens_published, folio.opens_number), list=folio.list
    )
    following = Folio.objects.filter(list=folio.list, number=folio.number + 1).first()
    if following:
        entries = entries.filter(_before(following.opens_published, following.opens_number))
    return entries.order_by("-published", "-number")


def entries_before(name: str, published: dt.datetime, number: int) -> QuerySet[ListEntry]:
    """The entries older than this place in a list, nearest first."""
    older = ListEntry.objects.filter(_before(published, number), list=name)
    return older.order_by("-published", "-number")


def entries_after(name: str, published: dt.datetime, number: int) -> QuerySet[ListEntry]:
    """The entries newer than this place in a list, nearest first."""
    newer = ListEntry.objects.filter(_from(published, number), list=name)
    return newer.exclude(number=number).order_by("published", "number")


def crowded(names: Iterable[str], numbers: Iterable[int]) -> set[str]:
    """Those of the lists in which stories with these numbers came late and crowded a folio."""
    found, numbers = set(), list(numbers)
    for name in set(names) - WITHOUT_FOLIOS:
        places = ListEntry.objects.filter(list=name, number__in=numbers)
        folios = {folio_with(name, *at) for at in places.values_list("published", "number")}
        for folio in Folio.objects.filter(list=name, number__in=folios - {None}):
            if entries_of(folio)[: CROWDED + 1].count() > CROWDED:
                found.add(name)
                break
    return found


def rebuild_folios(name: str) -> None:
    """Number a list's folios anew, after many old stories came in at once."""
    Folio.objects.filter(list=name).delete()
    if name in WITHOUT_FOLIOS:
        return
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


# A list is ordered by two columns. The first condition of each bound is implied by the second and
# stands there for the database: it can seek its index to that place, and read no further.


def _from(published: dt.datetime, number: int) -> Q:
    """Entries at or after this place in a list."""
    return Q(published__gte=published) & (Q(published__gt=published) | Q(number__gte=number))


def _before(published: dt.datetime, number: int) -> Q:
    """Entries before this place."""
    return Q(published__lte=published) & (Q(published__lt=published) | Q(number__lt=number))


def _until(published: dt.datetime, number: int, prefix: str = "") -> Q:
    """Entries at or before this place."""
    at, place = f"{prefix}published", f"{prefix}number"
    return Q(**{f"{at}__lte": published}) & (
        Q(**{f"{at}__lt": published}) | Q(**{f"{place}__lte": number})
    )
