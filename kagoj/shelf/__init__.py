"""Finished pages and parts at rest. The press writes here, delivery and export read."""

from kagoj.shelf.faults import (
    PageRefused,
    ShelfBusy,
    ShelfDamaged,
    ShelfFault,
    ShelfFull,
    ShelfMissing,
)
from kagoj.shelf.page import HTML, Page
from kagoj.shelf.shelf import Change, Shelf
from kagoj.shelf.store import Snapshot

__all__ = [
    "HTML",
    "Change",
    "Page",
    "PageRefused",
    "Shelf",
    "ShelfBusy",
    "ShelfDamaged",
    "ShelfFault",
    "ShelfFull",
    "ShelfMissing",
    "Snapshot",
]
