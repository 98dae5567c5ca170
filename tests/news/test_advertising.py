"""Advertisements and ticker lines: there in their time, gone without a trace."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from kagoj.news import advertising, queries
from kagoj.news.models import Advertisement, Breaking
from kagoj.press.printing import print_page
from kagoj.theme import assets

from .test_pictures import drawn, picture

NOW = dt.datetime(2024, 5, 18, 9, 57, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def banner(paper):
    return picture(drawn(728, 90))


def book(banner, **fields):
    fields = {"name": "সোনারগাঁও হোটেল", "alt": "হোটেলের ছবি", "place": "home-top"} | fields
    return Advertisement.objects.create(picture=banner, **fields)


def test_an_empty_place_is_nothing(paper):
    assert advertising.running("home-top") is None
    assert print_page("/parts/ad-home-top.html").body.strip() == b""


@pytest.mark.parametrize(
    ("begins", "ends", "runs"),
    [
        (None, None, True),
        (-HOUR, HOUR, True),
        (dt.timedelta(0), HOUR, True),
        (HOUR, None, False),
        (None, -HOUR, False),
        (-HOUR, dt.timedelta(0), False),
    ],
)
def test_an_advertisement_runs_between_its_two_moments(banner, begins, ends, runs):
    book(
        banner,
        begins=NOW + begins if begins is not None else None,
        ends=NOW + ends if ends is not None else None,
    )
    assert bool(advertising.running("home-top")) is runs


def test_the_newest_that_runs_stands_in_the_place(banner):
    book(banner, name="প্রথম")
    book(banner, name="দ্বিতীয়")
    book(banner, name="কাল থেকে", begins=NOW + HOUR)
    book(banner, name="অন্য জায়গার", place="story-top")
    assert advertising.running("home-top").name == "দ্বিতীয়"


def test_the_part_reserves_the_size_and_names_itself(banner):
    book(banner, link="https://example.com/?a=1&b=2")
    part = print_page("/parts/ad-home-top.html").body.decode()
    assert 'width="720"' in part  # the JPEG every browser can show
    assert 'height="89"' in part
    assert "বিজ্ঞাপন" in part
    assert 'href="https://example.com/?a=1&amp;b=2"' in part
    assert 'rel="sponsored' in part


def test_an_advertisement_cannot_end_before_it_begins(banner):
    booked = book(banner, begins=NOW, ends=NOW - HOUR)
    with pytest.raises(ValidationError, match="শেষের সময়"):
        booked.full_clean()


def test_every_place_of_the_theme_can_be_booked_and_no_other():
    templates = (assets.THEME / "templates").rglob("*.html")
    asked = {
        place
        for template in templates
        for place in re.findall(r'{% ad_place "([a-z-]+)"', template.read_text("utf-8"))
    }
    assert set(Advertisement.Place.values) == asked


def test_ticker_lines_are_the_newest_five_whose_time_is_not_over(paper, clock):
    page = paper.publish("ঘাটে ভোর")
    for n in range(7):
        Breaking.objects.create(text=f"সংবাদ {n}", until=NOW + HOUR * (n + 1), article=page)
    lines = queries.breaking()
    assert [line.title for line in lines] == [f"সংবাদ {n}" for n in (6, 5, 4, 3, 2)]
    assert lines[0].url == "/khela/1/ঘাটে-ভোর/"
    clock.shift(HOUR * 6)
    assert [line.title for line in queries.breaking()] == ["সংবাদ 6"]


def test_a_ticker_line_of_a_withdrawn_story_leads_nowhere(paper):
    page = paper.publish("ঘাটে ভোর")
    Breaking.objects.create(text="ঘাটে ভোর", until=timezone.now() + HOUR, article=page)
    paper.again(page).unpublish()
    assert [line.url for line in queries.breaking()] == [""]
