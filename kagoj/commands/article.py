"""`kagoj article NUMBER`: one article's data as stored."""

from __future__ import annotations

import argparse
import datetime as dt
import html
import json
from typing import Any

from .refused import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="NUMBER", help="the story's number, in either digits")
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")


def run(options: argparse.Namespace) -> None:
    import django

    django.setup()
    from kagoj.bangla.digits import to_latin

    written = to_latin(options.number).strip()
    if not (written.isascii() and written.isdecimal() and len(written) <= 18):
        raise Refused(f"{options.number!r} is not a story's number.")
    number = int(written)
    found = data_of(number)
    if found is None:
        raise Refused(f"there is no story {number}.")
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(found)))


def data_of(number: int) -> dict[str, Any] | None:
    """A story's data under the names that programs rely on; None when there is no such story."""
    from kagoj.news import queries

    page = queries.article(number, live=False)
    if page is None:
        return None
    story = queries.draft(page)
    card = story.card
    pictures = [card.picture] if card.picture else []
    pictures += [picture for block in story.body for picture in block.pictures]
    return {
        "number": number,
        "status": _status(page),
        "url": page.full_url,
        "kicker": card.kicker,
        "headline": card.headline,
        "deck": card.deck,
        "desk": card.desk.title,
        "desk_slug": card.desk.url.strip("/"),
        "byline": [line.name for line in card.byline],
        "signoff": story.signoff,
        "source": story.source,
        "source_url": story.source_url,
        "published": _iso(page.first_published_at),
        "updated": _iso(page.updated),
        "topics": [link.title for link in story.topics],
        "places": [link.title for link in story.places],
        "pictures": [
            {"alt": picture.alt, "caption": picture.caption, "credit": picture.credit}
            for picture in pictures
        ],
        "body": [_block(block) for block in story.body],
    }


def _status(page: Any) -> str:
    if page.live:
        return "published"
    # The time of first publication says nothing: an imported draft brings it from elsewhere.
    return "withdrawn" if page.last_published_at else "draft"


def _block(block: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"type": block.type, "text": block.text}
    for name in ("attribution", "url", "caption"):
        if value := getattr(block, name):
            found[name] = value
    if block.type == "heading":
        found["level"] = block.level
    if block.rows:
        found["rows"] = [list(row) for row in block.rows]
        found["head"] = block.head
    if block.items:
        found["ordered"] = block.ordered
        found["items"] = [html.unescape(item) for item in block.items]
    if block.pictures:
        found["pictures"] = [
            {"alt": picture.alt, "caption": picture.caption, "credit": picture.credit}
            for picture in block.pictures
        ]
    return found


def _iso(moment: dt.datetime | None) -> str | None:
    from kagoj.bangla.dates import DHAKA

    return moment.astimezone(DHAKA).isoformat(timespec="seconds") if moment else None


def _lines(found: dict[str, Any]) -> list[str]:
    lines = [
        f"{key}: {', '.join(value) if isinstance(value, list) else value}"
        for key, value in found.items()
        if key not in {"body", "pictures"} and value
    ]
    for picture in found["pictures"]:
        lines.append(f"picture: {picture['caption'] or picture['alt']} ({picture['credit']})")
    return [*lines, "", *(block["text"] for block in found["body"])]
