"""Words: paragraphs, headings, quotations."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.rich_text import RichText

from kagoj.news.taking_in import line, rich, running

FEATURES = ["bold", "italic", "link", "superscript", "subscript"]


class NormalisedCharBlock(blocks.CharBlock):
    """A line of text, normalised on the way in."""

    take_in = staticmethod(line)

    def clean(self, value: Any) -> Any:
        return super().clean(line(value) if value else value)


class NormalisedTextBlock(blocks.TextBlock):
    """Running text, normalised on the way in."""

    take_in = staticmethod(running)

    def clean(self, value: Any) -> Any:
        return super().clean(running(value) if value else value)


class ParagraphBlock(blocks.RichTextBlock):
    """One or more paragraphs of rich text."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("features", FEATURES)
        super().__init__(**kwargs)

    take_in = staticmethod(rich)

    def clean(self, value: Any) -> Any:
        return super().clean(RichText(rich(value.source)) if value else value)

    class Meta:
        icon = "pilcrow"
        label = "অনুচ্ছেদ"


class HeadingBlock(blocks.StructBlock):
    text = NormalisedCharBlock(label="শিরোনাম", max_length=200)
    level = blocks.ChoiceBlock(
        label="স্তর", choices=[("2", "বড়"), ("3", "ছোট")], default="2", required=True
    )

    class Meta:
        icon = "title"
        label = "উপশিরোনাম"


class QuoteBlock(blocks.StructBlock):
    text = NormalisedTextBlock(label="উক্তি")
    attribution = NormalisedCharBlock(label="কার কথা", required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = "উদ্ধৃতি"
