"""Filing a story: its rows in the flat tables, written in the transaction that publishes it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from .folios import give_folio
from .models import ArticlePage, ListEntry, PublishedStory
from .pictures import PictureRef


@dataclasses.dataclass(frozen=True, slots=True)
class Filed:
    """What a filing changed: the lists and addresses to print, before and after."""

    number: int
    path: str  # '' when withdrawn
    published: dt.datetime
    lists: frozenset[str]
    changed: bool
    new: bool


@transaction.atomic
def file_story(page: ArticlePage) -> Filed:
    """File a live story: one row of its own, one in each list it stands in."""
    before = PublishedStory.objects.filter(number=page.number).first()
    published = page.first_published_at or timezone.now()
    path = page.path_of_reader
    fingerprint = _fingerprint(page, path)
    changed = before is None or before.fingerprint != fingerprint
    if before and changed:
        page.updated = timezone.now()
        ArticlePage.objects.filter(pk=page.pk).update(updated=page.updated)
    PublishedStory.objects.update_or_create(
        number=page.number,
        defaults={
            "page_id": page.pk,
            "path": path,
            "published": published,
            "card": _card(page),
            "fingerprint": fingerprint,
            "modified": timezone.now() if changed else before.modified,
        },
    )
    old_lists = _unlist(page.number)
    lists = _lists(page)
    ListEntry.objects.bulk_create(
        ListEntry(list=name, published=published, number=page.number) for name in lists
    )
    for name in lists:
        give_folio(name, published, page.number)
    return Filed(
        page.number, path, published, frozenset(lists | old_lists), changed, before is None
    )


@transaction.atomic
def withdraw_story(number: int) -> Filed | None:
    """Take a story out of every list; None when it stood in none."""
    story = PublishedStory.objects.filter(number=number).first()
    if story is None:
        return None
    lists = _unlist(number)
    story.delete()
    return Filed(number, "", story.published, frozenset(lists), changed=True, new=False)


def lead_picture(page: ArticlePage) -> PictureRef:
    """The picture above a story, its own words standing in where the story has none."""
    picture = page.lead_picture
    return PictureRef(
        id=page.lead_picture_id,
        alt=page.lead_alt or (picture.default_alt_text if picture else ""),
        caption=page.lead_caption or (picture.caption if picture else ""),
        credit=page.lead_credit or (picture.credit if picture else ""),
    )


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
    desk = page.get_parent()
    picture = lead_picture(page)
    return {
        "headline": page.title,
        "kicker": page.kicker,
        "deck": page.deck,
        "desk": {"title": desk.title, "url": f"/{desk.slug}/"},
        "updated": page.updated.isoformat() if page.updated else None,
        "byline": [
            {"name": line.author.name, "url": line.author.path, "kind": line.author.kind}
            for line in page.bylines.select_related("author")
        ],
        "picture": None if picture.empty else dataclasses.asdict(picture),
    }


def _fingerprint(page: ArticlePage, path: str) -> str:
    card = _card(page)
    del card["updated"]
    seen = [path, card, page.signoff, page.source, page.source_url, page.body.get_prep_value()]
    seen.append(sorted(page.topics.values_list("pk", flat=True)))
    text = json.dumps(seen, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
