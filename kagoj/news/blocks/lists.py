"""A list of points."""

from __future__ import annotations

from wagtail import blocks

from .text import NormalisedTextBlock


class ListBlock(blocks.StructBlock):
    items = blocks.ListBlock(NormalisedTextBlock(label="কথা", rows=2), label="দফা", min_num=1)
    ordered = blocks.BooleanBlock(label="ক্রমিক নম্বরসহ", required=False)

    class Meta:
        icon = "list-ul"
        label = "তালিকা"
