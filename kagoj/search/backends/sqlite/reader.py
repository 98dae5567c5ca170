"""Asks the file."""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from kagoj.search import analysis
from kagoj.search.analysis import Entry
from kagoj.search.backends.sqlite.tables import (
    MINUTE,
    RANK,
    SLOT_BITS,
    SPILL,
    STORIES,
    STORY,
    entry_of,
    fact,
)
from kagoj.search.backends.sqlite.vocabulary import Vocabulary
from kagoj.search.documents import IndexFault, IndexMissing
from kagoj.search.query import Phrase, Query, Wish

_FIRST_PLACE = -(2**63)
_SAMPLE = 1_000  # of the newest stories, from which is told how common a word is


class Reader:
    """Asks the file, which may be missing, come later, be replaced, and is written meanwhile.

    Each thread has a connection of its own. Raises IndexFault when there is no readable index.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._own = threading.local()

    @contextlib.contextmanager
    def moment(self) -> Iterator[Snapshot]:
        """The index as it is at one moment, however many questions are asked of it."""
        try:
            db = self._connection()
            db.execute("BEGIN")
            try:
                yield Snapshot(db)
            finally:
                db.execute("ROLLBACK")
        except FileNotFoundError as error:
            raise IndexMissing(f"{self._file} does not exist") from error
        except (sqlite3.Error, OSError) as error:
            raise IndexFault(f"{self._file}: {error}") from error

    def close(self) -> None:
        """Closes this thread's connection; the next question opens another."""
        held = self._own.__dict__.pop("held", None)
        if held is not None:
            held[1].close()

    def _connection(self) -> sqlite3.Connection:
        seen = os.stat(self._file)  # noqa: PTH116  # cheaper than Path.stat, asked at each search
        lies_still = self._lies_still()
        # A file that cannot be written is another one when it has been written all the same.
        written = (seen.st_mtime_ns, seen.st_size) if lies_still else ()
        identity = (seen.st_dev, seen.st_ino, *written)
        held: tuple[tuple[int, ...], sqlite3.Connection] | None = getattr(self._own, "held", None)
        if held is not None and held[0] == identity:
            return held[1]
        self.close()
        how = "mode=ro&immutable=1" if lies_still else "mode=ro"
        db = sqlite3.connect(
            f"{self._file.absolute().as_uri()}?{how}", uri=True, timeout=5, isolation_level=None
        )
        db.execute("PRAGMA cache_size = -8000")
        self._own.held = (identity, db)
        return db

    def _lies_still(self) -> bool:
        """Whether the disk can only be read and nobody writes: SQLite, which would need a file beside
        it to read together with others, must be told that there are none."""
        log = self._file.with_name(f"{self._file.name}-wal")
        return not os.access(self._file.parent, os.W_OK) and not log.exists()


