"""The list of stories as editors see it, and the way to a new one."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

import pytest
from lxml import html

from kagoj.bangla.dates import DHAKA
from kagoj.news.models import Author
from kagoj.newsroom import newslist
from kagoj.newsroom.models import NewslistEntry
from kagoj.press import announce

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2020, 2, 9, 15, 57, tzinfo=DHAKA)


HEADLINES = "//td[@class='k-stories__headline']"


def screen(answer) -> html.HtmlElement:
    return html.fromstring(answer.content.decode())


def lines(answer) -> list[str]:
    """Headlines of the list, in order."""
    return [
        " ".join(cell.text_content().split()).split(" নম্বর ")[0]
        for cell in screen(answer).xpath(HEADLINES)
    ]


def test_a_line_says_what_an_editor_asks(afroza, paper) -> None:
    who = Author.objects.create(name="তপতী গোমেজ")
    story = paper.publish("পুরোনো ঘাটে নতুন সিঁড়ি", by=[who], at=NOON)
    (row,) = screen(afroza.opens("/stories/")).xpath("//table[@class='k-stories']/tbody/tr")
    words = " ".join(row.text_content().split())
    for said in ("পুরোনো ঘাটে নতুন সিঁড়ি", "খেলা", "তপতী গোমেজ", "প্রকাশিত", "নম্বর ১"):
        assert said in words
    assert "০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭" in words  # as papers print it (design.md, section 1)
    links = [link.get("href") for link in row.xpath(".//a")]
    assert links[0] == f"/pages/{story.pk}/edit/"
    assert urlsplit(links[1]).path == story.path_of_reader


def test_one_sees_the_desks_one_works_at(afroza, hasan, nasrin, paper) -> None:
    paper.write("মাঠের খবর", paper.khela)
    paper.write("বাজারের খবর", paper.orthoniti)
    assert lines(afroza.opens("/stories/")) == ["মাঠের খবর"]
    assert lines(hasan.opens("/stories/")) == ["বাজারের খবর"]
    assert lines(hasan.opens("/stories/", desk=str(paper.khela.pk))) == ["বাজারের খবর"]
    assert lines(nasrin.opens("/stories/")) == ["বাজারের খবর", "মাঠের খবর"]


def test_a_reporter_gets_a_way_into_the_own_stories_only(rahima, paper) -> None:
    own = paper.write("নিজের লেখা", owner=rahima.user)
    paper.write("অন্যের লেখা")
    ways = screen(rahima.opens("/stories/")).xpath(f"{HEADLINES}//a/@href")
    assert ways == [f"/pages/{own.pk}/edit/"]
    assert rahima.may_open(ways[0])


def test_narrowing_by_author_date_and_state(nasrin, paper) -> None:
    tapati, tapan = (Author.objects.create(name=name) for name in ("তপতী গোমেজ", "তপন রায়"))
    paper.publish("পুরোনো", by=[tapati], at=NOON)
    paper.publish("নতুন", by=[tapan], at=NOON + dt.timedelta(days=40))
    paper.write("খসড়া", by=[tapan])
    seen = lambda **asked: lines(nasrin.opens("/stories/", **asked))  # noqa: E731
    assert seen(author="তপতী গোমেজ") == ["পুরোনো"]
    assert seen(author="গোমেজ") == ["পুরোনো"]
    assert seen(author="তপন রায়", state="draft") == ["খসড়া"]
    assert seen(state="live") == ["নতুন", "পুরোনো"]
    assert seen(since="2020-02-10", state="live") == ["নতুন"]
    assert seen(until="2020-02-09") == ["পুরোনো"]
    assert seen(q="পুরো") == ["পুরোনো"]


def test_a_name_of_two_is_asked_back(nasrin, paper) -> None:
    for name in ("তপতী গোমেজ", "তপন রায়"):
        Author.objects.create(name=name)
    said = nasrin.opens("/stories/", author="তপ").content.decode()
    assert "কোন প্রতিবেদক?" in said
    assert "তপতী গোমেজ" in said
    assert "নামে কোনো প্রতিবেদক নেই" in nasrin.opens("/stories/", author="কেউনা").content.decode()


def test_older_ones_are_one_press_away(nasrin, paper, monkeypatch) -> None:
    monkeypatch.setattr(newslist, "SIZE", 3)
    monkeypatch.setattr(newslist.ask, "__defaults__", (None, 3))
    for i in range(5):
        paper.publish(f"খবর {i}", at=NOON + dt.timedelta(hours=i))
    first = nasrin.opens("/stories/", state="live")
    assert lines(first) == ["খবর 4", "খবর 3", "খবর 2"]
    (older,) = screen(first).xpath("//a[@rel='next']/@href")
    second = nasrin.client.get("/stories/" + older)
    assert lines(second) == ["খবর 1", "খবর 0"]
    assert "শুরুতে ফিরুন" in second.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "x" * 5000},
        {"q": "\x00"},
        {"q": '"' * 50 + "*" * 50},
        {"desk": "' OR 1=1"},
        {"state": "secret"},
        {"since": "9999-99-99", "until": "0000-00-00"},
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"after": "99999999999999999999-1"},
        {"author": "\x00'"},
        {"mine": "x"},
    ],
)
def test_nonsense_in_the_address_is_answered_with_a_list(nasrin, paper, asked) -> None:
    paper.write("একটি খবর")
    assert nasrin.client.get("/stories/", asked).status_code == 200


def test_who_writes_at_one_desk_is_not_asked_which(rahima, nasrin, stranger, paper) -> None:
    answer = rahima.client.get("/stories/new/")
    assert answer.url == f"/pages/add/news/articlepage/{paper.khela.pk}/"
    ways = screen(nasrin.opens("/stories/new/")).xpath("//ul[@class='k-choices']//a/text()")
    assert ways == ["খেলা", "অর্থনীতি"]


def test_a_desk_in_the_page_tree_and_the_sidebars_search_lead_to_the_list(nasrin, paper) -> None:
    assert nasrin.client.get(f"/pages/{paper.khela.pk}/").url == f"/stories/?desk={paper.khela.pk}"
    assert nasrin.opens("/pages/search/", q="নৌকা").redirect_chain[0][0].startswith("/stories/?q=")
    assert nasrin.may_open(f"/pages/{paper.home.pk}/")


def test_the_screens_ask_the_same_whatever_the_archive(
    nasrin, paper, django_assert_max_num_queries
) -> None:
    """At most 40 queries on a list or edit screen (design.md, section 6), however many stories."""
    story = paper.publish("একটি খবর")
    stories = [
        NewslistEntry(
            number=1000 + i,
            page_id=100_000 + i,
            desk=paper.khela.pk,
            state="published",
            live=True,
            headline=f"আর্কাইভ {i}",
            published=NOON,
            touched=NOON,
            shown=NOON,
        )
        for i in range(500)
    ]
    counts = []
    for more in ([], stories):
        NewslistEntry.objects.bulk_create(more)
        for address in ("/", "/stories/", "/stories/?q=খবর", f"/pages/{story.pk}/edit/"):
            nasrin.client.get(address)  # what is asked once a process, is asked now
            with django_assert_max_num_queries(40) as asked:
                assert nasrin.client.get(address).status_code == 200
            counts.append(len(asked.captured_queries))
    assert all(many <= few for few, many in zip(counts[:4], counts[4:], strict=True))


def test_words_are_offered_while_an_editor_types(client, afroza, paper) -> None:
    story = paper.publish("নির্বাচন নিয়ে বৈঠক", paper.khela)
    announce.announce([f"/n/{story.number}"])
    field = screen(afroza.opens("/stories/")).xpath("//input[@name='q']")[0]
    for begun in ("নির্ব", "nirb"):
        answer = afroza.opens(f"{field.get('data-from')}?q={begun}")
        assert answer.json() == {"q": begun, "words": ["নির্বাচন"]}
    assert client.get("/stories/suggest/?q=nirb").status_code == 302  # to sign in


def test_the_list_says_how_letters_were_read_and_asks_what_was_meant(afroza, paper) -> None:
    story = paper.publish("নির্বাচন নিয়ে বৈঠক", paper.khela)
    announce.announce([f"/n/{story.number}"])
    read = afroza.opens("/stories/?q=nirbachon")
    assert lines(read) == ["নির্বাচন নিয়ে বৈঠক"]
    assert "‘নির্বাচন’ লিখেও খোঁজা হয়েছে।" in read.content.decode()
    (link,) = screen(afroza.opens("/stories/?q=নির্বাচোন")).xpath(
        "//p[contains(., 'আপনি কি')]/a/@href"
    )
    assert lines(afroza.opens(f"/stories/{link}")) == ["নির্বাচন নিয়ে বৈঠক"]
