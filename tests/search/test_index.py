"""What is put stays, what is removed is gone, and each call is all or nothing."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from kagoj.search import analysis
from kagoj.search.documents import IndexFault
from kagoj.search.index import Index
from kagoj.search.searcher import Searcher

from .conftest import NOON, text_of


def test_a_hit_carries_what_the_results_page_shows(archive):
    archive.put(
        17,
        headline="জোয়ারে ডুবল চর",
        deck="রাতে জল বাড়ে",
        body="ভোরে মানুষ নৌকায় ওঠে।",
        path="/sara-desh/17/জোয়ারে-ডুবল-চর/",
        byline="নাজমা পারভীন, খুলনা ডেস্ক",
    )
    (hit,) = archive.search("নৌকায়").hits
    assert (hit.number, hit.path) == (17, "/sara-desh/17/জোয়ারে-ডুবল-চর/")
    assert (hit.desk, hit.desk_title) == ("sara-desh", "সারা দেশ")
    assert hit.byline == "নাজমা পারভীন, খুলনা ডেস্ক"
    assert hit.published == NOON.replace(minute=17)
    assert hit.published.tzinfo is not None
    assert text_of(hit.headline) == "জোয়ারে ডুবল চর"
    assert text_of(hit.excerpt) == "ভোরে মানুষ নৌকায় ওঠে।"


def test_put_again_replaces(archive):
    archive.put(1, headline="পুরোনো শিরোনাম", body="পুরোনো কথা")
    archive.put(1, headline="নতুন শিরোনাম", body="নতুন কথা", desk="khela")
    assert archive.found("পুরোনো") == []
    assert archive.found("নতুন", desk="khela") == [1]
    assert archive.found("শিরোনাম", desk="sara-desh") == []
    assert len(archive.index) == 1
    assert archive.index.check() == []


def test_a_story_published_anew_takes_its_new_place_in_time(archive):
    archive.put(1, headline="মেলা")
    archive.put(2, headline="মেলা")
    archive.put(1, headline="মেলা", published=NOON.replace(year=2025))
    assert archive.found("মেলা", order="newest") == [1, 2]
    archive.put(1, headline="মেলা", published=NOON.replace(year=1950))
    assert archive.found("মেলা", order="newest") == [2, 1]
    assert archive.index.check() == []


def test_removed_is_gone_with_every_word(archive):
    archive.put(1, headline="মেলা", deck="হাট", body="নৌকা", byline="নাজমা")
    archive.put(2, headline="মেলা")
    archive.index.remove([1, 999, 2**70, -1])
    assert archive.found("মেলা") == [2]
    for word in ("হাট", "নৌকা", "নাজমা"):
        assert archive.search(word).total == 0
    assert archive.index.check() == []


def test_the_later_of_two_in_one_call_stays(archive):
    archive.index.put([archive.story(1, headline="প্রথম"), archive.story(1, headline="দ্বিতীয়")])
    assert archive.found("দ্বিতীয়") == [1]
    assert archive.found("প্রথম") == []


def test_a_call_that_fails_changes_nothing_and_readers_see_nothing_of_it(archive):
    archive.put(1, headline="মেলা")

    def stories():
        yield archive.story(1, headline="হাট")
        yield archive.story(2, headline="হাট")
        assert archive.found("হাট") == []  # while the call is under way
        assert archive.found("মেলা") == [1]
        yield archive.story(3, headline="হাট", published=NOON.replace(tzinfo=None))

    with pytest.raises(ValueError, match="time zone"):
        archive.index.put(stories())
    assert archive.found("হাট") == []
    assert archive.found("মেলা") == [1]
    archive.put(4, headline="হাট")
    assert archive.found("হাট") == [4]


@pytest.mark.parametrize("number", [0, -1, 2**63])
def test_an_impossible_number_is_refused(archive, number):
    with pytest.raises(ValueError, match="number"):
        archive.put(number, headline="মেলা", published=NOON)


def test_texts_have_bounds(archive):
    archive.put(1, headline="মেলা " * 10_000, deck="হাট " * 10_000, body="নৌকা " * 1_000_000)
    (hit,) = archive.search("মেলা").hits
    assert len(text_of(hit.headline)) <= analysis.LONGEST["headline"]
    assert (
        archive.file.stat().st_size + archive.file.with_name("search.db-wal").stat().st_size
        < 3_000_000
    )
    assert archive.found("নৌকা") == [1]


@pytest.mark.parametrize("text", ["\ud800 মেলা", "মেলা\x00হাট", "মেলা \ufffe", "\x1bমেলা\x07"])
def test_odd_text_is_kept_out_of_the_way(archive, text):
    archive.put(1, headline=text, body=text)
    assert archive.found("মেলা") == [1]


def test_stories_of_any_time(archive):
    archive.put(1, headline="মেলা", published=NOON.replace(year=1))
    archive.put(2, headline="মেলা", published=NOON.replace(year=9999))
    archive.put(3, headline="মেলা", published=NOON.replace(year=1969))
    assert archive.found("মেলা", order="newest") == [2, 3, 1]
    assert [hit.published.year for hit in archive.search("মেলা", order="newest").hits] == [
        9999,
        1969,
        1,
    ]


def test_the_searcher_follows_a_file_that_comes_and_is_replaced(tmp_path, archive):
    file = tmp_path / "other" / "search.db"
    searcher = Searcher(file)
    assert not searcher.search("মেলা").available
    with Index(file) as index:
        index.put([archive.story(1, headline="মেলা")])
        assert searcher.search("মেলা").total == 1
    with Index(tmp_path / "new" / "search.db") as index:
        index.put(archive.story(number, headline="মেলা") for number in (1, 2))
    for name in ("search.db-wal", "search.db-shm"):
        (file.parent / name).unlink(missing_ok=True)
    (tmp_path / "new" / "search.db").rename(file)
    assert searcher.search("মেলা").total == 2
    file.unlink()
    assert not searcher.search("মেলা").available
    searcher.close()


@pytest.mark.parametrize("content", [b"", b"not a database, but long enough" * 100])
def test_a_file_that_is_no_index_is_unavailable(tmp_path, content):
    file = tmp_path / "search.db"
    file.write_bytes(content)
    assert not Searcher(file).search("মেলা").available
    assert Searcher(file).related(1) == []


def test_another_programs_file_is_left_alone(tmp_path):
    file = tmp_path / "search.db"
    file.write_bytes(b"not a database, but long enough" * 100)
    with pytest.raises(IndexFault, match=r"search\.db"):
        Index(file)
    assert file.read_bytes() == b"not a database, but long enough" * 100
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE theirs (kept)")
    db.close()
    with pytest.raises(IndexFault, match="no search index"):
        Index(other)


def test_a_broken_file_is_found_and_searched_without_an_error(archive):
    archive.index.put(archive.story(number, headline="মেলা", body="হাট") for number in range(1, 400))
    archive.index.close()
    with archive.file.open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(archive.file.stat().st_size - 8192))
    archive.searcher.search("মেলা")
    archive.searcher.search("হাট", order="newest")
    with Index(archive.file) as index:
        assert index.check() != []


def test_after_the_analysis_has_changed(archive, monkeypatch):
    """An upgrade changes what a word is; the words put before can then not be taken out one by one."""
    with monkeypatch.context() as before:
        real = analysis.terms
        before.setattr(analysis, "terms", lambda text: [term[::-1] for term in real(text)])
        archive.put(1, headline="মেলা বসেছে")
        archive.put(2, headline="হাট বসেছে")
        assert not archive.index.outdated()
        assert archive.found("বসেছে", order="newest") == [2, 1]
    assert archive.index.outdated()
    archive.put(1, headline="মেলা শেষ")
    assert not archive.index.outdated()
    assert archive.found("মেলা") == [1]
    assert archive.found("হাট বসেছে") == [2]
    assert archive.search("ছেসেব").total == archive.search("বসেছে"[::-1]).total == 0
    assert archive.index.check() == []


def test_a_file_of_the_version_before_is_rebuilt_when_it_is_opened(archive):
    archive.put(1, headline="মেলায় ভিড়")
    archive.index.close()
    with sqlite3.connect(archive.file) as db:
        db.execute("DROP TABLE words")
        db.execute(
            "CREATE VIRTUAL TABLE words USING fts5(headline, deck, body, byline, desk, content='')"
        )
        db.execute("PRAGMA user_version = 1")
    db.close()
    with Index(archive.file) as index:
        assert not index.outdated()
        assert index.check() == []
    assert archive.found("মেলা") == [1]


def test_a_file_of_a_later_version_is_left_alone(archive):
    archive.index.close()
    with sqlite3.connect(archive.file) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(IndexFault, match="version"):
        Index(archive.file)


def test_rebuilding_finds_the_same(archive):
    archive.index.put(
        archive.story(number, headline=f"মেলা {number % 7}", body="হাট") for number in range(1, 1300)
    )
    before = archive.found("মেলা 3", order="newest", size=100)
    archive.index.rebuild()
    assert archive.found("মেলা 3", order="newest", size=100) == before
    assert len(archive.index) == 1299
    assert archive.index.check() == []


PUT_UNTIL_KILLED = """
import datetime as dt, itertools, os, sys
from pathlib import Path
from kagoj.search.documents import Document
from kagoj.search.index import Index

