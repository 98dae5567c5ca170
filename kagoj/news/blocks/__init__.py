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

    def get_prep_value(self, value: Any) -> Any:
        """As stored, whichever way it came: what no form has cleaned is normalised here."""
        return _taken_in(self, super().get_prep_value(value))


def _taken_in(block: blocks.Block, stored: Any) -> Any:
    """The value of a block, as it is stored, with every text in it in its one right form."""
    if isinstance(stored, str):
        take_in = getattr(block, "take_in", None)
        return take_in(stored) if take_in else stored
    if isinstance(block, blocks.StructBlock) and isinstance(stored, dict):
        known = block.child_blocks
        return {
            name: _taken_in(known[name], value) if name in known else value
            for name, value in stored.items()
        }
    if isinstance(block, blocks.ListBlock) and isinstance(stored, list):
        return [_item_taken_in(block.child_block, item) for item in stored]
    if isinstance(block, blocks.StreamBlock) and isinstance(stored, list):
        known = block.child_blocks
        return [
            _item_taken_in(known[item["type"]], item) if item.get("type") in known else item
            for item in stored
        ]
    return stored


def _item_taken_in(block: blocks.Block, item: Any) -> Any:
    if isinstance(item, dict) and "value" in item:
        return {**item, "value": _taken_in(block, item["value"])}
    return _taken_in(block, item)  # a list as it was stored before items had ids
