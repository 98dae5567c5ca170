"""Delivery's process, with a paper's settings. Loads neither Django nor the database.

`kagoj serve` gives it the number of the open socket that readers come in by.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Sequence

from kagoj import env
from kagoj.delivery.copies import delete
from kagoj.delivery.policies import SHARED_AGE, TAG_HEADER
from kagoj.delivery.serve import run
from kagoj.theme.assets import first_script_hash, look_in

from . import roof

# CDNs that read a page's names from a header of their own; their files in kagoj/press/caches say where that stands.
_TAG_HEADERS = {"cloudflare": "cache-tag", "bunny": "cdn-tag"}


def main() -> None:
    settings = env.load()
    look_in(settings.folder / "theme")
    listener = socket.socket(fileno=int(sys.argv[1])) if len(sys.argv) > 1 else None
    tag_header = _tag_header(settings.caches)
    # A copy has no names: where a cache before nginx reads them, nginx has to ask for them.
    lays_copies = not tag_header
    if not lays_copies:
        delete(settings.data / "copies" / "now")  # nginx may still look there
    run(
        settings.data,
        static=[settings.static],
        media=settings.media,
        reads=settings.reads,
        host=settings.host,
        port=settings.port,
        workers=settings.delivery_workers,
        behind_proxy=settings.behind_proxy,
        inline_scripts=[first_script_hash()],
        shared_age=SHARED_AGE if settings.caches else 0,
        tag_header=tag_header,
        copies=settings.data / "copies" if lays_copies else None,
        goes_on=roof.stands(),
        listener=listener,
    )


def _tag_header(caches: Sequence[str]) -> str:
    """Where the caches in front read a page's names: two CDNs have a header of their own, and nginx
    knows addresses only."""
    kinds = {address.partition("://")[0] for address in caches}
    if kinds == {"nginx"}:
        return ""
    headers = [header for kind, header in _TAG_HEADERS.items() if kind in kinds]
    return headers[0] if headers else TAG_HEADER


if __name__ == "__main__":
    main()
