"""What home, desks and stories share as Wagtail pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from wagtail import hooks


class PaperPage:
    """A page whose address is the reader's, not a path in Wagtail's tree."""

    path_of_reader: str

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        parts = super().get_url_parts(request)  # type: ignore[misc]
        return parts and (parts[0], settings.PAPER.address, self.path_of_reader)

    def relative_url(self, current_site: Any, request: Any = None) -> str:
        return self.path_of_reader

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as the theme would print it; the newsroom, which knows the theme, draws it."""
        (draw,) = hooks.get_hooks("draw_preview")
        return draw(self)
