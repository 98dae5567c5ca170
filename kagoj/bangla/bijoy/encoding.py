"""From Unicode to the glyphs of a Bijoy font, for pages that are still laid out in QuarkXPress.

The opposite of `decoding`: each cluster is written with a ligature of the font, else with half letters
and letters that hang on others, else with a hasanta that is seen; the sign that is drawn before it
goes before it, and the reph behind it.

Which of several like glyphs (ু has four) stands best under which letter follows the same font map
as `table`. Five of its glyphs are never written, so that the text comes out right in every font and
survives the way there: ``æ ø Í ÿ``, which later fonts draw otherwise, and the soft hyphen, which
programs drop; the same letters are put together from pieces that all fonts share.
"""

# ruff: noqa: RUF001 - glyphs of the fonts

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kagoj.bangla.bijoy import table
from kagoj.bangla.characters import HASANTA, JOINERS, NUKTA, RA, YA, ZWJ, ZWNJ
from kagoj.bangla.normalise import normalise

_LETTER = (
    f"(?:[ডঢয]{NUKTA}|[{''.join(c for c in table.CONSONANTS.values() if len(c) == 1)}](?!{NUKTA}))"
)
_MOST_JOINED = 7  # letters after the first of a cluster; no word has more than four
_SYLLABLE = re.compile(
    f"(?P<reph>{RA}{HASANTA}(?={_LETTER}))?+"
    f"(?P<letters>{_LETTER}(?:{ZWJ}?{HASANTA}[{JOINERS}]?{_LETTER}){{0,{_MOST_JOINED}}}+)"
    f"(?P<mute>(?:{HASANTA}[{JOINERS}]?)?+)(?P<open>{ZWNJ}?+)(?P<signs>[া-ৃেৈোৌৗঁ]*+)"
    f"|(?P<vowel>[অএ]){HASANTA}{YA}"
    f"|(?<![A-Za-z])[‘’“”—–]|[‘’“”—–](?![A-Za-z])"
    f"|(?P<alone>[ঁ-ঃঅ-ঋএঐওঔা-ৃেৈোৌ্ৎৗ০-৯৳।॥…])"
)
_JOINT = re.compile(f"{HASANTA}|{ZWJ}(?={HASANTA})")
_SPLIT = re.compile(f"{HASANTA}[{JOINERS}]")

_LONGEST_LIGATURE = 3  # letters
_NEVER = set("æøÍÿ")
_LETTERS = {letter: glyph for glyph, letter in table.CONSONANTS.items()} | {
    word: glyph for glyph, word in table.LIGATURES.items() if glyph not in _NEVER
}
_VOWELS = {letter: glyph for glyph, letter in table.VOWELS.items()} | {"আ": "Av"}
_ALONE = (
    _VOWELS
    | {letter: glyph for glyph, letter in table.REST.items()}
    | dict(zip("ািীুূৃেৈ\u09d7", "vwxzƒ„†ˆŠ", strict=True))
    | {"ো": "†v", "ৌ": "†Š", "ঁ": "u", HASANTA: "&", "…": "..."}
)
_WITH_SIGN = {pair: glyph for glyph, pair in table.WITH_SIGN.items() if pair[0] != "ত"}

_HALVES = {"ম": "¤", "ষ": "®", "স": "¯", "ন": "›", "দ": "™", "চ": "”", "ঙ": "•"}
_HANGING = {"ভ": "¢", "য": "¨", "ত": "—", "থ": "’", "ক": "‹", "ল": "¬", "ম": "¥"}
_AFTER_HALF = {"ত": "—", "থ": "’", "ক": "‹", "ব": "^", "ম": "§", "ল": "¬", "ন": "œ", "ণ": "è", "ভ": "¢"}  # fmt: skip
_AFTER_HALF_WITH_RA = {"ভ": "£", "ক": "Œ", "ত": "¿"}
_NARROW_NA = set("তথলব")  # after the half of ন that is cut shorter

# Letters whose right edge is a stem down to the base line: a sign below stands beside it.
_STEMMED = set("খগঘণথদধনপবমযরলশষসহ") | {"য" + NUKTA}
# With these before it, the ra-phala or the ল below has its ু and ূ where র has them.
_LOW = {"র": set("শদগতজথধপবভমস"), "ল": set("গপবশস")}


def encode(text: str) -> str:
    """Bangla in Unicode as text for a Bijoy font. What the font has no glyph for stays as it is.

    Latin letters and digits stay, so in a mixed text they must be set in another font; `from_unicode`
    is the same function. Bangla digits become Latin ones, which the font draws as Bangla.

    >>> encode("আমার সোনার বাংলা")
    'Avgvi †mvbvi evsjv'
    """
    return _SYLLABLE.sub(_drawn, normalise(text))


def _drawn(found: re.Match[str]) -> str:
    if found["letters"]:
        return _syllable(found)
    if found["vowel"]:
        return _VOWELS[found["vowel"]] + "¨"
    return _ALONE[found[0]]


