"""The newslist: each change is on it at once, each question is a short walk along an index.

What is found is compared with a plain reading of every story (the slow way, in this file).
"""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kagoj.bangla import bijoy
from kagoj.bangla.dates import DHAKA
from kagoj.news.models import Author, PublishedStory
from kagoj.newsroom import newslist
from kagoj.newsroom.models import NewslistByline, NewslistEntry
from kagoj.newsroom.newslist import Cursor, Question
from kagoj.press import announce
from kagoj.press.models import PrintOrder

pytestmark = pytest.mark.django_db
State = NewslistEntry.State


def entry(page) -> NewslistEntry:
    return NewslistEntry.objects.get(number=page.number)


def numbers(question: Question, **more) -> list[int]:
    return [line.number for line in newslist.ask(question, **more).entries]


# ---- Each change is on the list at once ----


def test_a_draft_is_listed_when_it_is_first_saved(paper) -> None:
    page = paper.write("ঘাটে নতুন পন্টুন")
    line = entry(page)
    assert (line.state, line.live, line.published) == (State.DRAFT, False, None)
    assert line.desk == paper.khela.pk
    assert line.headline == "ঘাটে নতুন পন্টুন"


def test_publishing_changing_withdrawing_deleting(paper) -> None:
    page = paper.publish("ঘাটে নতুন পন্টুন")
    assert (entry(page).state, entry(page).live) == (State.PUBLISHED, True)
    page.title = "ঘাটে নতুন পন্টুন, ভাড়া আগের মতোই"
    page.save_revision()
    assert (entry(page).state, entry(page).live) == (State.CHANGED, True)
    assert entry(page).headline == "ঘাটে নতুন পন্টুন, ভাড়া আগের মতোই"
    page.unpublish()
    assert (entry(page).state, entry(page).live) == (State.WITHDRAWN, False)
    page.delete()
    assert not NewslistEntry.objects.exists()
    assert not NewslistByline.objects.exists()


def test_a_time_set_and_taken_back(paper) -> None:
    page = paper.write("কাল সকালের খবর")
    page.go_live_at = timezone.now() + dt.timedelta(hours=9)
    revision = page.save_revision()
    revision.publish()
    assert entry(page).state == State.SCHEDULED
    assert not entry(page).live
    # Before its time no reader's list holds it, and nothing of it is printed.
    assert not PublishedStory.objects.exists()
    assert not any(f"/n/{page.number}" in order.keys for order in PrintOrder.objects.all())
    revision.refresh_from_db()
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    assert entry(page).state == State.DRAFT


def test_moving_to_another_desk(paper) -> None:
    page = paper.publish("নৌকার বাজারদর")
    page.move(paper.again(paper.orthoniti), pos="last-child")
    assert entry(page).desk == paper.orthoniti.pk


def test_bylines_follow_the_story(paper) -> None:
    first, second = (Author.objects.create(name=name) for name in ("তপতী গোমেজ", "রফিক মোল্লা"))
    page = paper.write("দুজনের লেখা", by=[first, second])
    assert entry(page).byline == "তপতী গোমেজ, রফিক মোল্লা"
    page = paper.again(page)
    page.bylines = [line for line in page.bylines.all() if line.author == second]
    page.save()
    assert entry(page).byline == "রফিক মোল্লা"
    assert numbers(Question(author=first.pk)) == []
    assert numbers(Question(author=second.pk)) == [page.number]


def test_written_anew_it_is_the_same(paper) -> None:
    paper.publish("প্রথম", at=timezone.now() - dt.timedelta(days=2))
    paper.write("দ্বিতীয়")
    before = list(NewslistEntry.objects.order_by("number").values())
    NewslistEntry.objects.all().delete()
    assert newslist.enter_all() == 2
    assert list(NewslistEntry.objects.order_by("number").values()) == before


# ---- Questions ----


@pytest.fixture
def archive(paper):
    """Three authors, two desks, published and not, at all hours of twelve days."""
    who = [Author.objects.create(name=name) for name in ("আলো বেগম", "বাতেন", "চারু")]
    noon = dt.datetime(2024, 5, 18, 12, tzinfo=DHAKA)
    for i in range(24):
        desk = paper.khela if i % 3 else paper.orthoniti
        make = paper.publish if i % 4 else paper.write
        make(
            f"খবর {'নদী' if i % 5 == 0 else 'মাঠ'} {i}",
            desk,
            by=[who[i % 3]],
            at=noon - dt.timedelta(hours=13 * i),
        )
    return who


