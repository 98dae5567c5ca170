"""A path, and what it is the address of. Knows the addresses of the paper, asks nobody."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import unicodedata
from urllib.parse import quote

LONGEST_PATH = 2000  # bytes; no page's address is longer
# First segments under which no desk can stand: what follows them is no story's number.
RESERVED = frozenset(
    {"archive", "author", "beacon", "media", "n", "page", "parts", "search", "static", "topic"}
)
# Pages the press prints for delivery's own use; nobody asks for them by address.
NOT_FOUND, FAILURE, SEARCH, ARCHIVE = "/404", "/500", "/search", "/archive/"
SUGGEST = "/search/suggest"  # what may be meant while it is typed; no page
INTERNAL = frozenset({NOT_FOUND, FAILURE, SEARCH, ARCHIVE})

DIGITS = "[0-9০-৯]{1,12}"
_SHORT = re.compile(rf"/n/({DIGITS})/?")
_STORY = re.compile(rf"/([^/]+)/({DIGITS})(?:/[^/]*)?/?")
_BEACON = re.compile(rf"/beacon/({DIGITS})")
_FILE = re.compile(r"/(static|media)/(.+)")
_DAY = re.compile(r"/archive/([0-9]{4})/([0-9]{2})/([0-9]{2})/")
_PRINTABLE = re.compile(
    r"/(?!(?:archive|static|media|parts|beacon|n)/)[^/]+/page/[1-9][0-9]{0,6}/"
    r"|/(?:topic|author)/[^/]+/(?:page/[1-9][0-9]{0,6}/)?"
    r"|/(?:(?:topic|author)/)?[^/]+/(?:feed|atom)\.xml"
    r"|/sitemap-[0-9]{4}-[0-9]{2}\.xml"
)
_HARMLESS_QUERY = re.compile(r"[A-Za-z0-9_.~%&=+-]{1,500}")
# What may stand in a path as it is (RFC 3986, pchar); all else is percent-encoded.
_SAFE_IN_PATH = "/-._~!$&'()*+,;=:@"


@dataclasses.dataclass(frozen=True, slots=True)
class Story:
    """A story, by its number, whatever desk and slug were written around it."""

    number: int

    @property
    def key(self) -> str:
        return f"/n/{self.number}"


@dataclasses.dataclass(frozen=True, slots=True)
class PlainPage:
    """A page that stands at its own address."""

    key: str


@dataclasses.dataclass(frozen=True, slots=True)
class File:
    """A file of the theme ('static') or a picture ('media'), by its name under that folder."""

    kind: str
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Beacon:
    """Where a read of a story is reported."""

    number: int


@dataclasses.dataclass(frozen=True, slots=True)
class Search:
    """The reader's search."""


@dataclasses.dataclass(frozen=True, slots=True)
class Suggest:
    """Words that complete what a reader has begun to type."""


@dataclasses.dataclass(frozen=True, slots=True)
class Archive:
    """Where a reader asks for a day's news."""


@dataclasses.dataclass(frozen=True, slots=True)
class Moved:
    """The same address, written as it should be."""

    path: str


@dataclasses.dataclass(frozen=True, slots=True)
class Refused:
    """No address at all."""

    status: int


Route = Story | PlainPage | File | Beacon | Search | Suggest | Archive | Moved | Refused


def read_path(wire: str) -> str | None:
    """The path as text, NFC, joiners untouched; None for what cannot be a path.

    `wire` holds percent-decoded bytes as Latin-1 letters. Refused are bytes that are not UTF-8,
    control characters and segments that climb ('..').
    """
    try:
        path = wire.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    if not path.startswith("/") or "\ufffd" in path:  # stands for bytes that were no UTF-8
        return None
    if not path.isascii():
        path = unicodedata.normalize("NFC", path)
    if not path.isprintable() and any(unicodedata.category(letter) == "Cc" for letter in path):
        return None
    if "/." in path and any(segment in {".", ".."} for segment in path.split("/")):
        return None
    return path


def route(wire: str) -> tuple[str, Route]:
    """The path as text, and what it is the address of."""
    if len(wire) > LONGEST_PATH:
        return "", Refused(414)
    path = read_path(wire)
    if path is None:
        return "", Refused(400)
    return path, _what_is(path)


def _what_is(path: str) -> Route:
    if "//" in path:
        return Moved(re.sub("/{2,}", "/", path))
    if found := _FILE.fullmatch(path):
        return File(found[1], found[2])
    if found := _SHORT.fullmatch(path):
        return Story(int(found[1]))
    if found := _BEACON.fullmatch(path):
        return Beacon(int(found[1]))
    if path == SEARCH:
        return Search()
    if path == SUGGEST:
        return Suggest()
    if path == f"{SEARCH}/":
        return Moved(SEARCH)
    if path == ARCHIVE:
        return Archive()
    if path == ARCHIVE.rstrip("/"):
        return Moved(ARCHIVE)
    if (found := _STORY.fullmatch(path)) and found[1] not in RESERVED:
        return Story(int(found[2]))
    return PlainPage(path)


def is_folder_like(path: str) -> bool:
    """Whether a path without its last slash was meant to have one: its last word is no file's name."""
    return not path.endswith("/") and "." not in path.rpartition("/")[2]


def may_be_printed(key: str) -> bool:
    """Whether the press could have something to print under `key`: worth asking it."""
    if _SHORT.fullmatch(key) or _PRINTABLE.fullmatch(key):
        return True
    if day := _DAY.fullmatch(key):
        try:
            asked = dt.date(int(day[1]), int(day[2]), int(day[3]))
        except ValueError:
            return False
        return asked <= dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    return False


def on_the_wire(path: str) -> str:
    """The path as a request carries it once percent-decoded: its UTF-8 bytes as Latin-1 letters."""
    return path if path.isascii() else path.encode().decode("latin-1")


def location(path: str, query: str = "") -> str:
    """The `Location` of a path: percent-encoded, on this host whatever the path holds.

    The query goes along when it is harmless: short, and of ordinary signs.
    """
    there = quote("/" + path.lstrip("/"), safe=_SAFE_IN_PATH)
    return f"{there}?{query}" if _HARMLESS_QUERY.fullmatch(query) else there
