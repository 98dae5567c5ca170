"""What home, desks and stories share as Wagtail pages."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from wagtail import hooks

from kagoj.news.taking_in import line, running


class PaperPage:
    """A page whose address is the reader's, not a path in Wagtail's tree."""

    path_of_reader: str
    title: str
    draft_title: str
    seo_title: str
    search_description: str

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        self._take_in()
        super().clean_fields(exclude)  # type: ignore[misc]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._take_in()
        super().save(*args, **kwargs)  # type: ignore[misc]

    def _take_in(self) -> None:
        """Wagtail's own fields take any text; ours is in its one right form."""
        self.title, self.draft_title = line(self.title), line(self.draft_title)
        self.seo_title = line(self.seo_title)
        self.search_description = running(self.search_description)

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        parts = super().get_url_parts(request)  # type: ignore[misc]
        return parts and (parts[0], settings.PAPER.address, self.path_of_reader)

    def get_url(self, request: Any = None, current_site: Any = None) -> str:
        """Always whole: the newsroom that shows the link stands on another host than the paper."""
        return str(settings.PAPER.address + self.path_of_reader)

    @property
    def url(self) -> str:
        return self.get_url()

    def relative_url(self, current_site: Any, request: Any = None) -> str:
        return self.get_url()

    def make_preview_request(
        self,
        original_request: Any = None,
        preview_mode: Any = None,
        extra_request_attrs: Any = None,
    ) -> HttpResponse:
        """No pretended request to the reader's address: it is not ours to answer here."""
        return self.serve_preview(original_request, preview_mode)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as the theme would print it; the newsroom, which knows the theme, draws it."""
        (draw,) = hooks.get_hooks("draw_preview")
        return draw(self)
