"""The named places where a paper may put an advertisement."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """One place: its name in templates, where it is, and the largest size that fits there."""

    name: str
    title: str
    width: int  # CSS pixels
    height: int


@dataclasses.dataclass(frozen=True, slots=True)
class Advertisement:
    """What stands in a place: trusted HTML from the paper's own booking, and its reserved size."""

    html: str
    width: int
    height: int


PLACES = (
    Place("home-top", "প্রথম পাতার মাথায়", 970, 250),
    Place("home-middle", "প্রথম পাতার মাঝে", 970, 250),
    Place("home-bottom", "প্রথম পাতার শেষে", 970, 250),
    Place("desk-top", "বিভাগের মাথায়", 970, 250),
    Place("desk-side", "বিভাগের পাশে", 280, 600),
    Place("story-top", "সংবাদের মাথায়", 970, 250),
    Place("story-middle", "সংবাদের ভেতরে", 560, 280),
    Place("story-side", "সংবাদের পাশে", 280, 600),
    Place("story-bottom", "সংবাদের নিচে", 970, 250),
)

NAMES = frozenset(place.name for place in PLACES)
