"""The preview shows what the press would print, before anything is published or even saved."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from lxml import html

from kagoj.news.models import Author, RundownItem
from kagoj.newsroom import preview
from kagoj.press import printing, shelving
from kagoj.press.setting_up import lay_out_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts_on_the_shelf(paper) -> None:
    lay_out_theme()
    keys = [f"/parts/{name}.html" for name in ("masthead", "navigation", "footer", "latest")]
    shelving.shelve([(key, printing.print_page(key)) for key in keys])


def seen(person, address: str, form: dict[str, object]) -> str:
    """What the frame beside the form shows after the form was sent to it."""
    told = person.sends(address, **form)
    assert told.json() == {"is_valid": True, "is_available": True}
    answer = person.client.get(address)
    assert answer.status_code == 200
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    return answer.content.decode()


def test_a_story_nobody_has_saved_yet(rahima, paper, story_form, parts_on_the_shelf) -> None:
    address = f"/pages/add/news/articlepage/{paper.khela.pk}/preview/"
    page = seen(rahima, address, story_form("জোয়ারের আগে খেয়া", deck="মাঝিরা বললেন কেন।"))
    tree = html.fromstring(page)
    assert tree.findtext(".//h1").strip() == "জোয়ারের আগে খেয়া"
    assert "মাঝিরা বললেন কেন।" in page
    assert "খেলা" in page
    assert paper.khela.get_children().count() == 0


def test_a_change_that_is_not_published(afroza, paper, story_form, parts_on_the_shelf) -> None:
    story = paper.publish("পুরোনো শিরোনাম")
    page = seen(afroza, f"/pages/{story.pk}/edit/preview/", story_form("নতুন শিরোনাম"))
    assert html.fromstring(page).findtext(".//h1").strip() == "নতুন শিরোনাম"
    assert paper.again(story).title == "পুরোনো শিরোনাম"


def test_parts_are_in_it_and_links_lead_to_the_paper(paper, parts_on_the_shelf) -> None:
    page = preview.draw(paper.write("ঘাটে ভিড়")).content.decode()
    assert "<!--#include" not in page
    assert "নদীর খবর" in page
    links = html.fromstring(page).xpath("//a/@href")
    assert not [href for href in links if href.startswith("/")]
    assert f"{settings.PAPER.address}/khela/" in links


def test_nothing_is_counted_from_a_preview(paper, parts_on_the_shelf) -> None:
    assert not re.search(r'<script type="module"', preview.draw(paper.write("ক")).content.decode())


def test_files_of_the_theme_are_found_in_the_newsroom(client, paper, parts_on_the_shelf) -> None:
    page = preview.draw(paper.write("ঘাটে ভিড়")).content.decode()
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"|url\("?(/static/[^")]+)', page))
    names = {one or other for one, other in files}
    assert any(name.endswith(".woff2") for name in names)
    for name in names:
        assert client.get(name).status_code == 200, name
    for name in ("/static/js/../../secret.12345678.key", "/static/fonts/none.12345678.woff2"):
        assert client.get(name).status_code in {400, 404}


def test_the_front_page_with_a_rundown_not_yet_published(paper, parts_on_the_shelf) -> None:
    first, second = paper.publish("প্রথম খবর"), paper.publish("দ্বিতীয় খবর")
    home = paper.again(paper.home)
    for lead, other in ((first, second), (second, first)):
        home.rundown = [
            RundownItem(article=lead, sort_order=0),
            RundownItem(article=other, sort_order=1),
        ]
        page = preview.draw(home).content.decode()
        assert page.index(lead.title) < page.index(other.title)


def test_a_desks_front(paper, parts_on_the_shelf) -> None:
    paper.publish("মাঠে ভিড়")
    assert "মাঠে ভিড়" in preview.draw(paper.khela).content.decode()


def test_a_reporters_new_story_begins_with_the_own_name(person, paper) -> None:
    from kagoj.newsroom.roles import Role

    who = Author.objects.create(name="রুবিনা আক্তার")
    Author.objects.create(name="দৃষ্টি ডেস্ক", kind="desk", email="rubina@example.com")
    rubina = person("রুবিনা আক্তার", Role.REPORTER, paper.khela)
    page = rubina.opens(f"/pages/add/news/articlepage/{paper.khela.pk}/").content.decode()
    (chosen,) = html.fromstring(page).xpath("//input[@name='bylines-0-author']/@value")
    assert chosen == str(who.pk)
