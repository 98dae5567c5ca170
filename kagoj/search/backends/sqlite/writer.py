"""Writes the file."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from kagoj.search import analysis
from kagoj.search.analysis import WORD_COLUMNS, Entry
from kagoj.search.backends.sqlite import vocabulary
from kagoj.search.backends.sqlite.tables import (
    APPLICATION,
    CREATE_FACTS,
    CREATE_STORIES,
    CREATE_WORDS,
    FORMAT,
    MINUTE,
    PUT_WORDS,
    SLOT_BITS,
    SLOTS,
    SPILL,
    STORIES,
    STORY,
    TAKE_WORDS,
    Row,
    entry_of,
    fact,
)
from kagoj.search.documents import IndexFault

FEW_PIECES = 8
PIECES_STEP = 300  # pages of 4 kB, some hundredths of a second
# The rows of a piece have its number in the bits from the 37th on; what is smaller is no piece's
# (FTS5's file format, sqlite.org/src: ext/fts5/fts5_index.c).
_FIRST_PIECE = 1 << 37
_MERGE = "INSERT INTO words (words, rank) VALUES ('merge', ?)"


class Writer:
    """Keeps the file. Every change is one transaction: it is there as a whole, on the disk, or not.

    Several processes may write; they take turns. Safe for threads.
    Raises IndexFault when the file is no index or cannot be written.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._turn = threading.RLock()
        with self._faults():
            file.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(
                file, timeout=60, isolation_level=None, check_same_thread=False
            )
            self._words = vocabulary.Keeper(self._db)
            self._more_stories = 0  # than when this change began
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def put(self, entries: Iterable[Entry]) -> None:
        with self._change():
            for entry in entries:
                self._put(entry)

    def remove(self, numbers: Iterable[int]) -> None:
        with self._change():
            for number in numbers:
                if 0 < number < 2**63:
                    self._take_out(number)

    def rebuild(self) -> None:
        """Analyses every stored story anew: what an upgrade of the analysis asks for."""
        with self._change():
            self._rebuild()

    def outdated(self) -> bool:
        """Whether the analysis has changed since the stories were put (seen by a sample)."""
        with self._faults():
            if fact(self._db, vocabulary.FACT) != vocabulary.VERSION:
                return True
            for order in ("ASC", "DESC"):
                for row in self._db.execute(f"{STORY} ORDER BY place {order} LIMIT 10"):
                    if analysis.digest(analysis.columns(entry_of(row))) != row[7]:
                        return True
        return False

    def check(self) -> list[str]:
        """Faults of the file, in words; takes as long as reading all of it."""
        faults = []
        with self._turn:
            try:
                for (fault,) in self._db.execute("PRAGMA quick_check"):
                    if fault != "ok":
                        faults.append(f"{self._file}: {fault}")
                self._db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
            except sqlite3.Error as error:
                faults.append(f"{self._file}: {error}")
        return faults

    def tidy(self) -> bool:
        """Joins some of the pieces that the words lie in; whether there is more to do.

        Each change leaves a piece of its own (FTS5's segment), and a question asks every piece. The
        engine joins some as it goes, into some twenty at a million stories. All in one answer a third
        sooner. Taken in steps, none of which holds up another writer for long.
        """
        if self._pieces() <= FEW_PIECES:
            return False
        with self._change():
            # sqlite.org/fts5.html, "The 'merge' Command": a positive number goes on with what was
            # begun, a negative one begins with all pieces there are; nothing to do changes one row.
            before = self._db.total_changes
            self._db.execute(_MERGE, (PIECES_STEP,))
            if self._db.total_changes - before < 2:
                self._db.execute(_MERGE, (-PIECES_STEP,))
        return True

    def _pieces(self) -> int:
        with self._faults():
            count, last = 0, _FIRST_PIECE - 1
            while True:
                (found,) = self._db.execute(
                    "SELECT min(id) FROM words_data WHERE id > ?", (last,)
                ).fetchone()
                if found is None:
                    return count
                last = found | (_FIRST_PIECE - 1)  # the last row that this piece may have
                count += 1

    def count(self) -> int:
        with self._faults():
            return fact(self._db, STORIES)

    def close(self) -> None:
        with self._turn:
            self._db.close()

    def _prepare(self) -> None:
        db = self._db
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # what was put survives a power cut
        db.execute("PRAGMA cache_size = -32000")
        db.execute("PRAGMA journal_size_limit = 67108864")
        with self._change():
            (form,) = db.execute("PRAGMA user_version").fetchone()
            (application,) = db.execute("PRAGMA application_id").fetchone()
            if form == 0 and db.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
                for table in (CREATE_STORIES, CREATE_WORDS, CREATE_FACTS):
                    db.execute(table)
                db.execute("INSERT INTO facts VALUES (?, 0), (?, 0)", (SPILL, STORIES))
                db.execute(f"PRAGMA user_version = {FORMAT}")
                db.execute(f"PRAGMA application_id = {APPLICATION}")
                self._words.begin_anew()
            elif application != APPLICATION or form > FORMAT:
                raise IndexFault(f"{self._file} is no search index of this version of Kagoj")
            self._words.prepare()
            if 0 < form < FORMAT:
                self._rebuild()
                db.execute(f"PRAGMA user_version = {FORMAT}")

    def _put(self, entry: Entry) -> None:
        former = self._take_out(entry.number)
        minute = entry.published // MINUTE
        if former is not None and former[2] // MINUTE == minute:
            place = former[0]
        else:
            place = self._free_place(minute)
        columns = analysis.columns(entry)
        texts = [entry.headline, entry.deck, entry.byline, entry.body]
        self._db.execute(
            "INSERT INTO stories (place, number, published, path, desk, desk_title, texts, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                place,
                entry.number,
                entry.published,
                entry.path,
                entry.desk,
                entry.desk_title,
                zlib.compress(json.dumps(texts, ensure_ascii=False).encode()),
                analysis.digest(columns),
            ),
        )
        self._db.execute(PUT_WORDS, (place, *columns))
        self._words.add(entry, columns[:WORD_COLUMNS])
        self._more_stories += 1

    def _take_out(self, number: int) -> Row | None:
        """Removes a story with its words; gives its row, or None if there was none."""
        row: Row | None = self._row(number)
        if row is None:
            return None
        columns = analysis.columns(entry_of(row))
        if analysis.digest(columns) != row[7]:
            # FTS5 can only take out the very words that were put in. They were others, so the
            # analysis has changed since, and with it the words of every story.
            self._rebuild()
        self._db.execute(TAKE_WORDS, (row[0], *columns))
        self._db.execute("DELETE FROM stories WHERE place = ?", (row[0],))
        self._words.take(columns[:WORD_COLUMNS])
        self._more_stories -= 1
        return row

    def _row(self, number: int) -> Row | None:
        row: Row | None = self._db.execute(f"{STORY} WHERE number = ?", (number,)).fetchone()
        return row

    def _free_place(self, minute: int) -> int:
        later, step = 0, 1
        while True:
            first = (minute + later) << SLOT_BITS
            (last,) = self._db.execute(
                "SELECT max(place) FROM stories WHERE place BETWEEN ? AND ?",
                (first, first + SLOTS - 1),
            ).fetchone()
            if last is None or last < first + SLOTS - 1:
                break
            later += step
            step *= 2
        if later:
            self._db.execute(
                "UPDATE facts SET value = ? WHERE name = ? AND value < ?", (later, SPILL, later)
            )
        return first if last is None else int(last) + 1

    def _rebuild(self) -> None:
        db = self._db
        db.execute("DROP TABLE words")
        db.execute(CREATE_WORDS)
        self._words.begin_anew()
        after = -(2**63)
        while rows := db.execute(
            f"{STORY} WHERE place > ? ORDER BY place LIMIT 500", (after,)
        ).fetchall():
            for row in rows:
                entry = entry_of(row)
                columns = analysis.columns(entry)
                db.execute(PUT_WORDS, (row[0], *columns))
                self._words.add(entry, columns[:WORD_COLUMNS])
                db.execute(
                    "UPDATE stories SET digest = ? WHERE place = ?",
                    (analysis.digest(columns), row[0]),
                )
            after = rows[-1][0]

    def _count_stories(self) -> None:
        if self._more_stories:
            self._db.execute(
                "UPDATE facts SET value = value + ? WHERE name = ?", (self._more_stories, STORIES)
            )

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        with self._faults():
            self._db.execute("BEGIN IMMEDIATE")
            self._more_stories = 0
            try:
                yield
                self._words.write()
                self._count_stories()
                self._db.execute("COMMIT")
            except BaseException:
                self._words.forget()
                if self._db.in_transaction:  # a full disk may have rolled it back already
                    self._db.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        with self._turn:
            try:
                yield
            except (sqlite3.Error, OSError) as error:
                raise IndexFault(f"{self._file}: {error}") from error
