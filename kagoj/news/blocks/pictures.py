"""Pictures in the body: alternative text, caption and credit apart."""

from __future__ import annotations

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from .text import NormalisedCharBlock, NormalisedTextBlock


class PictureBlock(blocks.StructBlock):
    """A picture; its own words stand in where these are left empty.

    The file may be missing: an imported page often names a picture that came without it.
    """

    picture = ImageChooserBlock(label="ছবি", required=False)
    alt = NormalisedCharBlock(label="ছবিতে যা আছে", required=False, max_length=250)
    caption = NormalisedTextBlock(label="পরিচিতি", required=False)
    credit = NormalisedCharBlock(label="কৃতজ্ঞতা", required=False, max_length=200)

    class Meta:
        icon = "image"
        label = "ছবি"


class GalleryBlock(blocks.ListBlock):
    def __init__(self, **kwargs: object):
        super().__init__(PictureBlock(), **kwargs)

    class Meta:
        icon = "image"
        label = "ছবির সারি"
        min_num = 2
        max_num = 40
