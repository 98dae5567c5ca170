"""Index terms: the one form under which a word is stored, and looked for, in a search index.

A term is a word (`kagoj.bangla.words`) in its one right spelling, without joiners and apostrophes,
digits as 0-9 without their commas, letters without case. Index and query both pass through here,
so র‍্যাব, ১,২০০ and Dhaka are found however they were typed.

A term is whole: সরকারের stays as it is. The keys of a term are what it has in common with other
forms and spellings of the word (সরকার, সরকারেরও): its stems (`stem`), with their spelling unified
(`variants`). They are looked for beside the term, and count for less.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from kagoj.bangla.characters import DIGITS, JOINERS
from kagoj.bangla.normalise import normalise
from kagoj.bangla.stem import stems
from kagoj.bangla.variants import unify
from kagoj.bangla.words import WORD_PATTERN

# A longer term is no word. Both index and query keep its beginning only.
LONGEST_TERM = 64

_PLAIN = re.compile(rf"[\u0980-\u09e5]{{1,{LONGEST_TERM}}}")
_FOLDED = str.maketrans(DIGITS, "0123456789", JOINERS + "'’,")


def terms(text: str) -> list[str]:
    """The index terms of the text, in order and as often as they occur, however it was typed."""
    found = WORD_PATTERN.findall(normalise(text))
    # Most words are letters of Bangla alone, which are their own terms in normalised text.
    plain = _PLAIN.fullmatch
    return [term for word in found if (term := word if plain(word) else fold(word))]


def spans(text: str) -> list[tuple[str, int, int]]:
    """The terms with the places in this very text, start and end, where their words stand.

    They are those of `terms` when the text is already normalised, as stored text is.
    """
    found = ((fold(match[0]), *match.span()) for match in WORD_PATTERN.finditer(text))
    return [(term, start, end) for term, start, end in found if term]


def fold(word: str) -> str:
    """The index term of one word: ``fold('১,২০০টি')`` is '1200টি'."""
    return _fold_often(word) if len(word) <= LONGEST_TERM else _fold(word)


@lru_cache(maxsize=65_536)
def keys(term: str) -> tuple[str, ...]:
    """What the forms and spellings of a term's word have in common, the likeliest reading first.

    ``keys('সরকারীকে')`` is ('সরকারি', 'সরকারিক'): an ending can be read in two ways.
    """
    return tuple(dict.fromkeys(unify(stem) for stem in stems(term)))


def _fold(word: str) -> str:
    plain = normalise(normalise(word).translate(_FOLDED))
    return normalize("NFC", plain.casefold())[:LONGEST_TERM]


# A paper's words repeat; most are in the first tens of thousands.
_fold_often = lru_cache(maxsize=16_384)(_fold)