class Snapshot:
    """Questions asked of the index at one moment."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def newest(
        self, query: Query, *, desk: str, since: int, until: int, most: int
    ) -> list[tuple[int, float]]:
        """(place, 0.0) of the newest stories that match, newest first."""
        return self._matches(query, desk, since, until, most, "0.0")

    def ranked(
        self, query: Query, *, desk: str, since: int, until: int, most: int
    ) -> list[tuple[int, float]]:
        """(place, score) of the newest stories that match, newest first; a lower score is better."""
        return self._matches(query, desk, since, until, most, RANK)

    def scores(self, query: Query, *, desk: str, oldest: int, most: int) -> dict[int, float]:
        """Place → score of the newest stories that match, none older than a place."""
        return dict(self._since(query, desk, oldest, most))

    def sharing(self, wishes: Sequence[Wish], most: int) -> list[tuple[int, float]]:
        """(place, score) of the newest stories with any of these."""
        return self._since(Query(tuple(wishes), enough=1), "", _FIRST_PLACE, most)

    def having(self, wish: Wish, most: int) -> int:
        """How many stories have it, in whatever form, counted up to `most`."""
        (count,) = self._db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)",
            (_any_of(wish.ways), most),
        ).fetchone()
        return int(count)

    def vocabulary(self) -> Vocabulary:
        """The words of the stories."""
        return Vocabulary(self._db)

    def count(self) -> int:
        """How many stories there are."""
        return fact(self._db, STORIES)

    def share(self, words: Sequence[str]) -> list[float]:
        """About which share of all stories has each word: its share of the newest ones."""
        # FTS5's table of lengths has a narrow row for each story.
        oldest = self._db.execute(
            "SELECT id FROM words_docsize ORDER BY id DESC LIMIT 1 OFFSET ?", (_SAMPLE - 1,)
        ).fetchone()
        if oldest is None:
            return [1.0] * len(words)
        return [
            self._db.execute(
                "SELECT count(*) FROM words WHERE words MATCH ? AND rowid >= ?",
                (_quoted((word,)), oldest[0]),
            ).fetchone()[0]
            / _SAMPLE
            for word in words
        ]

    def _since(self, query: Query, desk: str, oldest: int, most: int) -> list[tuple[int, float]]:
        return self._db.execute(
            f"SELECT rowid, {RANK} FROM words WHERE words MATCH ? AND rowid >= ?"  # noqa: S608
            " ORDER BY rowid DESC LIMIT ?",
            (_expression(query, desk), oldest, most),
        ).fetchall()

    def entries(self, places: Sequence[int]) -> list[Entry]:
        """The stories at these places, in the same order."""
        if not places:
            return []
        marks = ", ".join("?" for _ in places)
        rows = self._db.execute(f"{STORY} WHERE place IN ({marks})", tuple(places))
        at = {row[0]: entry_of(row) for row in rows}
        return [at[place] for place in places if place in at]

    def entry(self, number: int) -> Entry | None:
        row = self._db.execute(f"{STORY} WHERE number = ?", (number,)).fetchone()
        return None if row is None else entry_of(row)

    def _matches(
        self, query: Query, desk: str, since: int, until: int, most: int, score: str
    ) -> list[tuple[int, float]]:
        """`since` and `until` are microseconds at whole minutes; `until` is not included."""
        spill = fact(self._db, SPILL)
        earliest = (since // MINUTE) << SLOT_BITS
        latest = (until // MINUTE + spill) << SLOT_BITS
        asked = [_expression(query, desk), earliest, latest - 1]
        # Where stories spilled into later minutes a place says only about when: their time decides.
        exactly = ""
        if spill:
            exactly = (
                " AND (SELECT published FROM stories WHERE place = words.rowid) BETWEEN ? AND ?"
            )
            asked += [since, until - 1]
        return self._db.execute(
            f"SELECT rowid, {score} FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"  # noqa: S608
            f"{exactly} ORDER BY rowid DESC LIMIT ?",
            (*asked, most),
        ).fetchall()


def _expression(query: Query, desk: str) -> str:
    """FTS5's way to say it. Everything a reader typed stands between quotation marks."""
    ways = [_any_of(wish.ways) for wish in query.wanted]
    if query.enough and query.enough < len(ways):
        together = itertools.combinations(ways, query.enough)
        said = "(" + " OR ".join(f"({' AND '.join(some)})" for some in together) + ")"
    else:
        said = " AND ".join(ways)
    if desk:
        # A slug of which nothing is left is no desk, not every desk.
        said += " AND " + _quoted((analysis.desk_word(desk) or analysis.DESK_MARK,))
    if query.unwanted:
        unwanted = " OR ".join(_any_of(wish.ways) for wish in query.unwanted)
        said = f"({said}) NOT ({unwanted})"
    return said


def _any_of(ways: Sequence[Phrase]) -> str:
    return "(" + " OR ".join(map(_quoted, ways)) + ")"


def _quoted(phrase: Phrase) -> str:
    return '"' + " ".join(phrase).replace('"', '""') + '"'
