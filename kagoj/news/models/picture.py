"""Pictures, with their words kept apart: what is seen, the caption, who made it."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition

from kagoj.news.fields import BanglaCharField, BanglaTextField


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
