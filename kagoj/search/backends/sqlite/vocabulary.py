"""The words of the paper: each with how many stories have it, found by its beginning or its sound.

The engine's own list of terms (fts5vocab) knows neither: to say how many stories have a word it reads
the word's whole list, and it holds the word as indexed, without the joiners it is drawn with. So the
words stand in a table of their own, in the same file and changed in the same transaction as the
stories: a word is there exactly as long as a story has it, through `kill -9` and rebuilding.

Words of one weight differ in number by less than the double. The indexes begin or end with the
weight, so the commonest words of any beginning or sound are read first and nothing else is read.
"""

from __future__ import annotations

import collections
import dataclasses
import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from kagoj.bangla.analyse import fold
from kagoj.bangla.characters import JOINERS
from kagoj.bangla.latin import key
from kagoj.bangla.normalise import normalise
from kagoj.bangla.words import WORD_PATTERN
from kagoj.search.analysis import Entry

VERSION = 2  # raised when `kagoj.bangla.latin.key` or what counts as a word here changes
FACT = "vocabulary"  # the version by which the table was written

LONGEST = 40  # code points of a word that is offered to anybody
_NEAREST = 10_000  # of the newest stories, in which two words are looked for side by side
_PENDING = 100_000  # changed words held in memory before they are written

# SQLite keeps the statement a table was made by, with its comments.
_MADE_BY = f"-- version {VERSION}"
_TABLE = f"""
    CREATE TABLE IF NOT EXISTS vocabulary ( {_MADE_BY}
        term TEXT PRIMARY KEY,  -- as the index knows the word
        shown TEXT NOT NULL,  -- as most stories write it: with its joiners and capitals
        lead INTEGER NOT NULL,  -- by how many stories that writing is ahead of others
        stories INTEGER NOT NULL,
        weight INTEGER NOT NULL DEFAULT 0,  -- binary digits of `stories`
        sound TEXT NOT NULL DEFAULT ''  -- kagoj.bangla.latin.key, for words of Bangla
    ) WITHOUT ROWID
"""
# Rows whose weight is no longer that of their stories, new and last ones among them.
_WEIGHT_CHANGED = "(stories >= 1 << weight OR stories < 1 << (weight - 1))"
_INDEXES = {
    "vocabulary_by_beginning": "(weight, term)",
    "vocabulary_by_sound": "(sound, weight)",
    "vocabulary_by_first_sound": "(weight, sound)",
    # Empty: former versions weighed by it. It costs no more than the comparison.
    "vocabulary_to_weigh": f"(term) WHERE {_WEIGHT_CHANGED}",
}
_KNOWN_OF = "SELECT term, shown, lead, stories, weight FROM vocabulary WHERE term IN"
_ASKED_AT_ONCE = 500  # words
_NEW = (
    "INSERT INTO vocabulary (term, shown, lead, stories, weight, sound) VALUES (?, ?, ?, ?, ?, ?)"
)
# A column that is set is written in each of its indexes, though it stays as it was.
_COUNT = "UPDATE vocabulary SET stories = ?, shown = ?, lead = ? WHERE term = ?"
_WEIGH = "UPDATE vocabulary SET stories = ?, shown = ?, lead = ?, weight = ? WHERE term = ?"
_LAST_ONE = "DELETE FROM vocabulary WHERE term = ?"
_WORD = "SELECT term, shown, stories FROM vocabulary"
_LAST = "\U0010ffff"  # after every other code point

# What a term has not: র‍্যাব is known by its joiner, BNP by its capitals.
_MARK = re.compile(f"[{JOINERS}A-Z]")
# Digits of any script, and what stands for a desk or a key: code points for private use.
_NO_WORD = re.compile("[\\d\ue000-\uf8ff]")


@dataclasses.dataclass(frozen=True, slots=True)
class Word:
    term: str
    shown: str
    stories: int


