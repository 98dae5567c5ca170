"""What readers asked for and the shelf had not: the press prints it, once, however many ask.

A small file of its own, so that readers' processes never write the file of the pages. Nothing in it is
of lasting value: when it is damaged it is made anew, when the disk is full nothing is noted.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

MOST = 200  # outstanding wishes; more would be a flood, not readers
FORGOTTEN_AFTER = 60.0  # seconds; then a new wish may take the place of one nobody answered
WAIT = 0.2  # seconds

Answer = TypeVar("Answer")


class WantedList:
    """The wishes in `file`, oldest first."""

    def __init__(self, file: Path, *, most: int = MOST) -> None:
        self._file = file
        self._most = most
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def want(self, key: str) -> bool:
        """Note a wish; whether it now stands on the list (a full list takes no more)."""

        def note(connection: sqlite3.Connection) -> bool:
            now = time.time()
            count = connection.execute("SELECT count(*) FROM wanted").fetchone()[0]
            if count >= self._most:
                # Too old, or of a time before the clock was set back.
                connection.execute(
                    "DELETE FROM wanted WHERE abs(since - ?) > ?", (now, FORGOTTEN_AFTER)
                )
            connection.execute(
                "INSERT OR IGNORE INTO wanted (key, since) "
                "SELECT ?, ? WHERE (SELECT count(*) FROM wanted) < ?",
                (key, now, self._most),
            )
            found = connection.execute("SELECT 1 FROM wanted WHERE key = ?", (key,))
            return found.fetchone() is not None

        return self._ask(note, otherwise=False, making=True)

    def is_wanted(self, key: str) -> bool:
        """Whether `key` is still waiting for the press."""
        return self._ask(
            lambda connection: (
                connection.execute("SELECT 1 FROM wanted WHERE key = ?", (key,)).fetchone()
                is not None
            ),
            otherwise=False,
        )

    def wanted(self, limit: int) -> list[str]:
        return self._ask(
            lambda connection: [
                key
                for (key,) in connection.execute(
                    "SELECT key FROM wanted ORDER BY since, key LIMIT ?", (limit,)
                )
            ],
            otherwise=[],
        )

    def unwant(self, keys: Iterable[str]) -> None:
        """Take wishes off the list: they were printed, or there is nothing to print."""
        rows = [(key,) for key in keys]

        def strike(connection: sqlite3.Connection) -> None:
            connection.executemany("DELETE FROM wanted WHERE key = ?", rows)

        self._ask(strike, otherwise=None)

    def close(self) -> None:
        with self._lock:
            self._drop()

    def _ask(
        self,
        question: Callable[[sqlite3.Connection], Answer],
        *,
        otherwise: Answer,
        making: bool = False,
    ) -> Answer:
        with self._lock:
            try:
                if not making and not self._file.exists():
                    return otherwise
                if self._connection is None:
                    self._connection = _open(self._file)
                with self._connection:
                    return question(self._connection)
            except sqlite3.DatabaseError as error:
                self._drop()
                if getattr(error, "sqlite_errorcode", 0) & 0xFF in {
                    sqlite3.SQLITE_CORRUPT,
                    sqlite3.SQLITE_NOTADB,
                }:
                    self._remove()
                return otherwise
            except OSError:
                return otherwise

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self._file.with_name(self._file.name + ending).unlink(missing_ok=True)


def _open(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, timeout=WAIT, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS wanted (key TEXT PRIMARY KEY, since REAL NOT NULL)"
        )
    except BaseException:
        connection.close()
        raise
    return connection
