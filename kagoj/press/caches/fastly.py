"""Fastly: up to 256 surrogate keys in one call, softly (stale, not gone), so that stale-if-error holds.

https://www.fastly.com/documentation/reference/api/purging/
"""

from __future__ import annotations

import dataclasses

from kagoj.press.caches.cache import Change, call, in_lots

API = "https://api.fastly.com"
NAMES_AT_ONCE = 256


@dataclasses.dataclass(frozen=True, slots=True)
class Fastly:
    """The service with the identifier `place`; `token` may purge it."""

    place: str
    token: str = dataclasses.field(repr=False)
    api: str = API
    pause = 1.0

    def tell(self, change: Change) -> None:
        service = f"{self.api}/service/{self.place}"
        headers = {"Fastly-Key": self.token, "Accept": "application/json"}
        if change.everything:  # which Fastly cannot do softly
            call("POST", f"{service}/purge_all", headers=headers)
            return
        for names in in_lots(change.names, NAMES_AT_ONCE):
            call(
                "POST",
                f"{service}/purge",
                headers=headers | {"Fastly-Soft-Purge": "1"},
                body={"surrogate_keys": list(names)},
            )
