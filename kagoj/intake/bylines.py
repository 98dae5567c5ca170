"""Who is named above a story, and which desk that tells of."""

from __future__ import annotations

import re

from kagoj.intake.furniture import DESKS, furniture, is_desk, is_site
from kagoj.intake.wording import fold, folded, pattern

LONGEST = 120

# A word that makes a line a byline wherever it stands in it.
ROLE = pattern(
    r"(?:ডেস্ক|প্রতিবেদক|প্রতিনিধি|সংবাদদাতা|সংবাদকর্মী|রিপোর্টার|রিপোর্টাস|রিপোর্টার্স|করেসপন্ডেন্ট|করেসপনডেন্ট|করসপন্ডেন্ট|করেসপন্ডেন্টস|ব্যুরো|নিউজরুম|নিউজ রুম|প্রতিবেদকবৃন্দ"
    r"|এডিটর|ফটোগ্রাফার|আলোকচিত্রী|সাংবাদিক|কলামিস্ট|কলাম লেখক|desk|correspondent|reporter|bureau|staff writer|special report)"
    r"(?:ঃ|েরা|রা|দের)?(?![\u0980-\u09e5a-z])"
)
# Whole lines that name a writer without such a word.
WHOLE = folded(
    "অনলাইন", "ডেস্ক রিপোর্ট", "নিউজ ডেস্ক", "অনলাইন রিপোর্ট", "স্টাফ রিপোর্ট", "নিজস্ব প্রতিবেদন", "বিশেষ প্রতিবেদন", "যৌথ প্রতিবেদন", "স্পোর্টস রিপোর্ট", "বিনোদন রিপোর্ট",
    "admin", "newsroom", "web desk", "online",
)  # fmt: skip
AGENCIES = folded(
    "বাসস", "ইউএনবি", "বিএসএস", "রয়টার্স", "এএফপি", "এপি", "বিবিসি", "বিবিসি বাংলা", "বিবিসি নিউজ বাংলা", "সিএনএন", "আল জাজিরা", "আলজাজিরা", "সিনহুয়া", "পিটিআই", "এএনআই", "আনাদোলু", "ডয়চে ভেলে",
    "ডিডব্লিউ", "ভয়েস অব আমেরিকা", "পার্সটুডে", "তাস", "ব্লুমবার্গ", "দ্য গার্ডিয়ান", "এনডিটিভি", "মিডল ইস্ট আই", "মিডল ইস্ট মনিটর", "রেডিও তেহরান", "আইএএনএস", "ফোকাস বাংলা", "আইএসপিআর",
    "প্রেস বিজ্ঞপ্তি", "সংবাদ বিজ্ঞপ্তি", "বিজ্ঞপ্তি", "reuters", "afp", "ap", "bbc", "bss", "unb", "xinhua", "ani", "pti",
)  # fmt: skip
LEAD = pattern(
    r"^(?:by|লিখেছেন|লেখক|লেখা|প্রতিবেদক|প্রতিবেদন|রিপোর্টার|রিপোর্ট|লিখন|সাক্ষাৎকার নিয়েছেন|অনুবাদ|ভাষান্তর|author|written by|reporter|reported by)\s*[:ঃ\-–—]+\s*|^by\s+"
)
NAME_PARTS = folded(
    "মো", "মোঃ", "মোহাম্মদ", "মুহাম্মদ", "মোহাম্মাদ", "মুহম্মদ", "মোছাঃ", "মোসাম্মৎ", "আহমেদ", "আহমদ", "আহম্মেদ", "হোসেন", "হোসাইন", "হুসাইন", "ইসলাম", "রহমান", "উদ্দিন", "উদ্দীন", "আলী", "আলি", "খান", "খানম",
    "চৌধুরী", "হক", "করিম", "আক্তার", "আখতার", "বেগম", "সুলতানা", "সুলতান", "খাতুন", "পারভীন", "পারভিন", "ইয়াসমিন", "জাহান", "নাহার", "দাস", "দাশ", "রায়", "সাহা", "সরকার", "মিয়া", "মিঞা", "তালুকদার", "ভূঁইয়া", "ভুইয়া", "ভূইয়া",
    "শেখ", "মোল্লা", "মণ্ডল", "মন্ডল", "বিশ্বাস", "হাওলাদার", "শিকদার", "সিকদার", "পাটোয়ারী", "মজুমদার", "চক্রবর্তী", "ভট্টাচার্য", "মুখার্জি", "মুখোপাধ্যায়", "বন্দ্যোপাধ্যায়", "চট্টোপাধ্যায়", "গঙ্গোপাধ্যায়", "সেন", "গুপ্ত", "সেনগুপ্ত", "দত্ত", "ঘোষ", "বসু",
    "বোস", "পাল", "নাথ", "দেব", "দেবনাথ", "চন্দ্র", "কুমার", "রানী", "আলম", "কবির", "কবীর", "হাসান", "হোসেইন", "কামাল", "জামান", "মাহমুদ", "আজাদ", "রশিদ", "রশীদ", "সাদিক", "কাদের", "মান্নান", "সালাম", "রাজ্জাক", "গনি", "মতিন", "আমিন",
    "হাবিব", "বিন", "ইবনে", "আল", "আব্দুল", "আবদুল", "আবু", "এম", "এ", "এস", "কে", "জি", "সৈয়দ", "কাজী", "খন্দকার", "খোন্দকার", "প্রামাণিক", "ফকির", "গাজী", "মৃধা", "ড", "ডা", "অধ্যাপক", "প্রফেসর", "ইকবাল", "নূর", "নুর", "শাহ", "মুন্সী", "লস্কর",
    "আনোয়ার", "রাসেল", "ইমরান", "ফারুক", "সোহেল", "রানা", "সুমন", "মিজান", "ফেরদৌস", "তাসনিম", "নাসরিন", "সাবরিনা", "শারমিন", "ফাতেমা", "আয়েশা", "চাকমা", "মারমা", "ত্রিপুরা", "তঞ্চঙ্গ্যা", "সাংমা", "হাজরা", "মল্লিক", "অধিকারী", "নস্কর", "মাইতি", "জানা",
)  # fmt: skip
# Endings of verbs and clauses, which names do not have.
CLAUSE = pattern(
    r"(?:[।?!“”‘’\"…]|\s(?:ও|এবং)\s.*\s(?:ও|এবং)\s|(?:^|\s)(?:করেছে|করেছেন|করবে|করছে|করছেন|হচ্ছে|হয়েছে|হবে|হলো|হয়|দিল|দিলেন|দেবে|পেল|পেলেন|গেল|এল|এলো|নেই|চাই|চান|কেন|কী|কি|যেভাবে|নিয়ে|জন্য|বিরুদ্ধে|না)$)"
)
GENERAL_DESKS = folded("অনলাইন", "নিউজ", "সেন্ট্রাল", "সেন্ট্রাল নিউজ", "ওয়েব", "নিজস্ব", "স্টাফ", "বার্তা", "ডিজিটাল", "বিশেষ", "জ্যেষ্ঠ", "সিনিয়র", "মাল্টিমিডিয়া", "জেলা", "উপজেলা", "কূটনৈতিক", "সিটি", "নগর", "online", "news", "web", "staff")  # fmt: skip
PICTURED = pattern(r"^(?:ছবি|আলোকচিত্র|ভিডিও|photo)\s*[:ঃ-]")
REPORTERS_DESKS = folded("স্পোর্টস", "অর্থনৈতিক", "কূটনীতি", "সংসদ")
DESK_OF = pattern(r"^(.{2,30}?)\s+(?:ডেস্ক|প্রতিবেদক|রিপোর্টার|desk)(?:ঃ|\s*[,|(–—-].*)?$")
PLACES = folded(
    "ঢাকা", "চট্টগ্রাম", "রাজশাহী", "খুলনা", "বরিশাল", "সিলেট", "রংপুর", "ময়মনসিংহ", "কুমিল্লা", "নোয়াখালী", "ফেনী", "লক্ষ্মীপুর", "চাঁদপুর", "ব্রাহ্মণবাড়িয়া", "কক্সবাজার", "রাঙামাটি", "বান্দরবান", "খাগড়াছড়ি", "গাজীপুর", "নারায়ণগঞ্জ",
    "নরসিংদী", "মানিকগঞ্জ", "মুন্সিগঞ্জ", "মুন্সীগঞ্জ", "টাঙ্গাইল", "কিশোরগঞ্জ", "ফরিদপুর", "মাদারীপুর", "শরীয়তপুর", "রাজবাড়ী", "গোপালগঞ্জ", "জামালপুর", "শেরপুর", "নেত্রকোনা", "নেত্রকোণা", "বগুড়া", "জয়পুরহাট", "নওগাঁ", "নাটোর", "চাঁপাইনবাবগঞ্জ",
    "পাবনা", "সিরাজগঞ্জ", "দিনাজপুর", "ঠাকুরগাঁও", "পঞ্চগড়", "নীলফামারী", "লালমনিরহাট", "কুড়িগ্রাম", "গাইবান্ধা", "যশোর", "সাতক্ষীরা", "বাগেরহাট", "ঝিনাইদহ", "মাগুরা", "নড়াইল", "কুষ্টিয়া", "মেহেরপুর", "চুয়াডাঙ্গা", "পটুয়াখালী", "ভোলা", "পিরোজপুর", "ঝালকাঠি", "বরগুনা",
    "সুনামগঞ্জ", "মৌলভীবাজার", "হবিগঞ্জ", "সাভার", "টেকনাফ", "উখিয়া", "কলকাতা", "হাওড়া", "শিলিগুড়ি", "দিল্লি", "নয়াদিল্লি", "আগরতলা", "গুয়াহাটি", "লন্ডন", "নিউইয়র্ক", "ওয়াশিংটন", "টরন্টো", "সিডনি", "দুবাই", "কুয়ালালামপুর", "ইসলামাবাদ", "কাঠমান্ডু", "কলম্বো", "বেইজিং",
    "টোকিও", "প্যারিস", "বার্লিন", "জেনেভা", "মস্কো", "জাবি", "রাবি", "ঢাবি", "চবি", "ইবি", "খুবি", "শাবিপ্রবি", "বাকৃবি",
)  # fmt: skip


