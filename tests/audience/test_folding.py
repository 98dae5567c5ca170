"""From the log to figures: each line once, each visitor once in half an hour."""

import datetime as dt
import os
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from kagoj.audience import folding
from kagoj.audience.folding import Folded, fold
from kagoj.audience.models import FoldedSpool, HourlyReads
from kagoj.audience.reads import ReadLog, spools

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 5, 18, 12, 40, tzinfo=dt.UTC)
ANNA, BELA, CHAYA = "a" * 16, "b" * 16, "c" * 16
MINUTE = 60


@pytest.fixture
def spool(tmp_path):
    return Spool(tmp_path / "reads")


class Spool:
    """A folder of reads, and a file in it that is written line by line as a log would."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()

    def write(self, *reads, file="1.reads", end="\n"):
        lines = [read if isinstance(read, str) else self.line(*read) for read in reads]
        with (self.folder / file).open("a") as spool:
            spool.write("\n".join(lines) + end)

    def line(self, minutes_ago, number, visitor):
        return f"{NOW.timestamp() - minutes_ago * MINUTE:.0f} {number} {visitor}"

    def age(self, minutes, file="1.reads"):
        written = NOW.timestamp() - minutes * MINUTE
        os.utime(self.folder / file, (written, written))

    def fold(self, **more):
        return fold(self.folder, now=NOW, **more)


def figures():
    return {
        (row.hour.strftime("%d %H:%M"), row.number): row.reads for row in HourlyReads.objects.all()
    }


def test_reads_become_figures_of_their_hour(spool):
    spool.write((0, 17, ANNA), (1, 17, BELA), (2, 18, ANNA), (60, 17, CHAYA), (13 * 60, 17, BELA))
    assert spool.fold() == Folded(counted=5)
    assert figures() == {
        ("18 12:00", 17): 2,
        ("18 12:00", 18): 1,
        ("18 11:00", 17): 1,
        ("17 23:00", 17): 1,
    }
    assert {row.hour.tzinfo for row in HourlyReads.objects.all()} == {dt.UTC}


def test_lines_are_folded_once_and_figures_grow(spool):
    spool.write((5, 17, ANNA))
    assert spool.fold() == Folded(counted=1)
    assert spool.fold() == Folded()
    spool.write((4, 17, BELA), (3, 17, CHAYA))
    assert spool.fold() == Folded(counted=2)
    assert figures() == {("18 12:00", 17): 3}


def test_a_visitor_counts_once_in_half_an_hour_for_a_story(spool):
    spool.write((100, 17, ANNA), (99, 17, ANNA), (71, 17, ANNA), (99, 18, ANNA), (98, 17, BELA))
    assert spool.fold() == Folded(counted=3, repeated=2)
    spool.write((70, 17, ANNA), (41, 17, ANNA))  # half an hour after the read that counted
    assert spool.fold() == Folded(counted=1, repeated=1)


def test_order_in_the_log_does_not_matter_within_a_pass(spool):
    spool.write((10, 17, ANNA), file="1.reads")
    spool.write((40, 17, ANNA), (39, 17, ANNA), file="2.reads")
    assert spool.fold() == Folded(counted=2, repeated=1)


def test_a_new_worker_knows_who_was_counted(spool):
    spool.write((20, 17, ANNA), file="1.reads")
    spool.fold()
    folding._counted.clear()  # as after kill -9
    spool.write((10, 17, ANNA), (10, 17, BELA), file="2.reads")
    assert spool.fold() == Folded(counted=1, repeated=1)


def test_the_last_line_waits_until_it_is_whole(spool):
    log = ReadLog(spool.folder)
    log.note(16, ANNA, NOW.timestamp())
    (held,) = spools(spool.folder)
    line = spool.line(1, 17, ANNA)
    spool.write(line[:20], file=held.name, end="")
    assert spool.fold() == Folded(counted=1)
    spool.write(line[20:], file=held.name)
    assert spool.fold() == Folded(counted=1)


def test_a_line_torn_by_a_kill_is_left_out_and_its_file_goes(spool):
    spool.write((1, 17, ANNA))
    spool.write(spool.line(1, 18, ANNA)[:20], end="")
    spool.age(31)
    assert spool.fold() == Folded(counted=1)
    assert figures() == {("18 12:00", 17): 1}
    assert spools(spool.folder) == []


@pytest.mark.parametrize(
    "broken",
    [
        "x",
        "1 2",
        "\x00" * 50,
        "1716036000 17 zz",
        "-5 17 " + ANNA,
        "1716036000 0 " + ANNA,
        "১ ২ ৩",
        "9" * 100_000,
    ],
)
def test_broken_lines_are_passed_over(spool, broken):
    spool.write((2, 17, ANNA), broken, (1, 18, ANNA))
    folded = spool.fold()
    assert (folded.counted, folded.repeated) == (2, 0)
    assert folded.broken >= 1
    assert spool.fold() == Folded()


def test_impossible_times_are_broken(spool):
    days = 24 * 60
    spool.write((-6, 17, ANNA), (31 * days, 18, ANNA), "99999999999 19 " + ANNA)
    assert spool.fold() == Folded(broken=3)
    spool.write((-4, 17, ANNA), (29 * days, 18, ANNA))
    assert spool.fold() == Folded(counted=2)


def test_a_file_goes_half_an_hour_after_its_last_line_when_nobody_writes_it(spool):
    log = ReadLog(spool.folder)
    log.note(17, ANNA, NOW.timestamp())
    (held,) = spools(spool.folder)
    spool.age(45, held.name)
    spool.write((50, 17, BELA), file="1.reads")
    spool.age(29)
    assert spool.fold() == Folded(counted=2)
    assert len(spools(spool.folder)) == 2
    spool.age(31)
    spool.fold()
    assert spools(spool.folder) == [held]
    log.close()
    spool.fold()
    assert spools(spool.folder) == []


def test_a_file_that_comes_back_is_not_counted_again(spool):
    spool.write((50, 17, ANNA))
    kept = (spool.folder / "1.reads").read_bytes()
    spool.age(31)
    spool.fold()
    assert spools(spool.folder) == []
    (spool.folder / "1.reads").write_bytes(kept)
    assert spool.fold() == Folded()
    assert figures() == {("18 11:00", 17): 1}


def test_files_long_gone_are_forgotten(spool):
    spool.write((50, 17, ANNA), file="1.reads")
    spool.age(31)
    spool.fold()
    later = NOW + dt.timedelta(days=15)
    (spool.folder / "2.reads").write_text(f"{later.timestamp():.0f} 17 {ANNA}\n")
    fold(spool.folder, now=later)
    assert [row.name for row in FoldedSpool.objects.all()] == ["2.reads"]


def test_a_pass_has_a_bound_and_says_that_there_is_more(spool):
    for file in range(3):
        spool.write(*((file, number, ANNA) for number in range(1, 501)), file=f"{file}.reads")
    passes = [spool.fold(limit=1)]
    while passes[-1].more:
        passes.append(spool.fold(limit=1))
    assert len(passes) > 3
    assert sum(folded.counted + folded.repeated for folded in passes) == 1500
    assert sum(folded.counted for folded in passes) == 500


def test_no_folder_is_no_reads(tmp_path):
    assert fold(tmp_path / "reads") == Folded()


def test_a_pass_without_news_asks_little_of_the_database(spool, django_assert_num_queries):
    spool.write((1, 17, ANNA))
    spool.fold()
    with django_assert_num_queries(1):
        spool.fold()


@pytest.mark.parametrize("away", ["INSERT INTO", "UPDATE", "SELECT"])
def test_when_the_database_is_away_nothing_is_lost_or_counted_twice(spool, away):
    """The connection fails at a statement, as it does when a server goes."""
    spool.write((20, 17, ANNA))
    spool.fold()
    spool.write((10, 17, BELA), (9, 18, ANNA))

    def fail(execute, sql, params, many, context):
        if away in sql:
            raise OperationalError("the database is away")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail), pytest.raises(OperationalError):
        spool.fold()
    assert figures() == {("18 12:00", 17): 1}
    assert spool.fold() == Folded(counted=2)
    assert figures() == {("18 12:00", 17): 2, ("18 12:00", 18): 1}
