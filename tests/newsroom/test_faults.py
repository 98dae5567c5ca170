"""What cannot be done is said in Bangla, with what to do next; nothing half-done stays."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError
from django.test import Client

from kagoj.newsroom import faults
from kagoj.newsroom.middleware import Bounded
from kagoj.press.models import PrintOrder

pytestmark = pytest.mark.django_db
KEPT = "এই ট্যাব বন্ধ করবেন না"
LATIN = re.compile(r"[A-Za-z]{2,}")


def said(answer) -> str:
    """The words of a page of faults; there may be no Latin ones among them."""
    words = re.sub(r"<style.*?</style>|<title>.*?</title>|<[^>]+>", " ", answer.content.decode())
    assert not LATIN.search(words), words
    return " ".join(words.split())


@pytest.fixture
def patient(nasrin):
    """Somebody whose browser shows what the server answers, faults and all."""
    nasrin.client.raise_request_exception = False
    return nasrin


# Run on a paper of its own: its database may not grow by a page more, and SQLite then says what it
# says on a full disk.
WRITES_ON_A_FULL_DISK = """
import json, sys
import django
django.setup()
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from kagoj.news.models import ArticlePage, DeskPage

client = Client(raise_request_exception=False, headers={"host": "127.0.0.1"})
client.force_login(get_user_model().objects.get())
desk = DeskPage.objects.first()
with connection.cursor() as cursor:
    cursor.execute("VACUUM")
    pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {pages}")
form, stories = json.load(sys.stdin), ArticlePage.objects.count()
told = []
for accept in ("text/html", "application/json"):
    answer = client.post(
        f"/pages/add/news/articlepage/{desk.pk}/", form, headers={"accept": accept}
    )
    told.append([answer.status_code, answer.content.decode(), ArticlePage.objects.count() - stories])