def byline_likeness(text: str) -> tuple[float, str]:
    """How like a byline a line is, 0 to 1, and why."""
    bare = LEAD.sub("", text.strip(" ।:ঃ,|"))
    if not bare or len(bare) > LONGEST or "।" in bare:
        return 0.0, ""
    led = bare != text.strip(" ।:ঃ,|")
    plain = fold(bare)
    words = bare.split()
    if plain in WHOLE or plain in AGENCIES:
        return 0.9, "সংস্থা বা ডেস্কের নাম"
    if ROLE.search(bare) and len(words) <= 14 and not CLAUSE.search(bare):
        return 0.95, "পদের নাম আছে (ডেস্ক, প্রতিবেদক, প্রতিনিধি …)"
    if plain.endswith(fold("থেকে")) and 2 <= len(words) <= 7:
        return 0.85, "নাম ও স্থান"
    if furniture(text) or is_desk(text):
        return 0.0, ""
    likeness = person_likeness(bare)
    if led and len(words) <= 8:
        return max(0.85, likeness), "‘লিখেছেন’-জাতীয় শব্দের পরে"
    return likeness, "মানুষের নামের মতো" if likeness else ""


def person_likeness(text: str) -> float:
    """How like one or more people's names a short text is."""
    if CLAUSE.search(text) or re.search(r"\d|[০-৯]|[:;?!]", text):
        return 0.0
    best = 0.0
    for name in _split(text):
        words = name.split()
        if fold(name) in PLACES:
            continue
        known = sum(fold(word) in NAME_PARTS for word in words)
        if len(words) > (8 if known * 2 >= len(words) else 5) or len(name) > 60:
            return 0.0
        if len(words) == 1:
            best = max(best, 0.25)
        elif known:
            best = max(best, 0.8 if known * 2 >= len(words) else 0.7)
        elif len(words) <= 3:
            best = max(best, 0.4)
    return best


