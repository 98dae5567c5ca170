"""Digits both ways: 0-9 and ০-৯."""

from kagoj.bangla.characters import DIGITS

_TO_BANGLA = str.maketrans("0123456789", DIGITS)
_TO_LATIN = str.maketrans(DIGITS, "0123456789")


def to_bangla(value: object) -> str:
    """The value as text with Bangla digits: ``to_bangla(2024)`` is '২০২৪'. Nothing else changes."""
    return str(value).translate(_TO_BANGLA)


def to_latin(text: str) -> str:
    """The text with 0-9 for ০-৯, for machines: ``to_latin('২০২৪')`` is '2024'."""
    return text.translate(_TO_LATIN)
