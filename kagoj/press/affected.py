"""One change, and every page it touches: a handful of things, whatever the archive's size."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.models import Page, ReferenceIndex

from kagoj.bangla.dates import DHAKA
from kagoj.news import queries
from kagoj.news.filing import Filed
from kagoj.news.folios import folio_with
from kagoj.news.models import (
    Advertisement,
    Author,
    DeskPage,
    Folio,
    ListEntry,
    PublishedStory,
    Topic,
)
from kagoj.shelf import ShelfFault

from .models import NamedAlike
from .shelving import shelf

PARTS = tuple(
    f"/parts/{name}.html"
    for name in ("masthead", "navigation", "ticker", "latest", "most-read", "footer")
)
AD_PARTS = tuple(f"/parts/ad-{place}.html" for place in Advertisement.Place.values)
# Printed once and again only when the theme or the imprint changes.
FIXED = (
    "/search",
    "/archive/",
    "/404",
    "/500",
    "/robots.txt",
    "/ads.txt",
    "/.well-known/security.txt",
    "/sitemap-fronts.xml",
    "/manifest.webmanifest",
)
FEEDS = ("feed.xml", "atom.xml")
MOST_LINKING = 500  # stories whose bodies lead to one story, or hold one picture
MOST_FOLIOS = 100


def by_story(filed: Filed) -> list[str]:
    """What shows a story that was published, changed or withdrawn, itself first."""
    keys = [f"/n/{filed.number}"]
    for published in dict.fromkeys((filed.published, filed.before or filed.published)):
        for name in sorted(filed.lists):
            keys += by_list(name, published, filed.number)
        keys += _by_time(published, filed.number)
    keys += ["/", *(f"/{feed}" for feed in FEEDS), "/parts/latest.html", "/news-sitemap.xml"]
    if not filed.new:
        keys += ["/parts/most-read.html", "/parts/ticker.html"]
    return list(dict.fromkeys(keys))


def can_wait(key: str) -> bool:
    """Whether nobody misses this page for the moment that a story takes to be readable: feeds and
    sitemaps, which machines fetch by the minute at most, and the archive."""
    return key.endswith(".xml") or key.startswith("/archive/")


def around_story(filed: Filed) -> list[str]:
    """Other stories' pages that name this one: in their body, or among their related stories."""
    if not filed.shown:
        return []
    numbers = [*_linking_to(filed.page_id), *_naming(filed.number)]
    for name in sorted(filed.lists):
        if name.startswith("topic:"):
            numbers += queries.neighbours_showing(name, filed.published, filed.number)
    return [f"/n/{number}" for number in dict.fromkeys(numbers) if number != filed.number]


def by_list(name: str, published: dt.datetime, number: int) -> list[str]:
    """The front, feeds and folio of a list in which a story stands, stood or will stand."""
    base = address_of(name)
    if base is None:
        return []
    keys = fronts_of(base)
    if not ListEntry.objects.filter(list=name).exclude(number=number).exists():
        keys.append("/sitemap-fronts.xml")  # the list begins or ends with this story
    folio = folio_with(name, published, number)
    if folio is not None:
        # The folio before has just been closed when this one opens, and points to it.
        keys += [f"{base}page/{n}/" for n in (folio - 1, folio) if n > 0]
    return keys


def fronts_of(base: str) -> list[str]:
    """A front and its feeds: '/khela/', '/khela/feed.xml', '/khela/atom.xml'."""
    return [base, *(f"{base}{feed}" for feed in FEEDS)]


def fronts_and_folios(names: Iterable[str]) -> list[str]:
    """The front and every folio of lists whose folios were numbered anew, and folios no more there."""
    keys = []
    for name in names:
        if base := address_of(name):
            numbers = Folio.objects.filter(list=name).values_list("number", flat=True)
            keys += [*fronts_of(base), *(f"{base}page/{number}/" for number in numbers)]
            keys += on_the_shelf(f"{base}page/")
    return list(dict.fromkeys(keys))


def by_subject(list_name: str, path: str, former: str = "") -> list[str]:
    """The front and newest folios of a topic or author that was renamed, moved or deleted, and what
    stood at its former address."""
    keys = [*fronts_of(path), "/sitemap-fronts.xml"]
    folios = Folio.objects.filter(list=list_name).order_by("-number")
    keys += [f"{path}page/{n}/" for n in folios.values_list("number", flat=True)[:MOST_FOLIOS]]
    for address in {path, former} - {""}:
        keys += on_the_shelf(address)
    return list(dict.fromkeys(keys))


def stories_of(list_name: str) -> Iterator[str]:
    """The pages of a list's stories, newest first."""
    entries = ListEntry.objects.filter(list=list_name).order_by("-published", "-number")
    for number in entries.values_list("number", flat=True).iterator():
        yield f"/n/{number}"


def by_imprint() -> list[str]:
    """What shows the paper's name, imprint or desks."""
    return ["/", *PARTS, *FIXED]


def on_the_shelf(prefix: str) -> Iterator[str]:
    """What lies on the shelf under an address: printed anew, or taken away when it is no more."""
    with contextlib.suppress(ShelfFault):
        yield from shelf().keys(prefix)


def address_of(name: str) -> str | None:
    """The front of a list: '/khela/' for 'desk:7'; None for 'all' and for what is gone."""
    kind, _, key = name.partition(":")
    if kind == "desk":
        slug = DeskPage.objects.filter(pk=key).values_list("slug", flat=True).first()
        return f"/{slug}/" if slug else None
    if kind not in {"topic", "author"}:
        return None
    subjects = Topic.objects if kind == "topic" else Author.objects
    found = subjects.filter(pk=key).first()
    return found.path if found else None


def _by_time(published: dt.datetime, number: int) -> Iterator[str]:
    """The day's archive and the month's sitemap, with the neighbours and the index that point to
    them when this story is the first or was the last of its day or month."""
    moment = published.astimezone(DHAKA)
    day = moment.date()
    yield day.strftime("/archive/%Y/%m/%d/")
    if queries.is_alone(number, *queries.bounds_of_day(day)):
        for other in queries.days_around(day):
            if other:
                yield other.strftime("/archive/%Y/%m/%d/")
    yield day.strftime("/sitemap-%Y-%m.xml")
    if queries.is_alone(number, *queries.bounds_of_month(day.year, day.month)):
        yield "/sitemap.xml"


def showing(thing: Model) -> QuerySet[PublishedStory]:
    """Published stories with this picture in them, or a link to this page."""
    return _leading_to(type(thing), thing.pk)


def _naming(number: int) -> Iterable[int]:
    """Stories whose page names this one below it, as it was printed last; the newest."""
    naming = NamedAlike.objects.filter(other=number).order_by("-number")
    return naming.values_list("number", flat=True)[:MOST_LINKING]


def _linking_to(page_id: int) -> Iterable[int]:
    """Published stories whose body leads to this page, also when the page itself is gone."""
    return _leading_to(Page, page_id).values_list("number", flat=True)


def _leading_to(model: type[Model], pk: object) -> QuerySet[PublishedStory]:
    leading = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id=str(pk),
    )
    ids = set(leading.values_list("object_id", flat=True)[:MOST_LINKING])
    return PublishedStory.objects.filter(page_id__in=ids)
