"""What an HTML page says of itself for machines: JSON-LD, OpenGraph, microdata, meta tags."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from kagoj.intake.bylines import byline_likeness, names_in
from kagoj.intake.captions import read_caption
from kagoj.intake.clues import Clues, web_address
from kagoj.intake.datelines import Moment, parse_machine_time
from kagoj.intake.found import FoundPicture
from kagoj.intake.lines import clean
from kagoj.intake.wording import fold, folded, pattern

LONGEST_SCRIPT = 2_000_000
MOST_NODES = 2000  # of one JSON-LD script
STORIES = frozenset({"newsarticle", "article", "reportagenewsarticle", "blogposting", "opinionnewsarticle", "analysisnewsarticle", "reviewnewsarticle", "report", "liveblogposting", "socialmediaposting"})  # fmt: skip
LISTS = frozenset({"collectionpage", "itemlist", "searchresultspage", "profilepage"})
TITLE_MARK = pattern(r"\s+[|»«:–—-]+\s+|\s*[|»«]\s*")
NOBODY = folded(
    "admin", "administrator", "editor", "webmaster", "অ্যাডমিন", "এডমিন", "desk", "newsdesk"
)
# The picture a site shows for pages without one.
DEFAULT_IMAGE = pattern(r"logo|default|placeholder|fallback|no-?image|og-image|share-image")


def read_marks(page: HtmlElement, url: str = "") -> Clues:
    """The page's own marks as clues; `url` is the address the record was fetched from."""
    clues = Clues(url=web_address(url), url_sure=0.9 if web_address(url) else 0.0)
    _read_json(page, clues)
    _read_meta(page, clues)
    _read_title(page, clues)
    return clues


def _read_json(page: HtmlElement, clues: Clues) -> None:
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip()
        if not text or len(text) > LONGEST_SCRIPT:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = list(_nodes(data))
        for node in nodes:
            if _types(node) & STORIES:
                _read_story_node(node, clues)
                break
        for node in nodes:
            kinds = _types(node)
            if not clues.kind and kinds & LISTS:
                clues.kind = "list"
            if "breadcrumblist" in kinds and not clues.desk:
                clues.desk = _crumb(node)
            if kinds & {"newsmediaorganization", "organization", "website"} and not clues.paper:
                clues.paper = _string(node.get("name"))


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON-LD script, outermost first, to a bound."""
    waiting, seen = [data], 0
    while waiting and seen < MOST_NODES:
        item = waiting.pop(0)
        seen += 1
        if isinstance(item, list):
            waiting.extend(item[:200])
        elif isinstance(item, dict):
            yield item
            waiting.extend(value for value in item.values() if isinstance(value, list | dict))


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rsplit("/", 1)[-1].casefold() for kind in kinds if isinstance(kind, str)}


def _read_story_node(node: dict[str, Any], clues: Clues) -> None:
    clues.kind = "article"
    clues.headline = _string(node.get("headline")) or _string(node.get("name"))
    clues.headline_from = "JSON-LD" if clues.headline else ""
    clues.deck = _string(node.get("alternativeHeadline"))
    sections = node.get("articleSection")
    sections = sections if isinstance(sections, list) else [sections]
    clues.desk = next((text for text in map(_string, sections) if text), "")
    clues.byline = _people(node.get("author")) or _people(node.get("creator"))
    clues.published = _moment(node.get("datePublished"), "published") or _moment(
        node.get("dateCreated"), "published"
    )
    clues.updated = _moment(node.get("dateModified"), "updated")
    clues.article_body = node["articleBody"] if isinstance(node.get("articleBody"), str) else ""
    publisher = node.get("publisher")
    clues.paper = _string(publisher.get("name")) if isinstance(publisher, dict) else ""
    clues.pictures = [picture for picture in map(_picture, _listed(node.get("image"))) if picture][
        :1
    ]
    words = node.get("keywords")
    parts = words if isinstance(words, list) else str(words or "").split(",")
    clues.topics = [text for text in (_string(part) for part in parts) if text][:20]
    address = node.get("mainEntityOfPage")
    address = address.get("@id") if isinstance(address, dict) else address
    for candidate in (address, node.get("url")):
        if isinstance(candidate, str) and web_address(candidate) and not clues.url:
            clues.url, clues.url_sure = web_address(candidate), 0.85


def _crumb(node: dict[str, Any]) -> str:
    """The trail's second step: the desk."""
    names = []
    for item in _listed(node.get("itemListElement")):
        if isinstance(item, dict):
            inner = item.get("item")
            names.append(
                _string(item.get("name"))
                or (_string(inner.get("name")) if isinstance(inner, dict) else "")
            )
    return names[1] if len(names) > 2 else ""


