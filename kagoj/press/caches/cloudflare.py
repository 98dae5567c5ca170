"""Cloudflare: cache tags, which it reads from `Cache-Tag`, divided by commas.

https://developers.cloudflare.com/cache/how-to/purge-cache/purge-by-tags/
https://developers.cloudflare.com/api/resources/cache/methods/purge/
"""

from __future__ import annotations

import dataclasses

from kagoj.press.caches.cache import Change, call, in_lots

API = "https://api.cloudflare.com/client/v4"
NAMES_AT_ONCE = 30  # what every plan takes in one call


@dataclasses.dataclass(frozen=True, slots=True)
class Cloudflare:
    """The zone with the identifier `place`; `token` may purge it ("Cache Purge")."""

    place: str
    token: str = dataclasses.field(repr=False)
    api: str = API
    pause = (
        2.0  # a free plan takes five calls a minute, 25 in a row: what is more waits and is folded
    )

    def tell(self, change: Change) -> None:
        zone = f"{self.api}/zones/{self.place}/purge_cache"
        headers = {"Authorization": f"Bearer {self.token}"}
        if change.everything:
            call("POST", zone, headers=headers, body={"purge_everything": True})
            return
        for names in in_lots(change.names, NAMES_AT_ONCE):
            call("POST", zone, headers=headers, body={"tags": list(names)})
