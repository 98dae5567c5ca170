"""Beacons sent are beacons counted, although delivery, worker and database are killed meanwhile.

Real processes: a delivery that readers report to, a worker that folds, and a database. Each is killed
with SIGKILL at moments drawn from a seed, and started again. A reader's beacon that was answered must
be counted; one that was sent and not answered may be; nothing else.
"""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from kagoj.shelf import Page, Shelf

from .cluster import Cluster

STORIES = 40
KILLS = 9
READERS = 4  # at once
PATIENCE = 60.0  # seconds until a test gives up
REPOSITORY = Path(__file__).parents[2]
AGENT = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/124.0.0.0 Mobile Safari/537.36"


class Delivery:
    """`kagoj.delivery.serve` on a shelf of stories."""

    def __init__(self, data):
        shelf = Shelf(data)
        with shelf.change() as change:
            for number in range(1, STORIES + 1):
                change.put(Page(key=f"/n/{number}", path=f"/khela/{number}/", body="খবর".encode()))
        shelf.close()
        self.data = data
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kagoj.delivery.serve", str(self.data), "--port", str(self.port),
             "--behind-proxy"],
            start_new_session=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)  # the master and its workers
        self.process.wait()


class Worker:
    """The fold, for ever."""

    def __init__(self, database, folder):
        self.arguments = [database, str(folder)]
        self.start()

    def start(self):
        self.process = subprocess.Popen([*PROGRAM, "fold", *self.arguments], cwd=REPOSITORY)

    def kill(self):
        assert self.process.poll() is None, "it ended by itself"
        self.process.kill()
        self.process.wait()


PROGRAM = [sys.executable, "-m", "tests.audience.worker"]


def program(does, *arguments):
    done = subprocess.run(
        [*PROGRAM, does, *map(str, arguments)],
        cwd=REPOSITORY, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


class Readers:
    """Each beacon comes from another address; some tell of the same read again, or how far it went."""

    def __init__(self, port, seed):
        self.port = port
        self.seed = seed
        self.sent, self.answered = Counter(), Counter()
        self.refused = 0
        self._ending = threading.Event()
        self._counting = threading.Lock()
        self._threads = [
            threading.Thread(target=self._report, args=(which,)) for which in range(READERS)
        ]
        for thread in self._threads:
            thread.start()

    def end(self):
        self._ending.set()
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()

    def _report(self, which):
        chance = random.Random(self.seed * 100 + which)
        line, number = None, 0
        while not self._ending.is_set():
            number += 1
            story = chance.randint(1, STORIES)
            address = f"10.{which}.{number // 256 % 256}.{number % 256}"
            with self._counting:
                self.sent[story] += 1
            try:
                line = line or HTTPConnection("127.0.0.1", self.port, timeout=5)
                status = self._post(line, story, address, "from=m.facebook.com")
                if status == 204:
                    with self._counting:
                        self.answered[story] += 1
                    self._post(line, story, address, chance.choice(["from=own", "seen=3", ""]))
                else:
                    self.refused += 1
            except (OSError, HTTPException):
                if line:
                    line.close()
                line = None
                time.sleep(0.01)
        if line:
            line.close()

    def _post(self, line, story, address, body):
        headers = {"User-Agent": AGENT, "X-Forwarded-For": address}
        line.request("POST", f"/beacon/{story}", body, headers)
        answer = line.getresponse()
        answer.read()
        return answer.status


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.system)])
def database(request, tmp_path):
    """Its address, and what can be killed of it."""
    if request.param == "sqlite":
        yield str(tmp_path / "newsroom.db"), []  # has no process of its own
        return
    cluster = Cluster()
    try:
        yield cluster.address, [cluster]
    finally:
        cluster.end()


def test_what_was_answered_is_counted_and_no_more_than_was_sent(tmp_path, database):
    address, servers = database
    seed, folder = 1, tmp_path / "data" / "reads"
    program("migrate", address)
    delivery, worker = Delivery(tmp_path / "data"), Worker(address, folder)
    victims = [delivery, worker, *servers]
    readers = Readers(delivery.port, seed)
    chance = random.Random(seed)
    try:
        for kill in range(KILLS):
            before = readers.answered.total()
            victim = victims[kill % len(victims)]
            # The next dies at any moment after readers are heard again.
            until(lambda before=before: readers.answered.total() > before + chance.randrange(40))
            time.sleep(chance.random() * 0.2)
            victim.kill()
            time.sleep(chance.random() * 0.1)
            victim.start()
    finally:
        readers.end()
        delivery.kill()
        with contextlib.suppress(ProcessLookupError):
            worker.kill()
    counted = {
        int(story): reads for story, reads in json.loads(program("rest", address, folder)).items()
    }
    assert readers.refused == 0
    assert readers.answered.total() > KILLS * 20
    for story in range(1, STORIES + 1):
        reads = counted.pop(story, 0)
        assert readers.answered[story] <= reads <= readers.sent[story], story
    assert counted == {}


def until(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.005)
