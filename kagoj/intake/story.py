"""A page's lines and marks made into a story, each field with how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from kagoj.intake import limits
from kagoj.intake.body import Body, read_body
from kagoj.intake.bylines import byline_likeness, desk_of, names_in
from kagoj.intake.clues import Clues
from kagoj.intake.datelines import Moment
from kagoj.intake.decoding import bangla_share, is_bijoy, is_twice_encoded
from kagoj.intake.found import Found, FoundBlock, FoundPicture, FoundStory, Refused, nowhere
from kagoj.intake.header import Header, read_header
from kagoj.intake.lines import Line
from kagoj.intake.region import find_body
from kagoj.intake.signoff import credited_source
from kagoj.intake.wording import pattern

# 'আন্তর্জাতিক ডেস্ক : …' at the head of the first paragraph, as small portals print it.
OPENING = pattern(
    r"^(?P<byline>[^।:ঃ–—]{4,60}?)\s*(?:[:;–—]|ঃ|[:ঃ]?\s*[-–—])\s*(?P<text>\S.{30,})$"
)
LEAST_BANGLA = 0.3  # of a text's letters
SIX_HOURS = 6 * 3600


def story_from(lines: list[Line], clues: Clues, original: str) -> FoundStory:
    """Reads a story from a page.

    Raises:
        Refused: the page has none; the reason says what it has instead.
    """
    refuse_other_text(original)
    if not lines:
        raise Refused("ফাঁকা পাতা: কোনো লেখা নেই।")
    if clues.is_list and clues.kind != "article":
        raise Refused("এটি তালিকার পাতা (বিভাগ, বিষয় বা লেখকের), সংবাদ নয়।")
    region = find_body(lines)
    if region.letters > limits.BODY_LETTERS:
        raise Refused(f"লেখা {limits.BODY_LETTERS} অক্ষরের বেশি: এটি একটি সংবাদ নয়।")
    text = "".join(line.text for line in lines[region.start : region.end + 1] if line.is_prose)
    if bangla_share(text) < LEAST_BANGLA:
        raise Refused("লেখাটি বাংলা নয়।")
    header = read_header(lines, region, clues)
    headline = header.around.headline
    if not headline:
        raise Refused("শিরোনাম পাওয়া যায়নি: এটি সংবাদের পাতা নয়।")
    body = read_body(lines, region, headline)
    if points := header.around.points:
        body.blocks.insert(0, FoundBlock("list", "\n".join(points), items=points, confidence=0.6))
    byline = _byline(header, body, clues)
    texts = [block.text for block in body.blocks if block.type in ("paragraph", "quote")]
    if "\ufffd" in headline + "".join(texts):
        raise Refused("এনকোডিং UTF-8, কিন্তু লেখার ভেতরে ভাঙা অক্ষর আছে।")
    published, updated = choose_times(header.moments + body.moments, clues, header.masthead_seen)
    desk = _desk(header, byline.value, clues)
    return FoundStory(
        headline=Found(headline, header.headline.sure, header.headline.why),
        kicker=_text(header.around.kicker, 0.7, "শিরোনামের ঠিক ওপরের লাইন"),
        deck=_deck(header, clues),
        desk=desk,
        byline=byline,
        published=published,
        updated=updated,
        pictures=_pictures(header, body, clues),
        body=_blocks(body.blocks, region.letters, clues),
        signoff=_signoff(body),
        source=_source(body, texts),
        url=Found(clues.url, clues.url_sure, "পাতার ঠিকানা") if clues.url else nowhere("ঠিকানা জানা নেই"),
        paper=_paper(clues),
        topics=Found(body.topics or clues.topics, 0.8, "পাতায় ছাপা") if body.topics or clues.topics else Found([], 0.5, "ছাপা নেই"),
        original=original,
    )  # fmt: skip


def refuse_other_text(text: str) -> None:
    """Refuses text that is no Bangla in Unicode, and says what it is.

    Raises:
        Refused: empty, Bijoy's ANSI letters, doubly encoded, or another language.
    """
    if not text.strip():
        raise Refused("ফাঁকা পাতা: কোনো লেখা নেই।")
    sample = text[: 4 * limits.MEGABYTE]
    if re.search(
        "[\u0980-\u09ff]|&#(?:24[3-9]\\d|25[0-5]\\d|x0?9[89a-f][0-9a-f]);", sample, re.IGNORECASE
    ):
        return
    if is_bijoy(sample):
        raise Refused("লেখাটি Bijoy/ANSI (SutonnyMJ) অক্ষরে; আগে ইউনিকোডে বদলান।")
    if is_twice_encoded(sample):
        raise Refused("এনকোডিং দুবার বদলানো: UTF-8 লেখাকে Windows-1252 ধরে আবার UTF-8 করা হয়েছে।")
    raise Refused("এখানে কোনো বাংলা লেখা নেই।")


def choose_times(
    printed: Iterable[Moment], clues: Clues, masthead_seen: bool
) -> tuple[Found[datetime | None], Found[datetime | None]]:
    """Published and updated, from the page's marks and its print."""
    moments = list(printed)
    said = [moment for moment in moments if moment.label == "published"]
    plain = [moment for moment in moments if not moment.label]
    changed = [moment for moment in moments if moment.label == "updated"]
    published = _best(said) or _best(plain)
    updated = _best(changed)
    if clues.published and clues.published.value:
        published = _agreed(clues.published, published)
    if clues.updated and clues.updated.value and (updated is None or updated.value is None):
        updated = clues.updated
    if published is None and updated is not None and updated.value is not None:
        published = replace(updated, confidence=0.55, why=f"{updated.why}; শুধু আপডেটের সময় ছাপা")
    if updated and published and updated.value and published.value:
        early = updated.value < published.value
        doubt = replace(updated, confidence=0.4, why=f"{updated.why}; প্রকাশের আগে")
        updated = doubt if early else updated
    why = "সময় ছাপা নেই"
    if masthead_seen:
        why = "পাতার ওপরের তারিখ পত্রিকার আজকের তারিখ; সংবাদের সময় ছাপা নেই"
    return _time(published, why), _time(updated, "আপডেটের সময় ছাপা নেই")


