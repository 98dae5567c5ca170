"""`kagoj serve`: delivery, newsroom and worker under one roof."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from types import FrameType

from kagoj import env
from kagoj.delivery.serve import INTERFACES, listening_at

from . import roof
from .refused import Refused

# A child that dies is started again at once; one that keeps dying, a little later each time.
LONGEST_PAUSE = 10.0  # seconds
LIVED = 5.0  # seconds after which a child is taken to have started well
# What children are given to end by themselves; all of `serve` ends within five seconds.
PATIENCE = 4.0  # seconds
LOOK = 0.1  # seconds
# The second worker begins when the first has had the processor for itself.
HEAD_START = 5.0  # seconds
FAREWELL = 10.0  # seconds; what a killed child left behind has ended by itself long before


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="the port for readers")
    parser.add_argument("--newsroom-port", type=int, help="the port for the newsroom")


def run(options: argparse.Namespace) -> int:
    for name in ("port", "newsroom_port"):
        if getattr(options, name) is not None:
            _choose_port(name, getattr(options, name))
    settings = env.load()
    _check_free(settings.host, settings.newsroom_port)
    readers = _door(settings.host, settings.port)
    os.environ[roof.VARIABLE] = str(os.getpid())
    database = Step("database", _module("migrate"))
    return supervise(
        [
            # Readers first: they need no database.
            Child("delivery", _module("delivery"), door=readers, ends_by_itself=True),
            database,
            Child("newsroom", _module("newsroom"), after=database),
            # Two: whichever has the turn prints, and the other takes it over when that one dies.
            Child("worker", _module("worker"), after=database),
            Child("worker", _module("worker"), after=database, delay=HEAD_START),
        ],
        [
            Sign(settings.host, settings.port, f"readers:  {settings.address}/"),
            Sign(settings.host, settings.newsroom_port, f"newsroom: {settings.newsroom_address}/"),
        ],
    )


def _module(name: str) -> list[str]:
    return [sys.executable, "-m", f"kagoj.commands.{name}"]


class Child:
    """One process of the house, kept alive.

    A `door` is a listening socket that it answers at; we hold it open while it is away. One that
    `ends_by_itself` leaves processes behind when it is killed that finish their work and go.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        after: Step | None = None,
        door: socket.socket | None = None,
        ends_by_itself: bool = False,
        delay: float = 0.0,
    ):
        self.name = name
        self.command = [*command, str(door.fileno())] if door else command
        self.after = after
        self.door = door
        self.ends_by_itself = ends_by_itself
        self.process: subprocess.Popen[bytes] | None = None
        self.left_behind: dict[int, float] = {}  # groups, and until when they may be there
        self.started = 0.0
        self.pause = 0.0
        self.due = time.monotonic() + delay

    def watch(self) -> None:
        """Start when due, start again when dead."""
        if self.process is not None and self.process.poll() is not None:
            self.ended(self.process.returncode)
            self.part_with(self.process.pid)
            self.process = None
        if self.process is None and self.wanted():
            self.start()

    def part_with(self, group: int) -> None:
        """End what a dead child left behind, or let it end."""
        if not self.ends_by_itself:
            _end_group(group, signal.SIGKILL)
            return
        now = time.monotonic()
        self.left_behind = {old: end for old, end in self.left_behind.items() if end > now}
        self.left_behind[group] = now + FAREWELL

    def wanted(self) -> bool:
        return time.monotonic() >= self.due and (self.after is None or self.after.done)

    def start(self) -> None:
        self.started = time.monotonic()
        # A process group of its own, so that a Ctrl+C reaches it through us alone.
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            start_new_session=True,
            pass_fds=[self.door.fileno()] if self.door else [],
        )

    def ended(self, status: int) -> None:
        print(f"{self.name} ended ({status}); starting it again", flush=True)
        self.wait_a_little()

    def wait_a_little(self) -> None:
        lived = time.monotonic() - self.started
        self.pause = 0.0 if lived > LIVED else min(self.pause * 2 or 0.5, LONGEST_PAUSE)
        self.due = time.monotonic() + self.pause


class Step(Child):
    """Something to be done once before others can start; tried until it succeeds."""

    done = False
    said = ""

    def wanted(self) -> bool:
        return not self.done and super().wanted()

    def start(self) -> None:
        self.started = time.monotonic()
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the step has ended
        self.process = subprocess.Popen(  # noqa: S603
            self.command, start_new_session=True, stderr=self.errors
        )

    def ended(self, status: int) -> None:
        self.errors.seek(0)
        lines = self.errors.read().decode("utf-8", "replace").strip().splitlines()
        self.errors.close()
        self.done = status == 0
        if not self.done:
            self.wait_a_little()
            told = lines[-1] if lines else f"status {status}"
            if told != self.said:
                self.said = told
                print(
                    f"kagoj: the {self.name} cannot be used: {told}. Readers are answered from the "
                    "shelf; newsroom and press start when it can be.",
                    file=sys.stderr,
                    flush=True,
                )


class Sign:
    """A line said once, when the server it tells of answers: to be let in is no answer yet."""

    def __init__(self, host: str, port: int, line: str):
        self.place = (host, port)
        self.line = line
        self.shown = False

    def look(self) -> None:
        if not self.shown:
            with (
                contextlib.suppress(OSError),
                socket.create_connection(self.place, timeout=0.2) as line,
            ):
                line.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                self.shown = bool(line.recv(1))
            if self.shown:
                print(self.line, flush=True)


def supervise(house: Sequence[Child], signs: Sequence[Sign]) -> int:
    """Keep every child alive until SIGTERM, Ctrl+C or the end of the terminal; then end them all."""
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        while not stopping:
            for child in house:
                child.watch()
            for sign in signs:
                sign.look()
            time.sleep(LOOK)
    finally:
        _end(house)
    return 0


def _end(house: Sequence[Child]) -> None:
    """Ask all to end, then insist: nothing of the house may outlive it."""
    for child in house:
        if child.door:
            child.door.close()  # who comes now is told at once that nobody is here
    running = [child.process for child in house if child.process]
    left_behind = [
        group
        for child in house
        for group, until in child.left_behind.items()
        if time.monotonic() < until
    ]
    for group in (*left_behind, *(process.pid for process in running)):
        _end_group(group, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.05, deadline - time.monotonic()))
        _end_group(process.pid, signal.SIGKILL)
        process.wait()
    for group in left_behind:
        _end_group(group, signal.SIGKILL)


def _end_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


def _choose_port(name: str, port: int) -> None:
    """A port from the command line moves the address with it, when that is this machine's own."""
    before = env.load()
    os.environ[f"KAGOJ_{name.upper()}"] = str(port)
    address = "address" if name == "port" else "newsroom_address"
    old = getattr(before, address)
    local, _, old_port = old.rpartition(":")
    if local in {"http://127.0.0.1", "http://localhost"} and old_port == str(getattr(before, name)):
        os.environ[f"KAGOJ_{address.upper()}"] = f"{local}:{port}"


def _door(host: str, port: int) -> socket.socket | None:
    """The socket that readers come in by: ours, so that whoever answers them may die and be replaced
    while they wait in its queue. None where delivery has no loop of its own, and opens one itself."""
    if "loop" not in INTERFACES:
        _check_free(host, port)
        return None
    try:
        return listening_at(host, port)
    except OSError as error:
        raise _not_free(host, port, error) from None


def _check_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise _not_free(host, port, error) from None


def _not_free(host: str, port: int, error: OSError) -> Refused:
    return Refused(
        f"port {port} on {host} cannot be used ({error.strerror}). "
        "Stop what uses it, or choose another with --port or --newsroom-port."
    )
