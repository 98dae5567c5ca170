"""What the paper itself says of words: its house style, words that are right here, names and how they are written."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F

from kagoj.bangla import house_style
from kagoj.bangla.normalise import normalise
from kagoj.news.alphabet import AlphabetField
from kagoj.news.fields import BanglaCharField, BanglaTextField


def standing_rules() -> list[str]:
    return [rule.key for rule in house_style.RULES if rule.on]


def standing_pairs() -> str:
    return house_style.standing_lines().strip()


class HouseStyleSheet(models.Model):
    """The paper's pairs and rules; one row. Its number goes up with every change of any of these
    models, so that each process knows when what it has read is old."""

    pairs = BanglaTextField("জোড়া", default=standing_pairs, blank=True)
    rules = models.JSONField("নিয়ম", default=standing_rules, blank=True)
    edition = models.PositiveBigIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "বানান ও রীতি"
        verbose_name_plural = "বানান ও রীতি"

    def __str__(self) -> str:
        return "বানান ও রীতি"

    @classmethod
    def of_paper(cls) -> HouseStyleSheet:
        return cls.objects.get_or_create(pk=1)[0]

    @classmethod
    def turn(cls) -> None:
        """Something that a proofreader goes by has changed."""
        if not cls.objects.filter(pk=1).update(edition=F("edition") + 1):
            HouseStyleSheet.objects.bulk_create([HouseStyleSheet(pk=1)], ignore_conflicts=True)


class PaperWord(models.Model):
    """A word that is right in this paper, whatever any list says."""

    LONGEST = 48

    word = BanglaCharField("শব্দ", max_length=LONGEST, unique=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "কাগজের শব্দ"
        verbose_name_plural = "কাগজের শব্দ"
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word


class KnownName(models.Model):
    """A person, place or organisation as the paper writes it."""

    class Kind(models.TextChoices):
        PERSON = "person", "ব্যক্তি"
        PLACE = "place", "স্থান"
        ORGANISATION = "organisation", "প্রতিষ্ঠান"

    kind = models.CharField("ধরন", max_length=12, choices=Kind, default=Kind.PERSON)
    name = BanglaCharField("যেভাবে লেখা হবে", max_length=80, unique=True)
    alphabetical = AlphabetField(of="name")
    others = BanglaTextField(
        "অন্য বানান",
        blank=True,
        max_length=1000,
        help_text="এক লাইনে একটি। লেখায় পেলে উপরের রূপটি দেখানো হয়, এক চাপে বদলানো যায়।",
    )
    english = BanglaCharField(
        "ইংরেজিতে", max_length=120, blank=True, help_text="ইংরেজি হরফে খুঁজলেও যেন পাওয়া যায়।"
    )
    note = BanglaCharField(
        "মন্তব্য", max_length=200, blank=True, help_text="সম্পাদনার সময় নামের পাশে দেখানো হয়।"
    )

    class Meta:
        verbose_name = "নাম"
        verbose_name_plural = "নাম"
        ordering = ["alphabetical", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.others = "\n".join(self.other_spellings)
        super().save(*args, **kwargs)

    @property
    def other_spellings(self) -> list[str]:
        lines = (normalise(line).strip() for line in self.others.splitlines())
        return [line for line in dict.fromkeys(lines) if line]

    def clean(self) -> None:
        for other in self.other_spellings:
            if other == self.name:
                raise ValidationError({"others": f"‘{other}’ আর উপরের নামটি একই।"})
            if len(other) > house_style.LONGEST_PAIR:
                raise ValidationError({"others": "নাম এত বড় হয় না।"})
            taken = KnownName.objects.filter(name=other).exclude(pk=self.pk).first()
            if taken:
                raise ValidationError({"others": f"‘{other}’ আরেকটি নামের গৃহীত বানান।"})
