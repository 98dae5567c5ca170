"""Lines inside a body that lead to another story: 'আরও পড়ুন : …'."""

from __future__ import annotations

from dataclasses import dataclass

from kagoj.intake.wording import pattern

LONGEST = 260

LEAD = pattern(
    r"^[\s•·●▪■◆►▶➤➢»\u203a>*#\[(【★☞👉➡→=~_–—-]*"
    r"(?P<lead>(?:আরও|আরো)\s*(?:পড়ুন|পড়তে\s*পারেন|দেখুন|জানুন|খবর\s*পড়ুন)|(?:এটিও|এটাও|আগের\s*খবর|আগে\s*পড়ুন|এও)\s*পড়ুন|সম্পর্কিত\s*(?:খবর|সংবাদ)|সংশ্লিষ্ট\s*(?:খবর|সংবাদ)"
    r"|এ\s*(?:সম্পর্কিত|সংক্রান্ত|বিষয়ে|সম্পর্কে)\s*(?:আরও|আরো)\s*(?:খবর|সংবাদ|পড়ুন)?|এই\s*(?:সম্পর্কিত|সংক্রান্ত)\s*(?:আরও|আরো)?\s*(?:খবর|সংবাদ)|এ\s*সম্পর্কিত\s*(?:খবর|সংবাদ)"
    r"|পড়ুন|read\s*more|also\s*read|read\s*also|more\s*read|see\s*also|related(?:\s*(?:news|stories|story))?)"
    r"(?P<mark>\s*(?:[:ঃ;|]|[-–—]+|[<>»\u203a→➡➤►▶👉…]+|\.\.+|[)\]】*])+)?\s*(?P<text>.*)$"
)
BARE_LEADS = pattern(r"^(?:পড়ুন|related)$")


@dataclass(frozen=True, slots=True)
class Related:
    """`text` is '' for a head alone, whose stories follow on lines of their own."""

    text: str


def read_related(text: str) -> Related | None:
    """A related line without its lead words, or None for another line."""
    if len(text) > LONGEST:
        return None
    found = LEAD.match(text)
    if not found:
        return None
    rest = found.group("text").strip(" :ঃ-–—>»\u203a<|→➡➤►▶👉*)]】")
    marked = found.group("mark") is not None
    if BARE_LEADS.match(found.group("lead")) and not (marked and rest):
        return None  # 'পড়ুন' needs its colon and a story
    if rest and not marked and len(rest.split()) < 3:
        return None  # 'আরও দেখুন ভিডিওতে'
    if rest and not marked and rest.endswith("।"):
        return None  # a sentence that begins with these words
    return Related(rest)
