"""পাঠকসংখ্যা: the newsroom's figures of what readers read, counted by hand here."""

import datetime as dt
import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from kagoj.audience.adding import Sums, add
from kagoj.newsroom import readership

from .conftest import with_class

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2024, 5, 18, 12, 20, tzinfo=dt.timezone(dt.timedelta(hours=6)))


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def read():
    """Reads of a story so many hours ago, with their kind and how many quarters were seen."""

    def note(page, times, hours=0, kind="social", quarters=0):
        sums = Sums()
        at = int((NOON - dt.timedelta(hours=hours)).timestamp())
        sums.read(at, page.number, kind, times)
        sums.reached(at, page.number, 0, quarters, times)
        add(sums, lambda numbers: {page.number: page.get_parent().pk})

    return note


def text_of(element):
    return " ".join(element.text_content().split())


def shares(answer, title):
    """The lines of a list of shares: name, reads, per cent."""
    tree = html.fromstring(answer.content.decode())
    (table,) = tree.xpath(f"//table[caption='{title}']")
    return [tuple(text_of(cell) for cell in row) for row in table.xpath("./tbody/tr")]


def most(answer):
    tree = html.fromstring(answer.content.decode())
    return [text_of(line.find("a")) for line in tree.xpath("//ol[@class='k-most']/li")]


def total(answer):
    (found,) = with_class(answer, "k-total")
    return text_of(found.find("strong"))


def test_a_paper_nobody_has_read_says_how_reads_are_counted(nasrin):
    answer = nasrin.opens("/readership/")
    (empty,) = with_class(answer, "k-empty")
    assert "এখনো কোনো পাঠ গোনা হয়নি" in text_of(empty)
    assert total(answer) == "০"
    assert with_class(answer, "k-chart") == []


def test_a_day(nasrin, paper, read):
    flood = paper.publish("নদীতে পানি বাড়ছে")
    market = paper.publish("হাটে পাটের দর চড়া", paper.orthoniti)
    read(flood, 1200, kind="social", quarters=2)
    read(flood, 300, hours=23, kind="search", quarters=4)
    read(flood, 5000, hours=25)  # yesterday, before this time
    read(market, 500, hours=3, kind="own")
    answer = nasrin.opens("/readership/")
    assert total(answer) == "২,০০০"
    assert shares(answer, "পাঠক কোথা থেকে এলেন")[:3] == [
        ("সামাজিক মাধ্যম", "১,২০০", "৬০%"),
        ("কাগজের অন্য পাতা", "৫০০", "২৫%"),
        ("অনুসন্ধান", "৩০০", "১৫%"),
    ]
    assert shares(answer, "কত দূর পড়লেন") == [
        ("চার ভাগের এক ভাগ", "১,৫০০", "৭৫%"),
        ("অর্ধেক", "১,৫০০", "৭৫%"),
        ("চার ভাগের তিন ভাগ", "৩০০", "১৫%"),
        ("শেষ পর্যন্ত", "৩০০", "১৫%"),
    ]
    assert shares(answer, "বিভাগ") == [("খেলা", "১,৫০০", "৭৫%"), ("অর্থনীতি", "৫০০", "২৫%")]
    assert most(answer) == ["নদীতে পানি বাড়ছে", "হাটে পাটের দর চড়া"]
    (chart,) = with_class(answer, "k-chart")
    rows = [[text_of(cell) for cell in row] for row in chart.xpath(".//tbody/tr")]
    assert len(rows) == 24
    assert [row for row in rows if row[1] != "০"] == [
        ["১২:০০", "১,২০০"], ["০৯:০০", "৫০০"], ["১৩:০০", "৩০০"],
    ]  # fmt: skip
    assert len(chart.xpath(".//*[@class='k-chart__bar']")) == 24
    assert "সবচেয়ে বেশি ১২:০০: ১,২০০ পাঠ" in chart.xpath(".//svg/@aria-label")[0]


