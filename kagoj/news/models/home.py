"""The paper's home page and its rundown."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page

from .paper_page import PaperPage


class HomePage(PaperPage, Page):
    """The paper itself: its title is the paper's name, its children are the desks."""

    content_panels = [
        FieldPanel("title", heading="পত্রিকার নাম"),
        InlinePanel(
            "rundown",
            heading="সাজানো প্রথম পাতা",
            label="সংবাদ",
            help_text="প্রথমটি প্রধান সংবাদ। বাকি জায়গা সর্বশেষ সংবাদে নিজে থেকে ভরে যায়।",
            max_num=9,
        ),
    ]
    promote_panels: list[object] = []
    settings_panels: list[object] = []
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["news.DeskPage"]
    max_count = 1
    admin_default_ordering = "ord"  # desks as the navigation has them
    path_of_reader = "/"

    class Meta:
        verbose_name = "প্রচ্ছদ"
        verbose_name_plural = "প্রচ্ছদ"

    def placed_numbers(self) -> list[int]:
        """Numbers of the stories placed by hand whose time has not run out, in order."""
        now = timezone.now()
        return [
            item.article.number
            for item in self.rundown.select_related("article")
            if item.article.live and (item.until is None or item.until > now)
        ]


class RundownItem(Orderable):
    """One hand-placed lead story."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="rundown")
    article = models.ForeignKey(
        "news.ArticlePage", models.CASCADE, related_name="+", verbose_name="সংবাদ"
    )
    until = models.DateTimeField(
        "কখন পর্যন্ত", null=True, blank=True, help_text="এর পরে নিজে থেকে সরে যায়।"
    )

    panels = [FieldPanel("article"), FieldPanel("until")]

    class Meta(Orderable.Meta):
        verbose_name = "সাজানো সংবাদ"
