"""The forms of Bangla verbs. A verb has some sixty, and which of them a word list holds is chance.

Verbs are few, so their roots stand here, each in both shapes it takes (শোন- in শোনেন, শুন- in শুনছেন); the
endings follow from how a root ends. Sources: Suniti Kumar Chatterji, The Origin and Development of
the Bengali Language (1926), on the verb; Bangla Academy, প্রমিত বাংলা ভাষার ব্যাকরণ (2011), for the
classes of roots and for চলিত endings. Forms of talk that papers print in quotes are in.
"""

import re
from functools import lru_cache

from kagoj.bangla.endings import YA, each

_ON_CONSONANT = each(
    "ি িস ে েন ো া ার ব বো বে বেন বি বেই ল লো লে লেন লাম লি ত তো তে তেন তাম তিস ছি ছ ছো ছে ছেন ছিস ছিল ছিলেন ছিলাম "
    "ছিলে ছিলি ুন ুক িনি েনি েননি ছিনি িয়ে িয়া"
)
_ON_VOWEL = each(
    "ই ও য় ন স ক ব বো বে বেন বি ল লো লে লেন লাম লি ত তো তে তেন তাম তিস চ্ছি চ্ছ চ্ছো চ্ছে চ্ছেন চ্ছিস চ্ছিল চ্ছিলেন চ্ছিলাম "
    "চ্ছিলে চ্ছিলি নো নোর নোয় য়া য়ার য়ে য়নি ননি ইনি উন উক"
)
# After the participle, করে or করিয়ে.
_PERFECT = each("ছি ছ ছো ছে ছেন ছিস ছিল ছিলেন ছিলাম ছিলে ছিলি ছিলনা নি")
_ON_CONSONANT += [participle + ending for participle in ("ে", f"ি{YA}ে") for ending in _PERFECT]
_ON_VOWEL += [f"{YA}ে{ending}" for ending in _PERFECT]
_STRESS = ("ই", "ও")

