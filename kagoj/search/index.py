"""The index as those who keep it see it: put, remove, and what an upgrade asks for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from kagoj.search import analysis
from kagoj.search.backends.sqlite.writer import Writer
from kagoj.search.documents import Document


class Index:
    """The search index of a paper in one file (`data/search.db`), made when it is missing.

    Each call is all or nothing and lasts when it returns, also through `kill -9` and a power cut.
    Readers are not held up meanwhile. To put many stories, hand them over some hundreds at a time:
    a call costs the disk one wait. Raises IndexFault when the file is not an index, or the disk is
    full; nothing is changed then.
    """

    def __init__(self, file: Path) -> None:
        self._writer = Writer(Path(file))

    def put(self, documents: Iterable[Document]) -> None:
        """Adds stories, or replaces those with the same number.

        Raises ValueError for a story without a zone in its time or with an impossible number.
        """
        self._writer.put(analysis.entry(document) for document in documents)

    def remove(self, numbers: Iterable[int]) -> None:
        """Takes stories out; numbers that are not in the index are passed over."""
        self._writer.remove(numbers)

    def outdated(self) -> bool:
        """Whether the stories were analysed by other rules than today's, as after an upgrade.

        Until `rebuild`, some words are not found. The first `put` or `remove` of a story that is
        affected rebuilds by itself.
        """
        return self._writer.outdated()

    def rebuild(self) -> None:
        """Analyses all stored stories anew (some hundreds a second); readers see the former index
        until it is done."""
        self._writer.rebuild()

    def tidy(self) -> bool:
        """A short step of upkeep after which questions are answered sooner; whether there is more."""
        return self._writer.tidy()

    def check(self) -> list[str]:
        """Faults found in the file, in words. Reads all of it."""
        return self._writer.check()

    def __len__(self) -> int:
        return self._writer.count()

    def close(self) -> None:
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
