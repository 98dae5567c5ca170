"""A page as a list of lines, whatever it came as."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from kagoj.bangla.normalise import normalise
from kagoj.intake import limits
from kagoj.intake.bylines import byline_likeness
from kagoj.intake.captions import Caption, read_caption
from kagoj.intake.datelines import LABEL_HINT, Dateline, read_dateline
from kagoj.intake.found import Refused
from kagoj.intake.furniture import furniture, latin_only
from kagoj.intake.related import Related, read_related
from kagoj.intake.signoff import trailing_signoff
from kagoj.intake.wording import fold

BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufff9-\uffff\ud800-\udfff]")
BULLET = re.compile(r"^(?:[•·●▪■□◆◦►▶➤➢✓✔✅*]\s*|[-–—]\s+(?=\S))+")
SENTENCE_END = re.compile('[।?!…][”’"\')\\]»]*$|[”’"]$')
DANDA_END = re.compile("[।৷][”’\"')\\]»]{0,6}$")
TEASER_END = re.compile(
    r"(?:\.{2,}|…)\s*(?:\]|»|>+|→)?\s*(?:বিস্তারিত|আরও|আরো|read\s*more|continue\s*reading.*|more)?\W*$"
    r"|(?:বিস্তারিত|আরও\s*পড়ুন|আরো\s*পড়ুন|সম্পূর্ণ\s*পড়ুন|read\s*more|readmore)\s*[.»>→…]*$",
    re.IGNORECASE,
)
NEVER_PROSE = frozenset({"headline", "heading", "picture", "caption", "table", "time", "byline", "kicker", "tags"})  # fmt: skip


@dataclass
class Line:
    """A line or a block of text, and what the page's own marks say it is.

    mark: what the marks of an HTML page call it ('' for plain text): headline, heading, kicker,
        deck, byline, time, desk, caption, credit, quote, item, related, table, picture, tags,
        aside (beside the story), body (inside the story's own element).
    gap: an empty line stands before it.
    """

    text: str
    gap: bool = False
    bullet: str = ""
    mark: str = ""
    level: int = 0
    src: str = ""
    alt: str = ""
    href: str = ""
    when: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    inside: bool = False  # inside the element that holds the story
    agreed: bool = True  # a second judge also takes it for the story's text

    @cached_property
    def dateline(self) -> Dateline:
        """Its times; none where the line is too long or has neither digit nor label."""
        if len(self.text) > 200 or not LABEL_HINT.search(self.text):
            return Dateline((), (self.text,))
        return read_dateline(self.text)

    @cached_property
    def is_dateline(self) -> bool:
        """About time and little else: a date in a headline or a sentence makes no dateline."""
        found = self.dateline
        if not (found.moments or found.label or found.clock or found.warmth):
            return False
        if DANDA_END.search(self.text) and len(self.text) > 60:
            return False
        rest = " ".join(found.rest)
        if rest and not found.moments and not found.warmth:
            return False  # 'পরীক্ষার ফল প্রকাশ কাল'
        limit = 9 if found.labelled or "|" in self.text else 5
        return len(rest) <= 100 and len(rest.split()) <= limit

    @cached_property
    def is_masthead(self) -> bool:
        """Today's date at the top of a page: a weekday or a second calendar, and no label."""
        if not (self.is_dateline and self.dateline.like_masthead):
            return False
        return not any(byline_likeness(part)[0] >= 0.6 for part in self.dateline.rest)

    @cached_property
    def furniture(self) -> str:
        if self.mark in ("headline", "heading", "body", "quote") and len(self.text) > 60:
            return ""
        return furniture(self.text)

    @cached_property
    def caption(self) -> Caption | None:
        return read_caption(self.text)

    @cached_property
    def related(self) -> Related | None:
        return read_related(self.text)

    @cached_property
    def is_prose(self) -> bool:
        """A sentence or more of running text."""
        if self.mark in NEVER_PROSE:
            return False
        text = trailing_signoff(self.text)[0]
        if len(text) < 25 or self.furniture or self.is_teaser or self.related:
            return False
        if self.caption and (len(text) < 250 or not DANDA_END.search(text)):
            return False
        if self.is_dateline:
            return False
        if DANDA_END.search(text):
            return len(text.split()) >= 4
        if "। " in text and len(text) >= 60:
            return True
        if SENTENCE_END.search(text) and len(text) >= 100:
            return True
        if self.mark == "body" and SENTENCE_END.search(text):
            return len(text) >= 40
        return len(text) >= (110 if self.mark == "body" else 170)

    @cached_property
    def is_teaser(self) -> bool:
        """The cut beginning of another story, as lists show it."""
        return bool(TEASER_END.search(self.text[-60:])) and not DANDA_END.search(self.text)

    @cached_property
    def is_plain(self) -> bool:
        """Neither prose nor furniture nor a time: what headlines and headings look like."""
        return not (
            self.furniture
            or self.is_prose
            or self.is_dateline
            or self.related
            or self.is_teaser
            or self.mark in ("picture", "table", "time", "tags", "caption")
        )

    @cached_property
    def foreign(self) -> bool:
        return latin_only(self.text)

    @cached_property
    def plain(self) -> str:
        return fold(self.text)

    @property
    def words(self) -> int:
        return len(self.text.split())


def lines_of(text: str) -> list[Line]:
    """Plain text's lines, normalised, without bullets and indents, with their gaps.

    Raises:
        Refused: so many lines that it is no page.
    """
    raw = BREAKS.split(text)
    lines: list[Line] = []
    gap = False
    for piece in raw:
        line = clean(unescape(piece) if "&" in piece else piece)
        if not line:
            gap = True
            continue
        bullet = BULLET.match(line)
        mark = bullet.group().strip() if bullet else ""
        line = line[bullet.end() :] if bullet and bullet.end() < len(line) else line
        lines.append(Line(line, gap=gap, bullet=mark))
        gap = False
        if len(lines) > limits.PAGE_LINES:
            raise Refused(f"একটি পাতায় {limits.PAGE_LINES} লাইনের বেশি: এটি সংবাদের পাতা নয়।")
    return _unwrapped(lines)


def clean(text: str) -> str:
    """One line as it is kept: normalised, no control signs, single spaces inside."""
    return " ".join(normalise(CONTROL.sub("", text)).split())


def _unwrapped(lines: list[Line]) -> list[Line]:
    """Joins paragraphs that were broken at a column, as in old mail; other text stays as it is.

    The sign: many long lines of nearly one width, few of which end a sentence.
    """
    long = [line for line in lines if len(line.text) >= 45]
    width = max((len(line.text) for line in lines), default=0)
    if len(long) < 8 or width > 110:
        return lines
    full = sum(len(line.text) >= width * 0.75 for line in long)
    ended = sum(bool(SENTENCE_END.search(line.text)) for line in long)
    if full * 10 < len(long) * 7 or ended * 2 > len(long):
        return lines
    joined: list[Line] = []
    before = 0  # the width of the line before, as it was
    for line in lines:
        last = joined[-1] if joined else None
        ended_early = before < width * 0.75 and last and DANDA_END.search(last.text)
        if last and not line.gap and not line.bullet and before >= width * 0.6 and not ended_early:
            joined[-1] = Line(f"{last.text} {line.text}", gap=last.gap, bullet=last.bullet)
        else:
            joined.append(line)
        before = len(line.text)
    return joined
