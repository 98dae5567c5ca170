"""How the paper tells its days and spells its addresses: settings with consequences."""

import pytest

from kagoj.bangla.almanac import Almanac
from kagoj.bangla.calendar import RECKONINGS
from kagoj.bangla.hijri import MOON
from kagoj.bangla.west_bengal import WEST_BENGAL
from kagoj.news import queries
from kagoj.news.models import Imprint, PublishedStory
from kagoj.press import affected
from kagoj.press.models import PrintOrder


@pytest.fixture
def imprint(paper):
    return Imprint.objects.get()


def test_a_new_paper_tells_its_days_as_bangladesh_does(imprint):
    assert imprint.almanac == Almanac() == queries.paper().almanac
    assert set(Imprint.Calendar.values) == set(RECKONINGS)
    assert sorted(Imprint.Moon.values) == list(MOON)


def test_the_moon_counts_only_where_the_hijri_date_is_shown(imprint):
    imprint.calendar, imprint.ordinals, imprint.sunday, imprint.moon = "wb", True, "রোববার", -2
    assert imprint.almanac == Almanac(WEST_BENGAL, "রোববার", ordinals=True)
    imprint.hijri = True
    assert imprint.almanac.moon == -2


@pytest.fixture
def days_on_the_shelf(monkeypatch):
    days = ["/archive/2024/05/18/", "/archive/2024/05/19/"]
    monkeypatch.setattr(affected, "on_the_shelf", lambda prefix: iter(days))
    return days


def test_another_almanac_prints_the_archives_days_anew(imprint, days_on_the_shelf):
    PrintOrder.objects.all().delete()
    imprint.calendar = "wb"
    imprint.save()
    ordered = [key for order in PrintOrder.objects.all() for key in order.keys]
    assert set(days_on_the_shelf) <= set(ordered)
    assert "/parts/masthead.html" in ordered


def test_another_telephone_number_does_not(imprint, days_on_the_shelf):
    PrintOrder.objects.all().delete()
    imprint.telephones = "০২-৫৫৬৬"
    imprint.save()
    ordered = {key for order in PrintOrder.objects.all() for key in order.keys}
    assert not set(days_on_the_shelf) & ordered


def path_of(page):
    return PublishedStory.objects.get(number=page.number).path


def test_addresses_take_the_papers_letters_with_the_next_publication(paper, imprint):
    story = paper.publish("ঢাকা ও খুলনা")
    named = paper.publish("পদ্মা সেতু", address_words="নদীর-কথা")
    old = path_of(story)
    assert old == f"/khela/{story.number}/ঢাকা-ও-খুলনা/"

    imprint.romanised_addresses = True
    imprint.save()
    assert path_of(story) == old  # until it is published again
    for page in (story, named):
        paper.again(page).save_revision().publish()
    assert path_of(story) == f"/khela/{story.number}/dhaka-o-khulna/"
    assert path_of(named) == f"/khela/{named.number}/নদীর-কথা/"  # the editor's own words stay

    imprint.romanised_addresses = False
    imprint.save()
    paper.again(story).save_revision().publish()
    assert path_of(story) == old


def test_a_headline_without_a_word_has_an_address_in_either(paper, imprint):
    story = paper.publish("!!!")
    assert path_of(story).endswith(f"/{story.number}/সংবাদ/")
    imprint.romanised_addresses = True
    imprint.save()
    assert paper.again(story).path_of_reader.endswith(f"/{story.number}/sangbad/")
