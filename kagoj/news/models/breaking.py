"""Lines of the ticker."""

from __future__ import annotations

from django.db import models
from wagtail.admin.panels import FieldPanel, PageChooserPanel

from kagoj.news.fields import BanglaCharField


class Breaking(models.Model):
    """A line that runs above every page until its time is over."""

    text = BanglaCharField("কথা", max_length=160)
    article = models.ForeignKey(
        "news.ArticlePage",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="সংবাদ",
    )
    until = models.DateTimeField("কখন পর্যন্ত", help_text="এর পরে নিজে থেকে উঠে যায়।")

    panels = [FieldPanel("text"), PageChooserPanel("article"), FieldPanel("until")]

    class Meta:
        verbose_name = "ব্রেকিং লাইন"
        verbose_name_plural = "ব্রেকিং লাইন"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.text
