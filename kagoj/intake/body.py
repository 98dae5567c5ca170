"""The story's text as blocks in their order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kagoj.intake.bylines import LEAD, byline_likeness
from kagoj.intake.captions import Caption
from kagoj.intake.datelines import Moment
from kagoj.intake.found import FoundBlock, FoundPicture
from kagoj.intake.lines import DANDA_END, SENTENCE_END, Line
from kagoj.intake.region import BREAKS, Region, counts
from kagoj.intake.signoff import (
    is_topics_label,
    read_signoff,
    read_source,
    read_topics,
    trailing_signoff,
)
from kagoj.intake.wording import pattern, stems

TAIL = 14  # lines after the last sentence that may still be the story's
MOST_RELATED = 5  # stories under one 'আরও পড়ুন'
NUMBERED = re.compile(r"^[০-৯0-9]{1,2}\s*[.)।]\s+\S")
# A sentence whose danda was forgotten ('… জানান, …'), and an interview's question.
TOLD = pattern(
    r"^(?:প্রশ্ন|উত্তর)\s*[:ঃ]|(?:জানান|বলেন|বললেন|বলেছেন|জানিয়েছেন|জানায়|জানিয়েছে|বলছেন|বলছে)\s*,"
)
QUOTED = re.compile('^(?:“[^“”]{8,}”|‘[^‘]{8,}’|"[^"]{8,}")[।.]?$')
ATTRIBUTION = re.compile(r"^\s*[-–—―]+\s*(\S.{1,80})$")


@dataclass(slots=True)
class Body:
    """The blocks, and what else stood among and below them."""

    blocks: list[FoundBlock] = field(default_factory=list)
    pictures: list[FoundPicture] = field(default_factory=list)
    signoff: str = ""
    signoff_sure: float = 0.0
    source: str = ""
    topics: list[str] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    writer: str = ""  # a 'লেখক: …' below the text


def read_body(lines: list[Line], region: Region, headline: str) -> Body:
    """Blocks from the region's first line to the furniture below it."""
    body = Body()
    at = _first_line(lines, region)
    while at <= region.end:
        at = _read_line(lines, at, region.end, headline, body)
    _read_tail(lines, region, body)
    _sign_last_paragraph(body)
    return body


def _first_line(lines: list[Line], region: Region) -> int:
    """Where the body begins: a related line or bullets may stand above its first sentence."""
    at = region.start
    while at > 0:
        above = lines[at - 1]
        related = above.related is not None and bool(above.related.text)
        points = bool(above.bullet) and above.is_plain and above.words >= 3
        if not (related or points or above.furniture == "ad") or not counts(above):
            break
        at -= 1
    return at


def _read_line(lines: list[Line], at: int, end: int, headline: str, body: Body) -> int:
    """Reads the line at `at` into the body; returns where the next unread line is."""
    line = lines[at]
    if not counts(line) and line.mark != "related":
        return at + 1
    if line.mark == "table" and line.rows:
        text = "\n".join(" | ".join(row) for row in line.rows)
        body.blocks.append(FoundBlock("table", text, rows=line.rows))
        return at + 1
    if line.mark == "picture":
        return _read_picture(lines, at, body)
    if line.related or line.mark == "related":
        return _read_related(lines, at, end, body)
    if line.mark == "quote":
        return _read_quote(lines, at, end, body)
    if line.furniture or line.text == headline:
        return at + 1
    if source := read_source(line.text):
        body.source = body.source or source
        return at + 1
    if (line.bullet and not ATTRIBUTION.match(f"{line.bullet} {line.text}")) or line.mark == "item":
        return _read_list(
            lines, at, end, body, lambda item: bool(item.bullet) or item.mark == "item"
        )
    if NUMBERED.match(line.text) and at < end and NUMBERED.match(lines[at + 1].text):
        return _read_list(lines, at, end, body, lambda item: bool(NUMBERED.match(item.text)))
    if line.is_prose or line.is_teaser:
        return _read_paragraph(lines, at, end, body)
    if line.caption and line.mark not in ("heading", "body"):
        _picture_from_caption(lines, at, body)
        return at + 1
    if line.is_dateline and line.dateline.labelled:
        body.moments.extend(line.dateline.moments)
        return at + 1
    if not line.is_prose and read_signoff(line.text)[1] >= 0.9:
        body.signoff = body.signoff or read_signoff(line.text)[0]
        return at + 1
    return _read_short(lines, at, end, body)


def _read_paragraph(lines: list[Line], at: int, end: int, body: Body) -> int:
    line = lines[at]
    if QUOTED.match(line.text) and (said := _said_by(lines, at)):
        body.blocks.append(_quote(line.text, said))
        return at + 2
    body.blocks.append(FoundBlock("paragraph", line.text, confidence=0.95))
    return at + 1


