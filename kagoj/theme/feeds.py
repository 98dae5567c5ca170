"""What machines ask for: RSS and Atom feeds, sitemaps, robots.txt and their like.

RSS 2.0 (rssboard.org), Atom (RFC 4287), the sitemaps protocol (sitemaps.org) with Google's news
extension, robots.txt (RFC 9309), security.txt (RFC 9116), the web app manifest (W3C).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re

from django.utils import timezone
from feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from lxml import etree
from lxml.builder import ElementMaker

from kagoj.bangla.dates import DHAKA
from kagoj.news import queries
from kagoj.news.cards import Card, Paper
from kagoj.news.models import Imprint

from .assets import asset
from .structured import absolute, iso

LISTED = 30  # stories in a feed
NEWS_DAYS = 2  # what Google's news sitemap may hold, with
NEWS_MOST = 1000  # no more addresses than this
SECURITY_HOLDS = dt.timedelta(days=180)
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclasses.dataclass(frozen=True, slots=True)
class Made:
    body: bytes
    type: str


def rss(base: str) -> bytes | None:
    """The RSS feed of the front at `base` ('/', '/khela/', '/topic/…/'); None when there is none."""
    return _feed(base, "feed.xml", Rss201rev2Feed)


def atom(base: str) -> bytes | None:
    return _feed(base, "atom.xml", Atom1Feed)


def for_machines(key: str) -> Made | None:
    """The file a machine asks for by a fixed name."""
    if month := re.fullmatch(r"/sitemap-(\d{4})-(\d\d)\.xml", key):
        return _sitemap_of_month(int(month[1]), int(month[2]))
    makers = {
        "/sitemap.xml": _sitemap_index,
        "/sitemap-fronts.xml": _sitemap_of_fronts,
        "/news-sitemap.xml": _news_sitemap,
        "/robots.txt": _robots,
        "/ads.txt": _ads,
        "/.well-known/security.txt": _security,
        "/manifest.webmanifest": _manifest,
    }
    maker = makers.get(key)
    return maker() if maker else None


class _RssFeed(Rss201rev2Feed):
    """RSS whose guid is the story's short address, which never changes."""

    def add_root_elements(self, handler: object) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("ttl", "5")  # type: ignore[attr-defined]


def _feed(base: str, name: str, kind: type) -> bytes | None:
    paper = queries.paper()
    found = _list_at(base)
    if found is None:
        return None
    list_name, title = found
    feed = (_RssFeed if kind is Rss201rev2Feed else kind)(
        title=f"{title} | {paper.name}" if title else paper.name,
        link=absolute(paper, base),
        description=paper.tagline or paper.name,
        language=paper.language,
        feed_url=absolute(paper, base + name),
        feed_guid=absolute(paper, base),
        feed_copyright=paper.rights or None,
    )
    for card in queries.latest(LISTED, list_name):
        feed.add_item(**_item(paper, card))
    return feed.writeString("utf-8").encode()  # type: ignore[no-any-return]


def _item(paper: Paper, card: Card) -> dict[str, object]:
    picture = card.picture
    return {
        "title": card.headline,
        "link": absolute(paper, card.url),
        "description": card.deck or card.headline,
        "author_name": ", ".join(line.name for line in card.byline) or paper.name,
        "pubdate": card.published.astimezone(DHAKA),
        "updateddate": (card.updated or card.published).astimezone(DHAKA),
        "unique_id": absolute(paper, f"/n/{card.number}"),
        "unique_id_is_permalink": True,
        "categories": [card.desk.title],
        "enclosures": [Enclosure(absolute(paper, picture.share), "0", "image/jpeg")]
        if picture and picture.share
        else [],
    }


def _list_at(base: str) -> tuple[str, str] | None:
    """The list and title of the front at `base`."""
    parts = base.strip("/").split("/")
    if base == "/":
        return "all", ""
    if len(parts) == 1 and (desk := queries.desk_with(parts[0])):
        return desk.list, desk.title
    if parts[0] == "topic" and len(parts) == 2 and (topic := queries.topic_with(parts[1])):
        return f"topic:{topic.pk}", topic.title
    if parts[0] == "author" and len(parts) == 2 and (author := queries.author_with(parts[1])):
        return f"author:{author.pk}", author.name
    return None


