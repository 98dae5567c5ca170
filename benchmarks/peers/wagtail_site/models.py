"""Stories, desks, and the ten latest and ten most read beside each story."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page


class Desk(models.Model):  # noqa: DJ008 - nobody is shown one
    title = models.CharField(max_length=60)
    slug = models.SlugField(unique=True)


def lists() -> dict[str, Any]:
    live = NewsPage.objects.live().select_related("desk")
    return {
        "latest": live.order_by("-first_published_at")[:10],
        "most_read": live.order_by("-reads", "-id")[:10],
        "desks": Desk.objects.all(),
    }


class HomePage(Page):
    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        cards = NewsPage.objects.live().order_by("-first_published_at")[:30]
        return super().get_context(request) | lists() | {"cards": cards}


class NewsPage(Page):
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    deck = models.TextField(blank=True)
    byline = models.CharField(max_length=200, blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reads = models.PositiveIntegerField(default=0, db_index=True)
    body = StreamField([("paragraph", blocks.RichTextBlock()), ("html", blocks.RawHTMLBlock())])

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request) | lists()