def _read_quote(lines: list[Line], at: int, end: int, body: Body) -> int:
    """A quote of one or more paragraphs, and who said it."""
    texts = [lines[at].text]
    while at < end and lines[at + 1].mark == "quote" and not lines[at + 1].related:
        at += 1
        texts.append(lines[at].text)
    said = _said_by(lines, at)
    at += 2 if said else 1
    last, _, name = texts[-1].rpartition(" — ")
    if not said and last and len(name) < 60 and not DANDA_END.search(name):
        texts[-1], said = last, name
    body.blocks.append(_quote("\n".join(texts), said))
    return at


def _said_by(lines: list[Line], at: int) -> str:
    """The name on the line below a quote: '— রহিমা খাতুন, কৃষক'."""
    if at + 1 >= len(lines) or lines[at + 1].is_prose:
        return ""
    below = lines[at + 1]
    found = ATTRIBUTION.match(f"{below.bullet} {below.text}" if below.bullet else below.text)
    return found.group(1) if found else ""


def _quote(text: str, said: str) -> FoundBlock:
    return FoundBlock("quote", text.strip(' “”"'), attribution=said.strip(" ।–—-"), confidence=0.85)


def _read_related(lines: list[Line], at: int, end: int, body: Body) -> int:
    """A related line, or a head and the headlines below it."""
    line = lines[at]
    text = line.related.text if line.related else line.text
    if text:
        body.blocks.append(FoundBlock("related", text, url=line.href, confidence=0.95))
        if line.mark == "related":
            return at + 1
    at += 1
    taken = 1 if text else 0
    if text and not (at < len(lines) and lines[at].bullet):
        return at
    while at < len(lines) and taken < MOST_RELATED:
        item = lines[at]
        if item.furniture in ("share", "ad", "noise", "promo"):
            at += 1
            continue
        if not _is_title(item) or (taken and _heads_text(lines, at)):
            break
        why = "‘আরও পড়ুন’-এর নিচে"
        body.blocks.append(
            FoundBlock("related", item.text, url=item.href, confidence=0.75, why=why)
        )
        taken += 1
        at += 1
    return at


def _is_title(line: Line) -> bool:
    """Whether a line under 'আরও পড়ুন' can be another story's headline."""
    if not line.is_plain or line.words < 3 or line.mark == "heading":
        return False
    long = len(line.text) > 90 and SENTENCE_END.search(line.text) and not line.bullet
    return not (long or read_signoff(line.text)[1] or read_source(line.text))


def _heads_text(lines: list[Line], at: int) -> bool:
    """Whether a short line is the heading of the text below it rather than one more title."""
    if lines[at].bullet or lines[at].href or at + 1 >= len(lines) or not lines[at + 1].is_prose:
        return False
    own = stems(lines[at].text)
    return bool(own) and len(own & stems(lines[at + 1].text)) * 2 >= len(own)


def _read_list(
    lines: list[Line], at: int, end: int, body: Body, belongs: Callable[[Line], bool]
) -> int:
    items: list[str] = []
    while at <= end and belongs(lines[at]) and counts(lines[at]):
        line = lines[at]
        if line.related:
            break
        if not line.furniture:
            items.append(line.text)
        at += 1
    if len(items) == 1 and SENTENCE_END.search(items[0]):
        body.blocks.append(FoundBlock("paragraph", items[0], confidence=0.85))
    elif items:
        body.blocks.append(FoundBlock("list", "\n".join(items), items=tuple(items)))
    elif at <= end and lines[at].related:
        return _read_related(lines, at, end, body)
    return at if items else at + 1


def _read_picture(lines: list[Line], at: int, body: Body) -> int:
    picture = picture_of(lines[at], lead=False)
    if picture.src or picture.caption or picture.credit:
        _add_picture(body, picture)
    return at + 1


def picture_of(line: Line, *, lead: bool) -> FoundPicture:
    """A picture line of a marked page: its caption's credit told apart."""
    caption = line.caption
    if caption:
        return FoundPicture(line.alt, caption.caption, caption.credit, line.src, lead)
    return FoundPicture(line.alt, line.text, "", line.src, lead)


def _picture_from_caption(lines: list[Line], at: int, body: Body) -> None:
    caption = lines[at].caption or Caption(lines[at].text, "")
    alt = ""
    last = body.blocks[-1] if body.blocks else None
    near = at > 0 and last and last.type == "heading" and last.text == lines[at - 1].text
    if (
        last
        and near
        and not lines[at].gap
        and (lines[at - 1].gap or stems(last.text) & stems(caption.caption))
    ):
        alt = last.text
        body.blocks.pop()
    _add_picture(body, FoundPicture(alt, caption.caption, caption.credit, lead=False))


