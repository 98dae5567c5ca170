"""Scars: what no right Bangla word holds, found for a person to look at. Nothing is changed here.

Old converters of Bijoy text, worn keyboards and careless pastes leave sequences that the script
does not have: two vowel signs on one letter, a sign before its ya-phala, a reph at the end of a
word. `normalise` mends what cannot be meant otherwise; what is here needs an eye, since the right
word is a guess. So each is a suggestion, with its reason in Bangla.

Sources of the rules: the order of signs in a syllable (The Unicode Standard, 12.2, Bengali: a
consonant, its nukta, hasantas with consonants, at most one vowel sign, then ঁ ং ঃ); spelling (ৎ
takes no sign, দুঃখ a visarga and no colon); and the faults counted in 3.5 million characters of
published news (নিু for নিম্ন, ভিওি for ভিত্তি, চৗধুরী, গােপন, যঁারা, অন্তর্র্বর্তী, প্রযু্ক্তি).
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from kagoj.bangla.characters import (
    CONSONANTS,
    DANDA,
    DIGITS,
    HASANTA,
    JOINERS,
    NUKTA,
    RA,
    TA,
    VOWEL_SIGNS,
    VOWELS,
    WORD,
    YA,
)
from kagoj.bangla.digits import to_bangla
from kagoj.bangla.normalise import normalise

# A longer run is no word, and nobody reads so long a suggestion.
LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A word that is probably not meant so: ``text[start:end] == found``.

    `suggestion` is the word as it may have been meant, or '' when there is no good guess; `reason`
    says in Bangla what is wrong with what was found.
    """

    start: int
    end: int
    found: str
    suggestion: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Scar:
    """What is found in a word, why it is wrong, and how it may have been meant (None: who knows)."""

    pattern: re.Pattern[str]
    reason: str
    repair: str | Callable[[re.Match[str]], str] | None


def suspicions(text: str) -> list[Suspicion]:
    """The words of the text that bear a scar, in order; see the head of this module.

    Takes any text, in time that grows with its length. A right word is never among them.
    """
    marked = [(place, scar.reason) for scar in _SCARS for place in _places(scar, text)]
    found = [*_words_at(marked, text), *map(_a_danda, _PIPE.finditer(text))]
    return sorted(found, key=lambda one: one.start)


def _places(scar: _Scar, text: str) -> list[int]:
    if scar.pattern is _ASSAMESE and RA not in text:  # then it is Assamese
        return []
    return [match.start() for match in scar.pattern.finditer(text)]


def _words_at(marked: list[tuple[int, str]], text: str) -> list[Suspicion]:
    if not marked:
        return []
    words = [match.span() for match in _WORD.finditer(text)]
    reasons: dict[tuple[int, int], str] = {}
    for place, reason in marked:
        at = bisect_right(words, (place, len(text))) - 1
        if at >= 0 and place < words[at][1]:
            reasons.setdefault(words[at], reason)
    return [
        Suspicion(start, end, text[start:end], _guess(text[start:end]), reason)
        for (start, end), reason in reasons.items()
        if end - start <= LONGEST_WORD
    ]


def _guess(word: str) -> str:
    """The word without its scars, or '' when one remains."""
    meant = word
    for scar in _SCARS:
        if scar.repair is not None:
            meant = scar.pattern.sub(scar.repair, meant)
    meant = normalise(meant)
    scarred = any(scar.pattern.search(meant) for scar in _SCARS)
    return "" if scarred or meant == word else meant


def _a_danda(pipe: re.Match[str]) -> Suspicion:
    return Suspicion(*pipe.span(), pipe[0], DANDA, "দাঁড়ির জায়গায় পাইপ")


_LETTER = f"{VOWELS}{CONSONANTS}"
_LETTER_OR_SIGN = f"{_LETTER}{VOWEL_SIGNS}{NUKTA}{HASANTA}\u0981-\u0983"
_CONSONANT = f"[{CONSONANTS}]{NUKTA}?"
_SIGN = f"[{VOWEL_SIGNS}]"
_BEGINNING = r"(?<![^\s‘“\"'(])"
_NO_MORE = rf"(?![{WORD}{JOINERS}])"

# Left behind by Bijoy text: its quotation marks, and letters of Windows-1252 that no Bangla text
# has of its own. (Quotation marks, ° and ² it may have; © ® ™ £ † too.)
_QUOTES = {"Ô": "‘", "Õ": "’", "Ò": "“", "Ó": "”"}
_GLYPHS = "ˆŠŒŽšœžŸ¨¬¯À-ÑÖØ-öø-ÿ"

_DEVANAGARI = "\u0901-\u0963\u0966-\u096f"

