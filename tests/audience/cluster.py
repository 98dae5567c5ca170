"""A PostgreSQL server of a test's own, which can be killed and started again."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from tests.press.test_postgresql import programs

DATABASE = "figures"
PATIENCE = 30.0  # seconds until a test gives up


class Cluster:
    """Reached through a socket in its folder; its data outlive `kill`."""

    def __init__(self) -> None:
        self.binaries = programs()
        # Not below pytest's own folder, where the server's user may not enter.
        self.folder = Path(tempfile.mkdtemp(prefix="kagoj-pg-"))
        self.user = pwd.getpwuid(os.geteuid()).pw_name
        self._as_server = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
            self._as_server = ["runuser", "-u", "postgres", "--"]
        self._run("initdb", "-D", self._data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        self.start()
        if self._as_server:
            self._run("createuser", "-h", self.folder, "-s", self.user)
        self._run("createdb", "-h", self.folder, "-O", self.user, DATABASE)

    @property
    def _data(self) -> Path:
        return self.folder / "cluster"

    @property
    def address(self) -> str:
        """As the programs beside this take it: postgresql:FOLDER:USER."""
        return f"postgresql:{self.folder}:{self.user}"

    def start(self) -> None:
        # Nothing here outlives a power cut, and a killed process loses nothing that was written.
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off"
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._run(
                    "pg_ctl", "-D", self._data, "-w", "-l", self.folder / "log", "-o", options,
                    "start",
                )  # fmt: skip
                return
            except subprocess.CalledProcessError:
                # Until the last of the killed ones is gone, their memory is held to be in use.
                if time.monotonic() > end:
                    raise AssertionError((self.folder / "log").read_text()) from None
                time.sleep(0.1)

    def kill(self) -> None:
        """SIGKILL to the server and all it started, so that it can begin again at once."""
        server = int((self._data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        for process in (server, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def end(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, name: str, *arguments: object) -> None:
        subprocess.run(
            [*self._as_server, self.binaries / name, *map(str, arguments)],
            check=True, capture_output=True, cwd="/", timeout=120,
        )  # fmt: skip