def _add_picture(body: Body, picture: FoundPicture) -> None:
    body.pictures.append(picture)
    body.blocks.append(FoundBlock("picture", picture.caption, picture=picture, confidence=0.8))


def _read_short(lines: list[Line], at: int, end: int, body: Body) -> int:
    """Short lines between sentences: a heading, a spoken line, or, three in a row, a list."""
    run = at
    while (
        run <= end
        and lines[run].is_plain
        and not lines[run].bullet
        and not lines[run].caption
        and counts(lines[run])
        and lines[run].mark not in ("heading", "quote")
    ):
        run += 1
    if run - at >= 3 and not any(line.gap for line in lines[at + 1 : run]):
        items = tuple(line.text for line in lines[at:run])
        body.blocks.append(FoundBlock("list", "\n".join(items), items=items, confidence=0.6))
        return run
    line = lines[at]
    spoken = SENTENCE_END.search(line.text) and (
        line.text[0] in "‘“\"'" or DANDA_END.search(line.text)
    )
    told = line.words > 9 or TOLD.search(line.text)
    if line.mark == "heading" or not (spoken or told):
        level = min(max(line.level or 2, 2), 4)
        body.blocks.append(FoundBlock("heading", line.text, level=level, confidence=0.75))
    else:
        body.blocks.append(FoundBlock("paragraph", line.text, confidence=0.7))
    return at + 1


def _read_tail(lines: list[Line], region: Region, body: Body) -> None:
    """What stands between the last sentence and the furniture: sign-off, source, related stories."""
    at = region.end + 1
    stop = min(len(lines), region.end + 1 + TAIL)
    listing = bool(lines[region.end].bullet or lines[region.end].mark == "item")
    while at < stop:
        line = lines[at]
        topics = read_topics(line.text)
        if line.mark == "tags" or topics:
            topics = topics or [line.text]
            body.topics.extend(topic for topic in topics if not is_topics_label(topic))
            at += 1
            continue
        if line.furniture in BREAKS or (line.furniture == "nav" and not line.inside):
            return
        if line.mark == "aside":
            at += 1
            continue
        marks, sure = read_signoff(line.text)
        if sure and not body.signoff and not line.is_prose:
            body.signoff, body.signoff_sure = marks, sure
        elif source := read_source(line.text):
            body.source = body.source or source
        elif line.mark == "related" and not line.inside:
            pass  # a list that the site puts under every story
        elif line.related or line.mark == "related":
            at = _read_related(lines, at, stop - 1, body)
            continue
        elif line.is_dateline and line.dateline.labelled:
            body.moments.extend(line.dateline.moments)
        elif line.mark == "picture" and line.inside:
            _read_picture(lines, at, body)
        elif line.mark == "table" and line.rows and line.inside:
            text = "\n".join(" | ".join(row) for row in line.rows)
            body.blocks.append(FoundBlock("table", text, rows=line.rows))
        elif LEAD.match(line.text) and byline_likeness(line.text)[0] >= 0.6:
            body.writer = LEAD.sub("", line.text).strip()
        elif line.caption and not line.furniture and not body.signoff:
            _picture_from_caption(lines, at, body)
        elif (
            ((listing and line.bullet) or (line.inside and line.mark in ("item", "body", "quote")))
            and line.is_plain
            and not body.signoff
        ):
            _tail_item(body, line)
        at += 1


def _tail_item(body: Body, line: Line) -> None:
    last = body.blocks[-1] if body.blocks else None
    if last and last.type == "list":
        items = (*last.items, line.text)
        body.blocks[-1] = replace(last, text="\n".join(items), items=items)
    elif line.mark == "item":
        body.blocks.append(FoundBlock("list", line.text, items=(line.text,), confidence=0.6))
    elif line.words >= 8 or SENTENCE_END.search(line.text):
        body.blocks.append(FoundBlock("paragraph", line.text, confidence=0.6))


def _sign_last_paragraph(body: Body) -> None:
    """A sign-off may stand at the end of the last paragraph: '… বলেন তিনি। কখ/গঘ'."""
    for at in range(len(body.blocks) - 1, -1, -1):
        block = body.blocks[at]
        if block.type != "paragraph":
            continue
        text, marks = trailing_signoff(block.text)
        if marks and not body.signoff:
            body.blocks[at] = replace(block, text=text)
            body.signoff, body.signoff_sure = marks, 0.85
        return
