"""A proofreader beside the editor: reads paragraphs as they are typed and says what it would look at.

It knows the general list of words, the paper's own words and names (authors, topics and places among
them), its house style, and what its archive prints again and again. It changes nothing.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models.signals import post_delete, post_save

from kagoj.bangla.analyse import fold
from kagoj.bangla.house_style import HouseStyle, Pair, UnreadablePairs, read_pairs
from kagoj.bangla.lexicon import MISSPELT, general, key_of
from kagoj.bangla.scars import suspicions
from kagoj.bangla.slips import cost
from kagoj.bangla.spelling import Speller
from kagoj.news.models import Author, Topic
from kagoj.search.backends.sqlite.reader import Reader
from kagoj.search.documents import IndexFault, IndexMissing

from .proofing_models import HouseStyleSheet, KnownName, PaperWord

# A word that so many published stories have is a word of this paper.
STORIES = 5
A_SLIP, OFTENER = 0.8, 10
LOOKED_UP = 60  # unknown words of one call that are looked up in the archive
SUGGESTED = 4

log = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """What a proofreader would look at: ``text[start:end]``, in code points."""

    start: int
    end: int
    kind: str  # scar, style, name, spelling: in this order, one goes before another
    message: str
    suggestions: list[str]
    doubtful: bool = False


class Proofreader:
    """One edition of the paper's words and style. Asking changes nothing, so threads may share it."""

    def __init__(self, sheet: HouseStyleSheet):
        names = list(KnownName.objects.all())
        own = [
            *PaperWord.objects.values_list("word", flat=True),
            *Author.objects.values_list("name", flat=True),
            *Topic.objects.values_list("title", flat=True),
            *(name.name for name in names),
        ]
        self._speller = Speller(own)
        self._style = HouseStyle(_pairs_of(sheet), sheet.rules)
        self._names = HouseStyle(_name_pairs(names), rules=())

    def read(self, texts: Iterable[str]) -> list[list[Finding]]:
        """The findings of each text, in order; none overlaps another."""
        seen = _Archive(self._speller)
        return [_apart(self._findings(text, seen)) for text in texts]

    def _findings(self, text: str, archive: _Archive) -> Iterator[Finding]:
        for one in suspicions(text):
            meant = [one.suggestion] if one.suggestion else []
            yield Finding(one.start, one.end, "scar", one.reason, meant)
        for told in self._names.findings(text):
            yield Finding(told.start, told.end, "name", told.message, [told.suggestion])
        for told in self._style.findings(text):
            yield Finding(
                told.start, told.end, "style", told.message, [told.suggestion], told.doubtful
            )
        for found in self._speller.check(text):
            if not archive.prints(found.word):
                meant = self._speller.suggest(found.word, SUGGESTED)
                yield Finding(found.start, found.end, "spelling", "শব্দটি চেনা নয়", meant)


_held: dict[Path, tuple[int, Proofreader]] = {}


def proofreader() -> Proofreader:
    """The paper's proofreader as of now; made anew only when its words or style have changed."""
    sheet = HouseStyleSheet.objects.filter(pk=1).first() or HouseStyleSheet(edition=0)
    held = _held.get(settings.PAPER.folder)
    if held is None or held[0] != sheet.edition:
        held = _held[settings.PAPER.folder] = (sheet.edition, Proofreader(sheet))
    return held[1]


def forget() -> None:
    """Let the next question make the proofreader anew, whatever the edition says."""
    _held.clear()


def names_in_english() -> dict[str, list[str]]:
    """For each English form of a name, folded for search, the Bangla forms that the paper writes."""
    told: dict[str, list[str]] = {}
    for name in KnownName.objects.exclude(english="").order_by("name"):
        told.setdefault(" ".join(name.english.casefold().split()), []).append(name.name)
    return told


