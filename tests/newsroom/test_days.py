"""Dates in the newsroom's forms: written as people write them, told in both calendars."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kagoj.bangla.dates import DHAKA
from kagoj.news.models import Breaking, Imprint
from kagoj.newsroom.days import BanglaDateField, BanglaMomentField
from kagoj.newsroom.roles import Role

NOON = dt.datetime(2024, 5, 18, 15, 57, tzinfo=DHAKA)


@pytest.fixture
def editor(paper, person):
    return person("নাসরিন", Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    "written",
    [
        "2024-05-18 15:57",
        "২০২৪-০৫-১৮ ১৫:৫৭",
        "১৮/০৫/২০২৪ ১৫:৫৭",
        "১৮ মে ২০২৪, ১৫:৫৭",
        "৪ জ্যৈষ্ঠ ১৪৩১, ১৫:৫৭",
        "শনিবার, ৪ঠা জ্যৈষ্ঠ ১৪৩১ ১৫:৫৭",
    ],
)
def test_a_field_takes_a_moment_however_it_is_written(paper, written):
    assert BanglaMomentField().clean(written) == NOON
    day = written.removesuffix("১৫:৫৭").removesuffix("15:57")
    assert BanglaDateField().clean(day) == NOON.date()
    assert BanglaMomentField().clean(day) == NOON.replace(hour=0, minute=0)


def test_an_empty_field_is_no_date(paper):
    assert BanglaMomentField(required=False).clean("  ") is None
    assert BanglaDateField(required=False).clean("") is None
    assert BanglaMomentField().clean(NOON) == NOON
    assert BanglaDateField().clean(NOON.date()) == NOON.date()


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("৩০ ফাল্গুন ১৪৩১", "ফাল্গুন ১৪৩১ মাসে ২৯ দিন; ৩০ তারিখ নেই।"),
        ("কাল সকালে", "তারিখ হিসেবে পড়া যায়নি"),
        ("৪ জ্যৈষ্ঠ ২০২৪", "এটি ২৬১৭ সাল"),  # the year of the other calendar
        ("১৮ মে ১৪৩১", "এটি ১৪৩১ সাল"),
        ("০০০১-০১-০১", "এটি ১ সাল"),
    ],
)
def test_what_is_no_date_is_refused_in_bangla(paper, written, says):
    for field in (BanglaDateField(), BanglaMomentField()):
        with pytest.raises(ValidationError, match=says):
            field.clean(written)


def test_bangla_dates_are_the_papers_own(paper):
    Imprint.objects.update(calendar="wb")
    assert BanglaDateField().clean("৩ জ্যৈষ্ঠ ১৪৩২") == dt.date(2025, 5, 18)


def test_every_form_of_the_newsroom_reads_them(editor):
    answer = editor.sends(
        "/snippets/news/breaking/add/", text="ঘাটে ভিড়", until="৪ জ্যৈষ্ঠ ১৪৩১, ১৫:৫৭"
    )
    assert answer.status_code == 302
    assert Breaking.objects.get().until == NOON
    answer = editor.sends("/snippets/news/breaking/add/", text="ঘাটে ভিড়", until="৩০ ফাল্গুন ১৪৩১")
    assert "৩০ তারিখ নেই" in answer.content.decode()
    assert Breaking.objects.count() == 1


def test_a_story_is_scheduled_by_a_bangla_date(paper, editor):
    form = editor.opens(f"/pages/{paper.write('ভোরের খবর').pk}/edit/").context["form"]
    assert isinstance(form.fields["go_live_at"], BanglaMomentField)
    assert isinstance(form.fields["expire_at"], BanglaMomentField)


def asked(person, **fields):
    return person.client.get(reverse("newsroom_days"), fields).json()


def test_a_day_is_told_while_it_is_written(editor):
    line = "শনিবার, ১৮ মে ২০২৪, ৪ জ্যৈষ্ঠ ১৪৩১"
    assert asked(editor, text="১৮/০৫/২০২৪") == {"value": "2024-05-18", "said": line}
    moment = asked(editor, text="৪ জ্যৈষ্ঠ ১৪৩১, ১৫:৫৭", kind="moment")
    assert moment == {"value": "2024-05-18 15:57", "said": line}
    assert "৩০ তারিখ নেই" in asked(editor, text="৩০ ফাল্গুন ১৪৩১")["fault"]
    for text in ("", "\x00", "<b>" * 1000):
        assert list(asked(editor, text=text)) == ["fault"]
    Imprint.objects.update(calendar="wb", hijri=True, sunday="রোববার")
    told = asked(editor, text="১৮ মে ২০২৫")["said"]
    assert told == "রোববার, ১৮ মে ২০২৫, ৩ জ্যৈষ্ঠ ১৪৩২, ১৯ জিলকদ ১৪৪৬ হিজরি"


def test_strangers_are_told_nothing(client, paper):
    assert client.get(reverse("newsroom_days"), {"text": "১৮ মে ২০২৪"}).status_code == 302


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("০২০২-০৫-১৮ ১০:০০", "২০২ সাল"),
        ("20026-05-18 10:00", "‘২০০২৬’"),
        ("18/05/202", "‘২০২’"),
        ("১৮ মে ২০০২৬", "‘২০০২৬’"),
    ],
    ids=["three-digits", "five", "at-the-end", "in-words"],
)
def test_a_year_outside_sense_is_refused_by_name(editor, text, named):
    assert named in asked(editor, text=text, kind="moment", name="go_live_at")["fault"]


def test_a_time_of_publication_that_is_past_is_taken_with_a_word_of_warning(editor):
    past = asked(editor, text="2020-05-18 10:00", kind="moment", name="go_live_at")
    assert past["value"] == "2020-05-18 10:00"
    assert "পেরিয়ে গেছে" in past["warning"]
    for text, name in (("2149-05-18 10:00", "go_live_at"), ("2020-05-18 10:00", "until")):
        assert "warning" not in asked(editor, text=text, kind="moment", name=name)
