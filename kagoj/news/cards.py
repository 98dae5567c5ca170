"""What lists, pages and feeds are told of a story: plain values, no queries left inside."""

from __future__ import annotations

import dataclasses
import datetime as dt

from kagoj.bangla.almanac import Almanac


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """A name that leads somewhere: a desk, a topic, an author, another story."""

    title: str
    url: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """One `<source>` of a responsive picture: a file format with its widths."""

    type: str  # 'image/avif'
    srcset: str  # '/media/a.w360.avif 360w, /media/a.w720.avif 720w'


@dataclasses.dataclass(frozen=True, slots=True)
class PictureCard:
    """A picture ready to be shown, with its words kept apart: alternative text, caption, credit."""

    src: str  # the JPEG every browser can show
    width: int  # of `src`, in pixels: the place reserved before the file arrives
    height: int
    alt: str
    caption: str = ""
    credit: str = ""
    sources: tuple[Source, ...] = ()
    srcset: str = ""  # widths of the JPEG
    focus: str = "50% 50%"  # focal point as CSS object-position
    share: str = ""  # 1200 px wide JPEG for social cards and machines
    share_width: int = 0
    share_height: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Crop:
    """A picture cut to a shape that machines ask for; JPEG."""

    src: str
    width: int
    height: int


@dataclasses.dataclass(frozen=True, slots=True)
class Byline:
    """Who is named above a story: a person, a desk or an agency."""

    name: str
    url: str = ""
    kind: str = "person"  # 'person', 'desk' or 'agency'


@dataclasses.dataclass(frozen=True, slots=True)
class Card:
    """A published story as a list shows it."""

    number: int
    url: str
    headline: str
    desk: Link
    published: dt.datetime  # aware
    kicker: str = ""
    deck: str = ""
    updated: dt.datetime | None = None  # aware; None when never updated after publishing
    byline: tuple[Byline, ...] = ()
    picture: PictureCard | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """One block of a story's body, in order.

    `type` is one of paragraph, heading, quote, picture, gallery, related, embed, table, list.
    `html` is clean rich text (paragraph, quote); `text` the plain words of any block.
    """

    type: str
    text: str = ""
    html: str = ""
    level: int = 2  # heading
    attribution: str = ""  # quote
    pictures: tuple[PictureCard, ...] = ()  # picture (one), gallery (several)
    url: str = ""  # related, embed
    provider: str = ""  # embed: 'YouTube'
    frame: str = ""  # embed: the address a click loads into a frame
    rows: tuple[tuple[str, ...], ...] = ()  # table; the first row is the head when `head`
    head: bool = False
    caption: str = ""  # table, embed
    items: tuple[str, ...] = ()  # list (clean HTML of each item)
    ordered: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Story:
    """A published story as its own page shows it."""

    card: Card
    body: tuple[Block, ...] = ()
    signoff: str = ""  # 'রহ/সাআ'
    source: str = ""  # who is credited for the story: 'বাসস'
    source_url: str = ""  # canonical address when the story belongs to another publisher
    topics: tuple[Link, ...] = ()
    places: tuple[Link, ...] = ()
    related: tuple[Card, ...] = ()  # printed under the story
    crops: tuple[Crop, ...] = ()  # its picture in 16:9, 4:3 and 1:1
    words: int = 0
    reading_minutes: int = 1


@dataclasses.dataclass(frozen=True, slots=True)
class AuthorCard:
    """A person, desk or agency as its own page shows it."""

    name: str
    url: str
    kind: str = "person"
    role: str = ""  # 'জ্যেষ্ঠ প্রতিবেদক'
    about: str = ""
    initials: str = ""
    picture: PictureCard | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """The paper itself: its name, addresses and imprint."""

    name: str  # 'কাগজ'
    address: str  # 'https://example.com', without the last slash
    tagline: str = ""
    language: str = "bn"
    country: str = "BD"
    editor: str = ""
    editor_title: str = "সম্পাদক"
    publisher: str = ""
    registration: str = ""
    office: str = ""
    telephones: tuple[str, ...] = ()
    email: str = ""
    rights: str = ""
    notice: str = ""  # a line to all readers
    edition: Link | None = None  # a labelled link to another edition
    logo: str = ""  # address of the logo for machines (PNG, 512 px square)
    icon: str = ""  # the same, 192 px
    small_icon: str = ""  # the same, 48 px: every browser fetches it on its first visit
    desks: tuple[Link, ...] = ()  # navigation, in order
    social: tuple[Link, ...] = ()
    almanac: Almanac = dataclasses.field(default_factory=Almanac)  # how it tells its days


@dataclasses.dataclass(frozen=True, slots=True)
class Folio:
    """Where a list page stands: `older` and `newer` are addresses, or '' at the ends."""

    number: int | None = None  # None on the front
    older: str = ""
    newer: str = ""
