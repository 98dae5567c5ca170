"""A picture's caption and its credit, told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kagoj.intake.wording import fold, folded, pattern

LONGEST = 400  # letters of a caption

SIGN = r"(?:সংগৃহীত\s+)?(?:প্রতীকী\s+|ফাইল\s+|সংগৃহীত\s+)?(?:ছবি|ফটো|আলোকচিত্র|স্থিরচিত্র|চিত্র|গ্রাফিকস?|গ্রাফিক্স|ইলাস্ট্রেশন|অলংকরণ|স্ক্রিনশট|photo|image|picture|graphics)(?:\s*(?:কৃতজ্ঞতা|সৌজন্যে?|সূত্র|ক্রেডিট|স্বত্ব|ও\s+ভিডিও|credit|courtesy|by))?"
# 'ছবি : X' and its kin, to the end of the line.
SIGNED = pattern(
    rf"(?P<before>^|[\s(\[|।,;/.•–—-])(?P<sign>{SIGN})\s*(?P<mark>[:ঃ;=]|[-–—]+|[|])\s*(?P<credit>[^।|()\[\]]{{1,80}}?)\s*[)\]।.]?\s*$"
)
COPYRIGHT = pattern(
    r"(?P<before>^|[\s(\[|।])©\s*(?P<credit>[^।|()\[\]\d][^।|()\[\]]{0,60}?)\s*[)\]।.]?\s*$"
)
COURTESY = pattern(
    r"(?P<before>^|[\s(\[|।,;.–—-])(?:সৌজন্যে|সৌজন্য|courtesy)\s*[:ঃ\-–—]?\s*(?P<credit>[^।|()\[\]]{2,60}?)\s*[)\]।.]?\s*$"
)
BY_COURTESY = pattern(
    r"[(\[|।–—-]\s*(?P<credit>[^।|()\[\]–—]{2,40}?)(?:-?এর|র|ের)?\s+সৌজন্যে\s*[)\]।.]?\s*$"
)
# A credit without a name: what kind of picture it is.
KIND = pattern(
    r"(?P<before>^|[\s(\[|।,;.–—-])\s*(?P<credit>(?:প্রতীকী|ফাইল|সংগৃহীত|পুরোনো|পুরনো|প্রতিকী)\s*(?:ছবি|ফটো)|ছবি\s+সংগৃহীত|ছবি\s+ফাইল|file\s+photo|collected(?:\s+photo)?)\s*[)\]।.]?\s*$"
)
LAST_PART = pattern(
    r"[|।]\s*(?P<credit>সংগৃহীত|রয়টার্স|এএফপি|এপি|বাসস|ইন্টারনেট|ফেসবুক(?:\s+থেকে)?|ফোকাস\s*বাংলা|ফাইল)\s*$|[(\[]\s*(?P<credit2>সংগৃহীত|রয়টার্স|এএফপি|এপি|বাসস)\s*[)\]]\s*$"
)
FILE_PHOTO = pattern(r"^(?:ফাইল|প্রতীকী)\s+(?:ছবি|ফটো)$|^(?:ফাইল|প্রতীকী)\s+(?=ছবি|ফটো)")
COURTEOUS = pattern(r"^(?:সৌজন্যে|সৌজন্য|কৃতজ্ঞতা|courtesy(?:\s+of)?)[\s:ঃ-]+|\s+(?:এর\s+)?সৌজন্যে$")
EDGE = " \t|।,;:ঃ-–—()[]/•"
NOT_A_NAME = pattern(r"(?:করেছে|করেছেন|হয়েছে|হয়েছে|ছিল|বলেন|জানান|মুক্তি|নায়ক|অভিনয়)")
ONLY_KIND = folded("ফাইল ছবি", "ফাইল ফটো", "প্রতীকী ছবি")


@dataclass(frozen=True, slots=True)
class Caption:
    caption: str
    credit: str


def read_caption(text: str) -> Caption | None:
    """A line that carries a credit, as caption and credit; None for any other line.

    'মেলার ছবি (ছবি : রাজু)', 'মেলা । ছবি: রাজু', 'মেলা | ছবি- রাজু', 'মেলা © রাজু', 'ফাইল ছবি'.
    """
    if len(text) > LONGEST or text.count("।") > 4:
        return None
    for rule in (SIGNED, COPYRIGHT, COURTESY, BY_COURTESY, KIND):
        if found := rule.search(text):
            credit = found.group("credit").strip(EDGE + ".")
            before = found.groupdict().get("before") or ""
            if not _credible(found, credit, text, before):
                continue
            credit = COURTEOUS.sub("", credit).strip(EDGE) or credit
            return _told_apart(text[: found.start()] + before, credit, found)
    if found := LAST_PART.search(text):
        return Caption(
            _tidy(text[: found.start()]), found.group("credit") or found.group("credit2")
        )
    return None


def _credible(found: re.Match[str], credit: str, text: str, before: str) -> bool:
    """A film is 'ছবি' too: 'তাঁর নতুন ছবি: মেঘের দেশে' is no credit."""
    if not credit or len(credit.split()) > 8 or NOT_A_NAME.search(credit):
        return False
    if found.re is SIGNED and found.start() > 0 and not before.strip():
        # Nothing but a space before the word: 'মেলার মাঠ ছবি: রাজু', not 'আমাদের ছবি-কথা'.
        head = text[: found.start()].split()
        film = fold(head[-1]) in folded(
            "নতুন", "একটি", "এই", "সেই", "তাঁর", "তার", "প্রথম", "সেরা", "বাংলা"
        )
        return not film and (found.group("mark") in ":ঃ" or len(head) > 2)
    return True


def _told_apart(before: str, credit: str, found: re.Match[str]) -> Caption:
    caption = _tidy(before)
    sign = found.groupdict().get("sign") or ""
    kind = FILE_PHOTO.search(sign.strip())
    if kind and fold(credit) not in ONLY_KIND and caption:
        caption = f"{caption} ({kind.group().split()[0]} ছবি)"
    return Caption(caption, credit)


def _tidy(text: str) -> str:
    return text.strip().strip("|-–—(/[•:ঃ;,").strip()
