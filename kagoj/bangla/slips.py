"""How likely one word was typed for another, and what is one slip away from a word.

Letters of one sound (ি ী, শ ষ স, ণ ন, র ড়) are mixed up before letters that share a breath or a place in the
mouth (ক খ, ট ত), and those before any others; a sign that is hardly heard is left out before a letter.
The groups are those that spell-checkers of Bangla have gone by (B. B. Chaudhuri 2001, on words grouped
by sound; N. UzZaman and M. Khan 2005, a double metaphone for Bangla). The weights are ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kagoj.bangla.characters import HASANTA, JOINERS, NUKTA, VOWEL_SIGNS

_SAME_SOUND = ("িী", "ুূ", "ইঈ", "উঊ", "শষস", "ণন", "জযয়", "রড়ঢ়", "তৎ", "ঙং", "ঋৃ", "ােো")
_NEAR = (
    "কখ", "গঘ", "চছ", "জঝ", "টঠ", "ডঢ", "তথ", "দধ", "পফ", "বভ", "টত", "ঠথ", "ডদ", "ডর", "চস", "ছস", "নঞ", "নঙ",
    "নল", "িে", "ুো", "াো", "েৈ", "োৌ", "ইি", "উু", "আা", "এে", "ওো", "ইয়", "য়ও", "এয়", "গঙ", "হয়",
)  # fmt: skip


def _pairs(groups: tuple[str, ...], price: float) -> dict[tuple[str, str], float]:
    whole = [_whole(group) for group in groups]
    return {(a, b): price for group in whole for a in group for b in group if a != b}


def _whole(word: str) -> str:
    """ড় ঢ় য় as one character each; joiners, which nobody sees, away."""
    word = word.replace("ড়", "\u09dc").replace("ঢ়", "\u09dd").replace("য়", "\u09df")
    return word.translate({ord(joiner): None for joiner in JOINERS})


_SIGNS = "ািীুূৃেৈোৌঁঃ" + HASANTA + NUKTA
_RESTORED = "ািীুৃেোঁ" + HASANTA
_REWRITTEN = (("র্র্", "র্"), ("র", "ড়"), ("ড়", "র"), ("য", "য়"), ("জ", "য"), ("ব্যা", "ব্য"), ("স্", "ষ্"))
_TWINS = {
    letter: [other for other in group if other != letter]
    for group in ("িী", "ুূ", "ইঈ", "উঊ", "শষস", "ণন", "জয", "তৎ")
    for letter in group
}

_SWAPPED_FOR = _pairs(_NEAR, 0.7) | _pairs(_SAME_SOUND, 0.4)
_LEFT_OUT = {HASANTA: 0.4, "ঁ": 0.4, "ঃ": 0.5} | dict.fromkeys("ািীুূৃেৈোৌ", 0.8)
_OTHER, _UNLIKE, _DOUBLED, _TURNED = 1.0, 1.4, 0.5, 0.7


@lru_cache(maxsize=4096)
def cost(wrong: str, meant: str) -> float:
    """The slips that make one word of the other, weighed; 0 when they look the same."""
    wrong, meant = _whole(wrong), _whole(meant)
    before: list[float] = []
    above = [0.0]
    for place in range(len(meant)):
        above.append(above[-1] + _left_out(meant, place))
    for i, typed in enumerate(wrong):
        row = [above[0] + _left_out(wrong, i)]
        for j, letter in enumerate(meant):
            best = min(
                above[j] + _swapped(typed, letter),
                above[j + 1] + _left_out(wrong, i),
                row[j] + _left_out(meant, j),
            )
            if i and j and typed == meant[j - 1] and wrong[i - 1] == letter:
                best = min(best, before[j - 1] + _TURNED)
            row.append(best)
        before, above = above, row
    return above[-1]


def _left_out(word: str, place: int) -> float:
    letter = word[place]
    if place and word[place - 1] == letter:
        return _DOUBLED
    return _LEFT_OUT.get(letter, _OTHER)


def _swapped(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if (price := _SWAPPED_FOR.get((one, other))) is not None:
        return price
    return _OTHER if (one in VOWEL_SIGNS) == (other in VOWEL_SIGNS) else _UNLIKE


def one_slip_from(key: bytes, alphabet: bytes) -> Iterator[bytes]:
    """Every key that one letter left out, put in, changed or turned with its neighbour makes."""
    for place in range(len(key) + 1):
        head, tail = key[:place], key[place:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1::-1] + tail[2:]
        for code in alphabet:
            letter = bytes((code,))
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def likely_originals(word: str) -> Iterator[str]:
    """What a word would be without its writer's likeliest slips, one at a time.

    Letters of one sound exchanged, neighbours turned back, a sign restored or taken out: some
    fifteen for each letter.
    """
    for place, letter in enumerate(word):
        head, tail = word[:place], word[place + 1 :]
        for other in _TWINS.get(letter, ""):
            yield head + other + tail
        if letter in _SIGNS or word[place - 1 : place] == letter:
            yield head + tail
        if tail and tail[0] != letter:
            yield head + tail[0] + letter + tail[1:]
        if "ক" <= letter <= "হ" or letter == NUKTA:
            yield from (head + letter + sign + tail for sign in _RESTORED)
    yield from (word.replace(a, b, 1) for a, b in _REWRITTEN if a in word)
