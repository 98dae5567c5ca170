"""Plain text as crawlers save it: one line to each block, furniture and all."""

from __future__ import annotations

from kagoj.intake.clues import Clues, web_address
from kagoj.intake.found import FoundStory
from kagoj.intake.lines import Line, lines_of
from kagoj.intake.story import refuse_other_text, story_from
from kagoj.intake.wording import fold, pattern

TITLE_MARK = pattern(r"\s+[|»«–—-]+\s+|\s*[|»«]\s*")
ADDRESS = pattern(
    r"^(?:(?:source|page)?\s*(?:url|link)|ঠিকানা|লিংক)?\s*[:=]?\s*<?(?P<url>https?://\S{4,500}?)>?$"
)
RIGHTS_OF = pattern(
    r"(?:©|স্বত্ব|কপিরাইট|copyright)\s*(?:©)?\s*(?:[\d০-৯]{4}(?:\s*[-–—]\s*[\d০-৯]{4})?)?\s*[|,:]?\s*(?P<paper>[^|।.©\d০-৯]{3,40}?)\s*(?:[|।.]|সর্বস্বত্ব|কর্তৃক|all rights|$)"
)


def read_text(text: str, clues: Clues | None = None) -> FoundStory:
    """Reads the story in a page's text; `clues` come from the record it was kept in.

    Raises:
        Refused: there is no story in it.
    """
    refuse_other_text(text)
    clues = clues or Clues()
    lines = lines_of(text)
    _address_line(lines, clues)
    _title_line(lines, clues)
    _paper_from_rights(lines, clues)
    return story_from(lines, clues, text)


def _address_line(lines: list[Line], clues: Clues) -> None:
    """The page's address, as some crawlers write it above the text."""
    for line in lines[:3]:
        found = ADDRESS.match(line.text)
        if found and not clues.url:
            clues.url, clues.url_sure = web_address(found.group("url")), 0.7
            line.mark = "aside"


def _title_line(lines: list[Line], clues: Clues) -> None:
    """'Headline | Paper' on the first line, as WET files have it, when the headline comes again."""
    if not lines or clues.headline:
        return
    parts = [part for part in TITLE_MARK.split(lines[0].text) if part.strip()]
    if len(parts) < 2:
        return
    later = {line.plain for line in lines[1:400]}
    if fold(parts[0]) in later and len(parts[0].split()) >= 3:
        clues.headline, clues.headline_from = parts[0].strip(), "শিরোনাম-লাইন"
        clues.paper = clues.paper or parts[-1].strip()
        lines[0].mark = "aside"
    elif fold(parts[-1]) in later and len(parts[-1].split()) >= 3:
        clues.headline, clues.headline_from = parts[-1].strip(), "শিরোনাম-লাইন"
        clues.paper = clues.paper or parts[0].strip()
        lines[0].mark = "aside"


def _paper_from_rights(lines: list[Line], clues: Clues) -> None:
    if clues.paper:
        return
    for line in lines[-25:]:
        found = RIGHTS_OF.search(line.text) if line.furniture == "rights" else None
        if found and len(found.group("paper").split()) <= 5:
            clues.paper = found.group("paper").strip(" ,-–—")
            return
