"""The newsroom carries the paper's name, speaks Bangla in our own screens, and asks no other host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from lxml import html

pytestmark = pytest.mark.django_db

SCREENS = (
    "/",
    "/stories/",
    "/stories/new/",
    "/images/",
    "/users/",
    "/users/new/",
    "/account/",
    "/snippets/news/author/",
    "/snippets/news/topic/",
    "/snippets/news/breaking/",
    "/snippets/news/advertisement/",
    "/pages/{home}/edit/",
    "/pages/add/news/articlepage/{desk}/",
    "/pages/{story}/edit/",
    "/nothing-is-here/",
)
UNSEEN = "//script|//style|//template|//svg|//noscript"


@pytest.fixture
def screens(proshanto, paper) -> dict[str, html.HtmlElement]:
    story = paper.publish("ঘাটের খবর")
    places = {"home": paper.home.pk, "desk": paper.khela.pk, "story": story.pk}
    return {
        address: html.fromstring(proshanto.client.get(address.format(**places)).content)
        for address in SCREENS
    }


def test_titles_and_icon_are_the_papers(screens) -> None:
    for address, tree in screens.items():
        assert tree.findtext(".//title").strip().endswith("- কাগজ"), address
        icons = tree.xpath("//link[contains(@rel,'icon')]/@href")
        assert icons
        assert all("kagoj" in icon for icon in icons), address


def test_nobodys_maker_is_named(screens, client) -> None:
    screens["/login/"] = html.fromstring(client.get("/login/").content)
    for address, tree in screens.items():
        for unseen in tree.xpath(UNSEEN):
            unseen.drop_tree()
        assert "wagtail" not in tree.text_content().lower(), address
        for said in tree.xpath("//@title|//@alt|//@aria-label|//@placeholder"):
            assert "wagtail" not in said.lower(), address


def test_no_other_host_is_asked_or_led_to_but_the_readers_own(screens, settings) -> None:
    for address, tree in screens.items():
        for link in tree.xpath("//@href|//@src|//@action"):
            own = not re.match(r"(https?:)?//", link) or link.startswith(settings.PAPER.address)
            assert own, f"{address}: {link}"


def test_every_menu_item_is_a_thing_of_the_paper(proshanto, rahima) -> None:
    def menu(person) -> list[str]:
        props = person.opens("/").context["request"]  # the sidebar is made by a script
        from wagtail.admin.menu import admin_menu

        shown = sorted(admin_menu.menu_items_for_request(props), key=lambda item: item.order)
        return [str(item.label) for item in shown]

    assert menu(rahima)[:4] == ["নতুন সংবাদ", "সংবাদ", "পাঠকসংখ্যা", "ছবি"]
    assert "মুদ্রণরেখা" not in menu(rahima)
    for label in (
        *("নতুন সংবাদ", "সংবাদ", "প্রচ্ছদ সাজানো", "বিভাগ", "ছবি", "প্রতিবেদক", "বিষয় ও স্থান"),
        *("ব্রেকিং", "বিজ্ঞাপন", "মুদ্রণরেখা", "আবহাওয়া", "ব্যবহারকারী"),
    ):
        assert label in menu(proshanto)
    assert not {"নথি", "ভুক্তি", "পাতা"} & set(menu(proshanto))


def test_our_own_screens_say_nothing_in_latin_letters(screens) -> None:
    registers = [f"/snippets/news/{name}/" for name in ("author", "topic", "breaking")]
    for address in ("/", "/stories/", "/stories/new/", *registers):
        (content,) = screens[address].xpath("//div[@class='content']")
        for unseen in content.xpath(".//script|.//style|.//template|.//svg|.//datalist|.//code"):
            unseen.drop_tree()
        words = content.text_content()
        assert not re.findall(r"[A-Za-z]{2,}", words), address


def test_every_file_the_screens_name_is_there(screens, client) -> None:
    named = {
        link.partition("?")[0].removeprefix("/static/")
        for tree in screens.values()
        for link in tree.xpath("//@href|//@src")
        if link.startswith("/static/")
    }
    assert {"newsroom/newsroom.css", "newsroom/guard.mjs", "newsroom/kagoj.svg"} <= named
    assert "newsroom/topic_picker.js" in named
    assert not [name for name in named if not finders.find(name)]


@pytest.mark.parametrize("selector", ["body", "textarea", "public-DraftEditor-content"])
def test_bangla_has_room_above_and_below(selector) -> None:
    """1.5 em and more: below that Noto Sans Bengali's vowel signs of two lines touch."""
    css = finders.find("newsroom/newsroom.css")
    assert css
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", Path(css).read_text("utf-8"))
    heights = [
        float(height)
        for where, what in rules
        if selector in where
        for height in re.findall(r"line-height: ([\d.]+)", what)
    ]
    assert heights
    assert min(heights) >= 1.5


def test_a_new_paper_holds_no_english_names(proshanto, paper) -> None:
    from wagtail.models import Collection, Page

    names = [
        *Page.objects.values_list("title", flat=True),
        *Collection.objects.values_list("name", flat=True),
    ]
    assert not [name for name in names if re.search("[A-Za-z]", name)]


def test_desks_are_listed_as_the_navigation_has_them(proshanto, paper) -> None:
    listed = proshanto.opens(f"/pages/{paper.home.pk}/").context["pages"]
    assert [page.title for page in listed] == ["খেলা", "অর্থনীতি"]
