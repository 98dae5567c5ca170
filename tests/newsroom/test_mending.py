"""Editors are told what saving mends, and may have it as typed."""

from __future__ import annotations

import json

import pytest

from kagoj.news.models import AsTyped, Topic

pytestmark = pytest.mark.django_db


def asks(person, address, question):
    answer = person.client.post(address, json.dumps(question), content_type="application/json")
    return answer.status_code, answer.json() if answer.status_code == 200 else None


def test_what_saving_mends_is_told(rahima):
    status, answer = asks(rahima, "/mending/told/", {"text": "খ\u200bবর এল ।\nপ\u09dcা"})
    assert status == 200
    assert answer["words"] == [
        "১ জায়গায় অদৃশ্য চিহ্ন সরানো",
        "১ জায়গায় দাঁড়ির আগে-পরের ফাঁক ঠিক করা",
    ]
    assert [(one["before"], one["after"]) for one in answer["places"]] == [
        ("খ\u200bবর", "খবর"),
        ("এল ।", "এল।"),
    ]
    assert asks(rahima, "/mending/told/", {"text": "ঠিক লেখা।"}) == (
        200,
        {"words": [], "places": []},
    )


def test_what_is_kept_is_mended_no_more_and_told_no_more(rahima):
    assert asks(rahima, "/mending/keep/", {"places": ["অা\u09dc", "এল ।", "ঠিক"]}) == (
        200,
        {"kept": 2},
    )
    assert asks(rahima, "/mending/keep/", {"places": ["এল ।"]})[0] == 200  # twice is once
    assert set(AsTyped.objects.values_list("text", "by")) == {
        ("অাড়", rahima.user.pk),
        ("এল ।", rahima.user.pk),
    }
    told = asks(rahima, "/mending/told/", {"text": "অা\u09dc এল । অামি"})[1]
    assert [one["before"] for one in told["places"]] == ["অামি"]
    assert Topic.objects.create(title="অা\u09dc অামি").title == "অাড় আমি"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"text": 1}', b'{"places": "x"}', b"\xff", b"[" * 100_000],
    ids=lambda body: ascii(body[:20]),
)
def test_what_is_no_such_question_is_refused(rahima, body):
    for address in ("/mending/told/", "/mending/keep/"):
        answer = rahima.client.post(address, body, content_type="application/json")
        assert answer.status_code == 400
    assert not AsTyped.objects.exists()


def test_too_much_is_refused(rahima):
    assert asks(rahima, "/mending/told/", {"text": "অা " * 100_000})[0] == 413
    assert asks(rahima, "/mending/keep/", {"places": ["এল ।"] * 101})[0] == 413
    long = "অা" * 400
    assert asks(rahima, "/mending/keep/", {"places": [long, 7, None]}) == (200, {"kept": 0})


def test_only_the_newsroom_may_ask(client, rahima):
    for address in ("/mending/told/", "/mending/keep/"):
        assert client.post(address, "{}", content_type="application/json").status_code in {302, 403}
        assert rahima.client.get(address).status_code == 405


def test_the_publisher_sees_the_list_and_can_shorten_it(nasrin, rahima):
    kept = AsTyped.objects.create(text="এল ।", by=rahima.user)
    assert "এল ।" in nasrin.opens("/snippets/news/astyped/").content.decode()
    nasrin.sends(f"/snippets/news/astyped/delete/{kept.pk}/")
    assert not AsTyped.objects.exists()
    assert not rahima.may_open("/snippets/news/astyped/")
