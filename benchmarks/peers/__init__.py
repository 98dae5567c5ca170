"""What a paper would use instead of Kagoj, set up in a temporary folder with the same stories.

Each module here has `served(folder, articles)`: a context in which that system runs on a free port,
filled and warm, on processor core 0. It raises `Unavailable`, saying what to install, where the
system cannot be had. `KAGOJ_PEERS` names the folder; what was installed there is used again.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

FOLDER = Path(os.environ.get("KAGOJ_PEERS", Path(tempfile.gettempdir()) / "kagoj-peers"))
CORE = ("taskset", "-c", "0")  # where every measured server runs


class Unavailable(RuntimeError):
    """This peer cannot be measured here; the message says what is missing."""


@dataclasses.dataclass(frozen=True)
class Peer:
    """A system at work."""

    name: str
    version: str
    port: int
    story: str  # path of the story that is measured
    processes: tuple[int, ...]  # those it was started with; their children belong to it, too
    # Publishes a story of that headline and returns `time.monotonic()` of just before.
    publish: Callable[[str], float]
    imported: float  # stories a second, when it was filled with the fillers in its own way

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def run(*command: object, folder: Path | None = None, **environment: str) -> str:
    """Run a step of setting up; its last words are shown when it fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            env=os.environ | environment,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        raise Unavailable(f"{command[0]} is missing") from None
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-800:]
        raise Unavailable(f"{Path(str(command[0])).name} failed: {said}")
    return done.stdout


@contextlib.contextmanager
def running(
    *command: object, folder: Path | None = None, log: Path | None = None, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A server on core 0, ended politely."""
    with (log or Path(os.devnull)).open("wb") as said:
        process = subprocess.Popen(
            [*CORE, *(str(part) for part in command)],
            cwd=folder,
            env=os.environ | environment,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def published_by(command: Sequence[object], **environment: str) -> float:
    """Run a publisher that prints its clock's seconds, publishes and prints 'done'.

    The clock is CLOCK_MONOTONIC, which all processes of a machine share.
    """
    process = subprocess.Popen(
        [*CORE, *(str(part) for part in command)],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    begun, said = process.stdout.readline(), process.stdout.readline()
    if said.strip() != "done":
        process.wait()
        raise Unavailable(f"publishing failed: {begun}{said}")
    process.stdout.close()
    _leave_behind(process)
    return float(begun)


_ending: list[subprocess.Popen[str]] = []


def _leave_behind(process: subprocess.Popen[str]) -> None:
    """A publisher's own end is no part of publishing: it is waited for at the next."""
    while _ending:
        _ending.pop().wait(30)
    _ending.append(process)


def retried(question: Callable[[], T], seconds: float = 60) -> T:
    """The first answer that is no error of the network."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return question()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