index = Index(Path(sys.argv[1]))
first = int(sys.argv[2])
for call in itertools.count(first):
    at = dt.datetime(2024, 5, 18, tzinfo=dt.UTC) + dt.timedelta(minutes=call)
    # Three stories a call, of which one replaces one of the call before.
    index.put(
        Document(number, f"/n/{number}", f"মেলা ডাক{call}", "", "হাট " * 200, "d", "", "", at)
        for number in (2 * call, 2 * call + 1, 2 * call + 2)
    )
    os.write(1, b"%d\\n" % call)
"""


def test_killed_at_any_moment_each_call_is_there_as_a_whole_or_not_at_all(archive):
    chance = random.Random(5)
    call = 1
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", PUT_UNTIL_KILLED, str(archive.file), str(call)],
            stdout=subprocess.PIPE,
        )
        said = process.stdout.readline()
        time.sleep(chance.random() / 20)
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read()
        process.wait()
        process.stdout.close()
        last = int(said.split(b"\n")[-2])  # acknowledged, as a whole line
        after = archive.search(f"ডাক{last + 1}").total
        assert after in (0, 3)
        if after:
            last += 1
        assert archive.search(f"ডাক{last}").total == 3
        # Of the call before, the third story was replaced. Before the first call there was none.
        assert archive.search(f"ডাক{last - 1}").total == (2 if last > 1 else 0)
        assert len(archive.index) == 2 * last + 1
        call = last + 1
    assert archive.index.check() == []
    archive.put(1, headline="শেষ খবর")
    assert archive.found("শেষ") == [1]


PUT_ON_A_FULL_DISK = """
import datetime as dt, resource, sys
from pathlib import Path
from kagoj.search.documents import Document, IndexFault
from kagoj.search.index import Index

