"""A reader's way to a day: by either calendar, in either digits, without a script."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.calendar import RECKONINGS
from kagoj.delivery.archive_page import fill, read_day

FRAME = '<form><input name="day" value="<!--#kagoj asked -->"></form><!--#kagoj told -->'
DAY = "/archive/2024/05/18/"


@pytest.fixture
def reader(paper, reader_of):
    paper.page("/archive/", FRAME)
    paper.page(DAY)
    return reader_of()


def asking(day, **more):
    fields = "".join(f"&{name}={quote(value)}" for name, value in more.items())
    return f"/archive/?day={quote(day)}{fields}"


@pytest.mark.parametrize(
    "written",
    [
        "৪ জ্যৈষ্ঠ ১৪৩১",
        "৪ঠা জ্যৈষ্ঠ, ১৪৩১ বঙ্গাব্দ",
        "১৮ মে ২০২৪",
        "2024-05-18",
        "১৮/০৫/২০২৪",
        " শনিবার, ১৮ মে ২০২৪ ",
    ],
)
def test_a_day_is_found_however_it_is_written(reader, written):
    found = reader.ask(asking(written))
    assert (found.status, found.header("location")) == (302, DAY)


def test_a_paper_of_west_bengal_is_asked_by_its_own_calendar(paper, reader):
    paper.page("/archive/2025/05/18/")
    for calendar, written in {"bd": "৪ জ্যৈষ্ঠ ১৪৩২", "wb": "৩ জ্যৈষ্ঠ ১৪৩২"}.items():
        found = reader.ask(asking(written, calendar=calendar))
        assert found.header("location") == "/archive/2025/05/18/"
    assert reader.ask(asking("৪ জ্যৈষ্ঠ ১৪৩১", calendar="mars")).header("location") == DAY


def test_without_a_question_there_is_the_form(reader):
    for address in ("/archive/", "/archive/?", "/archive/?day=", "/archive/?day=%20%09"):
        found = reader.ask(address)
        assert found.status == 200
        assert found.body.decode() == '<form><input name="day" value=""></form>'
    assert reader.ask("/archive").header("location") == "/archive/"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("৩০ ফাল্গুন ১৪৩১", "ফাল্গুন ১৪৩১ মাসে ২৯ দিন; ৩০ তারিখ নেই।"),
        ("৩০ ফেব্রুয়ারি ২০২৪", "৩০ ফেব্রুয়ারি ২০২৪ বলে কোনো দিন নেই।"),
        ("গত পরশু", "পড়া যায়নি"),
        ("১৭ মে ২০২৪", "১৭ মে ২০২৪ (৩ জ্যৈষ্ঠ ১৪৩১): সেদিনের কোনো সংবাদ এখানে নেই।"),
        ("1 January 0001", "১ জানুয়ারি ১: সেদিনের"),
        ("০০০১-০১-০১", "১ জানুয়ারি ১: সেদিনের"),
        ("৩১/১২/৯৯৯৯", "সেদিনের কোনো সংবাদ এখানে নেই"),
    ],
)
def test_no_day_and_a_day_without_news_are_said_in_words(reader, written, says):
    found = reader.ask(asking(written))
    page = found.body.decode()
    assert found.status == 404
    assert says in page
    assert f'value="{written}"' in page


def test_nothing_a_reader_writes_gets_out_of_its_place(reader):
    found = reader.ask(asking('"><script>alert(1)</script>'))
    assert b"<script>" not in found.body
    head = reader.ask(asking("গত পরশু"), method="HEAD")
    assert (head.status, head.body) == (404, b"")


def test_a_day_that_the_press_can_print_is_led_to(paper, reader, delivery, monkeypatch):
    from kagoj.delivery.on_demand import Outcome

    for outcome, status in {Outcome.PRINTED: 302, Outcome.LATER: 302, Outcome.NOTHING: 404}.items():
        monkeypatch.setattr(delivery._on_demand, "ask", lambda key, said=outcome: said)
        assert reader.ask(asking("১৬ মে ২০২৪")).status == status


def test_before_anything_is_printed_it_comes_later(paper, reader_of):
    paper.remove("/archive/")
    assert reader_of().ask("/archive/?day=x").status == 503


@given(st.text(max_size=200), st.sampled_from([*RECKONINGS, "", "\x00"]))
def test_any_question_is_answered(text, calendar):
    for query in (text, f"day={quote(text, errors='replace')}&calendar={quote(calendar)}"):
        asked = read_day(query)
        assert (asked.day is not None) + bool(asked.refusal) <= 1
        told = asked.refusal or asked.nothing_there
        fill(FRAME.encode(), asked.text, told).decode()
