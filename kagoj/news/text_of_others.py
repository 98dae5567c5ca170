"""Text that Wagtail and Django keep in models of their own, normalised before it is saved.

Their fields take any text. A name above a story is looked up by equality, a tag or a picture by its
letters: a word that only looks the same would not be found.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models.signals import pre_save

from .taking_in import line, running

TEXTS: dict[str, dict[str, Callable[[str], str]]] = {
    "auth.Group": {"name": line},
    "auth.User": {"first_name": line, "last_name": line},
    "news.Picture": {"title": line, "description": line},
    "taggit.Tag": {"name": line},
    "wagtailcore.Collection": {"name": line},
    "wagtailcore.Comment": {"text": running},
    "wagtailcore.CommentReply": {"text": running},
    "wagtailcore.Site": {"site_name": line},
    "wagtailcore.Task": {"name": line},
    "wagtailcore.TaskState": {"comment": running},
    "wagtailcore.Workflow": {"name": line},
    "wagtaildocs.Document": {"title": line},
}


def take_in() -> None:
    """Have these models' texts normalised from now on."""
    for model in TEXTS:
        pre_save.connect(_take_in, sender=model, dispatch_uid=f"taking in the text of {model}")


def _take_in(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    for name, right in TEXTS[sender._meta.label].items():
        if isinstance(text := getattr(instance, name), str):
            # ড় in two signs is longer than in one, and these forms have measured already.
            longest = sender._meta.get_field(name).max_length  # type: ignore[union-attr]
            setattr(instance, name, right(text)[:longest])
