"""An editor sees, under each field, what saving mends, and takes it back."""

from __future__ import annotations

import sqlite3

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_an_editor_is_told_and_has_it_as_typed(serve, visit, until) -> None:
    paper = serve()
    page = visit()
    page.goto(f"{paper.newsroom}/login/")
    page.locator("#id_username").fill("admin")
    page.locator("#id_password").fill(paper.password)
    page.locator("button[type=submit]").click()
    page.get_by_role("link", name="নতুন সংবাদ").first.click()
    page.get_by_role("link", name="শিক্ষা", exact=True).click()

    headline, deck = page.locator("#id_title"), page.locator("#id_deck")
    headline.fill("অা-কার নিয়ে বানানের আসর ।")
    deck.fill("খ\u200bবর এল ।")
    deck.blur()

    told = page.locator(".k-mended")
    expect(told).to_have_count(2)
    under_headline = told.filter(has_text="দুই টুকরো থেকে এক অক্ষর")
    expect(under_headline).to_contain_text("১ জায়গায় দাঁড়ির আগে-পরের ফাঁক ঠিক করা")
    under_headline.locator("summary").click()
    expect(under_headline.get_by_role("listitem").first).to_contain_text("আ-কার")
    expect(headline).to_have_value("অা-কার নিয়ে বানানের আসর ।")  # nothing moves under one's hands

    under_headline.get_by_role("button", name="যেমন লেখা তেমন থাক").click()
    expect(told.filter(has_text="যেমন লেখা তেমনই থাকবে।")).to_be_visible()

    def stored():
        with sqlite3.connect(paper.folder / "data/newsroom.db") as database:
            return database.execute(
                "select page.draft_title, story.deck from news_articlepage story"
                " join wagtailcore_page page on page.id = story.page_ptr_id order by page.id desc"
            ).fetchone()

    until(lambda: stored() == ("অা-কার নিয়ে বানানের আসর ।", "খবর এল।"), seconds=20)
