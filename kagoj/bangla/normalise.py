"""One right spelling, in code points, for what looks the same: applied to every text that comes in.

Policy: change only what a reader cannot see, or what is never right; so no correct word is drawn
otherwise. In order:

1. Zero width spaces, byte order marks and soft hyphens go.
2. The old currency sign ৷ (U+09F7) typed for a danda becomes ।.
3. NFC (UAX #15): ড় ঢ় য় become letter and dot, ো ৌ one sign.
4. Joiners that ask for nothing go: those with no hasanta beside them, and those before ্য (ya-phala)
   after anything but র. The others change the drawing, so they are the writer's wish and stay: a
   joiner after a hasanta (হৃদ্‌রোগ) or before one, and ZWNJ in গু রু শু হু ন্তু রূ হৃ, which asks for
   the open form (শ‌ু).
5. র‍্য is written র ZWJ hasanta য.
6. Repeated vowel signs, hasantas, chandrabindus and dots become one.
7. Sequences that Unicode's DoNotEmit.txt discourages: অ and া become আ, ঋ and ৃ become ৠ, ঌ and ৢ
   become ৡ; ত hasanta ZWJ becomes ৎ. With ZWNJ it becomes ৎ only at the end of a word and before
   ক খ প ফ স, where Bangla spells ৎ (হঠাৎ, উৎসব); elsewhere it may be meant (ফাত্‌হ).
8. No-break spaces become spaces, except between digits.
9. A danda stands against the word before it, and apart from the word after it.

Never touched: quotation marks, colon, pipe, digits, hasanta with ZWNJ, compatibility forms (NFKC
would break ১½ and কেজি²). Joiners of other scripts and of emoji stay. What needs an eye (doubled
reph, নিু for নিম্ন, wrong order of signs, spelling) is for a proofreader's tool to suggest.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from unicodedata import combining, normalize

from kagoj.bangla.characters import (
    CONSONANTS,
    DANDA,
    DIGITS,
    HASANTA,
    JOINERS,
    KHANDA_TA,
    NO_BREAK_SPACE,
    NUKTA,
    NUMERATOR_FOUR,
    RA,
    TA,
    UNSEEN,
    VOWEL_SIGNS,
    VOWELS,
    WORD,
    YA,
    ZWJ,
    ZWNJ,
)

# No script needs more marks on one letter (UAX #15, Stream-Safe Text Format). Past it they are an
# attack: putting n marks in order takes time that grows with n².
_MOST_MARKS = 30

_JOINERS = re.compile(f"[{JOINERS}]+")
# Not the sandhi mark of old manuscripts: like accents, it changes places with a hasanta in NFC.
_BANGLA = re.compile(f"(?!\u09fe)[{WORD}]")
_YA_PHALA = re.compile(f"{HASANTA}+{YA}(?!{NUKTA})")
_OPEN_FORM = re.compile(rf"(?:[গরশহ]ু|{HASANTA}তু|রূ|হৃ)\Z")  # these have a joined one

_REPEATED = re.compile(rf"([{VOWEL_SIGNS}{HASANTA}{NUKTA}\u0981])\1+")

_ONE_LETTER = {"অা": "আ", "ঋৃ": "ৠ", "ঌৢ": "ৡ"}
_TWO_FOR_ONE = re.compile("|".join(_ONE_LETTER))

# ৎ may follow another hasanta only under a reph: ভর্ৎসনা.
_FORMER_KHANDA_TA = re.compile(
    rf"(?:(?<!{HASANTA})|(?<={RA}{HASANTA})){TA}{HASANTA}"
    rf"(?:{ZWJ}(?![{JOINERS}{VOWEL_SIGNS}{HASANTA}{NUKTA}])|{ZWNJ}(?![{JOINERS}])(?=[^{WORD}]|\Z|[কখপফস]))"
)

# Beside another sign of money (৴ ৵ ৶ ৸ ৹) it is what it was made for.
_MISTAKEN_DANDA = re.compile(r"(?<![৲৴-৶৸৹])৷(?![৲৴-৶৸৹])")

_STRAY_NO_BREAK_SPACE = re.compile(rf"(?<!\d){NO_BREAK_SPACE}|{NO_BREAK_SPACE}(?!\d)")

# A single danda only: songs number their verses between double ones, ।। ২ ।।
_SPACE_BEFORE_DANDA = re.compile(
    rf"(?<=[{WORD}{JOINERS}A-Za-z0-9)\]’”'\"»%])[ \t]+(?={DANDA}(?!{DANDA}))"
)
_NO_SPACE_AFTER_DANDA = re.compile(
    rf"(?<=[^\s{DANDA}]{DANDA})(?=[{VOWELS}{CONSONANTS}A-Za-z])"
    rf"|(?<=[^\s\d{DANDA}]{DANDA})(?=[০-৯0-9])"
)


def normalise(text: str) -> str:
    """The text with one right spelling for what looks the same; see the head of this module.

    Takes any text, in time that grows with its length, and normalising twice changes nothing more.
    """
    # No rule looks beyond its line, and few lines need one.
    text = _in_two_parts(text)
    if _is_right(text):
        return text
    return "\n".join(line if _is_right(line) else _mend(line) for line in text.split("\n"))


def _mend(line: str) -> str:
    for step in STEPS:
        line = step.mend(line)
    return line


def _in_two_parts(text: str) -> str:
    # What NFC makes of these, as common in news as it is cheap to do.
    for whole, parts in _COMPOSITION_EXCLUSIONS.items():
        text = text.replace(whole, parts)
    return text


_COMPOSITION_EXCLUSIONS = {
    "\u09dc": f"\u09a1{NUKTA}",
    "\u09dd": f"\u09a2{NUKTA}",
    "\u09df": f"\u09af{NUKTA}",
}

# Letters, digits and marks that stand in NFC for themselves, whatever ordinary signs surround them:
# ASCII, Latin-1, general punctuation, Bangla but the right half of ৌ and the sandhi mark.
_PLAIN = f"\x00-\x7f\xa1-\xac\xae-\xff\u2010-\u2027\u2030-\u205e{DANDA}\u0980-\u09d6\u09e0-\u09f6\u09f8-\u09fd"
_NOT_PLAIN = re.compile(f"[^{_PLAIN}]")
_NEVER_SIDE_BY_SIDE = ("\u09c7\u09be", HASANTA + NUKTA, f" {DANDA}", f"\t{DANDA}", *_ONE_LETTER)
_DANDA_BEFORE_WORD = re.compile(rf"{DANDA}[{VOWELS}{CONSONANTS}{DIGITS}A-Za-z0-9]")


def _is_right(text: str) -> bool:
    """Whether no rule has anything to do here. Quick; of doubtful text it says no."""
    return not (
        _NOT_PLAIN.search(text)
        or any(pair in text for pair in _NEVER_SIDE_BY_SIDE)
        or _REPEATED.search(text)
        or _DANDA_BEFORE_WORD.search(text)
    )


def _without_unseen(text: str) -> str:
    for sign in UNSEEN:
        text = text.replace(sign, "")
    return text


def _dandas_for_money(text: str) -> str:
    return _MISTAKEN_DANDA.sub(DANDA, text) if NUMERATOR_FOUR in text else text


def compose(text: str) -> str:
    """NFC, with at most thirty marks in a row."""
    while _has_too_many_marks(text):
        text = normalize("NFC", _too_many_marks().sub(lambda run: run[0][:_MOST_MARKS], text))
    return normalize("NFC", text)


def _joiners_settled(text: str) -> str:
    return compose(_JOINERS.sub(_settle_joiners, text)) if _JOINERS.search(text) else text


def _signs_once(text: str) -> str:
    return _REPEATED.sub(r"\1", text)


def _one_letter_for_two(text: str) -> str:
    return _TWO_FOR_ONE.sub(lambda found: _ONE_LETTER[found[0]], text)


def _khanda_ta(text: str) -> str:
    return _FORMER_KHANDA_TA.sub(KHANDA_TA, text) if _JOINERS.search(text) else text


def _spaces_that_break(text: str) -> str:
    return _STRAY_NO_BREAK_SPACE.sub(" ", text) if NO_BREAK_SPACE in text else text


def _dandas_in_place(text: str) -> str:
    if DANDA not in text:
        return text
    return _NO_SPACE_AFTER_DANDA.sub(" ", _SPACE_BEFORE_DANDA.sub("", text))


@dataclass(frozen=True, slots=True)
class Step:
    """One rule, and what an editor is told when it changed something ('' for what nobody sees)."""

    mend: Callable[[str], str]
    done: str


# Each takes one line as the step before left it.
STEPS = (
    Step(_without_unseen, "অদৃশ্য চিহ্ন সরানো"),
    Step(_dandas_for_money, "টাকার চিহ্ন ‘৷’ থেকে দাঁড়ি"),
    Step(compose, ""),
    Step(_joiners_settled, "অদৃশ্য জোড়-চিহ্ন ঠিক করা"),
    Step(_signs_once, "দুবার লেখা চিহ্ন একবার করা"),
    Step(_one_letter_for_two, "দুই টুকরো থেকে এক অক্ষর"),
    Step(_khanda_ta, "‘ত্’ থেকে ‘ৎ’"),
    Step(_spaces_that_break, "অটুট ফাঁক থেকে সাধারণ ফাঁক"),
    Step(_dandas_in_place, "দাঁড়ির আগে-পরের ফাঁক ঠিক করা"),
)


def _has_too_many_marks(text: str) -> bool:
    # A run of so many covers one of these places. A look at them costs far less than at each mark.
    step = _MOST_MARKS + 1
    places = (step * number for number, sign in enumerate(text[::step]) if combining(sign))
    return any(
        _too_many_marks().search(text, max(place - step, 0), place + step) for place in places
    )


@cache
def _too_many_marks() -> re.Pattern[str]:
    marks = "".join(re.escape(chr(code)) for code in range(0x300, 0x1F000) if combining(chr(code)))
    return re.compile(f"[{marks}]{{{_MOST_MARKS + 1},}}")


def _settle_joiners(found: re.Match[str]) -> str:
    """What a run of joiners should be, by the characters on either side of it."""
    text, start, end = found.string, found.start(), found.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    one = ZWNJ if ZWNJ in found[0] else ZWJ
    if before == HASANTA:
        return one
    if after == HASANTA:
        if not (_BANGLA.match(before) and _YA_PHALA.match(text, end)):
            return found[0]
        return ZWJ if before == RA else ""
    if one == ZWNJ and _OPEN_FORM.search(text[max(start - 2, 0) : start] + after):
        return ZWNJ
    return "" if _is_stray(before, after) else found[0]


def _is_stray(before: str, after: str) -> bool:
    if _BANGLA.match(before):
        return bool(_BANGLA.match(after)) or not (after and combining(after))
    return bool(_BANGLA.match(after)) and not (before and (before.isalnum() or combining(before)))
