"""Words and letters as a reader sees them: finding, counting, and cutting between them.

A word is a run of letters, their signs and digits, with the joiners and apostrophes inside it
(দু’জন) and the separators inside a number (১,২০০ and ৭.৫). A hyphen parts two words.

A letter is an akshara (orthographic syllable): a consonant or vowel with all that is written onto
it: conjuncts, vowel signs, ঁ ং ঃ. Sources: UAX #29 rule GB9c (no break within consonant-hasanta-
consonant; ZWNJ after the hasanta parts them), and for অ্যা and এ্যা, which UAX #29 would split, the
layout requirement in w3c/iip issue 67. Elsewhere a letter is near UAX #29's grapheme cluster.
"""

import re
from collections.abc import Iterator
from itertools import islice
from unicodedata import category

from kagoj.bangla.characters import (
    AFTER_SIGNS,
    CONSONANTS,
    DANDA,
    ELLIPSIS,
    HASANTA,
    JOINERS,
    NUKTA,
    UNSEEN,
    VOWEL_SIGNS,
    VOWELS,
    WORD,
    ZWJ,
    ZWNJ,
)

# Python's \w knows no vowel signs: re.findall(r"\w+", "খেলা") gives খ and ল. So letters and digits
# of every script but the signs of money ৴ to ৹, then the signs of Bangla, of the other scripts of
# India, and accents.
_SIGN = rf"[^\W_\u09f4-\u09f9]|[{WORD}\u0300-\u036f\u0900-\u0963\u0971-\u097f\u0a00-\u0dff]"
_INSIDE = rf"[{JOINERS}{UNSEEN}]|['’](?={_SIGN})"
# A comma is inside a number where groups of two or three digits and a last one of three follow.
_SEPARATOR = r"(?<=\d)(?:\.(?=\d)|,(?=(?:\d{2,3},){0,9}\d{3}(?!\d)))"

WORD_PATTERN = re.compile(rf"(?:{_SIGN})(?:{_SIGN}|{_INSIDE}|{_SEPARATOR})*")

# Counted, since text from outside may pile signs up without end. The longest conjunct in use joins
# four consonants (ন্ত্র্য); the last part takes ZWNJ in the open form শ‌ু.
_CONSONANT = rf"[{CONSONANTS}]{NUKTA}{{0,2}}"
_AKSHARA = (
    rf"(?:{_CONSONANT}|[{VOWELS}])"
    rf"(?:[{JOINERS}]?{HASANTA}{ZWJ}?{_CONSONANT}){{0,7}}"
    rf"(?:{HASANTA}[{JOINERS}]{{0,2}})?"
    rf"{ZWNJ}?[{VOWEL_SIGNS}{AFTER_SIGNS}{NUKTA}]{{0,8}}"
)
_MOST_CHARACTERS = 32
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_PIECE = re.compile(rf"{_AKSHARA}|{_FLAG}|\r\n|.", re.DOTALL)

_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"

# What is left hanging before an ellipsis: separators, dashes, opening marks.
_HANGING = f" \t\r\n\u00a0,;:.–—-({{[‘“'\"|{DANDA}"

# Our choice, since no rate for adults reading Bangla news is published that we know of. English
# non-fiction is read silently at 238 words a minute, by most adults at 175 to 300 (Brysbaert 2019,
# doi:10.1016/j.jml.2019.104047), and slower where words carry more, as inflected Bangla ones do.
WORDS_PER_MINUTE = 180


def words(text: str) -> list[str]:
    """The words of the text, as written, in order."""
    return WORD_PATTERN.findall(text)


def count_words(text: str) -> int:
    """How many words the text has."""
    return sum(1 for _ in WORD_PATTERN.finditer(text))


def letters(text: str) -> list[str]:
    """The text's letters as a reader counts them; joined again they are the text."""
    return list(_each_letter(text))


def _each_letter(text: str) -> Iterator[str]:
    start = 0
    for piece in _PIECE.finditer(text):
        here = piece.start()
        full = here - start >= _MOST_CHARACTERS
        if here > start and (full or not _leans_on_what_precedes(text, here)):
            yield text[start:here]
            start = here
    if start < len(text):
        yield text[start:]


def _leans_on_what_precedes(text: str, place: int) -> bool:
    sign, before = text[place], text[place - 1]
    if before in "\r\n":
        return False
    return (
        sign in JOINERS
        or sign in _SKIN_TONES
        or category(sign)[0] == "M"
        or (before == ZWJ and category(sign) == "So")
    )


def cut(text: str, letters: int = 120) -> str:
    """The text's beginning in at most so many letters, … included; shorter text whole.

    Cuts where a word ends, unless that would lose more than half; then within a word, but never
    within a letter. Raises ValueError when not even one letter is allowed.
    """
    if letters < 1:
        raise ValueError("a text cannot be cut to no letters")
    text = text.strip()
    kept = list(islice(_each_letter(text), letters + 1))
    if len(kept) <= letters:
        return text
    end = letters - 1
    word_end = next((place for place in range(end, end // 2, -1) if kept[place].isspace()), end)
    return "".join(kept[:word_end]).rstrip(_HANGING) + ELLIPSIS


def reading_minutes(text: str) -> int:
    """Whole minutes to read the text at `WORDS_PER_MINUTE`: at least 1, but 0 for no words."""
    count = count_words(text)
    return max(1, round(count / WORDS_PER_MINUTE)) if count else 0
