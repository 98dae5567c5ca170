"""`kagoj doctor`: a sound paper is called sound, each fault is named with what to do."""

import datetime as dt
import json
import os
import sqlite3
import subprocess

import pytest
from django.utils import timezone

from kagoj.commands import doctor
from kagoj.press.models import PrintOrder
from kagoj.shelf import Shelf


@pytest.fixture
def findings(command):
    def look():
        status, said, complained = command("doctor", "--json")
        assert complained == ""
        return status, {one["subject"]: one for one in json.loads(said)}

    return look


@pytest.fixture
def sound(paper, command):
    """The test's paper, printed and with a press at work."""
    command("press", "all")
    (paper.data / "press.alive").touch()
    (paper.data / "secret.key").touch(mode=0o600)
    return paper


def faults(found):
    return {subject for subject, one in found.items() if not one["well"]}


def test_a_sound_paper(findings, sound):
    status, found = findings()
    assert faults(found) == set()
    assert status == 0
    assert {"disk", "database", "shelf", "search", "press", "queue", "secret key"} <= found.keys()


def test_people_are_told_line_by_line(command, sound):
    status, said, _ = command("doctor")
    assert status == 0
    assert all(line.startswith("ok   ") for line in said.splitlines())


def test_a_press_that_is_not_running_is_a_note(findings, sound):
    os.utime(sound.data / "press.alive", (0, 0))
    status, found = findings()
    assert (status, faults(found)) == (0, {"press"})
    assert "kagoj serve" in found["press"]["says"]


def test_orders_that_failed(findings, sound):
    PrintOrder.objects.create(reason="x", keys=["/n/1"], state="failed", error="x")
    status, found = findings()
    assert (status, faults(found)) == (1, {"queue"})
    assert "kagoj press status" in found["queue"]["says"]


def test_a_missing_index_and_a_damaged_one(findings, sound):
    from kagoj.press import announce

    announce.index().close()
    announce.index.cache_clear()
    (sound.data / "search.db").unlink()
    status, found = findings()
    assert (status, faults(found)) == (1, {"search"})
    assert "kagoj press all" in found["search"]["says"]
    (sound.data / "search.db").write_bytes(b"this is no index" * 1000)
    status, found = findings()
    assert (status, faults(found)) == (1, {"search"})
    assert "delete" in found["search"]["says"]


def test_a_damaged_index_of_galleys_says_what_to_do(findings, sound):
    from kagoj.newsroom import galleys

    galleys.pull()
    assert findings()[1]["newsroom search"]["says"].endswith("not printed")
    galleys._index.cache_clear()
    for file in sound.data.glob("newsroom-search.db*"):
        file.unlink()
    (sound.data / "newsroom-search.db").write_bytes(b"this is no index" * 1000)
    status, found = findings()
    assert (status, faults(found)) == (1, {"newsroom search"})
    assert "delete" in found["newsroom search"]["says"]
    assert "made anew" in found["newsroom search"]["says"]


def test_an_empty_shelf_and_a_damaged_one(findings, sound):
    from kagoj.press.shelving import shelf

    keys = list(shelf().keys(""))
    with shelf().change() as change:
        for key in keys:
            change.remove(key)
    status, found = findings()
    assert (status, faults(found)) == (1, {"shelf"})
    assert "kagoj press all" in found["shelf"]["says"]

    file = sound.data / "shelf.db"
    shelf().close()
    shelf.cache_clear()
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.write_bytes(file.read_bytes()[:16384] + os.urandom(50_000))
    status, found = findings()
    assert (status, faults(found)) == (1, {"shelf"})
    assert "kagoj press all" in found["shelf"]["says"]


def test_a_key_that_others_can_read(findings, sound):
    (sound.data / "secret.key").chmod(0o644)
    status, found = findings()
    assert (status, faults(found)) == (1, {"secret key"})
    assert "chmod 600" in found["secret key"]["says"]


def test_a_disk_that_is_nearly_full(findings, sound, monkeypatch):
    monkeypatch.setattr(doctor, "LEAST_SPACE", 2**60)
    status, found = findings()
    assert (status, faults(found)) == (1, {"disk"})
    assert "make room" in found["disk"]["says"]


def test_a_disk_that_can_only_be_read(findings, sound, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    status, found = findings()
    assert (status, faults(found)) == (1, {"data folder"})
    assert "cannot be written by this user" in found["data folder"]["says"]
    real = os.statvfs(sound.data)
    read_only = os.statvfs_result([*real[:8], real.f_flag | os.ST_RDONLY, *real[9:]])
    monkeypatch.setattr(os, "statvfs", lambda _: read_only)
    assert "can only be read" in findings()[1]["data folder"]["says"]


def test_a_press_that_is_behind(findings, sound):
    order = PrintOrder.objects.create(reason="publish 17", keys=["/n/17"])
    assert faults(findings()[1]) == set()
    order.placed = timezone.now() - dt.timedelta(minutes=3)
    order.save()
    status, found = findings()
    assert (status, faults(found)) == (1, {"news"})
    assert "3 minutes" in found["news"]["says"]


def test_settings_that_are_not_for_readers(findings, sound, monkeypatch):
    monkeypatch.setenv("KAGOJ_DEBUG", "1")
    monkeypatch.setenv("KAGOJ_ADDRESS", "http://nodi.example")
    status, found = findings()
    assert (status, faults(found)) == (1, {"debug", "address"})
    assert not found["address"]["serious"]


def test_a_lost_database_is_named_and_not_replaced(demo_paper, kagoj):
    """In processes of their own: the real file, not the tests' database."""
    healthy = kagoj("doctor", "--dir", demo_paper.folder)
    assert (healthy.returncode, healthy.stderr) == (0, ""), healthy.stdout
    database = demo_paper.data / "newsroom.db"
    database.unlink()
    done: subprocess.CompletedProcess = kagoj("doctor", "--json", "--dir", demo_paper.folder)
    assert done.returncode == 1
    found = {one["subject"]: one for one in json.loads(done.stdout)}
    assert faults(found) == {"database", "queue", "press"}
    assert "cannot be used" in found["database"]["says"]
    assert not database.exists()
    assert Shelf(demo_paper.data, read_only=True).get("/").status == 200
