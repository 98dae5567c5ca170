"""What an editor does, typed in Chromium: from sign-in to a published story, and back."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

HEADLINE = "হিজলতলার পাঠাগারে রাতের ইশকুল শুরু"
FIRST = "সন্ধ্যা নামতেই হিজলতলার পাঠাগারে জ্বলে ওঠে সাতটি হারিকেন।"
RARE = "হিজলতলার"


def test_a_typed_story_stands_everywhere_and_withdrawn_is_gone_everywhere(serve, visit, until):
    paper = serve()
    page: Page = visit(viewport={"width": 1280, "height": 900})
    sign_in(page, paper)

    page.get_by_role("link", name="নতুন সংবাদ").first.click()
    page.get_by_role("link", name="শিক্ষা", exact=True).click()
    page.locator("#id_title").click()
    page.keyboard.type(HEADLINE)
    page.locator("#id_deck").click()
    page.keyboard.type("দিনে যাঁরা কাজ করেন, রাতে তাঁরা পড়েন।")
    add_paragraph(page, FIRST)
    publish(page)

    number = int(re.search(r"/(\d+)/", story_link(page, paper))[1])
    until(lambda: paper.get(f"/n/{number}")[0] == 200)
    _, story = paper.get(f"/n/{number}")
    assert HEADLINE in story
    assert FIRST in story
    # We asked so soon that the story may have been printed for us, before its order's turn.
    fronts = ["/", "/shikkha/", "/parts/latest.html"]
    machines = ["/feed.xml", "/shikkha/feed.xml", "/news-sitemap.xml"]
    for place in [*fronts, *machines]:
        until(lambda place=place: HEADLINE in paper.get(place)[1])
    until(lambda: f"/shikkha/{number}/" in month_sitemaps(paper))
    until(lambda: f"/{number}/" in paper.get(f"/search?q={RARE}")[1])

    page.goto(f"{paper.newsroom}/stories/")
    page.get_by_role("link", name=HEADLINE).first.click()
    page.wait_for_load_state()
    page.wait_for_url("**/edit/**")
    page.goto(re.sub(r"/edit/.*", "/unpublish/", page.url))
    page.locator("form button[type=submit], form input[type=submit]").last.click()
    page.wait_for_load_state()

    until(lambda: paper.get(f"/n/{number}")[0] == 410)
    until(lambda: f"/{number}/" not in paper.get(f"/search?q={RARE}")[1])
    for front in [*fronts, "/parts/most-read.html"]:
        text = paper.get(front)[1]
        assert HEADLINE not in text, front
        assert f"/{number}/" not in text, front
    for place in machines:
        until(lambda place=place: f"/{number}/" not in paper.get(place)[1])
    until(lambda: f"/shikkha/{number}/" not in month_sitemaps(paper))


def sign_in(page: Page, paper) -> None:
    page.goto(paper.newsroom)
    page.locator("#id_username").fill("admin")
    page.locator("#id_password").fill(paper.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="নতুন সংবাদ").first).to_be_visible()


def add_paragraph(page: Page, words: str) -> None:
    """Open the body's menu of blocks, choose অনুচ্ছেদ, and type."""
    page.get_by_title("খণ্ড বসান").first.click()
    page.get_by_role("option", name="অনুচ্ছেদ").first.click()
    editor = page.locator("[contenteditable=true]:visible").last
    expect(editor).to_be_focused()
    page.keyboard.type(words)
    expect(editor).to_have_text(words)


def publish(page: Page) -> None:
    """Open the menu beside 'save draft' and choose 'publish'."""
    page.get_by_role("button", name="আরও কাজ").last.click()
    page.locator("button[name=action-publish]").click()
    expect(page.locator(".messages").first).to_contain_text("প্রকাশ করা হয়েছে")


def story_link(page: Page, paper) -> str:
    """The reader's address that the newsroom offers after publishing."""
    link = page.get_by_role("link", name="প্রকাশিত পাতা দেখুন").get_attribute("href") or ""
    assert link.startswith(paper.readers)
    return link


def month_sitemaps(paper) -> str:
    names = re.findall(r"/sitemap-\d{4}-\d\d\.xml", paper.get("/sitemap.xml")[1])
    return unquote("".join(paper.get(name)[1] for name in names))
