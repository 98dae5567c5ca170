"""Folds the read log into figures: every line exactly once.

The figures and how far each file was folded are written in one transaction, so a worker killed at
any moment, or a database away for hours, neither loses a read nor counts one twice. That a visitor
who reads a story again within half an hour counts once is decided here, from the log itself: files
stay for that half hour after their last line, and a worker that starts anew reads them again.
How far a story was read is counted with its read, and in the hour of the read; what is told of a
visitor who was not counted in the last half hour is left out, so that depths never outgrow reads.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import fcntl
import heapq
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from .adding import Desks, Sums, add, no_desks
from .models import FoldedSpool
from .reads import Read, parse, spools

ONCE_WITHIN = 30 * 60  # seconds in which a visitor counts once for a story
# A time further off than this is no time at which a reader read; the line is broken.
FUTURE = 5 * 60  # seconds; clocks of two machines differ
PAST = 30 * 86_400  # seconds; so long may the database be away
# What one pass reads at most: some 100,000 reads.
PASS_BYTES = 4 * 1024 * 1024
# How long it is remembered that a file which is gone was folded.
REMEMBERED = dt.timedelta(days=14)

_LONGEST_LINE = 4096  # bytes; a read takes some 40
_PIECE = 1024 * 1024  # bytes read from the disk at a time


@dataclasses.dataclass(frozen=True, slots=True)
class Folded:
    """What one pass did."""

    counted: int = 0
    repeated: int = 0  # told again within half an hour, or of no read that counts
    depths: int = 0  # how far a counted read went
    broken: int = 0  # lines that are no reads
    more: bool = False  # the pass was full: call again


@dataclasses.dataclass(slots=True)
class _File:
    """A file of the log within one pass."""

    path: Path
    descriptor: int
    closed: bool  # nothing more will be written into it
    size: int  # in bytes, when it was opened
    offset: int  # folded before this pass
    known: bool  # the database has a row for it
    end: int  # folded after this pass


@dataclasses.dataclass(slots=True)
class _Counted:
    """When each visitor was last counted for each story, and how far it was read, as of these
    offsets."""

    offsets: dict[str, int]
    at: dict[tuple[str, int], tuple[int, int]]  # Unix time, quarters seen


# Spares a running worker reading the last half hour again at each pass. Only a memory of what the
# files and the database say: it is dropped whenever they disagree.
_counted: dict[Path, _Counted] = {}


class _FoldedElsewhere(Exception):
    """Another worker folded one of the files meanwhile; nothing of this pass was written."""


def fold(
    folder: Path | str,
    *,
    now: dt.datetime | None = None,
    limit: int = PASS_BYTES,
    desks: Desks = no_desks,
) -> Folded:
    """Folds the new lines of all files in the folder, at most `limit` bytes of them.

    Files still being written are folded as far as their last whole line. Files wholly folded, which
    nobody writes any more, are deleted half an hour after their last line. `desks` tells at which
    desk each story stands. Raises Django's
    DatabaseError when the database is away: nothing is lost, a later call folds it all.
    """
    folder = Path(folder).absolute()
    moment = now or timezone.now()
    with _opened(folder) as files:
        # Dropped until this pass has succeeded: what it decides is void if the database fails.
        counted = _remembered(_counted.pop(folder, None), files)
        reads, broken, more = _new_reads(files, moment.timestamp(), limit)
        sums, folded = Sums(), {"counted": 0, "repeated": 0, "depths": 0}
        for read in reads:
            folded[_take(read, counted, sums)] += 1
        try:
            _write(files, sums, moment, desks)
        except _FoldedElsewhere:
            return Folded(more=True)
        _delete_finished(files, moment.timestamp())
        counted.offsets = {file.path.name: file.end for file in files}
        _counted[folder] = _of_the_last_half_hour(counted)
    return Folded(**folded, broken=broken, more=more)


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[list[_File]]:
    """The files, oldest first.

    Whether a file is closed is asked before its size: what is read then is all of it.
    """
    found = spools(folder)
    names = [path.name for path in found]
    known = dict(FoldedSpool.objects.filter(name__in=names).values_list("name", "offset"))
    with contextlib.ExitStack() as stack:
        files = []
        for path in found:
            try:
                descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            except FileNotFoundError:  # deleted by another worker
                continue
            stack.callback(os.close, descriptor)
            with _held(descriptor) as closed:
                pass
            offset = known.get(path.name, 0)
            size = os.fstat(descriptor).st_size
            files.append(_File(path, descriptor, closed, size, offset, path.name in known, offset))
        yield files


@contextlib.contextmanager
def _held(descriptor: int) -> Iterator[bool]:
    """Whether nobody writes the file (see `ReadLog`), and while this lasts, nobody begins to."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
        return
    try:
        yield True
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _remembered(memory: _Counted | None, files: Sequence[_File]) -> _Counted:
    """Who was counted in the last half hour: the memory if it fits, else read again from the files."""
    offsets = {file.path.name: file.offset for file in files if file.offset}
    if memory is not None:
        # Files deleted since are nothing to disagree about.
        held = {name: offset for name, offset in memory.offsets.items() if name in offsets}
        if held == offsets:
            return memory
    memory = _Counted({}, {})
    before = (
        (read for line, _ in _lines(file, 0, file.offset) if (read := parse(line)))
        for file in files
    )
    nothing = Sums()
    for read in heapq.merge(*before, key=_in_order):
        _take(read, memory, nothing)
    return memory


