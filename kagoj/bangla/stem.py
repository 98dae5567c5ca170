"""Takes the endings off Bangla nouns and names, so that ঢাকা is found where ঢাকায় is written.

    stem("ছেলেটিকেও")  →  "ছেল", as do ছেলে, ছেলের and ছেলেরা

A stem is a key to compare by, not a word to show: it need only be the same for the forms of one word
and another for other words. Endings are taken off one by one from the outside, until none fits or
less than two letters (aksharas) would be left:

* ও and ই, "too" and "indeed": ঢাকাও, তিনিই;
* cases: কে, র, ের, য়ের, এর, ে, য়, য়ে, তে;
* plurals of people: রা, েরা, য়েরা, দের, গণ, বৃন্দ;
* articles: টি, টা, টুকু, খানা, খানি, গুলো, গুলি, গুলা, সমূহ;
* of verbs only what no noun ends in: েছে(ন), েছি, েছিল(েন), বেন, লেন, তেন;
* of figures and Latin letters every ending: ১০টি, ২১শে, BNPর.

What may stand before an ending follows how Bangla attaches it (Chatterji, Origin and Development of
the Bengali Language, 1926, part II, chapter on declension; বাংলা একাডেমি প্রমিত বাংলা ভাষার ব্যাকরণ, 2011): তে and
the bare র and য় after a vowel, ে after a consonant, nothing after a hasanta. Which endings newspapers
use, and in what stacks, is measured in the project's notes on 723 Prothom Alo articles.

Some forms can be read in two ways: সড়কে is সড়ক with ে, রহিমকে is রহিম with কে. `stems` gives both keys,
the likelier first; lists of the commonest words in ক and দ settle most. Not joined: forms whose
inside changes (মন্ত্রী and মন্ত্রিসভা), and verbs in general.

Words are expected as index terms (`analyse.fold`): NFC, without joiners, digits 0-9.
"""

from __future__ import annotations

import re

from kagoj.bangla.characters import (
    AFTER_SIGNS,
    CONSONANTS,
    HASANTA,
    KHANDA_TA,
    NUKTA,
    TA,
    VOWEL_SIGNS,
    VOWELS,
)

# How many endings a word may carry (গুলো, দের, কে, ও and one to spare), and a bound for the rest.
_MOST_ENDINGS = 6
_LONGEST = 64  # code points; a longer term is no word

# A letter with what is joined to it by hasanta counts once.
_AKSHARA = re.compile(rf"(?<!{HASANTA})[{CONSONANTS}{VOWELS}]")
_FIGURE_OR_LATIN = re.compile(
    r"([0-9][0-9.]*|[a-z][a-z0-9.]*?)"
    r"(?:টি|টা|জন|খানা|গুলো|গুলি|শে|ই|লা|রা|ঠা|ম|য়|র্থ|ষ্ঠ|তম|এর|ের|র|কে|তে|এ|ে|দের|ও)"
    r"(?:র|কে|তে|ের|ে|ই|ও){0,2}"
)


def _letters(inside: str) -> frozenset[str]:
    """The letters of Bangla in a class of characters."""
    return frozenset(re.findall(f"[{inside}]", "".join(map(chr, range(0x980, 0xA00)))))


_VOWEL = _letters(VOWEL_SIGNS + VOWELS)
_CONSONANT = _letters(CONSONANTS + NUKTA)  # ড়, ঢ় and য় end in their dot
_ANY = _VOWEL | _CONSONANT | _letters(AFTER_SIGNS)

