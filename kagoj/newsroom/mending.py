"""What saving mends in a text, told under its field, and the way to have it as typed.

The browser asks when an editor leaves a field or pastes into it (see `mending.mjs`). Nothing changes
before the editor's eyes: the text in the field stays as typed, what is stored is mended, and what the
editor takes back is listed once for the whole paper (`AsTyped`), so that no later save mends it again.
"""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from kagoj import __version__
from kagoj.bangla.mending import in_words, mended
from kagoj.bangla.normalise import compose
from kagoj.news.models import AsTyped
from kagoj.news.taking_in import as_typed

LARGEST = 200_000  # characters of a text
MOST = 100  # places told of, or kept, at once


@require_POST
def told(request: HttpRequest) -> JsonResponse:
    """What saving ``{"text": "..."}`` mends: `words` in sum, and `places` as before, after and why."""
    text = _asked(request, "text", str)
    if text is None or len(text) > LARGEST:
        return JsonResponse({"words": [], "places": []}, status=400 if text is None else 413)
    _, found = mended(text)
    if found:
        found = mended(text, as_typed({compose(one.before) for one in found}))[1]
    places = [
        {"before": one.before, "after": one.after, "why": one.reasons} for one in found[:MOST]
    ]
    return JsonResponse({"words": in_words(found), "places": places})


@require_POST
def keep(request: HttpRequest) -> JsonResponse:
    """Lists ``{"places": ["..."]}`` as what the paper keeps as typed; says how many it took."""
    places = _asked(request, "places", list)
    if places is None or len(places) > MOST:
        return JsonResponse({"kept": 0}, status=400 if places is None else 413)
    wanted = [place for place in places if isinstance(place, str) and mended(place)[1]]
    new = {compose(place) for place in wanted if len(compose(place)) <= AsTyped.LONGEST}
    AsTyped.objects.bulk_create(
        [AsTyped(text=place, by_id=request.user.pk) for place in sorted(new)], ignore_conflicts=True
    )
    return JsonResponse({"kept": len(new)})


def _asked(request: HttpRequest, name: str, kind: type) -> Any:
    try:
        asked = json.loads(request.body)[name]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return asked if isinstance(asked, kind) else None


def scripts() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}">'
        '<script type="module" src="{}" data-mending-told="{}" data-mending-keep="{}"></script>',
        _address("newsroom/mending.css"),
        _address("newsroom/mending.mjs"),
        reverse("newsroom_mending"),
        reverse("newsroom_keep_as_typed"),
    )


def _address(file: str) -> str:
    return f"{static(file)}?v={__version__}"
