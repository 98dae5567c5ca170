"""Bangla words typed in Latin letters: khamenei is খামেনি, sorkar is সরকার, bnp is বিএনপি.

Nobody spells Bangla in Latin letters by one rule. So both writings are brought down to what they
sound like, one sign for a sound, and compared there:

- `key`, the skeleton of a word's consonants, groups what may be the same word: kh and k, sh and s,
  z and j, ত and ট, ি and ী are one, vowels are left out. An index of keys finds the candidates.
- `distance` tells how far two words are from each other in sound, 0 for none. A vowel costs little,
  an inherent one next to nothing, a consonant of another class most.

It serves misspelt Bangla in the same way: শ for স and ি for ী are no distance at all.

What sounds do not lead to (police, Calcutta, WHO) stands in `data/aliases.toml`, and initialisms are
spelled out by the names of the letters, as Bangla papers do.

Sources: for what a Bangla letter sounds like, Suniti Kumar Chatterji, "The Origin and Development of
the Bengali Language" (1926), and the phonology in W. L. Smith, "Bengali Reference Grammar" (1997):
স শ ষ, ন ণ, জ য, ি ী, ু ূ are not told apart; ক্ষ is kh, জ্ঞ is g; ব joined after a consonant is mostly
silent, য after one too, and ্যা is the vowel of "bank". Costs were set on the tuned cases of
`tests/bangla/cases/latin.json`; the held-out ones there were not looked at for it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from unicodedata import normalize

from kagoj.bangla.analyse import fold
from kagoj.bangla.characters import CONSONANTS, HASANTA, NUKTA

# Longer is no word that somebody types; comparing takes time that grows with the square.
LONGEST_WORD = 32

# One sign for a sound. Small letters are plain consonants, their capitals the aspirated or the
# near ones: K kh, G gh, N ng, C chh, J jh, T th, D dh, P f, B bh, S sh. Vowels are a i u e o, O for
# ও, A for the vowel of ব্যাংক; "." is the vowel that a consonant has when none is written.
# Weak, often not written in the other script: y, w, W (ব after a consonant), ~ (ঁ), E (a last e), and
# X, the g that ng may have in it (রাঙামাটি is রাঙ্গামাটি, but Narayanganj is নারায়ণগঞ্জ).
_LETTERS = dict(
    zip("কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহৎ", "kKgGNcCjJntTdDntTdDnpPbBmjrlSSsht", strict=True)
)
_LETTERS |= {"ৰ": "r", "ৱ": "w", "ড" + NUKTA: "r", "ঢ" + NUKTA: "r", "য" + NUKTA: "y"}
_VOWELS = dict(zip("অআইঈউঊএও", "oaiiuueO", strict=True)) | {"ঋ": "ri", "ঐ": "Oi", "ঔ": "Ou"}
_SIGNS = dict(zip("ািীুূেো", "aiiuueO", strict=True)) | {"ৃ": "ri", "ৈ": "Oi", "ৌ": "Ou"}
_AFTER = {"ং": "N", "ঃ": "", "ঁ": "~"}
# Conjuncts that do not sound like their letters.
_JOINED = {"ক" + HASANTA + "ষ": "K", "জ" + HASANTA + "ঞ": "g", "ঙ" + HASANTA + "গ": "NX"}
_YA, _BA, _AE = HASANTA + "য", HASANTA + "ব", HASANTA + "যা"

_BANGLA_SOUND = re.compile(
    rf"(?P<ae>[অএ]{_AE})"
    rf"|(?P<wa>ওয{NUKTA}(?=[ািীুূেো]))"
    rf"|(?P<joined>{'|'.join(_JOINED)})"
    rf"|(?P<letter>[{CONSONANTS}]{NUKTA}?)"
    rf"|(?P<phala>{_AE}|{_YA}(?!{NUKTA})|{_BA})"
    r"|(?P<other>.)",
    re.DOTALL,
)

# The longest first: what several Latin letters stand for.
_LATIN = {
    "tion": "S.n", "sion": "S.n", "ght": "t", "tch": "c", "chch": "C", "chh": "C", "cch": "C",
    "ksh": "K", "kkh": "K", "sch": "S", "ssh": "S", "ngg": "NX", "ck": "k", "ch": "c", "kh": "K",
    "gh": "G", "jh": "J", "th": "T", "dh": "D", "ph": "P", "bh": "B", "sh": "S", "zh": "J",
    "rh": "r", "wh": "w", "ng": "NX", "qu": "ku", "ee": "i", "oo": "u", "ae": "A", "aa": "a",
    "a": "a", "b": "b", "c": "k", "d": "d", "e": "e", "f": "P", "g": "g", "h": "h", "i": "i",
    "j": "j", "k": "k", "l": "l", "m": "m", "n": "n", "o": "o", "p": "p", "q": "k", "r": "r",
    "s": "s", "t": "t", "u": "u", "v": "B", "w": "w", "x": "ks", "y": "y", "z": "j",
}  # fmt: skip
_LATIN_SOUND = re.compile(
    r"(?P<soft>c(?=[eiy]))"
    r"|(?P<last_que>que\Z)"  # Tarique
    r"|(?P<last_e>(?<=[b-df-hj-np-tv-z])e\Z)"
    r"|(?P<last_y>(?<=[b-df-hj-np-tv-z])y(?![aeiou]))"
    rf"|(?P<letters>{'|'.join(sorted(_LATIN, key=len, reverse=True))})"
)
# The same consonant twice, or with its aspirated sister, is heard once.
_TWICE = re.compile(r"([kgjtdpbcsmnrlhNSKGJTDPBC])\1+")
_RUN = re.compile(r"(.)\1+")
_SISTERS = re.compile("k(?=K)|g(?=G)|c(?=C)|j(?=J)|t(?=T)|d(?=D)|p(?=P)|b(?=B)|s(?=S)|S(?=s)")

# To classes of the key; what is not here is left out of it.
_CLASS = dict(zip("kKgGcCjJtTdDpPbBsSnNmrl", "kkggccjjttddppbbssnnmrl", strict=True))
_OPENS_WITH_VOWEL = "aiueoOAywE"
KEY_LETTERS = "agkcjtdnpbmrlsh"

VOWELS = "aiueoOA.E"
_DROPPED = {
    ".": 0.04,
    "~": 0.1,
    "X": 0.05,
    "W": 0.12,
    "y": 0.15,
    "w": 0.3,
    "E": 0.12,
    "h": 0.3,
    "o": 0.25,
}
_VOWEL_DROPPED, _CONSONANT_DROPPED = 0.4, 0.9
_OTHER_VOWEL, _OTHER_CONSONANT = 0.45, 1.1
_NEAR = {
    "o.": 0.0, "oO": 0.05, ".O": 0.08, "a.": 0.12, "ao": 0.2, "aA": 0.08, "eA": 0.15, "ei": 0.2,
    "ae": 0.3, "aO": 0.3, "uO": 0.2, "uo": 0.25, "u.": 0.25, "ua": 0.3, "e.": 0.3, "Ee": 0.0, "EA": 0.15,
    "Ei": 0.2, "yi": 0.12, "ye": 0.25, "wO": 0.1, "wo": 0.15, "wu": 0.15, "Wb": 0.0, "Ww": 0.0,
    "Wo": 0.15, "wb": 0.3, "wB": 0.2, "~n": 0.0, "~N": 0.05, "nN": 0.1, "nm": 0.6, "Nm": 0.7, "sS": 0.05,
    "sc": 0.45, "sC": 0.4, "Sc": 0.45, "SC": 0.4, "jy": 0.4, "cj": 0.7, "ck": 0.6, "td": 0.6, "TD": 0.6,
    "gk": 0.7, "bp": 0.7, "PB": 0.6, "Gh": 0.5, "Kh": 0.6, "sj": 0.6, "rl": 0.9, "gN": 0.3, "gX": 0.0,
    "kK": 0.15, "gG": 0.15, "cC": 0.15, "jJ": 0.15, "tT": 0.15, "dD": 0.15, "bB": 0.1, "pP": 0.3,
}  # fmt: skip

# The names of the letters as Bangla papers write them.
_NAMES = {
    "a": "এ", "b": "বি", "c": "সি", "d": "ডি", "e": "ই", "f": "এফ", "g": "জি", "h": "এইচ", "i": "আই",
    "j": "জে", "k": "কে", "l": "এল", "m": "এম", "n": "এন", "o": "ও", "p": "পি", "q": "কিউ", "r": "আর",
    "s": "এস", "t": "টি", "u": "ইউ", "v": "ভি", "w": "ডব্লিউ", "x": "এক্স", "y": "ওয়াই", "z": "জেড",
}  # fmt: skip
_MOST_INITIALS = 6


def is_latin(word: str) -> bool:
    """Whether the word is of Latin letters only: what can stand for a Bangla word here."""
    return word.isascii() and word.replace("'", "").isalpha()


@lru_cache(maxsize=4096)
def sounds(word: str) -> str:
    """What the word sounds like, one sign for a sound, whichever of the two scripts it is in.

    Signs of neither script are passed over.
    """
    word = word[:LONGEST_WORD]
    heard = _latin_sounds(word.lower()) if word.isascii() else _bangla_sounds(word)
    return _TWICE.sub(_once, _SISTERS.sub("", heard))


def key(word: str) -> str:
    """The skeleton under which words that may be one are filed: 'kmn' for খামেনি and khamenei.

    Consonants by their class; 'a' for any vowel the word begins with; h only at its beginning.
    '' for a word without letters of either script.
    """
    return _skeleton(sounds(word))


def _skeleton(heard: str) -> str:
    if not heard:
        return ""
    first = "a" if heard[0] in _OPENS_WITH_VOWEL else "h" if heard[0] == "h" else ""
    classes = "".join(_CLASS.get(sound, "") for sound in heard)
    return first + _RUN.sub(_once, classes)


def _once(found: re.Match[str]) -> str:
    # A function is called where something is found; a template costs something each time.
    return str(found[1])


def keys(word: str) -> list[str]:
    """The keys to look under for a word typed in Latin letters: its own, then those where its
    letters may be meant otherwise (the g of Narayanganj, the silent b of bishwobiddaloy, the n that
    is ঁ in chand)."""
    own = key(word)
    found = dict.fromkeys([own, _skeleton(sounds(word).replace("X", "g"))])
    for silent in re.finditer(r"(?<=[^a])b|(?<=.)n(?=.)", own):
        found[own[: silent.start()] + own[silent.end() :]] = None
    found.pop("", None)
    return list(found)


def neighbours(key: str) -> list[str]:
    """The keys one slip away: a consonant missing, too many, changed, or two in the wrong order."""
    found: dict[str, None] = {}
    for at in range(len(key) + 1):
        before, after = key[:at], key[at:]
        if after:
            found[before + after[1:]] = None
            for letter in KEY_LETTERS:
                found[before + letter + after[1:]] = None
        if len(after) > 1:
            found[before + after[1] + after[0] + after[2:]] = None
        for letter in KEY_LETTERS:
            found[before + letter + after] = None
    found.pop(key, None)
    found.pop("", None)
    return list(found)


def distance(one: str, other: str, *, begins: bool = False) -> float:
    """How differently two words sound: 0 for alike, about 1 for each consonant that differs.

    With `begins`, `one` is only as much of a word as has been typed, and is compared with the
    beginning of `other` that is nearest.
    """
    return _apart(sounds(one), sounds(other), begins)


def spelled_out(letters: str) -> str:
    """An initialism as Bangla papers write it: bnp is বিএনপি. '' for what is too long to be one."""
    if not 2 <= len(letters) <= _MOST_INITIALS or not letters.isascii() or not letters.isalpha():
        return ""
    return normalize("NFC", "".join(_NAMES[letter] for letter in letters.lower()))


@cache
def aliases() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Words in Latin letters, as index terms → what Bangla papers print for them, the usual first."""
    text = resources.files("kagoj.bangla").joinpath("data/aliases.toml").read_text("utf-8")
    return dict(_entries(text))


