"""The contexts of the pages: what each kind of page asks of news, and which template shows it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone

from kagoj.audience.ranking import WINDOWS
from kagoj.audience.ranking import most_read as most_read_numbers
from kagoj.bangla.dates import DHAKA, date_in_words
from kagoj.bangla.digits import to_bangla
from kagoj.news import advertising, queries, weather
from kagoj.news.cards import Card, Folio, Link, Paper, Story
from kagoj.news.models import Author, DeskPage, Topic

from . import structured
from .render import render

LISTED = 10  # stories in the latest and most-read lists
DAYS_LISTED = 14


def home(placed: list[Card] | None = None) -> bytes:
    """The front page: the rundown placed by hand, filled up with the newest.

    `placed` is a rundown nobody has published yet, for its preview.
    """
    paper = queries.paper()
    placed = queries.rundown() if placed is None else placed
    newest = queries.latest(40)
    seen = {card.number for card in placed}
    rest = [card for card in newest if card.number not in seen]
    if not placed and rest:
        # With nobody at the desk the newest story with a picture leads.
        lead = next((card for card in rest[:8] if has_picture(card)), rest[0])
        rest.remove(lead)
        placed = [lead]
    leads = (placed[1:] + rest)[:8]
    shown = {card.number for card in [*placed[:1], *leads]}
    bands = []
    for desk in queries.desks():
        cards = [c for c in queries.latest(14, desk.list) if c.number not in shown][:6]
        if cards:
            bands.append((Link(desk.title, desk.path_of_reader), cards))
    return _page(
        "home",
        paper,
        path="/",
        title=f"{paper.name} | {paper.tagline}" if paper.tagline else paper.name,
        description=paper.tagline or paper.name,
        structured=structured.for_home(paper),
        share=placed[0].picture if placed else None,
        feed=Link(paper.name, "/feed.xml"),
        lead=placed[0] if placed else None,
        leads=leads,
        bands=bands,
    )


def desk(page: DeskPage, number: int | None = None) -> bytes | None:
    """A desk's front, or page `number` of its archive; None when there is no such page."""
    if number is None:
        cards, folio = queries.front(page.list)
    elif found := queries.folio(page.list, number):
        cards, folio = found
    else:
        return None
    link = Link(page.title, page.path_of_reader)
    lead = None
    if number is None and cards:
        lead = next((card for card in cards[:4] if has_picture(card)), cards[0])
        cards = [card for card in cards if card is not lead]
    return _list_page(
        "desk", link, cards, folio, lead=lead, desk=link, about=page.about, number=number
    )


def topic(subject: Topic, number: int | None = None) -> bytes | None:
    name = f"topic:{subject.pk}"
    found = queries.front(name) if number is None else queries.folio(name, number)
    if found is None:
        return None
    link = Link(subject.title, subject.path)
    return _list_page("topic", link, *found, topic=link, about=subject.about, number=number)


def author(who: Author, number: int | None = None) -> bytes | None:
    name = f"author:{who.pk}"
    found = queries.front(name) if number is None else queries.folio(name, number)
    if found is None:
        return None
    link = Link(who.name, who.path)
    card = queries.author_card(who)
    return _list_page("author", link, *found, author=card, about=who.about, number=number)


def archive_day(day: dt.date) -> bytes | None:
    """Everything published on a day; None when nothing was."""
    cards = queries.on_day(day)
    if not cards:
        return None
    paper = queries.paper()
    previous, following = queries.days_around(day)
    title = f"{date_in_words(day)} তারিখের সংবাদ"
    path = day.strftime("/archive/%Y/%m/%d/")
    return _page(
        "archive_day",
        paper,
        kind="archive",
        path=path,
        title=title,
        description=f"{date_in_words(day)}: {paper.name}-এর {to_bangla(len(cards))}টি সংবাদ",
        structured=structured.for_list(paper, title, path, cards),
        day=day,
        cards=cards,
        previous=_day_link(previous),
        next=_day_link(following),
    )


def archive() -> bytes:
    """The way to any day; delivery fills in what a reader asked for."""
    paper = queries.paper()
    return _page(
        "archive",
        paper,
        path="/archive/",
        title="পুরোনো কাগজ",
        description=f"{paper.name}-এর যেকোনো দিনের সংবাদ, বাংলা বা ইংরেজি তারিখ ধরে",
        form_value="<!--#kagoj asked -->",
        days=queries.newest_days(DAYS_LISTED),
    )


