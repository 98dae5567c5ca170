"""The first screen: one's own work, what waits, what readers got, and troubles of the press."""

from __future__ import annotations

import collections
import datetime as dt
import os
import shutil
import time

import pytest
from django.utils import timezone
from lxml import html

from kagoj.newsroom import dashboard
from kagoj.press.models import PrintOrder, Reprint

pytestmark = pytest.mark.django_db


@pytest.fixture
def press_at_work(paper) -> None:
    """The press has just given its sign of life, and printed all it was asked for."""
    (paper.data / "press.alive").touch()
    PrintOrder.objects.all().delete()


def section(answer, heading: str) -> list[str]:
    tree = html.fromstring(answer.content.decode())
    (found,) = tree.xpath(f"//div[@class='k-work']/section[h2='{heading}']")
    return [" ".join(line.text_content().split()) for line in found.xpath(".//li")]


def test_a_reporter_finds_the_own_unfinished_stories(rahima, paper, press_at_work) -> None:
    paper.write("আমার আধা লেখা", owner=rahima.user)
    paper.publish("আমার ছাপা হওয়া", owner=rahima.user)
    paper.write("অন্যের আধা লেখা")
    (mine,) = section(rahima.opens("/"), "আমার হাতে")
    assert mine.startswith("আমার আধা লেখা")
    (latest,) = section(rahima.opens("/"), "সর্বশেষ প্রকাশিত")
    assert latest.startswith("আমার ছাপা হওয়া")
    assert "অনুমোদনের অপেক্ষায়</h2>" not in rahima.opens("/").content.decode()


def test_a_desk_editor_finds_what_waits_at_the_own_desk(
    rahima, afroza, hasan, paper, story_form, new_story, press_at_work
) -> None:
    form = story_form("অনুমোদন চাই", **{"action-submit": "1"})
    rahima.sends(new_story(paper.khela), **form)
    (waits,) = section(afroza.opens("/"), "অনুমোদনের অপেক্ষায়")
    assert waits.startswith("অনুমোদন চাই")
    assert section(hasan.opens("/"), "অনুমোদনের অপেক্ষায়") == []


def test_what_will_publish_itself_with_its_time(afroza, hasan, paper, press_at_work) -> None:
    page = paper.write("ভোরের ট্রেনের খবর")
    page.go_live_at = dt.datetime(2099, 1, 2, 3, 4, tzinfo=dt.UTC)
    page.save_revision().publish()
    (line,) = section(afroza.opens("/"), "সময় নির্ধারিত")
    assert "ভোরের ট্রেনের খবর" in line
    assert "০২ জানুয়ারি ২০৯৯, ০৯:০৪" in line  # six hours later in Dhaka
    assert "সময় নির্ধারিত</h2>" not in hasan.opens("/").content.decode()


def test_all_is_well(afroza, press_at_work) -> None:
    assert list(dashboard.troubles()) == []
    assert "k-trouble" not in afroza.opens("/").content.decode()


def test_a_silent_press_is_noticed(afroza, paper, press_at_work) -> None:
    beat = paper.data / "press.alive"
    at = time.time() - 16
    os.utime(beat, (at, at))
    assert "ছাপাখানা চলছে না" in afroza.opens("/").content.decode()
    beat.unlink()
    assert "ছাপাখানা চলছে না" in afroza.opens("/").content.decode()


def test_pages_that_could_not_be_printed(afroza, press_at_work) -> None:
    PrintOrder.objects.create(
        reason="publish 17",
        keys=["/n/17"],
        tries=6,
        state=PrintOrder.State.FAILED,
        error="/n/17: KeyError: 'মাপ'",
    )
    said = afroza.opens("/").content.decode()
    assert "১টি পাতা ছাপা যায়নি" in said
    assert "publish 17" in said


def test_the_words_of_the_press_itself_about_a_full_disk(afroza, press_at_work) -> None:
    PrintOrder.objects.create(
        reason="publish 17", keys=["/n/17"], error="ডিস্কে জায়গা নেই; জায়গা হলে নিজে থেকে ছাপা হবে।"
    )
    assert "ডিস্কে জায়গা নেই; জায়গা হলে নিজে থেকে ছাপা হবে।" in afroza.opens("/").content.decode()


def test_news_that_waits_too_long(press_at_work) -> None:
    order = PrintOrder.objects.create(
        reason="publish 17", keys=["/n/17"], placed=timezone.now() - dt.timedelta(minutes=7)
    )
    (said,) = dashboard.troubles()
    assert "৭ মিনিট" in said.do
    order.placed = timezone.now()
    order.save()
    assert list(dashboard.troubles()) == []


def test_how_far_the_whole_paper_is_printed_anew(afroza, press_at_work) -> None:
    """A third of 30,000 pages at two pages a second leaves 20,000 pages: 10,000 s, 2 hours."""
    assert dashboard.reprint_in_words() == ""
    walk = Reprint.objects.create(reason="new design", pages=30_000, ordered=10_000)
    assert "একটু পরে বলা যাবে" in dashboard.reprint_in_words()
    walk.pace = 2.0
    walk.save()
    said = "৩০,০০০টির মতো পাতার ১০,০০০টি হয়েছে; আরও ২ ঘণ্টার মতো লাগবে।"
    assert dashboard.reprint_in_words() == said
    assert said in afroza.opens("/").content.decode()
    walk.pace = 1_000.0
    walk.save()
    assert "মিনিটখানেক" in dashboard.reprint_in_words()


def test_a_nearly_full_disk(press_at_work, monkeypatch) -> None:
    usage = collections.namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**10, 10**10, 12 * 2**20))
    (said,) = dashboard.troubles()
    assert "১২ মেগাবাইট" in said.what


def test_a_disk_that_can_only_be_read(press_at_work, monkeypatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    (said,) = dashboard.troubles()
    assert "লেখা যাচ্ছে না" in said.what


def test_who_has_no_role_yet_is_told_so(person, paper) -> None:
    from django.contrib.auth.models import Permission

    newcomer = person("নবাগত")
    newcomer.user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert "কোনো বিভাগে ভূমিকা নেই" in newcomer.opens("/").content.decode()
