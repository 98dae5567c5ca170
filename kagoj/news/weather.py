"""The temperature of the masthead line: typed, or asked of a provider and kept for a while."""

from __future__ import annotations

import datetime as dt
import json
import urllib.error
import urllib.request

from django.utils import timezone

from kagoj.bangla.digits import to_bangla

from .models import Weather

TYPED_HOLDS = dt.timedelta(hours=12)
FETCHED_HOLDS = dt.timedelta(hours=2)
ASK_EVERY = dt.timedelta(minutes=15)
_LARGEST_ANSWER = 64 * 1024


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
    if not address.startswith(("https://", "http://")):
        raise ValueError("the weather provider's address must begin with https://")
    request = urllib.request.Request(address, headers={"Accept": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        text = answer.read(_LARGEST_ANSWER)
    try:
        degrees = float(json.loads(text)["current"]["temperature_2m"])
    except (ValueError, KeyError, TypeError):
        raise ValueError("the weather provider's answer has no current.temperature_2m") from None
    if not -60 <= degrees <= 60:
        raise ValueError(f"the weather provider says {degrees} °C")
    return str(round(degrees))
