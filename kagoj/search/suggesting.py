"""What a reader may mean: Latin letters and Bijoy read as Bangla, misspelt words, words begun.

Every answer is made of words that stories of the index have. Costs are bounded: of any beginning or
sound only the commonest words are looked at, however large the archive is.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from kagoj.bangla import bijoy, latin
from kagoj.bangla.analyse import fold, terms
from kagoj.bangla.avro import avro
from kagoj.bangla.characters import HASANTA
from kagoj.bangla.normalise import normalise
from kagoj.bangla.stem import stem
from kagoj.bangla.variants import respelled, unify
from kagoj.bangla.words import WORD_PATTERN
from kagoj.search.backends.sqlite.reader import Reader
from kagoj.search.backends.sqlite.vocabulary import Vocabulary, Word
from kagoj.search.documents import IndexFault, IndexMissing
from kagoj.search.names import NAMES, NO_NAMES, Names, NamesFile
from kagoj.search.query import LONGEST_QUERY

# Words looked at: of one sound, of each sound one slip away, of one beginning.
_OF_A_SOUND, _OF_A_SLIP, _OF_A_BEGINNING = 200, 8, 80
# After another word: words tried to go on with, and stories counted that have the two together.
_TRIED, _TOGETHER = 24, 20
# How far in sound (`latin.distance`) a reading or a correction may be: so much, and for each sound.
_FAR, _FAR_EACH = 0.2, 0.09
_NEAR, _NOWHERE = 0.1, 9.0  # near enough to look no further; farther than any word
# A word in twice as many stories may be so much farther and still come first.
_COMMON = 0.05
# What is closer than any sound: the list of aliases, letters that can only be an initialism, those
# that may be one, what Avro would write.
_ALIAS, _INITIALS, _MAYBE_INITIALS, _AVRO = -9.0, -5.0, -0.3, -0.25
_LONGEST_ENDING = 4  # code points: of what a word's forms end in, as a rule
# A word that more stories have is no slip of the pen.
_SLIPS = 3
_MORE = 5  # times as many stories must have what is suggested instead
# Of 5,000 English words of so many letters none is a Bangla one in Bijoy; of shorter ones some are.
_LEAST_BIJOY = 4
_MOST_WORDS = 8  # of a query that are read or corrected; the rest stays

_BANGLA = re.compile("[\u0985-\u09b9\u09dc-\u09df]")
_QUOTE = re.compile('["“”„‟«»]')
_VOWEL = re.compile("[aeiou]", re.IGNORECASE)
_LAST_WORD = re.compile(r"[^\s\"“”„«»]+\Z")

Answer = TypeVar("Answer")
log = logging.getLogger(__name__)


class Suggester:
    """Answers from the words of the index file, which may be missing or be replaced at any time, and
    by the paper's register of names (`kagoj.search.names`).

    Safe for threads. Nothing that a reader sends raises.
    """

    def __init__(self, file: Path, names: Path | None = None) -> None:
        self._reader = Reader(Path(file))
        self._names = NamesFile(names or Path(file).with_name(NAMES))

    def understood(self, query: str) -> str:
        """The query in Bangla, where it was typed in Latin letters or pasted from Bijoy; and names as
        the paper writes them.

        A word stays as it is when no word of the paper is near it; then, and for Bangla, the query
        itself comes back.
        """
        query = _bounded(query)
        if query.isascii() and not any(map(str.isalpha, query)):
            return query
        return self._asked(lambda words: self._said(query, words), query)

    def meant(self, query: str) -> str:
        """The query with the words that hardly a story has replaced by near and common ones.

        '' when there is nothing better. Whether the whole finds anything is for the caller to try.
        """
        return self._asked(lambda words: _corrected(_bounded(query), words), "")

    def completions(self, query: str, most: int = 8) -> list[str]:
        """Queries that go on from this one: its last word completed, the likeliest first.

        Of a word's forms one is offered. After another word, only words that stories have there.
        """
        query = normalise(_bounded(query))
        names = self._names.now()
        return self._asked(lambda words: _completed(query, words, names, most), [])

    def close(self) -> None:
        """Closes this thread's connection; the next question opens another."""
        self._reader.close()

    def _said(self, query: str, words: Vocabulary) -> str:
        query = _pasted(query, words) or query
        return _read(query, words, self._names.now())

    def _asked(self, question: Callable[[Vocabulary], Answer], otherwise: Answer) -> Answer:
        try:
            with self._reader.moment() as index:
                return question(index.vocabulary())
        except IndexMissing:  # as in a new paper
            return otherwise
        except IndexFault as fault:
            log.warning("suggestions are not available: %s", fault)
            return otherwise