_CONSONANT_ROOTS = each("""
কর চল বল পড় ধর মর সর ভর ঝর চর নড় চড় গড় ঘষ বস কষ ধস খস পচ রচ জপ গল টল ঢল ফল জ্বল কম জম দম ভজ মজ সঁপ বক ঠক চট ঘট রট পর হর
বদল কবল ফলস জ্বাল কাট আঁক আঁট আন আস কাঁদ কাঁপ কাচ কাশ কাড় খাট গাঁথ গাড় ঘাঁট চাখ চাট চাপ চাল চাঁছ ছাঁক ছাঁট ছাড় ছাপ ছান জাগ জান ঝাড় টান ডাক ঢাক ঢাল
তাক থাক থাম দাগ নাচ নাড় নাম পাক পাড় পাত পার পাল ফাট ফাঁদ ফাড় বাঁচ বাঁট বাঁধ বাঁক বাছ বাজ বাট বাড় বাধ বাস ভাগ ভাঙ ভাঁজ ভাজ ভাব ভাস মাখ মাগ মাজ মান মাপ
মাড় মার মাত রাখ রাগ রাঁধ লাগ সাজ সাধ সার হাঁক হাঁট হার হাস হান কিন কেন খিঁচ খেঁচ গিল গেল ঘির ঘের চিন চেন চির চের ছিঁড় ছেঁড় জিত জেত টিক টেক টিপ টেপ নিভ
নেভ পিট পেট পিষ পেষ ফির ফের ফেল বিঁধ বেঁধ বেচ ভিজ ভেজ ভিড় ভেড় মিট মেট মিল মেল মিশ মেশ লিখ লেখ লিপ লেপ শিখ শেখ সিঁচ সেঁচ সেঁক খেল ঠেল ঠেক দেখ খেপ
ঘেঁষ বেল হেল ছেঁচ উঠ ওঠ উড় ওড় কুট কোট খুঁজ খোঁজ খুঁড় খোঁড় খুল খোল গুন গোন গুঁজ গোঁজ ঘুর ঘোর ঘুচ ঘোচ চুক চুষ চোষ ছুট ছোট ছুঁড় ছোঁড় ছুড় ছোড় জুট জোট
জুড় জোড় ঝুঁক ঝোঁক ঝুল ঝোল টুক টোক ঠুক ঠোক ডুব ডোব ঢুক ঢোক তুল তোল দুল দোল ধুঁক ধোঁক ধুন ধোন পুঁত পোঁত পুড় পোড় পুষ পোষ পুর পোর ফুট ফোট ফুঁক ফোঁক ফুঁস
ফোঁস ফুল ফোল ফুঁড় ফোঁড় বুঝ বোঝ বুজ বোজ বুন বোন ভুগ ভোগ ভুল ভোল মুছ মোছ মুড় মোড় যুঝ রুখ রোখ লুট লোট শুঁক শোঁক শুন শোন শুষ শোষ খুঁট খোঁট কুঁদ কোঁদ দুষ
ছিল ছুল ছোল ছিট চিবু চাই গাই বাই নাই ছাই বই সই কই রই লই হই খুঁচ জড় আঁচ এস আওড়
""")
_VOWEL_ROOTS = each("""
এড়া এগো এগা ওল্টা উল্টা উলটা ওলটা পাল্টা পালটা পেরো পেরা বেরো বেরা ফুরো ফুরা শুকো শুকা জিরো জিরা কুড়ো কুড়া লুকো লুকা ঘুমো ঘুমা দৌড়া দৌড়ো দাঁড়া পালা বেড়া
পৌঁছা হারা তাকা চেঁচা আটকা ঝলসা ধমকা চমকা থমকা টপকা মচকা ছিটকা আঁকড়া আছড়া আঁচড়া কামড়া খামচা মোচড়া দুমড়া হাতড়া সাঁতরা ঠিকরা বিগড়া শুধরা ফসকা হড়কা
পিছলা চিবা চিবো বিকা বিকো হাঁপা লাফা ঝাঁপা সামলা বদলা ঘাবড়া তাড়া গজা ছড়া জড়া গোছা গুছা গুঁড়া বিছা বিলা পাঠা বানা রাঙা শাসা ডিঙা থিতা পেঁচা প্যাঁচা পোহা উপড়া
উগরা উতরা উথলা ওপড়া কোঁচকা কিলা খোঁচা গোঙা গোটা গুটা ঘনা জাপটা ঝিমা ঝিমো ডরা তাতা নোয়া ভাঁড়া লেলা শানা ধা পিছা পেছো পেছা নিংড়া আগলা আওড়া কচলা খেদা চোবা টাঙা
জোগা যোগা টাটা দাপা ধুঁকা ফাঁপা ভড়কা মাতা শোয়া শুকো ভেংচা হাতা ঠকা চটকা ঠোকরা ছোঁ ছুঁ শো শু ধো ধু রো রু নো নু খা যা পা চা গা ছা দে দি নে নি জুড়া জুড়ো বোলা
লটকা লতা হেদা উসকা উজা উপচা আঁতকা আউড়া ফেঁপা ভ্যাংচা মুষড়া মিইয়া শিউরা সেঁধা সিঁটকা হাঁকা খিঁচা গুলা ঘুলা চুবা
""")
_KINDS = (
    (frozenset(_CONSONANT_ROOTS), frozenset(_ON_CONSONANT)),
    # করা-, শোনা-: let somebody do it; the roots of the first kind with া.
    (frozenset([*_VOWEL_ROOTS, *(root + "া" for root in _CONSONANT_ROOTS)]), frozenset(_ON_VOWEL)),
    # কেটেছেন, রেখে: a root in া has ে there.
    (
        frozenset(root.replace("া", "ে", 1) for root in _CONSONANT_ROOTS),
        frozenset(f"ে{ending}" for ending in ("", *_PERFECT)),
    ),
    # ঘুমিয়েছেন, দাঁড়িয়ে: the participle of roots in া and ো.
    (
        frozenset(root[:-1] for root in _VOWEL_ROOTS if len(root) > 3),
        frozenset(f"ি{YA}ে{ending}" for ending in ("", *_PERFECT)),
    ),
)
_STRESSED = re.compile(f"(?:{'|'.join(_STRESS)})\\Z")


@lru_cache(maxsize=4096)
def is_verb(word: str) -> bool:
    """Whether the word is a form of a Bangla verb, plain or with the ই or ও of emphasis."""
    return _is_form(word) or bool(_STRESSED.search(word) and _is_form(word[:-1]))


def _is_form(word: str) -> bool:
    return any(
        word[:place] in roots and word[place:] in endings
        for roots, endings in _KINDS
        for place in range(1, len(word))
    )
