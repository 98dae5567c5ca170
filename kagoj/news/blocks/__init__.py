"""What a story's body is made of: one file for each kind of block."""

from __future__ import annotations

from typing import Any

from wagtail import blocks

from .embed import EmbedBlock
from .lists import ListBlock
from .pictures import GalleryBlock, PictureBlock
from .related import RelatedBlock
from .table import TableBlock
from .text import HeadingBlock, ParagraphBlock, QuoteBlock


class BodyBlock(blocks.StreamBlock):
    """The body of a story, block by block."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    quote = QuoteBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    related = RelatedBlock()
    embed = EmbedBlock()
    table = TableBlock()
    list = ListBlock()

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("required", False)
        super().__init__(*args, **kwargs)
