"""The order of the Bangla alphabet: অ to ঔ, then ং ঃ ঁ, then ক to হ, then the vowel signs.

Python, SQLite and PostgreSQL's default compare code points, which put ড় after হ, ৎ after ঁ, and a
word with its dot stored apart in another place than the same word with it stored in one. The order
here is Unicode's own for Bangla: the CLDR root collation with the tailoring of locale ``bn``
(CLDR 42, ``common/collation/bn.xml``: ``&ঔ<ং<ঃ<ঁ`` and ``reorder Beng …``), strength tertiary, as
ICU 72 computes it. Spaces and marks come first, then signs, then digits (০ and 0 are one), then
Bangla, the other scripts of India, Latin, and the rest.

Exact for Bangla, ASCII, Latin letters with accents and the marks listed below. Other signs and
letters come where their kind does, by code point among themselves, which CLDR does more finely.
"""

import re
from unicodedata import category, decimal, normalize

from kagoj.bangla.characters import ELLIPSIS, HASANTA, KHANDA_TA, TA
from kagoj.bangla.normalise import compose

# One by one in CLDR's order.
_MARKS = (
    "\t\n\v\f\r\x85\u2028\u2029 _-\u2010–—,;:!?.·।॥'‘’\"“”()[]{}@*/\\&#%•৽`^°৺+×<=>|~−$£৲৳৻€₹৴৵৶৷৸৹"
)
_DIGITS = "0123456789"
_BANGLA = (
    "ঀঅআইঈউঊঋৠঌৡএঐওঔংঃঁকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরৰলৱশষসহঽ"
    "\u09be\u09bf\u09c0\u09c1\u09c2\u09c3\u09c4\u09e2\u09e3\u09c7\u09c8\u09cb\u09cc\u09cd\u09d7\u09fc"
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"

# A weight is a pair of these, so that any database that knows digits before letters agrees.
_NUMERALS = "0123456789abcdefghijklmnopqrstuvwxyz"
_END, _FIRST_WEIGHT = "00", len(_NUMERALS)


def _weight(number: int) -> str:
    high, low = divmod(_FIRST_WEIGHT + number, len(_NUMERALS))
    return _NUMERALS[high] + _NUMERALS[low]


_OTHER_MARK, _OTHER_INDIC, _OTHER_LETTER = "\ue000", "\ue001", "\ue002"
_ORDER = _MARKS + _OTHER_MARK + _DIGITS + _BANGLA + _OTHER_INDIC + _LATIN + _OTHER_LETTER
_WEIGHTS = {sign: _weight(number) for number, sign in enumerate(_ORDER)}
_INDIC = range(0x0900, 0x0E00)

# On the second level: what changes a letter without being one. The first is a letter unchanged.
_PLAIN, _MARK_ON_A_LETTER = "1", "5"
# On the third: capitals after small letters, a letter standing for two after both.
_USUAL, _VARIANT, _CAPITAL, _ONE_FOR_TWO = "1", "3", "8", "9"

_IGNORED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_STANDS_FOR = {KHANDA_TA: TA + HASANTA, ELLIPSIS: "..."}
_VARIANTS = {"\u00a0": " ", "\u202f": " "}


def sort_key(text: str) -> str:
    """A text to sort the text by, in any language or database: digits and small letters alone.

    ``sorted(words, key=sort_key)`` is the order of the alphabet. Equal keys are equal words for it
    (০ and 0; joiners and what else is unseen do not count). About three times as long as the text;
    a key cut short still sorts by its beginning. Takes any text.
    """
    first, second, third = [], [], []
    for sign in _IGNORED.sub("", compose(text)):
        if sign in _WEIGHTS:
            first.append(_WEIGHTS[sign])
            second.append(_PLAIN)
            third.append(_USUAL)
            continue
        for part, grade in _parts(sign):
            if category(part) in {"Mn", "Me"} and part not in _WEIGHTS:
                second.append(_MARK_ON_A_LETTER + f"{ord(part):05x}")
                third.append(grade)
            else:
                first.append(_primary(part))
                second.append(_PLAIN)
                third.append(grade)
    levels = ["".join(first), "".join(second).rstrip(_PLAIN), "".join(third).rstrip(_USUAL)]
    while levels and not levels[-1]:
        levels.pop()
    return _END.join(levels)


def _parts(sign: str) -> list[tuple[str, str]]:
    """What a sign outside the table is made of, each with its grade on the third level."""
    if sign in _STANDS_FOR:
        return [(part, _ONE_FOR_TWO) for part in _STANDS_FOR[sign]]
    if sign in _VARIANTS:
        return [(_VARIANTS[sign], _VARIANT)]
    parts = []
    for part in normalize("NFD", sign):
        small = part.lower()
        capital = len(small) == 1 and small != part
        parts.append((small if capital else part, _CAPITAL if capital else _USUAL))
    return parts


def _primary(sign: str) -> str:
    if sign in _WEIGHTS:
        return _WEIGHTS[sign]
    value = decimal(sign, None)
    if value is not None:
        return _WEIGHTS[_DIGITS[value]]
    place = f"{ord(sign):06x}"
    if category(sign)[0] in "PSZC":
        return _WEIGHTS[_OTHER_MARK] + place
    return _WEIGHTS[_OTHER_INDIC if ord(sign) in _INDIC else _OTHER_LETTER] + place