@pytest.mark.parametrize(
    ("period", "reads", "bars"),
    [("hour", "৩", 24), ("day", "৭", 24), ("week", "১৫", 7), ("month", "৩১", 30), ("?", "৭", 24)],
)
def test_periods(nasrin, paper, read, period, reads, bars):
    story = paper.publish("খবর")
    for times, hours in zip(
        (1, 2, 4, 8, 16, 32), (0, 1, 20, 6 * 24, 29 * 24, 40 * 24), strict=True
    ):
        read(story, times, hours)
    for address in ("/readership/", f"/readership/{story.number}/"):
        answer = nasrin.opens(address, period=period)
        assert total(answer) == reads
        (chart,) = with_class(answer, "k-chart")
        found = len(chart.xpath(".//*[@class='k-chart__bar']"))
        # The paper's two hours in stretches of five minutes, from the beginning of the first.
        by_minutes = period == "hour" and address == "/readership/"
        assert found == ((60 + NOON.minute) // 5 + 1 if by_minutes else bars)
        (shown,) = html.fromstring(answer.content.decode()).xpath("//nav//a[@aria-current='page']")
        assert shown.text == readership.NAMES.get(period, "২৪ ঘণ্টা")


def test_a_desk(nasrin, paper, read):
    read(paper.publish("মাঠের খবর"), 10)
    read(paper.publish("হাটের খবর", paper.orthoniti), 20, kind="chat")
    for desk, reads, headlines in (
        (paper.khela.pk, "১০", ["মাঠের খবর"]),
        (paper.orthoniti.pk, "২০", ["হাটের খবর"]),
        ("0", "৩০", ["হাটের খবর", "মাঠের খবর"]),  # none: all
        ("x", "৩০", ["হাটের খবর", "মাঠের খবর"]),
    ):
        answer = nasrin.opens("/readership/", desk=desk)
        assert (total(answer), most(answer)) == (reads, headlines)
    kept = with_class(nasrin.opens("/readership/", desk=paper.khela.pk), "k-periods")[0]
    assert all(f"desk={paper.khela.pk}" in link.get("href") for link in kept)


def test_a_desk_without_reads_says_so(nasrin, paper, read):
    read(paper.publish("মাঠের খবর"), 10)
    answer = nasrin.opens("/readership/", desk=paper.orthoniti.pk)
    assert "এই সময়ে কোনো পাঠ নেই" in text_of(with_class(answer, "k-empty")[0])


def test_a_story(nasrin, paper, read):
    story = paper.publish("নদীতে পানি বাড়ছে", owner=nasrin.user)
    read(story, 40, quarters=4)
    read(story, 60, hours=24 * 400)
    answer = nasrin.opens(f"/readership/{story.number}/")
    assert text_of(with_class(answer, "k-head")[0].find("h1")) == "নদীতে পানি বাড়ছে"
    assert total(answer) == "৪০"
    assert "এ পর্যন্ত মোট ১০০" in text_of(with_class(answer, "k-total")[0])
    assert shares(answer, "কত দূর পড়লেন")[-1] == ("শেষ পর্যন্ত", "৪০", "১০০%")
    assert f"/pages/{story.pk}/edit/" in answer.content.decode()
    assert (
        f"/readership/{story.number}/" in nasrin.opens(f"/pages/{story.pk}/edit/").content.decode()
    )
    assert f"/readership/{story.number}/" in nasrin.opens("/stories/").content.decode()


def test_a_story_nobody_has_read_and_one_that_is_not_there(nasrin, paper):
    story = paper.write("খসড়া")
    answer = nasrin.opens(f"/readership/{story.number}/")
    assert "পাঠকের সামনে নেই" in text_of(with_class(answer, "k-empty")[0])
    for number in (999_999, 10**12, 10**19, 10**40):
        assert nasrin.client.get(f"/readership/{number}/").status_code == 404


def test_everyone_of_the_newsroom_may_look_and_no_one_else(everybody, client, paper, read):
    story = paper.publish("মাঠের খবর")
    read(story, 10)
    addresses = ("/readership/", "/readership/now/", f"/readership/{story.number}/")
    for who, person in everybody.items():
        assert {person.may_open(address) for address in addresses} == {who != "stranger"}, who
    for address in addresses:
        assert client.get(address).status_code == 302  # to the door


def test_a_withdrawn_headline_is_seen_at_its_own_desk_only(rahima, hasan, nasrin, paper, read):
    story = paper.publish("যে খবর তুলে নেওয়া হলো")
    read(story, 10)
    story.unpublish()
    assert most(rahima.opens("/readership/")) == most(nasrin.opens("/readership/"))
    assert most(rahima.opens("/readership/")) == ["যে খবর তুলে নেওয়া হলো"]
    (told,) = most(hasan.opens("/readership/"))
    assert "পাঠকের সামনে নেই" in told
    assert "তুলে নেওয়া হলো" not in hasan.opens(f"/readership/{story.number}/").content.decode()


def test_a_draft_headline_is_not_shown_to_other_desks(hasan, paper, read):
    story = paper.publish("ছাপা শিরোনাম")
    read(story, 10)
    story.title = "গোপন খসড়া শিরোনাম"
    story.save_revision()
    assert most(hasan.opens("/readership/")) == ["ছাপা শিরোনাম"]


def test_headlines_are_text(nasrin, paper, read):
    read(paper.publish("<script>alert(১)</script>"), 10)
    page = nasrin.opens("/readership/").content.decode()
    assert "<script>alert(১)" not in page
    assert "&lt;script&gt;alert(১)" in page


def test_live(nasrin, paper, read):
    story = paper.publish("খবর")
    read(story, 7)
    read(story, 5, hours=4 / 60)
    read(story, 100, hours=7 / 60)
    assert nasrin.client.get("/readership/now/").json() == {"live": "১২"}
    for address in ("/", "/readership/"):
        tree = html.fromstring(nasrin.opens(address).content.decode())
        (place,) = tree.xpath("//*[@data-now]")
        assert (place.text, place.get("data-now")) == ("১২", "/readership/now/")


def test_that_counting_stands_still_is_said(nasrin, paper):
    for address in ("/", "/readership/"):
        assert "থেমে আছে" in nasrin.opens(address).content.decode()
    (paper.data / "press.alive").touch()
    for address in ("/", "/readership/"):
        assert "থেমে আছে" not in nasrin.opens(address).content.decode()


def test_machines_get_latin_digits_in_drawings(nasrin, paper, read):
    for hours, times in itertools.product(range(3), (1, 1000)):
        read(paper.publish(f"খবর {hours} {times}"), times, hours)
    tree = html.fromstring(nasrin.opens("/readership/").content.decode())
    drawn = tree.xpath(
        "//*[local-name()='rect']/@*[name()='x' or name()='y' or name()='width' or name()='height']"
    )
    assert len(drawn) > 100
    assert [float(number) for number in drawn if not number.isascii()] == []


@pytest.mark.parametrize("address", ["/readership/", "/readership/?desk={desk}&period=month",
                                     "/readership/{number}/?period=month", "/readership/now/"])  # fmt: skip
def test_queries_are_as_many_whatever_was_read(nasrin, paper, read, address):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert (
                nasrin.client.get(
                    address.format(desk=paper.khela.pk, number=first.number)
                ).status_code
                == 200
            )
        return len(queries)

    first = paper.publish("প্রথম খবর")
    read(first, 3)
    asked()  # what is asked once a process, is asked now
    before = asked()
    for number in range(30):
        page = paper.publish(f"খবর {number}", paper.orthoniti if number % 2 else paper.khela)
        for hours in (0, 5, 24 * number):
            read(page, number + 1, hours, quarters=number % 5)
    assert asked() == before <= 40