# Each ending with what must stand before it, and how many letters must be left. The first that
# fits is taken, so the longer stand before those they contain.
_ENDINGS = (
    ("েছিলেন", _CONSONANT, 2),
    ("েছিলাম", _CONSONANT, 2),
    ("েছিল", _CONSONANT, 2),
    ("েছেন", _CONSONANT, 2),
    ("েছে", _CONSONANT, 2),
    ("েছি", _CONSONANT, 2),
    ("বৃন্দ", _ANY, 2),
    ("সমূহ", _ANY, 2),
    ("গুলো", _ANY, 1),
    ("গুলি", _ANY, 1),
    ("গুলা", _ANY, 1),
    ("টুকু", _ANY, 2),
    ("খানা", _ANY, 3),  # কারখানা is a house of its own
    ("খানি", _ANY, 2),
    ("গণ", _ANY, 3),  # জনগণ
    ("য়েদের", frozenset("াইউ"), 2),
    ("য়েরা", frozenset("াোইউ"), 2),
    ("য়ের", frozenset("াোইউওঔ"), 2),
    ("য়ে", frozenset("াোইউ"), 2),
    ("েদের", _CONSONANT, 2),
    ("েরা", _CONSONANT, 2),
    ("দের", _ANY, 2),
    ("এরা", _ANY, 2),
    ("বেন", _CONSONANT, 2),
    ("লেন", _CONSONANT, 2),
    ("তেন", _CONSONANT, 2),
    ("রা", _ANY, 2),
    ("টি", _ANY, 2),
    ("টা", _ANY, 2),
    ("কে", _ANY, 2),
    ("এর", _ANY, 2),
    ("ের", _CONSONANT, 2),
    ("তে", _VOWEL, 2),
    ("য়", frozenset("াো"), 2),
    ("র", _VOWEL, 2),
    ("ে", _CONSONANT, 2),
    ("ও", _ANY, 2),
    ("ই", _VOWEL - {"া"} | _CONSONANT, 2),
    ("ই", frozenset("া"), 3),  # জামাই is no shirt, দুবাই no plank
)
_BY_LAST = {
    last: tuple(row for row in _ENDINGS if row[0][-1] == last)
    for last in {ending[-1] for ending, _, _ in _ENDINGS}
}

# After these an ending is an ending: গুলোতে and দেরকে are read in one way only.
_SURE = re.compile("(?:গুলো|গুলি|গুলা|টি|টা|দের|খানা|খানি|গণ)\\Z")

