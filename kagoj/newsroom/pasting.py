"""Bijoy text that an editor pastes: told, converted, and the original kept with the story.

The browser asks only about a paste that might be Bijoy (see `paste.mjs`), and inserts what it is given
once the editor has seen both sides. What stood on the clipboard goes into the story's own history, as
an entry of Wagtail's audit log: who, when, before and after.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import Page, PageLogEntry

from kagoj import __version__
from kagoj.bangla.bijoy import to_unicode
from kagoj.bangla.bijoy.markup import convert_markup

ACTION = "kagoj.bijoy"
LARGEST = 1_000_000  # characters of a paste
KEPT = 200_000  # characters of an original that the history keeps; no story is longer


@require_POST
def convert(request: HttpRequest) -> JsonResponse:
    """What a paste would be in Unicode: `{found, before, after, html}`.

    `before` and `after` are words without markup; `html` is '' where the paste has none.
    """
    text, html = request.POST.get("text", ""), request.POST.get("html", "")
    if len(text) + len(html) > LARGEST:
        return JsonResponse({"error": "লেখাটি একবারে দেখার জন্য খুব বড়।"}, status=413)
    markup = convert_markup(html) if html.strip() else None
    if markup and markup.after:
        found, before, after = markup.is_changed, markup.before, markup.after
    else:
        before, after = text, to_unicode(text)
        found = before != after
    return JsonResponse(
        {"found": found, "before": before, "after": after, "html": markup.html if markup else ""}
    )


@require_POST
def keep(request: HttpRequest) -> JsonResponse:
    """Puts an original into the history of the story it was pasted into."""
    number = request.POST.get("page", "")
    page = Page.objects.filter(pk=number).first() if number.isdecimal() else None
    if page is None or not page.permissions_for_user(request.user).can_edit():
        return JsonResponse({"kept": False}, status=404)
    data = {name: request.POST.get(name, "")[:KEPT] for name in ("before", "after")}
    log(instance=page.specific, action=ACTION, user=request.user, data=data)
    return JsonResponse({"kept": True})


def register_history(actions: LogActionRegistry) -> None:
    """How the history tells of it."""

    @actions.register_action(ACTION)
    class FromBijoy(LogFormatter):  # type: ignore[misc]
        label = "বিজয় থেকে ইউনিকোডে"

        def format_message(self, log_entry: PageLogEntry) -> SafeString:
            return said(log_entry.data or {})


def said(data: dict[str, Any]) -> SafeString:
    return format_html(
        "বিজয় হরফের লেখা ইউনিকোডে নেওয়া হয়েছে"
        '<details class="k-original"><summary>মূল লেখা</summary><p>{}</p></details>',
        data.get("before", ""),
    )


def styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', _address("newsroom/paste.css"))


def script() -> SafeString:
    return format_html(
        '<script type="module" src="{}" data-paste-convert="{}" data-paste-keep="{}"></script>',
        _address("newsroom/paste.mjs"),
        reverse("newsroom_paste_convert"),
        reverse("newsroom_paste_keep"),
    )


def _address(file: str) -> str:
    return f"{static(file)}?v={__version__}"
