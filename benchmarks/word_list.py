"""Makes kagoj/bangla/data/words.txt: `python benchmarks/word_list.py`.

Needs, installed beside Kagoj for this once: wordfreq 3.1.1 (its Bangla words with how common they are; data
CC BY-SA 4.0, and so is the list made here) and shobdo 0.2.2 (Apache-2.0; 45,630 headwords of a dictionary, asked
only whether a doubtful spelling is attested: nothing of it enters the list).

The words come from the web, with its mistakes. A word goes out when

1. its signs stand as in no word of Bangla;
2. it differs from a commoner word only in letters of one sound (ি ী, ু ূ, শ ষ স, ণ ন, ত ৎ, ঁ) and no dictionary has it: কারন
   beside কারণ, উচিৎ beside উচিত. What may be two spellings of a name (শাহীন, শাহিন) stays while it is not ten times
   rarer, unless they differ in ণ or ন, in ঁ, or in ষ্ট where loans have স্ট; and what a dictionary has, while it is not a
   hundred times rarer (শকল beside সকল);
3. no dictionary has it, and it is thirty times rarer than an attested word that differs as careless writing does: a missing ্ব or
   ্য (উজ্জল), র for ড়, য for জ or য়, ব্যা for ব্য;
4. no dictionary has it, and it is three hundred times rarer than the same word with one sign more (দশের, সাহয্য, নিরপত্তা);
5. it is rarer than once in ten million words; if a dictionary has it, than once in thirty million.

Lines of `KEPT` and `WRONG`, looked through by hand, go before the rules. Then plain inflections of a commoner word in the list
are left out, since the speller finds them by itself.
"""

from __future__ import annotations

import gzip
import importlib.util
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from kagoj.bangla.endings import is_possible, splits
from kagoj.bangla.lexicon import Lexicon
from kagoj.bangla.normalise import normalise

OUT = Path(__file__).parent.parent / "kagoj" / "bangla" / "data" / "words.txt"

# Frequencies are in centibels: 300 is once in a thousand words, 700 once in ten million.
RAREST = 700
TEN_TIMES, THIRTY_TIMES, A_HUNDRED_TIMES, FAR_RARER = 100, 150, 200, 250
DOUBTFUL = 550

