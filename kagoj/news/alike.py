"""Stories like one, by what they say: found in the readers' search index, without which there are none."""

from __future__ import annotations

import functools
from pathlib import Path

from django.conf import settings

from kagoj.search.searcher import Searcher


def alike(number: int, limit: int) -> list[int]:
    """Numbers of the stories that share most of this one's rare words, the likest first.

    None for a story that is not in the index yet: a new one is known to it once it has been printed.
    """
    return _searcher(settings.PAPER.data / "search.db").related(number, limit)


@functools.lru_cache(maxsize=1)
def _searcher(file: Path) -> Searcher:
    return Searcher(file)
