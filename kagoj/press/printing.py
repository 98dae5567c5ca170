"""One shelf key, one finished page."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import time
from collections.abc import Callable, Sequence
from urllib.parse import quote

from django.conf import settings
from django.db import transaction

from kagoj.news import queries
from kagoj.news.cards import Card
from kagoj.news.models import ArticleNumber, ArticlePage, PublishedStory
from kagoj.shelf import Page
from kagoj.theme import feeds, pages
from kagoj.theme.assets import design_version

from .models import NamedAlike

HTML = "text/html; charset=utf-8"
Printer = Callable[..., Page | None]


def design() -> str:
    """Twelve signs that change whenever every page would be printed differently: with the theme, and
    with the paper's own address, which feeds, sitemaps and structured data spell out."""
    made_of = f"{design_version()} {settings.PAPER.address}"
    return hashlib.sha256(made_of.encode()).hexdigest()[:12]


def print_page(key: str) -> Page | None:
    """Print what stands under `key`; None when nothing does (any more)."""
    for pattern, printer in _PRINTERS:
        if found := pattern.fullmatch(key):
            return printer(key, **found.groupdict())
    return None


def _made(
    key: str,
    body: bytes | None,
    *,
    type: str = HTML,
    tags: tuple[str, ...] = (),
    status: int = 200,
    path: str = "",
    modified: float = 0.0,
) -> Page | None:
    if body is None:
        return None
    now = time.time()
    return Page(
        key=key,
        path=path or key,
        body=body,
        content_type=type,
        status=status,
        tags=tags,
        design=design(),
        printed=now,
        modified=modified or now,
    )


def _tag(kind: str, slug: str) -> str:
    """A surrogate key: caches take ASCII only, and a slug may be Bangla."""
    return f"{kind}-{quote(slug)}"


def _story(key: str, number: str) -> Page | None:
    story = queries.story(int(number))
    note_named(int(number), story.related if story else ())
    if story is not None:
        filed = PublishedStory.objects.only("modified").get(number=int(number))
        return _made(
            key,
            pages.story(story),
            path=story.card.url,
            tags=(f"story-{number}", _tag("desk", story.card.desk.url.strip("/"))),
            modified=filed.modified.timestamp(),
        )
    return _tombstone(key, int(number))


def note_named(number: int, cards: Sequence[Card]) -> None:
    """Keep which stories a story's page names below it, before anybody sees it."""
    named = {card.number for card in cards}
    written = NamedAlike.objects.filter(number=number)
    if set(written.values_list("other", flat=True)) != named:
        with transaction.atomic():
            written.delete()
            NamedAlike.objects.bulk_create(
                NamedAlike(number=number, other=other) for other in sorted(named)
            )


def _tombstone(key: str, number: int) -> Page | None:
    """410 for a story that was published once; nothing for a number that never was."""
    if _was_published(number):
        body = pages.error("gone", "সংবাদটি প্রত্যাহার করা হয়েছে")
        return _made(key, body, status=410, tags=(f"story-{number}",))
    return None


def _was_published(number: int) -> bool:
    page = ArticlePage.objects.filter(number=number).first()
    if page is not None:
        # An imported draft has the time of its first publication elsewhere; it never was ours.
        return page.last_published_at is not None
    # A number is never given twice: one that was given and has no page will never have one again.
    return ArticleNumber.objects.filter(last__gte=number).exists()


def _home(key: str) -> Page | None:
    return _made(key, pages.home(), tags=("home",))


def _desk(key: str, slug: str, folio: str | None = None) -> Page | None:
    desk = queries.desk_with(slug)
    number = int(folio) if folio else None
    return desk and _made(key, pages.desk(desk, number), tags=(_tag("desk", slug),))


def _topic(key: str, slug: str, folio: str | None = None) -> Page | None:
    topic = queries.topic_with(slug)
    number = int(folio) if folio else None
    return topic and _made(key, pages.topic(topic, number), tags=(f"topic-{topic.pk}",))


def _author(key: str, slug: str, folio: str | None = None) -> Page | None:
    author = queries.author_with(slug)
    number = int(folio) if folio else None
    return author and _made(key, pages.author(author, number), tags=(f"author-{author.pk}",))


def _day(key: str, year: str, month: str, day: str) -> Page | None:
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    if not 1900 <= date.year < 9999:  # the days beside it must be days, too
        return None
    return _made(key, pages.archive_day(date), tags=("archive",))


def _part(key: str, name: str) -> Page | None:
    printers = {
        "masthead": pages.masthead,
        "navigation": pages.navigation,
        "ticker": pages.ticker,
        "latest": pages.latest,
        "most-read": pages.most_read,
        "footer": pages.footer,
    }
    if name in printers:
        body = printers[name]()
    elif name.startswith("ad-"):
        body = pages.advertisement(name.removeprefix("ad-"))
    else:
        return None
    return _made(key, body, tags=(f"part-{name}",))


def _search(key: str) -> Page | None:
    return _made(key, pages.search(), tags=("search",))


def _archive(key: str) -> Page | None:
    return _made(key, pages.archive(), tags=("archive",))


def _error(key: str, status: str) -> Page | None:
    template, title = {
        "404": ("not_found", "পাতাটি পাওয়া যায়নি"),
        "500": ("failure", "পাতাটি এখন দেখানো যাচ্ছে না"),
    }[status]
    return _made(key, pages.error(template, title), status=int(status))


def _feed(key: str, base: str, kind: str) -> Page | None:
    body = feeds.rss(base) if kind == "feed" else feeds.atom(base)
    type = "application/rss+xml" if kind == "feed" else "application/atom+xml"
    return _made(key, body, type=f"{type}; charset=utf-8", tags=("feeds",))


def _machine(key: str) -> Page | None:
    """What machines ask for: sitemaps, robots.txt and their like."""
    made = feeds.for_machines(key)
    return _made(key, made.body, type=made.type, tags=("machines",)) if made else None


_SLUG = r"(?P<slug>[^/]+)"
_PRINTERS: list[tuple[re.Pattern[str], Printer]] = [
    (re.compile(pattern, re.ASCII), printer)
    for pattern, printer in (
        (r"/n/(?P<number>[1-9]\d{0,14})", _story),
        (r"/", _home),
        (r"/parts/(?P<name>[a-z-]+)\.html", _part),
        (r"(?P<base>/|/.+/)(?P<kind>feed|atom)\.xml", _feed),
        (r"/search", _search),
        (r"/archive/", _archive),
        (r"/(?P<status>404|500)", _error),
        (
            (
                r"/(robots\.txt|ads\.txt|\.well-known/security\.txt|manifest\.webmanifest"
                r"|sitemap\.xml|sitemap-fronts\.xml|sitemap-\d{4}-\d\d\.xml|news-sitemap\.xml)"
            ),
            _machine,
        ),
        (r"/archive/(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/", _day),
        (rf"/topic/{_SLUG}/(?:page/(?P<folio>[1-9]\d{{0,6}})/)?", _topic),
        (rf"/author/{_SLUG}/(?:page/(?P<folio>[1-9]\d{{0,6}})/)?", _author),
        (rf"/{_SLUG}/(?:page/(?P<folio>[1-9]\d{{0,6}})/)?", _desk),
    )
]
