"""Finding headlines by words in the database, SQLite's and PostgreSQL's alike.

Published stories are found by the readers' index; what is not published stands in the newslist alone.
There, a bounded number of headlines is looked through for pieces of text. So a word is looked for as
it was typed, and by what its forms have in common (`kagoj.bangla.stem`) in either of its commonest
spellings (`kagoj.bangla.variants`): খামেনিকে finds খামেনির, and সরকারী finds সরকারি.
"""

from __future__ import annotations

import functools
import operator

from django.db.models import Q

from kagoj.bangla.analyse import fold, keys
from kagoj.bangla.stem import stems
from kagoj.bangla.words import words

# Words of a question that are looked for one by one; the rest is left out.
MOST_WORDS = 8
# A shorter piece would be found in nearly every headline.
_SHORTEST = 2


def headline_has(text: str) -> Q:
    """Headlines with the text as it stands, or with all its words in whatever form and order."""
    as_it_stands = Q(headline__icontains=text)
    each = [_in_any_form(word) for word in words(text)[:MOST_WORDS]]
    return as_it_stands | functools.reduce(operator.and_, each) if each else as_it_stands


def _in_any_form(word: str) -> Q:
    term = fold(word)
    pieces = {word, *(p for p in (*stems(term), *keys(term)) if len(p) >= _SHORTEST)}
    return functools.reduce(operator.or_, (Q(headline__icontains=piece) for piece in pieces))