def longest_alias() -> int:
    """How many words the longest of the aliases has."""
    return max(map(len, aliases()))


def _entries(text: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for section in tomllib.loads(text).values():
        for latin, bangla in section.items():
            several = [bangla] if isinstance(bangla, str) else bangla
            words = tuple(fold(word) for word in latin.replace("-", " ").split())
            yield words, tuple(normalize("NFC", one) for one in several)


def _bangla_sounds(word: str) -> str:
    heard: list[str] = []
    for part in _BANGLA_SOUND.finditer(normalize("NFC", word)):
        kind, text = part.lastgroup, part[0]
        if kind == "letter" or kind == "joined":
            heard += (_JOINED.get(text) or _LETTERS.get(text, ""), ".")
        elif kind == "ae":
            heard.append("A")
        elif kind == "wa":
            heard.append("w.")
        elif kind == "phala":
            silent = heard and heard[-1] == "."
            if silent:
                heard.pop()
            if text == _AE:
                heard.append("A")
            else:
                # ম্ব and র্ব are sounded: কম্বল, সর্ব.
                sounded = heard and heard[-1] in {"m", "r"}
                heard += ("y" if text == _YA else "b" if sounded else "W", ".")
        elif text in _VOWELS:
            heard.append(_VOWELS[text])
        else:
            # A sign or a hasanta takes the place of the inherent vowel.
            if heard and heard[-1].endswith(".") and (text in _SIGNS or text == HASANTA):
                heard[-1] = heard[-1][:-1]
            heard.append(_SIGNS.get(text) or _AFTER.get(text, ""))
    return "".join(heard)


def _latin_sounds(word: str) -> str:
    heard = []
    for part in _LATIN_SOUND.finditer(word):
        match part.lastgroup:
            case "soft":
                heard.append("s")
            case "last_que":
                heard.append("k")
            case "last_e":
                heard.append("E")
            case "last_y":
                heard.append("i")
            case _:
                heard.append(_LATIN[part[0]])
    return "".join(heard)


@lru_cache(maxsize=1024)
def _change(one: str, other: str) -> float:
    """What it costs that one sound stands for another."""
    if one == other:
        return 0.0
    near = _NEAR.get(one + other, _NEAR.get(other + one))
    if near is not None:
        return near
    vowels = (one in VOWELS) + (other in VOWELS)
    return _OTHER_VOWEL if vowels == 2 else _OTHER_CONSONANT


def _drop(sound: str) -> float:
    cost = _DROPPED.get(sound)
    if cost is not None:
        return cost
    return _VOWEL_DROPPED if sound in VOWELS else _CONSONANT_DROPPED


_DROPS = {sound: _drop(sound) for sound in {*_CLASS, *VOWELS, *_DROPPED}}
_CHANGES = {(one, other): _change(one, other) for one in _DROPS for other in _DROPS}


def _apart(one: str, other: str, begins: bool) -> float:
    """Edit distance (Levenshtein's, each change at its own cost)."""
    row = [0.0]
    for sound in other:
        row.append(row[-1] + _DROPS[sound])
    for mine in one:
        dropped = _DROPS[mine]
        left = row[0] + dropped
        diagonal, row[0] = row[0], left
        for place, theirs in enumerate(other, 1):
            above = row[place]
            changed = diagonal + _CHANGES[mine, theirs]
            diagonal = above
            above += dropped
            left += _DROPS[theirs]
            # Not min(), which would take most of the time.
            if changed < above:  # noqa: PLR1730
                above = changed
            if above < left:  # noqa: PLR1730
                left = above
            row[place] = left
    return min(row) if begins else row[-1]