told.append([client.get("/stories/").status_code, "", 0])
json.dump(told, sys.stdout)
"""


def test_a_full_disk_while_saving(kagoj, tmp_path, story_form) -> None:
    folder = tmp_path / "full"
    assert kagoj("init", folder).returncode == 0
    long_quote = {
        "body-count": "1",
        "body-0-type": "quote",
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-id": "",
        "body-0-value-text": "নদীর ধারে অনেক কথা। " * 20_000,
        "body-0-value-attribution": "",
    }
    environment = {**os.environ, "KAGOJ_DIR": str(folder), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", WRITES_ON_A_FULL_DISK],
        input=json.dumps(story_form("বড় লেখা", **long_quote)),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env=environment | {"DJANGO_SETTINGS_MODULE": "kagoj.config.settings"},
    )
    assert done.returncode == 0, done.stderr
    page, saved_by_itself, reading = json.loads(done.stdout)
    assert page[0] == saved_by_itself[0] == 507
    assert "ডিস্কে জায়গা নেই" in page[1]
    assert KEPT in page[1]
    answer = json.loads(saved_by_itself[1])
    assert answer["success"] is False
    assert "ডিস্কে জায়গা নেই" in answer["error_message"]
    assert page[2] == saved_by_itself[2] == 0  # no half story
    assert reading[0] == 200  # and the newsroom goes on


def test_a_fault_in_the_middle_leaves_nothing_half_done(
    patient, paper, story_form, monkeypatch
) -> None:
    """The story, its line in the list and its print order are written together or not at all."""
    story = paper.write("অর্ধেক নয়")
    before = PrintOrder.objects.count()

    def breaks(*_, **__):
        raise RuntimeError("a pipe burst")

    monkeypatch.setattr("kagoj.press.orders.place", breaks)
    form = story_form("অর্ধেক নয়, পুরো", **{"action-publish": "1"})
    answer = patient.client.post(f"/pages/{story.pk}/edit/", form)
    assert answer.status_code == 500
    assert "কিছু একটা ঠিক নেই" in said(answer)
    story = paper.again(story)
    assert not story.live
    assert story.draft_title == "অর্ধেক নয়"
    assert PrintOrder.objects.count() == before


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OSError(28, "No space left on device"), 507),
        (OSError(122, "Disk quota exceeded"), 507),
        (OperationalError("database or disk is full"), 507),
        (OperationalError("could not extend file: No space left on device"), 507),
        (OSError(30, "Read-only file system"), 507),
        (OperationalError("attempt to write a readonly database"), 507),
        (OperationalError("cannot execute UPDATE in a read-only transaction"), 507),
        (OperationalError("database is locked"), 503),
        (OperationalError("connection refused"), 503),
        (RuntimeError("a pipe burst"), 500),
        (None, 500),
    ],
)
def test_each_trouble_has_its_words(error, status) -> None:
    found, heading, words = faults.why(error)
    assert found == status
    assert not LATIN.search(heading + words)


def test_a_locked_database_says_so(tmp_path) -> None:
    """What SQLite itself says when another program holds the database."""
    file = tmp_path / "held.db"
    with sqlite3.connect(file) as holder:
        holder.execute("CREATE TABLE t (x)")
        holder.execute("BEGIN IMMEDIATE")
        other = sqlite3.connect(file, timeout=0)
        with pytest.raises(sqlite3.OperationalError) as caught:
            other.execute("BEGIN IMMEDIATE")
        other.close()
    assert faults.why(OperationalError(*caught.value.args)) == faults.BUSY


def test_a_disk_that_can_only_be_read_says_so(tmp_path) -> None:
    """What SQLite itself says of a file that cannot be written."""
    file = tmp_path / "read.db"
    with sqlite3.connect(file) as writer:
        writer.execute("CREATE TABLE t (x)")
    reader = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError) as caught:
        reader.execute("INSERT INTO t VALUES (1)")
    reader.close()
    assert faults.why(OperationalError(*caught.value.args)) == faults.READ_ONLY


def test_what_is_not_there(nasrin) -> None:
    answer = nasrin.client.get("/no-such-place/")
    assert answer.status_code == 404
    assert "এখানে কিছু নেই" in said(answer)
    assert "এখানে কিছু নেই" in said(nasrin.client.get("/pages/999999/edit/"))


def test_a_form_older_than_the_sign_in(nasrin, paper, story_form) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(nasrin.user)
    answer = strict.post(f"/pages/add/news/articlepage/{paper.khela.pk}/", story_form("ক"))
    assert answer.status_code == 403
    assert "ফর্মটি পুরোনো হয়ে গেছে" in said(answer)
    assert KEPT in said(answer)


def test_what_is_not_allowed(rahima, paper) -> None:
    answer = rahima.opens(f"/pages/{paper.home.pk}/edit/")
    assert "অনুমতি" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/"


def test_another_host_is_refused(client, paper) -> None:
    answer = client.get("/login/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "বোঝা গেল না" in said(answer)


def test_a_form_of_too_many_fields(patient, paper) -> None:
    fields = {f"body-{i}-value": "x" for i in range(10_001)}
    answer = patient.client.post(f"/pages/add/news/articlepage/{paper.khela.pk}/", fields)
    assert answer.status_code == 413
    assert KEPT in said(answer)


@pytest.mark.parametrize("length", [str(Bounded.LARGEST + 1), "-1", "1e3", "৯"])
def test_a_request_too_large_is_not_even_read(client, paper, length) -> None:
    answer = client.post("/login/", CONTENT_LENGTH=length)
    assert answer.status_code == 413


def test_awake_says_whether_a_save_would_go_through(nasrin, client, paper) -> None:
    assert client.get("/awake/").json() == {"signed_in": False}
    told = nasrin.client.get("/awake/").json()
    assert (told["signed_in"], told["trouble"]) == (True, "")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(get_user_model().objects.get(pk=nasrin.user.pk))
    token = strict.get("/awake/").json()["token"]
    answer = strict.post("/topics/find/", {"name": "নদীপথ", "csrfmiddlewaretoken": token})
    assert answer.status_code == 200


def test_awake_names_the_trouble(nasrin, paper, monkeypatch) -> None:
    def refuse(*_, **__):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("kagoj.newsroom.pulse.ArticleNumber.objects.filter", refuse)
    assert nasrin.client.get("/awake/").json()["trouble"] == "ডিস্কে জায়গা নেই"
