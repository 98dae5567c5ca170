"""Who is named above a story: people, desks and agencies."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from kagoj.news.alphabet import AlphabetField
from kagoj.news.fields import BanglaCharField, BanglaTextField, address_part, check_address_part


class Author(index.Indexed, models.Model):
    """A byline: a reporter, a desk that signs as one, or an agency."""

    class Kind(models.TextChoices):
        PERSON = "person", "ব্যক্তি"
        DESK = "desk", "ডেস্ক"
        AGENCY = "agency", "বার্তা সংস্থা"

    name = BanglaCharField("নাম", max_length=120, unique=True)
    alphabetical = AlphabetField(of="name")
    slug = models.CharField(
        "ঠিকানার অংশ",
        max_length=140,
        unique=True,
        blank=True,
        validators=[check_address_part],
        help_text="ফাঁকা রাখলে নাম থেকে হবে।",
    )
    kind = models.CharField("ধরন", max_length=10, choices=Kind, default=Kind.PERSON)
    role = BanglaCharField("পদ", max_length=120, blank=True)
    about = BanglaTextField("পরিচয়", blank=True)
    initials = BanglaCharField(
        "সংক্ষিপ্ত স্বাক্ষর",
        max_length=20,
        blank=True,
        help_text="সংবাদের শেষে যা ছাপা হয়, যেমন ‘রহ’।",
    )
    email = models.EmailField("ই-মেইল", blank=True, help_text="শুধু বার্তাকক্ষ দেখে।")
    picture = models.ForeignKey(
        "news.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ছবি"
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldRowPanel([FieldPanel("kind"), FieldPanel("initials")])],
            heading="নাম",
        ),
        FieldPanel("role"),
        FieldPanel("about"),
        FieldPanel("picture"),
        FieldPanel("email"),
        FieldPanel("slug"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = "প্রতিবেদক"
        verbose_name_plural = "প্রতিবেদক"
        ordering = ["alphabetical", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = self.slug or address_part(self.name) or f"author-{self.pk or ''}"
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def path(self) -> str:
        return f"/author/{self.slug}/"

    def clean(self) -> None:
        self.slug = self.slug or address_part(self.name)
        if not self.slug:
            raise ValidationError({"name": "নামে অন্তত একটি অক্ষর লাগবে।"})
