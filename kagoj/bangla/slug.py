"""Names for addresses and files that keep every vowel sign and conjunct.

Common slug functions strip what Python's ``\\w`` does not know: যুক্তরাষ্ট্র becomes যকতরষটর. Here the
words stay whole: NFC, without joiners (an address must not hold what cannot be seen), and cut
between letters as readers see them.
"""

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from kagoj.bangla.characters import JOINERS
from kagoj.bangla.normalise import normalise
from kagoj.bangla.words import letters, words

# The longest Bangla letters have about ten characters (ন্ত্র্যোঁ); a pile of signs is none.
_LONGEST_LETTER = 24

_NO_JOINERS = dict.fromkeys(map(ord, JOINERS))
_DROPPED = re.compile("['’,]")

# How many characters to a letter of room are looked at: more may come in from outside.
_LOOKED_AT = 100

_MOST_BYTES = 150
_EXTENSION = re.compile(r"(?<=[^.])\.([A-Za-z0-9]{1,10})\Z")

# Names that Windows keeps for devices, whatever the extension.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])", re.IGNORECASE)


def slug(text: str, *, max_letters: int = 60, otherwise: str = "খবর") -> str:
    """The text's words for an address: ``slug('যুক্তরাজ্যের খবর!')`` is 'যুক্তরাজ্যের-খবর'.

    Lower case, joined by hyphens, at most `max_letters` letters as readers count them (hyphens
    too), ending where a word ends unless the first is already longer. Never empty: text without a
    word gives `otherwise`. A slug of a slug is the same slug.
    """
    beginning = text[: _LOOKED_AT * max_letters].lower()
    return "-".join(_fitting(_plain_words(beginning), max_letters)) or otherwise


def _plain_words(text: str) -> Iterator[str]:
    """The words without joiners and apostrophes; a number without commas, and split at its point."""
    for word in words(normalise(text).translate(_NO_JOINERS)):
        for part in _DROPPED.sub("", word).split("."):
            if any(map(str.isalnum, part)):
                yield normalise(part)


def _fitting(parts: Iterable[str], room: int) -> Iterator[str]:
    first = True
    for part in parts:
        size = letters(part)
        if any(len(letter) > _LONGEST_LETTER for letter in size):
            continue
        if len(size) + (not first) > room:
            if first:
                yield "".join(size[:room])
            return
        yield part
        room -= len(size) + (not first)
        first = False


def file_name(name: str, *, otherwise: str = "file") -> str:
    """A safe name for an uploaded file: its words joined by hyphens, and its extension.

    Takes the last part of a path, whichever way its slashes lean; no control or direction
    characters, no leading dot, one extension at most (lower case), no name Windows keeps for a
    device, at most 150 bytes of UTF-8, cut between letters. A name without a word becomes
    `otherwise`.
    """
    last = re.split(r"[/\\]", name.rstrip("/\\ ."))[-1].strip()
    found = _EXTENSION.search(last)
    extension = "." + found[1].lower() if found else ""
    stem = last[: found.start()] if found else last
    stem = "-".join(_plain_words(stem[: _LOOKED_AT * _MOST_BYTES]))
    stem = _within(stem, _MOST_BYTES - len(extension)) or otherwise
    if _DEVICE.fullmatch(normalize("NFKC", stem)):
        stem = f"{otherwise}-{stem}"
    return stem + extension


def _within(text: str, most_bytes: int) -> str:
    kept, size = [], 0
    for letter in letters(text):
        size += len(letter.encode())
        if size > most_bytes:
            break
        kept.append(letter)
    return "".join(kept).rstrip("-")
