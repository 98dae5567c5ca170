"""A cache by its address in the settings: 'varnish://127.0.0.1:6081', 'fastly://SERVICE'."""

from __future__ import annotations

from kagoj.press.caches.bunny import Bunny
from kagoj.press.caches.cache import Cache
from kagoj.press.caches.cloudflare import Cloudflare
from kagoj.press.caches.fastly import Fastly
from kagoj.press.caches.nginx import Nginx
from kagoj.press.caches.varnish import Varnish


def cache_at(address: str, token: str) -> Cache:
    """The cache that `address` names, which the settings have checked (kagoj/env.py)."""
    kind, _, place = address.partition("://")
    match kind:
        case "bunny":
            return Bunny(place, token)
        case "cloudflare":
            return Cloudflare(place, token)
        case "fastly":
            return Fastly(place, token)
        case "nginx":
            return Nginx(place)
        case "varnish":
            return Varnish(place)
    raise ValueError(f"{address!r} names no cache that Kagoj knows")
