"""The buttons under a story's form, in the newsroom's words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem


class SendForApproval(SubmitForModerationMenuItem):
    """Wagtail names the workflow on the button; whoever writes thinks of the approval."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        context["label"] = "অনুমোদনের জন্য পাঠান"
        return context


def in_our_words(
    shown: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    shown[:] = [
        SendForApproval(order=item.order) if type(item) is SubmitForModerationMenuItem else item
        for item in shown
    ]