def _new_reads(files: Sequence[_File], moment: float, limit: int) -> tuple[list[Read], int, bool]:
    """The new reads in order of time, how many lines were broken, and whether there are more."""
    reads: list[Read] = []
    broken = 0
    left = max(limit, 2 * _LONGEST_LINE)
    for file in files:
        stop = min(file.size, file.offset + left)
        for line, end in _lines(file, file.offset, stop):
            file.end = end
            read = parse(line)
            if read is not None and -PAST <= read.at - moment <= FUTURE and read.number:
                reads.append(read)
            elif line:
                broken += 1
        left -= file.end - file.offset
        if stop < file.size:
            return sorted(reads, key=_in_order), broken, True
        if file.closed and file.end < file.size:
            # Its process was killed, or its disk full, in the middle of a line: never noted.
            file.end = file.size
    return sorted(reads, key=_in_order), broken, False


def _lines(file: _File, start: int, stop: int) -> Iterator[tuple[bytes, int]]:
    """Each whole line between two offsets, without its end, and the offset after it.

    What is longer than a line can be is given in pieces.
    """
    rest = b""
    while start < stop:
        piece = os.pread(file.descriptor, min(_PIECE, stop - start), start)
        if not piece:
            return
        at = start - len(rest)
        start += len(piece)
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            at += len(line) + 1
            yield line, at
        if len(rest) > _LONGEST_LINE:
            yield rest, start
            rest = b""


def _take(read: Read, counted: _Counted, sums: Sums) -> str:
    """Count what a line tells, if it counts, and remember it. Gives what it was."""
    who = read.visitor, read.number
    at, seen = counted.at.get(who, (-ONCE_WITHIN, 0))
    is_known = abs(read.at - at) < ONCE_WITHIN
    if not read.depth:
        if is_known:
            return "repeated"
        counted.at[who] = read.at, 0
        sums.read(read.at, read.number, read.told)
        return "counted"
    if not is_known or read.depth <= seen:
        return "repeated"
    counted.at[who] = at, read.depth
    sums.reached(at, read.number, seen, read.depth)
    return "depths"


def _in_order(read: Read) -> tuple[int, bool]:
    return read.order


def _of_the_last_half_hour(counted: _Counted) -> _Counted:
    newest = max((at for at, _ in counted.at.values()), default=0)
    recent = {who: read for who, read in counted.at.items() if newest - read[0] < ONCE_WITHIN}
    return _Counted(counted.offsets, recent)


def _write(files: Sequence[_File], sums: Sums, moment: dt.datetime, desks: Desks) -> None:
    """The figures and the offsets, both or neither."""
    moved = [file for file in files if file.end > file.offset]
    if not moved:
        return
    try:
        with transaction.atomic():
            for file in moved:
                _move_on(file, moment)
            add(sums, desks)
            _forget(files, moment)
    except IntegrityError as error:  # two workers met a new file
        raise _FoldedElsewhere from error


def _move_on(file: _File, moment: dt.datetime) -> None:
    """Records how far the file is folded, unless another worker was there since it was asked."""
    if not file.known:
        FoldedSpool.objects.create(name=file.path.name, offset=file.end, folded=moment)
    elif not FoldedSpool.objects.filter(name=file.path.name, offset=file.offset).update(
        offset=file.end, folded=moment
    ):
        raise _FoldedElsewhere


def _forget(files: Sequence[_File], moment: dt.datetime) -> None:
    there = [file.path.name for file in files]
    FoldedSpool.objects.filter(folded__lt=moment - REMEMBERED).exclude(name__in=there).delete()


def _delete_finished(files: Sequence[_File], moment: float) -> None:
    """Deletes what is wholly folded, closed, and too old to tell who was counted."""
    for file in files:
        if not file.closed or file.end < file.size:
            continue
        if os.fstat(file.descriptor).st_mtime + ONCE_WITHIN > moment:
            continue
        with _held(file.descriptor) as closed:
            if closed and os.fstat(file.descriptor).st_size == file.end:
                file.path.unlink(missing_ok=True)
