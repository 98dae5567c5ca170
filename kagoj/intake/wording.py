"""How words are compared while a page is read: one normal form, Latin digits, no trimmings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kagoj.bangla.digits import to_latin
from kagoj.bangla.normalise import normalise

# A Bangla letter or sign that is no digit, or a Latin letter: what may not touch a matched word.
LETTER = "[A-Za-z\u0980-\u09e5\u09f0-\u09fe]"
NOT_AFTER = f"(?<!{LETTER})"
NOT_BEFORE = f"(?!{LETTER})"

TRIM = " \t.,;:!|/\\-–—_=~*#•·●▪■◆►▶➤»«\u203a\u2039<>()[]{}\"'“”‘’।ঃ×+…"
REMEMBERED = 200  # letters; longer texts are not kept in memory
JOINERS = re.compile("[\u200b-\u200f\u2060\ufeff]")
SPACES = re.compile(r"\s+")
WORD = re.compile(f"{LETTER}+|[0-9]+")


def fold(text: str) -> str:
    """The text as compared: normalised, small letters, Latin digits, no joiners or edge marks."""
    return _remembered(text) if len(text) <= REMEMBERED else _fold(text)


def _fold(text: str) -> str:
    plain = JOINERS.sub("", to_latin(normalise(text)).casefold())
    return SPACES.sub(" ", plain).strip(TRIM)


_remembered = lru_cache(maxsize=32768)(_fold)


def folded(*texts: str) -> frozenset[str]:
    return frozenset(fold(text) for text in texts)


def either(*texts: str) -> str:
    """A pattern for any of these words or phrases as they stand in normalised text, longest first."""
    forms = sorted({to_latin(normalise(text)) for text in texts}, key=len, reverse=True)
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)


def pattern(source: str) -> re.Pattern[str]:
    """A compiled pattern whose Bangla letters are in the normal form of the text it is put to."""
    return re.compile(unicodedata.normalize("NFC", source), re.IGNORECASE)


def stems(text: str) -> frozenset[str]:
    """The words' beginnings, which stay the same under most Bangla endings."""
    return frozenset(word[:4] for word in WORD.findall(fold(text)) if len(word) > 2)


def word_count(text: str) -> int:
    return len(text.split())
