"""The log of reads: whole lines whatever happens, and nothing acknowledged is lost."""

import collections
import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.audience.reads import DEPTHS, Read, ReadLog, parse, spools
from kagoj.audience.referrers import Kind

A, B = "0123456789abcdef", "f" * 16  # visitors


def lines(folder):
    return [line for file in spools(folder) for line in file.read_bytes().split(b"\n") if line]


def test_a_read_is_a_line(tmp_path):
    log = ReadLog(tmp_path / "reads")
    assert log.note(17, A, 1_716_000_000.9)
    assert log.note(18, B, 1_716_000_001)
    assert [parse(line) for line in lines(tmp_path / "reads")] == [
        Read(1_716_000_000, 17, A),
        Read(1_716_000_001, 18, B),
    ]


def test_now_by_default(tmp_path):
    before = int(time.time())
    ReadLog(tmp_path).note(1, B)
    (line,) = lines(tmp_path)
    assert before <= parse(line).at <= time.time()


@pytest.mark.parametrize(
    ("number", "visitor"),
    [(0, B), (-1, B), (10**18, B), (1, ""), (1, "f" * 15 + " "), (1, A + "\n"), (1, "f" * 17)],
)
def test_what_is_no_read_is_refused(tmp_path, number, visitor):
    with pytest.raises(ValueError, match="no line of reads"):
        ReadLog(tmp_path).note(number, visitor)
    assert spools(tmp_path) == []


@given(
    st.binary(max_size=60)
    | st.from_regex(rb"[0-9]{0,14} [0-9]{0,20} [0-9a-f]{14,18}", fullmatch=True)
)
def test_any_line_is_a_read_or_none(line):
    read = parse(line)
    if read is not None:
        at, number, *told, visitor = line.split(b" ")
        kind = told[0].decode() if told else ""
        assert read == (int(at), int(number), visitor.decode(), kind)
        assert len(visitor) == 16


@pytest.mark.parametrize(
    "line",
    [
        *(
            b"",
            b"1 2",
            b"1 2 " + b"z" * 16,
            b"x 2 %s",
            b"-1 2 %s",
            b"1 2 %s ",
            b"1  2 %s",
            b"1.5 2 %s",
        ),
        *(b"1 2 %sf", b"1 2 " + b"f" * 15, b"9" * 13 + b" 2 %s", b"1 " + b"9" * 19 + b" %s"),
        *(b"1 2 %s1 2 %s", "১ ২ %s".encode()),
    ],
)
def test_broken_lines_are_none(line):
    assert parse(line.replace(b"%s", A.encode())) is None


def test_a_new_file_by_time_and_by_size(tmp_path):
    by_time = ReadLog(tmp_path / "time", seconds_open=0)
    by_size = ReadLog(tmp_path / "size", largest=100)
    for number in range(1, 6):
        by_time.note(number, B, 1_716_000_000)
        by_size.note(number, B, 1_716_000_000)
    assert len(spools(tmp_path / "time")) == 5
    # A line here is 10 + 1 + 1 + 1 + 16 bytes and its end.
    assert [file.stat().st_size for file in spools(tmp_path / "size")] == [90, 60]


def test_threads_do_not_mix_lines(tmp_path):
    log = ReadLog(tmp_path, seconds_open=0.005)

    def note(visitor):
        for number in range(1, 501):
            assert log.note(number, visitor)

    threads = [threading.Thread(target=note, args=(f"{name:016x}",)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reads = [parse(line) for line in lines(tmp_path)]
    assert None not in reads
    counted = collections.Counter((read.number, read.visitor) for read in reads)
    assert set(counted.values()) == {1}
    assert len(counted) == 8 * 500


def test_a_forked_process_has_a_file_of_its_own(tmp_path):
    log = ReadLog(tmp_path)
    log.note(1, A)
    child = os.fork()
    if child == 0:
        os._exit(0 if log.note(2, A) else 1)
    assert os.waitpid(child, 0)[1] == 0
    log.note(3, A)
    numbers = [
        [parse(line).number for line in file.read_bytes().splitlines()] for file in spools(tmp_path)
    ]
    assert sorted(numbers) == [[1, 3], [2]]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("1716036000 17 0123456789abcdef", (1_716_036_000, 17, A, "")),  # of the first version
        ("1716036000 17 social 0123456789abcdef", (1_716_036_000, 17, A, "social")),
        ("1716036000 17 100% 0123456789abcdef", (1_716_036_000, 17, A, "100%")),
        ("1716036000 17 33% 0123456789abcdef", None),
        ("1716036000 17 friend 0123456789abcdef", None),
        ("1716036000 17 social 0123456789abcde", None),  # torn
        ("1716036000 17 social", None),
        ("1716036000 17 social social 0123456789abcdef", None),
    ],
)
def test_what_a_line_tells(line, read):
    assert parse(line.encode()) == read


