"""Avro phonetic: Bangla typed in Latin letters, as millions of keyboards do it.

`avro("ami banglay likhi")` is 'আমি বাংলায় লিখি'. Sources: libavrophonetic (MIT, by the author of Avro)
for the rules; the 412 checks of jsAvroPhonetic 1.1 as outside proof. The rules are data, in
`keyboards/static/js/avro.json`, which the browser's engine in `typing.mjs` reads as well.

Where the originals differ from each other or from the rest of Kagoj:

- The answer is in NFC, as all of Kagoj's text; the originals write ড় ঢ় য় in one piece.
- Only A-Z is ever made small. Letters of other scripts, É and İ too, pass unharmed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kagoj.bangla.keyboards import table

_TABLE = table("avro")
_VOWELS = frozenset(_TABLE["vowels"] + _TABLE["vowels"].upper())
_CONSONANTS = frozenset(_TABLE["consonants"] + _TABLE["consonants"].upper())
_ALWAYS: dict[str, str] = _TABLE["always"]
_SMALL = {
    ord(letter): letter.lower()
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    if letter.lower() not in _TABLE["case_matters"]
}


@dataclass(frozen=True, slots=True)
class _Case:
    """What to write when the neighbours are so. A class is named vowel, consonant or edge."""

    write: str
    after: str = ""
    not_after: str = ""
    before: str = ""
    not_before: str = ""

    def holds(self, text: str, start: int, end: int) -> bool:
        behind = text[start - 1 : start] if start else ""
        ahead = text[end : end + 1]
        return (
            _is(self.after, behind)
            and not (behind and behind in self.not_after)
            and _is(self.before, ahead)
            # The very last letter forbids nothing: so do both originals, and fingers know them.
            and not (end + 1 < len(text) and ahead in self.not_before)
        )


_BY_NEIGHBOURS: dict[str, tuple[tuple[_Case, ...], str]] = {
    found: (tuple(_Case(**case) for case in rule["first"]), rule["else"])
    for found, rule in _TABLE["by_neighbours"].items()
}
_IN_NUMBERS = re.compile(r"([0-9][.:])(?=[0-9])")
_LONGEST = max(map(len, [*_ALWAYS, *_BY_NEIGHBOURS]))


def avro(text: str) -> str:
    """Latin letters as Avro writes them in Bangla; everything else stays as it is."""
    text = text.translate(_SMALL)
    written = []
    start = 0
    while start < len(text):
        end, bangla = _longest_at(text, start)
        written.append(bangla)
        start = end
    return "".join(written).replace("ো", "ো")  # e`a` too, one sign in NFC


def typed(text: str) -> str:
    """As an editor's keys write it: a number keeps its point and its colon (3.5 is ৩.৫, 10:30 ১০:৩০).

    By Avro's own rules, which `avro` keeps to, they are a danda and a bisarga there, too.
    """
    return avro(_IN_NUMBERS.sub(r"\1`", text))


def _longest_at(text: str, start: int) -> tuple[int, str]:
    """Where the longest group of letters that has a rule ends, and what it writes."""
    for end in range(min(start + _LONGEST, len(text)), start, -1):
        letters = text[start:end]
        if (plain := _ALWAYS.get(letters)) is not None:
            return end, plain
        if rule := _BY_NEIGHBOURS.get(letters):
            cases, otherwise = rule
            fitting = (case.write for case in cases if case.holds(text, start, end))
            return end, next(fitting, otherwise)
    return start + 1, text[start]


def _is(wanted: str, letter: str) -> bool:
    """Is the letter of that class? Edge is all that is no Latin letter, and the text's two ends."""
    if not wanted:
        return True
    if wanted == "edge":
        return letter not in _VOWELS and letter not in _CONSONANTS
    members = _VOWELS if wanted.endswith("vowel") else _CONSONANTS
    return (letter in members) != wanted.startswith("!")