# Rarer than their twins by far, and yet words that a paper prints.
KEPT = """
পাস নিল শোনার মোদি মোদির জী পরী পেসার চাস শেরে পেস মশলা মশলার বেস শি শেন নুর নুরের রানীর বাসি বাসী পর্ন কোণায় কোণা কোণার
মণ মণে লী রাজিব শেল শেলের শা সী সজিব মুনীর মূসা মীনা মিসর মিসরের মিসরে রূপী শেখান হাঁটে গাঁয়ে শাম শীট শিট হিরা সাদী দীনের শোয়া
মেশে সিসি সিসির শিরীন অরুন বীন খ্রিস্টাব্দ খ্রিস্টাব্দে সংকর রশীদ রশীদের রাণীকে শীলা শরীফে ধুঁকে সঁপে ক্ষুণ্ন বিষণ্ন অক্ষুণ্ন ছেঁড়ে ছোঁড়ে ঝিঁ বেণী
কক্স গিঁট কিসমিস নেসা চিনাবাদাম বিদ্রূপ বিদ্রূপাত্মক বাধিয়ে আবীর রাখী ইশান দিলিপ সামসুল আলাউদ্দীন উদ্দীনের ইসমাঈল বুখারি মীর্জা
দণ্ডপ্রাপ্ত উপড়ে জোড় ষাঁড় জেতে চ্যান ব্যারি গ্যারি আন্না দ্বীন দ্বীনের জাজ জে জেন পেজে প্যান পড় এক্কেবারে বারী বারি চুড়ি পড়েই পড়েও সামি
স্যামি সামী বাঁয়ে জ্বেলে বাপ্পী শাম্মী তিন্নি শৌর্য হান্না কাজেম বার্বি র‍্যাম নাজ রেড্ডি সাল্লাম জ্বাল টিক্কা কত্ত এত্ত ম্যানের জম্বি ট্যান ক্যালি কবীর
মহীপাল আধঘণ্টা আধঘণ্টার আধঘণ্টায় ছুঁলে সৎ হাঁ কাচা মশা চলানো মিড পামির
কোণ কোণও কোণটি কোণই বাঁ শব দীন দীনকে নির্বাচনি ইদ ইদের ইদে বাঁশে তাঁতে কাঁটাতে গাঁজায় কণ শণ শম
পাঁক আঁট শশ শূক পরিবহণে আটকে বীচি সূরি তৎ কাঁসি কাঁসির ভাসায় ভাসাতে যাঁহারা উদ্\u200cযাপন গৎ মৃৎ
সূর শারীর বেচে বেচা কাচ কাচের ছুঁড়ে ছুঁড়তে আঁশ পান্ডা সীতাকুন্ড নেত্রকোণা রাণী রাণীর গণি দাশ
দাশের নাশের আঁচে জাঁ ঝাপ রণ বাঁধা বাঁধার গুণতে পাঁড়
"""
# Right, and missed by those who wrote on the web: chiefly words that need their ZWNJ.
ADDED = """
বাগ্‌দান বাগ্‌দত্তা বাগ্‌বিতণ্ডা বাগ্‌ধারা বাক্‌স্বাধীনতা বাক্‌প্রতিবন্ধী হৃদ্‌রোগ হৃদ্‌রোগী হৃদ্‌যন্ত্র হৃদ্‌স্পন্দন দিগ্‌ভ্রান্ত দিগ্‌দর্শন দিক্‌নির্দেশনা প্রাক্‌কথন প্রাক্‌নির্বাচনী
প্রাক্‌প্রাথমিক প্রাক্‌যোগ্যতা প্রাক্‌দর্শন ষড়্‌ঋতু ষড়্‌যন্ত্র উদ্‌ঘাটন উদ্‌ভ্রান্ত উদ্‌বিগ্ন উদ্‌বোধন উদ্‌বাস্তু উদ্‌বেগ উদ্‌যাপিত উদ্‌গিরণ ড্যাশবোর্ড
"""
# As common as their twins, and no words all the same.
WRONG = """
হটাৎ খুজে খুজতে খুজি খুজবে হাটতে হাটছে দাড়িয়ে দাড়িয়েছে দাড়ায় দাড়াতে দাড়াও দাড়ান দাড়ালো
দাড়াচ্ছে দাড়িয়েছিল পৌছে পৌছেছে পৌছাবে পৌছতে পৌছান পৌছালে পৌছায় ছিড়ে ঝাপিয়ে আকড়ে ঝুকে
পেচিয়ে উদাহরণস্বরুপ আশানুরুপ ভুত ভুতের নিরব নিরবতা নিরবতার দূর্নীতি দূর্ঘটনা দূর্ঘটনায়
দূর্গাপুর অন্তর্ভূক্তি অন্তর্ভূক্তির অন্তর্ভূক্ত প্রতিকুল প্রতিকুলতার অনুকুল উপকুল উপকুলে উপকুলের
শ্রমজীবি আইনজীবি বুদ্ধিজীবি প্রার্থীতা নুন্যতম কেন্দ্রীক ইউরোপীয়ান দুরপাল্লার বাঁধাগ্রস্ত পোষ্ট
পোষ্টের পোষ্টটি পোষ্টার পোষ্টারে ষ্টীল ষ্টেশন মাষ্টার কাষ্টম আওয়ামীলীগ
আওয়ামীলীগের কোরআনশরীফ বাচাতে বাচাও বাচার খোজার প্রায়সই ঘাটি ঘাটিতে
রপ্তানী আমদানী আমদানীকৃত আভ্যন্তরীন সতর্কবানী নির্মানাধীন নির্ধারনী প্রামান্যচিত্র ধারনকৃত
বৃক্ষরোপন সুপ্রীম স্ট্রীট স্ট্রীটে স্ট্রীটের ব্রীজ ব্রীজের ব্রীজে গ্রীন চীফ স্ক্রীন স্টীল স্পীড
চ্যাম্পিয়নশীপ পার্টনারশীপ ব্যাবহার ব্যাক্তি ব্যাবস্থা ব্যাথা ব্যাতীত স্বাক্ষাৎকার সন্মান
সন্মানিত পরষ্পর পুরষ্কার আবিস্কার বহিস্কার নিস্পত্তি ভাষন দ্বায়িত্ব অত্যান্ত স্বত্ত্ব
মুহুর্ত মুহুর্তে শশুর শাশুরি দুরাবস্থা অধ্যাবধি ইদানিং কৌতুহল
প্রতিযোগীতা সহযোগীতা অগ্রাসী আগ্রাসি মন্ত্রীসভা প্রাণীবিদ্যা অর্থনৈতীক আর্ন্তজাতিক
আন্তর্জাতীক অন্তর্বতী সর্বোচ্য সর্বোচ্ছ উচ্ছাস উজ্জল আকাঙ্খা প্রশ্নঃ পুরুষ্কার মুহর্তে স্বরস্বতী
"""

