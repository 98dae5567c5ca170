"""A desk: a section of the paper and the team behind it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page

from kagoj.news.fields import BanglaCharField, BanglaTextField, address_part, check_address_part

from .paper_page import PaperPage

# What stands first in the paper's other addresses; no desk can stand there.
NO_DESKS = frozenset(
    {"archive", "author", "beacon", "media", "n", "page", "parts", "search", "static", "topic"}
)


class DeskForm(WagtailAdminPageForm):
    """Takes a Bangla address: Django's own slug field knows no vowel signs."""

    slug = forms.CharField(
        label="ঠিকানার অংশ",
        required=False,
        max_length=140,
        validators=[check_address_part],
        help_text="ফাঁকা রাখলে নাম থেকে হবে।",
    )


class DeskPage(PaperPage, Page):
    """The front of a desk; its stories are its children."""

    base_form_class = DeskForm

    about = BanglaTextField("পরিচয়", blank=True)
    also_called = BanglaCharField(
        "অন্য নাম",
        max_length=200,
        blank=True,
        help_text="কমা দিয়ে; অন্য পত্রিকার পাতা আনার সময় এই নামগুলোও এই বিভাগ বলে চেনা হয়।",
    )

    content_panels = [
        TitleFieldPanel("title", heading="বিভাগের নাম"),
        FieldPanel("about"),
        FieldPanel("also_called"),
    ]
    promote_panels = [
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("show_in_menus")], heading="ঠিকানা"),
    ]
    parent_page_types = ["news.HomePage"]
    subpage_types = ["news.ArticlePage"]

    class Meta:
        verbose_name = "বিভাগ"
        verbose_name_plural = "বিভাগ"

    @property
    def path_of_reader(self) -> str:
        return f"/{self.slug}/"

    @property
    def list(self) -> str:
        """The name of the list its stories stand in."""
        return f"desk:{self.pk}"

    @classmethod
    def in_order(cls) -> Sequence[DeskPage]:
        """All desks, closed ones too, in the order of the navigation.

        Asked of its own table first: in one question with an order, SQLite walks along the paths of all
        pages, the stories among them, to spare itself the sorting of ten rows.
        """
        keys = list(cls.objects.order_by().values_list("pk", flat=True))
        found = cls.objects.order_by().filter(pk__in=keys)
        return sorted(found, key=lambda desk: str(desk.path))

    def names(self) -> set[str]:
        """Every name this desk is known by."""
        return {self.title, *(name.strip() for name in self.also_called.split(",") if name.strip())}

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.slug = address_part(self.slug or self.title, otherwise="বিভাগ")
        super().full_clean(*args, **kwargs)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        # `full_clean` has just made the slug right, which Wagtail's field would refuse.
        super().clean_fields({*(exclude or ()), "slug"})

    def clean(self) -> None:
        super().clean()
        if self.slug in NO_DESKS:
            raise ValidationError(
                {"slug": f"‘{self.slug}’ ঠিকানাটি কাগজের নিজের কাজে লাগে; অন্য নাম দিন।"}
            )
