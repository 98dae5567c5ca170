"""The newslist: every story of the paper, published or not, as the newsroom's lists show it.

Wagtail keeps a story in two joined tables, and asking it for 'the newest drafts of this desk' walks
the whole archive. These rows are written in the transaction of every change (`newslist.enter`), and
every list of the newsroom is a short walk along one of their indexes.
"""

from __future__ import annotations

from django.db import models

from .proofing_models import HouseStyleSheet, KnownName, PaperWord

__all__ = [
    "GalleyPull",
    "HouseStyleSheet",
    "KnownName",
    "NewslistByline",
    "NewslistEntry",
    "PaperWord",
]


class NewslistEntry(models.Model):
    """One story's line in the newslist."""

    class State(models.TextChoices):
        DRAFT = "draft", "খসড়া"
        WAITING = "waiting", "অনুমোদনের অপেক্ষায়"
        RETURNED = "returned", "সংশোধনের জন্য ফেরত"
        SCHEDULED = "scheduled", "সময় নির্ধারিত"
        PUBLISHED = "published", "প্রকাশিত"
        CHANGED = "changed", "প্রকাশিত, নতুন খসড়া আছে"
        WITHDRAWN = "withdrawn", "প্রত্যাহৃত"

    number = models.PositiveBigIntegerField(primary_key=True)
    page_id = models.PositiveBigIntegerField(unique=True)
    desk = models.PositiveBigIntegerField()  # the DeskPage's id
    owner = models.PositiveBigIntegerField(null=True)  # the id of the user who began it
    state = models.CharField(max_length=10, choices=State)
    live = models.BooleanField()  # readers see it, whatever else is under way
    headline = models.CharField(max_length=255)
    byline = models.CharField(max_length=255, blank=True)
    published = models.DateTimeField(null=True)  # for readers, the first time
    touched = models.DateTimeField()  # its newest revision
    # What the list is ordered by: when readers got it, or else when it was last worked on.
    shown = models.DateTimeField()

    class Meta:
        verbose_name = "সংবাদতালিকার লাইন"
        verbose_name_plural = "সংবাদতালিকা"
        indexes = [
            # One for each way to begin: everything, a desk, a state, both; one's own.
            models.Index(fields=["-shown", "-number"], name="newslist"),
            models.Index(fields=["desk", "-shown", "-number"], name="newslist_of_desk"),
            models.Index(fields=["state", "-shown", "-number"], name="newslist_in_state"),
            models.Index(fields=["desk", "state", "-shown", "-number"], name="newslist_desk_state"),
            models.Index(fields=["owner", "-shown", "-number"], name="newslist_of_owner"),
            models.Index(
                fields=["owner", "state", "-shown", "-number"], name="newslist_owner_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.headline}"


class NewslistByline(models.Model):
    """Whose name stands above which story, newest first along one index."""

    author = models.PositiveBigIntegerField()
    entry = models.ForeignKey(NewslistEntry, models.CASCADE, related_name="bylines")
    shown = models.DateTimeField()

    class Meta:
        verbose_name = "সংবাদতালিকার প্রতিবেদক"
        verbose_name_plural = "সংবাদতালিকার প্রতিবেদক"
        indexes = [
            models.Index(fields=["author", "-shown", "-entry"], name="newslist_of_author"),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.entry_id}"


class GalleyPull(models.Model):
    """An order to take a story's newest text into the newsroom's search (`kagoj.newsroom.galleys`).
    One for each change, so that what is saved while another is carried out is not lost."""

    number = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = "খোঁজার তালিকায় তোলার অপেক্ষা"
        verbose_name_plural = "খোঁজার তালিকায় তোলার অপেক্ষা"

    def __str__(self) -> str:
        return str(self.number)
