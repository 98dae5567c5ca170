"""A story's body as plain values, from the stream the editor wrote."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

import nh3
from django.utils.html import escape
from wagtail.rich_text import expand_db_html

from .blocks.embed import frame_of
from .blocks.table import rows_of
from .cards import Block, PictureCard
from .models import PublishedStory
from .pictures import PictureRef, picture_cards

# What a paragraph may hold when it reaches a reader, whatever was stored.
TAGS = {"p", "br", "b", "strong", "i", "em", "a", "sup", "sub"}
_MARKUP = re.compile(r"<[^>]+>")
_PARAGRAPH_END = re.compile(r"</p>|<br\s*/?>")


def words_of(rich: str) -> str:
    """The plain words of rich text, paragraphs on lines of their own."""
    text = html.unescape(_MARKUP.sub("", _PARAGRAPH_END.sub("\n", rich)))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def web_address(text: str | None) -> str:
    """The address when a link may lead there; '' for anything else, whoever stored it."""
    return text if text and text.startswith(("https://", "http://")) else ""


def blocks_of(stream: Iterable[Any]) -> tuple[Block, ...]:
    """The body's blocks in order, pictures and related stories looked up together."""
    stream = list(stream)
    pictures = picture_cards(_pictures_in(stream))
    related = _related_in(stream)
    blocks: list[Block] = []
    for child in stream:
        if child.block_type == "paragraph":
            blocks.extend(_paragraphs(child.value.source))
        elif (make := _MAKERS.get(child.block_type)) and (
            block := make(child.value, pictures, related)
        ):
            blocks.append(block)
    return tuple(blocks)


def picture_of(value: Any) -> PictureRef:
    """The picture of a picture block."""
    picture = value["picture"]
    return PictureRef(
        id=picture.pk if picture else None,
        alt=value["alt"],
        caption=value["caption"],
        credit=value["credit"],
    )


def _paragraphs(source: str) -> list[Block]:
    """One Block for each `<p>` of a rich text, cleaned."""
    clean = nh3.clean(
        expand_db_html(source), tags=TAGS, attributes={"a": {"href"}}, link_rel="noopener"
    )
    inner = [part for part in re.split(r"</?p>", clean) if words_of(part)]
    return [Block("paragraph", text=words_of(part), html=part.strip()) for part in inner]


def _heading(value: Any, pictures: Any, related: Any) -> Block:
    return Block("heading", text=value["text"], level=int(value["level"]))


def _quote(value: Any, pictures: Any, related: Any) -> Block:
    lines = [escape(line) for line in value["text"].splitlines() if line.strip()]
    return Block(
        "quote", text=value["text"], html="<br>".join(lines), attribution=value["attribution"]
    )


def _picture(value: Any, pictures: dict[PictureRef, PictureCard], related: Any) -> Block:
    card = pictures[picture_of(value)]
    return Block("picture", text=card.caption, pictures=(card,))


def _gallery(value: Any, pictures: dict[PictureRef, PictureCard], related: Any) -> Block:
    return Block("gallery", pictures=tuple(pictures[picture_of(one)] for one in value))


def _related(value: Any, pictures: Any, related: dict[int, tuple[str, str]]) -> Block | None:
    article = value["article"]
    if article and article.pk in related:
        path, headline = related[article.pk]
        return Block("related", text=value["text"] or headline, url=path)
    if value["text"]:
        return Block("related", text=value["text"], url=web_address(value["url"]))
    return None  # its story is not, or no longer, published


def _embed(value: Any, pictures: Any, related: Any) -> Block:
    provider, frame = frame_of(value["url"])
    return Block(
        "embed",
        text=value["caption"],
        url=web_address(value["url"]),
        provider=provider,
        frame=frame,
        caption=value["caption"],
    )


def _table(value: Any, pictures: Any, related: Any) -> Block:
    return Block(
        "table",
        text=value["rows"],
        caption=value["caption"],
        rows=tuple(tuple(row) for row in rows_of(value["rows"])),
        head=value["head"],
    )


def _list(value: Any, pictures: Any, related: Any) -> Block:
    items = [item for item in value["items"] if item.strip()]
    return Block(
        "list",
        text="\n".join(items),
        items=tuple(escape(item) for item in items),
        ordered=value["ordered"],
    )


_MAKERS: dict[str, Any] = {
    "heading": _heading,
    "quote": _quote,
    "picture": _picture,
    "gallery": _gallery,
    "related": _related,
    "embed": _embed,
    "table": _table,
    "list": _list,
}


def _pictures_in(stream: list[Any]) -> list[PictureRef]:
    found = []
    for child in stream:
        if child.block_type == "picture":
            found.append(picture_of(child.value))
        elif child.block_type == "gallery":
            found.extend(picture_of(one) for one in child.value)
    return found


def _related_in(stream: list[Any]) -> dict[int, tuple[str, str]]:
    """Address and headline of each related story that is published, by page id."""
    pages = [
        child.value["article"].pk
        for child in stream
        if child.block_type == "related" and child.value["article"]
    ]
    return {
        page: (path, card["headline"])
        for page, path, card in PublishedStory.objects.filter(page_id__in=pages).values_list(
            "page_id", "path", "card"
        )
    }