def _bounded(query: str) -> str:
    # Half of a surrogate pair cannot be asked of the file.
    return query[:LONGEST_QUERY].encode("utf-8", "ignore").decode()


def _pasted(query: str, words: Vocabulary) -> str:
    """What a Bijoy paste says; '' for what is none.

    In doubt, as with a single word, it is one when stories have every word that it says.
    """
    if _BANGLA.search(query):
        return ""
    sure = bijoy.looks_like_bijoy(query)
    if not sure and len(query.strip()) < _LEAST_BIJOY:
        return ""
    said = normalise(bijoy.to_unicode(query, in_bijoy_font=not sure))
    known = [_is_there(term, words) for term in terms(said)[:_MOST_WORDS]]
    if known and _BANGLA.search(said) and (all(known) or (sure and not query.isascii())):
        return said
    return ""


def _is_there(term: str, words: Vocabulary) -> bool:
    """Whether a story has the word, or a longer form of it."""
    if words.word(term) or term.isdecimal():
        return True
    return any(_kin(near.term) == _kin(term) for near in words.beginning(term, _OF_A_SLIP))


def _read(query: str, words: Vocabulary, names: Names) -> str:
    """The query with its Latin words read as Bangla, and its names as the paper writes them."""
    typed = list(WORD_PATTERN.finditer(query))
    pieces: list[str] = []
    done = at = read = 0
    while at < len(typed) and read < _MOST_WORDS:
        length, reading = _reading_at(typed, at, query, words, names)
        if reading:
            read += 1
            pieces += (query[done : typed[at].start()], reading)
            done = typed[at + length - 1].end()
        at += length
    return "".join(pieces) + query[done:]


def _reading_at(
    typed: Sequence[re.Match[str]], at: int, query: str, words: Vocabulary, names: Names
) -> tuple[int, str]:
    """How many of the words from here are read together, and as what; '' for as they are."""
    for length in range(min(max(latin.longest_alias(), names.longest), len(typed) - at), 0, -1):
        run = typed[at : at + length]
        between = {query[a.end() : b.start()] for a, b in pairwise(run)}
        if not between <= {" ", "-"} or (length == 1 and not names.has(run[0][0])):
            continue
        if _BANGLA.search(run[0][0]) and _is_quoted(query, run[0].start()):
            continue  # meant as it is written
        aliases = _aliases([word[0] for word in run], words, names)
        if aliases:
            return length, aliases[0]
    word = typed[at][0]
    return 1, next(iter(_readings(word, words, names=names)), "") if latin.is_latin(
        _bare(word)
    ) else ""


def _is_quoted(query: str, place: int) -> bool:
    return len(_QUOTE.findall(query, 0, place)) % 2 == 1


def _bare(word: str) -> str:
    """The word without the 's of English."""
    return re.sub("['’]s?\\Z", "", word)


def _aliases(typed: Sequence[str], words: Vocabulary, names: Names = NO_NAMES) -> list[str]:
    """What the register of names, or else the list of aliases, has for these words, if stories have it
    too."""
    folded = tuple(map(fold, typed))
    written = names.written(folded)
    if there := [one for one in written if all(_is_there(term, words) for term in terms(one))]:
        return there
    several = latin.aliases().get(folded, ())
    return [one for one in several if all(words.word(term) for term in terms(one))]


