"""Reads as figures: how often each story was read in each hour, and how far the logs are folded."""

from django.db import models


class HourlyReads(models.Model):
    """How often a story was read within an hour, for the last weeks; then see `DailyReads`.

    Nothing here knows a visitor. There is no foreign key to the story: figures are written in
    bulk, and outlive a story that is withdrawn.
    """

    hour = models.DateTimeField("ঘণ্টা", help_text="ঘণ্টার শুরু (UTC)")
    number = models.PositiveBigIntegerField("সংবাদ নম্বর")
    reads = models.PositiveIntegerField("পাঠ", default=0)

    class Meta:
        verbose_name = "ঘণ্টার পাঠ"
        verbose_name_plural = "ঘণ্টার পাঠ"
        constraints = [
            # Also the index of the ranking: the rows of the last hours stand together.
            models.UniqueConstraint(fields=["hour", "number"], name="audience_story_once_an_hour"),
        ]
        indexes = [
            # How often was this story read?
            models.Index(fields=["number", "hour"], name="audience_story_reads"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.hour:%Y-%m-%d %H:%M} · {self.reads}"


class DailyReads(models.Model):
    """How often a story was read within a day (UTC): what the hours become after some weeks, so
    that the figures of the last hours stay few."""

    day = models.DateField("দিন", help_text="দিন (UTC)")
    number = models.PositiveBigIntegerField("সংবাদ নম্বর")
    reads = models.PositiveBigIntegerField("পাঠ", default=0)

    class Meta:
        verbose_name = "দিনের পাঠ"
        verbose_name_plural = "দিনের পাঠ"
        constraints = [
            models.UniqueConstraint(fields=["number", "day"], name="audience_story_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.day} · {self.reads}"


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
