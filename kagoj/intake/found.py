"""What was found on a page: a story with each field's confidence, or the reason for refusing it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value read from a page, how sure the reader is (0 to 1), and in words why.

    A value that is not on the page is empty ('' or [] or None). Its confidence then says how
    sure we are that it is really absent.
    """

    value: T
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture; `lead` when it stands above the body, else it also has a block in the body."""

    alt: str = ""
    caption: str = ""
    credit: str = ""
    src: str = ""
    lead: bool = True

    def plain(self) -> dict[str, str]:
        return {"alt": self.alt, "caption": self.caption, "credit": self.credit, "src": self.src}


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """One piece of the body, in its place.

    type: paragraph, heading, quote, related, picture, list or table.
    text: what it says, without marks ('আরও পড়ুন', bullets, quotation dash). A list's items and a
        table's rows are joined by newlines, a row's cells by ' | '.
    """

    type: str
    text: str
    level: int = 0  # heading: 2 to 4
    attribution: str = ""  # quote: who said it
    url: str = ""  # related: address, where the page gave one
    items: tuple[str, ...] = ()  # list
    rows: tuple[tuple[str, ...], ...] = ()  # table
    picture: FoundPicture | None = None
    confidence: float = 0.9
    why: str = ""

    def plain(self) -> dict[str, Any]:
        """The block as `{type, text, …}`, without empty keys."""
        found: dict[str, Any] = {"type": self.type, "text": self.text}
        for name in ("level", "attribution", "url"):
            if value := getattr(self, name):
                found[name] = value
        if self.items:
            found["items"] = list(self.items)
        if self.rows:
            found["rows"] = [list(row) for row in self.rows]
        if self.picture:
            found |= self.picture.plain()
        return found


def nowhere(why: str) -> Found[str]:
    """A text field that the page does not have."""
    return Found("", 0.5, why)


@dataclass(slots=True)
class FoundStory:
    """A story as read from one page. Times are aware, in Asia/Dhaka."""

    headline: Found[str]
    kicker: Found[str]
    deck: Found[str]
    desk: Found[str]
    byline: Found[list[str]]
    published: Found[datetime | None]
    updated: Found[datetime | None]
    pictures: Found[list[FoundPicture]]
    body: Found[list[FoundBlock]]
    signoff: Found[str]
    source: Found[str]
    url: Found[str]
    paper: Found[str]
    topics: Found[list[str]] = field(default_factory=lambda: Found([], 0.5, "none printed"))
    original: str = ""  # as read, not normalised; only NUL characters are gone
    file: str = ""
    record: str = ""  # WARC record id or number within the file; '' for a file of one page

    FIELDS = (
        "headline", "kicker", "deck", "desk", "byline", "published", "updated", "pictures",
        "body", "signoff", "source", "url", "paper", "topics",
    )  # fmt: skip

    def plain(self) -> dict[str, Any]:
        """The values alone, in JSON's types; times in ISO 8601."""
        return {name: _plain(getattr(self, name).value) for name in self.FIELDS}

    def report(self) -> dict[str, dict[str, Any]]:
        """Each field as `{value, confidence, why}`, for a dry run."""
        return {
            name: {
                "value": _plain(found.value),
                "confidence": round(found.confidence, 2),
                "why": found.why,
            }
            for name in self.FIELDS
            for found in [getattr(self, name)]
        }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return [item.plain() if hasattr(item, "plain") else item for item in value]
    return value


class Refused(Exception):
    """A page or record that gives no story.

    `reason` is one clear line for the user, in Bangla, with names of encodings and file kinds as
    they are known. `read_stories` yields these; it never raises them.
    """

    def __init__(self, reason: str, *, file: str = "", record: str = "", url: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.file = file
        self.record = record
        self.url = url

    def at(self, file: str, record: str = "", url: str = "") -> Refused:
        """The same refusal, told where it happened."""
        return Refused(
            self.reason,
            file=self.file or file,
            record=self.record or record,
            url=self.url or url,
        )
