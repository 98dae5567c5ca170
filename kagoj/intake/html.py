"""HTML pages as crawlers save them, of any template.

The page's elements become lines with marks (`kagoj.intake.lines`), so that the same rules read HTML
and plain text. Three judges say which lines are the story's: the page's own marks (JSON-LD,
microdata, class names), trafilatura, and the rules for Bangla text.
"""

from __future__ import annotations

import logging
import re

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from kagoj.intake import limits
from kagoj.intake.clues import Clues
from kagoj.intake.elements import lines_of_page
from kagoj.intake.found import FoundStory, Refused
from kagoj.intake.lines import CONTROL, Line, clean
from kagoj.intake.marks import read_marks
from kagoj.intake.markup import story_element
from kagoj.intake.story import refuse_other_text, story_from
from kagoj.intake.wording import fold

# A tag with its quoted values, without going back over what was read.
TAG = re.compile(r"<[a-zA-Z](?>[^>\"']++|\"[^\"]*+\"|'[^']*+')*+")
QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
LONG_TAG = 4 * limits.TAG_ATTRIBUTES  # letters; a shorter one cannot have too many
DEEPEST = 250  # libxml2 cuts a page off at 256


def read_html(text: str, clues: Clues | None = None) -> FoundStory:
    """Reads the story in an HTML page; `clues` come from the record it was kept in.

    Raises:
        Refused: there is no story in it.
    """
    refuse_other_text(text)
    page = parse(text)
    found = read_marks(page, clues.url if clues else "")
    if clues:
        found.seen = clues.seen
    body = story_element(page)
    lines = lines_of_page(page, body, found.url)
    _let_another_judge(lines, text)
    try:
        return story_from(lines, found, text)
    except Refused:
        # Pages that a script fills have the text only in their JSON-LD.
        if len(found.article_body) < 200 or not found.headline:
            raise
        lines = [Line(found.headline, mark="headline")]
        lines += [
            Line(line, mark="body", inside=True)
            for line in map(clean, found.article_body.splitlines())
            if line
        ]
        return story_from(lines, found, text)


def parse(text: str) -> HtmlElement:
    """The page as a tree.

    Raises:
        Refused: not parsable, empty, or nested too deep to be a page.
    """
    plain = CONTROL.sub("", text)
    if any(_is_overloaded(tag.group()) for tag in TAG.finditer(plain)):
        raise Refused("HTML-এর একটি ট্যাগে অতিরিক্ত বৈশিষ্ট্য: পাতাটি পড়া নিরাপদ নয়।")
    if plain.lstrip().startswith("<?xml"):
        plain = plain[plain.find("?>") + 2 :]
    try:
        parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        page = lxml.html.document_fromstring(plain.encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise Refused("HTML পড়া গেল না: পাতাটি ফাঁকা বা ভাঙা।") from None
    deep, element = 0, page
    while element is not None and deep <= DEEPEST:
        element = element[-1] if len(element) else None
        deep += 1
    if deep > DEEPEST:
        raise Refused("HTML-এর ভেতরে ভেতরে অতিরিক্ত স্তর: পাতাটি পড়া নিরাপদ নয়।")
    return page


def _is_overloaded(tag: str) -> bool:
    if len(tag) < LONG_TAG:
        return False
    names = QUOTED.sub("", tag)
    return max(names.count("="), len(names.split())) > limits.TAG_ATTRIBUTES


def _let_another_judge(lines: list[Line], text: str) -> None:
    """Asks trafilatura what the main text is; where it finds much, its doubt weighs."""
    if len(text) > limits.JUDGED_HTML_BYTES:
        return
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    import trafilatura

    try:
        found = trafilatura.extract(
            text,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            with_metadata=False,
        )
    except Exception:  # noqa: BLE001 - a second opinion may fail; the first stands
        return
    if not found or len(found) < 300:
        return
    agreed = {fold(line) for line in map(clean, found.splitlines()) if len(line) > 20}
    joined = " ".join(agreed)
    for line in lines:
        if len(line.text) > 60:
            line.agreed = line.plain in agreed or line.plain[:80] in joined