_LETTERS = re.compile(
    "[\u0981-\u0983\u0985-\u098b\u098f\u0990\u0993\u0994\u0995-\u09b9\u09bc\u09be-\u09c3\u09c7\u09c8\u09cb-\u09ce\u200c\u200d]+"
)
_NO_WORD = re.compile(
    "^(?:ঙ|ঞ|ণ|র্য)|^[ডঢয]\u09bc|র্র|্র্র|্$|(.)\\1\\1|ৎ[া-ৌ্]|^.$|(?<!্)\u200c|(?<!র)\u200d|উদ্যাপ|ত্[কখপফস]"
)
_HONORIFIC = re.compile("(?:তাঁ|যাঁ|এঁ|ওঁ)(?:র|রা|দের|কে|রই|রাই|রাও|দেরও|দেরই|দেরকে|কেও|কেই|রও|হার|হাদের)")
_SAME_SOUND = str.maketrans("ীূঈঊশষণ", "িুইউসসন", "ঁ\u200c\u200d")
_CONSONANTS = frozenset(map(chr, range(0x995, 0x9BA)))
_CLASSES = ("িীইঈ", "ুূউঊ", "শষস", "ণন", "তৎ")

_ADDED = frozenset(ADDED.split())
_KEPT, _WRONG = frozenset(KEPT.split()), frozenset(WRONG.split())

Words = dict[str, int]


def main() -> None:
    words = _of_the_web()
    attested = _asked_of(_headwords())
    print(f"{len(words):,} words of the web")
    words = _without_twins(words, attested)
    words = _without_careless(words, attested)
    words = _without_dropped_signs(words, attested)
    words = {
        word: rarity
        for word, rarity in words.items()
        if (rarity <= RAREST or (attested(word) and rarity <= RAREST + 50)) and word not in _WRONG
    }
    print(f"{len(words):,} words kept")
    words = _without_plain_inflections(words)
    print(f"{len(words):,} written, the others being plain inflections of these")
    _write(words)


def _of_the_web() -> Words:
    import msgpack

    packed = _folder("wordfreq").joinpath("data/large_bn.msgpack.gz").read_bytes()
    _, *bands = msgpack.unpackb(gzip.decompress(packed), raw=False)
    words: Words = {}
    for rarity, band in enumerate(bands):
        for word in map(normalise, band):
            if _LETTERS.fullmatch(word) and is_possible(word) and not _NO_WORD.search(word):
                words.setdefault(word, rarity)
    return words


