"""Marks what was found in a headline, and cuts the piece of a story where most of it stands."""

from __future__ import annotations

import collections
import dataclasses
import functools
import re
from collections.abc import Sequence

from kagoj.bangla.analyse import fold, keys
from kagoj.bangla.words import WORD_PATTERN, letters
from kagoj.search.documents import Span
from kagoj.search.query import Wish

LETTERS = 180  # of an excerpt, as readers count them
LEAD = 40  # letters shown, at most, before the first hit

# Only so much of a text is looked through for the best place, so that one endless story
# does not hold up a page of results.
_LOOKED_THROUGH = 20_000  # characters
# Code points that a letter takes, at most, in text that is not meant to do harm.
_WIDEST_LETTER = 8
# Code points that a Bangla letter takes on average, with its spaces: only to choose a window.
_USUAL_LETTER = 2
_SENTENCE_ENDS = "।॥?!"
# Signs that never make a letter of their own.
_SIGNS = "\u0981-\u0983\u09bc\u09be-\u09cd\u09d7\u200c\u200d"


@dataclasses.dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    wish: int  # which of them


def marked(text: str, wishes: Sequence[Wish]) -> list[Span]:
    """The whole text, with everything wanted in it marked, in whatever form it was found."""
    return _spans(text, 0, len(text), _marks(text, wishes))


def excerpt(deck: str, body: str, wishes: Sequence[Wish], letters: int = LETTERS) -> list[Span]:
    """The piece of at most so many letters that has most of what is wanted, with that marked.

    The deck, which was written to stand for the story, is preferred when it has as many of them
    as the best place of the body. Cut only between letters, and at a word's end where there is
    one; "…" says where something was left out.
    """
    best_text, best_start, best_marks, most = deck or body, 0, list[_Mark](), 0
    for text in (deck, body):
        if most == len(wishes):
            break
        marks = _marks(text[:_LOOKED_THROUGH], wishes)
        first, different = _densest(marks, letters * _USUAL_LETTER)
        if different > most:
            start = _beginning(text, marks[first].start)
            best_text, best_start, best_marks, most = text, start, marks, different
    end = _end(best_text, best_start, letters)
    piece = _spans(best_text, best_start, end, best_marks)
    if best_start > 0:
        piece.insert(0, Span("…", False))
    if end < len(best_text):
        piece.append(Span("…", False))
    return _joined(piece)


def _marks(text: str, wishes: Sequence[Wish]) -> list[_Mark]:
    """Where they stand, in order, none within another."""
    runs: dict[str, list[tuple[int, Wish]]] = collections.defaultdict(list)
    by_key: dict[str, int] = {}
    for which, wish in enumerate(wishes):
        runs[wish.words[0]].append((which, wish))
        for key in wish.keys:
            by_key.setdefault(key, which)
    for longest_first in runs.values():
        longest_first.sort(key=lambda known: -len(known[1].words))
    # Analysing every word of twenty stories would take most of a search's time, so only those are
    # looked at closely that begin as a word asked for may.
    initials = {_initial(word[0]) for word in (*runs, *by_key) if word}
    found = list(WORD_PATTERN.finditer(text))
    marks: list[_Mark] = []
    free_from = 0
    for at, word in enumerate(found):
        start = word.start()
        if start < free_from or _initial(text[start]) not in initials:
            continue
        term = fold(word[0])
        for which, wish in runs.get(term, ()):
            run = found[at : at + len(wish.words)]
            if len(run) == len(wish.words) and all(
                fold(there[0]) == asked for there, asked in zip(run, wish.words, strict=True)
            ):
                free_from = run[-1].end()
                marks.append(_Mark(start, free_from, which))
                break
        else:
            which = next((by_key[key] for key in keys(term) if key in by_key), -1)
            if which >= 0:
                free_from = word.end()
                marks.append(_Mark(start, free_from, which))
    return marks


# First letters that a word's spellings may differ by, as `kagoj.bangla.variants` unites them.
_SAME_INITIALS = str.maketrans("শষঈঊউঐঔঅয", "সসইওওওওএজ")


@functools.lru_cache(maxsize=1024)
def _initial(letter: str) -> str:
    """What a word that begins with this code point may begin with as an index term."""
    return fold(letter)[:1].translate(_SAME_INITIALS)


def _densest(marks: Sequence[_Mark], width: int) -> tuple[int, int]:
    """Which mark begins the window with most different wishes (then most marks), and how many.

    (0, 0) when there are no marks.
    """
    best, best_score = 0, (0, 0)
    inside: collections.Counter[int] = collections.Counter()
    last = 0
    for first, mark in enumerate(marks):
        while last < len(marks) and (last <= first or marks[last].end <= mark.start + width):
            inside[marks[last].wish] += 1
            last += 1
        score = (len(inside), last - first)
        if score > best_score:
            best, best_score = first, score
        inside[mark.wish] -= 1
        if not inside[mark.wish]:
            del inside[mark.wish]
    return best, best_score[0]


def _beginning(text: str, hit: int) -> int:
    """Where a piece begins that shows the hit: at the sentence if it is near, else at a word."""
    earliest = max(0, hit - LEAD * _USUAL_LETTER)
    if earliest == 0:
        return 0
    sentence = max(text.rfind(end + " ", earliest, hit) for end in _SENTENCE_ENDS)
    if sentence >= 0:
        return sentence + 2
    word = text.find(" ", earliest, hit)
    # Between two blanks there may be one endless word; the hit itself begins between letters.
    return word + 1 if word >= 0 else hit


def _end(text: str, start: int, most: int) -> int:
    """Where a piece of at most so many letters ends, at a word's end if there is one near."""
    found = _at_most(most).match(text, start)
    end = found.end() if found else start
    if end == len(text) or text[end].isspace():
        return end
    word_end = text.rfind(" ", start, end)
    if word_end > start + (end - start) // 2:
        return word_end
    stretch = text[start : start + most * _WIDEST_LETTER]
    cut = letters(stretch)
    if len(cut) <= most and start + len(stretch) < len(text):
        cut.pop()  # which the bound on the stretch may have cut in two
    return start + sum(map(len, cut[:most]))


@functools.lru_cache(maxsize=64)
def _at_most(letters: int) -> re.Pattern[str]:
    """So many code points that are no signs, with their signs: as many letters, or fewer where
    conjuncts are. Quick, but its end may be within a conjunct."""
    return re.compile(rf"(?:[^{_SIGNS}][{_SIGNS}]*){{0,{letters}}}")


def _spans(text: str, start: int, end: int, marks: Sequence[_Mark]) -> list[Span]:
    pieces: list[Span] = []
    at = start
    for mark in marks:
        if mark.start < at or mark.end > end:
            continue
        pieces.append(Span(text[at : mark.start], False))
        pieces.append(Span(text[mark.start : mark.end], True))
        at = mark.end
    pieces.append(Span(text[at:end], False))
    return [piece for piece in pieces if piece.text]


def _joined(pieces: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for piece in pieces:
        if joined and not piece.hit and not joined[-1].hit:
            joined[-1] = Span(joined[-1].text + piece.text, False)
        else:
            joined.append(piece)
    return joined
