"""What came in, kept beside what was made of it."""

from django.db import models


class Original(models.Model):
    """The text of an imported page as it was read, for comparing and for doubt.

    The page is never imported twice: each of its fingerprints is known here. The row stays when
    the article is deleted, so that a withdrawn story does not come back with the next import.
    """

    number = models.PositiveBigIntegerField("সংবাদ নম্বর", unique=True)
    file = models.CharField("ফাইল", max_length=400)
    record = models.CharField(max_length=200, blank=True)
    url = models.CharField("ঠিকানা", max_length=1000, blank=True)
    text = models.TextField("মূল লেখা")
    # Each field's value, confidence and reason, as found.
    report = models.JSONField(default=dict)
    taken = models.DateTimeField("আনা হয়েছে", auto_now_add=True)

    class Meta:
        verbose_name = "মূল পাতা"
        verbose_name_plural = "মূল পাতা"
        indexes = [
            # The newest imports.
            models.Index(fields=["-taken"], name="newest_originals"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.file}"


class Fingerprint(models.Model):
    """One sign by which a page is known again."""

    sign = models.CharField(max_length=80, primary_key=True)
    original = models.ForeignKey(Original, models.CASCADE, related_name="fingerprints")

    def __str__(self) -> str:
        return self.sign
