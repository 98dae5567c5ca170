"""A text's runs: what of it is Bijoy, and what is English, an address, a number, or Unicode already.

Words are weighed by `detection`. Two states, Bijoy and not, go from word to word, and a change
between them costs; the cheapest way through the whole text (Viterbi 1967) is taken. So one odd word
in an English sentence stays English, and a number goes with its neighbours. Addresses, links and
hash tags are never changed; words in Bangla letters are evidence that their neighbours are
no Bijoy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kagoj.bangla.bijoy import table
from kagoj.bangla.bijoy.detection import evidence


class Run(NamedTuple):
    text: str
    is_bijoy: bool


class _Word(NamedTuple):
    start: int
    end: int
    weight: float  # nats for Bijoy
    change: float  # what a change of state before this word costs
    may_be_bijoy: bool


# In nats. A text is taken for Bijoy only on evidence; English must lose nothing.
_AT_START = 1.0
_CHANGE = 9.0
_CHANGE_AT_LINE = 6.0
_CHANGE_WITHIN = 11.0  # no space between: 'Covid-19'
_IN_UNICODE = -13.0  # a word in Bangla letters
_IN_BIJOY_FONT = 6.0  # for each word of a text set in such a font

_BETWEEN = r"\s!\"#%'()*+,\-./:;<=>?@\[\]{}"
_MARKS = "ÒÓÔÕ|"  # quotation marks and danda, beside English words too
_WORDS = re.compile(
    r"(?P<address>(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++"
    r"|(?:https?|ftp)://[^\s<>\"]++|(?<!\w)www\.[^\s<>\"]++"
    r"|(?<![\w.-])(?:[A-Za-z0-9-]++\.)+(?:com|org|net|gov|edu|info|bd)\b(?:/[^\s<>\"]*+)?"
    r"|(?<![^\s(])[#@][A-Za-z0-9_]++)"
    rf"|(?P<mark>[{_MARKS}]++)"
    rf"|(?P<word>[^{_BETWEEN}{_MARKS}]++(?:'[^{_BETWEEN}{_MARKS}]++)*+)"
)
_LINE = re.compile("[\r\n\u2028\u2029]")
# What may stand in a Bijoy word: the fonts' glyphs, and bytes 80 to 9F read as ISO-8859-1.
_POSSIBLE = table.GLYPHS | set(map(chr, table.FROM_CONTROL)) | set("{}\u00a0")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_NEUTRAL = table.MARKS | set("0123456789$|\\")


def runs(text: str, *, in_bijoy_font: bool = False) -> list[Run]:
    """The runs of a text in order; joined they are the text.

    `in_bijoy_font` says that its letters are set in a font such as SutonnyMJ: then only what is
    English beyond doubt stays.
    """
    found: list[Run] = []
    place = 0
    for start, end in _bijoy_spans(text, in_bijoy_font):
        if place < start:
            found.append(Run(text[place:start], False))
        found.append(Run(text[start:end], True))
        place = end
    if place < len(text):
        found.append(Run(text[place:], False))
    return found


def _bijoy_spans(text: str, in_bijoy_font: bool) -> Iterator[tuple[int, int]]:
    words = list(_words(text, _IN_BIJOY_FONT if in_bijoy_font else 0.0))
    states = _cheapest_way(words, -_AT_START if in_bijoy_font else _AT_START)
    if not any(states):
        return
    span: tuple[int, int] | None = None
    for word, is_bijoy in zip(words, states, strict=True):
        if (is_bijoy or text[word.start] in _MARKS) and word.may_be_bijoy:
            span = (span[0] if span else word.start, word.end)
        elif span:
            yield span
            span = None
    if span:
        yield span


def _words(text: str, favour: float) -> Iterator[_Word]:
    end = 0
    for found in _WORDS.finditer(text):
        start = found.start()
        between = text[end:start]
        if _LINE.search(between):
            change = _CHANGE_AT_LINE
        else:
            change = _CHANGE if not between or any(map(str.isspace, between)) else _CHANGE_WITHIN
        end = found.end()
        if found["mark"]:
            yield _Word(start, end, 0.0, change, True)
        elif found["address"]:
            yield _Word(start, end, 0.0, change, False)
        else:
            weight, may_be_bijoy = _weigh(found[0], favour)
            yield _Word(start, end, weight, change, may_be_bijoy)


def _weigh(word: str, favour: float) -> tuple[float, bool]:
    if not _POSSIBLE.issuperset(word.replace("'", "")):
        return (_IN_UNICODE if _HAS_LETTER.search(word) else 0.0), False
    if _NEUTRAL.issuperset(word):
        return 0.0, True
    return evidence(word) + favour, True


def _cheapest_way(words: list[_Word], at_start: float) -> list[bool]:
    """For each word whether it is Bijoy. Costs count only in their difference: Bijoy's less the other's."""
    lead = -at_start  # how far Bijoy is ahead
    came_from: list[tuple[bool, bool]] = []  # for each state, the state before: (other's, Bijoy's)
    for word in words:
        came_from.append((lead > word.change, lead >= -word.change))
        lead = max(-word.change, min(word.change, lead)) + word.weight
    states: list[bool] = []
    state = lead > 0
    for before_other, before_bijoy in reversed(came_from):
        states.append(state)
        state = before_bijoy if state else before_other
    return states[::-1]
