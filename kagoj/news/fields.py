"""Text fields that take Bangla in its one right form."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from kagoj.bangla.normalise import normalise
from kagoj.bangla.slug import slug


class BanglaCharField(models.CharField):
    """A line of text, normalised on its way into the database."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return normalise(value).strip() if isinstance(value, str) else value

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = self.to_python(getattr(instance, self.attname))
        setattr(instance, self.attname, value)
        return value


class BanglaTextField(models.TextField):
    """Running text, normalised on its way into the database."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return normalise(value).strip() if isinstance(value, str) else value

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = self.to_python(getattr(instance, self.attname))
        setattr(instance, self.attname, value)
        return value


def check_address_part(value: str) -> None:
    """Refuse what cannot stand between two slashes of an address, with the right form."""
    right = slug(value)
    if not right or right != value:
        raise ValidationError(
            f"ঠিকানায় শুধু অক্ষর, অঙ্ক ও হাইফেন চলে। এভাবে লিখুন: {right}"
            if right
            else "ঠিকানায় অন্তত একটি অক্ষর বা অঙ্ক লাগবে।"
        )