def _sitemap_index() -> Made:
    """One sitemap for the fronts, one for each month with stories, newest first."""
    paper = queries.paper()
    make = ElementMaker(namespace=_SITEMAP, nsmap={None: _SITEMAP})
    root = make.sitemapindex()
    names = ["/sitemap-fronts.xml"]
    if span := queries.span():
        first, last = (moment.astimezone(DHAKA) for moment in span)
        year, month = last.year, last.month
        while (year, month) >= (first.year, first.month):
            if _has_month(year, month):
                names.append(f"/sitemap-{year:04}-{month:02}.xml")
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    for name in names:
        root.append(make.sitemap(make.loc(absolute(paper, name))))
    return _xml(root)


def _has_month(year: int, month: int) -> bool:
    return not queries.is_alone(0, *queries.bounds_of_month(year, month))


def _sitemap_of_fronts() -> Made:
    """Home, desks, and the topics and authors that have stories."""
    paper = queries.paper()
    make = ElementMaker(namespace=_SITEMAP, nsmap={None: _SITEMAP})
    root = make.urlset(make.url(make.loc(absolute(paper, "/"))))
    for path in queries.fronts():
        root.append(make.url(make.loc(absolute(paper, path))))
    return _xml(root)


def _sitemap_of_month(year: int, month: int) -> Made | None:
    if not (1 <= month <= 12 and 1900 <= year < 9999):
        return None
    paper = queries.paper()
    make = ElementMaker(namespace=_SITEMAP, nsmap={None: _SITEMAP})
    root = make.urlset()
    for path, changed in queries.addresses_between(*queries.bounds_of_month(year, month)):
        root.append(make.url(make.loc(absolute(paper, path)), make.lastmod(iso(changed))))
    return _xml(root) if len(root) else None


def _news_sitemap() -> Made:
    paper = queries.paper()
    now = timezone.now()
    make = ElementMaker(namespace=_SITEMAP, nsmap={None: _SITEMAP, "news": _NEWS})
    news = ElementMaker(namespace=_NEWS)
    root = make.urlset()
    recent = now - dt.timedelta(days=NEWS_DAYS)
    for card in queries.published_between(recent, now + dt.timedelta(hours=1), NEWS_MOST):
        root.append(
            make.url(
                make.loc(absolute(paper, card.url)),
                news.news(
                    news.publication(news.name(paper.name), news.language(paper.language)),
                    news.publication_date(iso(card.published)),
                    news.title(card.headline),
                ),
            )
        )
    return _xml(root)


def _robots() -> Made:
    paper = queries.paper()
    lines = [
        "User-agent: *",
        "Disallow: /search",
        "Disallow: /beacon/",
        "Disallow: /parts/",
        "",
        f"Sitemap: {absolute(paper, '/sitemap.xml')}",
        f"Sitemap: {absolute(paper, '/news-sitemap.xml')}",
    ]
    return _text(lines)


def _ads() -> Made:
    written = Imprint.objects.values_list("ads_txt", flat=True).first() or ""
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    return _text(lines or ["# no advertising systems are authorised to sell for this paper"])


def _security() -> Made | None:
    """RFC 9116 asks for a contact; an imprint without an e-mail address gives the home page."""
    paper = queries.paper()
    # Printed anew each month at the latest, long before it expires.
    expires = timezone.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    contact = f"mailto:{paper.email}" if paper.email else absolute(paper, "/")
    return _text(
        [
            f"Contact: {contact}",
            f"Expires: {(expires + SECURITY_HOLDS).astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
            f"Preferred-Languages: {paper.language}, en",
            f"Canonical: {absolute(paper, '/.well-known/security.txt')}",
        ]
    )


def _manifest() -> Made:
    paper = queries.paper()
    own = [(paper.icon, "192x192"), (paper.logo, "512x512")]
    ours = [(asset(f"icons/icon-{size}.png"), f"{size}x{size}") for size in (192, 512)]
    icons = [
        {"src": address, "sizes": sizes, "type": "image/png", "purpose": "any"}
        for address, sizes in (own if paper.icon and paper.logo else ours)
    ]
    manifest = {
        "name": paper.name,
        "short_name": paper.name,
        "description": paper.tagline,
        "lang": paper.language,
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": icons,
    }
    body = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    return Made(body, "application/manifest+json")


def _xml(root: etree._Element) -> Made:
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return Made(body, "application/xml; charset=utf-8")


def _text(lines: list[str]) -> Made:
    return Made(("\n".join(lines) + "\n").encode(), "text/plain; charset=utf-8")
