"""A found story becomes an article, with the page's text kept beside it."""

from __future__ import annotations

import dataclasses
from html import escape
from typing import Any

from django.db import transaction
from wagtail.rich_text import RichText

from kagoj.bangla.normalise import normalise
from kagoj.bangla.slug import slug
from kagoj.news.fields import SIGNOFF
from kagoj.news.folios import rebuild_folios
from kagoj.news.models import (
    ArticleByline,
    ArticlePage,
    Author,
    DeskPage,
    HomePage,
    ListEntry,
    Topic,
)

from .bylines import kind_of_name
from .fingerprints import fingerprints
from .found import FoundBlock, FoundPicture, FoundStory
from .models import Fingerprint, Original

# Where stories go that name no desk the paper has, and no desk was asked for.
DESK_FOR_THE_REST = ("বিবিধ", "bibidho")


@dataclasses.dataclass(frozen=True, slots=True)
class Stored:
    """What became of a found story: 'imported' with its new number, or 'duplicate' of one."""

    status: str
    number: int
    lists: frozenset[str] = frozenset()


class NoSuchDesk(LookupError):
    """The desk asked for does not exist."""


def store(story: FoundStory, *, desk: str = "", publish: bool = False) -> Stored:
    """Make an article of a found story, as a draft or published, once for each page.

    `desk` is the slug of the desk to file it at; empty takes the page's own, opening it when the
    paper has none of that name. Raises NoSuchDesk, having changed nothing.
    """
    signs = fingerprints(story)
    with transaction.atomic():
        known = Fingerprint.objects.filter(sign__in=signs).select_related("original").first()
        if known:
            return Stored("duplicate", known.original.number)
        page = _article(story)
        home = _desk(story, desk)
        home.add_child(instance=page)
        page.topics = [_topic(title) for title in story.topics.value[:12]]
        revision = page.save_revision()
        original = Original.objects.create(
            number=page.number,
            file=story.file[-400:],
            record=story.record[:200],
            url=story.url.value[:1000],
            text=story.original,
            report=story.report(),
        )
        Fingerprint.objects.bulk_create(Fingerprint(sign=sign, original=original) for sign in signs)
        if publish:
            revision.publish()
    lists = ListEntry.objects.filter(number=page.number).values_list("list", flat=True)
    return Stored("imported", page.number, frozenset(lists))


def duplicate_of(story: FoundStory) -> int | None:
    """The number of the article this page was imported as; None when it is new."""
    known = Fingerprint.objects.filter(sign__in=fingerprints(story)).select_related("original")
    first = known.first()
    return first.original.number if first else None


def settle(lists: set[str]) -> None:
    """After many old stories came in: number the folios of their lists anew, and print them."""
    from kagoj.press import orders
    from kagoj.press.affected import fronts_and_folios

    with transaction.atomic():
        for name in lists:
            rebuild_folios(name)
        orders.place("imported", fronts_and_folios(lists))


def desk_with(name: str) -> DeskPage:
    """The desk with this slug. Raises NoSuchDesk with the slugs there are."""
    found = DeskPage.objects.filter(slug=name).first()
    if found is None:
        there = ", ".join(desk.slug for desk in DeskPage.in_order())
        raise NoSuchDesk(f"there is no desk {name!r}. The desks are: {there}")
    return found


def _article(story: FoundStory) -> ArticlePage:
    pictures = story.pictures.value
    lead = next((picture for picture in pictures if picture.lead), FoundPicture())
    signoff = story.signoff.value
    page = ArticlePage(
        title=story.headline.value[:255],
        kicker=story.kicker.value[:120],
        deck=story.deck.value[:500],
        source=story.source.value[:160],
        signoff=signoff if SIGNOFF.fullmatch(signoff) else "",
        lead_alt=lead.alt[:250],
        lead_caption=lead.caption[:500],
        lead_credit=lead.credit[:200],
        first_published_at=story.published.value,
        updated=story.updated.value,
        live=False,
    )
    page.body = [_block(block) for block in story.body.value]
    page.bylines = [
        ArticleByline(author=_author(name), sort_order=place)
        for place, name in enumerate(dict.fromkeys(story.byline.value[:8]))
    ]
    return page


def _block(block: FoundBlock) -> tuple[str, Any]:
    if block.type == "heading":
        return "heading", {"text": block.text[:200], "level": "2" if block.level <= 2 else "3"}
    if block.type == "quote":
        return "quote", {"text": block.text, "attribution": block.attribution[:200]}
    if block.type == "related":
        return "related", {
            "article": None,
            "text": block.text[:250],
            "url": block.url if block.url.startswith(("http://", "https://")) else "",
        }
    if block.type == "list":
        return "list", {"items": list(block.items), "ordered": False}
    if block.type == "table":
        rows = "\n".join(" | ".join(row) for row in block.rows)
        return "table", {"rows": rows, "head": True, "caption": ""}
    if block.type == "picture" and block.picture:
        picture = block.picture
        return "picture", {
            "picture": None,
            "alt": picture.alt[:250],
            "caption": picture.caption,
            "credit": picture.credit[:200],
        }
    lines = "<br/>".join(escape(line, quote=False) for line in block.text.splitlines())
    return "paragraph", RichText(f"<p>{lines}</p>")


def _desk(story: FoundStory, wanted: str) -> DeskPage:
    if wanted:
        return desk_with(wanted)
    name = story.desk.value.strip()
    if name:
        for desk in DeskPage.in_order():
            if name in desk.names():
                return desk
        return _open_desk(name[:100], slug(name, max_letters=40))
    found = DeskPage.objects.filter(slug=DESK_FOR_THE_REST[1]).first()
    return found or _open_desk(*DESK_FOR_THE_REST)


def _open_desk(title: str, slug_: str) -> DeskPage:
    home = HomePage.objects.get()
    taken = set(home.get_children().values_list("slug", flat=True))
    slug_ = slug_ or DESK_FOR_THE_REST[1]
    if slug_ in taken:
        return DeskPage.objects.get(slug=slug_)
    desk = DeskPage(title=title, slug=slug_, show_in_menus=True)
    home.add_child(instance=desk)
    desk.save_revision().publish()
    return desk


def _author(name: str) -> Author:
    name = normalise(name).strip()[:120]
    kind = kind_of_name(name)
    return Author.objects.get_or_create(
        name=name, defaults={"kind": kind, "slug": _free_slug(Author, name)}
    )[0]


def _topic(title: str) -> Topic:
    title = normalise(title).strip()[:120]
    return Topic.objects.get_or_create(title=title, defaults={"slug": _free_slug(Topic, title)})[0]


def _free_slug(model: type[Author | Topic], name: str) -> str:
    """A slug nobody has yet: two spellings may come out the same."""
    base = slug(name, max_letters=60) or "নাম"
    candidate, count = base, 2
    while model.objects.filter(slug=candidate).exists():
        candidate, count = f"{base}-{count}", count + 1
    return candidate