def names_in(text: str) -> list[str]:
    """The names in a byline: places and posts stay with the name they belong to."""
    bare = LEAD.sub("", text.strip(" ।:ঃ,|–—-•")).strip()
    half = len(bare) // 2
    if len(bare) % 2 == 0 and half > 3 and bare[:half] == bare[half:]:
        bare = bare[:half]  # printed twice, once for a picture
    names: list[str] = []
    for name in _split(bare):
        follows = names and (
            fold(name) in PLACES
            or not _stands_alone(name)
            or fold(name).endswith(fold("থেকে"))
            or bool(ROLE.search(name)) != bool(ROLE.search(names[-1]))
        )
        if follows:
            names[-1] += f", {name}"
        elif name not in names:
            names.append(name)
    return names


def kind_of_name(name: str) -> str:
    """'agency', 'desk' or 'person'."""
    first = name.split(",")[0]
    if fold(first) in AGENCIES:
        return "agency"
    if fold(first) in WHOLE or ROLE.search(name):
        # 'রহিম উদ্দিন, জেলা প্রতিনিধি' is a person with a post.
        return "person" if "," in name and person_likeness(first) >= 0.7 else "desk"
    return "person"


def desk_of(byline: str) -> str:
    """The desk a byline names: 'আন্তর্জাতিক' of 'আন্তর্জাতিক ডেস্ক'; '' of 'অনলাইন ডেস্ক'."""
    found = DESK_OF.match(byline.strip())
    if not found:
        return ""
    name = found.group(1).strip(" ,:-–")
    plain = fold(name)
    if plain in GENERAL_DESKS or plain in PLACES:
        return ""
    if fold("ডেস্ক") in fold(byline) and len(name.split()) <= 3:
        return name
    return name if plain in DESKS or plain in REPORTERS_DESKS else ""


def _split(text: str) -> list[str]:
    parts = re.split(r"\s*[,;|•·]\s*|\s+(?:ও|এবং|and|&)\s+", text)
    names = (part.strip(" .।–—-") for part in parts)
    return [name for name in names if name and not is_site(name) and not PICTURED.match(name)]


def _stands_alone(name: str) -> bool:
    return len(name.split()) > 1 or fold(name) in AGENCIES