def _syllable(found: re.Match[str]) -> str:
    *others, last = _SPLIT.split(found["letters"])
    units = [*map(_unit, others), _unit(last)]
    before, after = "", ""
    start = found.start()
    for sign in found["signs"]:
        if sign in "েৈোৌ":
            first = not others and (start == 0 or found.string[start - 1].isspace())
            before += ("ˆ" if first else "‰") if sign == "ৈ" else ("†" if first else "‡")
            after += {"ো": "v", "ৌ": "Š"}.get(sign, "")
        elif sign == "ি":
            before += "w"
        elif sign in "ুূৃ":
            units[-1], below = _with_sign_below(last, units[-1], sign, bool(found["open"]))
            after += below
        else:
            after += _ALONE[sign]
    reph = table.REPH if found["reph"] else ""
    units[0] += reph
    muted = "".join(unit + table.MUTE for unit in units[:-1])
    return muted + before + units[-1] + (table.MUTE if found["mute"] else "") + after


@lru_cache(maxsize=2048)
def _unit(letters: str) -> str:
    """Letters joined by hasanta as glyphs."""
    return _joined(_JOINT.sub(" ", letters).split())


def _joined(letters: Sequence[str]) -> str:
    for size in range(min(len(letters), _LONGEST_LIGATURE), 1, -1):
        glyph = _LETTERS.get(HASANTA.join(letters[:size]))
        if glyph and (hanging := _hanging(letters, size)) is not None:
            return glyph + hanging
    if _takes_half(letters):
        return _half(letters) + _after_half(letters)
    if (hanging := _hanging(letters, 1)) is not None:
        return _LETTERS[letters[0]] + hanging
    # No glyphs for the whole: a hasanta that is seen, and the rest.
    return _LETTERS[letters[0]] + table.MUTE + _joined(letters[1:])


def _takes_half(letters: Sequence[str]) -> bool:
    if len(letters) < 2 or letters[0] not in _HALVES or letters[1] in (YA, RA):
        return False
    return letters[:2] not in (["ন", "ন"], ["ন", "ম"])


def _half(letters: Sequence[str]) -> str:
    if letters[0] == "ন" and letters[1] in _NARROW_NA:
        return "š"
    return "˜" if letters[:2] == ["দ", "গ"] else _HALVES[letters[0]]


def _after_half(letters: Sequence[str]) -> str:
    """What follows the half of the first letter."""
    rest = letters[1:]
    if letters[0] == "ঙ" or (letters[0] == "চ" and rest[0] != "ম"):
        return _joined(rest)
    if rest[1:2] == [RA] and rest[0] in _AFTER_HALF_WITH_RA:
        hanging = _hanging(rest, 2)
        return _AFTER_HALF_WITH_RA[rest[0]] + hanging if hanging is not None else _joined(rest)
    hanging = _hanging(rest, 1)
    is_ligature = HASANTA.join(rest[:2]) in _LETTERS and len(rest) > 1
    if rest[0] in _AFTER_HALF and hanging is not None and not is_ligature:
        return _AFTER_HALF[rest[0]] + hanging
    return _joined(rest)


def _hanging(letters: Sequence[str], start: int) -> str | None:
    """The letters from `start` on, each as it hangs on the one before; None if one cannot."""
    glyphs = ""
    for before, letter in zip(letters[start - 1 :], letters[start:], strict=False):
        glyph = _hung(before, letter, start)
        if glyph is None:
            return None
        glyphs += glyph
    return glyphs


def _hung(before: str, letter: str, start: int) -> str | None:
    if letter == RA:
        return (
            "Ö"
            if before in "পগ"
            else "«"
            if before == "ফ" or (before == "ত" and start > 1)
            else "ª"
        )
    if letter == "ব":
        return "Ÿ" if before in "ধবহ" else "¦" if before in "শগপ" else "¡"
    if letter == "ন":
        return "è" if before == "ক" else "œ"
    if letter == "ণ":
        return "œ" if before == "হ" else "è"
    return _HANGING.get(letter) if letter != "থ" else None


def _with_sign_below(letters: str, glyphs: str, sign: str, is_open: bool) -> tuple[str, str]:
    """A unit and its ু, ূ or ৃ: one glyph where the font has it, else the sign that suits it."""
    if not is_open and (letters, sign) in _WITH_SIGN:
        return _WITH_SIGN[letters, sign], ""
    if glyphs[-1] == "—" and sign == "ু":
        return glyphs[:-1] + "‘", ""
    *others, last = letters.split(HASANTA)
    stands_beside = (last in _STEMMED or last == "জ") and glyphs[-1] != "¶"
    if sign == "ৃ":
        return glyphs, "„" if stands_beside else "…"
    if last in _LOW and (others[-1] in _LOW[last] if others else last == RA):
        return glyphs, "“" if sign == "ু" else "ƒ"
    if last[0] in "ডঢ" and last.endswith(NUKTA) and sign == "ু":
        return glyphs, "–"
    if stands_beside and not glyphs.endswith("ò"):
        return glyphs, "y" if sign == "ু" else "~"
    return glyphs, "z" if sign == "ু" else "‚"
