"""A believable archive of any size from a seed number: the same stories for the same seed, on any machine.

`python -m benchmarks.archive_paper` makes a paper of it.

Desks, their shares and the words of their stories are those of the 376,226 stories of BARD (Bangla
Article Classifier's dataset, 2018: documents and words of five categories); a sentence has 15 words as
in Potrika (664,880 stories, arXiv 2210.09389). How lengths spread about their mean is not told there:
a log-normal of 0.5 is taken. Words are those of `kagoj/bangla/data/words.txt` as common as it says,
each desk having some of its own; two in a hundred are of a long tail of invented ones, as names and
misspellings are in any archive. The sentences mean nothing.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import itertools
import math
import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import kagoj.bangla
from kagoj.search.documents import Document

SEED = 1
NEWEST = dt.datetime(2026, 11, 1, 18, 0, tzinfo=dt.UTC)  # when the last story was published
A_DAY = 150  # stories of a national daily

WORDS_OF_A_SENTENCE = 15
SPREAD = 0.5  # of the logarithm of a story's length
SHORTEST, LONGEST = 40, 2_500  # words
SENTENCES_OF_A_PARAGRAPH = 3
TOPICS, AUTHORS = 2_000, 150
TAIL = 0.02  # of the words
TAIL_WORDS = 3_000_000

_LETTERS = "কখগঘচছজঝটঠডতথদধনপফবভমযরলশসহ"
_SIGNS = ("", "া", "ি", "ী", "ু", "ে", "ো")


@dataclasses.dataclass(frozen=True, slots=True)
class Desk:
    slug: str
    title: str
    stories: int  # in BARD
    words: float  # of a story, on average


DESKS = (
    Desk("jatio", "জাতীয়", 242_860, 57_019_465 / 242_860),
    Desk("khela", "খেলা", 50_888, 12_397_415 / 50_888),
    Desk("bishwo", "আন্তর্জাতিক", 32_203, 7_096_111 / 32_203),
    Desk("binodon", "বিনোদন", 31_293, 6_706_563 / 31_293),
    Desk("orthoniti", "অর্থনীতি", 18_982, 4_915_141 / 18_982),
)
_SHARES = list(itertools.accumulate(desk.stories for desk in DESKS))


@dataclasses.dataclass(frozen=True, slots=True)
class Story:
    number: int
    desk: Desk
    headline: str
    deck: str
    author: int  # 0 to AUTHORS - 1
    topics: tuple[int, ...]  # 0 to TOPICS - 1
    published: dt.datetime
    paragraphs: tuple[str, ...]

    @property
    def path(self) -> str:
        return f"/{self.desk.slug}/{self.number}/{'-'.join(self.headline.split()[:5])}/"

    def document(self) -> Document:
        """The story as the search index takes it."""
        return Document(
            number=self.number,
            path=self.path,
            headline=self.headline,
            deck=self.deck,
            body="\n".join(self.paragraphs),
            desk=self.desk.slug,
            desk_title=self.desk.title,
            byline=author_name(self.author),
            published=self.published,
        )


def stories(count: int, seed: int = SEED) -> Iterator[Story]:
    """The stories 1 to `count`, the oldest first. An archive of another size has the same stories
    at other times: the last is always the newest."""
    return (story(number, count, seed) for number in range(1, count + 1))


def story(number: int, count: int, seed: int = SEED) -> Story:
    """One story of an archive of `count`."""
    chance = random.Random(zlib.crc32(f"{seed}:{number}".encode()))
    at = chance.choices(range(len(DESKS)), cum_weights=_SHARES)[0]
    desk = DESKS[at]
    # The mean of a log-normal is exp(mu + sigma²/2).
    length = int(chance.lognormvariate(math.log(desk.words) - SPREAD**2 / 2, SPREAD))
    length = min(LONGEST, max(SHORTEST, length))
    headline = chance.randint(4, 9)
    deck = chance.choice((0, 0, 12, 18))
    words = _some_words(chance, at, headline + deck + length)
    body = words[headline + deck :]
    sentences = [
        " ".join(body[start : start + WORDS_OF_A_SENTENCE]) + "।"
        for start in range(0, len(body), WORDS_OF_A_SENTENCE)
    ]
    paragraphs = [
        " ".join(sentences[start : start + SENTENCES_OF_A_PARAGRAPH])
        for start in range(0, len(sentences), SENTENCES_OF_A_PARAGRAPH)
    ]
    # A topic of rank n has a share of 1 / n, so a few have very many stories.
    topics = {int(TOPICS ** chance.random()) - 1 for _ in range(chance.choice((0, 1, 1, 2, 3)))}
    return Story(
        number=number,
        desk=desk,
        headline=" ".join(words[:headline]),
        deck=" ".join(words[headline : headline + deck]),
        author=chance.randrange(AUTHORS),
        topics=tuple(sorted(topics)),
        published=NEWEST - (count - number) * dt.timedelta(days=1) / A_DAY,
        paragraphs=tuple(paragraphs),
    )


def topic_name(topic: int) -> str:
    return f"{_commonest_words()[500 + topic]} {_commonest_words()[3000 + topic]}"


def author_name(author: int) -> str:
    return f"{invented_word(author + 900)} {invented_word(author % 40 + 300)}"


def invented_word(rank: int) -> str:
    """A word that looks like Bangla and is none; the rarer, the longer."""
    word, left = "", rank + 1
    while left:
        left, letter = divmod(left, len(_LETTERS) * len(_SIGNS))
        word += _LETTERS[letter % len(_LETTERS)] + _SIGNS[letter // len(_LETTERS)]
    return word


def _some_words(chance: random.Random, desk: int, count: int) -> list[str]:
    words, weights = _vocabulary(desk)
    found = chance.choices(words, cum_weights=weights, k=count)
    for _ in range(int(count * TAIL + chance.random())):
        rare = int(TAIL_WORDS ** (0.4 + 0.6 * chance.random()))
        found[chance.randrange(count)] = invented_word(rare)
    return found


@functools.cache
def _vocabulary(desk: int) -> tuple[list[str], list[float]]:
    """The words of a desk with their summed frequencies: a fifth of the rarer half is its own."""
    words, weights = [], []
    for word, frequency in _words():
        own = frequency < 1e-4 and zlib.crc32(word.encode()) % len(DESKS) == desk
        words.append(word)
        weights.append(frequency * (6 if own else 1))
    return words, list(itertools.accumulate(weights))


@functools.cache
def _words() -> list[tuple[str, float]]:
    """Each word of the list with its frequency: each letter of it is 10 ** 0.25 times rarer."""
    file = Path(kagoj.bangla.__file__).parent / "data" / "words.txt"
    lines = (line for line in file.read_text("utf-8").splitlines() if line and line[0] != "#")
    found = ((line[:-1], line[-1]) for line in lines)
    return [(word, 10 ** (-(ord(band) - ord("a")) / 4)) for word, band in found if band.islower()]


@functools.cache
def _commonest_words() -> list[str]:
    return [word for word, _ in sorted(_words(), key=lambda pair: -pair[1])]
