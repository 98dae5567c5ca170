"""A folder that appears whole or not at all."""

from __future__ import annotations

import contextlib
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from .refused import Refused


@contextlib.contextmanager
def made_beside(folder: Path) -> Iterator[Path]:
    """Make `folder` beside its place, and move it there when the block ends without an error.

    However the block ends else, by a fault, Ctrl+C or SIGTERM, nothing is left; what `kill -9` leaves
    is hidden and goes with the next try. Raises Refused when `folder` is there and not empty, or
    cannot be made.
    """
    _check_empty(folder)
    half = folder.parent / f".{folder.name}.being-made"
    with _ended_by_sigterm(), _told(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir()
        try:
            yield half
            if folder.exists():
                folder.rmdir()
            half.rename(folder)
        finally:
            shutil.rmtree(half, ignore_errors=True)


def _check_empty(folder: Path) -> None:
    with _told(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Refused(f"{folder} is not an empty folder; choose another, nothing was changed.")


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise Refused(f"{folder} cannot be made: {error.strerror or error}{where}") from error


@contextlib.contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end the block as an error would, so that it cleans up."""

    def end(number: int, frame: FrameType | None) -> None:
        sys.exit(128 + number)

    former = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
