"""An HTML page's elements as lines, each with what the page's marks call it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from lxml.html import HtmlElement

from kagoj.intake import limits
from kagoj.intake.captions import read_caption
from kagoj.intake.datelines import read_dateline
from kagoj.intake.found import Refused
from kagoj.intake.lines import BULLET, DANDA_END, Line, clean
from kagoj.intake.markup import (
    BLOCKS,
    DROPPED,
    EMBED,
    LONGEST,
    RELATED,
    mark_named,
    mark_of,
    names_of,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the walk stands: the mark its elements gave, and whether inside the story's element."""

    mark: str = ""
    level: int = 0
    inside: bool = False
    quote: bool = False
    lined: bool = False  # line ends in the source are line ends (`pre`)


def lines_of_page(page: HtmlElement, story: HtmlElement | None, url: str) -> list[Line]:
    """The page's text as lines, in the order it is read."""
    return _Walk(story, url).lines_of(page)


class _Walk:
    def __init__(self, story: HtmlElement | None, url: str) -> None:
        self.story = story
        self.url = url
        self.lines: list[Line] = []
        self.text: list[str] = []
        self.link = ""  # the last link in the line that is being read

    def lines_of(self, page: HtmlElement) -> list[Line]:
        body = page.find("body")
        self._walk(body if body is not None else page, Place())
        self._flush(Place())
        return _captioned(self.lines)

    def _walk(self, element: HtmlElement, place: Place) -> None:
        """Reads an element; blocks end lines, others run on. No deeper than the parser allows."""
        tag = element.tag
        if not isinstance(tag, str) or tag in DROPPED or _is_hidden(element):
            return
        here = self._place(element, tag, place)
        if tag == "br":
            self._flush(here)
            return
        if tag in ("img", "amp-img"):
            self._picture(element, here)
            return
        if tag == "figure":
            self._flush(place)
            self._figure(element, here)
            return
        if tag == "table" and here.inside and self._table(element, here, place):
            return
        if place.quote and tag in ("cite", "footer"):
            self._flush(place)
            said = clean(str(element.text_content())[:200]).lstrip("-–— ")
            self.lines.append(Line(said, bullet="—", inside=place.inside))
            return
        if tag == "a" and element.get("href"):
            self.link = _address(self.url, element.get("href") or "")
        if tag == "time" or element.get("datetime"):
            when = element.get("datetime") or ""
            if when and not read_dateline(clean(element.text_content()[:300])).dated:
                self.text.append(f" {when} ")
        listed = tag == "a" and here.mark in ("tags", "related", "desk")
        block = tag in BLOCKS or here.mark != place.mark or listed
        if block:
            self._flush(place)
        self._say(element.text, here)
        for child in element:
            self._walk(child, here)
            self._say(child.tail, here)
        if block:
            self._flush(here, gap=tag in ("p", "div", "section", "article"))

    def _say(self, text: str | None, place: Place) -> None:
        first, *rest = (text or "").split("\n") if place.lined else (text or "",)
        self.text.append(first)
        for line in rest:
            self._flush(place)
            self.text.append(line)

    def _place(self, element: HtmlElement, tag: str, place: Place) -> Place:
        inside = place.inside or element is self.story
        mark, level, quote = place.mark, place.level, place.quote
        holds_story = self.story is not None and not place.inside and _contains(element, self.story)
        names = names_of(element)
        if tag == "h1" or (
            tag in ("h2", "h3", "h4", "h5", "h6") and mark not in ("aside", "related")
        ):
            level = int(tag[1])
            mark = "headline" if tag == "h1" or element.get("itemprop") == "headline" else "heading"
        elif element.get("itemprop") == "headline":
            mark, level = "headline", 1
        elif tag in ("footer", "aside") and not holds_story:
            mark = "related" if inside and RELATED.search(names) else "aside"
        elif tag == "blockquote" and inside:
            mark, quote = ("aside", False) if EMBED.search(names) else ("quote", True)
        elif tag == "li" and mark in ("", "body") and inside:
            mark = "item"
        elif tag == "time" and mark in ("", "byline", "body", "desk"):
            mark = "time"
        elif tag == "figcaption":
            mark = "caption"
        elif names and not holds_story and element is not self.story:
            mark = mark_of(names, element, mark, inside)
        if inside and mark == "":
            mark = "body"
        lined = place.lined or tag == "pre"
        return Place(mark, level, inside, quote, lined)

    def _flush(self, place: Place, gap: bool = False) -> None:
        """Ends a line."""
        text = clean("".join(self.text))
        self.text.clear()
        if not text:
            return
        if len(self.lines) >= limits.PAGE_LINES:
            raise Refused(f"একটি পাতায় {limits.PAGE_LINES} লাইনের বেশি: এটি সংবাদের পাতা নয়।")
        bullet = BULLET.match(text)
        sign = bullet.group().strip() if bullet and bullet.end() < len(text) else ""
        line = Line(
            text[bullet.end() :] if bullet and sign else text,
            gap=True,
            bullet=sign,
            inside=place.inside,
        )
        line.mark, line.level, line.href = place.mark, place.level, self.link
        self.link = ""
        plain = "body" if place.inside else ""
        if len(text) > LONGEST.get(line.mark, len(text)) or (
            line.mark == "time" and not line.is_dateline
        ):
            line = replace(line, mark=plain)
        self.lines.append(line)

    def _picture(self, element: HtmlElement, place: Place) -> None:
        src = _source_of(element, self.url)
        if (
            not src
            or place.mark in ("aside", "related", "byline", "tags", "desk")
            or _is_icon(element, src)
        ):
            return
        self._flush(place)
        alt = clean((element.get("alt") or "")[:500])
        self.lines.append(Line("", mark="picture", src=src, alt=alt, inside=place.inside))

    def _figure(self, element: HtmlElement, place: Place) -> None:
        """A figure with its caption; a figure that holds a table or a quote is walked as a block."""
        image = next(
            (img for img in element.iter("img", "amp-img") if _source_of(img, self.url)), None
        )
        if image is None or place.mark in ("aside", "related"):
            for child in element:
                self._walk(child, place)
                self.text.append(child.tail or "")
            self._flush(place)
            return
        captions = [_signed_text(part) for part in element.iter("figcaption")]
        if not captions:
            captions = [
                clean(part.text_content())
                for part in element.iter("p", "span", "div")
                if mark_named(part) in ("caption", "credit")
            ]
        text = _caption_text(captions)
        alt = clean((image.get("alt") or "")[:500])
        self.lines.append(
            Line(
                text[:600],
                mark="picture",
                src=_source_of(image, self.url),
                alt=alt,
                inside=place.inside,
            )
        )

    def _table(self, element: HtmlElement, here: Place, place: Place) -> bool:
        """A table of figures becomes one line; one that lays out the page is walked."""
        if self.story is not None and _contains(element, self.story):
            return False
        rows = []
        for row in element.iter("tr"):
            cells = tuple(
                clean(cell.text_content())[:500] for cell in row if cell.tag in ("td", "th")
            )
            if any(cells):
                rows.append(cells)
        wordy = any(
            len(cell) > 300 or (DANDA_END.search(cell) and len(cell) > 120)
            for row in rows
            for cell in row
        )
        if len(rows) < 2 or max(map(len, rows)) < 2 or wordy or len(rows) > 500:
            return False
        self._flush(place)
        self.lines.append(
            Line(
                "\n".join(" | ".join(row) for row in rows),
                mark="table",
                rows=tuple(rows),
                inside=True,
            )
        )
        return True


