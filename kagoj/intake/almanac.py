"""Names of months, days and hours as Bangla papers spell them, as patterns.

Everything here is matched against normalised text whose digits are Latin (`to_latin`).
"""

from __future__ import annotations

from kagoj.intake.wording import NOT_AFTER, NOT_BEFORE, either, fold

# Spellings found in print: today's first, then older ones, West Bengal's, and short forms.
MONTH_NAMES: tuple[tuple[str, ...], ...] = (
    ("জানুয়ারি", "জানুয়ারী", "জানুয়ারীর", "জানুআরি", "জানুঃ", "জানু", "january", "jan"),
    ("ফেব্রুয়ারি", "ফেব্রুয়ারী", "ফেব্রুয়ারির", "ফেব্রয়ারি", "ফেব্রয়ারী", "ফেব্রুঃ", "ফেব্রু", "ফেব", "february", "feb"),
    ("মার্চ", "মার্চ্চ", "march", "mar"),
    ("এপ্রিল", "এপ্রীল", "এপ্রি", "april", "apr"),
    ("মে", "মেঃ", "may"),
    ("জুন", "june", "jun"),
    ("জুলাই", "জুলাইঃ", "july", "jul"),
    ("আগস্ট", "আগষ্ট", "অগস্ট", "অগাস্ট", "আগাস্ট", "অগাষ্ট", "আগ", "august", "aug"),
    ("সেপ্টেম্বর", "সেপ্টেম্বার", "সেপ্টেঃ", "সেপ্টে", "সেপ্ট", "সেপ", "september", "sept", "sep"),
    ("অক্টোবর", "অক্টোবার", "অক্টোঃ", "অক্টো", "অক্ট", "october", "oct"),
    ("নভেম্বর", "নভেম্বার", "নবেম্বর", "নভেঃ", "নভে", "november", "nov"),
    ("ডিসেম্বর", "ডিসেম্বার", "ডিসেঃ", "ডিসে", "december", "dec"),
)  # fmt: skip

BANGLA_MONTH_NAMES: tuple[tuple[str, ...], ...] = (
    ("বৈশাখ", "বৈশাখী"),
    ("জ্যৈষ্ঠ", "জৈষ্ঠ", "জ্যৈষ্ট", "জৈষ্ঠ্য"),
    ("আষাঢ়", "আষাড়"),
    ("শ্রাবণ", "শ্রাবন"),
    ("ভাদ্র",),
    ("আশ্বিন",),
    ("কার্তিক", "কার্ত্তিক"),
    ("অগ্রহায়ণ", "অগ্রহায়ন", "অঘ্রাণ"),
    ("পৌষ",),
    ("মাঘ",),
    ("ফাল্গুন", "ফাগুন"),
    ("চৈত্র",),
)

HIJRI_MONTHS = (
    "মহররম", "মুহাররম", "মুহররম", "মোহররম", "সফর", "রবিউল আউয়াল", "রবিউল আওয়াল", "রবিউল আউআল",
    "রবিউস সানি", "রবিউস সানী", "রবিউল সানি", "রবিউল আখির", "জমাদিউল আউয়াল", "জমাদিউল আওয়াল",
    "জমাদিউস সানি", "জমাদিউস সানী", "জমাদিউল সানী", "জমাদিউল সানি", "জামাদিউল আউয়াল",
    "জামাদিউস সানি", "জামাদিউল সানী", "জুমাদাল উলা", "জুমাদাস সানিয়া", "রজব", "শাবান", "শা'বান",
    "রমজান", "রমযান", "রামাদান", "শাওয়াল", "শাউয়াল", "জিলকদ", "জিলক্বদ", "জ্বিলকদ", "যিলকদ",
    "জিলহজ", "জিলহজ্জ", "জ্বিলহজ্ব", "জিলহজ্ব", "যিলহজ", "যিলহজ্জ",
)  # fmt: skip

# Monday is 0, as in Python.
WEEKDAY_NAMES: tuple[tuple[str, ...], ...] = (
    ("সোমবার", "monday", "mon"),
    ("মঙ্গলবার", "মংগলবার", "tuesday", "tue"),
    ("বুধবার", "wednesday", "wed"),
    ("বৃহস্পতিবার", "বৃহষ্পতিবার", "বৃহঃবার", "thursday", "thu"),
    ("শুক্রবার", "শুক্রুবার", "friday", "fri"),
    ("শনিবার", "saturday", "sat"),
    ("রবিবার", "রোববার", "sunday", "sun"),
)

