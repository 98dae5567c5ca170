"""Varnish with the vmod xkey, as deploy/varnish.vcl sets it up.

https://github.com/varnish/varnish-modules/blob/master/src/vmod_xkey.vcc
"""

from __future__ import annotations

import dataclasses

from kagoj.press.caches.cache import Change, call, in_lots

EVERYTHING = "everything"  # a name that the VCL gives to all it keeps
NAMES_AT_ONCE = 40  # a name has 120 letters at most, a header line in Varnish 8,192


@dataclasses.dataclass(frozen=True, slots=True)
class Varnish:
    """The Varnish at `place`, 'host:port'. What it is told is stale from then on: shown only while
    delivery cannot answer."""

    place: str
    pause = 0.0

    def tell(self, change: Change) -> None:
        for names in in_lots([EVERYTHING] if change.everything else change.names, NAMES_AT_ONCE):
            headers = {"xkey-purge": " ".join(names)}
            call("PURGE", f"http://{self.place}/", headers=headers, is_near=True)
