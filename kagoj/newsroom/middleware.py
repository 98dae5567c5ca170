"""What stands around every request of the newsroom."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.messages import get_messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from . import faults

Handler = Callable[[HttpRequest], HttpResponse]


class OneTransaction:
    """A request that changes something is one transaction: the story, its revision, its print
    order. Requests that only read take none, so that they never wait for a writer."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"} or _only_reads(request):
            return self.get_response(request)
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
                list(get_messages(request))  # 'published' was said too early: take it back
        return response


def _only_reads(request: HttpRequest) -> bool:
    """Whether the view says of itself that it changes nothing, though it is sent a body."""
    try:
        return bool(getattr(resolve(request.path_info).func, "only_reads", False))
    except Resolver404:
        return False


class Bounded:
    """A request larger than any picture or document we take is refused before it is read."""

    LARGEST = 64 * 1024 * 1024  # bytes

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()) or int(length) > self.LARGEST:
            return faults.too_large(request)
        return self.get_response(request)
