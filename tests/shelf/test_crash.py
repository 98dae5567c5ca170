"""kill -9 in the middle of writing, and a disk that takes no more."""

import os
import random
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from kagoj.shelf.shelf import Shelf

PAGES = 50
KILLS = 25

WRITER = textwrap.dedent(
    """
    import sys
    from kagoj.shelf.page import Page
    from kagoj.shelf.shelf import Shelf

    shelf = Shelf(sys.argv[1])
    generation, pages = int(sys.argv[2]), int(sys.argv[3])
    while True:
        generation += 1
        body = f"{generation}\\n".encode() + bytes((generation + k) % 251 for k in range(6000))
        with shelf.change() as change:
            for number in range(pages):
                change.put(Page(key=f"/n/{number}", path=f"/khela/{number}/", body=body))
        print(generation, flush=True)
    """
)

FILLER = textwrap.dedent(
    """
    import os, sys
    from kagoj.shelf.faults import ShelfFull
    from kagoj.shelf.page import Page
    from kagoj.shelf.shelf import Shelf

    folder, limit = sys.argv[1], int(sys.argv[2])
    if limit:
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    def page(number, body):
        return Page(key=f"/n/{number}", path=f"/khela/{number}/", body=body)

    shelf = Shelf(folder)
    with shelf.change() as change:
        change.put(page(0, b"the old page"))
    put = [0]
    try:
        for number in range(1, 1000):
            with shelf.change() as change:
                change.put(page(0, b"a newer page" + os.urandom(200_000)))
                change.put(page(number, os.urandom(200_000)))
            put.append(number)
    except ShelfFull as fault:
        print("full:", fault)
    else:
        sys.exit("the disk never became full")
    assert len(put) > 2, put
    before = {key: shelf.get(key) for key in shelf.keys()}
    assert set(before) == {f"/n/{number}" for number in put}, sorted(before)
    reader = Shelf(folder, read_only=True)
    assert {key: reader.get(key) for key in reader.keys()} == before
    assert shelf.check() == []
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        with shelf.change() as change:
            change.put(page(0, b"the disk has room again"))
        assert reader.get("/n/0").body == b"the disk has room again"
    reader.close()
    shelf.close()
    """
)


def generations_in_one_view(reader):
    with reader.view() as view:
        found = [view.get(f"/n/{number}") for number in range(PAGES)]
    if found == [None] * PAGES:
        return {0}
    return {int(page.body.split(b"\n", 1)[0]) if page else None for page in found}


def test_no_kill_at_any_moment_tears_a_change(tmp_path):
    chance = random.Random(20260518)
    Shelf(tmp_path).close()
    reader = Shelf(tmp_path, read_only=True)
    reported = views = 0
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(reported), str(PAGES)],
            stdout=subprocess.PIPE,
            text=True,
        )
        # From its first report on the writer is always somewhere inside a change.
        reported = int(writer.stdout.readline())
        end = time.monotonic() + chance.uniform(0, 0.06)
        while time.monotonic() < end:
            assert len(generations_in_one_view(reader)) == 1
            views += 1
        os.kill(writer.pid, signal.SIGKILL)
        reported = max([reported, *map(int, writer.stdout.read().split())])
        writer.wait()
        writer.stdout.close()
        (generation,) = generations_in_one_view(reader)
        assert generation >= reported, "a change reported as done was lost"
        reported = generation
    assert views > KILLS
    assert reader.check() == []
    reader.close()


def fill(folder, limit):
    done = subprocess.run(
        [sys.executable, "-c", FILLER, str(folder), str(limit)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "the disk takes no more pages" in done.stdout


def test_a_limit_on_file_sizes_leaves_the_old_pages(tmp_path):
    fill(tmp_path, 3_000_000)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_leaves_the_old_pages(tmp_path):
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(tmp_path)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a small disk")
    try:
        fill(tmp_path, 0)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)