def _captioned(lines: list[Line]) -> list[Line]:
    """Captions and credits in elements of their own join the picture above them."""
    kept: list[Line] = []
    for line in lines:
        last = kept[-1] if kept else None
        if line.mark == "credit":
            signed = line.caption is not None
            line = replace(line, text=line.text if signed else f"ছবি: {line.text}", mark="caption")
        if line.mark == "caption" and last and last.mark in ("picture", "caption"):
            if line.text not in last.text:
                kept[-1] = replace(
                    last, text=f"{last.text} | {line.text}" if last.text else line.text
                )
            continue
        kept.append(line)
    return kept


def _signed_text(caption: HtmlElement) -> str:
    """A caption's text, with 'ছবি:' before a credit that only its element's name marks."""
    text = clean(str(caption.text_content()))
    for part in caption.iterdescendants("span", "small", "em", "cite", "div", "p", "i"):
        credit = clean(str(part.text_content()))
        if (
            mark_named(part) == "credit"
            and credit
            and text.endswith(credit)
            and not read_caption(text)
        ):
            return f"{text[: -len(credit)].rstrip(' |-–—')} | ছবি: {credit}"
    return text


def _caption_text(captions: list[str]) -> str:
    parts: list[str] = []
    for caption in captions:
        if caption and not any(caption in part for part in parts):
            parts.append(caption)
    return " | ".join(parts[:2]) if len(parts) > 1 else (parts[0] if parts else "")


def _contains(outer: HtmlElement, inner: HtmlElement) -> bool:
    return outer is inner or any(parent is outer for parent in inner.iterancestors())


def _is_hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style
    )


def _source_of(image: HtmlElement, url: str) -> str:
    for name in ("data-src", "data-lazy-src", "data-original", "src"):
        src = (image.get(name) or "").strip()
        if src and not src.startswith("data:"):
            return _address(url, src)
    for name in ("data-srcset", "srcset"):
        if sizes := (image.get(name) or "").split():
            return _address(url, sizes[0].rstrip(","))
    return ""


def _address(base: str, href: str) -> str:
    """A link made whole; '' for what is no address of the web (`javascript:`, `data:`)."""
    href = href.strip()
    if not href or len(href) > 2000 or any(ord(letter) < 33 for letter in href):
        return ""
    try:
        whole = urljoin(base, href) if base else href
    except ValueError:
        return ""
    scheme = re.match(r"^([a-z][a-z0-9+.-]*):", whole, re.IGNORECASE)
    return whole if scheme is None or scheme.group(1).lower() in ("http", "https") else ""


def _is_icon(element: HtmlElement, src: str) -> bool:
    """Logos, avatars, counters: told by name or by size."""
    if re.search(
        r"logo|icon|avatar|emoji|sprite|pixel|spacer|blank|loading|placeholder|gravatar|/ads?/|banner",
        f"{src} {names_of(element)} {element.get('alt') or ''}",
        re.IGNORECASE,
    ):
        return True
    sizes = [
        int(size)
        for name in ("width", "height")
        if (size := (element.get(name) or "").strip("px ")).isdigit() and len(size) < 6
    ]
    return bool(sizes) and min(sizes) < 80
