"""Is this word spelled right, and what may have been meant?

A word is right when it stands in the list, in the paper's own words (its names, its archive), or
is made from such words: a stem with an ending that may follow it (`kagoj.bangla.endings`), a form of
a verb (`kagoj.bangla.verbs`), two words written as one, a number with its ending (১২টি), letters read
by their names (বিএনপি), an abbreviation (মো.). What is not Bangla (Latin words, addresses,
hashtags) is left alone. A word is judged by itself: কি for কী is a matter for an editor.

What to suggest: listed words of the same sound or one letter away (`kagoj.bangla.lexicon`), and
what can be made of listed words by taking back a likely slip (`kagoj.bangla.slips`); the likelier
slip and the commoner word first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from kagoj.bangla import lexicon
from kagoj.bangla.characters import HASANTA, WORD
from kagoj.bangla.endings import ON_NUMBERS, each, is_possible, splits
from kagoj.bangla.lexicon import MISSPELT, RAREST, Lexicon, key_of
from kagoj.bangla.normalise import normalise
from kagoj.bangla.slips import cost, likely_originals, one_slip_from
from kagoj.bangla.verbs import is_verb
from kagoj.bangla.words import WORD_PATTERN, letters

LONGEST_WORD = 48  # characters; what is longer is no word of Bangla, and is left alone

_NOT_WORDS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@\S+|[@#][\w\u0980-\u09ff]+")
_BANGLA = re.compile(f"[{WORD}]")
_ALL_BANGLA = re.compile(f"[{WORD}\u200c\u200d]+")
_ASSAMESE = re.compile("[ৰৱ]")
_NUMBER = re.compile(r"[0-9০-৯][0-9০-৯.,]*")
_HYPHENS = frozenset("-\u2010\u2011–")
_APOSTROPHE = re.compile("['’]")

# The English letters by their Bangla names, as in এমবিবিএস and ইউএনএইচসিআর.
_LETTER_NAMES = each(
    "ডব্লিউ ডব্লু এইচ ওয়াই কিউ এক্স জেড ভি এফ জি বি সি ডি জে কে এল এম এন পি আর এস টি আই ইউ ই এ ও"
)
_INITIALISM = re.compile(f"(?:{'|'.join(_LETTER_NAMES)}){{2,7}}")

_CARRIES = re.compile("[\u0985-\u09b9\u09dc-\u09df].*[\u0981-\u0983\u09be-\u09cd]")  # and not alone

# Bands (`kagoj.bangla.lexicon`): the rarest that a word of a compound may have, and a stem of two
# characters; of shorter and rarer ones almost anything could be made.
_COMMON, _EVERYDAY = 16, 14
_LINKING = 2  # the commonest bands hold pronouns, conjunctions, forms of হওয়া

# What a suggestion is priced at, in slips (`kagoj.bangla.slips.cost`): twelve bands rarer is a slip
# more. Below `_SURE` nothing further is looked for; a word that no list holds counts as of band `_MADE`,
# two words for one come at `_PARTED`; what is `_WORSE` than the best is not offered.
_PRICE_OF_BAND = 0.08
_SURE, _PARTED, _WORSE, _FAR = 1.6, 2.5, 1.5, 9.0
_MADE = RAREST + 5


class Misspelling(NamedTuple):
    """A word that is not known, and where in the text it stands."""

    start: int
    end: int
    word: str


class Speller:
    """The general list with a paper's own words. Asking changes nothing that can be seen."""

    def __init__(self, own: Iterable[str] = (), general: Lexicon | None = None):
        """`own` are words that are right here, whatever the list says: they are stems as well."""
        self._general = general or lexicon.general()
        own = {word for text in own for word in _parts_of(text)}
        self._own = Lexicon((word, _COMMON) for word in own)
        self._is_known = lru_cache(maxsize=16_384)(self._work_out)

    def knows(self, word: str) -> bool:
        """Whether one word, without blanks, is spelled right or is not for us to judge."""
        word = normalise(word)
        if len(word) > LONGEST_WORD or not _BANGLA.search(word):
            return True
        return self._is_known(word)

    def check(self, text: str) -> Iterator[Misspelling]:
        """The unknown words of a text of any length, in order."""
        others = _NOT_WORDS.finditer(text)
        other = next(others, None)
        for match in WORD_PATTERN.finditer(text):
            while other and other.end() <= match.start():
                other = next(others, None)
            if other and other.start() <= match.start():
                continue
            if not (
                self.knows(match[0])
                or _is_abbreviation(text, match)
                or _belongs_to_hyphen(text, match)
            ):
                yield Misspelling(*match.span(), match[0])

    def suggest(self, word: str, most: int = 5) -> list[str]:
        """What may have been meant, likeliest first; empty when nothing is near."""
        word = normalise(word)
        if len(word) > LONGEST_WORD or not _ALL_BANGLA.fullmatch(word):
            return []
        found: dict[str, float] = {}
        for meant, band in self._near(word):
            _keep_best(found, meant, _price(word, meant, band))
        if min(found.values(), default=_FAR) > _SURE:
            for meant in self._made_from(word):
                known = self._band(meant)
                _keep_best(found, meant, _price(word, meant, _MADE if known is None else known))
        for parted in self._parted(word):
            found[parted] = _PARTED
        found.pop(word, None)
        worst = min(found.values(), default=0) + _WORSE
        likely = sorted((price, meant) for meant, price in found.items() if price <= worst)
        return [meant for _, meant in likely[:most]]

    def _made_from(self, word: str) -> Iterator[str]:
        """Words that no list holds, but that are made of listed ones: stems with endings, compounds."""
        for stem, ending in splits(word):
            for meant, _ in self._near(stem):
                if self.knows(meant + ending):
                    yield meant + ending
        yield from filter(self.knows, likely_originals(word))

    def _near(self, word: str) -> Iterator[tuple[str, int]]:
        """Words of the same sound as this, and of a sound one slip away."""
        key = key_of(word)
        near = {key, *one_slip_from(key, self._general.alphabet)}
        for listed in (self._own, self._general):
            for other in sorted(near & listed.sounds):
                yield from listed.alike(other)

    def _parted(self, word: str) -> Iterator[str]:
        """The word as two common ones, for a blank that was left out."""
        for place in range(2, len(word) - 1):
            head, tail = word[:place], word[place:]
            if self._is_common(head, _EVERYDAY) and self._is_common(tail, _EVERYDAY):
                yield f"{head} {tail}"

    def _work_out(self, word: str) -> bool:
        number = _NUMBER.match(word)
        if number:
            rest = word[number.end() :]
            return not rest or rest in ON_NUMBERS or self._is_known(rest)
        if _APOSTROPHE.search(word):
            parts = _APOSTROPHE.split(word)
            return self._is_known("".join(parts)) or all(map(self._is_part, parts))
        if not _ALL_BANGLA.fullmatch(word) or _ASSAMESE.search(word):
            return True  # another script or language
        if len(letters(word)) == 1 and not _CARRIES.fullmatch(word):
            return True  # a letter or a sign spoken of
        band = self._band(word)
        if band is not None:
            return band != MISSPELT
        return is_possible(word) and (
            self._has_known_stem(word)
            or bool(_INITIALISM.fullmatch(word))
            or is_verb(word)
            or self._is_compound(word)
        )

    def _band(self, word: str) -> int | None:
        band = self._own.band(word)
        return self._general.band(word) if band is None else band

    def _is_common(self, word: str, rarest: int) -> bool:
        band = self._band(word)
        return band is not None and band <= rarest

    def _is_part(self, part: str) -> bool:
        return not part or part in ON_NUMBERS or self._is_known(part)

    def _has_known_stem(self, word: str) -> bool:
        return any(
            self._is_common(stem, _EVERYDAY if len(stem) == 2 else RAREST)
            or bool(_INITIALISM.fullmatch(stem))
            or self._is_compound(stem)
            or self._has_listed_stem(stem)
            for stem, _ in splits(word)
        )

    def _has_listed_stem(self, word: str) -> bool:
        """An ending on an ending: মাঝিদের-টা, ডুবেছিল-ই."""
        return any(len(stem) > 2 and self._is_common(stem, RAREST) for stem, _ in splits(word))

    def _is_compound(self, word: str) -> bool:
        return any(
            word[place - 1] != HASANTA
            and is_possible(word[place:])
            and self._is_piece(word[:place])
            and self._is_piece(word[place:])
            for place in range(3, len(word) - 2)
        )

    def _is_piece(self, part: str) -> bool:
        """Whether a compound may be made of it: neither a rare word nor one like কিন্তু and আমি."""
        band = self._band(part)
        return band is not None and _LINKING < band <= _COMMON


