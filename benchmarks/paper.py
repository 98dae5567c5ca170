"""A demo paper to measure on, served by real processes on free ports."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

KAGOJ = [sys.executable, "-m", "kagoj"]


@contextlib.contextmanager
def served_paper() -> Iterator[tuple[Path, int]]:
    """A demo paper's folder and the port its readers are answered on."""
    with tempfile.TemporaryDirectory(prefix="kagoj-bench-") as folder:
        paper = Path(folder) / "paper"
        subprocess.run([*KAGOJ, "init", str(paper), "--demo"], check=True, capture_output=True)
        with served(paper) as port:
            yield paper, port


@contextlib.contextmanager
def served(paper: Path) -> Iterator[int]:
    """The port on which a paper's readers are answered while it is served."""
    port, newsroom = free_port(), free_port()
    serve = subprocess.Popen(
        [*KAGOJ, "serve", "--dir", str(paper), "--port", str(port),
         "--newsroom-port", str(newsroom)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(port)
        wait_for_press(paper / "data")
        yield port
    finally:
        serve.terminate()
        serve.wait(20)


def wait_for_press(data: Path, seconds: float = 120) -> None:
    """Wait until the press is at work, and has nothing left to print."""
    began, deadline = time.time(), time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if (data / "press.alive").stat().st_mtime >= began:
                break
        time.sleep(0.1)
    else:
        raise TimeoutError(f"no press is at work in {data}")
    while time.monotonic() < deadline:
        asked = [*KAGOJ, "press", "status", "--json", "--dir", str(data.parent)]
        said = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
        if not (said["waiting"] or said["printing"] or said["pages"]):
            return
        time.sleep(0.5)
    raise TimeoutError(f"the press of {data} is not done")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.05)
    raise TimeoutError(f"nothing answers on port {port}")


def get(url: str, encoding: str = "identity") -> bytes:
    request = urllib.request.Request(url, headers={"Accept-Encoding": encoding})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return bytes(answer.read())


def machine() -> str:
    """One line about where this was measured."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                cpu = line.partition(":")[2].strip()
                return (
                    f"{cpu}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
                    f"Python {platform.python_version()}"
                )
    return f"{platform.platform()}, Python {platform.python_version()}"


def spread(figures: Sequence[float], form: str = ",.0f") -> str:
    """Median, with the least and the most."""
    return f"{statistics.median(figures):{form}} ({min(figures):{form}} to {max(figures):{form}})"
