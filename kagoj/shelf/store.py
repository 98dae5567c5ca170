"""What a store of pages must be able to do; each store stands in `stores/`, named after its technology."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from kagoj.shelf.page import Page


class Snapshot(Protocol):
    """The shelf as it stood at one moment, whatever is written meanwhile."""

    @property
    def version(self) -> int: ...
    def get(self, key: str) -> Page | None: ...
    def has(self, key: str) -> bool: ...
    def changed_since(self, version: int, limit: int | None = None) -> set[str]: ...
    def keys_after(
        self, key: str, prefix: str, other_than_design: str | None, limit: int
    ) -> list[str]: ...


class Store(Protocol):
    """Pages at rest, shared by processes. All methods raise a ShelfFault when they cannot."""

    @property
    def replaced(self) -> int:
        """How often the store was found to be another one than before (restored, remade)."""
        ...

    def snapshot(self) -> AbstractContextManager[Snapshot]: ...
    def write(self, changes: Mapping[str, Page | None]) -> int:
        """Put each page and take away each key whose page is None, all or nothing; the new version."""
        ...

    def check(self) -> Iterator[str]: ...
    def compact(self) -> None: ...
    def close(self) -> None: ...