def slowly(**wanted) -> list[int]:
    """Every line of the list, read one by one, in the order the screen promises."""
    found = [
        line
        for line in NewslistEntry.objects.all()
        if all(getattr(line, key) == value for key, value in wanted.items())
    ]
    return [line.number for line in sorted(found, key=lambda e: (e.shown, e.number))[::-1]]


def test_every_narrowing_and_every_pair(paper, archive) -> None:
    single = {
        "desk": paper.khela.pk,
        "state": State.DRAFT.value,
        "author": archive[1].pk,
        "owner": None,
    }
    author_of = dict(NewslistByline.objects.values_list("entry", "author"))
    for size in (1, 2, 3):
        for names in itertools.combinations(["desk", "state", "author"], size):
            question = Question(**{name: single[name] for name in names})
            plain = slowly(**{name: single[name] for name in names if name != "author"})
            if "author" in names:
                plain = [number for number in plain if author_of[number] == single["author"]]
            assert plain, names
            assert numbers(question) == plain, names


def test_live_means_what_readers_see(paper, archive) -> None:
    assert numbers(Question(state=newslist.LIVE)) == slowly(live=True)


def test_only_the_desks_one_may_see(paper, archive) -> None:
    assert numbers(Question(desks={paper.khela.pk})) == slowly(desk=paper.khela.pk)
    assert numbers(Question(desk=paper.khela.pk, desks={paper.orthoniti.pk})) == []
    assert numbers(Question(desks=set())) == []


def test_days_are_days_in_dhaka(paper) -> None:
    late = dt.datetime(2024, 5, 18, 23, 59, tzinfo=DHAKA)
    page = paper.publish("মাঝরাতের আগে", at=late)
    day = dt.date(2024, 5, 18)
    assert numbers(Question(since=day, until=day)) == [page.number]
    assert numbers(Question(since=day + dt.timedelta(days=1))) == []
    assert numbers(Question(until=day - dt.timedelta(days=1))) == []


@pytest.mark.parametrize("more", [{}, {"state": "live"}, {"words": "মাঠ"}])
def test_turning_pages_shows_each_story_once(paper, archive, more) -> None:
    whole = numbers(Question(**more), size=100)
    assert len(whole) > 10
    seen, after = [], None
    while True:
        answer = newslist.ask(Question(**more), after, size=4)
        seen += [line.number for line in answer.entries]
        if answer.older is None:
            break
        after = Cursor.read(str(answer.older))
    assert seen == whole


def test_stories_of_one_moment_are_not_lost_between_pages(paper) -> None:
    at = dt.datetime(2024, 5, 18, 12, tzinfo=DHAKA)
    pages = [paper.publish(f"একই মুহূর্তের {i}", at=at) for i in range(5)]
    first = newslist.ask(Question(), size=2)
    rest = newslist.ask(Question(), first.older, size=9)
    shown = [line.number for line in (*first.entries, *rest.entries)]
    assert shown == sorted((page.number for page in pages), reverse=True)


@pytest.mark.parametrize(
    "text", ["", "x", "1", "-", "1-", "-1", "১-২", "9" * 40 + "-1", "1-" + "9" * 40, "1-2-3", "²-²"]
)
def test_what_is_no_cursor_is_none(text) -> None:
    assert Cursor.read(text) is None


def test_a_number_in_bangla_or_latin_digits_comes_first(paper) -> None:
    wanted = paper.write("সংখ্যা দিয়ে পাওয়া")
    for _ in range(11):
        paper.write("অন্য কিছু")
    bangla = str(wanted.number).translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    for typed in (str(wanted.number), bangla, f"#{bangla}"):
        assert numbers(Question(words=typed))[0] == wanted.number
    assert numbers(Question(words=bangla, desks={paper.orthoniti.pk})) == []


