"""Search as a reader meets it: a real index, the printed frame, friendly sentences."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from kagoj.delivery.search_page import Question, fill, read_question, render
from kagoj.search.asking import Asked
from kagoj.search.documents import Document, Hit, Results, Span
from kagoj.search.index import Index

FRAME = """<!doctype html><html><body><form>
<input name="q" value="<!--#kagoj query -->">
<select name="desk"><option value="">সব</option>
<option value="khela"<!--#kagoj selected desk=khela -->>খেলা</option>
<option value="nodi"<!--#kagoj selected desk=nodi -->>নদী</option></select>
<input type="date" name="since" value="<!--#kagoj since -->">
<input type="date" name="until" value="<!--#kagoj until -->">
<select name="order"><option value="newest"<!--#kagoj selected order=newest -->>নতুন</option></select>
</form><!--#kagoj unknown --><!--#kagoj results --><!--#include virtual="/parts/latest.html" -->
</body></html>"""


@pytest.fixture
def index(paper):
    index = Index(paper.data / "search.db")
    index.put(
        Document(
            number=number,
            path=f"/{desk}/{number}/নৌকা-{number}/",
            headline=f"নৌকাবাইচের খবর {number} <b>মোটা</b>",
            deck="",
            body="বর্ষার নদীতে নৌকাবাইচের আয়োজন করেছে গ্রামের মানুষ।",
            desk=desk,
            desk_title={"khela": "খেলা", "nodi": "নদী"}[desk],
            byline="",
            published=dt.datetime(2024, 5, number, 9, 57, tzinfo=dt.UTC),
        )
        for number, desk in ((n, "khela" if n % 5 else "nodi") for n in range(1, 26))
    )
    yield index
    index.close()


@pytest.fixture
def reader(paper, reader_of):
    paper.page("/search", FRAME)
    return reader_of()


def shown(answer):
    return html.fromstring(answer.body.decode())


def words(answer):
    return " ".join(shown(answer).xpath("//section")[0].text_content().split())


def test_the_days_of_a_search_may_be_written_by_either_calendar():
    asked = read_question("q=x&since=১৮ বৈশাখ ১৪৩১&until=১৮/০৫/২০২৪")
    assert (asked.since, asked.until) == (dt.date(2024, 5, 1), dt.date(2024, 5, 18))
    assert "বোঝা যায়নি" in read_question("q=x&since=৩০ ফাল্গুন ১৪৩১").remarks[0]


def test_what_is_found_is_marked_and_paged(reader, index):
    found = reader.ask("/search?q=নৌকাবাইচের")
    assert found.status == 200
    page = shown(found)
    assert len(page.xpath("//section//li")) == 20
    assert page.xpath("//input[@name='q']/@value") == ["নৌকাবাইচের"]
    assert set(page.xpath("//mark/text()")) == {"নৌকাবাইচের"}
    # Percent-encoded UTF-8 of 'নৌকা'.
    assert all("/%E0%A6%A8%E0%A7%8C%E0%A6%95%E0%A6%BE-" in at for at in page.xpath("//li//a/@href"))
    assert "২৫টি সংবাদ, পাতা ১/২" in words(found)
    (more,) = page.xpath("//nav[@class='paging']/a")
    assert more.get("rel") == "next"
    second = reader.ask(more.get("href"))
    assert len(shown(second).xpath("//section//li")) == 5
    assert shown(second).xpath("//nav/a/@rel") == ["prev"]
    assert found.header("x-robots-tag") == "noindex"
    assert "সর্বশেষ: এক" in shown(found).text_content()
    assert b"#kagoj" not in found.body


def test_markup_in_stories_is_text(reader, index):
    found = reader.ask("/search?q=নৌকাবাইচের")
    assert not shown(found).xpath("//section//b")
    assert "<b>মোটা</b>" in words(found)


def test_times_are_in_bangla_and_for_machines(reader, index):
    found = reader.ask("/search?q=নৌকাবাইচের&since=2024-05-02&until=2024-05-02")
    (time,) = shown(found).xpath("//time")
    # 09:57 in UTC is 15:57 in Dhaka.
    assert time.text == "০২ মে ২০২৪, ১৫:৫৭"
    assert dt.datetime.fromisoformat(time.get("datetime")) == dt.datetime(
        2024, 5, 2, 9, 57, tzinfo=dt.UTC
    )


def test_filters_and_order_stay_in_the_form_and_in_the_paging(reader, index):
    found = reader.ask(
        "/search?q=নৌকাবাইচের&desk=khela&since=2024-05-01&until=২০২৪-০৫-৩১&order=newest"
    )
    page = shown(found)
    assert "২০টি" in words(found)
    assert page.xpath("//select[@name='desk']/option[@selected]/@value") == ["khela"]
    assert page.xpath("//select[@name='order']/option[@selected]/@value") == ["newest"]
    assert page.xpath("//input[@name='since']/@value") == ["2024-05-01"]
    assert page.xpath("//input[@name='until']/@value") == ["2024-05-31"]
    assert page.xpath("//li//a/@href")[0].startswith("/khela/24/")
    only = reader.ask("/search?q=নৌকাবাইচের&desk=nodi&from=2024-05-06&to=2024-05-12")
    assert len(shown(only).xpath("//li")) == 1


def test_nothing_asked(reader, index):
    for address in ("/search", "/search?", "/search?q=", "/search?q=%20%09"):
        found = reader.ask(address)
        assert found.status == 200
        assert words(found) == "কী খুঁজছেন, ওপরের ঘরে লিখুন।"


def test_nothing_found(reader, index):
    found = reader.ask("/search?q=হিমবাহ%3Cscript%3E")
    assert found.status == 200
    assert "‘হিমবাহ<script>’ নিয়ে কিছু পাওয়া যায়নি" in words(found)
    assert not shown(found).xpath("//script")


def test_a_page_beyond_the_end(reader, index):
    found = reader.ask("/search?q=নৌকাবাইচের&page=৯")
    assert found.status == 200
    assert "২ পাতায় শেষ" in words(found)
    assert reader.ask(shown(found).xpath("//section//a/@href")[0]).status == 200


def test_no_index_yet(reader):
    found = reader.ask("/search?q=নদী")
    assert found.status == 503
    assert found.header("cache-control") == "no-store"
    assert words(found).endswith("খোঁজা এখন সম্ভব হচ্ছে না। একটু পরে আবার চেষ্টা করুন।")
    assert reader.ask("/search").status == 200


def test_a_damaged_index(reader, paper):
    (paper.data / "search.db").write_bytes(b"no index at all " * 1000)
    assert "সম্ভব হচ্ছে না" in words(reader.ask("/search?q=নদী"))


def test_a_long_question_is_cut_and_said_so(reader, index):
    found = reader.ask("/search?q=" + "নদী" * 100)
    assert found.status == 200
    assert "প্রথম ২০০ অক্ষর" in words(found)
    assert len(shown(found).xpath("//input[@name='q']/@value")[0]) == 200


def test_impossible_dates_are_left_out_and_said_so(reader, index):
    found = reader.ask("/search?q=নৌকাবাইচের&since=2024-02-30&until=soon")
    assert "‘কোন দিন থেকে’ তারিখটি বোঝা যায়নি" in words(found)
    assert "‘কোন দিন পর্যন্ত’ তারিখটি বোঝা যায়নি" in words(found)
    assert "২৫টি" in words(found)
    turned = reader.ask("/search?q=নৌকাবাইচের&since=2024-05-10&until=2024-05-09")
    assert len(shown(turned).xpath("//li")) == 2


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (("কফিহাউস", "<b>"), "‘কফিহাউস’, ‘<b>’ কোনো সংবাদে নেই"),
        ((), "সব শব্দ একসঙ্গে কোনো সংবাদে নেই"),
    ],
)
def test_what_was_left_out_of_the_question_is_said(missing, said):
    hit = Hit(
        1, "/a/1/", [Span("নদী", True)], [], "a", "ক", "", dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    )
    results = Results(total=1, pages=1, hits=[hit], loosened=True, missing=missing)
    page = render(Question(query="নদী কফিহাউস"), Asked(results, "নদী কফিহাউস"))
    assert said in html.fromstring(page).text_content()
    plain = render(Question(query="নদী"), Asked(Results(total=1, pages=1, hits=[hit]), "নদী"))
    assert "কোনো সংবাদে নেই" not in plain


@pytest.mark.parametrize("typed", ["খেলা", " খেলা ", "“খেলা”"])
def test_a_desk_of_that_very_name_comes_first(reader, index, typed):
    page = shown(reader.ask(f"/search?q={typed}"))
    assert page.xpath("//section//p[1]/a/@href") == ["/khela/"]
    assert "বিভাগ: খেলা" in words(reader.ask(f"/search?q={typed}"))


@pytest.mark.parametrize("typed", ["খেলার", "খেলা নদী", "সব", "", "<b>"])
def test_no_other_question_leads_to_a_desk(reader, index, typed):
    assert "বিভাগ:" not in words(reader.ask(f"/search?q={typed}"))


def test_values_cannot_leave_their_attribute(reader, index):
    found = reader.ask(
        "/search?q=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E&desk=%22%3E&order=%22%3E"
    )
    page = shown(found)
    assert not page.xpath("//img")
    assert page.xpath("//input[@name='q']/@value") == ['"><img src=x onerror=alert(1)>']


def test_a_question_cannot_bring_directives_along():
    question = Question(query="<!--#kagoj results -->")
    filled = fill(
        b"<!--#kagoj query -->|<!--#kagoj results -->", question, Asked(Results(), question.query)
    )
    assert filled.count(b"<section") == 1


def test_search_answers_conditions_and_head(reader, index):
    first = reader.ask("/search?q=নৌকাবাইচের", accept_encoding="gzip")
    assert first.header("content-encoding") == "gzip"
    etag = first.header("etag")
    again = reader.ask("/search?q=নৌকাবাইচের", accept_encoding="gzip", if_none_match=etag)
    assert again.status == 304
    head = reader.ask("/search?q=নৌকাবাইচের", method="HEAD")
    assert (head.status, head.body) == (200, b"")


def test_without_a_printed_frame_search_is_away(paper, reader):
    paper.remove("/search")
    assert reader.ask("/search?q=নদী").status == 503


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_no_query_string_raises(text):
    question = read_question(text)
    assert len(question.query) <= 200
    assert 1 <= question.page <= 500
    for word in ("q", "desk", "since", "until", "order", "page"):
        read_question(f"{word}={text}")


def test_an_enormous_query_string_is_no_work():
    question = read_question("q=" + "%E0%A6%95" * 100_000 + "&a=1" * 100_000)
    assert len(question.query) <= 200
    assert read_question("&".join(f"a{n}=1" for n in range(900)) + "&q=x").query in {"", "x"}


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("q=x&desk=&since=&until=&order=", "/search?q=x"),
        ("q=%E0%A6%A8&desk=khela&order=", "/search?q=%E0%A6%A8&desk=khela"),
        ("q=&order=", "/search?q="),
        ("&&q=x&", "/search?q=x"),
        ("q=x", None),
        ("q=x&desk=khela&utm_source=", None),
        ("", None),
    ],
    ids=["all", "some", "nothing", "separators", "plain", "of-others", "none"],
)
def test_fields_left_empty_are_left_out_of_the_address(reader, index, asked, location):
    found = reader.ask(f"/search?{asked}" if asked else "/search")
    if location is None:
        assert found.status == 200
    else:
        assert (found.status, found.header("location")) == (302, location)
        assert reader.ask(location).status == 200
