"""One change, and every page it touches: a handful of things, whatever the archive's size."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from wagtail.models import ReferenceIndex

from kagoj.bangla.dates import DHAKA
from kagoj.news.filing import Filed
from kagoj.news.folios import folio_with
from kagoj.news.models import (
    Advertisement,
    ArticlePage,
    Author,
    DeskPage,
    Folio,
    ListEntry,
    PublishedStory,
    Topic,
)

PARTS = tuple(
    f"/parts/{name}.html"
    for name in ("masthead", "navigation", "ticker", "latest", "most-read", "footer")
)
AD_PARTS = tuple(f"/parts/ad-{place}.html" for place in Advertisement.Place.values)
# Printed once and again only when the theme or the imprint changes.
FIXED = (
    "/search",
    "/404",
    "/500",
    "/robots.txt",
    "/ads.txt",
    "/.well-known/security.txt",
    "/sitemap-fronts.xml",
    "/manifest.webmanifest",
)
FEEDS = ("/feed.xml", "/atom.xml")
MAPS = ("/sitemap.xml", "/news-sitemap.xml")


def by_story(filed: Filed) -> list[str]:
    """What a story's publishing, change or withdrawal touches."""
    keys = [f"/n/{filed.number}"]
    for name in sorted(filed.lists):
        keys += by_list(name, filed.published, filed.number)
    day = filed.published.astimezone(DHAKA)
    keys += ["/", *FEEDS, "/parts/latest.html", day.strftime("/archive/%Y/%m/%d/")]
    keys += [*MAPS, day.strftime("/sitemap-%Y-%m.xml")]
    keys += linking_to(filed.number)
    if not filed.path:
        keys += ["/parts/most-read.html"]
    return list(dict.fromkeys(keys))


def by_list(name: str, published: dt.datetime, number: int) -> list[str]:
    """The front, feed and folio of a list in which a story stands, stood or will stand."""
    base = address_of(name)
    if base is None:
        return []
    keys = [base, f"{base}feed.xml"]
    folio = folio_with(name, published, number)
    if folio is not None:
        # The folio before has just been closed when this one opens, and points to it.
        keys += [f"{base}page/{n}/" for n in (folio - 1, folio) if n > 0]
    return keys


def fronts_and_folios(names: Iterable[str]) -> list[str]:
    """The front and every folio of lists whose folios were numbered anew."""
    keys = []
    for name in names:
        if base := address_of(name):
            numbers = Folio.objects.filter(list=name).values_list("number", flat=True)
            keys += [base, *(f"{base}page/{number}/" for number in numbers)]
    return keys


def linking_to(number: int) -> list[str]:
    """Published stories whose body leads to this one: their line changes with it."""
    page = ArticlePage.objects.filter(number=number).first()
    if page is None:
        return []
    pages = {
        reference.object_id
        for reference in ReferenceIndex.get_references_to(page)[:500]
        if reference.base_content_type.model_class() is ArticlePage or reference.object_id.isdigit()
    }
    numbers = PublishedStory.objects.filter(page_id__in=pages).values_list("number", flat=True)
    return [f"/n/{other}" for other in numbers]


def by_imprint() -> list[str]:
    """What shows the paper's name, imprint or desks."""
    return ["/", *PARTS, *FIXED]


def address_of(name: str) -> str | None:
    """The front of a list: '/khela/' for 'desk:7'; None for 'all' and for what is gone."""
    kind, _, key = name.partition(":")
    if kind == "desk":
        slug = DeskPage.objects.filter(pk=key).values_list("slug", flat=True).first()
        return f"/{slug}/" if slug else None
    model = {"topic": Topic, "author": Author}.get(kind)
    found = model and model.objects.filter(pk=key).first()
    return found.path if found else None


def everything() -> Iterable[str]:
    """Every key of the paper, fronts and parts first, then stories from the newest."""
    yield from [*PARTS, *AD_PARTS, "/", *FIXED, *FEEDS, *MAPS]
    for name in ListEntry.objects.exclude(list="all").values_list("list", flat=True).distinct():
        base = address_of(name)
        if base:
            yield from (base, f"{base}feed.xml")
    for desk in DeskPage.objects.live():
        yield from (desk.path_of_reader, f"{desk.path_of_reader}feed.xml")
    days, months = set(), set()
    stories = PublishedStory.objects.order_by("-published")
    for number, published in stories.values_list("number", "published").iterator():
        yield f"/n/{number}"
        day = published.astimezone(DHAKA)
        if day.date() not in days:
            days.add(day.date())
            yield day.strftime("/archive/%Y/%m/%d/")
        if (month := day.strftime("/sitemap-%Y-%m.xml")) not in months:
            months.add(month)
            yield month
    for name, number in Folio.objects.exclude(list="all").values_list("list", "number"):
        if base := address_of(name):
            yield f"{base}page/{number}/"
