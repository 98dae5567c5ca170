"""Times as Bangla papers print them. Expected values were worked out by hand from the print."""

from datetime import datetime

import pytest
from time_machine import travel

from kagoj.bangla.dates import DHAKA
from kagoj.bangla.normalise import normalise
from kagoj.intake.datelines import Dateline, read_dateline
from kagoj.intake.lines import Line, clean


def dateline(text: str) -> Dateline:
    return read_dateline(normalise(text))


def printed(text: str) -> list[tuple[str, str | None]]:
    """Label and time ('2020-02-09 15:57' in Dhaka) of each moment in a line."""
    return [
        (moment.label, moment.value and moment.value.strftime("%Y-%m-%d %H:%M"))
        for moment in dateline(text).moments
    ]


ONE_TIME = {
    # Digits, months, orders
    "০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭": "2020-02-09 15:57",
    "9 February 2020, 15:57": "2020-02-09 15:57",
    "৯ Feb ২০২০ ১৫:৫৭": "2020-02-09 15:57",
    "February 9, 2020, 15:57": "2020-02-09 15:57",
    "ফেব্রুয়ারি ৯, ২০২০, ১৫:৫৭": "2020-02-09 15:57",
    "০৯ ফেব্রুয়ারী, ২০২০ ১৫:৫৭": "2020-02-09 15:57",
    "১৫:৫৭, ০৯ ফেব্রুয়ারি ২০২০": "2020-02-09 15:57",
    "০৯ ফেব্রু ২০২০, ১৫:৫৭": "2020-02-09 15:57",
    "৯ই ফেব্রুয়ারি, ২০২০ ১৫:৫৭": "2020-02-09 15:57",
    "২রা জানুয়ারী ২০২১ ০০:০৫": "2021-01-02 00:05",
    "১৫ই আগষ্ট ২০১৯, ০৭:০০": "2019-08-15 07:00",
    "১৫ অগস্ট ২০১৯, ০৭:০০": "2019-08-15 07:00",
    "৩১শে ডিসেম্বর ২০১৯, ২৩:৫৯": "2019-12-31 23:59",
    "৯ ফেব্রুয়ারি’২০, ১৫:৫৭": "2020-02-09 15:57",
    "০৯/০২/২০২০ ১৫:৫৭": "2020-02-09 15:57",
    "০৯-০২-২০২০ ১৫:৫৭": "2020-02-09 15:57",
    "09.02.2020 15:57": "2020-02-09 15:57",
    "২০২০-০২-০৯ ১৫:৫৭:০০": "2020-02-09 15:57",
    "2020-02-09T15:57:00+06:00": "2020-02-09 15:57",
    "2020-02-09T09:57:00Z": "2020-02-09 15:57",
    "2020-02-09T09:57:00.123+00:00": "2020-02-09 15:57",
    "২১: ৫০, ০৬ অক্টোবর ২০২৩": "2023-10-06 21:50",
    # Twelve hours
    "০৯ ফেব্রুয়ারি ২০২০, ০৩:৫৭ পিএম": "2020-02-09 15:57",
    "০৯ ফেব্রুয়ারি ২০২০, ০৩:৫৭ পি.এম.": "2020-02-09 15:57",
    "০৯ ফেব্রুয়ারি ২০২০, ০৩:৫৭ PM": "2020-02-09 15:57",
    "০৯ ফেব্রুয়ারি ২০২০, ০৩:৫৭ এএম": "2020-02-09 03:57",
    "০৯ ফেব্রুয়ারি ২০২০, ১২:০২ এএম": "2020-02-09 00:02",
    "০৯ ফেব্রুয়ারি ২০২০, ১২:০২ পিএম": "2020-02-09 12:02",
    "০৯ ফেব্রুয়ারি ২০২০, ৩.৫৭ পিএম": "2020-02-09 15:57",
    "০৯ ফেব্রুয়ারি ২০২০, ৩:৫৭ অপরাহ্ণ": "2020-02-09 15:57",
    "১:০৫ অপরাহ্ন, ফেব্রুয়ারি ১, ২০২৩": "2023-02-01 13:05",
    "০৯ ফেব্রুয়ারি ২০২০, ৩:৫৭ পূর্বাহ্ন": "2020-02-09 03:57",
    "৮:৩৮ পূর্বাহ্ণ, ডিসেম্বর ২৩, ২০২২": "2022-12-23 08:38",
    # Parts of the day
    "০৯ ফেব্রুয়ারি ২০২০, ভোর ৫:১০": "2020-02-09 05:10",
    "০৯ ফেব্রুয়ারি ২০২০ সকাল ১০:২২": "2020-02-09 10:22",
    "০৯ ফেব্রুয়ারি ২০২০ সকাল ১০টা": "2020-02-09 10:00",
    "০৯ ফেব্রুয়ারি ২০২০, দুপুর ১২:৩০": "2020-02-09 12:30",
    "০৯ ফেব্রুয়ারি ২০২০, দুপুর ২টা ৩৫ মিনিট": "2020-02-09 14:35",
    "০৯ ফেব্রুয়ারি ২০২০, বিকাল ৩:৫৭": "2020-02-09 15:57",
    "০৯ ফেব্রুয়ারি ২০২০, বিকেল সাড়ে ৫টা": "2020-02-09 17:30",
    "০৯ ফেব্রুয়ারি ২০২০, সন্ধ্যা সোয়া ৬টা": "2020-02-09 18:15",
    "০৯ ফেব্রুয়ারি ২০২০, রাত পৌনে ১০টা": "2020-02-09 21:45",
    "০৯ ফেব্রুয়ারি ২০২০, রাত ১১:৫৯": "2020-02-09 23:59",
    "০৯ ফেব্রুয়ারি ২০২০, রাত ১২:১০": "2020-02-09 00:10",
    "০৯ ফেব্রুয়ারি ২০২০, রাত ২:৪০": "2020-02-09 02:40",
    "০৯ ফেব্রুয়ারি ২০২০, বেলা ১১টা": "2020-02-09 11:00",
    "০৯ ফেব্রুয়ারি ২০২০, দুপুর দেড়টা": "2020-02-09 13:30",
    # Hundreds of hours, as agencies print
    "১৬৩৪ ঘণ্টা, এপ্রিল ২৩, ২০১৯": "2019-04-23 16:34",
    # A weekday, another calendar, words beside the date
    "রবিবার, ০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭": "2020-02-09 15:57",
    "০৯ ফেব্রুয়ারি ২০২০ খ্রিস্টাব্দ, ২৬ মাঘ ১৪২৬ বঙ্গাব্দ, ১৫:৫৭": "2020-02-09 15:57",
    "৯ ফেব্রুয়ারি ২০২০ ইং, সময়ঃ ৩:৫৭ পিএম": "2020-02-09 15:57",
    # No hour printed
    "০৯ ফেব্রুয়ারি ২০২০": "2020-02-09 00:00",
    # Only a Bangla date: 26 Magh 1426 was 9 February 2020 (Bangla Academy, since October 2019).
    "২৬ মাঘ ১৪২৬": "2020-02-09 00:00",
}


