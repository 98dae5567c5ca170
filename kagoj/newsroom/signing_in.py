"""Signing in, with patience for people and none for machines that guess."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.cache import cache
from django.http import HttpRequest
from wagtail.admin.forms.auth import LoginForm

from kagoj.bangla.digits import to_bangla

# Wrong passwords forgiven to one name from one address, and to an address whatever the names,
# within this time. Each newsroom process keeps its own count.
WINDOW = 15 * 60  # seconds
FORGIVEN_NAME = 8
FORGIVEN_ADDRESS = 60


class SignInForm(LoginForm):
    """Wagtail's form, which stops listening after too many wrong passwords."""

    def clean(self) -> dict[str, Any]:
        limits = self._limits()
        if any(cache.get(key, 0) >= forgiven for key, forgiven in limits.items()):
            raise forms.ValidationError(
                "অনেকবার ভুল পাসওয়ার্ড দেওয়া হয়েছে। "
                f"{to_bangla(WINDOW // 60)} মিনিট পর আবার চেষ্টা করুন, "
                "অথবা প্রশাসকের কাছে নতুন পাসওয়ার্ড চান।",
                code="too_many",
            )
        try:
            cleaned: dict[str, Any] = super().clean()
        except forms.ValidationError:
            for key in limits:
                cache.add(key, 0, WINDOW)
                cache.incr(key)
            raise
        cache.delete(next(iter(limits)))
        return cleaned

    def _limits(self) -> dict[str, int]:
        """How many wrong passwords are forgiven, by the key they are counted under."""
        address = address_of(self.request) if self.request else ""
        name = str(self.data.get("username", "")).strip().casefold()
        return {
            _key("name", address, name): FORGIVEN_NAME,
            _key("address", address): FORGIVEN_ADDRESS,
        }


def address_of(request: HttpRequest) -> str:
    """The network address of the browser; behind our own proxy, the one the proxy saw."""
    if settings.PAPER.behind_proxy:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if seen:
            return seen[:60]
    return str(request.META.get("REMOTE_ADDR", ""))


def _key(*parts: str) -> str:
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
    return f"sign-in:{digest[:32]}"


class LongEnough(MinimumLengthValidator):
    """Django's rule, with its number in Bangla digits."""

    def get_help_text(self) -> str:
        return to_bangla(super().get_help_text())

    def get_error_message(self) -> str:
        return to_bangla(super().get_error_message())