def _readings(word: str, words: Vocabulary, most: int = 3, names: Names = NO_NAMES) -> list[str]:
    """The Bangla words that a Latin one may stand for, the likeliest first."""
    bare = _bare(word)
    scores: dict[str, float] = {}

    def note(found: Word | None, apart: float) -> None:
        if found:
            score = apart - _COMMON * found.stories.bit_length()
            scores[found.shown] = min(score, scores.get(found.shown, score))

    for place, alias in enumerate(_aliases([bare], words, names)):
        scores[alias] = _ALIAS + place / 10
    if initials := latin.spelled_out(bare):
        note(words.word(fold(initials)), _INITIALS if _is_initialism(bare) else _MAYBE_INITIALS)
    if (typed_by_avro := fold(avro(bare))) and _BANGLA.search(typed_by_avro):
        note(words.word(typed_by_avro), _AVRO)
    for near, apart in _near(bare, latin.keys(bare), words):
        note(near, apart)
    return sorted(scores, key=lambda shown: scores[shown])[:most]


def _is_initialism(word: str) -> bool:
    return word.isupper() or not _VOWEL.search(word)


def _near(word: str, keys: Sequence[str], words: Vocabulary) -> Iterator[tuple[Word, float]]:
    """Words that sound like this one, with how far apart they are; within reach only."""
    reach = _FAR + _FAR_EACH * len(latin.sounds(word))
    nearest = _NOWHERE
    for near in words.sounding(keys, _OF_A_SOUND):
        apart = latin.distance(word, near.term)
        if apart <= reach:
            nearest = min(nearest, apart)
            yield near, apart
    if nearest <= _NEAR or not keys or len(keys[0]) < 2:
        return
    # Not even nearly there: with an ending perhaps, or written with a slip.
    for near in words.opening(keys[0], _OF_A_BEGINNING):
        base = _without_ending(word, near)
        if base and (apart := latin.distance(word, base.term)) < min(nearest, reach):
            nearest = apart
            yield base, apart
    if nearest <= reach:
        return
    for near in words.sounding(latin.neighbours(keys[0]), _OF_A_SLIP):
        apart = latin.distance(word, near.term)
        if apart <= max(reach, 1.0):
            yield near, apart


def _without_ending(word: str, near: Word) -> Word | None:
    """The beginning of the other word that sounds most like this one and is a form of the same, so
    that a search finds one by the other: হাসিনা where stories only have হাসিনার."""
    bases = [near.term[:-cut] for cut in range(1, min(_LONGEST_ENDING, len(near.term) - 1) + 1)]
    forms = [base for base in bases if base[-1] != HASANTA and _kin(base) == _kin(near.term)]
    if not forms:
        return None
    base = min(forms, key=lambda base: latin.distance(word, base))
    return Word(base, base, near.stories)


def _kin(term: str) -> str:
    """What the forms and spellings of a word have in common."""
    return unify(stem(term))


def _corrected(query: str, words: Vocabulary) -> str:
    pieces: list[str] = []
    done = 0
    for typed in list(WORD_PATTERN.finditer(query))[:_MOST_WORDS]:
        if better := _correction(typed[0], words):
            pieces += (query[done : typed.start()], better)
            done = typed.end()
    return "".join(pieces) + query[done:] if pieces else ""


def _correction(word: str, words: Vocabulary) -> str:
    """A word that is near this one and much commoner; or this one as two words; or ''."""
    term = fold(word)
    if not _BANGLA.search(term) or any(map(str.isdigit, term)):
        return ""
    known = words.word(term)
    stories = known.stories if known else 0
    if stories > _SLIPS:
        return ""
    candidates = (
        (apart - _COMMON * near.stories.bit_length(), near.shown)
        for near, apart in _near(term, [latin.key(term)], words)
        if near.term != term and near.stories > stories * _MORE
    )
    if not known:
        for other in respelled(term):
            if _is_there(other, words):
                return other
    best = min(candidates, default=(0.0, ""))[1]
    return best or (_as_two(term, words) if not known else "")


