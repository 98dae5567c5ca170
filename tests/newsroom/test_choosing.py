"""Choosing a story for ‘আরও পড়ুন’, the rundown, the ticker; and topics for a story."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from lxml import html

from kagoj.news.models import ArticlePage, Topic
from kagoj.newsroom import choosing

pytestmark = pytest.mark.django_db
STORIES = {"page_type": "news.articlepage"}


def offered(markup: str) -> list[str]:
    """What can be chosen, in order."""
    tree = html.fromstring(markup)
    found = tree.xpath("//a[contains(@class,'choose-page')] | //a[@data-chooser-modal-choice]")
    return [" ".join(link.text_content().split()) for link in found]


def browsed(person, **asked) -> list[str]:
    return offered(person.opens("/choose-page/", **asked).json()["html"])


def searched(person, words: str, **asked) -> list[str]:
    answer = person.opens("/choose-page/search/", q=words, **asked)
    return offered(answer.content.decode())


def test_the_newest_stories_of_all_desks_are_offered_first(rahima, paper) -> None:
    old = timezone.now() - dt.timedelta(days=9)
    paper.publish("পুরোনো খবর", at=old)
    paper.publish("নতুন খবর", paper.orthoniti)
    assert browsed(rahima, **STORIES) == ["নতুন খবর", "পুরোনো খবর"]


def test_a_desk_shows_its_own(rahima, paper) -> None:
    paper.publish("মাঠের খবর")
    paper.publish("বাজারের খবর", paper.orthoniti)
    answer = rahima.opens(f"/choose-page/{paper.orthoniti.pk}/", **STORIES)
    assert "বাজারের খবর" in offered(answer.json()["html"])
    assert "মাঠের খবর" not in offered(answer.json()["html"])


def test_a_link_may_lead_to_a_desk_or_a_story(rahima, paper) -> None:
    paper.publish("মাঠের খবর")
    shown = browsed(rahima)
    assert shown[:3] == ["নদীর খবর", "খেলা", "অর্থনীতি"]
    assert "মাঠের খবর" in shown
    assert "অর্থনীতি" in searched(rahima, "অর্থ")


def test_found_by_a_piece_of_the_headline_or_the_number(rahima, paper) -> None:
    wanted = paper.publish("কাজলরেখার জলে নৌকাবাইচ")
    paper.publish("হাটে নতুন আলু")
    assert searched(rahima, "নৌকা", **STORIES) == ["কাজলরেখার জলে নৌকাবাইচ"]
    assert searched(rahima, "নাক", **STORIES) == []  # the same consonants, another word
    bangla = str(wanted.number).translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    assert searched(rahima, bangla, **STORIES)[0] == "কাজলরেখার জলে নৌকাবাইচ"
    assert searched(rahima, "খেলা", **STORIES) == []  # a desk is no story


def test_never_more_than_a_handful(rahima, paper) -> None:
    for i in range(choosing.OFFERED + 3):
        paper.publish(f"একই খবর {i}")
    assert len(browsed(rahima, **STORIES)) <= choosing.OFFERED
    assert len(searched(rahima, "একই", **STORIES)) <= choosing.OFFERED


@pytest.mark.parametrize("asked", [{"page_type": "news.nothing"}, {"page_type": "auth.user"}])
def test_kinds_of_pages_that_do_not_exist(rahima, asked) -> None:
    for address in ("/choose-page/", "/choose-page/search/"):
        assert rahima.client.get(address, asked | {"q": "ক"}).status_code == 404


# ---- Topics ----


@pytest.fixture
def topics(paper) -> list[Topic]:
    names = ("নৌপথ", "নদীভাঙন", "কাজলরেখা নদী", "শিক্ষা")
    return [Topic.objects.create(title=name) for name in names]


def found(person, typed: str) -> dict:
    answer = person.opens("/topics/find/", q=typed).json()
    return answer | {"topics": [topic["title"] for topic in answer["topics"]]}


def test_topics_that_begin_so_come_before_those_that_hold_it(rahima, topics) -> None:
    assert found(rahima, "নদী")["topics"] == ["নদীভাঙন", "কাজলরেখা নদী"]
    assert found(rahima, "")["topics"] == []
    assert len(found(rahima, "ন" * 5000)["topics"]) == 0


def test_who_keeps_the_register_may_add_while_writing(rahima, suman, topics) -> None:
    assert found(rahima, "সেতু")["add"] is False
    assert rahima.sends("/topics/find/", name="সেতু").status_code == 403
    assert found(suman, "সেতু")["add"] is True
    assert found(suman, "নৌপথ")["add"] is False
    told = suman.sends("/topics/find/", name=" সেতু ").json()["topic"]
    assert Topic.objects.get(pk=told["id"]).title == "সেতু"
    assert suman.sends("/topics/find/", name="সেতু").json()["topic"] == told
    assert suman.sends("/topics/find/", name="!!!").status_code == 400


def test_a_storys_form_holds_its_own_topics_and_no_others(afroza, paper, topics) -> None:
    story = paper.write("নদীর খবর", topics=topics[1:3])
    page = afroza.opens(f"/pages/{story.pk}/edit/").content.decode()
    kept = html.fromstring(page).xpath("//*[@data-k-picker]//input[@name='topics']/@value")
    assert {int(pk) for pk in kept} == {topic.pk for topic in topics[1:3]}
    assert "শিক্ষা" not in page


def test_topics_are_saved_with_the_story(rahima, paper, topics, story_form, new_story) -> None:
    form = story_form("নদীর খবর", topics=[str(topics[0].pk), str(topics[3].pk)])
    rahima.sends(new_story(paper.khela), **form)
    story = ArticlePage.objects.get(title="নদীর খবর")
    assert set(story.topics.all()) == {topics[0], topics[3]}
    form = story_form("নদীর খবর", topics=["999999", "নয়"])
    rahima.sends(f"/pages/{story.pk}/edit/", **form)
    assert set(paper.again(story).topics.all()) == {topics[0], topics[3]}
