"""Making the demo paper: দৈনিক নদীপার, of the invented town সোনাদিঘি."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from kagoj.audience.adding import Sums, add
from kagoj.audience.referrers import Kind
from kagoj.news.models import (
    ArticleByline,
    ArticlePage,
    Author,
    Breaking,
    DeskPage,
    HomePage,
    Imprint,
    Picture,
    RundownItem,
    Topic,
    Weather,
)
from kagoj.news.whereabouts import desks_of
from kagoj.newsroom import paper

from .stories import FOLDER, DemoStory, credit, entries, stories, table

# Desks whose stories other papers file under another name.
ALSO_CALLED = {
    "bangladesh": "জাতীয়, দেশ, রাজনীতি",
    "sonadighi": "সারাদেশ, জেলা, সারা দেশ",
    "orthoniti": "বাণিজ্য, অর্থ-বাণিজ্য",
    "khela": "খেলাধুলা, ক্রীড়া",
    "bishwo": "বিশ্ব, বিদেশ",
    "biggan": "বিজ্ঞান, প্রযুক্তি, তথ্যপ্রযুক্তি",
    "songskriti": "বিনোদন, সাহিত্য, শিল্প-সাহিত্য",
    "jibonjapon": "লাইফস্টাইল, স্বাস্থ্য",
    "motamot": "সম্পাদকীয়, উপসম্পাদকীয়",
    "shikkha": "শিক্ষাঙ্গন, ক্যাম্পাস",
}
# What the editor of the demo placed on its home page, lead first.
RUNDOWN = (1, 14, 35, 21)


@transaction.atomic
def build_demo(name: str = "") -> HomePage:
    """Fill a new paper with the demo's desks, people, pictures and stories."""
    written = table("paper.toml")
    home = paper.make_paper(name or written["paper"]["name"])
    _imprint(home, written["paper"])
    Weather.objects.create(site=Site.objects.get(is_default_site=True), typed="২৭")
    desks = {
        desk["slug"]: paper.open_desk(
            home,
            desk["title"],
            desk["slug"],
            ALSO_CALLED.get(desk["slug"], ""),
            desk["about"],
        )
        for desk in written["desk"]
    }
    authors = {entry["name"]: _author(entry) for entry in entries("authors*.toml", "author")}
    topics = {entry["title"]: _topic(entry, "topic") for entry in entries("topics*.toml", "topic")}
    for entry in entries("topics*.toml", "place"):
        topics.setdefault(entry["title"], _topic(entry, "place"))
    pictures = _Pictures()
    now = timezone.now()
    pages: dict[int, ArticlePage] = {}
    # Oldest first, as a paper is made: numbers, folios and related stories fall into place.
    todo = sorted(stories(), key=lambda story: -story.head["hours_ago"])
    for story in todo:
        pages[story.number] = _write(story, desks, authors, topics, pictures, now)
    for story in todo:
        _fill(story, pages, pictures)
    _arrange(home, pages, now)
    _count_reads(todo, pages, now)
    return home


def _write(
    story: DemoStory,
    desks: dict[str, DeskPage],
    authors: dict[str, Author],
    topics: dict[str, Topic],
    pictures: _Pictures,
    now: dt.datetime,
) -> ArticlePage:
    """The story as a draft, without its body: other stories may lead to it."""
    head = story.head
    page = ArticlePage(
        title=head["headline"],
        kicker=head.get("kicker", ""),
        deck=head.get("deck", ""),
        signoff=head.get("signoff", ""),
        source=head.get("source", ""),
        lead_picture=pictures.get(head.get("picture", "")),
        lead_caption=head.get("caption", ""),
        first_published_at=now - dt.timedelta(hours=float(head["hours_ago"])),
        live=False,
    )
    page.bylines = [
        ArticleByline(author=authors[who], sort_order=place)
        for place, who in enumerate(head.get("byline", []))
    ]
    desk = desks[head["desk"]]
    desk.refresh_from_db(fields=["numchild", "path", "depth"])
    desk.add_child(instance=page)
    page.topics = [topics[title] for title in [*head.get("topics", []), *head.get("places", [])]]
    return page


def _fill(story: DemoStory, pages: dict[int, ArticlePage], pictures: _Pictures) -> None:
    """The story's body, and its publication."""
    page = pages[story.number]
    page.body = [
        (kind, _value(kind, value, pages, pictures))
        for kind, value in story.body
        if kind != "related" or value in pages
    ]
    page.save_revision().publish()


def _value(kind: str, value: Any, pages: dict[int, ArticlePage], pictures: _Pictures) -> Any:
    if kind == "related":
        return {"article": pages[value], "text": "", "url": ""}
    if kind == "picture":
        return _picture_value(value, pictures)
    if kind == "gallery":
        return [_picture_value(one, pictures) for one in value]
    if kind == "paragraph":
        from wagtail.rich_text import RichText

        return RichText(value)
    return value


