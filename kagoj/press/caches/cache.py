"""What a cache in front is told, and how it is called."""

from __future__ import annotations

import dataclasses
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

LOCAL_WAIT = 3.0  # seconds for a cache on this machine or beside it
FAR_WAIT = 15.0  # seconds for a CDN
_LONGEST_REASON = 300  # letters of what a cache answered

_NEAR = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_FAR = urllib.request.build_opener()  # through the proxy that the environment names, if any

Item = TypeVar("Item")


class CacheFault(Exception):
    """A cache could not be told, or refused; the sentence says why. `pause`: seconds it asked for."""

    def __init__(self, sentence: str, pause: float = 0.0) -> None:
        super().__init__(sentence)
        self.pause = pause


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """What changed on the shelf: the names (surrogate keys) of pages, and the addresses they stand at.

    `everything`: too much to be told one by one; names and addresses are empty then.
    """

    names: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    everything: bool = False


class Cache(Protocol):
    """One cache in front."""

    @property
    def pause(self) -> float:
        """Seconds to leave between two calls, so that its owner does not shut the door."""
        ...

    def tell(self, change: Change) -> None:
        """Have it forget, or fetch anew, what changed. Raises CacheFault; may be told twice."""
        ...


def call(
    method: str,
    address: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: object = None,
    is_near: bool = False,
) -> None:
    """One HTTP request; `body` is sent as JSON. `is_near`: on this machine or beside it, never asked
    through a proxy. Raises CacheFault for any answer but a success."""
    data = None if body is None else json.dumps(body).encode()
    fields = dict(headers or {})
    if data is not None:
        fields["Content-Type"] = "application/json"
    request = urllib.request.Request(address, data, fields, method=method)  # noqa: S310 - settings
    try:
        door = _NEAR if is_near else _FAR
        with door.open(request, timeout=LOCAL_WAIT if is_near else FAR_WAIT) as answer:
            answer.read(_LONGEST_REASON)
    except urllib.error.HTTPError as refusal:
        with refusal:
            said = " ".join(refusal.read(_LONGEST_REASON).decode("utf-8", "replace").split())
            asked = refusal.headers.get("Retry-After", "")
        pause = float(asked) if asked.isdecimal() and len(asked) < 6 else 0.0
        raise CacheFault(f"it answered {refusal.code} {refusal.reason}: {said}", pause) from None
    except (OSError, http.client.HTTPException, ValueError) as fault:
        reason = getattr(fault, "reason", fault)
        raise CacheFault(f"it cannot be reached: {reason}") from None


def in_lots(items: Sequence[Item], most: int) -> Iterator[Sequence[Item]]:
    """`items` in lots of at most `most`."""
    for start in range(0, len(items), most):
        yield items[start : start + most]