def _picture(image: Any) -> FoundPicture | None:
    if isinstance(image, str):
        return FoundPicture(src=web_address(image)) if web_address(image) else None
    if not isinstance(image, dict):
        return None
    src = next(
        (
            web_address(str(image[key]))
            for key in ("url", "contentUrl")
            if isinstance(image.get(key), str)
        ),
        "",
    )
    said = read_caption(_string(image.get("caption")))
    caption = said.caption if said else _string(image.get("caption"))
    credit = _string(image.get("creditText")) or (said.credit if said else "")
    return FoundPicture("", caption, credit, src) if src or caption else None


def _people(value: Any) -> list[str]:
    names: list[str] = []
    for person in _listed(value):
        name = _string(person.get("name")) if isinstance(person, dict) else _string(person)
        if name and fold(name) not in NOBODY and "http" not in name:
            names.extend(part for part in names_in(name) if part not in names)
    return names[:10]


def _read_meta(page: HtmlElement, clues: Clues) -> None:
    meta: dict[str, list[str]] = {}
    for tag in page.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        content = clean((tag.get("content") or "")[:4000])
        if name and content:
            meta.setdefault(name, []).append(content)

    def first(*names: str) -> str:
        return next((meta[name][0] for name in names if name in meta), "")

    if not clues.headline:
        clues.headline = first("og:title", "twitter:title")
        clues.headline_from = "og:title" if clues.headline else ""
        clues.headline = _without_paper(clues.headline, first("og:site_name"))
    clues.kind = clues.kind or first("og:type").casefold()
    clues.deck = "" if fold(clues.deck) == fold(clues.headline) else clues.deck
    clues.desk = clues.desk or first("article:section", "section", "news_section")
    clues.paper = first("og:site_name") or clues.paper or first("application-name", "publisher")
    clues.published = clues.published or _moment(
        first(
            "article:published_time",
            "datepublished",
            "published_time",
            "publish-date",
            "pubdate",
            "date",
            "dc.date.issued",
        ),
        "published",
    )
    clues.updated = clues.updated or _moment(
        first("article:modified_time", "datemodified", "og:updated_time", "last-modified"),
        "updated",
    )
    if not clues.byline:
        author = first("article:author", "author", "dc.creator", "byl")
        if (
            author
            and "http" not in author
            and fold(author) not in NOBODY | {fold(clues.paper)}
            and byline_likeness(author)[0] >= 0.6
        ):
            clues.byline = names_in(author)
    if (
        not clues.pictures
        and (src := web_address(first("og:image", "og:image:url", "twitter:image")))
        and not DEFAULT_IMAGE.search(src)
    ):
        clues.pictures = [FoundPicture(alt=first("og:image:alt", "twitter:image:alt"), src=src)]
    if not clues.topics:
        clues.topics = meta.get("article:tag", [])[:20]
    for link in page.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (href := link.get("href")):
            _set_address(clues, _joined(clues.url, href), 0.95)
    if clues.url_sure < 0.95:
        _set_address(clues, _joined(clues.url, first("og:url")), 0.9)


def _read_title(page: HtmlElement, clues: Clues) -> None:
    title = next((clean(tag.text_content()[:1000]) for tag in page.iter("title")), "")
    if not title:
        return
    parts = [part.strip() for part in TITLE_MARK.split(title) if part.strip()]
    if not clues.headline:
        clues.headline = (
            _without_paper(title, clues.paper) if clues.paper else (parts[0] if parts else title)
        )
        clues.headline_from = "title"
    if not clues.paper and len(parts) > 1 and len(parts[-1].split()) <= 5:
        clues.paper = parts[-1]


def _without_paper(title: str, paper: str) -> str:
    """The title without the paper's name behind (or before) it."""
    parts = [part.strip() for part in TITLE_MARK.split(title) if part.strip()]
    if len(parts) > 1 and paper:
        plain = fold(paper)
        if fold(parts[-1]) == plain or plain in fold(parts[-1]):
            return title[: title.rfind(parts[-1])].rstrip(" |»«:–—-")
        if fold(parts[0]) == plain:
            return title[title.find(parts[0]) + len(parts[0]) :].lstrip(" |»«:–—-")
    return title


def _set_address(clues: Clues, address: str, sure: float) -> None:
    """A page may not claim to be another site's: that would make it that site's story."""
    if not address or urlsplit(address).path in ("", "/"):
        return
    here, there = clues.host, (urlsplit(address).hostname or "").removeprefix("www.")
    if here and not (here == there or here.endswith(f".{there}") or there.endswith(f".{here}")):
        return
    clues.url, clues.url_sure = address, sure


def _joined(base: str, href: str) -> str:
    try:
        return web_address(urljoin(base, href.strip()))
    except ValueError:
        return ""


def _moment(value: Any, label: str) -> Moment | None:
    found = parse_machine_time(value[:80]) if isinstance(value, str) else None
    if found is None or found.value is None:
        return None
    return Moment(label, found.value, found.confidence, found.why, found.timed)


def _listed(value: Any) -> list[Any]:
    return value[:50] if isinstance(value, list) else [] if value is None else [value]


def _string(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    if not isinstance(value, str):
        return ""
    return clean(unescape(value[:2000]))