def names_for_search() -> dict[str, list[str]]:
    """For each writing that a name is looked for by, English or another spelling, how the paper
    writes it. What is itself the name of something is looked for as it stands."""
    told = names_in_english()
    accepted = set(KnownName.objects.values_list("name", flat=True))
    for name in KnownName.objects.exclude(others="").order_by("name"):
        for other in name.other_spellings:
            if other not in accepted:
                told.setdefault(other, []).append(name.name)
    return {**_parts_in_english(), **told}


def _parts_in_english() -> dict[str, list[str]]:
    """What each word of a longer name is in English, where both have as many: readers ask for 'Joubert'
    alone."""
    told: dict[str, dict[str, None]] = {}
    for name in KnownName.objects.exclude(english="").order_by("name"):
        typed, written = name.english.casefold().split(), name.name.split()
        if len(typed) == len(written) > 1:
            for one, other in zip(typed, written, strict=True):
                told.setdefault(one, {})[other] = None
    return {one: list(others) for one, others in told.items()}


def edition() -> int:
    """A number that is another after each change of words, names or style; 0 before the first."""
    return HouseStyleSheet.objects.filter(pk=1).values_list("edition", flat=True).first() or 0


def _pairs_of(sheet: HouseStyleSheet) -> list[Pair]:
    try:
        return read_pairs(sheet.pairs)
    except UnreadablePairs as error:  # written past the form
        log.warning("house style cannot be read: %s", error)
        return []


def _name_pairs(names: list[KnownName]) -> list[Pair]:
    accepted = {name.name for name in names}
    return [
        Pair(other, name.name, note=name.note or f"কাগজে লেখা হয় ‘{name.name}’")
        for name in names
        for other in name.other_spellings
        if other not in accepted
    ]


_BEFORE = {"scar": 0, "name": 1, "style": 2, "spelling": 3}


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """Of findings that share a letter, the one of the kind that goes before."""
    kept: list[Finding] = []
    last: Finding | None = None
    for one in sorted(findings, key=lambda one: (one.start, _BEFORE[one.kind], -one.end)):
        if last is None or one.start >= last.end:
            kept.append(last := one)
        elif _BEFORE[one.kind] < _BEFORE[last.kind]:
            kept[-1] = last = one
    return kept


class _Archive:
    """What published stories print, asked for a bounded number of words."""

    def __init__(self, speller: Speller) -> None:
        self._speller = speller
        self._left = LOOKED_UP
        self._known: dict[str, bool] = {}

    def prints(self, word: str) -> bool:
        """Whether stories have the word so often that it must be one of this paper's."""
        if word not in self._known:
            if self._left <= 0:
                return False
            self._left -= 1
            self._known[word] = not _has_twin(word) and self._is_at_home(word)
        return self._known[word]

    def _is_at_home(self, word: str) -> bool:
        """Enough stories have it, and no word a slip away is in ten times as many: then it is a slip
        that is often made."""
        stories = _stories_with(word)
        return stories >= STORIES and not any(
            cost(word, meant) <= A_SLIP and _stories_with(meant) >= OFTENER * stories
            for meant in self._speller.suggest(word, 2)
        )


def _has_twin(word: str) -> bool:
    """Whether a listed word sounds the same: then this one may be everybody's mistake."""
    listed = general()
    return listed.band(word) == MISSPELT or bool(listed.alike(key_of(word)))


def _stories_with(word: str) -> int:
    try:
        with _reader(settings.PAPER.data / "search.db").moment() as index:
            found = index.vocabulary().word(fold(word))
    except (IndexMissing, IndexFault):  # a new paper, or an index under repair
        return 0
    return found.stories if found else 0


@lru_cache(maxsize=4)
def _reader(file: Path) -> Reader:
    return Reader(file)


def _turn(**_: object) -> None:
    HouseStyleSheet.turn()


def listen() -> None:
    """Notice each change of what a proofreader goes by."""
    for model in (PaperWord, KnownName, Author, Topic):
        name = f"proofing_{model.__name__}"
        post_save.connect(_turn, sender=model, dispatch_uid=name)
        post_delete.connect(_turn, sender=model, dispatch_uid=name)
