"""The stories every peer is filled with: the demo paper's own, the measured one with its photograph."""

from __future__ import annotations

import dataclasses
import json
import os
from html import escape
from pathlib import Path
from typing import Any

from kagoj.demo import stories as demo

PICTURES = Path(demo.__file__).parent / "pictures"
MEASURED = 1  # the demo's number of the story that all systems show
FILLERS = int(os.environ.get("KAGOJ_FILLERS", "600"))


@dataclasses.dataclass(frozen=True)
class Article:
    """One story as plain HTML, for systems that know nothing of Kagoj's blocks."""

    slug: str
    headline: str
    deck: str
    desk: str
    byline: str
    html: str
    picture: str = ""  # a file; the measured story's only
    caption: str = ""


def articles(fillers: int = FILLERS) -> list[Article]:
    """The measured story first, then fillers: other stories' bodies under headlines no two alike."""
    found = demo.stories()
    measured = next(story for story in found if story.number == MEASURED)
    rest = [story for story in found if story.number != MEASURED]
    made = [_article(measured, "n0", measured.head["headline"], pictured=True)]
    for n in range(fillers):
        story, other = rest[n % len(rest)], rest[(n * 7 + n // len(rest)) % len(rest)]
        headline = " ".join(
            story.head["headline"].split()[:4] + other.head["headline"].split()[-3:]
        )
        made.append(_article(story, f"n{n + 1}", headline))
    return made


def write(file: Path, some: list[Article]) -> Path:
    """As a JSON list, for systems that are filled by a program of their own."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        json.dumps([dataclasses.asdict(one) for one in some], ensure_ascii=False), "utf-8"
    )
    return file


def _article(story: demo.DemoStory, slug: str, headline: str, *, pictured: bool = False) -> Article:
    head = story.head
    return Article(
        slug=slug,
        headline=headline,
        deck=head.get("deck", ""),
        desk=head["desk"],
        byline=", ".join(head.get("byline", [])),
        html="\n".join(filter(None, (_html(kind, value) for kind, value in story.body))),
        picture=str(PICTURES / f"{head['picture']}.jpg") if pictured else "",
        caption=head.get("caption", "") if pictured else "",
    )


def _html(kind: str, value: Any) -> str:
    match kind:
        case "paragraph":
            return str(value)
        case "heading":
            return f"<h2>{escape(value['text'])}</h2>"
        case "quote":
            return f"<blockquote><p>{escape(value['text'])}</p></blockquote>"
        case "list":
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in value["items"]) + "</ul>"
    return ""  # pictures, tables and links to other stories of the demo
