"""Taking in pictures: words asked for in the trade's terms, and hostile or broken files refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from PIL import Image, UnidentifiedImageError
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

BROKEN = "ছবিটি খোলা গেল না: ফাইলটি অসম্পূর্ণ বা নষ্ট। মূল ছবি থেকে আবার সংরক্ষণ করে আপলোড করুন।"
TOO_MANY_PIXELS = "ছবিটি খুব বড় (৬ কোটি পিক্সেলের বেশি)। ছোট করে আবার আপলোড করুন।"


class PictureField(WagtailImageField):
    """A picture that really is one, down to its last row.

    Wagtail looks at the first bytes only. A file cut off in the middle, or one whose small header
    promises a picture larger than memory, would fail later, on somebody else's screen.
    """

    def to_python(self, data: Any) -> Any:
        try:
            if hasattr(data, "seek"):
                self._measure(data)
            picture = super().to_python(data)
            if picture is not None:
                _decode(picture)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise ValidationError(TOO_MANY_PIXELS, code="file_too_many_pixels") from error
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise ValidationError(BROKEN, code="invalid_image") from error
        return picture

    def _measure(self, file: Any) -> None:
        """Refuse what would be too large, by its header, before anything is unpacked."""
        try:
            with Image.open(file) as picture:
                pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
        except UnidentifiedImageError:
            pixels = 0  # no picture at all: Wagtail has the words for it
        finally:
            file.seek(0)
        if pixels > self.max_image_pixels:
            raise ValidationError(TOO_MANY_PIXELS, code="file_too_many_pixels")


def _decode(file: Any) -> None:
    """Read the whole picture; raises what Pillow raises for a broken one."""
    file.seek(0)
    with Image.open(file) as picture:
        # A JPEG is read to its end at an eighth of its size, which needs little memory.
        picture.draft("RGB", (max(1, picture.width // 8), max(1, picture.height // 8)))
        picture.load()
    file.seek(0)


class PictureForm(BaseImageForm):
    file = PictureField(label="ফাইল", widget=BaseImageForm.Meta.widgets["file"])

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        words = {
            "title": ("ছবির নাম", "বার্তাকক্ষে খুঁজে পাওয়ার জন্য; পাঠক দেখেন না।"),
            "description": ("ছবিতে যা আছে", "যাঁরা ছবি দেখেন না তাঁদের জন্য, এক বাক্যে।"),
            "tags": ("ট্যাগ", "কমা দিয়ে; বার্তাকক্ষে খোঁজার জন্য।"),
        }
        for name, (label, help_text) in words.items():
            if name in self.fields:
                self.fields[name].label = label
                self.fields[name].help_text = help_text

    class Meta(BaseImageForm.Meta):
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            **BaseImageForm.Meta.widgets,
            "caption": AdminAutoHeightTextInput,
        }
