"""What stands under a story: the initials of who wrote and edited it, and its source."""

from __future__ import annotations

import re

from kagoj.intake.furniture import furniture, is_desk
from kagoj.intake.wording import fold, folded, pattern

LONGEST = 60

# Latin letters as Bangla spells their names.
LETTER_NAMES = (
    "ডব্লিউ", "ডাব্লিউ", "ডব্লু", "ওয়াই", "এইচ", "এক্স", "কিউ", "আই", "আর", "ইউ", "এফ", "এল", "এম", "এন", "এস", "জেড", "যেড",
    "জে", "কে", "টি", "ডি", "পি", "বি", "ভি", "সি", "জি", "ই", "এ", "ও",
)  # fmt: skip
INITIALS = pattern(rf"^(?:{'|'.join(LETTER_NAMES)}){{2,6}}$|^[A-Z]{{2,5}}$")
# One part of a sign-off with strokes: initials, a short name, a paper, a place, a day.
PART = pattern(r"^[\u0980-\u09fe\u200c\u200da-z.\d][\u0980-\u09fe\u200c\u200da-z.\d _’'()-]{0,24}$")
STROKED = pattern(
    r"^[\s(\[#*—–-]*(?P<marks>/?\s*[^/|।:;,?!“”‘\"\n]{1,28}(?:\s*/\s*[^/|।:;,?!“”‘\"\n]{1,28}){0,4}\s*/?)[\s)\].।*]*$"
)
TRAILING = pattern(
    r"(?<=[।?!”’])\s*(?P<marks>/\s?[^\s/।:;,]{1,12}(?:/[^\s/।:;,]{1,12}){0,3}/?|[^\s/।:;,“”‘’]{1,14}(?:/[^\s/।:;,“”‘’]{1,12}){1,3}/?)\s*$"
)
SOURCE = pattern(
    r"^(?:তথ্য\s*সূত্র|তথ্যসূত্র|সংবাদ\s*সূত্র|খবর\s*সূত্র|সূত্র|সুত্র|উৎস|তথ্যের\s*উৎস|খবর|সৌজন্যে|source|sources|courtesy)\s*[:ঃ;\-–—]+\s*(?P<source>\S.{1,80})$"
)
CREDITED = (
    # 'খবর বিবিসির।', 'খবর রয়টার্স ও এএফপির।' at the end of a paragraph.
    (pattern(r"(?:^|।)\s*খবর\s+(?P<source>[^।]{2,40}?)(?:-?এর|ের|র)?\s*।$"), 0.7),
    # '… প্রকাশ করেছে সংবাদমাধ্যম নদী টাইমস।'
    (pattern(r"(?:জানিয়েছে|প্রকাশ\s+করেছে|নিশ্চিত\s+করেছে)\s[^।]{0,60}?(?:সংবাদমাধ্যম|সংবাদ\s*মাধ্যম|বার্তা\s*সংস্থা|বার্তাসংস্থা|গণমাধ্যম|সংবাদ\s*সংস্থা)\s+(?P<source>[^।,]{2,40})।"), 0.5),
)  # fmt: skip
TOPIC_LABELS = folded("বিষয়", "বিষয়সমূহ", "ট্যাগ", "ট্যাগস", "ট্যাগসমূহ", "tag", "tags", "topics")
TOPICS = pattern(
    r"^(?:বিষয়|বিষয়সমূহ|ট্যাগ|ট্যাগস|ট্যাগসমূহ|টপিক|কি-?ওয়ার্ড|tags?|topics?|keywords?)\s*[:ঃ;\-–—]\s*(?P<topics>\S.*)$"
)


def read_signoff(text: str) -> tuple[str, float]:
    """The initials on a line by themselves, as printed, and how sure; ('', 0) if it is no sign-off.

    'কখ/গঘ', '/এমএ', 'ঢাকা/রহিম/তানিয়া', 'এনএ/জেডআই', 'আরএইচ'.
    """
    bare = text.strip().strip("[]()#*।").strip()
    if not bare or len(bare) > LONGEST or re.search(r"https?:|www\.|@", bare):
        return "", 0.0
    if is_initials(bare.strip("—–-. ")):
        return bare.strip("—–-. "), 0.85
    if "/" not in bare:
        return "", 0.0
    found = STROKED.match(text.strip())
    if not found:
        return "", 0.0
    marks = found.group("marks").strip()
    parts = [part.strip() for part in marks.split("/") if part.strip()]
    if not parts or not all(PART.match(part) for part in parts):
        return "", 0.0
    if all(re.fullmatch(r"[\d০-৯\s.]+", part) for part in parts):
        return "", 0.0  # a score or a date
    if any(is_desk(part) or furniture(part) for part in parts[1:]) and len(parts) > 2:
        return "", 0.0  # a trail of links: 'হোম / জাতীয় / ঢাকা'
    if max(len(part.split()) for part in parts) > 3:
        return "", 0.0
    return marks, 0.95 if all(len(part) <= 12 for part in parts) else 0.8


def trailing_signoff(text: str) -> tuple[str, str]:
    """A paragraph whose last word is a sign-off, as (paragraph, sign-off)."""
    start = max(0, len(text) - LONGEST)
    found = TRAILING.search(text, start)
    if not found:
        return text, ""
    marks, sure = read_signoff(found.group("marks"))
    if sure < 0.8:
        return text, ""
    return text[: found.start()].rstrip(), marks


def is_initials(text: str) -> bool:
    """Two or more Latin letters, as letters or by their Bangla names: 'আরএইচ', 'এ এইচ', 'RH'."""
    plain = text.replace(" ", "").replace(".", "")
    if text.isascii() and not text.isupper():
        return False
    return len(text) <= 24 and bool(INITIALS.match(plain)) and fold(text) not in NOT_INITIALS


NOT_INITIALS = frozenset(fold(word) for word in ("বিএনপি", "এমপি", "ওসি", "ডিসি", "এসপি", "বিবিসি", "সিএনএন", "এপি", "ইউপি", "টিভি", "সিটি", "ইসি", "আইসিসি", "বিসিবি", "টিসিবি", "BBC", "CNN", "AFP", "AP", "PDF", "AD", "ADS"))  # fmt: skip


def read_source(text: str) -> str:
    """The source on a line of its own ('সূত্র : বিবিসি'), else ''."""
    if len(text) > 110:
        return ""
    found = SOURCE.match(text.strip(" ()[]*•"))
    source = found.group("source").strip(" ।.()[]") if found else ""
    # 'খবর: …' with a sentence behind it is text.
    return "" if "।" in source or len(source.split()) > 9 else source


def credited_source(paragraphs: list[str]) -> tuple[str, float]:
    """A source that the text itself names, and how sure; ('', 0) where it names none."""
    for paragraph in paragraphs[:4]:
        for rule, sure in CREDITED:
            if found := rule.search(paragraph[-400:]):
                return found.group("source").strip(" ‘’“”'\""), sure
    return "", 0.0


def is_topics_label(text: str) -> bool:
    """'ট্যাগ:' with no topic behind it."""
    return fold(text) in TOPIC_LABELS


def read_topics(text: str) -> list[str]:
    """The topics on a line that says so ('বিষয়: নদী, মেলা'), else []."""
    found = TOPICS.match(text.strip(" •*#"))
    if not found or len(text) > 300:
        return []
    parts = re.split(r"\s*[,;|•#]\s*", found.group("topics"))
    return [part for part in (p.strip(" ।") for p in parts) if 0 < len(part) <= 40][:20]