@pytest.mark.parametrize("told", ["", *Kind, *DEPTHS])
def test_what_is_told_is_noted_and_read_again(tmp_path, told):
    log = ReadLog(tmp_path)
    assert log.note(17, B, 1_716_036_000, told)
    (line,) = lines(tmp_path)
    read = parse(line)
    assert read == (1_716_036_000, 17, B, told)
    assert read.depth == (DEPTHS.index(told) + 1 if told in DEPTHS else 0)


def test_what_cannot_be_told_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no line of reads"):
        ReadLog(tmp_path).note(17, B, told="https://example.com/secret")
    assert spools(tmp_path) == []


NOTE_UNTIL_KILLED = """
import itertools, os, sys, threading
from pathlib import Path
from kagoj.audience.reads import ReadLog

log = ReadLog(Path(sys.argv[1]), seconds_open=0.01)

def note(first):
    for number in itertools.count(first, 3):
        if log.note(number, f"{number:016x}"):
            os.write(1, b"%d\\n" % number)

for first in (1, 2, 3):
    threading.Thread(target=note, args=(first,)).start()
"""


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment_nothing_acknowledged_is_lost(tmp_path, seed):
    chance = random.Random(seed)
    acknowledged = []
    for _ in range(2):  # two processes at a time, into one folder
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", NOTE_UNTIL_KILLED, str(tmp_path / str(which))],
                stdout=subprocess.PIPE,
            )
            for which in range(2)
        ]
        for which, process in enumerate(processes):
            first = process.stdout.readline()
            time.sleep(chance.random() / 10)
            process.send_signal(signal.SIGKILL)
            said = first + process.stdout.read()
            process.wait()
            process.stdout.close()
            whole = said[: said.rindex(b"\n") + 1].split()
            acknowledged += [(which, int(number)) for number in whole]
    noted = collections.Counter()
    torn = 0
    for which in range(2):
        for line in lines(tmp_path / str(which)):
            read = parse(line)
            torn += read is None
            if read:
                noted[which, read.number] += 1
    assert len(acknowledged) > 100
    missing = collections.Counter(acknowledged) - noted
    assert not missing
    # What was noted but not acknowledged: at most one read in flight in each thread.
    assert (noted - collections.Counter(acknowledged)).total() + torn <= 4 * 3


NOTE_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from kagoj.audience.reads import ReadLog

log = ReadLog(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
said = [log.note(number, "f" * 16, 1_716_000_000) for number in range(1, 41)]
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
said += [log.note(number, "f" * 16, 1_716_000_000) for number in range(41, 51)]
print([number for number, noted in enumerate(said, 1) if noted])
"""


def test_a_full_disk_is_said_and_tears_no_other_line(tmp_path):
    if resource.getrlimit(resource.RLIMIT_FSIZE)[1] != resource.RLIM_INFINITY:
        pytest.skip("the size of files is limited here already")
    done = subprocess.run(
        [sys.executable, "-c", NOTE_ON_A_FULL_DISK, str(tmp_path)],
        capture_output=True,
        check=True,
        text=True,
    )
    noted = [int(number) for number in done.stdout.strip("[]\n").split(", ")]
    reads = [parse(line) for line in lines(tmp_path)]
    assert [read.number for read in reads if read] == noted
    assert noted[-10:] == list(range(41, 51))
    assert len(noted) < 50
    assert "could not be noted" in done.stderr


def test_a_folder_that_cannot_be_made_is_said_and_raises_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    assert ReadLog(tmp_path / "file" / "reads").note(1, B) is False
