"""Numbers in words, and numbers read back from words and digits.

Bangla has a word of its own for every number to ninety-nine. They are facts of the language; here in
the spelling that public lists agree on (num2words and four others compared word by word, 2026),
with the Bangla Academy's ও at the end (বারো, পনেরো, ষোলো). Other spellings in use are read, too.
"""

import re
from decimal import Decimal

from kagoj.bangla.digits import to_latin
from kagoj.bangla.normalise import normalise

UNDER_A_HUNDRED = tuple(
    normalise(
        "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয় "
        "দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ "
        "বিশ একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আটাশ উনত্রিশ "
        "ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ উনচল্লিশ "
        "চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ উনপঞ্চাশ "
        "পঞ্চাশ একান্ন বায়ান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন উনষাট "
        "ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি উনসত্তর "
        "সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর উনআশি "
        "আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি আটাশি উননব্বই "
        "নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই"
    ).split()
)
_HUNDRED = "শ"
_SCALES = ((100_000, "লাখ"), (1_000, "হাজার"))
_CRORE, _CRORES = "কোটি", 10_000_000
_LARGEST = 10**14  # from here a number would be crores of crores, which nobody says

_OTHER_SPELLINGS = {
    "এগার": 11, "বার": 12, "তের": 13, "পনের": 15, "ষোল": 16, "সতের": 17, "আঠার": 18, "কুড়ি": 20,
    "আঠাশ": 28, "পঁইত্রিশ": 35, "সাইত্রিশ": 37, "বাহান্ন": 52, "ছিষট্টি": 66, "উনাশি": 79, "অষ্টাশি": 88,
}  # fmt: skip
_WORDS = {
    **{word: number for number, word in enumerate(UNDER_A_HUNDRED)},
    **{normalise(word): number for word, number in _OTHER_SPELLINGS.items()},
}
_WORDS |= {"ঊ" + word[1:]: number for word, number in _WORDS.items() if word.startswith("উ")}

_MULTIPLES = {"শ": 100, "শো": 100, "শত": 100, "হাজার": 1_000, "লাখ": 100_000, "লক্ষ": 100_000}
# What a fraction before the next number or scale does: দেড় লাখ, আড়াই কোটি, সাড়ে তিন হাজার.
_FIXED = {normalise("দেড়"): Decimal("1.5"), normalise("আড়াই"): Decimal("2.5")}
_ADDED = {
    normalise("সাড়ে"): Decimal("0.5"),
    normalise("সোয়া"): Decimal("0.25"),
    normalise("পৌনে"): Decimal("-0.25"),
}

_DIGITS = re.compile(
    r"(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3})(?:\.\d+)?|\.\d+", re.ASCII
)
_PIECE = re.compile(r"[\d.,]*\d|[^\s\d.,]+|\S", re.ASCII)
_LONGEST = 200  # characters; a longer text is not one number


class TooLarge(ValueError):
    """A number, and larger than any that is said in crores."""

    def __init__(self) -> None:
        super().__init__(f"the number is too large: the largest is {_LARGEST - 1:,}")


def spelled(number: int) -> str:
    """A whole number in words: ``spelled(12300000)`` is 'এক কোটি তেইশ লাখ', of 105 'একশ পাঁচ'.

    Raises ValueError from 10¹⁴ on (কোটি কোটি).
    """
    if abs(number) >= _LARGEST:
        raise ValueError("a number so large cannot be said in words")
    if number < 0:
        return f"মাইনাস {spelled(-number)}"
    crores, rest = divmod(number, _CRORES)
    parts = [f"{spelled(crores)} {_CRORE}"] if crores else []
    for size, name in _SCALES:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{UNDER_A_HUNDRED[count]} {name}")
    hundreds, rest = divmod(rest, 100)
    if hundreds:
        parts.append(UNDER_A_HUNDRED[hundreds] + _HUNDRED)
    if rest or not parts:
        parts.append(UNDER_A_HUNDRED[rest])
    return " ".join(parts)


def parse(text: str) -> Decimal:
    """The number that the text is, in digits of either set, words, or both.

    '১২,৩৪,৫৬৭', '1,234.5', '১২ লাখ ৩৪ হাজার', '৩.৫ কোটি', 'দেড় লাখ', 'এক কোটি তেইশ লাখ', '-৫', '৳ ৫০০', '৫০০
    টাকা', '৭%'. Commas stand where lakhs or thousands are parted, or nowhere. Raises ValueError for
    what is not one number, and TooLarge (a ValueError) from 10¹⁴ on.
    """
    plain = to_latin(normalise(text[: _LONGEST + 1])).strip()
    sign, plain = _sign_and_number(plain)
    pieces = _PIECE.findall(plain)
    if len(text) > _LONGEST and _DIGITS.fullmatch(plain):
        raise TooLarge
    if not pieces or len(text) > _LONGEST:
        raise ValueError(f"not a number: {text[:40]!r}")
    try:
        return sign * _sum(pieces)
    except TooLarge:
        raise
    except ValueError as error:
        raise ValueError(f"not a number: {text[:40]!r}") from error


def _sign_and_number(plain: str) -> tuple[int, str]:
    bare = re.sub(r"^([-−–]?)\s*৳\s*", r"\1", plain)
    bare = re.sub(r"\s*(?:টাকা|%|শতাংশ)$", "", bare)
    found = re.match(r"[-−–]\s*|মাইনাস\s+", bare)
    return (-1, bare[found.end() :]) if found else (1, bare)


def _sum(pieces: list[str]) -> Decimal:
    """Scales fall from left to right; কোটি multiplies all that stands before it."""
    if _CRORE in pieces:
        place = pieces.index(_CRORE)
        crores, rest = _below_a_crore(pieces[:place]), _below_a_crore(pieces[place + 1 :])
        total = (crores if place else 1) * _CRORES + rest
    else:
        total = _below_a_crore(pieces)
    if total >= _LARGEST:
        raise TooLarge
    return total


def _below_a_crore(pieces: list[str]) -> Decimal:
    total, smallest = Decimal(0), Decimal("inf")
    count: Decimal | None = None
    added = Decimal(0)
    for piece in pieces:
        if piece in _ADDED and count is None and not added:
            added = _ADDED[piece]
            continue
        value, size = (None, _MULTIPLES[piece]) if piece in _MULTIPLES else _value(piece)
        if (count is not None and value is not None) or size >= smallest:
            raise ValueError
        if size == 1:
            count = value
            continue
        # হাজার alone is one thousand, সোয়া লাখ 125,000.
        total += ((value or (1 if count is None else count)) + added) * size
        count, added, smallest = None, Decimal(0), Decimal(size)
    if (added and count is None) or (count is not None and count >= smallest):
        raise ValueError
    return total + (count or 0) + added


def _value(piece: str) -> tuple[Decimal, int]:
    if _DIGITS.fullmatch(piece):
        return Decimal(piece.replace(",", "")), 1
    if piece in _FIXED:
        return _FIXED[piece], 1
    if piece in _WORDS:
        return Decimal(_WORDS[piece]), 1
    for hundred in ("শত", "শো", "শ"):
        if piece.endswith(hundred) and (count := _WORDS.get(piece.removesuffix(hundred))):
            return Decimal(count), 100
    raise ValueError
