"""What the newsroom's own templates say in Bangla: `{% load newsroom %}`."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils import timezone

from kagoj.news.models import HomePage, Imprint

register = template.Library()


@register.simple_tag
def today() -> str:
    """শনিবার, ১৮ মে ২০২৪, ৪ জ্যৈষ্ঠ ১৪৩১"""
    almanac = (Imprint.objects.first() or Imprint()).almanac
    return ", ".join(almanac.line(timezone.now()))


@register.simple_tag
def paper_name() -> str:
    return HomePage.objects.values_list("title", flat=True).first() or "কাগজ"


@register.simple_tag
def paper_address() -> str:
    """The paper as readers reach it, without the last slash."""
    return settings.PAPER.address
