"""Copies of finished answers, laid on the disk for nginx to send by itself (deploy/nginx.conf).

    data/copies/now/4c1f09aa/khela/17/জয়ের-পথে/@br     one file for each coding; `@` alone is plain

Page and parts are joined in them already, so nginx sends one as it sends any file, at the speed of any
file; what it does not find it asks delivery for. A file has no headers: nginx adds those of all pages,
which stand in its own configuration, and the folder is named after them (`name_of`). Where the two
differ, after an upgrade or with a theme's own first script, nginx looks in a folder that is not there.

A copy never outlives its truth. Who laid it takes it away when the page leaves memory, as it does when
it changes. Who has it under way when the page changes sees that after laying it, and takes it away. Who
is killed before that is replaced, and a worker that begins takes all copies of its house away. And each
house has a folder of its own, to which `now` points: what the workers of a house that ended may still
lay, nobody reads. While no house stands, nginx goes on with the last one's.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import queue
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

from kagoj.delivery.memory import Kept
from kagoj.delivery.request import Headers

CODINGS = ("br", "gzip", "")  # what nginx asks for, the plain one last
LAID_AGAIN = 2.0  # seconds; a page still asked for then was not found where it was laid
AFTER_A_FAULT = 60.0  # seconds without copies when the disk refused one
_LOOK = 0.01  # seconds until it is looked again whether memory has seen all
_MOST_WAITING = 100  # pages; more are left to delivery
_LONGEST_NAME = 255  # bytes of one part of a path, on Linux's file systems

log = logging.getLogger("kagoj.delivery")


def begin(folder: Path) -> Path | None:
    """A new house's folder, to which `now` points from here on; None when the disk refuses, and no
    copies are laid."""
    now, own = folder / "now", folder / f"{time.time_ns():020d}"
    try:
        own.mkdir(parents=True)
        beside = folder / f"{own.name}.now"
        beside.symlink_to(own.name)
        beside.rename(now)
    except OSError as error:
        log.error("no copies for nginx can be laid in %s: %s", folder, error)
        with contextlib.suppress(OSError):
            now.unlink(missing_ok=True)
        return None
    for other in folder.iterdir():
        if other.name != now.name and other != own:
            delete(other)
    return own


def name_of(headers: Headers) -> str:
    """The name of the folder of pages with these headers."""
    lines = "".join(f"{name}: {value}\n" for name, value in headers)
    return hashlib.blake2b(lines.encode(), digest_size=4).hexdigest()


class Copies:
    """Keeps the copies of a house below `folder`, of pages whose headers are `headers`.

    `encoded` gives a page's body in a coding; `is_true` says whether memory has seen all that changed
    on the shelf.
    """

    def __init__(
        self,
        folder: Path,
        headers: Headers,
        encoded: Callable[[Kept, str], bytes],
        is_true: Callable[[], bool],
    ) -> None:
        self._headers = headers
        self._folder = folder / name_of(headers)
        self._encoded = encoded
        self._is_true = is_true
        self._waiting: queue.Queue[Kept] = queue.Queue(_MOST_WAITING)
        self._rests_until = 0.0
        _empty(self._folder)
        threading.Thread(target=self._work, name="copies", daemon=True).start()

    def wish(self, kept: Kept) -> None:
        """Lay a page that was asked for, soon; nobody waits for it."""
        now = time.monotonic()
        if now < kept.laid + LAID_AGAIN or now < self._rests_until or not self._may_be_laid(kept):
            return
        kept.laid = now
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait(kept)

    def take_away(self, kept: Kept) -> None:
        """The page has left memory."""
        if not kept.laid:
            return
        try:
            for coding in CODINGS:
                self._place(kept, coding).unlink(missing_ok=True)
        except OSError as error:
            log.error("the copy of %s could not be taken away: %s", kept.path, error)
        with contextlib.suppress(OSError):  # there is more in it
            self._place(kept, "").parent.rmdir()

    def _may_be_laid(self, kept: Kept) -> bool:
        return (
            kept.status == 200
            and kept.headers == self._headers
            and kept.path.endswith("/")
            and all(len(part.encode()) <= _LONGEST_NAME for part in kept.path.split("/"))
        )

    def _work(self) -> None:
        while True:
            kept = self._waiting.get()
            try:
                self._lay(kept)
            except FileNotFoundError:
                pass  # another process took all copies away meanwhile; it is asked for again
            except OSError as error:
                self._rests_until = time.monotonic() + AFTER_A_FAULT
                log.error("a copy of %s could not be laid: %s", kept.path, error)
            except Exception:
                log.exception("a copy of %s could not be laid", kept.path)
            if not kept.there:  # it changed meanwhile, maybe between our last look and the laying
                self.take_away(kept)

    def _lay(self, kept: Kept) -> None:
        for coding in CODINGS:
            body = self._encoded(kept, coding)
            place = self._place(kept, coding)
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = place.with_name(f"{os.getpid()}~")
            beside.write_bytes(body)
            os.utime(beside, (mark := _mark_of(body), mark))
            while kept.there and not self._is_true():
                time.sleep(_LOOK)
            if not kept.there:
                beside.unlink()
                return
            beside.rename(place)

    def _place(self, kept: Kept, coding: str) -> Path:
        return self._folder / kept.path[1:] / f"@{coding}"


def _mark_of(body: bytes) -> int:
    """A time for the file that tells its content from any other: nginx makes an ETag of a file's time in
    seconds and its size, and two versions of a page may be as large and of the same second."""
    return int.from_bytes(hashlib.blake2b(body, digest_size=4).digest(), "big") >> 1


def _empty(folder: Path) -> None:
    """Nothing of a worker that ended may stay: nobody would take it away. In one step, since nginx
    looks there all the time."""
    with contextlib.suppress(FileNotFoundError):
        old = folder.with_name(f"{time.time_ns():020d}~")
        folder.rename(old)
        delete(old)


def delete(path: Path) -> None:
    """Take away a file or a folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
