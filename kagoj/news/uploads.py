"""Where uploaded files are kept, under names that keep every vowel sign."""

from __future__ import annotations

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from kagoj.bangla.slug import file_name


@deconstructible(path="kagoj.news.uploads.Uploads")
class Uploads(FileSystemStorage):
    """A folder. Django's own rule for names knows no vowel signs: যুক্তরাষ্ট্র.jpg becomes যকতরষটর.jpg."""

    def get_valid_name(self, name: str) -> str:
        return file_name(name)
