"""A page joined with the parts that lie on the shelf, for a preview."""

from __future__ import annotations

import re

from .shelving import shelf

_INCLUDE = re.compile(rb'<!--#include\s+virtual="(/parts/[A-Za-z0-9._-]{1,100}\.html)"\s*-->')
DEEPEST = 2  # parts in the page, parts in those


def composed(body: bytes, depth: int = 1) -> bytes:
    """The page with its includes filled in; a part that is not on the shelf is nothing."""

    def part(found: re.Match[bytes]) -> bytes:
        there = shelf().get(found[1].decode("ascii")) if depth <= DEEPEST else None
        return composed(there.body, depth + 1) if there else b""

    return _INCLUDE.sub(part, body)
