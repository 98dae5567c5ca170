"""What to look for when no story has all that a reader wants: most of it, rather than nothing.

Quoted phrases and exclusions are kept as they are, since whoever writes them means them. Of the
words, those go first that no story of the paper has; then as few as need be.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from kagoj.search.backends.sqlite.reader import Snapshot
from kagoj.search.query import Query

# Of more words than these, the rest is left out: "any four of six" is fifteen questions in one.
MOST_WORDS = 6


def missing(query: Query, index: Snapshot) -> tuple[str, ...]:
    """The words wanted that no story has in any form."""
    return tuple(
        " ".join(wish.words)
        for wish in query.wanted
        if not wish.quoted and not index.having(wish, 1)
    )


def looser(query: Query, missing: tuple[str, ...], index: Snapshot) -> Iterator[Query]:
    """Queries that ask for less and less, down to a third of the words."""
    there = tuple(
        wish for wish in query.wanted if wish.quoted or " ".join(wish.words) not in missing
    )
    if not there:
        return
    if len(there) < len(query.wanted):
        yield dataclasses.replace(query, wanted=there)
    if any(wish.quoted for wish in there):
        if any(not wish.quoted for wish in there):
            yield dataclasses.replace(query, wanted=tuple(w for w in there if w.quoted))
        return
    few = tuple(sorted(there, key=lambda wish: index.having(wish, _COUNTED))[:MOST_WORDS])
    if len(few) < len(there):
        yield dataclasses.replace(query, wanted=few)
    for enough in range(len(few) - 1, (len(few) - 1) // 3, -1):
        yield dataclasses.replace(query, wanted=few, enough=enough)


_COUNTED = 10_000
