"""Text fields that take Bangla in its one right form."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from kagoj.bangla.normalise import normalise
from kagoj.bangla.slug import slug

# Nobody types these, and neither XML 1.0 nor PostgreSQL takes them all.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile("[\t\n\r\u2028\u2029]+")


def line(text: str) -> str:
    """A text that stands on one line, in its one right form."""
    return normalise(_LINE_ENDS.sub(" ", _CONTROL.sub("", text))).strip()


def running(text: str) -> str:
    """A text that may have several lines, in its one right form."""
    return normalise(_CONTROL.sub("", text)).strip()


class BanglaCharField(models.CharField):
    """A line of text, normalised on its way into the database."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return line(value) if isinstance(value, str) else value

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = self.to_python(getattr(instance, self.attname))
        setattr(instance, self.attname, value)
        return value


class BanglaTextField(models.TextField):
    """Running text, normalised on its way into the database."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return running(value) if isinstance(value, str) else value

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = self.to_python(getattr(instance, self.attname))
        setattr(instance, self.attname, value)
        return value


# A piece of an address may be a folder's name, which takes 255 bytes on common disks.
ADDRESS_BYTES = 240


def address_part(text: str, *, max_letters: int = 60, otherwise: str = "") -> str:
    """What of a text can stand between two slashes of an address, short enough for a disk."""
    for letters in range(max_letters, 0, -5):
        part = slug(text, max_letters=letters, otherwise="")
        if len(part.encode()) <= ADDRESS_BYTES:
            return part or otherwise
    return otherwise


def check_address_part(value: str) -> None:
    """Refuse what cannot stand between two slashes of an address, with the right form."""
    right = address_part(value, max_letters=len(value))
    if not right or right != value:
        raise ValidationError(
            f"ঠিকানায় শুধু অক্ষর, অঙ্ক ও হাইফেন চলে, আর তা খুব লম্বা নয়। এভাবে লিখুন: {right}"
            if right
            else "ঠিকানায় অন্তত একটি অক্ষর বা অঙ্ক লাগবে।"
        )


# Initials, a desk or a place, parted by slashes as papers print them: 'রহ/সাআ', '/এমএ',
# 'ঢাকা/রহিম'.
SIGNOFF = re.compile(r"/?[^/\n]{1,24}(?:/[^/\n]{1,24}){0,4}/?")


def check_signoff(value: str) -> None:
    if not SIGNOFF.fullmatch(value):
        raise ValidationError("নামের আদ্যক্ষর / দিয়ে আলাদা করুন, যেমন: রহ/সাআ")
