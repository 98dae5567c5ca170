"""What stays as it was typed, though the paper's rule would mend it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldPanel

from kagoj.bangla.normalise import compose


class AsTyped(models.Model):
    """A word, with what touches it, that an editor took back from mending; for the whole paper.

    A column on spelling shows অা on purpose, a poet sets a space before the danda.
    """

    LONGEST = 400  # characters; what is longer than a line has been mended as a whole

    text = models.CharField("যেমন লেখা", max_length=LONGEST, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="কার কথায়",
    )
    at = models.DateTimeField("কখন", auto_now_add=True)

    panels = [FieldPanel("text")]

    class Meta:
        verbose_name = "যেমন লেখা"
        verbose_name_plural = "যেমন লেখা"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        self.text = compose(self.text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
