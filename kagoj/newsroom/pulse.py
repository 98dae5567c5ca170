"""Whether a save would go through, asked by the editor's browser before it lets go of a page; and
whether the press is at work."""

from __future__ import annotations

import time

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token

from kagoj.news.models import ArticleNumber

from . import faults

SILENT = 15  # seconds without a heartbeat after which the press counts as stopped


def awake(request: HttpRequest) -> JsonResponse:
    """Says whether the editor is signed in and the database takes a write, and gives a fresh token.

    The write changes nothing, but it is a real one: a full disk or a stuck database answers here,
    while the story is still on the editor's screen, and not after the browser has sent it away.
    """
    if not request.user.has_perm("wagtailadmin.access_admin"):
        return JsonResponse({"signed_in": False})
    answer = {"signed_in": True, "token": get_token(request), "trouble": ""}
    try:
        with transaction.atomic():
            ArticleNumber.objects.filter(pk=1).update(last=F("last"))
    except (DatabaseError, OSError) as error:
        answer["trouble"] = faults.why(error)[1]
    return JsonResponse(answer)


def silence() -> float | None:
    """Seconds since the press last gave a sign of life; None when it never has."""
    try:
        return time.time() - (settings.PAPER.data / "press.alive").stat().st_mtime
    except OSError:
        return None


def is_press_at_work() -> bool:
    age = silence()
    return age is not None and age <= SILENT
