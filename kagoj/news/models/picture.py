"""Pictures, with their words kept apart: what is seen, the caption, who made it."""

from pathlib import PurePath

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition

from kagoj.bangla.slug import file_name
from kagoj.bangla.words import letters
from kagoj.news.fields import BanglaCharField, BanglaTextField

# The column takes 100 characters, the folder 16, and 8 may be added to tell two files apart.
LONGEST_NAME = 76


class Picture(AbstractImage):
    """A picture of the archive. `description` (Wagtail's own) is its alternative text."""

    caption = BanglaTextField("পরিচিতি", blank=True, help_text="ছবির নিচে যা ছাপা হবে।")
    credit = BanglaCharField(
        "কৃতজ্ঞতা", max_length=200, blank=True, help_text="কার তোলা বা কোথা থেকে পাওয়া।"
    )

    admin_form_fields = (
        "file",
        "title",
        "description",
        "caption",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "ছবি"
        verbose_name_plural = "ছবি"

    def get_upload_to(self, filename: str) -> str:
        """Under its own name; Wagtail's rule would spell it out in ASCII, without its vowels."""
        name = PurePath(file_name(filename, otherwise="picture"))
        kept = ""
        for letter in letters(name.stem):
            if len(kept + letter + name.suffix) > LONGEST_NAME:
                break
            kept += letter
        return f"original_images/{kept}{name.suffix}"

    @property
    def default_alt_text(self) -> str:
        return self.description or self.caption or self.title


class PictureRendition(AbstractRendition):
    """One size and format of a picture, as a file."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_of_a_kind"
            )
        ]
