"""The order of the home page: which design each desk's band gets.

Equal boxes tell a reader that all is equally important. So the designs take turns by a fixed
pattern, and what a band holds decides where the pattern does not fit: opinion is set as voices,
a desk without pictures as text, and three quieter desks share one row.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from kagoj.news.cards import Card, Link

# Desks whose stories are someone's view; their band names the writer under each headline.
OPINION = frozenset({"মতামত", "সম্পাদকীয়", "উপসম্পাদকীয়", "কলাম", "অভিমত", "চিঠিপত্র"})

PATTERN = ("wide", "compact", "trio", "tint", "plain", "trio")


@dataclasses.dataclass(frozen=True, slots=True)
class Band:
    """A desk and the stories it shows on the home page."""

    desk: Link
    cards: Sequence[Card]

    @property
    def pictured(self) -> bool:
        return any(card.picture for card in self.cards)


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One strip of the home page: a design with one band, or with three for a trio."""

    design: str
    bands: tuple[Band, ...]

    @property
    def template(self) -> str:
        return f"bands/{self.design}.html"

    @property
    def band(self) -> Band:
        return self.bands[0]


def rows(bands: Iterable[tuple[Link, Sequence[Card]]], above: Iterable[Card] = ()) -> list[Row]:
    """The strips of the home page, in the order of `bands`.

    Stories printed `above`, as the lead and its seconds, are not printed a second time; a desk
    with nothing else to show has no band.
    """
    shown = {card.number for card in above}
    waiting = []
    for desk, cards in bands:
        if fresh := [card for card in cards if card.number not in shown]:
            waiting.append(Band(desk, fresh))
    planned: list[Row] = []
    turn = 0
    while waiting:
        wanted = PATTERN[turn % len(PATTERN)]
        design = _fitting(wanted, waiting)
        taken = 3 if design == "trio" else 1
        planned.append(Row(design, tuple(waiting[:taken])))
        del waiting[:taken]
        # Voices and text come in between by their content; the pattern then waits for the next.
        if design == wanted or design not in {"voices", "plain"}:
            turn += 1
    return planned


def _fitting(design: str, waiting: Sequence[Band]) -> str:
    """`design`, or what suits the next bands better."""
    band = waiting[0]
    if band.desk.title in OPINION:
        return "voices"
    if not band.pictured:
        return "plain"
    if design == "trio" and not _three_alike(waiting):
        return "compact"
    if not band.cards[0].picture:
        return "compact"
    if len(band.cards) < 3:
        return "tint"
    return design


def _three_alike(waiting: Sequence[Band]) -> bool:
    return len(waiting) >= 3 and all(band.desk.title not in OPINION for band in waiting[:3])
