"""Pages in one SQLite file: a change is a transaction, a reader's view is a snapshot.

Write-ahead logging lets readers go on with the old pages while a change is written; `synchronous=FULL`
makes a change that was reported as done survive a power cut (https://www.sqlite.org/wal.html).
Bodies are compressed with zlib.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from kagoj.shelf.faults import (
    ShelfBusy,
    ShelfDamaged,
    ShelfFault,
    ShelfFull,
    ShelfMissing,
)
from kagoj.shelf.page import Page, faults_of

FORMAT = 1
PAGE_SIZE = 16384  # bytes; three story pages fit one, with little left over (see the decision)
WRITER_WAIT = 30.0  # seconds one change waits for another to end
READER_WAIT = 2.0
LARGEST_LOG = 64 * 1024 * 1024  # bytes the write-ahead log keeps after a checkpoint

PLAIN, ZLIB = 0, 1

SCHEMA = """
CREATE TABLE IF NOT EXISTS shelf (version INTEGER NOT NULL);
INSERT INTO shelf SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM shelf);
CREATE TABLE IF NOT EXISTS pages (
    key TEXT NOT NULL UNIQUE,
    changed INTEGER NOT NULL,
    path TEXT NOT NULL,
    content_type TEXT NOT NULL,
    status INTEGER NOT NULL,
    location TEXT NOT NULL,
    tags TEXT NOT NULL,
    design TEXT NOT NULL,
    printed REAL NOT NULL,
    modified REAL NOT NULL,
    form INTEGER NOT NULL,
    size INTEGER NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS pages_changed ON pages (changed);
CREATE TABLE IF NOT EXISTS removed (key TEXT PRIMARY KEY, changed INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS removed_changed ON removed (changed);
"""
COLUMNS = (
    "key, changed, path, content_type, status, location, tags, design, printed, modified, "
    "form, size, body"
)
# What a page is made of again; `changed` is the shelf's own.
READ = COLUMNS.replace("changed, ", "")
PUT = (
    f"INSERT INTO pages ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "  # noqa: S608 - our own names
    "ON CONFLICT (key) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in COLUMNS.split(", ")[1:])
)
# A story stands under its number, at an address that may change.
LEAVE = (
    "INSERT OR REPLACE INTO removed (key, changed) "
    "SELECT path, ? FROM pages WHERE key = ? AND path <> ? AND path <> key"
)
GET = f"SELECT {READ} FROM pages WHERE key = ?"  # noqa: S608 - our own names


class SqliteSnapshot:
    """One read transaction."""

    def __init__(self, connection: sqlite3.Connection, version: int) -> None:
        self._connection = connection
        self.version = version

    def get(self, key: str) -> Page | None:
        with _named_faults():
            row = self._connection.execute(GET, (key,)).fetchone()
        return None if row is None else _page_of(row)

    def has(self, key: str) -> bool:
        with _named_faults():
            found = self._connection.execute("SELECT 1 FROM pages WHERE key = ?", (key,))
            return found.fetchone() is not None

    def changed_since(self, version: int, limit: int | None = None) -> set[str]:
        """Keys put or removed after `version`, and addresses that their pages left; at most `limit` of
        them when given."""
        with _named_faults():
            rows = self._connection.execute(
                "SELECT key FROM pages WHERE changed > :version "
                "UNION ALL SELECT key FROM removed WHERE changed > :version LIMIT :limit",
                {"version": version, "limit": -1 if limit is None else limit},
            )
            return {key for (key,) in rows}

    def keys_after(
        self, key: str, prefix: str, other_than_design: str | None, limit: int
    ) -> list[str]:
        with _named_faults():
            rows = self._connection.execute(
                "SELECT key FROM pages WHERE key > :key AND key >= :prefix AND key < :end "
                "AND (:design IS NULL OR design <> :design) ORDER BY key LIMIT :limit",
                {
                    "key": key,
                    "prefix": prefix,
                    "end": prefix + "\U0010ffff",
                    "design": other_than_design,
                    "limit": limit,
                },
            )
            return [found for (found,) in rows]


class SqliteStore:
    """The file `file`, made at the first opening unless `read_only`.

    One connection reads and one writes, each under its lock: short turns, whatever the threads.
    Open it after forking, not before.
    """

    def __init__(
        self,
        file: Path,
        *,
        read_only: bool = False,
        writer_wait: float = WRITER_WAIT,
        reader_wait: float = READER_WAIT,
    ) -> None:
        self._file = file
        self._read_only = read_only
        self._writer_wait = writer_wait
        self._reader_wait = reader_wait
        self._reader: sqlite3.Connection | None = None
        self._writer: sqlite3.Connection | None = None
        self._reading = threading.RLock()
        self._writing = threading.Lock()
        self._snapshot: SqliteSnapshot | None = None
        self._inode: tuple[int, int] | None = None
        self._still: tuple[int, int] | None = None  # of a file that nobody writes, when it was
        self.replaced = 0
        if not read_only:
            with self._writing:
                self._open_writer()

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[SqliteSnapshot]:
        with self._reading:
            if self._snapshot is not None:  # a view inside a view is the same moment
                yield self._snapshot
                return
            connection, version = self._begin()
            self._snapshot = SqliteSnapshot(connection, version)
            try:
                yield self._snapshot
            finally:
                self._snapshot = None
                with contextlib.suppress(sqlite3.Error):
                    connection.rollback()

    def write(self, changes: Mapping[str, Page | None]) -> int:
        rows = [(page, *_stored(page.body)) for page in changes.values() if page is not None]
        gone = [key for key, page in changes.items() if page is None]
        with self._writing, _named_faults():
            connection = self._open_writer()
            connection.execute("BEGIN IMMEDIATE")
            try:
                version = int(
                    connection.execute(
                        "UPDATE shelf SET version = version + 1 RETURNING version"
                    ).fetchone()[0]
                )
                # Whoever holds a copy of an address has to hear when its page leaves it.
                connection.executemany(
                    LEAVE, ((version, page.key, page.path) for page, _, _ in rows)
                )
                connection.executemany(LEAVE, ((version, key, key) for key in gone))
                connection.executemany(
                    PUT,
                    (
                        (
                            page.key, version, page.path, page.content_type, page.status,
                            page.location, " ".join(page.tags), page.design, page.printed,
                            page.modified, form, len(page.body), body,
                        )
                        for page, form, body in rows
                    ),
                )  # fmt: skip
                connection.executemany(
                    "DELETE FROM removed WHERE key = ?", ((page.key,) for page, _, _ in rows)
                )
                for key in gone:
                    if connection.execute("DELETE FROM pages WHERE key = ?", (key,)).rowcount:
                        connection.execute(
                            "INSERT OR REPLACE INTO removed (key, changed) VALUES (?, ?)",
                            (key, version),
                        )
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        return version

    def check(self) -> Iterator[str]:
        """Every fault of the file, then of every page."""
        with self.snapshot() as view:
            connection = self._reader
            assert connection is not None  # noqa: S101 - a snapshot is open
            try:
                for (finding,) in connection.execute("PRAGMA integrity_check"):
                    if finding != "ok":
                        yield f"the file is damaged: {finding}"
                rows = connection.execute(f"SELECT changed, {READ} FROM pages")  # noqa: S608
                for changed, *row in rows:
                    yield from _faults_in(row, changed, view.version)
            except sqlite3.DatabaseError as error:
                yield f"the file is damaged: {error}"

    def compact(self) -> None:
        """Give back the room of removed and shrunk pages; needs as much free disk as the pages take."""
        with self._writing, _named_faults():
            connection = self._open_writer()
            connection.execute("VACUUM")
            connection.execute("PRAGMA optimize")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        with self._reading, self._writing:
            for connection in (self._reader, self._writer):
                if connection is not None:
                    connection.close()
            self._reader = self._writer = None

    def _begin(self) -> tuple[sqlite3.Connection, int]:
        """Begin a read transaction: its connection and the version it sees."""
        with _named_faults(self._file):
            connection = self._open_reader()
            connection.execute("BEGIN")
            try:
                row = connection.execute("SELECT version FROM shelf").fetchone()
            except BaseException:
                connection.rollback()
                raise
            return connection, int(row[0])

    def _open_reader(self) -> sqlite3.Connection:
        try:
            stat = os.stat(self._file)  # noqa: PTH116 - asked on every view; Path.stat is slower
        except OSError:
            stat = None
        inode = (stat.st_dev, stat.st_ino) if stat else None
        if self._reader is not None and inode != self._inode:
            # The file was restored from a copy or made anew beside us.
            self._reader.close()
            self._reader = None
            self.replaced += 1
        elif stat and self._reader and self._still and self._still != self._lying_still(stat):
            self._reader.close()  # it is written again
            self._reader = None
        if stat is None or stat.st_size == 0:
            raise ShelfMissing(f"{self._file} does not exist yet; nothing has been printed")
        if self._reader is None:
            self._still = self._lying_still(stat)
            mode = "ro&immutable=1" if self._still else "ro"
            self._reader = _connect(self._file, mode, self._reader_wait)
            self._inode = inode
        return self._reader

    def _lying_still(self, stat: os.stat_result) -> tuple[int, int] | None:
        """When the file was written and its size, if the disk can only be read and nobody writes.

        To read together with others SQLite would need to write a file beside it: there it must be
        told that there are none.
        """
        log = self._file.with_name(f"{self._file.name}-wal")
        if os.access(self._file.parent, os.W_OK) or log.exists():
            return None
        return stat.st_mtime_ns, stat.st_size

    def _open_writer(self) -> sqlite3.Connection:
        if self._read_only:
            raise ShelfFault("this shelf was opened for reading only")
        if self._writer is not None:
            return self._writer
        with _named_faults():
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ShelfFault(f"{self._file.parent} cannot be made: {error}") from error
            connection = _connect(self._file, "rwc", self._writer_wait)
            try:
                _prepare(connection, self._file)
            except BaseException:
                connection.close()
                raise
        self._writer = connection
        return connection


def _connect(file: Path, mode: str, wait: float) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{file.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=wait,
        isolation_level=None,
        check_same_thread=False,
    )


def _prepare(connection: sqlite3.Connection, file: Path) -> None:
    """Make the tables of a new file, and set what each writer needs."""
    connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    _set_write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA journal_size_limit = {LARGEST_LOG}")
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > FORMAT:
        raise ShelfFault(f"{file} was written by a newer Kagoj (format {found})")
    if found < FORMAT:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in SCHEMA.split(";")[:-1]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {FORMAT}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _set_write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the log on; SQLite does not wait here by itself when two processes make one file at once."""
    end = time.monotonic() + WRITER_WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(0.01)


def _stored(body: bytes) -> tuple[int, bytes]:
    """The form a body is kept in, and its bytes in that form."""
    packed = zlib.compress(body, 6)
    return (ZLIB, packed) if len(packed) < len(body) else (PLAIN, body)


def _restored(form: int, size: int, body: bytes) -> bytes:
    if form == ZLIB:
        body = zlib.decompress(body, bufsize=max(size, 1))
    elif form != PLAIN:
        raise ShelfDamaged(f"a body is kept in an unknown form, {form}")
    if len(body) != size:
        raise ShelfDamaged(f"a body has {len(body)} bytes instead of {size}")
    return body


def _page_of(row: tuple[object, ...] | list[object]) -> Page:
    key, path, content_type, status, location, tags, design, printed, modified, form, size, body = (
        row
    )
    try:
        restored = _restored(form, size, body)  # type: ignore[arg-type]
    except zlib.error as error:
        raise ShelfDamaged(f"the body of {key} cannot be unpacked: {error}") from error
    return Page(
        key=key,  # type: ignore[arg-type]
        path=path,  # type: ignore[arg-type]
        body=restored,
        content_type=content_type,  # type: ignore[arg-type]
        status=status,  # type: ignore[arg-type]
        location=location,  # type: ignore[arg-type]
        tags=tuple(str(tags).split()),
        design=design,  # type: ignore[arg-type]
        printed=printed,  # type: ignore[arg-type]
        modified=modified,  # type: ignore[arg-type]
    )


def _faults_in(row: list[object], changed: int, version: int) -> Iterator[str]:
    key = row[0]
    try:
        page = _page_of(row)
    except ShelfDamaged as error:
        yield f"{key}: {error}"
        return
    yield from (f"{key}: {fault}" for fault in faults_of(page))
    if changed > version:
        yield f"{key}: it changed at version {changed}, after the shelf's own {version}"


FULL_CODES = frozenset(
    {
        sqlite3.SQLITE_FULL,
        # A quota or a limit on file sizes: the disk takes no more, by another name.
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)


@contextlib.contextmanager
def _named_faults(file: Path | None = None) -> Iterator[None]:
    """Turn SQLite's errors into the shelf's own words."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if code in FULL_CODES:
            raise ShelfFull(f"the disk takes no more pages ({error})") from error
        if code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise ShelfBusy(f"another process holds the shelf ({error})") from error
        if code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise ShelfDamaged(f"the shelf's file is damaged ({error})") from error
        if "no such table" in str(error):
            raise ShelfMissing(f"{file} holds no shelf; nothing has been printed") from error
        raise ShelfFault(str(error)) from error
