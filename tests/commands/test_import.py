"""`kagoj import page`: what becomes of each file is told, and nothing else changes."""

import json

import pytest
from django.apps import apps

from kagoj.intake.articles import store
from kagoj.news.models import ArticlePage, DeskPage, Folio
from kagoj.press.models import PrintOrder
from kagoj.press.shelving import shelf

PAGE = """দৈনিক মোহনা

রবিবার, ২ জুন ২০২৪, ১৯ জ্যৈষ্ঠ ১৪৩১

প্রচ্ছদ
খেলা

চার গ্রামের মাঠে ফিরল হাডুডু

নিজস্ব প্রতিবেদক

প্রকাশিত: ১ জুন ২০২৪, ১৮:৩০

মাঠের এক কোণে দাগ কেটে শুরু হলো খেলা। চার গ্রামের তরুণেরা এক মাস ধরে বিকেলে অনুশীলন করেছেন, আজ তার পরীক্ষা।

আয়োজক কমিটির সভাপতি হারুন মিয়া জানান, তেরো বছর পর এই মাঠে হাডুডুর আসর বসল। দর্শক এসেছিলেন হাজারের বেশি।

ফাইনালে উত্তরপাড়া ২৩–১৯ পয়েন্টে হারায় চরপাড়াকে। সেরা খেলোয়াড় হন উত্তরপাড়ার সজীব।

মোর/সাআ

সম্পাদক: কেউ একজন
স্বত্ব © দৈনিক মোহনা
"""


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "hadudu.txt"
    file.write_text(PAGE, "utf-8")
    return file


@pytest.fixture
def menu(tmp_path):
    file = tmp_path / "menu.txt"
    file.write_text("প্রচ্ছদ\nখেলা\nবিনোদন\nযোগাযোগ\n", "utf-8")
    return file


def counts():
    """How many rows every table holds."""
    return {model: model.objects.count() for model in apps.get_models() if model._meta.managed}


def outcome(command, *arguments):
    status, said, complained = command("import", "page", *arguments, "--json")
    assert complained == ""
    return status, json.loads(said)


def test_published_at_once_the_story_is_read_at_once(command, paper, file):
    status, (found,) = outcome(command, file, "--publish")
    assert status == 0
    assert found == {"file": str(file), "status": "imported", "number": 1, "reason": ""}
    page = ArticlePage.objects.get(number=1)
    assert (page.title, page.live) == ("চার গ্রামের মাঠে ফিরল হাডুডু", True)
    # No worker is there: the command prints by itself.
    assert "হারুন মিয়া" in shelf().get("/n/1").body.decode()
    assert "চার গ্রামের মাঠে ফিরল হাডুডু" in shelf().get("/").body.decode()
    assert not PrintOrder.objects.exists()


def test_a_worker_at_work_is_left_to_print(command, paper, file):
    (paper.data / "press.alive").touch()
    outcome(command, file, "--publish")
    assert PrintOrder.objects.exists()
    assert shelf().get("/n/1") is None


def test_without_publish_it_is_a_draft(command, paper, file):
    status, (found,) = outcome(command, file, "--desk", "khela")
    assert (status, found["status"]) == (0, "imported")
    assert not ArticlePage.objects.get(number=1).live
    assert shelf().get("/n/1") is None
    assert not PrintOrder.objects.exists()


def test_the_same_page_is_never_imported_twice(command, paper, file, tmp_path):
    outcome(command, file, "--publish")
    copy = tmp_path / "again.txt"
    copy.write_text(PAGE, "utf-8")
    before = counts()
    status, found = outcome(command, file, copy, "--publish")
    assert status == 0
    assert [one["status"] for one in found] == ["duplicate", "duplicate"]
    assert {one["number"] for one in found} == {1}
    assert counts() == before


def test_what_is_no_story_is_refused_with_its_reason(command, paper, file, menu):
    status, found = outcome(command, menu, file)
    assert status == 1
    assert [one["status"] for one in found] == ["refused", "imported"]
    assert found[0]["number"] is None
    assert found[0]["reason"]
    assert found[1]["number"] == 1