class Keeper:
    """Counts words as stories come and go. `write` belongs to the end of the same transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._more: collections.Counter[str] = collections.Counter()
        self._marked: dict[str, collections.Counter[str]] = {}

    def prepare(self) -> None:
        """Makes the table where it is missing, or was made by another version."""
        made = self._db.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'vocabulary'"
        ).fetchone()
        if made and _MADE_BY not in made[0]:
            self._db.execute("DROP TABLE vocabulary")
            self._db.execute("DELETE FROM facts WHERE name = ?", (FACT,))
        self._db.execute(_TABLE)
        for name, columns in _INDEXES.items():
            self._db.execute(f"CREATE INDEX IF NOT EXISTS {name} ON vocabulary {columns}")

    def add(self, entry: Entry, columns: Sequence[str]) -> None:
        """A story has come, with these words in the columns of the index."""
        self._more.update(_words(columns))
        for term, writing in set(_marked_words(entry)):
            self._marked.setdefault(term, collections.Counter())[writing] += 1
        self._write_if_many()

    def take(self, columns: Sequence[str]) -> None:
        """A story that had these words is gone."""
        self._more.subtract(_words(columns))
        self._write_if_many()

    def begin_anew(self) -> None:
        """Forgets every word: all stories are about to be added again."""
        self.forget()
        self.prepare()
        self._db.execute("DELETE FROM vocabulary")
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (FACT, VERSION))

    def forget(self) -> None:
        """Lets go of what was not written: the transaction failed."""
        self._more.clear()
        self._marked.clear()

    def write(self) -> None:
        if not self._more:
            return
        # In the order of the table, each of whose pages then is come to once.
        changed = sorted(
            (term, more) for term, more in self._more.items() if more and _is_offered(term)
        )
        for first in range(0, len(changed), _ASKED_AT_ONCE):
            self._write_some(changed[first : first + _ASKED_AT_ONCE])
        self.forget()

    def _write_some(self, changed: list[tuple[str, int]]) -> None:
        known = {
            row[0]: row[1:]
            for row in self._db.execute(
                f"{_KNOWN_OF} ({', '.join('?' * len(changed))})", [term for term, _ in changed]
            )
        }
        new, counted, weighed, gone = [], [], [], []
        for term, more in changed:
            writing = self._writing(term, more)
            shown, lead, stories, weight = known.get(term, (writing, 0, 0, 0))
            # Which writing most stories have is told as by Boyer and Moore: one number is enough.
            if shown == writing:
                lead += more
            else:
                shown, lead = (writing if lead < more else shown), abs(lead - more)
            stories += more
            if stories <= 0:
                gone.append((term,))
            elif term not in known:
                new.append((term, shown, lead, stories, stories.bit_length(), _sound(term)))
            elif stories.bit_length() == weight:
                counted.append((stories, shown, lead, term))
            else:
                weighed.append((stories, shown, lead, stories.bit_length(), term))
        for statement, rows in (
            (_NEW, new),
            (_COUNT, counted),
            (_WEIGH, weighed),
            (_LAST_ONE, gone),
        ):
            self._db.executemany(statement, rows)

    def _writing(self, term: str, stories: int) -> str:
        """How most of the stories that came write it."""
        marked = self._marked.get(term)
        if marked is None:
            return term
        writing, often = marked.most_common(1)[0]
        return writing if 2 * often >= stories else term

    def _write_if_many(self) -> None:
        if len(self._more) > _PENDING:
            self.write()


class Vocabulary:
    """Questions asked of the words at one moment. A file from before it had any answers nothing."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._there = bool(
            db.execute("SELECT 1 FROM sqlite_master WHERE name = 'vocabulary'").fetchone()
        )

    def word(self, term: str) -> Word | None:
        return next(iter(self._words(f"{_WORD} WHERE term = ?", term)), None)

    def sounding(self, keys: Sequence[str], most: int) -> list[Word]:
        """Bangla words under these keys, at most so many of each, the commonest."""
        asked = f"{_WORD} WHERE sound = ? ORDER BY weight DESC LIMIT ?"
        return [word for key in keys for word in self._words(asked, key, most)]

    def beginning(self, letters: str, most: int) -> list[Word]:
        """The commonest words that begin so."""
        return self._heaviest("term", letters, most)

    def opening(self, key: str, most: int) -> list[Word]:
        """The commonest Bangla words whose key begins so."""
        return self._heaviest("sound", key, most)

    def together(self, first: str, second: str, most: int) -> int:
        """How many of the newest stories have the two words side by side, counted up to `most`."""
        if not self._there:
            return 0
        (count,) = self._db.execute(
            "SELECT count(*) FROM"
            " (SELECT 1 FROM words WHERE words MATCH ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?)",
            (f'"{first} {second}"', self._oldest_of_the_nearest, most),
        ).fetchone()
        return int(count)

    @cached_property
    def _oldest_of_the_nearest(self) -> int:
        # FTS5's table of lengths has a narrow row for each story.
        found = self._db.execute(
            "SELECT id FROM words_docsize ORDER BY id DESC LIMIT 1 OFFSET ?", (_NEAREST,)
        ).fetchone()
        return int(found[0]) if found else -(2**63)

    def _heaviest(self, column: str, first: str, most: int) -> list[Word]:
        asked = f"{_WORD} WHERE weight = ? AND {column} >= ? AND {column} < ? LIMIT ?"
        found: list[Word] = []
        for weight in range(self._heaviest_weight(), 0, -1):
            found += self._words(asked, weight, first, first + _LAST, most - len(found))
            if len(found) >= most:
                break
        return sorted(found, key=lambda word: -word.stories)

    def _heaviest_weight(self) -> int:
        if not self._there:
            return 0
        (weight,) = self._db.execute("SELECT max(weight) FROM vocabulary").fetchone()
        return int(weight or 0)

    def _words(self, asked: str, *values: object) -> list[Word]:
        return [Word(*row) for row in self._db.execute(asked, values)] if self._there else []


def _words(columns: Sequence[str]) -> set[str]:
    """The words of a story, each once, with what is none."""
    return set(" ".join(columns).split())


@lru_cache(maxsize=131_072)
def _is_offered(term: str) -> bool:
    """Whether a term is a word: numbers, lone signs, keys and desks are none."""
    is_word = len(term) <= LONGEST and any(map(str.isalpha, term))
    return is_word and not _NO_WORD.search(term)


def _marked_words(entry: Entry) -> Iterator[tuple[str, str]]:
    """Term and writing of the words that are written with more than their term has."""
    for text in (entry.headline, entry.deck, entry.byline, entry.body):
        if _MARK.search(text):
            for piece in text.split():
                if _MARK.search(piece):
                    for word in WORD_PATTERN.findall(normalise(piece)):
                        yield fold(word), word


def _sound(term: str) -> str:
    return "" if term.isascii() else key(term)