def _price(word: str, meant: str, band: int) -> float:
    return cost(word, meant) + band * _PRICE_OF_BAND


def _keep_best(found: dict[str, float], meant: str, price: float) -> None:
    found[meant] = min(price, found.get(meant, price))


def _parts_of(text: str) -> Iterator[str]:
    """The words of a name or a list, as the speller will meet them."""
    for word in WORD_PATTERN.findall(normalise(text)):
        yield from (part for part in _APOSTROPHE.split(word) if len(part) > 1)


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    """মো. ড. এম. লি. মোহা.: short, with a full stop; or with ঃ, as was written once."""
    short = len(letters(match[0])) <= 2
    return short and (text[match.end() : match.end() + 1] == "." or match[0].endswith("ঃ"))


def _belongs_to_hyphen(text: str, match: re.Match[str]) -> bool:
    """২০২৪-এর, ই-মেইলে, না-ও: an ending after a hyphen; চা-টা, কাগজ-টাগজ: an echo of the word before."""
    if text[match.start() - 1 : match.start()] not in _HYPHENS:
        return False
    if match[0] in ON_NUMBERS:
        return True
    before = re.search(
        rf"[{WORD}]+\Z", text[max(0, match.start() - LONGEST_WORD) : match.start() - 1]
    )
    return before is not None and len(match[0]) > 1 and before[0][1:] == match[0][1:]


@lru_cache(maxsize=1)
def speller() -> Speller:
    """The speller without a paper's own words."""
    return Speller()


def misspelled(text: str) -> list[tuple[str, list[str]]]:
    """Each unknown word of the text in order, with what may have been meant, likeliest first."""
    ours = speller()
    return [(found.word, ours.suggest(found.word)) for found in ours.check(text)]
