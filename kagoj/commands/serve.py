"""`kagoj serve`: delivery, newsroom and worker under one roof."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

from kagoj import env

from .refused import Refused

# A child that dies is started again at once; one that keeps dying, a little later each time.
LONGEST_PAUSE = 10.0  # seconds
# What children are given to end by themselves; all of `serve` ends within five seconds.
PATIENCE = 4.0  # seconds


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="the port for readers")
    parser.add_argument("--newsroom-port", type=int, help="the port for the newsroom")


def run(options: argparse.Namespace) -> int:
    for name in ("port", "newsroom_port"):
        if getattr(options, name) is not None:
            _choose_port(name, getattr(options, name))
    settings = env.load()
    for name in ("port", "newsroom_port"):
        _check_free(settings.host, getattr(settings, name))
    _migrate()
    house = [
        Child("delivery", [sys.executable, "-m", "kagoj.commands.delivery"]),
        Child("newsroom", [sys.executable, "-m", "kagoj.commands.newsroom"]),
        Child("worker", [sys.executable, "-m", "kagoj.commands.worker"]),
    ]
    return supervise(house, settings)


class Child:
    """One process of the house."""

    def __init__(self, name: str, command: Sequence[str]):
        self.name = name
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.pause = 0.0
        self.due = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        # A process group of its own, so that a Ctrl+C reaches it through us alone.
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603

    def watch(self) -> None:
        """Start again when dead and due."""
        if self.process is not None and self.process.poll() is not None:
            print(f"{self.name} ended ({self.process.returncode}); starting it again", flush=True)
            _end_group(self.process.pid, signal.SIGKILL)  # what it may have left behind
            lived = time.monotonic() - self.started
            self.pause = 0.0 if lived > 5 else min(self.pause * 2 or 0.5, LONGEST_PAUSE)
            self.due = time.monotonic() + self.pause
            self.process = None
        if self.process is None and time.monotonic() >= self.due:
            self.start()


def supervise(house: list[Child], settings: env.Settings) -> int:
    """Keep every child alive until SIGTERM or Ctrl+C; then end them all."""
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    for child in house:
        child.start()
    _greet(settings, lambda: stopping)
    while not stopping:
        for child in house:
            child.watch()
        time.sleep(0.1)
    _end(house)
    return 0


def _end(house: list[Child]) -> None:
    """Ask all to end, then insist: nothing of the house may outlive it."""
    running = [child.process for child in house if child.process]
    for process in running:
        _end_group(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.05, deadline - time.monotonic()))
        _end_group(process.pid, signal.SIGKILL)
        process.wait()


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


def _check_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"port {port} on {host} cannot be used ({error.strerror}). "
                "Stop what uses it, or choose another with --port or --newsroom-port."
            ) from None


def _migrate() -> None:
    """Bring the database up to this version of Kagoj, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "kagoj.commands.migrate"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"the database cannot be used: {done.stderr.strip().splitlines()[-1:]}")


def _greet(settings: env.Settings, stopping: object) -> None:
    """Say where the paper is once both servers answer."""
    deadline = time.monotonic() + 60
    for port in (settings.port, settings.newsroom_port):
        while time.monotonic() < deadline and not stopping():  # type: ignore[operator]
            try:
                socket.create_connection((settings.host, port), timeout=0.2).close()
                break
            except OSError:
                time.sleep(0.1)
    print(f"readers:  {settings.address}/")
    print(f"newsroom: {settings.newsroom_address}/", flush=True)
