"""The proofreader's answers, the paper's own words and names, and who may change them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kagoj.bangla.house_style import standing_lines
from kagoj.news.models import Author, Topic
from kagoj.newsroom import proofing
from kagoj.newsroom.models import HouseStyleSheet, KnownName, PaperWord
from kagoj.newsroom.proofing_views import LARGEST, MOST

CHECK, ADD, STYLE = "/proofing/check/", "/proofing/words/", "/house-style/"


@pytest.fixture(autouse=True)
def a_proofreader_of_this_test() -> Any:
    proofing.forget()
    yield
    proofing.forget()


def asks(person: Any, *texts: str) -> Any:
    body = json.dumps({"texts": texts})
    return person.client.post(CHECK, body, content_type="application/json")


def found(person: Any, text: str) -> list[tuple[str, str, list[str]]]:
    """What is found in one text: its kind, the words, the suggestions."""
    (findings,) = asks(person, text).json()["findings"]
    cut = text.encode("utf-16-le")
    return [
        (
            one["kind"],
            cut[2 * one["start"] : 2 * one["end"]].decode("utf-16-le"),
            one["suggestions"],
        )
        for one in findings
    ]


def test_mistakes_pairs_and_marks_are_found_each_once(rahima):
    told = found(rahima, "সরকারী কর্তপক্ষ বলেন... ২০ জন")
    assert told[0] == ("style", "সরকারী", ["সরকারি"])
    assert (told[1][:2], told[1][2][0]) == (("spelling", "কর্তপক্ষ"), "কর্তৃপক্ষ")
    assert told[2] == ("style", "...", ["…"])
    assert len(told) == 3


def test_scars_of_old_converters_are_found(rahima):
    (told,) = found(rahima, "যুক্তরাষ্ট্র্র বলেছে")
    assert told[0] == "scar"


def test_several_texts_are_answered_in_their_order(rahima):
    answer = asks(rahima, "ঠিক কথা", "উচিৎ কথা", "", "Only English.").json()["findings"]
    assert [len(findings) for findings in answer] == [0, 1, 0, 0]


def test_places_are_counted_as_a_browser_counts(rahima):
    ((kind, word, _),) = found(rahima, "😀😀 উচিৎ")
    assert (kind, word) == ("style", "উচিৎ")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[1]", 400),
        (b'{"texts": "x"}', 400),
        (b'{"texts": [1]}', 400),
        (b'{"texts": null}', 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (json.dumps({"texts": ["ক" * (LARGEST + 1)]}).encode(), 413),
        (json.dumps({"texts": ["ক"] * (MOST + 1)}).encode(), 413),
        (json.dumps({"texts": ["\ud800 ক", "ক\x00"]}).encode(), 200),
    ],
    ids=["nothing", "list", "text", "number", "null", "bytes", "deep", "long", "many", "odd"],
)
def test_a_hostile_question_is_answered_calmly(rahima, body, status):
    answer = rahima.client.post(CHECK, body, content_type="application/json")
    assert answer.status_code == status


def test_only_the_newsroom_asks(rahima, stranger, client):
    assert rahima.client.get(CHECK).status_code == 405
    for outside in (stranger.client, client):
        assert outside.post(CHECK, "{}", content_type="application/json").status_code == 302
        assert outside.post(ADD, {"word": "নোনাঝাউ"}).status_code == 302
    assert not PaperWord.objects.exists()


def test_a_question_takes_no_transaction_and_few_queries(rahima):
    asks(rahima, "উচিৎ")
    with CaptureQueriesContext(connection) as queries:
        asks(rahima, "এই সরকারী কথা উচিৎ নয়")
    statements = [query["sql"] for query in queries.captured_queries]
    assert not [sql for sql in statements if sql.startswith(("BEGIN", "SAVEPOINT"))]
    assert not [sql for sql in statements if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(statements) <= 8


def test_a_word_once_added_is_right_with_its_endings(suman):
    assert found(suman, "নোনাঝাউয়ের ঘাট")
    assert suman.sends(ADD, word="নোনাঝাউ").json() == {"added": "নোনাঝাউ"}
    assert found(suman, "নোনাঝাউয়ের ঘাট") == []
    assert suman.sends(ADD, word="নোনাঝাউ").status_code == 200
    assert PaperWord.objects.get().added_by == suman.user


def test_who_keeps_topics_adds_words(rahima, suman):
    refused = rahima.sends(ADD, word="নোনাঝাউ")
    assert refused.status_code == 403
    assert "অনুমতি নেই" in refused.json()["error"]
    for no_word in ("", "দুই শব্দ", "<b>", "ক" * 49):
        assert suman.sends(ADD, word=no_word).status_code == 400
    assert not PaperWord.objects.exists()


def test_authors_and_topics_are_names_by_themselves(rahima):
    assert found(rahima, "ফরাজপুরীর মেলা")
    Topic.objects.create(title="ফরাজপুরী")
    Author.objects.create(name="কেস্ত্রাভা লুদা")
    assert found(rahima, "ফরাজপুরীর মেলা, কেস্ত্রাভার কথা") == []
    Topic.objects.all().delete()
    assert found(rahima, "ফরাজপুরীর মেলা")


def test_a_name_written_otherwise_is_corrected_with_its_ending(rahima):
    KnownName.objects.create(
        name="মুহাম্মদ ইউনূস",
        others="ইউনুস \n\nমুহম্মদ ইউনুস\nইউনুস",
        english="Muhammad Yunus",
        note="নোবেলজয়ী",
    )
    KnownName.objects.create(name="আলি", others="আলী")
    (told,) = found(rahima, "মুহম্মদ ইউনুসের বাড়ি")
    assert told == ("name", "মুহম্মদ ইউনুসের", ["মুহাম্মদ ইউনূসের"])
    assert found(rahima, "আলীকে ডাকো") == [("name", "আলীকে", ["আলিকে"])]


def test_names_in_english_lead_to_what_the_paper_writes(paper):
    KnownName.objects.create(name="ইউনূস", english=" Muhammad  YUNUS")
    KnownName.objects.create(name="মুহাম্মদ ইউনূস", english="muhammad yunus")
    KnownName.objects.create(name="ঢাকা")
    assert proofing.names_in_english() == {"muhammad yunus": ["ইউনূস", "মুহাম্মদ ইউনূস"]}


def test_a_word_of_a_name_in_english_leads_to_its_word(paper):
    KnownName.objects.create(name="জুবায়দুর রহমান", english="Joubert Rahman")
    KnownName.objects.create(name="রাহমান আলী", english="Rahman Ali")
    KnownName.objects.create(name="ঢাকা বিশ্ববিদ্যালয়", english="University of Dhaka")
    KnownName.objects.create(name="আলী", english="Ali", others="আলি")
    told = proofing.names_for_search()
    assert told["joubert rahman"] == ["জুবায়দুর রহমান"]
    assert told["joubert"] == ["জুবায়দুর"]
    assert told["rahman"] == ["রহমান", "রাহমান"]
    assert told["ali"] == ["আলী"]  # a name of its own
    assert "university" not in told  # its words stand in another order


def test_a_name_is_not_its_own_other_spelling(paper):
    KnownName.objects.create(name="ইউনূস")
    for name, others in (("ইউনুস", "ইউনুস"), ("ইউনুছ", "ইউনূস"), ("ইউনুছ", "ক" * 100)):
        with pytest.raises(ValidationError):
            KnownName(name=name, others=others).full_clean()


def test_the_register_of_names_opens_to_those_who_keep_topics(rahima, suman, nasrin):
    for who, opens in ((rahima, False), (suman, True), (nasrin, True)):
        assert who.may_open("/snippets/newsroom/knownname/add/") is opens
    suman.sends(
        "/snippets/newsroom/knownname/add/",
        kind="person",
        name="ইউনূস",
        others="ইউনুস",
        english="",
        note="",
    )
    assert KnownName.objects.get().name == "ইউনূস"


def test_what_the_archive_prints_often_is_no_mistake(rahima, monkeypatch):
    printed = {"কেস্ত্রাভায়": 5, "তাসকোরি": 4, "কারন": 900, "উদ্দশ্য": 9, "উদ্দেশ্য": 900}
    monkeypatch.setattr(proofing, "_stories_with", lambda word: printed.get(word, 0))
    text = "কেস্ত্রাভায় তাসকোরি"
    assert [word for _, word, _ in found(rahima, text)] == ["তাসকোরি"]
    # What sounds like a listed word, or is a slip away from a commoner one, is a mistake often made.
    assert [word for _, word, _ in found(rahima, "কারন উদ্দশ্য")] == ["কারন", "উদ্দশ্য"]


def test_without_an_index_words_are_judged_by_the_list_alone(rahima):
    assert found(rahima, "কেস্ত্রাভায়")[0][0] == "spelling"


# The screen of house style.


def test_the_style_is_kept_by_the_publisher(nasrin, suman):
    assert not suman.may_open(STYLE)
    screen = nasrin.opens(STYLE)
    assert screen.status_code == 200
    assert "সরকারী → সরকারি" in screen.content.decode()
    form = filled(nasrin) | {
        "pairs": "ঈদ → ইদ",
        "rules": ["dots", "percent"],
        "words": "নোনাঝাউ\n\nচরফুলি",
    }
    assert nasrin.client.post(STYLE, form).status_code == 302
    assert found(nasrin, "ঈদের চাঁদ, ৫% সরকারী ।") == [
        ("style", "ঈদের", ["ইদের"]), ("style", "%", [" শতাংশ"])
    ]  # fmt: skip
    assert found(nasrin, "চরফুলির ঘাট") == []
    assert {word.word for word in PaperWord.objects.all()} == {"নোনাঝাউ", "চরফুলি"}


def test_lines_that_cannot_be_read_are_named_and_stay_on_the_screen(nasrin):
    form = filled(nasrin) | {"pairs": "ঈদ → ইদ\nভুল লাইন", "words": "এক দুই"}
    screen = nasrin.client.post(STYLE, form).content.decode()
    assert "২ নম্বর লাইন" in screen
    assert "‘এক দুই’ একটি শব্দ নয়" in screen
    assert "ভুল লাইন" in screen
    assert HouseStyleSheet.of_paper().pairs == standing_lines().strip()


def test_whoever_comes_second_overwrites_nothing(nasrin, suman):
    form = filled(nasrin) | {"words": "চরফুলি"}
    suman.sends(ADD, word="নোনাঝাউ")
    screen = nasrin.client.post(STYLE, form).content.decode()
    assert "তালিকা বদলেছে" in screen
    assert [word.word for word in PaperWord.objects.all()] == ["নোনাঝাউ"]


def filled(person: Any) -> dict[str, Any]:
    """The form of the screen as a browser would send it back."""
    form = person.opens(STYLE).context["form"]
    return {name: form.initial[name] for name in ("rules", "pairs", "words", "edition")}


# The panel beside the form.


def test_the_panel_stands_beside_a_story_but_not_in_what_a_save_brings(afroza, paper, new_story):
    page = afroza.opens(new_story(paper.khela)).content.decode()
    assert 'data-side-panel="proof"' in page
    assert 'data-add="/proofing/words/"' in page
    story = paper.write("খবর")
    edit = f"/pages/{story.pk}/edit/"
    assert 'data-side-panel="proof"' in afroza.opens(edit).content.decode()
    assert "k-proof" not in afroza.opens(edit, _w_hydrate_create_view="1").content.decode()


def test_a_reporter_is_offered_no_list_to_add_to(rahima, paper, new_story):
    page = rahima.opens(new_story(paper.khela)).content.decode()
    assert "data-proof " in page
    assert "data-add" not in page
    assert STYLE not in page
