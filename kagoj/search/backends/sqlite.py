"""The index in one SQLite file: FTS5 for the words, fed with text that Python has analysed.

FTS5's own tokenizers split Bangla at every vowel sign or joiner; here it only splits at the blanks
between words that `kagoj.search.analysis` put there. The words are kept without their text
(`content=''`); the texts, which excerpts are cut from, stand compressed in a table of their own.

A story's row number is its *place*: the minute it was published and a slot within that minute. The
postings of every word are therefore in order of time, and the newest matches come first without
sorting: what a query costs is bound by how many matches are looked at, not by the archive.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kagoj.search import analysis
from kagoj.search.analysis import Entry
from kagoj.search.documents import IndexFault, IndexMissing
from kagoj.search.query import Phrase, Query

FORMAT = 1  # of the file; raised when the tables change
_APPLICATION = 0x4B674A53  # marks the file as Kagoj's search index

_MINUTE = 60_000_000  # microseconds
_SLOT_BITS = 10  # stories published in one minute: 1,024; more spill into minutes after it
_SLOTS = 1 << _SLOT_BITS

# Only blanks part words (quotation marks too, but no word has any).
_TOKENIZER = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_`{|}~'"

_CREATE_WORDS = f"""
    CREATE VIRTUAL TABLE words USING fts5(
        {", ".join(analysis.COLUMNS)}, content='', tokenize="{_TOKENIZER}")
"""
_CREATE_STORIES = """
    CREATE TABLE stories (
        place INTEGER PRIMARY KEY,
        number INTEGER NOT NULL UNIQUE,
        published INTEGER NOT NULL,  -- microseconds since 1970
        path TEXT NOT NULL,
        desk TEXT NOT NULL,
        desk_title TEXT NOT NULL,
        texts BLOB NOT NULL,  -- JSON list [headline, deck, byline, body], zlib
        digest BLOB NOT NULL  -- of the words as indexed
    )
