"""`kagoj article`: a story's data as stored, under the names that programs rely on."""

import datetime as dt
import json

import pytest

from kagoj.news.models import Author, Topic

AT = dt.datetime(2020, 2, 9, 9, 57, tzinfo=dt.UTC)
# design.md, section 4.
KEYS = {
    *("number", "status", "url", "kicker", "headline", "deck", "desk", "byline", "signoff"),
    *("source", "published", "updated", "pictures", "body"),
}


@pytest.fixture
def page(paper):
    return paper.publish(
        "ঘাটে ভোর",
        at=AT,
        kicker="নৌপথ",
        deck="ভোরের লঞ্চে ভিড়",
        signoff="রহ/সাআ",
        source="ঘাট প্রতিবেদন",
        lead_caption="সকালের ঘাট",
        lead_alt="তিনটি নৌকা",
        lead_credit="মিতা",
        by=[Author.objects.create(name="রহিমা খাতুন"), Author.objects.create(name="শফিক আলম")],
        topics=[
            Topic.objects.create(title="নৌকা"),
            Topic.objects.create(title="সোনাদিঘি", kind="place"),
        ],
    )


def test_all_fields(command, page):
    status, said, complained = command("article", "1", "--json")
    assert (status, complained) == (0, "")
    found = json.loads(said)
    assert found.keys() >= KEYS
    assert {key: found[key] for key in KEYS - {"body"}} == {
        "number": 1,
        "status": "published",
        "url": "http://127.0.0.1:8000/khela/1/ঘাটে-ভোর/",
        "kicker": "নৌপথ",
        "headline": "ঘাটে ভোর",
        "deck": "ভোরের লঞ্চে ভিড়",
        "desk": "খেলা",
        "byline": ["রহিমা খাতুন", "শফিক আলম"],
        "signoff": "রহ/সাআ",
        "source": "ঘাট প্রতিবেদন",
        "published": "2020-02-09T15:57:00+06:00",
        "updated": None,
        "pictures": [{"alt": "তিনটি নৌকা", "caption": "সকালের ঘাট", "credit": "মিতা"}],
    }
    assert found["topics"] == ["নৌকা"]
    assert found["places"] == ["সোনাদিঘি"]
    assert [block["type"] for block in found["body"]] == ["paragraph"]


@pytest.mark.parametrize("number", ["১", "1", "০১"])
def test_a_number_in_either_digits(command, page, number):
    status, said, _ = command("article", number)
    assert status == 0
    assert "headline: ঘাটে ভোর" in said
    assert "ঘাটে আজ ভোর থেকেই মাঝিদের ভিড় লেগে আছে।" in said
    assert "picture: সকালের ঘাট (মিতা)" in said


@pytest.mark.parametrize("number", ["99", "৯৯", "999999999999999999"])
def test_a_story_there_is_not(command, paper, number):
    status, said, complained = command("article", number)
    assert (status, said) == (1, "")
    assert complained.startswith("kagoj: there is no story")


@pytest.mark.parametrize("number", ["ঘাট", "1.5", "1_0", "²", "", "9" * 40, "+5"])
def test_what_is_no_number(command, paper, number):
    status, said, complained = command("article", number)
    assert (status, said) == (1, "")
    assert complained.endswith("is not a story's number.\n")


def test_the_status_follows_the_story(command, paper):
    def status(number):
        return json.loads(command("article", number, "--json")[1])["status"]

    draft, imported = paper.write("খসড়া"), paper.write("আনা", at=AT)
    page = paper.publish("ছাপা")
    assert [status(one.number) for one in (draft, imported, page)] == [
        "draft",
        "draft",
        "published",
    ]
    paper.again(page).unpublish()
    assert status(page.number) == "withdrawn"


def test_an_update_has_its_time(command, page):
    page.deck = "অন্য কথা"
    page.save_revision().publish()
    found = json.loads(command("article", "1", "--json")[1])
    assert found["published"] == "2020-02-09T15:57:00+06:00"
    updated = dt.datetime.fromisoformat(found["updated"])
    assert updated.utcoffset() == dt.timedelta(hours=6)
    assert abs(dt.datetime.now(dt.UTC) - updated) < dt.timedelta(minutes=5)
