"""Every reading question: what stands where, newest first. Answered from the flat tables."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Max, Min
from django.utils import timezone

from kagoj.bangla.dates import DHAKA
from kagoj.bangla.words import count_words, reading_minutes

from .alike import alike
from .body import blocks_of, web_address
from .cards import AuthorCard, Byline, Card, Link, Paper, PictureCard, Story
from .cards import Folio as FolioCard
from .filing import lead_picture
from .folios import entries_after, entries_before, entries_of, last_folio
from .models import (
    ArticlePage,
    Author,
    Breaking,
    DeskPage,
    Folio,
    HomePage,
    Imprint,
    ListEntry,
    PublishedStory,
    Topic,
)
from .once import once
from .pictures import PictureRef, crops_of, logo_address, picture_cards


def paper() -> Paper:
    """The paper itself: its name, navigation and imprint."""
    return once("paper", _paper)


def _paper() -> Paper:
    home = HomePage.objects.first()
    imprint = Imprint.objects.select_related("logo").first() or Imprint()
    edition = (
        Link(imprint.edition_title, imprint.edition_url)
        if imprint.edition_title and imprint.edition_url
        else None
    )
    return Paper(
        name=home.title if home else "কাগজ",
        address=settings.PAPER.address,
        tagline=imprint.tagline,
        editor=imprint.editor,
        editor_title=imprint.editor_title,
        publisher=imprint.publisher,
        registration=imprint.registration,
        office=imprint.office,
        telephones=imprint.telephone_list,
        email=imprint.email,
        rights=imprint.rights,
        notice=imprint.notice,
        edition=edition,
        logo=logo_address(imprint.logo, 512),
        icon=logo_address(imprint.logo, 192),
        small_icon=logo_address(imprint.logo, 48),
        desks=tuple(Link(desk.title, desk.path_of_reader) for desk in desks()),
        social=tuple(_social(imprint.social)),
        almanac=imprint.almanac,
    )


def desks() -> list[DeskPage]:
    """The desks of the navigation, in the order the paper gave them."""
    return [desk for desk in DeskPage.in_order() if desk.live and desk.show_in_menus]


def desk_with(slug: str) -> DeskPage | None:
    return DeskPage.objects.live().filter(slug=slug).first()


def fronts() -> list[str]:
    """The addresses of all desks, then of the topics and authors that have stories."""
    desks = [desk.path_of_reader for desk in DeskPage.in_order() if desk.live]
    named: dict[str, list[str]] = {"topic": [], "author": []}
    for name in Folio.objects.filter(number=1).values_list("list", flat=True):
        kind, _, key = name.partition(":")
        if kind in named:
            named[kind].append(key)
    topics = Topic.objects.filter(pk__in=named["topic"]).order_by("alphabetical")[:_MOST_FRONTS]
    authors = Author.objects.filter(pk__in=named["author"]).order_by("alphabetical")[:_MOST_FRONTS]
    return [*desks, *(topic.path for topic in topics), *(author.path for author in authors)]


_MOST_FRONTS = 20_000  # of a kind; a sitemap holds 50,000 addresses


def rundown(home: HomePage | None = None) -> list[Card]:
    """The stories placed by hand on the home page, in order."""
    home = home or HomePage.objects.first()
    return cards(home.placed_numbers()) if home else []


def cards(numbers: Sequence[int]) -> list[Card]:
    """The cards of published stories, in the order of their numbers as given."""
    known: dict[int, Card] = once("cards", dict)
    if unknown := [number for number in numbers if number not in known]:
        stories = PublishedStory.objects.filter(number__in=unknown)
        known |= {card.number: _without_lost_picture(card) for card in _cards(list(stories))}
    return [known[number] for number in numbers if number in known]


def latest(limit: int, name: str = "all") -> list[Card]:
    """The newest stories of a list: 'all', 'desk:7', 'topic:3', 'author:5'."""
    entries = ListEntry.objects.filter(list=name).order_by("-published", "-number")
    return cards(list(entries.values_list("number", flat=True)[:limit]))


def front(name: str) -> tuple[list[Card], FolioCard]:
    """The front of a list: its open folio and the full one before it."""
    last = last_folio(name)
    if last is None:
        return [], FolioCard()
    entries = list(entries_of(last).values_list("number", flat=True))
    shown = last
    while len(entries) < FRONT_AT_LEAST and shown.number > 1:
        shown = Folio.objects.get(list=name, number=shown.number - 1)
        entries += entries_of(shown).values_list("number", flat=True)
    older = f"page/{shown.number - 1}/" if shown.number > 1 else ""
    return cards(entries), FolioCard(older=older)


# A front shows at least one full folio, so that it is never nearly empty.
FRONT_AT_LEAST = 12


def folio(name: str, number: int) -> tuple[list[Card], FolioCard] | None:
    """Page `number` of a list's archive, counted from the oldest; None when there is none."""
    found = Folio.objects.filter(list=name, number=number).first()
    if found is None:
        return None
    newest = last_folio(name)
    newer = f"page/{number + 1}/" if newest and number < newest.number else ""
    older = f"page/{number - 1}/" if number > 1 else ""
    numbers = entries_of(found).values_list("number", flat=True)
    return cards(list(numbers)), FolioCard(number, older, newer)


