"""The log of reads: delivery notes each read in a file, without a database; the worker folds it.

One line is one read, or how far a story was read:

    1716036000 17 social 9f86d081884c7d65     read, come from a social network
    1716036094 17 75% 9f86d081884c7d65        three quarters of it were seen, when the page was left
    1716036000 17 9f86d081884c7d65            read, as noted before referrers were told apart

Unix time, story number, what is told, visitor, each parted by a blank; the visitor stands last and
always takes 16 signs, so that half a line is never taken for a whole one. A line is written by
one call that appends, so lines of many threads never mix, and a line that was acknowledged is with
the system when the process is killed. Standard library only.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import re
import secrets
import threading
import time
from pathlib import Path
from typing import NamedTuple

from .referrers import Kind

SUFFIX = ".reads"
# A file takes reads no longer than so many seconds, and no more than so many bytes.
SECONDS_OPEN = 300
LARGEST_FILE = 16 * 1024 * 1024

DEPTHS = ("25%", "50%", "75%", "100%")  # how much of a story was seen, by quarters

_TOLD = "|".join((*Kind, *DEPTHS))
_LINE = re.compile(rb"(\d{1,12}) (\d{1,18}) (?:(%s) )?([0-9a-f]{16})" % _TOLD.encode())
_VISITOR = re.compile(r"[0-9a-f]{16}")
_TRIES = 5

log = logging.getLogger(__name__)


class Read(NamedTuple):
    """One line as noted: a read, or how far it went."""

    at: int  # Unix time, whole seconds
    number: int  # of the story
    visitor: str  # as `visitors.visitor` names it
    told: str = ""  # a `Kind`, or one of `DEPTHS`; '' of a read that came from nobody knows where

    @property
    def depth(self) -> int:
        """How many quarters were seen, of a line that tells it; 0 of a read."""
        return _QUARTERS.get(self.told, 0)

    @property
    def order(self) -> tuple[int, bool]:
        """In the order of time, a read before the depth that was told in its second."""
        return self.at, self.told in _QUARTERS


_TELLABLE = frozenset({"", *Kind, *DEPTHS})
_QUARTERS = {told: quarters for quarters, told in enumerate(DEPTHS, 1)}


def parse(line: bytes) -> Read | None:
    """The read that a line (without its end) stands for, or None if it is broken."""
    parts = _LINE.fullmatch(line)
    if parts is None:
        return None
    told = parts[3].decode("ascii") if parts[3] else ""
    return Read(int(parts[1]), int(parts[2]), parts[4].decode("ascii"), told)


def spools(folder: Path) -> list[Path]:
    """The files of a folder that hold reads, oldest first."""
    return sorted(file for file in folder.glob(f"*{SUFFIX}") if file.is_file())


class ReadLog:
    """Notes reads in a folder, each process in files of its own. Safe for threads and after a fork.

    A file that takes reads is held by a shared lock (flock) that ends with the process, however it
    ends: whoever gets an exclusive one knows that nothing more will be written.
    """

    def __init__(
        self, folder: Path, *, seconds_open: float = SECONDS_OPEN, largest: int = LARGEST_FILE
    ) -> None:
        self._folder = Path(folder)
        self._seconds_open = seconds_open
        self._largest = largest
        self._turn = threading.Lock()
        self._file = -1
        self._owner = 0  # process that opened the file
        self._until = 0.0  # monotonic
        self._size = 0
        self._torn = False
        os.register_at_fork(after_in_child=self._after_fork)

    def note(self, number: int, visitor: str, at: float | None = None, told: str = "") -> bool:
        """Notes one line at a Unix time (by default now) and says whether it is safely noted.

        `told`: a `Kind` for a read, one of `DEPTHS` for how far it went.

        False when the disk refused, which delivery survives: a read is not worth an error page.
        Raises ValueError for what can be no read.
        """
        return self.append(self.line(number, visitor, time.time() if at is None else at, told))

    @staticmethod
    def line(number: int, visitor: str, at: float, told: str = "") -> bytes:
        """One line, as `append` takes it. Raises ValueError for what can be no read."""
        if not 0 < number < 10**18 or not _VISITOR.fullmatch(visitor) or told not in _TELLABLE:
            raise ValueError(f"no line of reads: {number!r}, {told!r}, {visitor!r}")
        return f"{int(at)} {number} {told + ' ' if told else ''}{visitor}\n".encode("ascii")

    def append(self, lines: bytes) -> bool:
        """Notes whole lines by one call and says whether all of them are safely noted."""
        with self._turn:
            try:
                return self._append(lines)
            except OSError as error:
                log.error("reads could not be noted in %s: %s", self._folder, error)
                self._close()
                return False

    def close(self) -> None:
        """Gives the file free; the next read begins another."""
        with self._turn:
            self._close()

    def _append(self, lines: bytes) -> bool:
        if self._size + len(lines) > self._largest or time.monotonic() >= self._until:
            self._close()
            self._open()
        if self._torn:
            # A full disk took half a line; the next must not be read as its other half.
            lines = b"\n" + lines
        written = os.write(self._file, lines)
        self._size += written
        self._torn = written < len(lines)
        return not self._torn

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for _ in range(_TRIES):
            name = f"{time.time_ns():020d}-{os.getpid()}-{secrets.token_hex(4)}{SUFFIX}"
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
            file = os.open(self._folder / name, flags, 0o600)
            fcntl.flock(file, fcntl.LOCK_SH)
            if os.fstat(file).st_nlink:
                self._file, self._size, self._torn = file, 0, False
                self._until = time.monotonic() + self._seconds_open
                return
            # Folded away as empty between its making and its locking.
            os.close(file)
        raise OSError(f"no file for reads could be kept in {self._folder}")

    def _close(self) -> None:
        if self._file >= 0:
            with contextlib.suppress(OSError):
                os.close(self._file)
        self._file, self._until = -1, 0.0

    def _after_fork(self) -> None:
        """A child process writes into a file of its own."""
        self._turn = threading.Lock()
        self._close()
