"""Reads as figures: of each story by hour and by day, of each desk by hour, of the paper by minute;
and how far the logs are folded."""

from __future__ import annotations

from typing import Any

from django.db import models

from .referrers import Kind

# How much of a story was seen, by quarters: the columns in the order of `reads.DEPTHS`.
QUARTERS = ("quarter", "half", "most", "whole")
COUNTED = ("reads", *(kind.value for kind in Kind), *QUARTERS)


class Figures(models.Model):
    """Reads, by what sent the reader, and how many of them went how far down.

    Whoever saw three quarters is counted in the first, the second and the third. Reads that were
    noted before referrers were told apart are in `reads` alone. Nothing here knows a visitor.
    """

    reads = models.PositiveBigIntegerField("পাঠ", default=0)
    search = models.PositiveBigIntegerField("অনুসন্ধান থেকে", default=0)
    social = models.PositiveBigIntegerField("সামাজিক মাধ্যম থেকে", default=0)
    chat = models.PositiveBigIntegerField("বার্তা ও মেইল থেকে", default=0)
    own = models.PositiveBigIntegerField("কাগজের ভেতর থেকে", default=0)
    other = models.PositiveBigIntegerField("অন্য সাইট থেকে", default=0)
    direct = models.PositiveBigIntegerField("সরাসরি", default=0)
    quarter = models.PositiveBigIntegerField("সিকি দেখেছেন", default=0)
    half = models.PositiveBigIntegerField("অর্ধেক দেখেছেন", default=0)
    most = models.PositiveBigIntegerField("পৌনে দেখেছেন", default=0)
    whole = models.PositiveBigIntegerField("পুরোটা দেখেছেন", default=0)

    class Meta:
        abstract = True


def _unique(name: str, *fields: str) -> Any:
    return models.UniqueConstraint(fields=fields, name=name)


class HourlyReads(Figures):
    """A story within an hour, for the last weeks.

    There is no foreign key to the story or its desk: figures are written in bulk, and outlive a story
    that is withdrawn. `desk` is where the story stood when it was last read in that hour; 0: nowhere.
    """

    hour = models.DateTimeField("ঘণ্টা", help_text="ঘণ্টার শুরু (UTC)")
    number = models.PositiveBigIntegerField("সংবাদ নম্বর")
    desk = models.PositiveBigIntegerField("বিভাগ", default=0)

    class Meta:
        verbose_name = "ঘণ্টার পাঠ"
        verbose_name_plural = "ঘণ্টার পাঠ"
        constraints = [_unique("audience_story_once_an_hour", "hour", "number")]
        indexes = [
            # How often was this story read?
            models.Index(fields=["number", "hour"], name="audience_story_reads"),
            # Which were read most in this hour, in the paper and at a desk? (`ranking`)
            models.Index(fields=["hour", "-reads"], name="audience_hours_most"),
            models.Index(fields=["desk", "hour", "-reads"], name="audience_desk_hours_most"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.hour:%Y-%m-%d %H:%M} · {self.reads}"


class DailyReads(Figures):
    """A story within a day, as Dhaka has it: kept, and what weeks and months are reckoned from."""

    day = models.DateField("দিন", help_text="দিন (ঢাকা)")
    number = models.PositiveBigIntegerField("সংবাদ নম্বর")
    desk = models.PositiveBigIntegerField("বিভাগ", default=0)

    class Meta:
        verbose_name = "দিনের পাঠ"
        verbose_name_plural = "দিনের পাঠ"
        constraints = [_unique("audience_story_once_a_day", "number", "day")]
        indexes = [
            models.Index(fields=["day", "-reads"], name="audience_days_most"),
            models.Index(fields=["desk", "day", "-reads"], name="audience_desk_days_most"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.day} · {self.reads}"


class DeskReads(Figures):
    """All stories of a desk within an hour: what the paper's own figures are added up from, so that
    they cost as many rows as there are hours and desks, however many stories were read."""

    hour = models.DateTimeField("ঘণ্টা", help_text="ঘণ্টার শুরু (UTC)")
    desk = models.PositiveBigIntegerField("বিভাগ", default=0)

    class Meta:
        verbose_name = "বিভাগের পাঠ"
        verbose_name_plural = "বিভাগের পাঠ"
        constraints = [_unique("audience_desk_once_an_hour", "hour", "desk")]

    def __str__(self) -> str:
        return f"{self.desk} · {self.hour:%Y-%m-%d %H:%M} · {self.reads}"


class MinuteReads(models.Model):
    """The whole paper within a minute, for two days: what is being read now."""

    minute = models.DateTimeField("মিনিট", unique=True)
    reads = models.PositiveBigIntegerField("পাঠ", default=0)

    class Meta:
        verbose_name = "মিনিটের পাঠ"
        verbose_name_plural = "মিনিটের পাঠ"

    def __str__(self) -> str:
        return f"{self.minute:%Y-%m-%d %H:%M} · {self.reads}"


class FoldedSpool(models.Model):
    """How far a file of the read log has been folded into figures.

    Written in the transaction that writes the figures: either both are there or neither, and no
    line is counted twice. Kept for a while after the file is gone, should it come back (a folder
    that was not mounted).
    """

    name = models.CharField("ফাইল", max_length=200, unique=True)
    offset = models.PositiveBigIntegerField("গোনা হয়েছে (বাইট)", default=0)
    folded = models.DateTimeField("সর্বশেষ গোনা")

    class Meta:
        verbose_name = "গোনা ফাইল"
        verbose_name_plural = "গোনা ফাইল"
        indexes = [
            # Which may be forgotten?
            models.Index(fields=["folded"], name="audience_spool_folded"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.offset}"
