"""The lead picture: its alternative text, caption and credit, from lines or from marks."""

from __future__ import annotations

from dataclasses import replace

from kagoj.intake.above import Above
from kagoj.intake.body import picture_of
from kagoj.intake.captions import Caption
from kagoj.intake.found import FoundPicture
from kagoj.intake.headlines import Headline
from kagoj.intake.wording import fold, stems

MOST = 3  # pictures above a text


def read_leads(above: Above, headline: Headline) -> list[FoundPicture]:
    """The pictures between headline and text."""
    below = range(headline.at + 1, len(above))
    marked = [above.lines[at] for at in below if above.lines[at].mark == "picture"][:MOST]
    pictures = [picture_of(line, lead=True) for line in marked]
    captions = [at for at in below if _is_caption(above, at)]
    for at in captions:
        above.used.add(at)
        picture = _captioned(above, at, headline, captions)
        last = pictures[-1] if pictures else None
        if last and marked and not last.credit:
            caption = picture.caption or last.caption
            pictures[-1] = replace(last, caption=caption, credit=picture.credit)
        elif last and not marked and _same_picture(last, picture):
            continue
        else:
            pictures.append(picture)
    if not pictures and headline.at < above.anchor < len(above):
        pictures = _uncredited(above)
    return pictures


def _is_caption(above: Above, at: int) -> bool:
    line = above.lines[at]
    if at in above.used or line.mark in ("aside", "picture", "byline"):
        return False
    return line.caption is not None or line.mark == "caption"


def _same_picture(one: FoundPicture, other: FoundPicture) -> bool:
    """Crawlers keep a picture's alternative text and its caption, which often say the same."""
    return (one.caption, one.credit) == (other.caption, other.credit)


def _captioned(above: Above, at: int, headline: Headline, captions: list[int]) -> FoundPicture:
    line = above.lines[at]
    said = line.caption or Caption(line.text, "")
    caption, alt = said.caption, _alt_above(above, at, headline, captions)
    if headline.text and caption.startswith(f"{headline.text} "):
        # The picture's alternative text and its caption run together.
        caption, alt = caption[len(headline.text) :].strip(), headline.text
    if alt and not caption and len(alt.split()) >= 4 and alt != headline.text:
        # Above a bare credit stands what the picture shows.
        caption, alt = alt, ""
    return FoundPicture(alt, caption, said.credit)


def _alt_above(above: Above, at: int, headline: Headline, captions: list[int]) -> str:
    """The picture's alternative text: the short line right above its caption."""
    before = at - 1
    if before <= headline.at or before in captions:
        return ""
    line = above.lines[before]
    if line.plain == fold(headline.text):
        return line.text  # the headline again
    fits = line.is_plain and before not in above.used and line.words <= 16
    if not fits or line.mark not in ("", "body") or above.names(before) >= 0.7:
        return ""
    shared = bool(stems(line.text) & stems(above.lines[at].text))
    if before < above.anchor and not shared:
        return ""  # between headline and byline: more likely a deck
    if above.lines[at].gap and not shared and line.words > 8:
        return ""
    above.used.add(before)
    return line.text


def _uncredited(above: Above) -> list[FoundPicture]:
    """One or two short lines between the time and the text: a picture's, without a credit."""
    loose = [at for at in range(above.anchor, len(above)) if _is_loose(above, at)]
    if not 1 <= len(loose) <= 2 or loose[-1] - loose[0] != len(loose) - 1:
        return []
    above.used.update(loose)
    texts = [above.lines[at].text for at in loose]
    if len(texts) == 2:
        return [FoundPicture(texts[0], texts[1])]
    # A caption says something; alternative text names it.
    if above.lines[loose[0]].words >= 4:
        return [FoundPicture("", texts[0])]
    return [FoundPicture(texts[0])]


def _is_loose(above: Above, at: int) -> bool:
    line = above.lines[at]
    return (
        at not in above.used
        and line.is_plain
        and not line.mark
        and not line.bullet
        and not line.foreign
        and above.names(at) < 0.6
    )
