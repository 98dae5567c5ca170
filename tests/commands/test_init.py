"""`kagoj init`: a whole paper or nothing."""

import os
import re
import resource
import signal
import subprocess
import sys
import time

import pytest

from kagoj import cli


@pytest.fixture
def init(capsys, monkeypatch, tmp_path):
    """`kagoj init` in this process, for what is refused before anything is made."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        status = cli.main(["init", *map(str, arguments)])
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        return status, said.err

    return run


def test_a_folder_that_is_not_empty_is_left_alone(init, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("চিঠি")
    status, complained = init(tmp_path / "full")
    assert status == 1
    assert "is not an empty folder" in complained
    assert [file.name for file in tmp_path.rglob("*")] == ["full", "letter.txt"]


def test_a_file_in_its_place_is_left_alone(init, tmp_path):
    (tmp_path / "paper").write_text("চিঠি")
    assert "is not an empty folder" in init(tmp_path / "paper")[1]
    assert "cannot be made" in init(tmp_path / "paper/within")[1]
    assert (tmp_path / "paper").read_text() == "চিঠি"


def test_a_paper_there_is_is_left_alone(init, demo_template):
    before = {file: file.stat().st_mtime_ns for file in demo_template.folder.rglob("*")}
    status, complained = init(demo_template.folder)
    assert status == 1
    assert "holds a paper already; nothing was changed" in complained
    assert {file: file.stat().st_mtime_ns for file in demo_template.folder.rglob("*")} == before


def test_a_place_where_nothing_can_be_made(init):
    """Not even by root: the kernel's own folder."""
    status, complained = init("/proc/kagoj-paper")
    assert status == 1
    assert "/proc/kagoj-paper cannot be made" in complained


def test_a_name_too_long_for_the_disk(init, tmp_path):
    status, complained = init(tmp_path / ("ক" * 200))
    assert status == 1
    assert "File name too long" in complained
    assert list(tmp_path.iterdir()) == []


def begin(folder, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "kagoj", "init", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={key: text for key, text in os.environ.items() if key != "KAGOJ_DIR"},
        **options,
    )


def wait_for_tables(folder, process):
    """Until the paper is half made: its tables are being written."""
    database = folder.parent / f".{folder.name}.being-made/data/newsroom.db"
    end = time.monotonic() + 60
    while not (database.exists() and database.stat().st_size > 100_000):
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_ended_in_the_middle_it_leaves_nothing(tmp_path, sign):
    process = begin(tmp_path / "paper")
    wait_for_tables(tmp_path / "paper", process)
    process.send_signal(sign)
    said, complained = process.communicate(timeout=30)
    assert process.returncode not in {0, None}
    assert said == ""
    assert "Traceback" not in complained
    assert list(tmp_path.iterdir()) == []


def test_killed_in_the_middle_it_leaves_no_paper_and_can_be_repeated(tmp_path, kagoj):
    process = begin(tmp_path / "paper")
    wait_for_tables(tmp_path / "paper", process)
    process.kill()
    process.communicate(timeout=30)
    assert not (tmp_path / "paper").exists()

    done = kagoj("init", tmp_path / "paper", "--name", "ভোরের ঘাট")
    assert done.returncode == 0, done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["paper"]
    assert "ভোরের ঘাট" in _home(tmp_path / "paper")


def _home(folder):
    from kagoj.shelf import Shelf

    return Shelf(folder / "data", read_only=True).get("/").body.decode()


def test_a_disk_that_takes_no_more_is_one_line_and_nothing_is_left(tmp_path):
    def on_a_small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    process = begin(tmp_path / "paper", preexec_fn=on_a_small_disk)
    said, complained = process.communicate(timeout=120)
    assert process.returncode == 1
    assert said == ""
    assert complained.count("\n") == 1, complained
    assert complained.startswith("kagoj: ")
    assert list(tmp_path.iterdir()) == []


def test_the_password_is_shown_once_and_kept_nowhere(demo_template):
    assert re.fullmatch(r"[A-Za-z2-9]{16}", demo_template.password)
    for file in demo_template.folder.rglob("*"):
        if file.is_file():
            assert demo_template.password.encode() not in file.read_bytes(), file


def test_what_is_secret_is_for_its_owner_only(demo_template):
    for file in ("data/newsroom.db", "data/secret.key", "kagoj.toml"):
        assert (demo_template.folder / file).stat().st_mode & 0o077 == 0, file


def test_nothing_of_the_making_stays_open_or_behind(demo_template):
    # As they were when `init` had ended: reading a shelf opens files beside it.
    listed = demo_template.folder.with_name("demo-template.names")
    names = set(listed.read_text("utf-8").split())
    assert not [name for name in names if name.endswith(("-wal", "-shm"))]
    assert {"newsroom.db", "shelf.db", "search.db", "static", "media"} <= names
