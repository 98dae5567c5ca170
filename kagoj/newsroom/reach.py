"""What a person may do at which desk, asked of Wagtail's permissions once for a screen."""

from __future__ import annotations

import dataclasses
from typing import Any

from kagoj.news.models import DeskPage

from .models import NewslistEntry


@dataclasses.dataclass(frozen=True, slots=True)
class Reach:
    """The desks a person sees, writes at, edits at, and publishes at."""

    person: int
    sees: tuple[DeskPage, ...]
    writes: tuple[DeskPage, ...]
    edits: frozenset[int]
    publishes: frozenset[int]
    everywhere: bool  # sees every desk of the paper

    @property
    def seen(self) -> frozenset[int] | None:
        """Ids of the desks to ask the newslist for; None for all."""
        return None if self.everywhere else frozenset(desk.pk for desk in self.sees)

    def may_edit(self, entry: NewslistEntry) -> bool:
        """Whether the story's form opens for this person: at their desk, or begun by them."""
        if entry.desk in self.edits:
            return True
        return entry.owner == self.person and any(desk.pk == entry.desk for desk in self.writes)


def reach_of(person: Any) -> Reach:
    """Everything the screens ask about a signed-in person; asked once for a request."""
    known: Reach | None = getattr(person, "_reach", None)
    if known is None:
        known = person._reach = _reach_of(person)
    return known


def _reach_of(person: Any) -> Reach:
    sees, writes, edits, publishes = [], [], set(), set()
    desks = DeskPage.in_order()
    for desk in desks:
        may = desk.permissions_for_user(person)
        held = {"add", "change", "publish"} if person.is_superuser else may.permissions
        if held:
            sees.append(desk)
        if "add" in held:
            writes.append(desk)
        if "change" in held:
            edits.add(desk.pk)
        if "publish" in held:
            publishes.add(desk.pk)
    return Reach(
        person.pk,
        tuple(sees),
        tuple(writes),
        frozenset(edits),
        frozenset(publishes),
        everywhere=len(sees) == len(desks),
    )
