"""Print orders: what is to be printed, written in the transaction that made it necessary."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class PrintOrder(models.Model):
    """One request to print. A row exists until its pages lie on the shelf.

    What is done is deleted: the queue holds only work still owed, so asking for the next order
    costs the same whatever the paper has printed before.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "অপেক্ষায়"
        PRINTING = "printing", "ছাপা হচ্ছে"
        FAILED = "failed", "ছাপা যায়নি"

    class Urgency(models.IntegerChoices):
        NEWS = 0, "খবর"
        SOON = 1, "খবরের পরপর"
        CLOCK = 3, "সময়মতো"
        BACKGROUND = 9, "পেছনে"

    # What happened, for people: 'publish 17', 'imprint changed'.
    reason = models.CharField(max_length=120)
    # Shelf keys to print: '/khela/', '/n/17', '/parts/latest.html'.
    keys = models.JSONField(default=list)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.NEWS)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    placed = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = "ছাপার ফরমাশ"
        verbose_name_plural = "ছাপার ফরমাশ"
        indexes = [
            # The next order to print.
            models.Index(fields=["state", "urgency", "id"], name="next_order"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} ({self.get_state_display()})"


class Reprint(models.Model):
    """How far the printing of the whole paper anew has come; no row when it is not under way."""

    reason = models.CharField(max_length=120)
    stage = models.PositiveSmallIntegerField(default=0)  # of `reprint.STAGES`
    place = models.JSONField(null=True)  # within the stage
    pages = models.PositiveBigIntegerField(default=0)  # about how many in all
    ordered = models.PositiveBigIntegerField(default=0)
    pace = models.FloatField(default=0.0)  # pages a second, of the last batches; 0: not known yet
    placed = models.DateTimeField(default=timezone.now)
    moved = models.DateTimeField(default=timezone.now)  # when the last batch was ordered

    class Meta:
        verbose_name = "পুরো কাগজ নতুন করে ছাপা"
        verbose_name_plural = "পুরো কাগজ নতুন করে ছাপা"

    def __str__(self) -> str:
        return f"{self.reason}: {self.ordered}/{self.pages}"


class NamedAlike(models.Model):
    """A story whose page names another among those like it. The index that told so changes with every
    story; what was printed is known from here, so that a withdrawal leaves no dead link."""

    number = models.PositiveBigIntegerField()
    other = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = "কাছাকাছি সংবাদ"
        verbose_name_plural = "কাছাকাছি সংবাদ"
        constraints = [
            models.UniqueConstraint(fields=["number", "other"], name="named_alike_once"),
        ]
        indexes = [models.Index(fields=["other"], name="who_names_it")]

    def __str__(self) -> str:
        return f"{self.number} → {self.other}"
