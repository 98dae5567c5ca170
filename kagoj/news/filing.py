"""Filing a story: its rows in the flat tables, written in the transaction that publishes it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import re
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from .folios import give_folio
from .models import ArticleNumber, ArticlePage, Folio, ListEntry, PublishedStory
from .pictures import PictureRef

_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


@dataclasses.dataclass(frozen=True, slots=True)
class Filed:
    """What a filing changed: the lists and addresses to print, before and after."""

    number: int
    page_id: int
    path: str  # '' when withdrawn
    published: dt.datetime
    lists: frozenset[str]
    changed: bool  # something a reader sees on its page
    new: bool
    shown: bool = True  # what other pages show of it: headline, address, picture …
    before: dt.datetime | None = None  # when it stood elsewhere in time until now


@transaction.atomic
def file_story(page: ArticlePage) -> Filed:
    """File a live story: one row of its own, one in each list it stands in."""
    _one_at_a_time()
    before = PublishedStory.objects.filter(number=page.number).first()
    published = page.first_published_at or timezone.now()
    path = page.path_of_reader
    fingerprint = _fingerprint(page)
    rewritten = before is not None and before.fingerprint != fingerprint
    if rewritten:
        page.updated = timezone.now()
        ArticlePage.objects.filter(pk=page.pk).update(updated=page.updated)
    card = _card(page)
    shown = before is None or (before.path, before.card, before.published) != (
        path,
        card,
        published,
    )
    changed = shown or rewritten
    PublishedStory.objects.update_or_create(
        number=page.number,
        defaults={
            "page_id": page.pk,
            "path": path,
            "published": published,
            "card": card,
            "fingerprint": fingerprint,
            "modified": timezone.now() if before is None or changed else before.modified,
        },
    )
    old_lists = _unlist(page.number)
    lists = _lists(page)
    ListEntry.objects.bulk_create(
        ListEntry(list=name, published=published, number=page.number) for name in lists
    )
    for name in sorted(lists):
        give_folio(name, published, page.number)
    return Filed(
        page.number,
        page.pk,
        path,
        published,
        frozenset(lists | old_lists),
        changed,
        new=before is None,
        shown=shown,
        before=before.published if before and before.published != published else None,
    )


@transaction.atomic
def withdraw_story(number: int) -> Filed | None:
    """Take a story out of every list; None when it stood in none."""
    _one_at_a_time()
    story = PublishedStory.objects.filter(number=number).first()
    if story is None:
        return None
    lists = _unlist(number)
    story.delete()
    return Filed(
        number, story.page_id, "", story.published, frozenset(lists), changed=True, new=False
    )


def move_stories(name: str, former_slug: str, slug: str) -> None:
    """Give the stories of a desk's list their new addresses when the desk has moved to another."""
    former, there = f"/{former_slug}/", f"/{slug}/"
    stories = PublishedStory.objects.filter(
        number__in=ListEntry.objects.filter(list=name).values("number"), path__startswith=former
    )
    stories.update(
        path=Concat(Value(there), Substr("path", len(former) + 1)), modified=timezone.now()
    )


def forget_list(name: str) -> None:
    """Take away the list of a topic or author that is no more."""
    ListEntry.objects.filter(list=name).delete()
    Folio.objects.filter(list=name).delete()


def _one_at_a_time() -> None:
    """Let filings of two transactions wait for each other: both read what the other writes.

    A no-op on SQLite, where a transaction that writes is alone already.
    """
    ArticleNumber.objects.select_for_update().filter(pk=1).first()


def lead_picture(page: ArticlePage) -> PictureRef:
    """The picture above a story."""
    return PictureRef(page.lead_picture_id, page.lead_alt, page.lead_caption, page.lead_credit)


def _unlist(number: int) -> set[str]:
    entries = ListEntry.objects.filter(number=number)
    names = set(entries.values_list("list", flat=True))
    entries.delete()
    return names


def _lists(page: ArticlePage) -> set[str]:
    return {
        "all",
        page.desk.list,
        *(f"topic:{topic.pk}" for topic in page.topics.all()),
        *(f"author:{byline.author_id}" for byline in page.bylines.all()),
    }


def _card(page: ArticlePage) -> dict[str, Any]:
    """What lists show. Desk, authors and picture by their ids: they are shown as they are named
    when a page is printed, so that a new name needs no story filed anew."""
    picture = lead_picture(page)
    return {
        "headline": page.title,
        "kicker": page.kicker,
        "deck": page.deck,
        "desk": page.get_parent().pk,
        "updated": page.updated.astimezone(dt.UTC).isoformat() if page.updated else None,
        "byline": [line.author_id for line in page.bylines.all()],
        "picture": None if picture.empty else dataclasses.asdict(picture),
    }


def _fingerprint(page: ArticlePage) -> str:
    """A sign of the story's own words and pictures: when it changes, the story was updated.

    Its desk, its address and a byline's new spelling are no news to who has read it.
    """
    written = [
        *(page.title, page.kicker, page.deck, page.signoff, page.source, page.source_url),
        dataclasses.asdict(lead_picture(page)),
        _without_marks(page.body.get_prep_value()),
        sorted(page.topics.values_list("pk", flat=True)),
        [line.author_id for line in page.bylines.all()],
    ]
    text = json.dumps(written, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_marks(value: Any) -> Any:
    """A body without the marks an editor's form leaves in it and no reader sees."""
    if isinstance(value, dict):
        return {key: _without_marks(inner) for key, inner in value.items() if key != "id"}
    if isinstance(value, list):
        return [_without_marks(inner) for inner in value]
    return _BLOCK_KEY.sub("", value) if isinstance(value, str) else value
