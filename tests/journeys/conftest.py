"""A served demo paper and a browser to visit it with."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

if TYPE_CHECKING:
    from tests.conftest import DemoPaper


@dataclasses.dataclass
class Served:
    """A paper with its processes at work."""

    folder: Path
    password: str
    readers: str
    newsroom: str
    process: subprocess.Popen[bytes]

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of what a reader gets at `path`."""
        address = self.readers + quote(path, safe="/?=&%")
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


@contextlib.contextmanager
def serving(template: DemoPaper, folder: Path) -> Iterator[Served]:
    """A copy of the demo paper at work in `folder`."""
    shutil.copytree(template.folder, folder)
    port, newsroom = free_port(), free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KAGOJ_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "kagoj", "serve", "--dir", str(folder),
         "--port", str(port), "--newsroom-port", str(newsroom)],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for one in (port, newsroom):
            until(lambda one=one: answers(one), seconds=60)
        yield Served(
            folder,
            template.password,
            f"http://127.0.0.1:{port}",
            f"http://127.0.0.1:{newsroom}",
            process,
        )
    finally:
        process.terminate()
        process.wait(15)


@pytest.fixture
def serve(tmp_path: Path, demo_template) -> Iterator[Callable[[], Served]]:
    """Serve a demo paper of the test's own; everything ends with the test."""
    with contextlib.ExitStack() as house:
        yield lambda: house.enter_context(serving(demo_template, tmp_path / "paper"))


@pytest.fixture(scope="module")
def read_only(tmp_path_factory: pytest.TempPathFactory, demo_template) -> Iterator[Served]:
    """One demo paper for all tests of a file, which only read it."""
    with serving(demo_template, tmp_path_factory.mktemp("read-only") / "paper") as paper:
        yield paper


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page of a browser of its own; keyword arguments are the context's."""
    contexts: list[BrowserContext] = []

    def opened(**options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    return False


def until(holds: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something holds; fail, saying so, when it does not in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"did not come true within {seconds} s"
        time.sleep(0.05)


@pytest.fixture(name="until")
def until_fixture() -> Callable[..., None]:
    return until