def story(found: Story) -> bytes:
    """A story's own page."""
    paper = queries.paper()
    card = found.card
    return _page(
        "story",
        paper,
        path=card.url,
        canonical=found.source_url,
        title=card.headline,
        description=card.deck or _first_words(found),
        structured=structured.for_story(paper, found),
        share=card.picture if has_picture(card) else None,
        feed=Link(card.desk.title, f"{card.desk.url}feed.xml"),
        story=found,
    )


def search() -> bytes:
    """The frame that delivery fills with results."""
    paper = queries.paper()
    return _page(
        "search",
        paper,
        path="/search",
        title="খুঁজুন",
        description=f"{paper.name}-এর সংবাদ খুঁজুন",
        noindex=True,
    )


def error(template: str, title: str) -> bytes:
    """A page for what is not there: 'not_found', 'gone', 'failure'."""
    paper = queries.paper()
    return _page(
        template,
        paper,
        kind="error",
        path="",
        title=title,
        description=title,
        noindex=True,
    )


def masthead() -> bytes:
    now = timezone.now()
    degrees = weather.temperature(now)
    return _part(
        "masthead",
        today=now.astimezone(DHAKA).date(),
        temperature=f"{degrees} °সে" if degrees else "",
    )


def navigation() -> bytes:
    return _part("navigation")


def ticker() -> bytes:
    return _part("ticker", items=queries.breaking())


def latest() -> bytes:
    return _part("latest", cards=queries.latest(LISTED))


def most_read() -> bytes:
    """The most read of the hour, the day or the week, as the paper has chosen; filled up with the
    newest while reads are few."""
    window = WINDOWS[settings.PAPER.most_read]
    cards = queries.cards(most_read_numbers(window, limit=LISTED * 2))[:LISTED]
    if len(cards) < LISTED:
        seen = {card.number for card in cards}
        newest = (card for card in queries.latest(LISTED * 2) if card.number not in seen)
        cards += [card for card, _ in zip(newest, range(LISTED - len(cards)), strict=False)]
    return _part("most-read", cards=cards, window=window.name)


def footer() -> bytes:
    return _part("footer")


def advertisement(place: str) -> bytes:
    return _part("advertisement", ad=advertising.running(place), place=place)


def has_picture(card: Card) -> bool:
    """Whether there is a file to show, not only a picture's words."""
    return bool(card.picture and card.picture.src)


def _list_page(
    template: str,
    link: Link,
    cards: list[Card],
    folio: Folio,
    number: int | None,
    about: str = "",
    **context: Any,
) -> bytes:
    paper = queries.paper()
    every = [lead, *cards] if (lead := context.get("lead")) else cards
    path = f"{link.url}page/{number}/" if number else link.url
    folio = Folio(
        folio.number,
        older=folio.older and link.url + folio.older,
        newer=(folio.newer and link.url + folio.newer) or (link.url if number else ""),
    )
    title = f"{link.title}: পাতা {to_bangla(number)}" if number else link.title
    return _page(
        template,
        paper,
        path=path,
        title=title,
        description=about or f"{link.title}: {paper.name}-এর সব সংবাদ",
        structured=structured.for_list(paper, link.title, path, every),
        share=next((card.picture for card in every if has_picture(card)), None),
        feed=Link(link.title, f"{link.url}feed.xml"),
        cards=cards,
        folio=folio,
        about=about,
        **context,
    )


def _page(
    template: str, paper: Paper, *, path: str, kind: str = "", canonical: str = "", **context: Any
) -> bytes:
    defaults = {"structured": "", "share": None, "feed": None, "noindex": False}
    return render(
        f"pages/{template}.html",
        {
            **defaults,
            **context,
            "paper": paper,
            "kind": kind or template,
            "path": path,
            "canonical": canonical or structured.absolute(paper, path),
        },
    )


def _part(template: str, **context: Any) -> bytes:
    return render(f"parts/{template}.html", {"paper": queries.paper(), **context})


def _first_words(found: Story) -> str:
    from kagoj.bangla.words import cut

    return cut(next((b.text for b in found.body if b.type == "paragraph"), ""), letters=110)


def _day_link(day: dt.date | None) -> Link | None:
    return Link(date_in_words(day), day.strftime("/archive/%Y/%m/%d/")) if day else None
