"""The questions and upserts that are written in SQL by hand, on PostgreSQL: two workers at once, and the
ranking beside adding up everything."""

import json
import subprocess
import sys
from collections import Counter

import pytest

from .cluster import Cluster
from .test_sent_is_counted import REPOSITORY, program

pytestmark = pytest.mark.system


@pytest.fixture
def cluster():
    cluster = Cluster()
    yield cluster
    cluster.end()


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.audience.adder", *map(str, arguments)],
        cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def said(process):
    told, complained = process.communicate(timeout=120)
    assert process.returncode == 0, complained
    return json.loads(told)


def test_two_workers_add_up_and_the_ranking_is_that_of_adding_up_everything(cluster):
    program("migrate", cluster.address)
    added = Counter()
    # At the same rows at the same time: neither waits for the other in a ring.
    for process in [start("add", cluster.address, seed, 12) for seed in (1, 2)]:
        added.update(said(process))
    told = said(start("ask", cluster.address))
    assert Counter(told["stories"]) == added
    assert told["HourlyReads"] == told["DailyReads"] == told["DeskReads"]
    assert told["HourlyReads"][0] == told["over time"] == added.total()
    for by_hand, found in told["rankings"]:
        assert by_hand  # some are short: few were read at that desk in that time
        assert found == by_hand
