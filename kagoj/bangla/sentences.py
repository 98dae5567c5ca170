"""Sentences of Bangla text.

The danda, ? and ! end a sentence, with the quotation marks and brackets that close after them. A
full stop ends one only where no abbreviation, initial or number stands before it: newspapers write
ড. মো. and এম. A. before names, and some end sentences with it all the same. A new line ends a
sentence; a number before a danda at its beginning (১।) counts a list and belongs to what follows.

Sources: the abbreviations are those of Bangladesh's newspapers (মো./মোঃ/ড. stand over a thousand times
in the 1,509 articles that our measurements used), the rest is Unicode's UAX #29 with the danda (।) as
a sentence's end.
"""

import re
from collections.abc import Iterator

from kagoj.bangla.normalise import normalise
from kagoj.bangla.words import letters

# Written with a full stop or ঃ; of any length, since shorter ones are known by their length.
_ABBREVIATIONS = frozenset(
    normalise(
        "মোহা মোছা মোসা মুহা প্রফে অধ্যা ইঞ্জি অ্যাড অ্যাডভো এডভো ব্যারি লিমি কোং খ্রি খ্রিঃ হিজরি ইত্যা রেজি "
        "ডব্লিউ এইচ কিউ এক্স ওয়াই জেড এফ এম এল এন এস আর ডিআর সহ সেক্রে জেনা ক্যাপ্টে ব্রিগে মেজ লেফ"
    ).split()
)
_SHORT_WORD = 2  # letters: an initial or an abbreviation (ড. মো. এম. লে.), hardly a sentence's last

_CLOSING = "’”»'\")\\]}"
_END = re.compile(rf"[।॥?!]+[{_CLOSING}]*|\.[{_CLOSING}]*(?=\s|$)|\n")
_LAST_WORD = re.compile(r"[^\s।?!()\[\]‘“\"'’”.,;:—–-]+$")
_LOOKED_BACK = 40  # characters; no abbreviation is longer
_LIST_NUMBER = re.compile(r"\s*\(?[০-৯0-9]{1,3}[।.]?")


def sentences(text: str) -> list[str]:
    """The text's sentences in order, each with what ends it, without the space around them.

    Nothing but space is lost. Takes any text, in time that grows with its length.
    """
    return [sentence for piece in _pieces(text) if (sentence := piece.strip())]


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text):
        if _is_end(text, start, end):
            yield text[start : end.end()]
            start = end.end()
    yield text[start:]


def _is_end(text: str, start: int, end: re.Match[str]) -> bool:
    sign, after = end[0][0], text[end.end() : end.end() + 1]
    if sign == "\n":
        return True
    if sign in "।॥":
        return not _LIST_NUMBER.fullmatch(text, start, min(end.start(), start + _LOOKED_BACK))
    if sign in "?!":
        return not (after.isascii() and after.isalnum())  # not in an address: ?q=
    return _ends_with_full_stop(text[max(start, end.start() - _LOOKED_BACK) : end.start()])


def _ends_with_full_stop(before: str) -> bool:
    found = _LAST_WORD.search(before)
    if not found or len(found[0]) >= _LOOKED_BACK:
        return bool(found)
    word = found[0]
    if word[-1].isdecimal() or word in _ABBREVIATIONS or normalise(word) in _ABBREVIATIONS:
        return False
    return len(letters(word)) > _SHORT_WORD or (word.isascii() and len(word) > 1 and word.islower())