@pytest.mark.parametrize(("text", "time"), ONE_TIME.items())
def test_reads_a_time(text: str, time: str) -> None:
    assert printed(text) == [("", time)]


LABELLED = {
    "প্রকাশিত: ০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭": [("published", "2020-02-09 15:57")],
    "প্রকাশিতঃ ০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭": [("published", "2020-02-09 15:57")],
    "প্রকাশ : ০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭": [("published", "2020-02-09 15:57")],
    "প্রকাশের সময় : ০৯ ফেব্রুয়ারি, ২০২০, ০৩:৫৭ পিএম": [("published", "2020-02-09 15:57")],
    "Published: February 9, 2020 3:57 pm": [("published", "2020-02-09 15:57")],
    "আপডেট : ০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭": [("updated", "2020-02-09 15:57")],
    "সর্বশেষ আপডেট: ০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭": [("updated", "2020-02-09 15:57")],
    "Last Updated: 9 Feb 2020, 3:57 PM": [("updated", "2020-02-09 15:57")],
    "প্রকাশ: ৯ মে ২০২০, ১৫:৫৭ | আপডেট: ১০ মে ২০২০, ০৮:০০": [
        ("published", "2020-05-09 15:57"),
        ("updated", "2020-05-10 08:00"),
    ],
    "৯ মে ২০২০, ১৫:৫৭আপডেট : ১০ মে ২০২০, ০০:৫৮": [
        ("", "2020-05-09 15:57"),
        ("updated", "2020-05-10 00:58"),
    ],
    "প্রকাশ: ৯ মে ২০২০, ১৫:৫৭ | আপডেট: ১৭:৩০": [
        ("published", "2020-05-09 15:57"),
        ("updated", "2020-05-09 17:30"),
    ],
}


