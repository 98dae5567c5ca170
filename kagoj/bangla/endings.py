"""The endings that Bangla nouns, names and numbers take, and on which stems each may stand.

A speller cannot list every inflected form: a noun alone has some two hundred. So a word counts as
spelled right when a known stem is followed by an ending that may stand there. Unlike a stemmer for
search, which only has to bring forms together, this refuses combinations that nobody writes: after
a consonant the genitive is ের (দেশের), after a vowel র (ঢাকার) or, where a glide is heard, য়ের (বইয়ের).

Sources: Suniti Kumar Chatterji, The Origin and Development of the Bengali Language (1926), on the
noun; Bangla Academy, প্রমিত বাংলা ভাষার ব্যাকরণ (2011) on the numeratives and cases, and প্রমিত বাংলা বানানের নিয়ম
(2012) on what is written onto a word.
"""

import re
from collections.abc import Iterable, Iterator

from kagoj.bangla.characters import AFTER_SIGNS, CONSONANTS, HASANTA, NUKTA, VOWEL_SIGNS, VOWELS

YA = "য" + NUKTA  # য়

_AFTER_VOWEL = re.compile(rf"[{VOWEL_SIGNS}{VOWELS}]\Z")
_AFTER_BROAD_VOWEL = re.compile(r"[াোও]\Z")  # ঢাকায়, আলোয়; but নদীতে
_AFTER_CONSONANT = re.compile(rf"[{CONSONANTS}{NUKTA}ঃ](?<!ৎ)\Z")  # বিদ্যুৎ, but বিদ্যুতের
_AFTER_GLIDE = re.compile(rf"[{VOWEL_SIGNS}{VOWELS}ং]\Z")  # বইয়ের, মায়ের, রংয়ের
_AFTER_VERB = re.compile(rf"(?:[েিোানমলতছই]|{YA})\Z")
_AFTER_GENITIVE = re.compile(r"র\Z")  # মায়ের-টা, আমাদের-গুলো

_IMPOSSIBLE = re.compile(
    rf"\A[{VOWEL_SIGNS}{AFTER_SIGNS}{HASANTA}ৎ]|[{VOWEL_SIGNS}][{VOWEL_SIGNS}{HASANTA}]"
    rf"|{HASANTA}[{VOWEL_SIGNS}{AFTER_SIGNS}]|[{AFTER_SIGNS}][{VOWEL_SIGNS}{HASANTA}]|[ংঃ][{AFTER_SIGNS}]"
)


def each(written: str) -> list[str]:
    """A list written in one line, with য় in the two characters of the normal form."""
    return written.replace("\u09df", YA).split()


_STRESS = each("ই ও")
_ANY_CASE = each("কে দের দেরকে দেরটা দিগকে দিগের")
_VOWEL_CASE = each("র তে রা")
_BROAD_VOWEL_CASE = each("য়")
_CONSONANT_CASE = each("ে ের েরা েতে")
_GLIDE_CASE = each("য়ে য়ের য়েরা য়েতে য়েদের")
_DEFINITE = each("টি টা টুকু টুকুন খানা খানি গুলো গুলি গুলা সমূহ বৃন্দ গণ দ্বয় ত্রয় জোড়া কুল বর্গ রাজি মালা মণ্ডলী")
# What is written onto a noun as if it were an ending, and takes endings of its own.
_ATTACHED = each(
    "সহ সমেত ভাবে মতো মাত্র প্রতি পিছু বিহীন হীন যুক্ত মুক্ত ভিত্তিক কেন্দ্রিক বাসী কারী ধারী বিরোধী পন্থী পন্থি জনিত সংক্রান্ত "
    "সংলগ্ন সম্পন্ন বাহী গামী মুখী ভুক্ত জাত বিষয়ক মূলক সূচক যোগ্য ব্যাপী বাদী প্রবণ দাতা গ্রহীতা প্রার্থী জীবী প্রেমী ওয়ালা ওয়ালি "
    "খানেক বার ভর ভরা ভর্তি জুড়ে সমান বোঝাই সই মাখা ঘেরা ঘেঁষা চালিত নির্ভর বাহিনী"
)
_ON_VERBS = each("নি না নাকো নে")
_ORDINALS = each("ম য় র্থ ষ্ঠ তম লা রা ঠা ই শে")
_AFTER_HYPHEN = each("এ এর এরা কে তে তেও র রা দের টি টা")
_COUNTED = each("জন জনের জনকে জনে টায় টার বার গুণ শ শো শর")


def _stressed(endings: Iterable[str]) -> frozenset[str]:
    """The endings alone and with the ই or ও of emphasis."""
    return frozenset(ending + stress for ending in endings for stress in ("", *_STRESS))


_DEFINITE_CASE = each("র য় তে")  # টির, টায়, টিতে


def _declined(nouns: Iterable[str]) -> frozenset[str]:
    """টি, টিকে, টিরও: endings that are declined as nouns are."""
    return _stressed(
        noun + case
        for noun in nouns
        for case in ("", "কে", *(_DEFINITE_CASE if _AFTER_VOWEL.search(noun) else _CONSONANT_CASE))
    )


_ON_ANY = (
    _stressed(_ANY_CASE)
    | frozenset(_STRESS)
    | _declined(_DEFINITE)
    | _declined(_ATTACHED)
    | _stressed(noun + "দের" for noun in _ATTACHED)
)
_ON_GENITIVE = _declined(each("টা টি টুকু গুলো গুলি"))  # মায়েরটা, আমাদেরগুলো
_RULES = (
    (_stressed(_CONSONANT_CASE), _AFTER_CONSONANT),
    (_stressed(_VOWEL_CASE), _AFTER_VOWEL),
    (_stressed(_BROAD_VOWEL_CASE), _AFTER_BROAD_VOWEL),
    (_stressed(_GLIDE_CASE), _AFTER_GLIDE),
    (_stressed(_ON_VERBS), _AFTER_VERB),
    (_ON_GENITIVE, _AFTER_GENITIVE),
)
_LONGEST = max(map(len, _ON_ANY))
_SHORTEST_STEM = 2  # characters

# After a figure, with a hyphen or without: ১২টি, ৫ম, ২১শে, ২০২৪-এর.
ON_NUMBERS = (
    _stressed([*_ORDINALS, *_AFTER_HYPHEN, *_COUNTED])
    | _ON_ANY
    | frozenset().union(*(endings for endings, _ in _RULES[:4]))
)


def splits(word: str) -> Iterator[tuple[str, str]]:
    """Each way to read the word as a stem and an ending that may follow it, the longest stem first."""
    for place in range(len(word) - 1, max(_SHORTEST_STEM, len(word) - _LONGEST) - 1, -1):
        stem, ending = word[:place], word[place:]
        if may_follow(stem, ending):
            yield stem, ending


def may_follow(stem: str, ending: str) -> bool:
    """Whether the ending may stand on a stem that ends as this one does."""
    if stem[-1] == HASANTA or ending[0] == NUKTA:
        return False
    return ending in _ON_ANY or any(
        ending in endings and after.search(stem) for endings, after in _RULES
    )


def is_possible(word: str) -> bool:
    """Whether signs follow one another in the word as they may in any word of Bangla."""
    return not _IMPOSSIBLE.search(word)