def stories(first, count):
    at = dt.datetime(2024, 5, 18, tzinfo=dt.UTC)
    for number in range(first, first + count):
        yield Document(number, f"/n/{number}", f"মেলা {number}", "", f"হাট {number} " * 500, "d", "", "", at)

index = Index(Path(sys.argv[1]))
index.put(stories(1, 3))
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
try:
    index.put(stories(4, 400))
except IndexFault as fault:
    print(fault)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
index.put(stories(50_000, 1))
print(len(index), index.check())
"""


def test_a_full_disk_is_said_and_changes_nothing(archive):
    done = subprocess.run(
        [sys.executable, "-c", PUT_ON_A_FULL_DISK, str(archive.file)],
        capture_output=True,
        text=True,
        check=True,
    )
    fault, after = done.stdout.splitlines()
    assert "search.db" in fault
    assert after == "4 []"
    assert sorted(archive.found("মেলা")) == [1, 2, 3, 50_000]


WORDS = ["নৌকা", "ঘাট", "চর", "জোয়ার", "হাট", "বাঁধ", "মাঝি", "পাল"]


def test_upkeep_joins_the_pieces_and_changes_no_answer(archive):
    """Each put is a change of its own; so many leave more pieces than questions should ask."""
    chance = random.Random(5)
    archive.index._writer._db.execute("INSERT INTO words (words, rank) VALUES ('automerge', 0)")
    for number in range(1, 41):
        archive.put(number, headline=" ".join(chance.sample(WORDS, 3)), body="নদীর খবর")
    archive.index.remove([7, 8])
    before = {word: [hit.number for hit in archive.search(word).hits] for word in WORDS}
    assert archive.index._writer._pieces() > 8
    steps = 0
    while archive.index.tidy():
        steps += 1
        assert steps < 1_000
    assert steps
    assert archive.index._writer._pieces() <= 8
    assert {word: [hit.number for hit in archive.search(word).hits] for word in WORDS} == before
    assert archive.index.check() == []
    assert archive.index.tidy() is False


def test_between_two_steps_of_upkeep_stories_come_and_go(archive):
    archive.index._writer._db.execute("INSERT INTO words (words, rank) VALUES ('automerge', 0)")
    for number in range(1, 41):
        archive.put(number, headline="ঘাটে নৌকা", body="নদীর খবর")
    archive.index.tidy()
    archive.put(99, headline="হাটে মাঝি")
    archive.index.remove([3])
    while archive.index.tidy():
        pass
    assert [hit.number for hit in archive.search("মাঝি").hits] == [99]
    assert archive.search("নৌকা").total == 39
    assert archive.index.check() == []
