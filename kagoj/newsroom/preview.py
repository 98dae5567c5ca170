"""The preview: a page exactly as the theme would print it now, drawn before it is printed."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpResponse
from wagtail.models import Page

from kagoj.news import queries
from kagoj.news.models import ArticlePage, DeskPage, HomePage
from kagoj.press.shelving import shelf
from kagoj.shelf.compose import join
from kagoj.theme import pages

# Links of the page lead to the paper, not into the newsroom; its files are found in the newsroom.
_LINK = re.compile(rb'(<a\b[^>]*?\bhref=")(/[^"]*")', re.IGNORECASE)
# Nothing is counted or fetched on the reader's behalf.
_SCRIPT = re.compile(rb'<script type="module"[^>]*></script>')


def draw(page: Page) -> HttpResponse:
    """A draft of a story, a desk's front or the home page, in the paper's own design."""
    if isinstance(page, ArticlePage):
        body = pages.story(queries.draft(page))
    elif isinstance(page, DeskPage):
        body = pages.desk(page) or b""
    elif isinstance(page, HomePage):
        body = pages.home(queries.rundown(page))
    else:
        raise TypeError(f"the theme has no page for a {type(page).__name__}")
    paper = settings.PAPER.address.encode()
    body = _SCRIPT.sub(b"", join(body, shelf().get))
    body = _LINK.sub(lambda found: found[1] + paper + found[2], body)
    return HttpResponse(body, content_type="text/html; charset=utf-8")
