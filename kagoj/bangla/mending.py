"""What `normalise` changed, place by place, so that an editor can see it and can say no.

A place is a word with what touches it (and, before a danda, the space between). Parts that read the
same to everyone, ড় in one code or two, are not told of.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kagoj.bangla.characters import DANDA, JOINERS, NUMERATOR_FOUR, UNSEEN
from kagoj.bangla.digits import to_bangla
from kagoj.bangla.normalise import STEPS, compose, normalise


@dataclass(frozen=True, slots=True)
class Mending:
    """One place that was changed: ``text[start:end] == before`` in the text as it came in.

    `reasons` says in Bangla what was done, in the order in which it was done.
    """

    start: int
    end: int
    before: str
    after: str
    reasons: tuple[str, ...]


def mended(text: str, keep: Collection[str] = ()) -> tuple[str, list[Mending]]:
    """The text as `normalise` gives it, and what that changed, in order.

    The places that stand in `keep`, as `Mending.before` has them but in NFC, stay as typed.
    """
    if normalise(text) == compose(text):
        return normalise(text), []
    right, mendings, start = [], [], 0
    for line in text.split("\n"):
        mended_line, there = _mended_line(line, start, keep)
        right.append(mended_line)
        mendings += there
        start += len(line) + 1
    return "\n".join(right), mendings


def in_words(mendings: Collection[Mending]) -> list[str]:
    """What was done and in how many places, most first: '৩ জায়গায় অদৃশ্য চিহ্ন সরানো'."""
    counts = Counter(reason for one in mendings for reason in one.reasons)
    return [f"{to_bangla(count)} জায়গায় {reason}" for reason, count in counts.most_common()]


# Words, one by one; but a space before a danda belongs to both.
_PLACE = re.compile(rf"[^ \t]+(?:[ \t]+(?=[{UNSEEN}{JOINERS}]*[{DANDA}{NUMERATOR_FOUR}])[^ \t]+)*")


def _mended_line(line: str, start: int, keep: Collection[str]) -> tuple[str, list[Mending]]:
    whole = normalise(line)
    if whole == compose(line):
        return whole, []
    right, mendings = _place_by_place(line, _PLACE.finditer(line), start, ())
    if right != whole:
        # Something reached across a space. Then the line is one place.
        return _place_by_place(line, re.finditer(r"(?s).+", line), start, keep)
    return _place_by_place(line, _PLACE.finditer(line), start, keep) if keep else (right, mendings)


def _place_by_place(
    line: str, places: Iterator[re.Match[str]], start: int, keep: Collection[str]
) -> tuple[str, list[Mending]]:
    right, mendings, end = [], [], 0
    for place in places:
        before, after = place[0], normalise(place[0])
        if after != before:
            plain = compose(before)
            if plain != after and plain in keep:
                after = plain
            elif plain != after:
                here = (start + place.start(), start + place.end())
                mendings.append(Mending(*here, before, after, _reasons(before)))
        right += [line[end : place.start()], after]
        end = place.end()
    return "".join([*right, line[end:]]), mendings


def _reasons(text: str) -> tuple[str, ...]:
    done = {}
    for step in STEPS:
        if (after := step.mend(text)) != text and step.done:
            done[step.done] = True
        text = after
    return tuple(done)
