"""The line inside a body that leads to another story."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .text import NormalisedCharBlock


class RelatedBlock(blocks.StructBlock):
    """A story of this paper, or words with or without an address (as imported pages have them)."""

    article = blocks.PageChooserBlock(
        label="আমাদের সংবাদ", page_type="news.ArticlePage", required=False
    )
    text = NormalisedCharBlock(
        label="কথা",
        required=False,
        max_length=250,
        help_text="ফাঁকা রাখলে সংবাদটির শিরোনাম ছাপা হয়।",
    )
    url = blocks.URLBlock(label="অন্য ঠিকানা", required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["article"] and not cleaned["text"]:
            raise StructBlockValidationError(
                {"article": ValidationError("একটি সংবাদ বেছে নিন, অথবা কথা লিখুন।")}
            )
        return cleaned

    class Meta:
        icon = "link"
        label = "আরও পড়ুন"