@pytest.mark.parametrize(("text", "times"), LABELLED.items())
def test_tells_published_from_updated(text: str, times: list[tuple[str, str]]) -> None:
    assert printed(text) == times


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("৩১ ফেব্রুয়ারি ২০২০, ১৫:৫৭", "এমন তারিখ নেই"),
        ("২৯ ফেব্রুয়ারি ২০২১", "এমন তারিখ নেই"),
        ("০০ মে ২০২০", "এমন তারিখ নেই"),
        ("৪৫/১৩/২০২০", "এমন তারিখ নেই"),
        ("2020-13-45T10:00:00Z", "এমন তারিখ নেই"),
        ("০৯ ফেব্রুয়ারি ২০২০, ২৫:৬১", "এমন সময় নেই"),
        ("০৯ ফেব্রুয়ারি ২০২০, ২৪:০০", "এমন সময় নেই"),
        ("০৯ ফেব্রুয়ারি ৯৯৯৯", "এমন সাল"),
        ("০৯ ফেব্রুয়ারি ১২০৪", "এমন সাল"),
        ("০৯ ফেব্রুয়ারি, ১৫:৫৭", "সাল ছাপা নেই"),
    ],
)
def test_refuses_a_time_that_cannot_have_been(text: str, reason: str) -> None:
    [moment] = dateline(text).moments
    assert moment.value is None
    assert normalise(reason) in moment.why


def test_naive_times_are_dhakas_and_others_are_told_in_it() -> None:
    [here] = dateline("০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭").moments
    [there] = dateline("2020-02-09T10:57:00+01:00").moments
    assert here.value == there.value == datetime(2020, 2, 9, 15, 57, tzinfo=DHAKA)
    assert there.value is not None
    assert there.value.isoformat() == "2020-02-09T15:57:00+06:00"


def test_doubt_lowers_confidence_and_is_told() -> None:
    [sure] = dateline("প্রকাশ: ০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭").moments
    [weekday] = dateline("প্রকাশ: সোমবার, ০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭").moments  # it was a Sunday
    [numbers] = dateline("০৯/০২/২০২০ ১৫:৫৭").moments
    [no_hour] = dateline("০৯ ফেব্রুয়ারি ২০২০").moments
    assert sure.confidence > 0.9
    assert weekday.confidence <= 0.5
    assert "বার" in weekday.why
    assert numbers.confidence < sure.confidence
    assert "দিন" in numbers.why
    assert no_hour.confidence < 0.8
    assert not no_hour.timed


@travel(datetime(2024, 5, 18, 12, tzinfo=DHAKA), tick=False)
def test_a_day_to_come_is_doubted() -> None:
    [moment] = dateline("০৯ ফেব্রুয়ারি ২০২৫, ১৫:৫৭").moments
    assert moment.value is not None
    assert moment.confidence <= 0.4


@pytest.mark.parametrize(
    "text",
    [
        "শুক্রবার, ১৭ মে ২০২৪, ৩ জ্যৈষ্ঠ ১৪৩১  |   ২৯ °সে",
        "রবিবার, ৯ই মার্চ, ২০২৫ খ্রিস্টাব্দ, ২৪শে ফাল্গুন, ১৪৩১ বঙ্গাব্দ",
        "ঢাকা, সোমবার, ১০ অগ্রহায়ণ ১৪৩১, ২৫ নভেম্বর ২০২৪, ২৩ জমাদিউল আউয়াল ১৪৪৬",
        "ঢাকা ১২:৩৮ অপরাহ্ন, রবিবার, ২৮ এপ্রিল ২০২৪, ১৫ বৈশাখ ১৪৩১ বঙ্গাব্দ",
        "Friday, 17 May 2024",
        "২২ আষাঢ় ১৪৩২",
        "২৯ °সে",
    ],
)
def test_knows_a_mastheads_date(text: str) -> None:
    line = Line(clean(text))
    assert line.is_dateline
    assert line.is_masthead


@pytest.mark.parametrize(
    "text",
    [
        "০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭",
        "প্রকাশিত: রবিবার, ০৯ ফেব্রুয়ারি ২০২০, ২৬ মাঘ ১৪২৬",
        "নিজস্ব প্রতিবেদক | প্রকাশের সময় : ১০ ফেব্রুয়ারি, ২০২০, ১২:০২ এএম",
    ],
)
def test_knows_a_storys_time(text: str) -> None:
    line = Line(clean(text))
    assert line.is_dateline
    assert not line.is_masthead


@pytest.mark.parametrize(
    "text",
    [
        "এ বিষয়ে রবিবার (৯ ফেব্রুয়ারি ২০২০) দেওয়া বিবৃতিতে বলা হয়েছে, মেলা পেছানো হবে না।",
        "৯ ফেব্রুয়ারি ২০২০: যেদিন নদী ফিরে পেল তার হারানো পুরোনো পথ",
        "মার্চে শেষ হবে সেতুর কাজ",
    ],
)
def test_a_date_in_a_sentence_or_headline_makes_no_dateline(text: str) -> None:
    assert not Line(clean(text)).is_dateline


def test_tells_who_is_named_beside_the_time() -> None:
    found = dateline("ফারুক হাসান | প্রকাশের সময় : ১০ ফেব্রুয়ারি, ২০২০, ১২:০২ এএম | ১১৫ বার পঠিত")
    assert found.rest == ("ফারুক হাসান",)
