"""Whether a save would go through: asked by the editor's browser before it lets go of a page."""

from __future__ import annotations

from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token

from kagoj.news.models import ArticleNumber

from . import faults


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
