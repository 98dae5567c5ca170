"""Text fields that take Bangla in its one right form."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import lookups

from kagoj.bangla.normalise import normalise
from kagoj.bangla.slug import slug

from .taking_in import line, running


class BanglaCharField(models.CharField):
    """A line of text, normalised on its way into the database, and in every question put to it."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return line(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = self.to_python(getattr(instance, self.attname))
        setattr(instance, self.attname, value)
        return value


class BanglaTextField(models.TextField):
    """Running text, normalised on its way into the database, and in every question put to it."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return running(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = self.to_python(getattr(instance, self.attname))
        setattr(instance, self.attname, value)
        return value


class _AsStored:
    """Looks for letters in the form in which they are stored."""

    rhs: Any

    def get_prep_lookup(self) -> Any:
        found = super().get_prep_lookup()  # type: ignore[misc]
        return normalise(found) if isinstance(found, str) else found


for _lookup in (
    lookups.Contains,
    lookups.IContains,
    lookups.StartsWith,
    lookups.IStartsWith,
    lookups.EndsWith,
    lookups.IEndsWith,
):
    for _field in (BanglaCharField, BanglaTextField):
        _field.register_lookup(type(_lookup.__name__, (_AsStored, _lookup), {}))


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
