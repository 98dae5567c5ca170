"""What and where a story is about."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from kagoj.news.alphabet import AlphabetField
from kagoj.news.fields import BanglaCharField, BanglaTextField, address_part, check_address_part


class Topic(index.Indexed, models.Model):
    """A topic or a place; both gather stories under `/topic/<slug>/`."""

    class Kind(models.TextChoices):
        TOPIC = "topic", "বিষয়"
        PLACE = "place", "স্থান"

    title = BanglaCharField("নাম", max_length=120, unique=True)
    alphabetical = AlphabetField(of="title")
    slug = models.CharField(
        "ঠিকানার অংশ",
        max_length=140,
        unique=True,
        blank=True,
        validators=[check_address_part],
        help_text="ফাঁকা রাখলে নাম থেকে হবে।",
    )
    kind = models.CharField("ধরন", max_length=10, choices=Kind, default=Kind.TOPIC)
    about = BanglaTextField("পরিচয়", blank=True)

    panels = [FieldPanel("title"), FieldPanel("kind"), FieldPanel("about"), FieldPanel("slug")]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = "বিষয় বা স্থান"
        verbose_name_plural = "বিষয় ও স্থান"
        ordering = ["alphabetical", "pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = self.slug or address_part(self.title)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def path(self) -> str:
        return f"/topic/{self.slug}/"

    def clean(self) -> None:
        self.slug = self.slug or address_part(self.title)
        if not self.slug:
            raise ValidationError({"title": "নামে অন্তত একটি অক্ষর লাগবে।"})