def _best(moments: list[Moment]) -> Moment | None:
    """The first that is a real time, one with its hour before one without."""
    real = [moment for moment in moments if moment.value is not None]
    timed = [moment for moment in real if moment.timed]
    return (timed or real or moments or [None])[0]  # type: ignore[list-item]


def _agreed(marked: Moment, printed: Moment | None) -> Moment:
    """The marks' time, unless print shows that its zone is wrong or its hour missing."""
    sure = replace(marked, confidence=0.97, why=f"পাতার চিহ্ন থেকে: {marked.why}")
    if printed is None or printed.value is None or marked.value is None:
        return sure
    apart = abs((marked.value - printed.value).total_seconds())
    if printed.timed and (abs(apart - SIX_HOURS) < 60 or not marked.timed):
        return replace(
            printed, confidence=0.9, why=f"{printed.why}; পাতার চিহ্নে সময়ের অঞ্চল ভুল বা ঘণ্টা নেই"
        )
    if printed.timed and apart > 120:
        return replace(sure, confidence=0.75, why=f"{sure.why}; ছাপা সময় আলাদা")
    return sure


def _time(moment: Moment | None, missing: str) -> Found[datetime | None]:
    if moment is None:
        return Found(None, 0.6, missing)
    return Found(moment.value, round(moment.confidence, 2), moment.why)


def _text(value: str, sure: float, why: str) -> Found[str]:
    return Found(value, sure, why) if value else nowhere("ছাপা নেই")


def _deck(header: Header, clues: Clues) -> Found[str]:
    if header.around.deck:
        return Found(header.around.deck, 0.65, "শিরোনামের নিচে, প্রতিবেদক ও সময়ের ওপরে")
    return _text(clues.deck, 0.7, "পাতার চিহ্ন থেকে")


