"""The temperature of the masthead line: typed, or asked of a provider and kept for a while."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import queue
import threading
import urllib.request

from django.utils import timezone

from kagoj.bangla.digits import to_bangla

from .models import Weather

TYPED_HOLDS = dt.timedelta(hours=12)
FETCHED_HOLDS = dt.timedelta(hours=2)
ASK_EVERY = dt.timedelta(minutes=15)
LONGEST_WAIT = 10.0  # seconds for the whole answer
_LARGEST_ANSWER = 64 * 1024  # bytes


def temperature(now: dt.datetime) -> str:
    """What the line says, '২৮'; '' when nothing fresh is known, and the line closes up."""
    weather = Weather.objects.first()
    if weather is None:
        return ""
    if weather.typed and weather.typed_at and now - weather.typed_at < TYPED_HOLDS:
        return to_bangla(weather.typed)
    if weather.fetched and weather.fetched_at and now - weather.fetched_at < FETCHED_HOLDS:
        return to_bangla(weather.fetched)
    return ""


def ask_provider() -> bool:
    """Ask the provider anew when it is time; whether the temperature changed.

    Raises OSError or ValueError with the reason when the answer cannot be used; what was known
    stays until it is stale.
    """
    weather = Weather.objects.first()
    now = timezone.now()
    if weather is None or not weather.provider:
        return False
    if weather.fetched_at and now - weather.fetched_at < ASK_EVERY:
        return False
    degrees = _ask(weather.provider)
    changed = weather.fetched != degrees
    Weather.objects.filter(pk=weather.pk).update(fetched=degrees, fetched_at=now)
    return changed


def _ask(address: str) -> str:
    """Degrees of the provider's answer, bounded in size and in time.

    The asking is done by a thread that is left behind when the answer has not come in time: no
    limit on one read bounds an answer that comes one byte after the other.
    """
    if not address.startswith(("https://", "http://")):
        raise ValueError("the weather provider's address must begin with https://")
    if not _asking.acquire(blocking=False):
        raise TimeoutError("the weather provider has still not answered the last question")
    told: queue.Queue[str | Exception] = queue.Queue(1)

    def ask() -> None:
        try:
            told.put(_degrees(_fetch(address)))
        except (OSError, ValueError) as error:
            told.put(error)
        except http.client.HTTPException as error:
            told.put(ValueError(f"the weather provider does not speak HTTP: {error!r:.200}"))
        finally:
            _asking.release()

    threading.Thread(target=ask, name="weather", daemon=True).start()
    try:
        answer = told.get(timeout=LONGEST_WAIT)
    except queue.Empty:
        raise TimeoutError(f"the weather provider took more than {LONGEST_WAIT:g} s") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


_asking = threading.Lock()


def _fetch(address: str) -> bytes:
    request = urllib.request.Request(address, headers={"Accept": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=LONGEST_WAIT) as answer:  # noqa: S310
        text = answer.read(_LARGEST_ANSWER + 1)
    if len(text) > _LARGEST_ANSWER:
        raise ValueError(f"the weather provider's answer is larger than {_LARGEST_ANSWER} bytes")
    return bytes(text)


def _degrees(text: bytes) -> str:
    try:
        degrees = json.loads(text)["current"]["temperature_2m"]
        degrees = None if isinstance(degrees, bool) else float(degrees)
    except (ValueError, KeyError, TypeError, RecursionError):
        degrees = None
    if degrees is None:
        raise ValueError("the weather provider's answer has no current.temperature_2m")
    if not -60 <= degrees <= 60:
        raise ValueError(f"the weather provider says {degrees} °C")
    return str(round(degrees))
