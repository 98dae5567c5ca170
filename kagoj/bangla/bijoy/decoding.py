"""From the glyphs of a Bijoy font to Unicode.

In order (the reasons stand in docs/explanation/bangla.md):

1. Where the fonts of 2000 and later ones differ, the neighbours tell: ``iæ`` is রু and ``wbæ`` নিম্ন;
   ``jø`` is ল্ল and ``øvZ`` স্নাত; ``¯Í`` is স্ত and ``AvÍv`` আত্মা; ``ÿ`` is ক্ষ, but ড়্গ in খড়্গ.
2. A cluster is half letters, a letter or ligature, and what hangs on it; its parts are joined by
   hasanta. A reph behind it goes to its front, a sign before it to its end.
3. ে with া or the mark of ৌ becomes one sign; অ with া becomes আ; র with ya-phala র‍্য.
4. ``&`` is a hasanta that is seen. Before a letter that the font could have joined, that was the
   writer's wish, so ZWNJ follows it (উদ্‌যাপন); else there was no other way to write the cluster (ফ্ফ).
5. A glyph that can be no part of a letter where it stands, and is a mark of punctuation too, is that.

Everything is found in one pass over the text by a pattern that never turns back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from kagoj.bangla.bijoy import table
from kagoj.bangla.characters import HASANTA, RA, YA, ZWJ, ZWNJ
from kagoj.bangla.normalise import normalise

_LETTERS = table.CONSONANTS | table.LIGATURES | {k: v[0] for k, v in table.WITH_SIGN.items()}
del _LETTERS["‘"]  # it only hangs on others
_PART = table.HALVES | table.ATTACHED | {"‘": "ত"} | _LETTERS

# Í hangs on half letters only, which is settled before; ’ elsewhere closes a quotation.
_HANGING = {"‘", *table.ATTACHED} - {"Í", "’"}


def _one_of(glyphs: Iterable[str]) -> str:
    return "[" + "".join(map(re.escape, sorted(glyphs))) + "]"


_UNIT = (
    f"(?:{_one_of(table.HALVES)}++(?:’|{_one_of(_LETTERS)})?+|{_one_of(_LETTERS)})"
    f"{_one_of(_HANGING)}*+"
)
_REPH_OR_BINDU = f"{table.REPH}{_one_of(_HANGING)}*+|{table.CHANDRABINDU}"
_MORE_SIGNS = f"(?:{_REPH_OR_BINDU}|{_one_of(set(table.SIGNS_AFTER) - table.MARKS)})*+"
# A sign that is also a mark of punctuation is a sign only where no other is before it.
_AFTER = f"(?(before){_MORE_SIGNS}|(?:{_REPH_OR_BINDU})*+(?:{_one_of(table.SIGNS_AFTER)}{_MORE_SIGNS})?+)"
_SYLLABLE = re.compile(
    f"(?P<before>{_one_of(table.SIGNS_BEFORE)})?+"
    f"(?P<cluster>{_UNIT}(?:{table.REPH}?{table.MUTE}{_UNIT})*+)"
    f"(?P<mute>(?:{table.REPH}?{table.MUTE})?+)(?P<after>{_AFTER})"
    f"|(?P<vowel>{_one_of(table.VOWELS)})(?P<yaphala>¨*+)(?P<signs>[vu]*+)"
    f"|(?P<alone>{_one_of(table.GLYPHS)})"
)

_RA_ENDS = "iª«ÖµåŒ£Î¿"
# Where later fonts have another glyph than that of 2000: what it is there, by its neighbours.
_LATER_FONTS = (
    ("æ", re.compile(f"(?<=[{_RA_ENDS}])æ"), "y"),
    ("ø", re.compile("(?<=[KMcdegjkmn¯])ø"), "¬"),
    ("Í", re.compile(f"(?<={_one_of(table.HALVES)})Í"), "—"),
    ("ÿ", re.compile(r"(?<!\bL)ÿ"), "¶"),
    # A dash draws ু under ড় and ঢ় only.
    ("–", re.compile("(?<![op])–"), table.DASH),
    # The font draws ক্ন with the ণ of others, and হ্ণ with their ন.
    ("è", re.compile("(?<=K)è"), "œ"),
    ("œ", re.compile("(?<=n)œ"), "è"),
)

CHANDRABINDU = "ঁ"
_SIGNS = table.SIGNS_AFTER | table.SIGNS_BEFORE | {table.CHANDRABINDU: CHANDRABINDU}
_WHOLE_RA_YA = RA + ZWJ + HASANTA + YA
_JOINED = {word[0] + word[2] for word in table.LIGATURES.values() if word[1] == HASANTA}
_JOINS_BEFORE = set(table.HALVES.values())
_JOINS_AFTER = {word[0] for word in table.ATTACHED.values()} - {
    "থ",
    "প",
}  # these follow halves only


def decode(text: str | bytes) -> str:
    """Bijoy text in Unicode, in its one right spelling.

    Takes any text as wholly Bijoy's: its Latin letters, too, become Bangla. `to_unicode` leaves
    English alone. Bytes are read as Windows-1252; bytes that it does not know are dropped.

    >>> decode("Avgvi †mvbvi evsjv")
    'আমার সোনার বাংলা'
    """
    return normalise(raw(text))


def raw(text: str | bytes) -> str:
    """The same, not yet normalised."""
    if isinstance(text, bytes):
        text = text.decode("cp1252", "ignore")
    text = text.translate(table.FROM_CONTROL)
    for glyph, place, other in _LATER_FONTS:
        if glyph in text:
            text = place.sub(other, text)
    return _SYLLABLE.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    if glyph := found["alone"]:
        follows = found.start() > 0 and not found.string[found.start() - 1].isspace()
        return HASANTA if glyph == table.MUTE and follows else _alone(glyph)
    if glyph := found["vowel"]:
        return _vowel(table.VOWELS[glyph], bool(found["yaphala"]), found["signs"])
    return _syllable(found)


def _alone(glyph: str) -> str:
    """A glyph that is no part of a syllable."""
    if glyph in table.MARKS:
        return glyph
    if glyph in table.ATTACHED:
        return HASANTA + table.ATTACHED[glyph]
    return _SIGNS.get(glyph) or table.REST[glyph]


def _vowel(letter: str, has_ya: bool, signs: str) -> str:
    if has_ya:
        letter += HASANTA + YA
    elif letter == "অ" and "v" in signs:
        letter, signs = "আ", signs.replace("v", "", 1)
    return letter + _spoken(signs)


def _syllable(found: re.Match[str]) -> str:
    glyphs, before = found["cluster"], found["before"] or ""
    if glyphs in table.MARKS:  # a half letter with nothing to hang on it
        after = "".join(_SIGNS.get(glyph) or _alone(glyph) for glyph in found["after"])
        return _spoken(before) + glyphs + found["mute"] + after
    units = (glyphs + found["mute"].replace(table.MUTE, "")).split(table.MUTE)
    signs = before
    for glyph in found["after"]:
        if glyph == table.REPH or glyph in _PART:
            units[-1] += glyph
        else:
            signs += glyph
    written = ""
    for unit, following in pairwise(units):
        written += _unit(unit) + _mute(unit, following)
    end = _mute(units[-1], _after_a_sign(found.string, found.end())) if found["mute"] else ""
    return written + _unit(units[-1]) + end + _sign_within(units[-1]) + _spoken(signs)


def _unit(glyphs: str) -> str:
    """The letters of a unit, joined; its reph before them."""
    if table.REPH in glyphs:
        return RA + HASANTA + _unit(glyphs.replace(table.REPH, ""))
    if glyphs.startswith("i¨"):
        return HASANTA.join([_WHOLE_RA_YA, *(_PART[glyph] for glyph in glyphs[2:])])
    letters = HASANTA.join(_PART[glyph] for glyph in glyphs)
    return letters + HASANTA if glyphs[-1] in table.HALVES else letters


def _sign_within(glyphs: str) -> str:
    return next((table.WITH_SIGN[glyph][1] for glyph in glyphs if glyph in table.WITH_SIGN), "")


def _mute(glyphs: str, following: str) -> str:
    """The hasanta that is seen between two units, or behind the last."""
    before = _PART[glyphs.rstrip(table.REPH)[-1]][-1]
    after = _PART[following[0]][0] if following else ""
    joins = before in _JOINS_BEFORE or after in _JOINS_AFTER or before + after in _JOINED
    return HASANTA + ZWNJ if after and joins else HASANTA


def _after_a_sign(text: str, place: int) -> str:
    """The glyph at a place that begins a syllable with a sign before it; '' if none does."""
    following = text[place : place + 2]
    starts = len(following) == 2 and following[0] in table.SIGNS_BEFORE and following[1] in _PART
    return following[1] if starts else ""


def _spoken(signs: str) -> str:
    """Vowel signs as they are spoken, chandrabindu last. NFC makes one of ে and া."""
    written = "".join(_SIGNS[glyph] for glyph in signs)
    if CHANDRABINDU in written:
        written = written.replace(CHANDRABINDU, "") + CHANDRABINDU
    return written
