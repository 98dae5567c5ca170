"""A page and the parts it includes, joined into what a reader gets.

The directive is the one every server with server-side includes knows:
`<!--#include virtual="/parts/latest.html" -->`. A part may include parts itself; a part that is not
on the shelf is nothing.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

from kagoj.shelf.page import Page, surrogate_key

INCLUDE = re.compile(
    rb'<!--#include\s+virtual="(/parts/[A-Za-z0-9._-]{1,100}\.html)"\s*-->', re.ASCII
)
DEEPEST = 2  # parts in the page, parts in those; what a part in a part includes is left out


@dataclasses.dataclass(frozen=True, slots=True)
class Composed:
    """A page joined with its parts."""

    page: Page
    body: bytes
    needs: frozenset[str]  # keys that this was made of, or that were missing
    tags: tuple[str, ...]  # their own names first, then what page and parts were tagged with
    changed: float  # Unix time of the last change of page or parts


def compose(page: Page, part_of: Callable[[str], Page | None]) -> Composed:
    """Join `page` with what it includes; `part_of` finds parts, all at the same moment."""
    parts: dict[str, Page | None] = {}

    def once(key: str) -> Page | None:
        if key not in parts:
            parts[key] = part_of(key)
        return parts[key]

    body = join(page.body, once)
    there = [page, *(part for part in parts.values() if part)]
    names = map(surrogate_key, (page.key, *parts))
    return Composed(
        page=page,
        body=body,
        needs=frozenset({page.key, *parts}),
        tags=tuple(dict.fromkeys([*names, *(tag for each in there for tag in each.tags)])),
        # A reprint changes bytes even where the words stay, so its time counts as well.
        changed=max(max(each.modified, each.printed) for each in there),
    )


def join(body: bytes, part_of: Callable[[str], Page | None], depth: int = 1) -> bytes:
    """The bytes of a page with its includes filled in."""

    def part(found: re.Match[bytes]) -> bytes:
        there = part_of(found[1].decode("ascii")) if depth <= DEEPEST else None
        return join(there.body, part_of, depth + 1) if there else b""

    return INCLUDE.sub(part, body) if b"<!--#include" in body else body