AM = ("এএম", "এ.এম.", "এ.এম", "এ এম", "am", "a.m.", "a.m", "পূর্বাহ্ণ", "পূর্বাহ্ন", "পূর্বাহ্নে", "পূর্বাহ্ণে", "পুর্বাহ্ন", "পুর্বাহ্ণ")  # fmt: skip
PM = ("পিএম", "পি.এম.", "পি.এম", "পি এম", "pm", "p.m.", "p.m", "অপরাহ্ণ", "অপরাহ্ন", "অপরাহ্নে", "অপরাহ্ণে", "অপরাহৃ")  # fmt: skip
# Part of the day -> the hours of a twelve-hour clock that are after noon in it (12 stands for noon
# where listed, for midnight where not).
DAY_PARTS: dict[str, frozenset[int]] = {
    "ভোর": frozenset(),
    "প্রভাত": frozenset(),
    "সকাল": frozenset({12}),
    "বেলা": frozenset({12, 1, 2, 3, 4, 5, 6}),
    "দুপুর": frozenset({12, 1, 2, 3, 4, 5}),
    "বিকাল": frozenset({12, 1, 2, 3, 4, 5, 6, 7}),
    "বিকেল": frozenset({12, 1, 2, 3, 4, 5, 6, 7}),
    "সন্ধ্যা": frozenset({12, 4, 5, 6, 7, 8, 9}),
    "রাত": frozenset({6, 7, 8, 9, 10, 11}),
    "রাত্রি": frozenset({6, 7, 8, 9, 10, 11}),
    "মধ্যরাত": frozenset(),
}

PUBLISHED = (
    "প্রকাশিত হয়েছে", "প্রকাশের সময়", "প্রকাশের তারিখ", "প্রকাশকাল", "প্রকাশ কাল", "প্রকাশিতঃ", "প্রকাশিত", "প্রকাশঃ", "প্রকাশ",
    "প্রকাশিত সময়", "পোস্টের সময়", "পোস্ট করা হয়েছে", "পোস্টেড", "পোস্ট", "আপলোডের সময়", "আপলোড", "সংবাদ প্রকাশ",
    "খবর প্রকাশ", "বাংলাদেশ সময়", "রিপোর্টের সময়", "published on", "published at", "published", "publish date",
    "publish time", "publish", "posted on", "posted at", "posted", "post date", "date", "তারিখ", "সময়কাল",
)  # fmt: skip
UPDATED = (
    "সর্বশেষ আপডেট", "সবশেষ আপডেট", "শেষ আপডেট", "লাস্ট আপডেট", "আপডেটের সময়", "আপডেট সময়", "আপডেট টাইম", "আপডেটেড",
    "আপডেট করা হয়েছে", "আপডেট হয়েছে", "আপডেটঃ", "আপডেট", "হালনাগাদের সময়", "সর্বশেষ হালনাগাদ", "হালনাগাদ করা হয়েছে",
    "হালনাগাদ", "পরিমার্জিত", "পরিমার্জন", "সংশোধিত", "সর্বশেষ সংশোধন", "last updated on", "last updated at", "last updated",
    "last update", "last modified", "updated on", "updated at", "updated", "update time", "update", "modified",
)  # fmt: skip

ORDINAL = "(?:ই|লা|রা|ঠা|শে|এ|st|nd|rd|th)?"


def numbers_of(names: tuple[tuple[str, ...], ...], first: int) -> dict[str, int]:
    return {fold(name): number for number, group in enumerate(names, first) for name in group}


MONTH_NUMBER = numbers_of(MONTH_NAMES, 1)
BANGLA_MONTH_NUMBER = numbers_of(BANGLA_MONTH_NAMES, 1)
WEEKDAY_NUMBER = numbers_of(WEEKDAY_NAMES, 0)

MONTH = f"(?:{either(*(name for group in MONTH_NAMES for name in group))}){NOT_BEFORE}"
BANGLA_MONTH = f"(?:{either(*(n for group in BANGLA_MONTH_NAMES for n in group))}){NOT_BEFORE}"
HIJRI_MONTH = f"(?:{either(*HIJRI_MONTHS)}){NOT_BEFORE}"
WEEKDAY = f"{NOT_AFTER}(?:{either(*(n for g in WEEKDAY_NAMES for n in g))}){NOT_BEFORE}"
DAY_HALF = f"{NOT_AFTER}(?:{either(*AM, *PM, *DAY_PARTS)}){NOT_BEFORE}"
AM_FORMS = frozenset(fold(form) for form in AM)
PM_FORMS = frozenset(fold(form) for form in PM)
DAY_PART_HOURS = {fold(name): hours for name, hours in DAY_PARTS.items()}