_WORD = re.compile(
    rf"(?:[{WORD}{JOINERS}{_DEVANAGARI}{_GLYPHS}ÔÕÒÓA-Za-z0-9]|:(?=[{_LETTER}])|[.,](?=[0-9{DIGITS}]))+"
)

# Before a space, so that it does not part two things as | does in a table or a dateline.
_PIPE = re.compile(rf"(?<=[{_LETTER}{VOWEL_SIGNS}{NUKTA}])\|(?!\S)")

_ASSAMESE = re.compile("[ৰৱ]")
_BENGALI_FOR = {"ৰ": RA, "ৱ": "ব"}


def _sign_last(found: re.Match[str]) -> str:
    sign, letters = found.groups()
    return f"{letters}{sign}"


def _rephs_moved_back(found: re.Match[str]) -> str:
    # Where one reph stands a letter too late, the same converter has put all of them there.
    return _LATE_REPH.sub(rf"{RA}{HASANTA}\g<1>", found[0])


_LATE_REPH = re.compile(
    rf"(?<=[{WORD}])({_CONSONANT}(?:{HASANTA}{_CONSONANT}){{0,3}}{_SIGN}?){RA}{HASANTA}"
)


def _bengali_twin(found: re.Match[str]) -> str:
    # The blocks of India's scripts have one plan (ISCII's), so the twin stands 128 places further.
    twins = [chr(ord(sign) + 0x80) for sign in found[0]]
    return "".join(twins) if all(re.match(f"[{WORD}]", twin) for twin in twins) else found[0]


