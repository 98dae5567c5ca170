"""Folds the spellings of one word into one key, so that সরকারী finds সরকারি and আগষ্ট finds আগস্ট.

    unify("খ্রীষ্টাব্দ") == unify("খ্রিস্টাব্দ")        unify("সর্ব্ব") == unify("সর্ব")

A key is for comparing only, and a weaker likeness than the spelling itself: a search ranks what is
written as asked above what is spelt otherwise, since a fold that joins spellings also joins some
words (দিন and দীন). Sources: the changes of বাংলা একাডেমি প্রমিত বাংলা বানানের নিয়ম (2012), which are what old and
new archives differ by, and what modern papers were seen to vary in.

For every word:

* ঈ ী are ই ি, and ঊ ূ are উ ু; ঐ ৈ are the two vowels ওই ই, and ঔ ৌ are ওউ উ (ঐ, ওই; বৌ, বউ);
* ণ is ন, ষ্ট is স্ট and ষ্ঠ is স্ঠ; ঞ্চ ঞ্জ are ন্চ ন্জ;
* ঙ্ক ঙ্খ ঙ্গ ঙ্ঘ and a bare ঙ are written with ং;
* no doubled consonant under reph (কার্য্য, অর্দ্ধ); no ঃ (মোঃ); অ্যা and এ্যা at the beginning are এ;
* েওয়া is েয়া (দেওয়া, দেয়া), and ্যা within a word is ্য (ব্যাক্তি).

Only in words of three letters (aksharas) or more, where no pair of common words was found that it
would join: শ and ষ are স (পুলিস, জিনিষ), ঁ goes (চাদাবাজি). In shorter words they stay, with a last ণ:
বিশ and বিষ, বাঁধা and বাধা, মন and মণ are different words. Where four consonants are written, র্ before
one of them is র (কর্পোরেশন, করপোরেশন); শর্ত and শরৎ are shorter.

What no rule can tell is a table of words: ভাল and ভালো, but not কাল and কালো.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kagoj.bangla.characters import CONSONANTS, HASANTA, VOWELS

_LONGEST = 64

_VOWELS_JOINED = str.maketrans(
    {
        "ঈ": "ই",
        "ী": "ি",
        "ঊ": "উ",
        "ূ": "ু",
        "ঐ": "ওই",
        "ৈ": "ই",
        "ঔ": "ওউ",
        "ৌ": "উ",
        "ঃ": "",
    }
)

_DOUBLED = re.compile(
    f"(র{HASANTA})(?:([{CONSONANTS}]){HASANTA}(?=\\2)|দ{HASANTA}(?=ধ)|চ{HASANTA}(?=ছ)|ত{HASANTA}(?=থ))"
)
_BEGINNING = re.compile(f"^(?:অ{HASANTA}যা|এ{HASANTA}যা|এ{HASANTA}য|য়{HASANTA}যা)")
_VELAR = re.compile(f"ঙ{HASANTA}?(?=[কখগঘ])|ঙ(?![\u09be-\u09cc])")
_PALATAL = re.compile(f"ঞ(?={HASANTA}[চছজঝ])")
_YA_PHALA = re.compile(f"{HASANTA}যা(?=.)")
_REPH = re.compile(f"র{HASANTA}(?=[{CONSONANTS}])(?!র{HASANTA}য)")
_AKSHARA = re.compile(rf"(?<!{HASANTA})[{CONSONANTS}{VOWELS}]")
_CONSONANT = re.compile(f"[{CONSONANTS}]")

# Without one of these a word is its own key, but for the table.
_DOUBTFUL = re.compile(f"[ঈীঊূঐৈঔৌঃঙঞণষশঁ{HASANTA}]|েওয")
_LAST_NASAL = re.compile(f"(?<!{HASANTA})ণ\\Z")

# The word as it should be compared, and the other ways it is written. Endings are off already.
_TABLE = """
কোন: কোনো কোনও | ভাল: ভালো | ছোট: ছোটো | বড়: বড়ো | আর: আরও আরো | এখন: এখনো এখনও | কখন: কখনো কখনও | তখন: তখনো তখনও
এগার: এগারো | পনের: পনেরো | ষোল: ষোলো | সতের: সতেরো | আঠার: আঠারো | পুরান: পুরানো পুরোনো পুরনো | কত: কতো | যত: যতো | এত: এতো
উদযাপন: উদ্যাপন | হৃদরোগ: হৃদ্রোগ | বাগদান: বাগ্দান | উদঘাটন: উদ্ঘাটন | ভরতি: ভর্তি | পালটা: পাল্টা | উলটা: উল্টা উল্টো উলটো
জাদু: যাদু | জাদুঘর: যাদুঘর | জোগাড়: যোগাড় | জোগান: যোগান
মোহাম্মদ: মুহাম্মদ মোহাম্মাদ মুহাম্মাদ মোহম্মদ মহম্মদ | কোরআন: কুরআন কোরান | হোসেন: হোসাইন হুসাইন হুসেইন হোসেইন হুসেন
রহমান: রাহমান রেহমান | ওসমান: উসমান | ওমর: উমর | মুসলমান: মোসলমান | রমজান: রামাদান রামাযান রমযান | নামাজ: নামায | আজান: আযান
গ্রেপ্তার: গ্রেফতার | হজ: হজ্ব হজ্জ | ফেব্রুয়ারি: ফেব্রয়ারি
সেপ্টেম্বর: সেপটেম্বর | ইনজিন: ইঞ্জিন | ব্যবসা: ব্যবসায় | ইংরেজি: ইংরাজি | বাঙালি: বাঙ্গালি বাংগালি | বাংলা: বাঙ্গালা
সোভিয়েত: সোভিয়েট | পৌঁছ: পৌছ | কার্ফু: কারফিউ কার্ফিউ | কলকাতা: কোলকাতা কলিকাতা | চট্টগ্রাম: চিটাগাং
"""


def unify(word: str) -> str:
    """The key that the spellings of a word share; words are index terms (`analyse.fold`)."""
    if len(word) > _LONGEST:
        return word
    key = _by_rule(word)
    return _table().get(key, key)


def respelled(word: str) -> tuple[str, ...]:
    """The word in the other spelling of ঙ, older or newer: ভাঙ্গন for ভাঙন, রঙিন for রঙ্গিন.

    The Academy's rules of 2012 write ঙ (বাঙালি, ভাঙা, রঙিন) where archives have ঙ্গ. No rule tells where ঙ্গ
    stays (জঙ্গল), and at the end of a word both are words of their own (রঙ, রঙ্গ): so this is no key, but
    a word to ask for.
    """
    newer = word.replace(f"ঙ{HASANTA}গ", "ঙ")
    older = re.sub(f"ঙ(?!{HASANTA})", f"ঙ{HASANTA}গ", word)
    if word.endswith(("ঙ", f"ঙ{HASANTA}গ")):
        return ()
    return tuple(other for other in (newer, older) if other != word)


def _by_rule(word: str) -> str:
    if not _DOUBTFUL.search(word):
        return word
    key = _DOUBLED.sub(_once, word).translate(_VOWELS_JOINED)
    key = _BEGINNING.sub("এ", key)
    key = _PALATAL.sub("ন", _VELAR.sub("ং", key))
    key = key.replace("ষ্ট", "স্ট").replace("ষ্ঠ", "স্ঠ").replace("েওয়া", "েয়া")
    key = _YA_PHALA.sub(f"{HASANTA}য", key)
    long = len(_AKSHARA.findall(key)) > 2
    if long:
        key = key.replace("শ", "স").replace("ষ", "স").replace("ঁ", "")
    if long or not _LAST_NASAL.search(key):
        key = key.replace("ণ", "ন")
    if len(_CONSONANT.findall(key)) > 3:
        key = _REPH.sub("র", key)
    return key


def _once(found: re.Match[str]) -> str:
    # A function is called where something is found; a template costs something each time.
    return str(found[1])


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    """The key of each spelling in the table, by its key."""
    ways = {}
    for line in _TABLE.replace("\n", "|").split("|"):
        word, _, others = line.partition(":")
        for other in others.split():
            ways[_by_rule(other)] = _by_rule(word.strip())
    return ways
