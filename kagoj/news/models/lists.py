"""The flat tables that reading questions are answered from.

Wagtail keeps a story in two joined tables; ordering across that join grows with the archive.
What readers see is therefore filed here when it is published: one row for the story, one for
each list it stands in, so that every list is a short walk along one index.
"""

from __future__ import annotations

from django.db import models


class PublishedStory(models.Model):
    """What lists show of a published story. There is a row exactly while the story is live."""

    number = models.PositiveBigIntegerField(primary_key=True)
    page_id = models.PositiveBigIntegerField(unique=True)
    path = models.CharField(max_length=400)
    published = models.DateTimeField()
    # The Card's other values; desk and authors by id, the picture as {"id", "alt", "caption",
    # "credit"} with the words written for this story.
    card = models.JSONField()
    # Of everything a reader can see: an unchanged republication is no update.
    fingerprint = models.CharField(max_length=64)
    modified = models.DateTimeField()

    class Meta:
        indexes = [
            # The sitemap's months, the news sitemap's two days.
            models.Index(fields=["published", "number"], name="story_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.path}"


class ListEntry(models.Model):
    """A story's place in one list: 'all', 'desk:7', 'topic:3', 'author:5'."""

    list = models.CharField(max_length=32)
    published = models.DateTimeField()
    number = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="a_story_stands_once_in_a_list")
        ]
        indexes = [
            models.Index(fields=["list", "-published", "-number"], name="list_newest_first"),
            # Which lists a story stands in, when it is withdrawn or moved.
            models.Index(fields=["number"], name="lists_of_a_story"),
        ]

    def __str__(self) -> str:
        return f"{self.list}: {self.number}"


class Folio(models.Model):
    """Page `number` of a list's archive: from the entry that opens it up to the next folio.

    Folios are numbered from the oldest and never renumbered, so a page once printed keeps its
    stories when new ones are added; only the newest folio grows.
    """

    list = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    opens_published = models.DateTimeField()
    opens_number = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="folios_count_up"),
        ]
        indexes = [
            models.Index(fields=["list", "-opens_published", "-opens_number"], name="folio_at"),
        ]

    def __str__(self) -> str:
        return f"{self.list} folio {self.number}"
