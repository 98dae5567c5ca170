"""Bunny: tags, which it reads from `CDN-Tag`, divided by commas; one call for each.

https://docs.bunny.net/cdn/purge-cache
"""

from __future__ import annotations

import dataclasses

from kagoj.press.caches.cache import Change, call

API = "https://api.bunny.net"
MOST_NAMES = 20  # calls in a row; beyond, the whole zone is one call


@dataclasses.dataclass(frozen=True, slots=True)
class Bunny:
    """The pull zone with the number `place`; `token` is the account's access key."""

    place: str
    token: str = dataclasses.field(repr=False)
    api: str = API
    pause = 2.0

    def tell(self, change: Change) -> None:
        zone = f"{self.api}/pullzone/{self.place}/purgeCache"
        headers = {"AccessKey": self.token}
        if change.everything or len(change.names) > MOST_NAMES:
            call("POST", zone, headers=headers)
            return
        for name in change.names:
            call("POST", zone, headers=headers, body={"CacheTag": name})