def _as_two(term: str, words: Vocabulary) -> str:
    """Two words written as one: বাংলাদেশসরকার."""
    best, most = "", 0
    for place in range(2, len(term) - 1):
        if not _BANGLA.match(term, place):  # a sign begins no word
            continue
        first, second = words.word(term[:place]), words.word(term[place:])
        if first and second and (fewer := min(first.stories, second.stories)) > most:
            best, most = f"{first.shown} {second.shown}", fewer
    return best


def _completed(query: str, words: Vocabulary, names: Names, most: int) -> list[str]:
    if pasted := _pasted(query, words):
        query = pasted
    begun = _LAST_WORD.search(query)
    if begun is None:
        return []
    before = _read(query[: begun.start()], words, names)
    going_on = _going_on(begun[0], words, most)
    if said := terms(before):
        going_on = _side_by_side(said[-1], going_on, words)
    offered = [
        *_whole_aliases(query, words, names),
        *(before + word.shown for word in _distinct(going_on)),
    ]
    return [text for text in dict.fromkeys(offered) if text != query][:most]


def _side_by_side(before: str, following: list[Word], words: Vocabulary) -> list[Word]:
    """Those that stories have right after the other word, the most usual first."""
    often = {word: words.together(before, word.term, _TOGETHER) for word in following[:_TRIED]}
    return sorted(filter(often.get, often), key=lambda word: -often[word])


def _distinct(likeliest: list[Word]) -> list[Word]:
    """One of each word's forms and spellings, in the place of its likeliest: the shortest of those
    that are about as common."""
    kin: dict[str, Word] = {}
    for word in likeliest:
        first = kin.setdefault(_kin(word.term), word)
        if len(word.term) < len(first.term) and word.stories * _MORE >= first.stories:
            kin[_kin(word.term)] = word
    return list(kin.values())


def _whole_aliases(query: str, words: Vocabulary, names: Names) -> list[str]:
    """Aliases and names that begin with all of the query: "awami le" is on its way to আওয়ামী লীগ."""
    typed = query.casefold().replace("-", " ").split()
    if len("".join(typed)) < 2 or not all(map(latin.is_latin, typed)):
        return []
    begun = " ".join(map(fold, typed))
    found = names.beginning(begun, 4)
    found += [alias for alias in latin.aliases() if " ".join(alias).startswith(begun)]
    found.sort(key=len)
    return [one for alias in found[:4] for one in _aliases(alias, words, names)[:1]]


def _going_on(begun: str, words: Vocabulary, most: int) -> list[Word]:
    """Words that begin like this one, the likeliest first."""
    term = fold(begun)
    if not term or any(map(str.isdigit, term)):
        return []
    scores: dict[str, tuple[float, Word]] = {}

    def note(found: Word, apart: float) -> None:
        score = apart - _COMMON * found.stories.bit_length()
        if len(found.term) > 1 and (found.term not in scores or score < scores[found.term][0]):
            scores[found.term] = (score, found)

    is_latin = latin.is_latin(begun)
    for found in words.beginning(term, 5 * most):
        # Among Latin letters, Bangla is looked for; what the paper has in Latin comes after it.
        note(found, 0.5 if is_latin else 0.0)
    if is_latin:
        if _is_initialism(begun) and (initials := latin.spelled_out(begun)):
            for found in words.beginning(fold(initials), most):
                note(found, _MAYBE_INITIALS)
        if (by_avro := fold(avro(begun))) and _BANGLA.search(by_avro):
            for found in words.beginning(by_avro, 2 * most):
                note(found, 0.0)
    if is_latin or len(scores) < most:
        reach = _FAR / 2 + _FAR_EACH / 2 * len(term)
        for sound in latin.keys(begun)[:2]:
            for found in words.opening(sound, _OF_A_BEGINNING):
                apart = latin.distance(term, found.term, begins=True)
                if apart <= reach:
                    note(found, apart if is_latin else apart + 0.3)
    return [word for _, word in sorted(scores.values(), key=lambda scored: scored[0])]