# Endings whose first letters may as well be the word's last ones.
_TWO_WAYS = {"কে": "ক", "দের": "দ", "েদের": "েদ", "তে": "ত"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words in ক and দ that stand in a place or own a thing oftener than what precedes is a person.
_IN_KA = _words(
    """
    সড়ক বৈঠক নাটক দশক শতক ব্যাংক ব্যাঙ্ক ফেসবুক টিকটক পোশাক পোষাক ইরাক অনেক প্রত্যেক অর্ধেক
    সূচক পদক মোড়ক ক্লিনিক মাদক চমক ধমক তালাক মহাসড়ক অলিম্পিক ফাটক আটক বালক ঝলক পলক নরক দিক
    তিলক ফলক গোলক রূপক চুম্বক স্তবক প্রতীক বাণিজ্যিক প্রান্তিক রোমান্টিক টেকনিক
    """
)
_IN_DA = _words(
    """
    সংসদ পরিষদ সম্পদ বিপদ মসজিদ প্রাসাদ সংবাদ প্রতিবাদ জঙ্গিবাদ সন্ত্রাসবাদ জাতীয়তাবাদ মতবাদ
    সাম্রাজ্যবাদ মৌলবাদ অনুবাদ বিবাদ অপবাদ ধন্যবাদ আশীর্বাদ বাগদাদ হায়দরাবাদ ইসলামাবাদ ফরিদাবাদ
    আহমেদাবাদ এলাহাবাদ মুর্শিদাবাদ জনপদ আপদ বিচ্ছেদ ভেদ মতভেদ পরিচ্ছেদ উচ্ছেদ অনুচ্ছেদ আয়ুর্বেদ
    উদ্ভিদ শহিদ শহীদ তাগিদ মেয়াদ আজাদ আবাদ প্রমোদ বিনোদ বারুদ মজুদ আমোদ বিষাদ প্রসাদ স্বাদ চাঁদ
    """
)

# Words that end as if they were inflected. Not all of them, which would be a dictionary: those whose
# beginning is another word, or that are too common to be cut at random.
_WHOLE = _words(
    """
    আমরা তোমরা আপনারা গোলাগুলি রেডিও ভিডিও ঘেরাও উধাও চড়াও থেকে আরও এখনও কখনও তখনও পেলে হোসে
    চেহারা পাহারা সাহারা ইজারা ফোয়ারা সরকার হাজার বাজার বিচার প্রচার প্রকার আবার এবার চেয়ার
    পরিবার ব্যবহার উপহার ডাক্তার মাস্টার সেন্টার কম্পিউটার মিটার লিটার ডলার রবিবার সোমবার
    মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রোববার অধিকার আকার বেকার সাক্ষাৎকার পুরস্কার
    আবিষ্কার পরিষ্কার শিকার স্বীকার উদ্ধার গ্রেপ্তার গ্রেফতার বিস্তার সংস্কার অহংকার অন্ধকার
    চমৎকার রাজাকার অস্ত্রোপচার অত্যাচার আচার শরীর গভীর জাহাঙ্গীর আলমগীর তিতুমীর মন্দির শিবির
    জাকির নাসির বশির আমির মঞ্জুর কমিটি পার্টি ইউনিটি ত্রুটি উপায় আদায় বিদায় অধ্যায় সহায়
    অসহায় সম্প্রদায় আশ্রয় খোয়াই জুলাই দুবাই মুম্বাই চেন্নাই লড়াই জামাই বাছাই সেলাই ঢালাই
    যাচাই কসাই হাওয়াই সর্দার সরদার মাষ্টার পালটা পাল্টা উলটা উল্টা এগার পনের সতের আঠার
    """
)

# Nouns of one letter, which lose only these.
_SHORT = re.compile("(মা|চা|পা|গা|ঘা)(?:য়েদের|য়েরা|য়ের|য়ে|কে)[ইও]?")


_SHORT_BEGIN = "মচপগঘ"


def stem(word: str) -> str:
    """The likeliest stem: ``stem('সরকারের')`` is 'সরকার'."""
    return stems(word)[0]


def stems(word: str) -> tuple[str, ...]:
    """The stems a form may have, the likeliest first: for বাবাকে that is বাবা, then বাবাক."""
    if not word or len(word) > _LONGEST:
        return (word,)
    if word[0].isascii():
        outside = _FIGURE_OR_LATIN.fullmatch(word)
        return (outside[1] if outside else word,)
    if word[-1] not in _BY_LAST:
        return (_end_of_stem(word),)
    if word[0] in _SHORT_BEGIN and (short := _SHORT.fullmatch(word)):
        return (short[1],)
    found: dict[str, None] = {}
    _peel(word, _MOST_ENDINGS, found)
    return tuple(found)


def _peel(word: str, left: int, found: dict[str, None]) -> None:
    ending = _ending_of(word) if left and word not in _WHOLE else ""
    if not ending:
        found[_end_of_stem(word)] = None
        return
    rest = word[: -len(ending)]
    kept = _TWO_WAYS.get(ending, "")
    if kept and not _SURE.search(rest):
        other = rest + kept
        if other in _IN_KA or other in _IN_DA:
            found[_end_of_stem(other)] = None
            return
        _peel(rest, left - 1, found)
        if not rest.endswith("ি") or kept != "ত":  # নীতিতে is never নীতিত
            found[_end_of_stem(other)] = None
        return
    _peel(rest, left - 1, found)


def _ending_of(word: str) -> str:
    for ending, before, least in _BY_LAST.get(word[-1], ()):
        if word.endswith(ending) and len(word) > len(ending):
            rest = word[: -len(ending)]
            if rest[-1] in before and len(_AKSHARA.findall(rest)) >= least:
                return ending
    return ""


def _end_of_stem(word: str) -> str:
    # বিদ্যুৎ, but বিদ্যুতের.
    return word[:-1] + TA if word.endswith(KHANDA_TA) else word
