"""Names of months, weekdays and seasons as Bangla newspapers write them.

The Gregorian months follow the Bangla Academy's rule that foreign words take the short ি
(জানুয়ারি, ফেব্রুয়ারি) and স, not ষ, before ট (আগস্ট); CLDR still lists জানুয়ারী. The Bangla months and
seasons are those of the Bangla Academy's calendar; the weekdays are CLDR's. All are NFC.
"""

GREGORIAN_MONTHS = (
    "জানুয়ারি",
    "ফেব্রুয়ারি",
    "মার্চ",
    "এপ্রিল",
    "মে",
    "জুন",
    "জুলাই",
    "আগস্ট",
    "সেপ্টেম্বর",
    "অক্টোবর",
    "নভেম্বর",
    "ডিসেম্বর",
)

BANGLA_MONTHS = (
    "বৈশাখ",
    "জ্যৈষ্ঠ",
    "আষাঢ়",
    "শ্রাবণ",
    "ভাদ্র",
    "আশ্বিন",
    "কার্তিক",
    "অগ্রহায়ণ",
    "পৌষ",
    "মাঘ",
    "ফাল্গুন",
    "চৈত্র",
)

# Two months to a season, from Boishakh on.
SEASONS = ("গ্রীষ্ম", "বর্ষা", "শরৎ", "হেমন্ত", "শীত", "বসন্ত")

# From Monday, as datetime.date.weekday() counts. For Sunday many papers write রোববার.
WEEKDAYS = ("সোমবার", "মঙ্গলবার", "বুধবার", "বৃহস্পতিবার", "শুক্রবার", "শনিবার", "রবিবার")

# Other spellings that name a month beyond doubt: CLDR's (bn, before release 36) and the older ones
# that archives hold, West Bengal's অগস্ট (Paschimbanga Bangla Akademi), and for Bangla months what
# imported pages were found to print (`kagoj.intake`) and the colloquial forms that dictionaries
# enter under the month (Samsad Bengali-English Dictionary).
GREGORIAN_MONTH_SPELLINGS = {
    "জানুয়ারী": "জানুয়ারি",
    "ফেব্রুয়ারী": "ফেব্রুয়ারি",
    "আগষ্ট": "আগস্ট",
    "অগস্ট": "আগস্ট",
    "অগাস্ট": "আগস্ট",
    "নবেম্বর": "নভেম্বর",
}

BANGLA_MONTH_SPELLINGS = {
    "বোশেখ": "বৈশাখ",
    "জৈষ্ঠ": "জ্যৈষ্ঠ",
    "জৈষ্ঠ্য": "জ্যৈষ্ঠ",
    "জ্যৈষ্ট": "জ্যৈষ্ঠ",
    "জষ্ঠি": "জ্যৈষ্ঠ",
    "আষাড়": "আষাঢ়",
    "শ্রাবন": "শ্রাবণ",
    "শাওন": "শ্রাবণ",
    "আশিন": "আশ্বিন",
    "কার্ত্তিক": "কার্তিক",
    "অগ্রহায়ন": "অগ্রহায়ণ",
    "অঘ্রাণ": "অগ্রহায়ণ",
    "অঘ্রান": "অগ্রহায়ণ",
    "ফাগুন": "ফাল্গুন",
    "চৈত": "চৈত্র",
}