def _desk(header: Header, byline: list[str], clues: Clues) -> Found[str]:
    if clues.desk:
        return Found(clues.desk, 0.9, "পাতার চিহ্ন থেকে")
    if header.desk:
        return Found(header.desk, 0.85, "শিরোনামের ওপরে বিভাগের নাম")
    for name in byline:
        if desk := desk_of(name):
            return Found(desk, 0.8, f"প্রতিবেদকের নাম থেকে: {name}")
    return _text(clues.desk_in_address, 0.6, "পাতার ঠিকানা থেকে")


def _byline(header: Header, body: Body, clues: Clues) -> Found[list[str]]:
    found = header.byline
    if found.names and found.sure >= 0.7:
        return Found(found.names, found.sure, found.why)
    if clues.byline:
        return Found(clues.byline, 0.85, "পাতার চিহ্ন থেকে")
    if not found.names and (names := _names_of_opening(body)):
        return Found(names, 0.75, "প্রথম অনুচ্ছেদের শুরুতে")
    if not found.names and body.writer:
        return Found(names_in(body.writer), 0.7, "লেখার নিচে")
    return Found(found.names, found.sure or 0.5, found.why or "ছাপা নেই")


def _names_of_opening(body: Body) -> list[str]:
    """Takes the byline off the head of the first paragraph."""
    at = next((at for at, block in enumerate(body.blocks) if block.type == "paragraph"), -1)
    found = OPENING.match(body.blocks[at].text[:400]) if at >= 0 else None
    if not found or byline_likeness(found.group("byline"))[0] < 0.9:
        return []
    text = body.blocks[at].text[found.start("text") :]
    body.blocks[at] = replace(body.blocks[at], text=text)
    return names_in(found.group("byline"))


def _pictures(header: Header, body: Body, clues: Clues) -> Found[list[FoundPicture]]:
    lead = list(header.pictures)
    if clues.pictures:
        first = clues.pictures[0]
        if not lead and not body.pictures:
            lead = [first]
        elif not lead:
            pass
        elif not lead[0].src:
            lead[0] = replace(lead[0], src=first.src, alt=lead[0].alt or first.alt)
        elif not lead[0].alt and first.alt:
            lead[0] = replace(lead[0], alt=first.alt)
    pictures: list[FoundPicture] = []
    for picture in lead + body.pictures:
        if picture not in pictures:
            pictures.append(picture)
    if not pictures:
        return Found([], 0.6, "ছবি নেই")
    credited = any(picture.credit for picture in pictures)
    sure, why = (0.9, "ছবির স্বত্ব পাশে ছাপা") if credited else (0.55, "সময় ও লেখার মাঝের লাইন")
    if any(picture.src for picture in pictures):
        sure, why = max(sure, 0.85), "পাতার চিহ্ন থেকে"
    return Found(pictures, sure, why)


def _blocks(blocks: list[FoundBlock], letters: int, clues: Clues) -> Found[list[FoundBlock]]:
    paragraphs = sum(block.type == "paragraph" for block in blocks)
    sure = 0.95 if paragraphs >= 3 and letters >= 500 else 0.85 if letters >= 300 else 0.65
    doubtful = sum(block.confidence < 0.8 for block in blocks)
    return Found(
        blocks, round(max(0.5, sure - 0.02 * doubtful), 2), f"{paragraphs}টি অনুচ্ছেদ, {letters} অক্ষর"
    )


def _signoff(body: Body) -> Found[str]:
    if not body.signoff:
        return nowhere("ছাপা নেই")
    return Found(body.signoff, body.signoff_sure or 0.8, "লেখার শেষে একা একটি লাইন")


def _source(body: Body, paragraphs: list[str]) -> Found[str]:
    if body.source:
        return Found(body.source, 0.9, "‘সূত্র’ লেখা লাইন")
    source, sure = credited_source(paragraphs)
    return Found(source, sure, "লেখার ভেতরে উল্লেখ") if source else nowhere("উল্লেখ নেই")


def _paper(clues: Clues) -> Found[str]:
    if clues.paper:
        return Found(clues.paper, 0.85, "পাতার চিহ্ন থেকে")
    return _text(clues.host, 0.5, "পাতার ঠিকানা থেকে")