# The particular before the general: a word is given the first reason that holds, and its guess is
# made in this order.
_SCARS = (
    _Scar(re.compile("নিু"), "পুরোনো কনভার্টারে ‘ম্ন’ হারিয়েছে", "নিম্ন"),
    _Scar(
        re.compile(rf"ও(?=[িীুূৃেৈোৌ])|(?<=(?<![{WORD}])উ)ও(?=র)"),
        "পুরোনো কনভার্টারে ‘ত্ত’ হয়েছে ‘ও’",
        "ত্ত",
    ),
    _Scar(re.compile("ও(?=া)"), "‘ও’-র পরে ‘য়’ বাদ পড়েছে", f"ওয{NUKTA}"),
    _Scar(
        re.compile(rf"(?<=[{CONSONANTS}{NUKTA}{VOWEL_SIGNS}])এ(?=[ািীুূেৈো])"),
        "পুরোনো কনভার্টারে ‘ত্র’ হয়েছে ‘এ’",
        "ত্র",
    ),
    _Scar(re.compile("আা"), "‘আ’-র পরে বাড়তি আ-কার", "আ"),
    _Scar(re.compile(rf"(\u0981)({_SIGN})"), "চন্দ্রবিন্দু কার-চিহ্নের আগে", _sign_last),
    _Scar(re.compile("(?<!ে)\u09d7|েী"), "ঔ-কার ঠিকমতো লেখা হয়নি", "ৌ"),
    _Scar(re.compile("াে|েো"), "ও-কার উল্টো ক্রমে বা দুবার", "ো"),
    _Scar(
        # Drawn on the left, so old fonts typed it first: গে্রপ্তার, সৃষি্ট.
        re.compile(
            rf"([িেৈ])((?:{HASANTA}{_CONSONANT})?{HASANTA}(?:{YA}(?!{NUKTA})|র)(?![{VOWEL_SIGNS}{HASANTA}])"
            rf"|(?!{HASANTA}ন(?![{WORD}])){HASANTA}{_CONSONANT}(?![{VOWEL_SIGNS}{HASANTA}]))"
        ),
        "কার-চিহ্ন যুক্তাক্ষরের মাঝখানে",
        _sign_last,
    ),
    _Scar(
        re.compile(
            rf"{_BEGINNING}([িেৈ])({_CONSONANT}(?:{HASANTA}{_CONSONANT}){{0,3}})(?!{_SIGN})"
        ),
        "কার-চিহ্ন অক্ষরের আগে",
        _sign_last,
    ),
    _Scar(
        re.compile(
            rf"([ািীুূৃো](?={HASANTA}{YA})|[ীুূ](?={HASANTA}র))"
            rf"({HASANTA}(?:{YA}(?!{NUKTA})|র)(?![{VOWEL_SIGNS}{HASANTA}]))"
        ),
        "কার-চিহ্ন ফলার আগে",
        _sign_last,
    ),
    _Scar(re.compile(rf"(?<={_SIGN}){HASANTA}"), "কার-চিহ্নের পরে হসন্ত বসে না", ""),
    _Scar(re.compile(rf"{HASANTA}(?={_SIGN})"), "হসন্তের পরে কার-চিহ্ন বসে না", ""),
    _Scar(
        re.compile(rf"(?:{RA}{HASANTA}){{2,}}(?=[{CONSONANTS}])"),
        "রেফ দুবার",
        RA + HASANTA,
    ),
    # Not after a reph: in names the spelling of old, ভট্টাচার্য্য, lives on.
    _Scar(re.compile(rf"(?<!{RA})({HASANTA}[রয])\1+(?!{NUKTA})"), "ফলা দুবার", r"\1"),
    _Scar(
        re.compile(rf"(?<![{WORD}])[{WORD}]{{1,99}}{RA}{HASANTA}{_NO_MORE}"),
        "রেফ পরের অক্ষরে; শব্দের শেষে রেফ বসে না",
        _rephs_moved_back,
    ),
    _Scar(
        # Before ya-phala it draws nothing and is taken away; elsewhere it breaks the conjunct.
        re.compile(rf"(?<=[{CONSONANTS}{NUKTA}])[{JOINERS}]+(?={HASANTA}(?!{YA}))"),
        "যুক্তাক্ষরের মাঝখানে অদৃশ্য চিহ্ন",
        "",
    ),
    _Scar(re.compile(rf"ৎ(?=[{VOWEL_SIGNS}{HASANTA}])"), "‘ৎ’-এ কার-চিহ্ন বা হসন্ত বসে না", TA),
    _Scar(re.compile(f"আ{HASANTA}(?=যা)"), "‘আ’-তে য-ফলা বসে না", f"অ{HASANTA}"),
    _Scar(
        re.compile(
            rf"(?<![{WORD}])((?:অ|আ)ন্ত|অত|অধ|ইত|চতু|জ্যোতি|তপ|দু|নি|পুন|প্রাত|বহি|মন|শির|স্বত):(?=[{_LETTER}])"
        ),
        "বিসর্গের জায়গায় কোলন",
        r"\1ঃ",
    ),
    _Scar(
        re.compile(rf"(?<=[{WORD}])[ÔÕÒÓ]|[ÔÕÒÓ](?=[{WORD}])"),
        "বিজয়ের উদ্ধৃতিচিহ্ন রয়ে গেছে",
        lambda found: _QUOTES[found[0]],
    ),
    _Scar(
        re.compile(
            rf"(?:(?<=[{_LETTER_OR_SIGN}])[{_DEVANAGARI}]{{1,2}}"
            rf"|(?<![{_DEVANAGARI}])[{_DEVANAGARI}]{{1,2}}(?=[{_LETTER_OR_SIGN}]))(?![{_DEVANAGARI}])"
        ),
        "বাংলা শব্দে দেবনাগরী অক্ষর",
        _bengali_twin,
    ),
    _Scar(_ASSAMESE, "বাংলা লেখায় অসমিয়া অক্ষর", lambda found: _BENGALI_FOR[found[0]]),
    _Scar(
        re.compile(rf"(?<=[{DIGITS}])[oO](?![A-Za-z])|(?<![A-Za-z])[oO](?=[{DIGITS}])"),
        "শূন্যের জায়গায় ইংরেজি ‘o’",
        "০",
    ),
    _Scar(
        re.compile(
            rf"(?<![0-9{DIGITS}A-Za-z.,])(?=[0-9.,]*[{DIGITS}])(?=[{DIGITS}.,]*[0-9])"
            rf"[0-9{DIGITS}](?:[0-9{DIGITS}]|[.,](?=[0-9{DIGITS}]))*"
        ),
        "এক সংখ্যায় বাংলা ও ইংরেজি অঙ্ক",
        lambda found: to_bangla(found[0]),
    ),
    _Scar(re.compile(rf"(?!ে[া\u09d7])({_SIGN})(?!\1)(?={_SIGN})"), "এক অক্ষরে দুটি কার-চিহ্ন", None),
    _Scar(re.compile(rf"(?!অা|ঋৃ|ঌৢ)[{VOWELS}](?={_SIGN})"), "স্বরবর্ণে কার-চিহ্ন বসে না", None),
    _Scar(
        re.compile(rf"{_BEGINNING}[{VOWEL_SIGNS}{HASANTA}](?=[{_LETTER}])"),
        "শব্দের শুরুতে চিহ্ন, তার অক্ষর নেই",
        None,
    ),
    _Scar(
        re.compile(rf"(?<=[{_LETTER_OR_SIGN}])(?:[A-Za-z](?=[{_LETTER_OR_SIGN}])|[{_GLYPHS}])"),
        "বাংলা শব্দে অন্য হরফ রয়ে গেছে",
        None,
    ),
)