def on_day(day: dt.date) -> list[Card]:
    """Everything published on a day of Dhaka's calendar."""
    return published_between(*bounds_of_day(day))


def bounds_of_day(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """When a day of Dhaka's calendar begins, and the next."""
    begins = dt.datetime.combine(day, dt.time(), DHAKA)
    return begins, begins + dt.timedelta(days=1)


def bounds_of_month(year: int, month: int) -> tuple[dt.datetime, dt.datetime]:
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return dt.datetime(year, month, 1, tzinfo=DHAKA), dt.datetime(*following, 1, tzinfo=DHAKA)


def is_alone(number: int, begins: dt.datetime, ends: dt.datetime) -> bool:
    """Whether no other story than this one was published in a span."""
    others = PublishedStory.objects.filter(published__gte=begins, published__lt=ends)
    return not others.exclude(number=number).exists()


def published_between(begins: dt.datetime, ends: dt.datetime, limit: int = 2000) -> list[Card]:
    stories = PublishedStory.objects.filter(published__gte=begins, published__lt=ends)
    found = _cards(list(stories.order_by("-published", "-number")[:limit]))
    return [_without_lost_picture(card) for card in found]


def addresses_between(begins: dt.datetime, ends: dt.datetime) -> Iterable[tuple[str, dt.datetime]]:
    """Address and last change of each story published in a span, newest first (for sitemaps)."""
    stories = PublishedStory.objects.filter(published__gte=begins, published__lt=ends)
    return stories.order_by("-published").values_list("path", "modified")[:50_000]


def days_around(day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The nearest days before and after with stories in them."""
    begins, ends = bounds_of_day(day)
    before = PublishedStory.objects.filter(published__lt=begins).aggregate(at=Max("published"))
    after = PublishedStory.objects.filter(published__gte=ends).aggregate(at=Min("published"))
    return _day(before["at"]), _day(after["at"])


def newest_days(count: int) -> list[dt.date]:
    """The newest days with stories in them: a short walk along one index, however long the archive."""
    days: list[dt.date] = []
    found = _day(PublishedStory.objects.aggregate(at=Max("published"))["at"])
    while found and len(days) < count:
        days.append(found)
        before, _ = bounds_of_day(found)
        earlier = PublishedStory.objects.filter(published__lt=before)
        found = _day(earlier.aggregate(at=Max("published"))["at"])
    return days


def span() -> tuple[dt.datetime, dt.datetime] | None:
    """When the oldest and the newest published story appeared."""
    # Two questions: a database answers each from the end of an index, but both at once by reading all.
    moments = PublishedStory.objects.order_by("published").values_list("published", flat=True)
    first, last = moments.first(), moments.last()
    return (first, last) if first and last else None


def article(number: int, *, live: bool = True) -> ArticlePage | None:
    pages = ArticlePage.objects.filter(number=number)
    return (pages.live() if live else pages).select_related("lead_picture").first()


def story(number: int) -> Story | None:
    """A published story with everything its own page shows."""
    return once(f"story {number}", lambda: _published_story(number))


def _published_story(number: int) -> Story | None:
    page = article(number)
    filed = PublishedStory.objects.filter(number=number).first()
    if page is None or filed is None:
        return None
    return _story(page, _cards([filed])[0])


def draft(page: ArticlePage) -> Story:
    """A story as it would be printed if it were published now, for the preview."""
    picture = lead_picture(page)
    card = Card(
        number=page.number or 0,
        url=page.path_of_reader if page.pk else "",
        headline=page.title,
        desk=_desk_link(page),
        published=page.first_published_at or timezone.now(),
        kicker=page.kicker,
        deck=page.deck,
        updated=page.updated,
        byline=tuple(
            Byline(line.author.name, line.author.path, line.author.kind)
            for line in page.bylines.all()
        ),
        picture=None if picture.empty else picture_cards([picture])[picture],
    )
    return _story(page, card)


def breaking() -> list[Link]:
    """The ticker's lines whose time is not over, newest first."""
    lines = Breaking.objects.filter(until__gt=timezone.now()).select_related("article")
    return [
        Link(line.text, line.article.path_of_reader if line.article and line.article.live else "")
        for line in lines[:5]
    ]


def related_to(page: ArticlePage, limit: int = 4) -> list[Card]:
    """Other stories: those that share a topic with this one, the most topics first, then the newest;
    where they are few, those that are like it by their words."""
    published = page.first_published_at or timezone.now()
    shared: dict[int, int] = {}
    for topic in page.topics.all()[:_TOPICS_LOOKED_AT]:
        for number in _neighbours(f"topic:{topic.pk}", published, page.number or 0):
            shared[number] = shared.get(number, 0) + 1
    nearest = sorted(shared, key=lambda number: (-shared[number], -number))[:limit]
    if page.number and len(nearest) < limit:
        others = alike(page.number, LIKE_ONE)
        nearest += [number for number in others if number not in nearest]
    return cards(nearest)[:limit]


_TOPICS_LOOKED_AT = 6
LIKE_ONE = 8  # asked of the index: some may be withdrawn, or have been named already
NEIGHBOURS = 8


def _neighbours(name: str, published: dt.datetime, number: int) -> list[int]:
    """The stories before this one in a list, filled up with those after it where they are few.

    So what a story's page shows of others depends on its own surroundings only, and a change or
    withdrawal is known to touch these pages and no more: `neighbours_showing`.
    """
    before = entries_before(name, published, number).values_list("number", flat=True)
    found = list(before[:NEIGHBOURS])
    if len(found) < NEIGHBOURS:
        after = entries_after(name, published, number).values_list("number", flat=True)
        found += after[: NEIGHBOURS - len(found)]
    return found


def neighbours_showing(name: str, published: dt.datetime, number: int) -> list[int]:
    """The stories that this one, at its place in a list, is a neighbour of; at most sixteen."""
    after = entries_after(name, published, number).values_list("number", flat=True)
    before = entries_before(name, published, number).values_list("number", flat=True)
    older = list(before[: NEIGHBOURS + 1])
    return [*after[:NEIGHBOURS], *(older if len(older) <= NEIGHBOURS else [])]


def topic_with(slug: str) -> Topic | None:
    return Topic.objects.filter(slug=slug).first()


def author_with(slug: str) -> Author | None:
    return Author.objects.filter(slug=slug).select_related("picture").first()


def author_card(author: Author) -> AuthorCard:
    picture = PictureRef(author.picture_id, alt=author.name) if author.picture_id else None
    return AuthorCard(
        name=author.name,
        url=author.path,
        kind=author.kind,
        role=author.role,
        about=author.about,
        initials=author.initials,
        picture=picture_cards([picture])[picture] if picture else None,
    )


def plain_text(blocks: Iterable[Any]) -> str:
    """The words of a body, for counting and for the search index."""
    return "\n".join(block.text for block in blocks if block.type != "related" and block.text)


def _story(page: ArticlePage, card: Card) -> Story:
    body = blocks_of(page.body)
    words = plain_text(body)
    topics = list(page.topics.all())
    return Story(
        card=card,
        body=body,
        signoff=page.signoff,
        source=page.source,
        source_url=web_address(page.source_url),
        topics=tuple(Link(t.title, t.path) for t in topics if t.kind == Topic.Kind.TOPIC),
        places=tuple(Link(t.title, t.path) for t in topics if t.kind == Topic.Kind.PLACE),
        related=tuple(related_to(page)),
        crops=crops_of(page.lead_picture),
        words=count_words(words),
        reading_minutes=reading_minutes(words),
    )


def _cards(stories: list[PublishedStory]) -> list[Card]:
    refs = {
        story.number: PictureRef(**story.card["picture"])
        for story in stories
        if story.card["picture"]
    }
    pictures = picture_cards(refs.values())
    authors = _bylines({author for story in stories for author in story.card["byline"]})
    desks = once("desks", _desk_links) if stories else {}
    cards = []
    for story in stories:
        ref = refs.get(story.number)
        cards.append(_card(story, desks, authors, pictures[ref] if ref else None))
    return cards


def _desk_links() -> dict[int, Link]:
    return {desk.pk: Link(desk.title, desk.path_of_reader) for desk in DeskPage.in_order()}


def _bylines(ids: set[int]) -> dict[int, Byline]:
    known: dict[int, Byline] = once("authors", dict)
    if unknown := ids - known.keys():
        for author in Author.objects.filter(pk__in=unknown):
            known[author.pk] = Byline(author.name, author.path, author.kind)
    return known


def _without_lost_picture(card: Card) -> Card:
    """Lists show files, not words of a picture that came without one."""
    lost = card.picture and not card.picture.src
    return dataclasses.replace(card, picture=None) if lost else card


def _card(
    story: PublishedStory,
    desks: dict[int, Link],
    authors: dict[int, Byline],
    picture: PictureCard | None,
) -> Card:
    values = story.card
    return Card(
        number=story.number,
        url=story.path,
        headline=values["headline"],
        desk=desks.get(values["desk"], Link("")),
        published=story.published,
        kicker=values["kicker"],
        deck=values["deck"],
        updated=dt.datetime.fromisoformat(values["updated"]) if values["updated"] else None,
        byline=tuple(authors[author] for author in values["byline"] if author in authors),
        picture=picture,
    )


def _desk_link(page: ArticlePage) -> Link:
    if not page.depth:
        return Link("")
    desk = page.get_parent()
    return Link(desk.title, f"/{desk.slug}/")


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.astimezone(DHAKA).date() if moment else None


def _social(lines: str) -> Iterable[Link]:
    for line in lines.splitlines():
        name, _, address = line.strip().rpartition(" ")
        if name and address.startswith("https://"):
            yield Link(name.strip(), address)
