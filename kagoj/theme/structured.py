"""What pages tell machines: schema.org JSON-LD (NewsArticle, BreadcrumbList, NewsMediaOrganization).

Field lists after Google's documentation of article structured data and schema.org.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from kagoj.bangla.dates import DHAKA
from kagoj.bangla.digits import to_latin
from kagoj.bangla.words import cut
from kagoj.news.cards import Card, Link, Paper, PictureCard, Story

LISTED = 20  # stories named in a list's data
LONGEST_HEADLINE = 110  # what Google shows of one


def absolute(paper: Paper, path: str) -> str:
    """An address as machines want it: whole and percent-encoded."""
    if path.startswith(("http://", "https://")):
        return path
    return paper.address + quote(path, safe="/:?=&%#~")


def iso(moment: dt.datetime) -> str:
    """ISO 8601 in Dhaka's time, to the second."""
    return moment.astimezone(DHAKA).isoformat(timespec="seconds")


def for_home(paper: Paper) -> str:
    return _graph(
        {
            "@type": "WebSite",
            "name": paper.name,
            "url": absolute(paper, "/"),
            "inLanguage": paper.language,
            "publisher": organisation(paper),
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{paper.address}/search?q={{search_term_string}}",
                "query-input": "required name=search_term_string",
            },
        }
    )


def for_story(paper: Paper, story: Story) -> str:
    card = story.card
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": absolute(paper, f"/n/{card.number}"),
        "mainEntityOfPage": absolute(paper, card.url),
        "url": absolute(paper, card.url),
        "headline": cut(card.headline, letters=LONGEST_HEADLINE),
        "datePublished": iso(card.published),
        "dateModified": iso(card.updated or card.published),
        "inLanguage": paper.language,
        "isAccessibleForFree": True,
        "articleSection": card.desk.title,
        "wordCount": story.words,
        "author": [_author(paper, line) for line in card.byline] or [_publisher_ref(paper)],
        "publisher": organisation(paper),
    }
    if card.deck:
        data["description"] = card.deck
    if card.kicker:
        data["alternativeHeadline"] = card.kicker
    if images := list(_images(paper, story)):
        data["image"] = images
    if keywords := [link.title for link in (*story.topics, *story.places)]:
        data["keywords"] = keywords
    if story.places:
        data["contentLocation"] = [
            {"@type": "Place", "name": place.title} for place in story.places
        ]
    if story.source_url:
        data["isBasedOn"] = story.source_url
    if story.source:
        data["creditText"] = story.source
    return _graph(data, _breadcrumb(paper, [card.desk, Link(card.headline, card.url)]))


def for_list(paper: Paper, title: str, path: str, cards: Iterable[Card]) -> str:
    """A desk's front, a topic, an author, a day."""
    data = {
        "@type": "CollectionPage",
        "name": title,
        "url": absolute(paper, path),
        "inLanguage": paper.language,
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "url": absolute(paper, card.url)}
                for place, card in enumerate(list(cards)[:LISTED], 1)
            ],
        },
    }
    return _graph(data, _breadcrumb(paper, [Link(title, path)]))


def organisation(paper: Paper) -> dict[str, Any]:
    """The paper as a NewsMediaOrganization, from its imprint."""
    data: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "@id": absolute(paper, "/#paper"),
        "name": paper.name,
        "url": absolute(paper, "/"),
    }
    if paper.logo:
        data["logo"] = {
            "@type": "ImageObject",
            "url": absolute(paper, paper.logo),
            "width": 512,
            "height": 512,
        }
    if paper.tagline:
        data["slogan"] = paper.tagline
    if paper.office:
        data["address"] = {
            "@type": "PostalAddress",
            "streetAddress": " ".join(paper.office.split()),
            "addressCountry": paper.country,
        }
    if paper.telephones:
        data["contactPoint"] = {
            "@type": "ContactPoint",
            "contactType": "newsroom",
            "telephone": to_latin(paper.telephones[0]),
        }
    if paper.editor:
        # schema.org has no property for an editor-in-chief of an organisation; employee is nearest.
        data["employee"] = {
            "@type": "Person",
            "name": paper.editor,
            "jobTitle": paper.editor_title,
        }
    if paper.publisher:
        data["legalName"] = paper.publisher
    if paper.registration:
        data["identifier"] = paper.registration
    if paper.social:
        data["sameAs"] = [link.url for link in paper.social]
    return data


def _author(paper: Paper, line: Any) -> dict[str, str]:
    kind = "Person" if line.kind == "person" else "Organization"
    return {"@type": kind, "name": line.name, "url": absolute(paper, line.url)}


def _publisher_ref(paper: Paper) -> dict[str, str]:
    return {"@type": "Organization", "name": paper.name, "url": absolute(paper, "/")}


def _images(paper: Paper, story: Story) -> Iterator[dict[str, Any]]:
    """The story's picture in each shape, then those in its body."""
    lead = story.card.picture
    if lead and story.crops:
        for crop in story.crops:
            yield _image(paper, crop.src, crop.width, crop.height, lead)
    elif lead and lead.share:
        yield _image(paper, lead.share, lead.share_width, lead.share_height, lead)
    for picture in (picture for block in story.body for picture in block.pictures):
        if picture.share:
            yield _image(paper, picture.share, picture.share_width, picture.share_height, picture)


def _image(paper: Paper, src: str, width: int, height: int, picture: PictureCard) -> dict[str, Any]:
    data = {
        "@type": "ImageObject",
        "url": absolute(paper, src),
        "width": width,
        "height": height,
    }
    if picture.caption:
        data["caption"] = picture.caption
    if picture.credit:
        data["creditText"] = picture.credit
    return data


def _breadcrumb(paper: Paper, links: Sequence[Link]) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": link.title,
                "item": absolute(paper, link.url),
            }
            for place, link in enumerate([Link(paper.name, "/"), *links], 1)
        ],
    }


def _graph(*things: dict[str, Any]) -> str:
    """JSON-LD text; the template puts it into its script element, escaped."""
    return json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False)