def _picture_value(value: dict[str, Any], pictures: _Pictures) -> dict[str, Any]:
    return {
        "picture": pictures.get(value["key"]),
        "alt": "",
        "caption": value["caption"],
        "credit": credit(value["credit"] or ""),
    }


class _Pictures:
    """The demo's pictures, each put into the archive when it is first used."""

    def __init__(self) -> None:
        self.words = {entry["key"]: entry for entry in entries("pictures*.toml", "picture")}
        self.made: dict[str, Picture] = {}

    def get(self, key: str) -> Picture | None:
        file = FOLDER / "pictures" / f"{key}.jpg"
        if key not in self.made and key in self.words and file.is_file():
            self.made[key] = self._make(file, self.words[key])
        return self.made.get(key)

    def _make(self, file: Path, words: dict[str, str]) -> Picture:
        with file.open("rb") as opened:
            return Picture.objects.create(
                title=words["alt"][:250],
                description=words["alt"][:250],
                credit=credit(words["credit"]),
                file=ImageFile(opened, name=file.name),
            )


def _imprint(home: HomePage, words: dict[str, Any]) -> None:
    imprint = Imprint.objects.get()
    imprint.tagline = words["tagline"]
    imprint.editor = words["editor"]
    imprint.publisher = words["publisher"]
    imprint.registration = words["registration"]
    imprint.office = words["address"]
    imprint.telephones = "\n".join(words["telephones"])
    imprint.email = words["email"]
    imprint.rights = words["rights"]
    logo = FOLDER / "logo.png"
    if logo.is_file():
        with logo.open("rb") as opened:
            imprint.logo = Picture.objects.create(
                title=f"{home.title}: লোগো", file=ImageFile(opened, name=logo.name)
            )
    imprint.save()


def _author(entry: dict[str, str]) -> Author:
    return Author.objects.create(
        **{key: entry.get(key, "") for key in ("name", "slug", "kind", "role", "initials", "about")}
    )


def _topic(entry: dict[str, str], kind: str) -> Topic:
    return Topic.objects.get_or_create(
        title=entry["title"],
        defaults={"kind": kind, "slug": entry.get("slug", ""), "about": entry.get("about", "")},
    )[0]


def _arrange(home: HomePage, pages: dict[int, ArticlePage], now: dt.datetime) -> None:
    home.refresh_from_db()
    chosen = [pages[number] for number in RUNDOWN if number in pages]
    home.rundown = [RundownItem(article=page, sort_order=i) for i, page in enumerate(chosen)]
    home.save_revision().publish()
    if chosen:
        Breaking.objects.create(
            text=chosen[0].title, article=chosen[0], until=now + dt.timedelta(hours=12)
        )


# Where the demo's readers came from, each with those before it as a share of all.
CAME = {
    Kind.SOCIAL: 0.38,
    Kind.OWN: 0.6,
    Kind.SEARCH: 0.78,
    Kind.DIRECT: 0.9,
    Kind.CHAT: 0.97,
    Kind.OTHER: 1.0,
}
A_DAY = 24  # hours in which a story of the demo is read


def _count_reads(todo: list[DemoStory], pages: dict[int, ArticlePage], now: dt.datetime) -> None:
    """Reads as readers would have left them: many in a story's first hours, then fewer; some stories
    more than others, so that the most-read list is not the latest list."""
    sums, latest = Sums(), int((now - dt.timedelta(minutes=15)).timestamp())
    for story in todo:
        number = pages[story.number].number
        liked = 100 * abs(math.sin(story.number * 1.7)) + 5
        begun = int((now - dt.timedelta(hours=story.head["hours_ago"])).timestamp())
        for turn in range(5 * A_DAY):
            at = (
                begun + turn * 720 + 60 * (number * 7 % 12)
            )  # every twelve minutes, of five an hour
            reads = round(liked / 5 * 0.8 ** (turn / 5) + 0.4 * abs(math.sin(number + turn)))
            if reads and begun < at <= latest:
                _read(sums, at, number, reads)
    add(sums, desks_of)


def _read(sums: Sums, at: int, number: int, reads: int) -> None:
    told = 0
    for place, (kind, share) in enumerate(CAME.items(), 1):
        so_far = reads if place == len(CAME) else round(reads * share)
        if so_far > told:
            sums.read(at, number, kind, so_far - told)
        told = so_far
    for quarter, share in enumerate((0.85, 0.6, 0.4, 0.25)):
        sums.reached(at, number, quarter, quarter + 1, round(reads * share))
