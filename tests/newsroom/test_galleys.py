"""The newsroom finds what is not printed by all its words, as readers find what is.

Which writings stand for the same word is taken from the equivalences of the readers' search
(`tests/search/test_equivalences.py`): Unicode's canonical forms, Bijoy's font map, Avro's rules.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
import unicodedata

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from kagoj.bangla import bijoy
from kagoj.news.models import Author
from kagoj.newsroom import galleys, newslist
from kagoj.newsroom.beside_the_press import hand_over_names
from kagoj.newsroom.models import GalleyPull, KnownName, NewslistEntry
from kagoj.newsroom.newslist import Cursor, Question
from kagoj.press import announce
from kagoj.search.index import Index
from kagoj.search.searcher import Searcher

pytestmark = pytest.mark.django_db


def found(words: str, **more) -> list[int]:
    galleys.pull()
    return [line.number for line in newslist.ask(Question(words=words, **more)).entries]


def in_the_file() -> int:
    with Index(galleys.file()) as index:
        return len(index)


@pytest.fixture
def draft(paper):
    who = Author.objects.create(name="তপতী গোমেজ")
    return paper.write(
        "ঘাটে নতুন পন্টুন",
        by=[who],
        deck="মাঝিরা খুশি, যাত্রীরাও",
        body=[("paragraph", "<p>র‍্যাবের পাহারায় ১২টি জোনাকিরঙা নৌকা নারায়ণগঞ্জ ছাড়ল।</p>")],
    )


@pytest.mark.parametrize(
    "words",
    [
        "পন্টুনের",  # another form of a word of the headline
        "মাঝি",  # deck
        "গোমেজ",  # byline
        "জোনাকিরঙা",  # body
        "নৌকাগুলো",
        "12টি",
        "narayanganj",
        "narayonogonj",  # as Avro takes it
        "র্যাব",
        "নারা\u09dfণগঞ্জ",
        unicodedata.normalize("NFD", "নারায়ণগঞ্জে"),
        bijoy.from_unicode("নারায়ণগঞ্জ"),
        '"নারায়ণগঞ্জ ছাড়ল"',
        "নৌকা -ট্রেন",
    ],
)
def test_a_draft_is_found_by_any_of_its_words_however_typed(draft, words) -> None:
    assert found(words) == [draft.number]


def test_what_it_does_not_say_finds_no_draft(draft) -> None:
    assert found("রেলগাড়ি") == found("নৌকা -জোনাকিরঙা") == []


def test_what_was_written_over_is_no_longer_found(paper, draft) -> None:
    assert found("জোনাকিরঙা") == [draft.number]
    draft.body = [("paragraph", "<p>কুয়াশায় লঞ্চ বন্ধ।</p>")]
    draft.save_revision()
    assert found("কুয়াশা") == [draft.number]
    assert found("জোনাকিরঙা") == []


def test_a_deleted_story_is_not_found_and_leaves_nothing(paper, draft) -> None:
    assert found("জোনাকিরঙা") == [draft.number]
    paper.again(draft).delete()
    galleys.pull()
    assert Searcher(galleys.file()).search("জোনাকিরঙা").total == 0
    assert found("জোনাকিরঙা") == []
    assert in_the_file() == 0


def test_a_printed_story_is_the_readers_index_s_and_its_new_draft_ours(paper) -> None:
    page = paper.publish("ঘাটের খবর", body=[("paragraph", "<p>পাটাতনে জোনাকি জমেছে।</p>")])
    announce.announce([f"/n/{page.number}"])
    assert found("জোনাকি") == [page.number]
    assert in_the_file() == 0
    page.body = [("paragraph", "<p>পাটাতনে কুয়াশা জমেছে।</p>")]
    revision = page.save_revision()
    # Readers have the one text, editors the other: both lead to the story.
    for state in ("", "changed", newslist.LIVE):
        assert found("কুয়াশা", state=state) == found("জোনাকি", state=state) == [page.number]
    assert found("কুয়াশা", state="published") == []
    revision.publish()
    announce.announce([f"/n/{page.number}"])
    assert found("কুয়াশা") == [page.number]
    assert in_the_file() == 0


def test_what_was_withdrawn_is_found_still(paper) -> None:
    page = paper.publish("ঘাটের খবর", body=[("paragraph", "<p>পাটাতনে জোনাকি জমেছে।</p>")])
    page.unpublish()
    announce.announce([f"/n/{page.number}"])
    assert found("জোনাকি") == found("জোনাকি", state="withdrawn") == [page.number]


def test_a_time_that_was_set_changes_nothing_of_it(draft) -> None:
    draft.go_live_at = timezone.now() + dt.timedelta(hours=9)
    draft.save_revision().publish()
    assert found("জোনাকিরঙা", state="scheduled") == [draft.number]


def test_only_at_the_desks_one_may_see(paper, draft, hasan, afroza) -> None:
    galleys.pull()
    assert f"/pages/{draft.pk}/" in afroza.opens("/stories/", q="জোনাকিরঙা").content.decode()
    said = hasan.opens("/stories/", q="জোনাকিরঙা").content.decode()
    assert draft.title not in said
    # Nor by what it is taken for: no story that one may see has the word.
    latin = hasan.opens("/stories/", q="narayanganj").content.decode()
    assert "নারায়ণগঞ্জ" not in latin
    offered = hasan.client.get("/stories/suggest/", {"q": "জোনাকি"})
    assert "জোনাকিরঙা" not in offered.content.decode()
    assert found("জোনাকিরঙা", desks={paper.orthoniti.pk}) == []
    assert found("জোনাকিরঙা", desks={paper.khela.pk, paper.orthoniti.pk}) == [draft.number]


def test_another_desk_s_many_stories_hide_none(paper, monkeypatch) -> None:
    monkeypatch.setattr(newslist, "FOUND", 3)
    body = [("paragraph", "<p>জোনাকির আলো।</p>")]
    mine = paper.write("পুরোনো", paper.khela, body=body)
    for i in range(12):
        paper.write(f"বাজার {i}", paper.orthoniti, body=body)
    assert found("জোনাকি", desks={paper.khela.pk}) == [mine.number]
    assert found("জোনাকি", desks={paper.khela.pk, 999_999}) == [mine.number]


def test_turning_pages_shows_each_once(paper, monkeypatch) -> None:
    monkeypatch.setattr(newslist, "FOUND", 2)
    body = [("paragraph", "<p>জোনাকির আলো।</p>")]
    at = dt.datetime(2024, 5, 18, 6, tzinfo=dt.UTC)
    pages = [
        (paper.write if i % 2 else paper.publish)(
            f"খবর {i}", body=body, at=at + dt.timedelta(days=i)
        )
        for i in range(9)
    ]
    announce.announce(f"/n/{page.number}" for page in pages)
    galleys.pull()
    seen, after = [], None
    while True:
        answer = newslist.ask(Question(words="জোনাকি"), after, size=3)
        seen += [line.number for line in answer.entries]
        if answer.older is None:
            break
        after = Cursor.read(str(answer.older))
    assert sorted(seen) == sorted(page.number for page in pages)
    assert len(seen) == len(set(seen))


def test_a_lost_file_is_made_anew(draft, paper) -> None:
    printed = paper.publish("ছাপা হয়েছে")
    assert found("জোনাকিরঙা") == [draft.number]
    for file in galleys.file().parent.glob("newsroom-search.db*"):
        file.unlink()
    assert newslist.ask(Question(words="জোনাকিরঙা")).entries == []
    assert found("জোনাকিরঙা") == [draft.number]
    with Index(galleys.file()) as index:
        assert len(index) == 1, printed


def test_a_broken_file_is_told_and_loses_no_order(draft, caplog) -> None:
    galleys.pull()
    galleys._index.cache_clear()
    for file in galleys.file().parent.glob("newsroom-search.db*"):
        file.unlink()
    galleys.file().write_bytes(b"this is no index" * 1000)
    draft.save_revision()
    for _ in range(2):
        galleys.pull()
    assert caplog.text.count("by their headlines only") == 1
    assert GalleyPull.objects.filter(number=draft.number).exists()
    assert [line.number for line in newslist.ask(Question(words="পন্টুন")).entries] == [draft.number]
    galleys.file().unlink()
    assert found("জোনাকিরঙা") == [draft.number]


def test_a_story_that_cannot_be_read_keeps_no_other_back(paper, draft, caplog) -> None:
    other = paper.write("অন্য", body=[("paragraph", "<p>কুয়াশা।</p>")])
    revision = paper.again(other).save_revision()
    revision.content = []
    revision.save()
    assert found("জোনাকিরঙা") == [draft.number]
    assert "cannot be read for the newsroom's search" in caplog.text
    assert not GalleyPull.objects.exists()


def test_what_is_saved_while_galleys_are_pulled_is_pulled_too(draft, monkeypatch) -> None:
    put = Index.put

    def slow(self, documents):
        put(self, documents)
        if GalleyPull.objects.count() < 40:  # an editor saves in this moment
            draft.body = [("paragraph", "<p>কুয়াশায় লঞ্চ বন্ধ।</p>")]
            draft.save_revision()
            monkeypatch.setattr(Index, "put", put)

    monkeypatch.setattr(Index, "put", slow)
    galleys.pull()
    assert found("কুয়াশা") == [draft.number]
    assert found("জোনাকিরঙা") == []


def test_an_import_of_printed_stories_orders_nothing(paper) -> None:
    NewslistEntry.objects.all().delete()
    page = paper.publish("ছাপা")
    NewslistEntry.objects.all().delete()
    GalleyPull.objects.all().delete()
    newslist.enter(paper.again(page))
    assert not GalleyPull.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_pull_at_once_get_in_nobody_s_way(paper, draft) -> None:
    for i in range(30):
        paper.write(f"খবর {i}", body=[("paragraph", "<p>জোনাকির আলো।</p>")])
    faults: list[Exception] = []

    def works() -> None:
        # A test's database in memory does not wait for another's turn as a file does (SQLITE_LOCKED):
        # like the clock, try again.
        try:
            for _ in range(1000):
                try:
                    return galleys.pull()
                except OperationalError as fault:
                    if "locked" not in str(fault):
                        raise
                    time.sleep(0.001)
        except Exception as fault:  # noqa: BLE001
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=works) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    galleys.pull()
    assert not GalleyPull.objects.exists()
    assert in_the_file() == 31


# ---- Names ----


def test_a_name_is_found_by_its_english_form_and_by_its_other_spellings(paper, draft) -> None:
    printed = paper.publish("খামেনির ভাষণ")
    waits = paper.write("ভাষণের পরে", body=[("paragraph", "<p>খামেনি চুপ।</p>")])
    announce.announce([f"/n/{printed.number}"])
    name = KnownName.objects.create(name="খামেনি", others="আয়াতুল্লা\nখোমায়নী", english="Supreme Leader")
    hand_over_names()
    for typed in ("supreme leader", "Supreme-Leader", "আয়াতুল্লা", "খোমায়নী"):
        assert set(found(typed)) == {printed.number, waits.number}, typed
    name.english, name.others = "The Guide", ""
    name.save()
    hand_over_names()
    assert set(found("the guide")) == {printed.number, waits.number}
    assert found("supreme leader") == found("খোমায়নী") == []
    name.delete()
    hand_over_names()
    assert found("the guide") == []


def test_the_spelling_of_one_name_that_is_another_s_name_stays(paper) -> None:
    page = paper.publish("আলী ও আলিম")
    announce.announce([f"/n/{page.number}"])
    KnownName.objects.create(name="আলিম", others="আলী")
    KnownName.objects.create(name="আলী")
    hand_over_names()
    assert newslist.suggester().understood("আলী") == "আলী"