def _folder(package: str) -> Path:
    """Where a package is installed. It is not imported: only its data is wanted."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed")
    return Path(spec.origin).parent


def _headwords() -> set[str]:
    file = _folder("shobdo").joinpath("data/dictionary.db")
    rows = sqlite3.connect(f"file:{file}?mode=ro", uri=True).execute("SELECT word FROM words")
    written = (re.sub("[^\u0980-\u09ff\u200c\u200d]+", " ", word) for (word,) in rows)
    return {part for word in written for part in normalise(word).split()}


def _asked_of(headwords: set[str]) -> Callable[[str], bool]:
    @lru_cache(None)
    def attested(word: str) -> bool:
        return word in headwords or any(stem in headwords for stem, _ in splits(word))

    return attested


def _without_twins(words: Words, attested: Callable[[str], bool]) -> Words:
    """Rule 2."""
    out: set[str] = set()
    for twins in _grouped(words, _by_sound):
        for place, word in enumerate(twins[1:], 1):
            if _is_kept(word):
                continue
            rarer = words[word] - words[twins[0]]
            if attested(word):
                if rarer >= A_HUNDRED_TIMES:
                    out.add(word)
                continue
            better = [twin for twin in twins[:place] if attested(twin)]
            apart = _apart(word, (better or twins)[0])
            if better or rarer >= TEN_TIMES or apart & {"ণন", "তৎ", "ঁ"} or "ষ্ট" in word:
                out.add(word)
    return {word: rarity for word, rarity in words.items() if word not in out}


def _without_careless(words: Words, attested: Callable[[str], bool]) -> Words:
    """Rule 3."""
    out: set[str] = set()
    for twins in _grouped(words, _carelessly):
        for place, word in enumerate(twins[1:], 1):
            if not _is_kept(word) and not attested(word):
                better = (twin for twin in twins[:place] if attested(twin))
                if any(words[word] - words[twin] >= THIRTY_TIMES for twin in better):
                    out.add(word)
    return {word: rarity for word, rarity in words.items() if word not in out}


def _without_dropped_signs(words: Words, attested: Callable[[str], bool]) -> Words:
    """Rule 4."""
    out = {
        word
        for word, rarity in words.items()
        if rarity > DOUBTFUL
        and not _is_kept(word)
        and not attested(word)
        and any(words.get(other, 999) <= rarity - FAR_RARER for other in _with_sign_restored(word))
    }
    return {word: rarity for word, rarity in words.items() if word not in out}


def _with_sign_restored(word: str) -> Iterable[str]:
    """The word with one vowel sign or hasanta more between two of its letters."""
    for place in range(1, len(word)):
        if word[place - 1] in _CONSONANTS and word[place] in _CONSONANTS:
            yield from (word[:place] + sign + word[place:] for sign in "ািীুূৃেো্")


def _without_plain_inflections(words: Words) -> Words:
    """Without those that the speller finds by itself, and whose commonness hardly matters."""
    return {
        word: rarity
        for word, rarity in words.items()
        if rarity <= DOUBTFUL
        or not any(len(stem) > 3 and words.get(stem, 999) <= rarity for stem, _ in splits(word))
    }


def _is_kept(word: str) -> bool:
    return word in _KEPT or bool(_HONORIFIC.fullmatch(word))


def _grouped(words: Words, fold: Callable[[str], str]) -> Iterable[list[str]]:
    """Words of one fold, the commonest first."""
    groups = defaultdict(list)
    for word in words:
        groups[fold(word)].append(word)
    return (sorted(group, key=lambda word: (words[word], word)) for group in groups.values())


def _by_sound(word: str) -> str:
    return word.translate(_SAME_SOUND).replace("ৎ", "ত").replace("ৃ", "্রি")


def _carelessly(word: str) -> str:
    word = _by_sound(word).replace("ড\u09bc", "র").replace("ঢ\u09bc", "র").replace("\u09bc", "")
    word = word.replace("্ব", "").replace("্যা", "া").replace("্য", "").replace("য", "জ")
    return re.sub(r"(.)্\1", r"\1", word.replace("ঃ", ""))


def _apart(one: str, other: str) -> set[str]:
    """The classes of letters in which two words of one sound differ."""
    invisible = str.maketrans("", "", "\u200c\u200d")
    one, other = one.translate(invisible), other.translate(invisible)
    found = {"ঁ"} if one.split("ঁ")[:-1] != other.split("ঁ")[:-1] else set()
    pairs = zip(one.replace("ঁ", ""), other.replace("ঁ", ""), strict=False)
    return found | {c for a, b in pairs if a != b for c in _CLASSES if a in c and b in c}


HEAD = """\
# Bangla words, each with a letter for how common it is: a the commonest, each next letter about 1.8 times rarer;
# ! for spellings that are no words, though they can be read as a stem with an ending. Ordered by sound
# (kagoj/bangla/lexicon.py). Made by benchmarks/word_list.py from wordfreq 3.1.1 by Robyn Speer, with misspellings taken out.
# Licence: CC BY-SA 4.0, see words.LICENSE.md beside this file.
"""


def _write(words: Words) -> None:
    words = dict.fromkeys(_ADDED, RAREST) | words
    banded = [(word, min(25, max(0, (rarity - 200) // 22))) for word, rarity in words.items()]
    rows = Lexicon([*banded, *((word, 26) for word in _WRONG)])
    lines = (f"{word}{chr(97 + band) if band < 26 else '!'}" for word, band in rows)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(HEAD + "\n" + "\n".join(lines) + "\n", "utf-8")
    print(f"{OUT}: {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