"""
_CREATE_FACTS = "CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL)"
# The farthest, in minutes, that a story stands after the minute it was published.
_SPILL = "spill"

_COLUMNS = ", ".join(analysis.COLUMNS)
_MARKS = ", ".join("?" for _ in analysis.COLUMNS)
_PUT_WORDS = f"INSERT INTO words (rowid, {_COLUMNS}) VALUES (?, {_MARKS})"  # noqa: S608
_TAKE_WORDS = f"INSERT INTO words (words, rowid, {_COLUMNS}) VALUES ('delete', ?, {_MARKS})"  # noqa: S608
_STORY = "SELECT place, number, published, path, desk, desk_title, texts, digest FROM stories"
_RANK = f"bm25(words, {', '.join(str(weight) for weight in analysis.WEIGHTS.values())})"

_Row = tuple[int, int, int, str, str, str, bytes, bytes]


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
            for order in ("ASC", "DESC"):
                for row in self._db.execute(f"{_STORY} ORDER BY place {order} LIMIT 10"):
                    if analysis.digest(analysis.columns(_entry(row))) != row[7]:
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

    def count(self) -> int:
        with self._faults():
            (count,) = self._db.execute("SELECT count(*) FROM stories").fetchone()
            return int(count)

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
                for table in (_CREATE_STORIES, _CREATE_WORDS, _CREATE_FACTS):
                    db.execute(table)
                db.execute(f"PRAGMA user_version = {FORMAT}")
                db.execute(f"PRAGMA application_id = {_APPLICATION}")
            elif application != _APPLICATION or form != FORMAT:
                raise IndexFault(f"{self._file} is no search index of this version of Kagoj")

    def _put(self, entry: Entry) -> None:
        former = self._take_out(entry.number)
        minute = entry.published // _MINUTE
        if former is not None and former[2] // _MINUTE == minute:
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
        self._db.execute(_PUT_WORDS, (place, *columns))

    def _take_out(self, number: int) -> _Row | None:
        """Removes a story with its words; gives its row, or None if there was none."""
        row: _Row | None = self._row(number)
        if row is None:
            return None
        columns = analysis.columns(_entry(row))
        if analysis.digest(columns) != row[7]:
            # FTS5 can only take out the very words that were put in. They were others, so the
            # analysis has changed since, and with it the words of every story.
            self._rebuild()
        self._db.execute(_TAKE_WORDS, (row[0], *columns))
        self._db.execute("DELETE FROM stories WHERE place = ?", (row[0],))
        return row

    def _row(self, number: int) -> _Row | None:
        row: _Row | None = self._db.execute(f"{_STORY} WHERE number = ?", (number,)).fetchone()
        return row

    def _free_place(self, minute: int) -> int:
        later, step = 0, 1
        while True:
            first = (minute + later) << _SLOT_BITS
            (last,) = self._db.execute(
                "SELECT max(place) FROM stories WHERE place BETWEEN ? AND ?",
                (first, first + _SLOTS - 1),
            ).fetchone()
            if last is None or last < first + _SLOTS - 1:
                break
            later += step
            step *= 2
        if later > _spill(self._db):
            self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_SPILL, later))
        return first if last is None else int(last) + 1

    def _rebuild(self) -> None:
        db = self._db
        db.execute("DROP TABLE words")
        db.execute(_CREATE_WORDS)
        after = -(2**63)
        while rows := db.execute(
            f"{_STORY} WHERE place > ? ORDER BY place LIMIT 500", (after,)
        ).fetchall():
            for row in rows:
                columns = analysis.columns(_entry(row))
                db.execute(_PUT_WORDS, (row[0], *columns))
                db.execute(
                    "UPDATE stories SET digest = ? WHERE place = ?",
                    (analysis.digest(columns), row[0]),
                )
            after = rows[-1][0]

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        with self._faults():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
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
        identity = (seen.st_dev, seen.st_ino)
        held: tuple[tuple[int, int], sqlite3.Connection] | None = getattr(self._own, "held", None)
        if held is not None and held[0] == identity:
            return held[1]
        self.close()
        db = sqlite3.connect(
            f"{self._file.absolute().as_uri()}?mode=ro", uri=True, timeout=5, isolation_level=None
        )
        db.execute("PRAGMA cache_size = -8000")
        self._own.held = (identity, db)
        return db


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
        return self._matches(query, desk, since, until, most, _RANK)

    def sharing(self, words: Sequence[str], most: int) -> list[tuple[int, float]]:
        """(place, score) of the newest stories with any of these words."""
        any_of = " OR ".join(_quoted((word,)) for word in words)
        return self._db.execute(
            f"SELECT rowid, {_RANK} FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?",  # noqa: S608
            (any_of, most),
        ).fetchall()

    def having(self, word: str, most: int) -> int:
        """How many stories have the word, counted up to `most`."""
        (count,) = self._db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)",
            (_quoted((word,)), most),
        ).fetchone()
        return int(count)

    def count(self, most: int) -> int:
        """How many stories there are, counted up to `most`."""
        (count,) = self._db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM stories LIMIT ?)", (most,)
        ).fetchone()
        return int(count)

    def entries(self, places: Sequence[int]) -> list[Entry]:
        """The stories at these places, in the same order."""
        if not places:
            return []
        marks = ", ".join("?" for _ in places)
        rows = self._db.execute(f"{_STORY} WHERE place IN ({marks})", tuple(places))
        at = {row[0]: _entry(row) for row in rows}
        return [at[place] for place in places if place in at]

    def entry(self, number: int) -> Entry | None:
        row = self._db.execute(f"{_STORY} WHERE number = ?", (number,)).fetchone()
        return None if row is None else _entry(row)

    def _matches(
        self, query: Query, desk: str, since: int, until: int, most: int, score: str
    ) -> list[tuple[int, float]]:
        """`since` and `until` are microseconds at whole minutes; `until` is not included."""
        spill = _spill(self._db)
        earliest = (since // _MINUTE) << _SLOT_BITS
        latest = (until // _MINUTE + spill) << _SLOT_BITS
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
    wanted = [_quoted(phrase) for phrase in query.wanted]
    if desk:
        # A slug of which nothing is left is no desk, not every desk.
        wanted.append(_quoted((analysis.desk_word(desk) or analysis.DESK_MARK,)))
    said = " AND ".join(wanted)
    if query.unwanted:
        said = f"({said}) NOT ({' OR '.join(map(_quoted, query.unwanted))})"
    return said


def _quoted(phrase: Phrase) -> str:
    return '"' + " ".join(phrase).replace('"', '""') + '"'


def _entry(row: _Row) -> Entry:
    try:
        headline, deck, byline, body = json.loads(zlib.decompress(row[6]))
    except (zlib.error, ValueError) as error:
        raise IndexFault(f"the stored text of story {row[1]} is broken: {error}") from error
    return Entry(
        number=row[1],
        published=row[2],
        path=row[3],
        desk=row[4],
        desk_title=row[5],
        headline=headline,
        deck=deck,
        byline=byline,
        body=body,
    )


def _spill(db: sqlite3.Connection) -> int:
    found = db.execute("SELECT value FROM facts WHERE name = ?", (_SPILL,)).fetchone()
    return 0 if found is None else int(found[0])
