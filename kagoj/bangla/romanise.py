"""Bangla in Latin letters, as Bangladesh's maps and newspapers write its names.

There is no agreed romanisation. Kagoj has one scheme, chosen by what readers know already, the
official English names of districts and upazilas: কুষ্টিয়া is Kushtia, নারায়ণগঞ্জ Narayanganj. So the
inherent vowel is ``a``, though it is often said as o (but ``o`` before য়: Joypurhat); ছ is ``chh``,
ফ ``f``, শ and ষ ``sh``, য-ফলা ``y``, ব-ফলা ``w``. It is for reading, not for turning back: two
spellings may meet in one. How many official names it reaches is counted in
``docs/explanation/bangla.md``.

When the inherent vowel is silent is our own reading of those names. At the end of a word it falls
after one consonant and stays after two; within, from the left, it falls between two single
consonants with vowels on both sides (সরকার, খুলনা). Names made of two words keep each one's rhythm
(কমল-নগর), so the second words of Bangladesh's place names are listed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from unicodedata import normalize

from kagoj.bangla.characters import HASANTA, JOINERS, NUKTA, RA, YA, ZWJ
from kagoj.bangla.digits import to_latin
from kagoj.bangla.normalise import normalise

_YYA = YA + NUKTA  # য় in NFC
_RA_YA = RA + ZWJ + HASANTA + YA  # র‍্য only writes the vowel of র‍্যাব, RAB
_CONSONANTS = {
    **dict(
        zip("কখগঘঙচছজঝঞ", ["k", "kh", "g", "gh", "ng", "ch", "chh", "j", "jh", "n"], strict=True)
    ),
    **dict(zip("টঠডঢণতথদধন", ["t", "th", "d", "dh", "n", "t", "th", "d", "dh", "n"], strict=True)),
    **dict(
        zip(
            "পফবভমযরলশষসহ",
            ["p", "f", "b", "bh", "m", "j", "r", "l", "sh", "sh", "s", "h"],
            strict=True,
        )
    ),
    "ড" + NUKTA: "r",
    "ঢ" + NUKTA: "rh",
    _YYA: "y",
    "জ" + NUKTA: "z",
    "ৎ": "t",
    "ৰ": "r",
    "ৱ": "w",
}
_VOWELS = dict(
    zip("অআইঈউঊঋএঐওঔ", ["a", "a", "i", "i", "u", "u", "ri", "e", "oi", "o", "ou"], strict=True)
)
_SIGNS = dict(zip("ািীুূৃেৈোৌ", ["a", "i", "i", "u", "u", "ri", "e", "oi", "o", "ou"], strict=True))

# Conjuncts that are not written letter by letter, longest first. য-ফলা and ব-ফলা have rules below.
_JOINED = {
    "ক্ষ্ম": "kshm", "ক্ষ": "kkh", "জ্ঞ": "gg", "ঙ্গ": "ng", "ঙ্ক": "nk", "ঙ্খ": "nkh", "ঙ্ঘ": "ngh",
    "চ্চ": "cch", "চ্ছ": "cch", "শ্চ": "sch", "শ্র": "sr",
}  # fmt: skip
_AT_THE_BEGINNING = {"ক্ষ": "kh", "জ্ঞ": "gy"}

# ব under these is said as itself; elsewhere it is ব-ফলা.
_SAID_WITH_BA = frozenset("মবরল")

# After these at a word's end nothing is said. Bangla's spelling keeps ণ and ষ for words of Sanskrit
# (Bangla Academy), so ন and স before ট and ড tell a borrowed word (কোর্ট, ব্যান্ড); গঞ্জ is Ganj.
_SILENT_AFTER = frozenset(
    [
        "ন্ট",
        "ন্ড",
        "স্ট",
        "র্ট",
        "র্ড",
        "ল্ট",
        "ল্ড",
        "ফ্ট",
        "প্ট",
        "ক্স",
        "ন্স",
        "প্স",
        "র্স",
        "ল্ম",
        "ল্ফ",
        "ঞ্জ",
        "স্ক",
        "র্চ",
        "র্ফ",
        "ম্প",
    ]
)

# A dot above is n before these (চাঁদপুর: Chandpur), unless the word is a pronoun (তাঁকে).
_NASAL_BEFORE = frozenset("টঠডঢতথদধচছজঝশস")

# The second words of names of places and the like, each with a rhythm of its own.
_SECOND = (
    "নগর পুর গঞ্জ গ্রাম বাড়ি বাড়ী বাড়িয়া খালি খালী হাট হাটা হাটি হাটী ডাঙ্গা ডাঙা কান্দি কান্দা ছড়ি ছড়া চর তলা "
    "তলী পাড়া মারী মারি নাথ বাজার ঘাট ঘাটা কোট কোনা কোণা দিঘি দীঘি দিঘী বাগ খোলা গাছা গাছি গাছী গাতি গাতী গড় মুখ "
    "কুল হার মনি মণি মোহন মন্ত্রী মন্ত্রণালয় কারী কর্মী সাগর গাঁও গাঁ বঙ্গ বন্দর"
)
_SAID_AS = {"গাঁও": "gaon", "গাঁ": "gaon", "গড়": "garh", "বাজার": "bazar"}

# First parts that keep their last vowel before a consonant: জনগণ, গণতন্ত্র, উপজেলা.
_KEEPING = re.compile(f"(?:জন|গণ|উপ|অপ|অব|নব|সহ)(?=[ক-হ](?!{HASANTA}).)")

# Names whose official English spelling no rule reaches: the Government of Bangladesh's own for its
# divisions and districts (five of them since 2 April 2018), and words that are English to all.
_SETTLED = {
    "কক্সবাজার": "coxsbazar", "কিশোরগঞ্জ": "kishoreganj", "কুমিল্লা": "cumilla", "গাজীপুর": "gazipur",
    "চট্টগ্রাম": "chattogram", "চাঁপাইনবাবগঞ্জ": "chapainawabganj", "ঝালকাঠি": "jhalokati",
    "ঝিনাইদহ": "jhenaidah", "নাটোর": "natore", "নীলফামারী": "nilphamari", "নেত্রকোণা": "netrokona",
    "নেত্রকোনা": "netrokona", "বগুড়া": "bogura", "ময়মনসিংহ": "mymensingh", "মুন্সিগঞ্জ": "munshiganj",
    "মুন্সীগঞ্জ": "munshiganj", "মৌলভীবাজার": "moulvibazar", "যশোর": "jashore", "লালমনিরহাট": "lalmonirhat",
    "শরীয়তপুর": "shariatpur", "সিলেট": "sylhet", "উপজেলা": "upazila", "ব্যাংক": "bank", "শেখ": "sheikh",
    # Districts and cities as the Government of West Bengal writes them (wb.gov.in, egiyebangla.gov.in).
    "কলকাতা": "kolkata", "কোলকাতা": "kolkata", "হাওড়া": "howrah", "হুগলি": "hooghly", "হুগলী": "hooghly",
    "মালদহ": "malda", "বাঁকুড়া": "bankura", "দার্জিলিং": "darjeeling", "কোচবিহার": "coochbehar",
    "কালিম্পং": "kalimpong", "শিলিগুড়ি": "siliguri", "দিল্লি": "delhi", "মুম্বই": "mumbai", "মুম্বাই": "mumbai",
    # Names of persons as their bearers, or their own works and offices, write them in English.
    "নজরুল": "nazrul", "জিয়া": "zia", "জিয়াউর": "ziaur", "ইউনূস": "yunus", "ইউনুস": "yunus",
    "জীবনানন্দ": "jibanananda", "তাজউদ্দীন": "tajuddin", "তাজউদ্দিন": "tajuddin", "হুমায়ূন": "humayun",
    "হুমায়ুন": "humayun", "সাকিব": "shakib", "জয়নুল": "zainul", "জাহানারা": "jahanara",
}  # fmt: skip

# What may follow a name, as written and as read.
_ENDINGS = {
    "ের": "er",
    "ে": "e",
    "র": "r",
    "কে": "ke",
    "তে": "te",
    _YYA: "y",
    "এর": "er",
    "ও": "o",
    "ই": "i",
}


def _any_of(words: dict[str, str] | list[str]) -> str:
    return "|".join(map(normalise, words))


# The vowel is said before these endings of Sanskrit's nouns: স্বাধীনতা, ঘটনা, আলোচনা, ধারণা.
_KEPT_BEFORE = re.compile(f"(?:তা|ণা|(?<=[টচ])না)(?:{_any_of(_ENDINGS)})?")
_NAME = re.compile(f"({_any_of(_SETTLED)})({_any_of(_ENDINGS)})?")
_TWO_WORDS = re.compile(f"(.+[^{HASANTA}])({_any_of(_SECOND.split())})({_any_of(_ENDINGS)})?")
_LATIN_OF = {normalise(word): latin for word, latin in (_SETTLED | _SAID_AS).items()}

_ONE = rf"[ক-হৎৰৱ]{NUKTA}?"
_LETTER = re.compile(
    rf"(?:(?P<onset>{_ONE}(?:[{JOINERS}]?{HASANTA}{ZWJ}?{_ONE}){{0,7}})"
    rf"|(?P<vowel>[অ-ঔ])(?:{HASANTA}যা)?)"
    rf"(?P<silenced>{HASANTA})?[{JOINERS}]*(?P<sign>[া-ৌ])?(?P<after>[ঁংঃ]{{0,3}})"
)
_WORD = re.compile(f"[ঁ-ঃঅ-হ{NUKTA}া-ৌ{HASANTA}ৎৗৠৡৰৱ{JOINERS}]+")
_LONGEST = 60  # characters in the longest word that is looked at for its parts


@dataclass(slots=True)
class _Letter:
    """A letter as read: the consonants it begins with, its vowel ('' when silent), what follows."""

    onset: tuple[str, ...]
    vowel: str
    after: str
    start: int  # where in the word
    inherent: bool  # its vowel is not written

    @property
    def is_single(self) -> bool:
        """One consonant and no more; ক্ষ is said as one."""
        return len(self.onset) == 1 or self.onset == ("ক", "ষ")

    @property
    def is_open(self) -> bool:
        """Ends in its vowel."""
        return bool(self.vowel) and self.after in {"", "ঁ"}


def romanise(text: str) -> str:
    """The text in Latin letters: ``romanise('ঢাকা ও খুলনা')`` is 'dhaka o khulna'.

    Digits become 0-9, the danda a full stop, ৳ 'Tk'; what is not Bangla stays. Bangla has no
    capitals, so none are made. Takes any text, in time that grows with its length.
    """
    plain = normalise(text).replace(_RA_YA, RA)
    latin = to_latin(_WORD.sub(lambda word: _word(word[0]), plain))
    return re.sub("৳ ?", "Tk ", latin.replace("।", "."))


def romanise_slug(text: str, *, max_letters: int = 60, otherwise: str = "khabar") -> str:
    """The text for an address in plain letters: 'পদ্মা সেতুর ২ বছর' is 'padma-setur-2-bachhar'.

    Only a-z, 0-9 and single hyphens; at most `max_letters` characters, ending where a word ends
    unless the first is already longer. Never empty: text without a word that can be so written
    gives `otherwise`. A slug of a slug is the same slug.
    """
    beginning = romanise(text[: _LONGEST * max_letters]).replace("’", "").replace("'", "")
    beginning = re.sub(r"(?<=\d),(?=\d)", "", beginning)
    plain = re.sub("[\u0300-\u036f]", "", normalize("NFKD", beginning)).lower()
    kept = ""
    for word in re.findall("[a-z0-9]+", plain):
        longer = f"{kept}-{word}" if kept else word[:max_letters]
        if len(longer) > max_letters:
            break
        kept = longer
    return kept or otherwise


def _word(word: str) -> str:
    if len(word) > _LONGEST:
        return _spelled(word)
    if word in {RA, _YYA}:
        return _CONSONANTS[word]  # an ending alone: Dhaka-য়, BBC-র
    if name := _NAME.fullmatch(word):
        return _LATIN_OF[name[1]] + _ENDINGS.get(name[2], "")
    if (first := _KEEPING.match(word)) and len(word) - first.end() > 1:
        return _spelled(first[0], whole=True) + _word(word[first.end() :])
    if two := _TWO_WORDS.fullmatch(word):
        second = _LATIN_OF.get(two[2]) or _spelled(two[2], first=False)
        return _word(two[1]) + second + _ENDINGS.get(two[3], "")
    return _spelled(word)


def _spelled(word: str, *, whole: bool = False, first: bool = True) -> str:
    """One word of one rhythm; `whole` keeps its last vowel, `first` says it begins a word."""
    letters = _letters_of(word)
    if not whole:
        _silence_the_end(letters)
    _silence_within(letters, word)
    return "".join(_written(letters, first))


def _letters_of(word: str) -> list[_Letter]:
    letters = []
    for found in _LETTER.finditer(word):
        onset = tuple(re.findall(_ONE, found["onset"] or ""))
        sign = _SIGNS.get(found["sign"] or "", "")
        inherent = bool(onset) and not sign and not found["silenced"] and onset[-1] != "ৎ"
        vowel = sign or _VOWELS.get(found["vowel"] or "", "a" if inherent else "")
        letters.append(_Letter(onset, vowel, found["after"], found.start(), inherent))
    return letters


def _silence_the_end(letters: list[_Letter]) -> None:
    if len(letters) < 2 or not letters[-1].inherent or letters[-1].after:
        return
    before, last = letters[-2:]
    if last.is_single and len(last.onset) == 1:
        said = (
            before.after not in {"", "ঁ"}  # অংশ, দুঃখ
            or before.vowel == "ri"  # মৃত, তৃণ
            or (last.onset == (_YYA,) and before.vowel == "i")  # প্রিয়, জাতীয়
            or last.onset == ("ঢ" + NUKTA,)  # গাঢ়
            or not before.vowel
        )
    else:
        said = HASANTA.join(last.onset) not in _SILENT_AFTER
    if not said:
        last.vowel = ""


def _silence_within(letters: list[_Letter], word: str) -> None:
    for before, letter, after in zip(letters, letters[1:], letters[2:], strict=False):
        between = before.is_open and after.is_single and after.vowel
        light = letter.inherent and len(letter.onset) == 1 and not letter.after
        if between and light and not _KEPT_BEFORE.fullmatch(word, after.start):
            letter.vowel = ""


def _written(letters: list[_Letter], first: bool) -> Iterator[str]:
    """The letters in Latin, each with an eye on its neighbours."""
    before: _Letter | None = None
    for letter, following in zip_longest(letters, letters[1:]):
        yield _onset(letter, before, first)
        yield _vowel(letter, following)
        yield _after(letter, following, before)
        before = letter


def _onset(letter: _Letter, before: _Letter | None, first: bool) -> str:
    if not letter.onset:
        return ""
    begins = before is None and first
    if (
        letter.onset == (_YYA,)
        and before is not None
        and letter.vowel == "a"
        and not letter.inherent
    ):
        if before.vowel == "o" and not before.onset:
            return "w"  # আওয়ামী; the ও is left out
        if before.vowel in {"i", "u", "o"} and before.onset:
            return ""  # কুষ্টিয়া, কচুয়া, নোয়াখালী
    latin = "".join(_consonants(list(letter.onset), begins, before))
    if latin.startswith("kkh") and not begins and (before is None or not before.is_open):
        latin = latin[1:]  # সাতক্ষীরা
    if before is not None and before.after.endswith("ঃ"):
        latin = latin[:1] + latin  # দুঃসময়
    return latin


def _consonants(onset: list[str], begins: bool, before: _Letter | None) -> Iterator[str]:
    place = 0
    while place < len(onset):
        for length in (3, 2):
            conjunct = HASANTA.join(onset[place : place + length])
            if len(onset) >= place + length and conjunct in _JOINED:
                at_first = begins and place == 0
                yield (
                    _AT_THE_BEGINNING.get(conjunct, _JOINED[conjunct])
                    if at_first
                    else _JOINED[conjunct]
                )
                place += length
                break
        else:
            yield _consonant(onset, place, before)
            place += 1


def _consonant(onset: list[str], place: int, before: _Letter | None) -> str:
    here, under = onset[place], place and onset[place - 1]
    if under and here == YA:
        return "y"
    if under and here == "ব" and under not in _SAID_WITH_BA:
        return "b" if under == "দ" and before and before.vowel == "u" and not before.onset else "w"
    if here == "ঞ" and place + 1 < len(onset):
        return "n"
    return _CONSONANTS.get(here) or _CONSONANTS.get(here[0], "")


def _vowel(letter: _Letter, following: _Letter | None) -> str:
    next_is_yya = following is not None and following.onset == (_YYA,)
    if next_is_yya and following is not None:
        written_a = following.vowel == "a" and not following.inherent
        if letter.vowel == "o" and not letter.onset and written_a:
            return ""  # the ও of ওয়া
        if letter.inherent and letter.vowel and not written_a:
            return "o"  # জয়, সময়
    return letter.vowel


def _after(letter: _Letter, following: _Letter | None, before: _Letter | None) -> str:
    nasal = ""
    next_one = following.onset[0] if following and following.onset else ""
    if "ঁ" in letter.after:
        pronoun = before is None and letter.onset in {("ত",), ("য",)}
        nasal = "n" if next_one in _NASAL_BEFORE and not pronoun else ""
    if "ং" in letter.after:
        nasal = "n" if next_one in {"ক", "খ", "গ", "ঘ"} else "ng"
    return nasal
