"""What stands above the text: headline, kicker, deck, byline, times, the lead picture."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kagoj.intake.above import CLOSE, Above
from kagoj.intake.bylines import LEAD, byline_likeness, names_in, person_likeness
from kagoj.intake.clues import Clues
from kagoj.intake.datelines import Dateline, Moment, joined
from kagoj.intake.found import FoundPicture
from kagoj.intake.headlines import Around, Headline, choose_headline, read_around, read_desk
from kagoj.intake.leads import read_leads
from kagoj.intake.lines import Line
from kagoj.intake.region import Region

NOT_BYLINES = frozenset({"aside", "picture", "caption", "kicker", "deck", "desk", "heading", "time", "tags"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Byline:
    names: list[str] = field(default_factory=list)
    sure: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    headline: Headline
    around: Around
    byline: Byline
    desk: str
    moments: list[Moment]
    pictures: list[FoundPicture]
    masthead_seen: bool


def read_header(lines: list[Line], region: Region, clues: Clues) -> Header:
    """Reads the lines above the text; `region` says where the text begins."""
    above = Above(lines, region, clues)
    headline = choose_headline(above)
    above.settle(headline.at)
    moments = _read_times(above, headline.at)
    byline = _read_byline(above, headline.at)
    pictures = read_leads(above, headline)
    around = read_around(above, headline)
    desk = read_desk(above, headline)
    masthead = any(line.is_masthead for line in above.lines[: max(headline.at, 0)])
    return Header(headline, around, byline, desk, moments, pictures, masthead)


def _read_times(above: Above, headline: int) -> list[Moment]:
    """The story's times: below the headline, or just above it; never the masthead's date."""
    moments: list[Moment] = []
    held: Dateline | None = None  # a label or a date that the next line may complete
    start = max(headline - 4, 0) if headline >= 0 else max(len(above) - CLOSE, 0)
    for at in range(start, len(above)):
        line = above.lines[at]
        if line.mark == "aside" or not line.is_dateline:
            held = None
            continue
        if line.is_masthead and at < headline:
            continue
        above.used.add(at)
        found = _doubted(line.dateline) if line.is_masthead else line.dateline
        if held and ((held.label and found.moments) or (found.clock and not found.moments)):
            moments = moments[: len(moments) - len(held.moments)]
            found = joined(held, found)
        moments.extend(found.moments)
        held = found
    return moments


def _doubted(found: Dateline) -> Dateline:
    """A date that looks like a masthead's but stands below the headline."""
    sure = 0.55 if found.other_calendar or found.warmth else 0.8
    why = "দেখতে পত্রিকার আজকের তারিখের মতো, তবে শিরোনামের নিচে"
    moments = tuple(
        replace(moment, confidence=min(moment.confidence, sure), why=f"{moment.why}; {why}")
        for moment in found.moments
    )
    return replace(found, moments=moments)


def _read_byline(above: Above, headline: int) -> Byline:
    """Names below the headline and beside the time; failing those, right above the headline."""
    found: list[tuple[float, int, str, str]] = []
    for at in range(headline + 1, len(above)):
        line = above.lines[at]
        if line.is_dateline:
            for part in line.dateline.rest:
                sure, why = byline_likeness(part)
                if sure >= 0.4:
                    found.append((max(sure, 0.7), at, part, f"{why}; সময়ের পাশে"))
            continue
        sure, why = _likeness(above, at)
        if sure >= 0.6 or (sure >= 0.4 and _beside_time(above, at)):
            found.append((sure, at, line.text, why))
    if not any(sure >= 0.6 for sure, *_ in found):
        found += _names_above(above, headline)
    if not found:
        return Byline()
    best = max(sure for sure, *_ in found)
    kept = [item for item in found if item[0] >= min(best, 0.7)]
    return Byline(_joined_names(above, kept), round(best, 2), max(kept)[3])


def _joined_names(above: Above, kept: list[tuple[float, int, str, str]]) -> list[str]:
    """All names; a post on the line below a person's name belongs to that name."""
    names: list[str] = []
    for _, at, text, _ in kept:
        above.used.add(at)
        mine = [name for name in names_in(text) if name not in names]
        is_post = (
            len(mine) == 1
            and names
            and above.lines[at].mark != "byline"
            and person_likeness(names[-1]) >= 0.7 > person_likeness(mine[0])
        )
        if is_post:
            names[-1] += f", {mine[0]}"
        else:
            names.extend(mine)
    return names


def _names_above(above: Above, headline: int) -> list[tuple[float, int, str, str]]:
    found = []
    for at in range(max(0, headline - 3), max(0, headline)):
        line = above.lines[at]
        if line.mark == "aside":
            continue
        for part in line.dateline.rest if above.is_time(at) else (line.text,):
            sure, why = byline_likeness(part)
            if sure >= 0.85 or (sure >= 0.7 and _beside_time(above, at)):
                found.append((sure, at, part, f"{why}; শিরোনামের ওপরে"))
    return found


def _likeness(above: Above, at: int) -> tuple[float, str]:
    line = above.lines[at]
    if at in above.used or line.mark in NOT_BYLINES:
        return 0.0, ""
    if line.mark == "byline" and not line.furniture:
        text = LEAD.sub("", line.text)
        likely = max(byline_likeness(text)[0], person_likeness(text))
        return (0.95 if likely else 0.7), "পাতায় লেখকের নাম বলে চিহ্নিত"
    if line.caption or line.bullet or line.is_prose:
        return 0.0, ""
    return byline_likeness(line.text)


def _beside_time(above: Above, at: int) -> bool:
    return any(above.is_time(near) for near in range(max(0, at - 1), min(at + 2, len(above))))