def test_a_dry_run_changes_nothing_and_shows_what_is_found(command, paper, file):
    before = counts()
    status, said, _ = command("import", "page", file, "--dry-run", "--publish")
    assert status == 0
    assert counts() == before
    assert shelf().version() == 0
    for words in ("চার গ্রামের মাঠে ফিরল হাডুডু", "2024-06-01T18:30", "মোর/সাআ", "%"):
        assert words in said
    _, (found,) = outcome(command, file, "--dry-run")
    assert found["status"] == "found"
    assert 0 <= found["fields"]["headline"]["confidence"] <= 1


def test_a_dry_run_knows_what_was_imported(command, paper, file):
    outcome(command, file)
    _, (found,) = outcome(command, file, "--dry-run")
    assert (found["status"], found["number"]) == ("duplicate", 1)


def test_all_are_filed_at_the_desk_asked_for(command, paper, file):
    outcome(command, file, "--desk", "orthoniti", "--publish")
    assert ArticlePage.objects.get(number=1).desk.slug == "orthoniti"


def test_an_unknown_desk_is_refused_with_those_there_are(command, paper, file):
    before = counts()
    status, said, complained = command("import", "page", file, "--desk", "khel", "--publish")
    assert (status, said) == (1, "")
    assert complained.count("\n") == 1
    assert "there is no desk 'khel'" in complained
    assert "khela, orthoniti" in complained
    assert counts() == before


def test_a_desk_the_paper_has_not_is_opened(command, paper, tmp_path):
    """With a Bangla address, on the shelf like the others."""
    file = tmp_path / "desk.txt"
    file.write_text(PAGE.replace("নিজস্ব প্রতিবেদক", "ক্রীড়াঙ্গন ডেস্ক"), "utf-8")
    status, (found,) = outcome(command, file, "--publish")
    assert (status, found["status"]) == (0, "imported"), found
    assert not PrintOrder.objects.exists()
    desk = ArticlePage.objects.get(number=1).desk
    assert shelf().get(desk.path_of_reader).status == 200


def test_a_file_that_is_not_there_imports_none(command, paper, file, tmp_path):
    before = counts()
    status, said, complained = command("import", "page", file, tmp_path / "nai.txt")
    assert (status, said) == (1, "")
    assert f"there is no file {tmp_path / 'nai.txt'}; nothing was imported" in complained
    assert counts() == before


def test_people_are_told_line_by_line_and_the_sum(command, paper, file, menu):
    status, said, _ = command("import", "page", file, menu, file)
    assert status == 1
    lines = said.splitlines()
    assert lines[0] == f"{file}: imported 1"
    assert lines[1].startswith(f"{menu}: refused: ")
    assert lines[2] == f"{file}: duplicate 1"
    assert lines[3] == "imported: 1, refused: 1, duplicate: 1"


def test_one_page_that_cannot_be_stored_stops_no_other(command, paper, file, tmp_path, monkeypatch):
    other = tmp_path / "other.txt"
    other.write_text(PAGE.replace("হাডুডু", "দাঁড়িয়াবান্ধা").replace("হারুন", "কামাল"), "utf-8")

    def storing(story, **options):
        if "হাডুডু" in story.headline.value:
            raise ValueError("this one\nnever")
        return store(story, **options)

    monkeypatch.setattr("kagoj.intake.articles.store", storing)
    status, found = outcome(command, file, other)
    assert status == 1
    assert [one["status"] for one in found] == ["refused", "imported"]
    assert found[0]["reason"] == "it could not be stored: ValueError: this one never"


def test_many_old_pages_number_the_archive_anew(command, paper, tmp_path):
    """Forty pages, newest first: each joins the first folio until it is crowded."""
    files = []
    for n in range(40):
        file = tmp_path / f"{n}.txt"
        day = f"{28 - n % 28} {'মে' if n < 28 else 'এপ্রিল'} 2024"
        text = PAGE.replace("১ জুন ২০২৪", day).replace("হাডুডু", f"খেলা নম্বর {n}")
        file.write_text(text.replace("হারুন মিয়া", f"সভাপতি {n}"), "utf-8")
        files.append(file)
    _, found = outcome(command, *files, "--desk", "khela", "--publish")
    assert {one["status"] for one in found} == {"imported"}
    desk = DeskPage.objects.get(slug="khela")
    assert Folio.objects.filter(list=desk.list).count() == 4
    for n in (1, 2, 3, 4):
        assert shelf().get(f"/khela/page/{n}/").status == 200