def test_headlines_are_found_by_a_piece_and_however_they_are_typed(paper) -> None:
    page = paper.write("বড় বাঁধে ফাটল")  # ড় in one sign, as the paper keeps it
    assert numbers(Question(words="বাঁধে")) == [page.number]
    assert numbers(Question(words="ফাট")) == [page.number]
    assert numbers(Question(words="বড\u09bc বাঁধ")) == [page.number]
    assert numbers(Question(words="%")) == []


def test_words_in_latin_letters_and_bijoy_are_looked_for_in_bangla_too(paper) -> None:
    page = paper.publish("খামেনি কী বললেন", paper.khela)
    draft = paper.write("খামেনি আবার", paper.khela)
    announce.announce([f"/n/{page.number}"])
    for typed in ("khamenei", bijoy.from_unicode("খামেনি")):
        assert set(numbers(Question(words=typed))) == {page.number, draft.number}
        assert newslist.ask(Question(words=typed)).understood == "খামেনি"
    latin = paper.write("khamenei in Latin letters", paper.khela)
    assert latin.number in numbers(Question(words="khamenei"))
    assert newslist.ask(Question(words="খামেনি")).understood == ""


def test_a_misspelt_word_that_finds_nothing_has_a_better_one(paper) -> None:
    page = paper.publish("নির্বাচন নিয়ে বৈঠক", paper.khela)
    announce.announce([f"/n/{page.number}"])
    assert newslist.ask(Question(words="নির্বাচোন")).meant == "নির্বাচন"
    assert newslist.ask(Question(words="নির্বাচন")).meant == ""
    assert newslist.ask(Question(words="অজানাশব্দ")).meant == ""


def test_words_of_the_body_find_what_is_published(paper) -> None:
    page = paper.publish("ঘাটের খবর", body=[("paragraph", "<p>পাটাতনে জোনাকি জমেছে।</p>")])
    announce.announce([f"/n/{page.number}"])
    assert numbers(Question(words="জোনাকি")) == [page.number]
    assert numbers(Question(words="জোনাকি", desk=paper.orthoniti.pk)) == []


# ---- What it costs ----


def plans(question: Question, **more) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        newslist.ask(question, **more)
    with connection.cursor() as cursor:
        found = []
        for query in asked.captured_queries:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"].replace("%", "%%"))
            found += [str(row[-1]) for row in cursor.fetchall()]
    return found


@pytest.mark.parametrize(
    ("question", "index"),
    [
        ({}, "newslist"),
        ({"desk": 7}, "newslist_of_desk"),
        ({"state": "draft"}, "newslist_in_state"),
        ({"desk": 7, "state": "waiting"}, "newslist_desk_state"),
        ({"owner": 3}, "newslist_of_owner"),
        ({"owner": 3, "state": "draft"}, "newslist_owner_state"),
        ({"author": 5}, "newslist_of_author"),
        ({"desk": 7, "since": dt.date(2020, 1, 1)}, "newslist_of_desk"),
    ],
)
@pytest.mark.parametrize("after", [None, Cursor(dt.datetime(2024, 5, 1, tzinfo=dt.UTC), 9)])
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's query plans")
def test_a_list_is_a_walk_along_its_index(db, question, index, after) -> None:
    told = plans(Question(**question), after=after)
    assert any(f"INDEX {index} " in f"{line} " for line in told), told
    assert not any("TEMP B-TREE" in line for line in told), told


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's query plans")
def test_a_question_no_index_answers_looks_at_so_many_lines_and_says_so(
    paper, archive, monkeypatch
) -> None:
    monkeypatch.setattr(newslist, "LOOKED_AT", 10)
    first = newslist.ask(Question(desk=paper.khela.pk, author=archive[0].pk, state="withdrawn"))
    assert first.entries == []
    told = newslist.ask(Question(state=newslist.LIVE, desk=paper.khela.pk), size=50)
    assert told.stopped
    rest = newslist.ask(Question(state=newslist.LIVE, desk=paper.khela.pk), told.older, size=50)
    shown = [line.number for line in (*told.entries, *rest.entries)]
    assert shown == slowly(live=True, desk=paper.khela.pk)


def test_no_question_takes_more_than_a_few_queries(paper, archive, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        newslist.ask(Question(words="নদী", desk=paper.khela.pk, state="live", author=archive[0].pk))
