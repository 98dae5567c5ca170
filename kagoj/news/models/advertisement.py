"""What is sold in the paper's named advertisement places."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from kagoj.news.fields import BanglaCharField


class Advertisement(models.Model):
    """A picture that leads to its advertiser, in one place, between two moments.

    The picture's own size is the place's reserved size, so that nothing jumps when it fills.
    """

    class Place(models.TextChoices):
        HOME_TOP = "home-top", "প্রচ্ছদের উপরে"
        HOME_MIDDLE = "home-middle", "প্রচ্ছদের মাঝে"
        HOME_BOTTOM = "home-bottom", "প্রচ্ছদের নিচে"
        DESK_TOP = "desk-top", "বিভাগের উপরে"
        DESK_SIDE = "desk-side", "বিভাগের পাশে"
        STORY_TOP = "story-top", "সংবাদের উপরে"
        STORY_MIDDLE = "story-middle", "সংবাদের মাঝে"
        STORY_SIDE = "story-side", "সংবাদের পাশে"
        STORY_BOTTOM = "story-bottom", "সংবাদের নিচে"

    name = BanglaCharField("বিজ্ঞাপনদাতা", max_length=120)
    place = models.CharField("স্থান", max_length=20, choices=Place)
    picture = models.ForeignKey(
        "news.Picture", models.PROTECT, related_name="+", verbose_name="বিজ্ঞাপনের ছবি"
    )
    link = models.URLField("কোথায় নিয়ে যাবে", blank=True)
    alt = BanglaCharField("ছবিতে যা আছে", max_length=200, help_text="যারা ছবি দেখেন না তাদের জন্য।")
    begins = models.DateTimeField("শুরু", null=True, blank=True)
    ends = models.DateTimeField("শেষ", null=True, blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("place"),
        FieldPanel("picture"),
        FieldPanel("alt"),
        FieldPanel("link"),
        FieldRowPanel([FieldPanel("begins"), FieldPanel("ends")]),
    ]

    class Meta:
        verbose_name = "বিজ্ঞাপন"
        verbose_name_plural = "বিজ্ঞাপন"
        ordering = ["place", "-id"]

    def __str__(self) -> str:
        return f"{self.name} — {self.get_place_display()}"

    def clean(self) -> None:
        if self.begins and self.ends and self.begins >= self.ends:
            raise ValidationError({"ends": "শেষের সময় শুরুর পরে হতে হবে।"})
