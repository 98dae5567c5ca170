"""A story is proofread while it is typed, corrected by taps, and stored as corrected."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

HEADLINE = "সরকারী পাঠাগারে রাতের ইশকুল"
PARAGRAPH = "পাঠাগারের কর্তপক্ষ জানায়, আগষ্ট মাসে দরজা খুলবে। হিজলফুলি থেকেও ছাত্র আসে।"


def test_a_mistake_and_a_pair_are_seen_corrected_by_a_tap_and_stored(serve, visit):
    paper = serve()
    page: Page = visit(viewport={"width": 1280, "height": 900})
    write(page, paper)
    body = page.locator("[contenteditable=true]:visible").last

    # What was found is counted on the panel's sign, and marked in the text without a change to it.
    expect(page.locator('[data-side-panel-toggle="proof"]')).to_contain_text("৪")
    assert page.evaluate("[...CSS.highlights.get('k-proof')].map(String)") == [
        "কর্তপক্ষ", "আগষ্ট", "হিজলফুলি"
    ]  # fmt: skip
    page.locator('[data-side-panel-toggle="proof"]').click()
    expect(findings(page)).to_have_count(4)

    tap(page, "‘কর্তপক্ষ’ বদলে ‘কর্তৃপক্ষ’ লিখুন")
    tap(page, "‘আগষ্ট’ বদলে ‘আগস্ট’ লিখুন")
    tap(page, "‘সরকারী’ বদলে ‘সরকারি’ লিখুন")
    expect(findings(page)).to_have_count(1)
    right = PARAGRAPH.replace("কর্তপক্ষ", "কর্তৃপক্ষ").replace("আগষ্ট", "আগস্ট")
    expect(body).to_have_text(right)
    expect(page.locator("#id_title")).to_have_value(HEADLINE.replace("সরকারী", "সরকারি"))

    # One step of undo for each, and back.
    body.click()
    page.keyboard.press("Control+z")
    expect(body).to_have_text(right.replace("আগস্ট", "আগষ্ট"))
    page.keyboard.press("Control+z")
    expect(body).to_have_text(PARAGRAPH)
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+Shift+z")
    expect(body).to_have_text(right)

    # The paper's own word: right from now on, in this story and every other.
    expect(findings(page)).to_have_count(1)
    page.get_by_role("button", name="কাগজের তালিকায় যোগ করুন").click()
    expect(findings(page)).to_have_count(0)
    expect(page.locator("[data-proof-state]")).to_contain_text("কিছু নেই")

    with page.expect_navigation():
        page.get_by_role("button", name="খসড়া সংরক্ষণ করুন").click()
    expect(page.locator("#id_title")).to_have_value(HEADLINE.replace("সরকারী", "সরকারি"))
    expect(page.locator("[contenteditable=true]:visible").last).to_have_text(right)
    expect(page.locator("[data-proof-state]")).to_contain_text("কিছু নেই")


def test_on_a_phone_a_tap_corrects_and_what_is_put_aside_stays_away(serve, visit):
    paper = serve()
    page: Page = visit(viewport={"width": 360, "height": 740}, has_touch=True)
    write(page, paper)
    page.locator('[data-side-panel-toggle="proof"]').click()
    expect(findings(page)).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    tap(page, "‘আগষ্ট’ বদলে ‘আগস্ট’ লিখুন")
    expect(findings(page)).to_have_count(3)
    findings(page).filter(has_text="হিজলফুলি").get_by_role("button", name="এই সংবাদে বাদ দিন").click()
    expect(findings(page)).to_have_count(2)
    page.get_by_role("button", name="বাদ দেওয়াগুলো আবার দেখান").click()
    expect(findings(page)).to_have_count(3)

    # The newsroom away: no word of it, and what is known stays.
    page.context.set_offline(True)
    page.locator(".form-side__close-button").click()
    page.locator("#id_deck").fill("নতুন করনীয় কাজ")
    page.wait_for_event("requestfailed", lambda request: "/proofing/" in request.url)
    expect(findings(page)).to_have_count(3)


def write(page: Page, paper) -> None:
    """Sign in, begin a story, type a headline and a paragraph with mistakes."""
    page.goto(paper.newsroom)
    page.locator("#id_username").fill("admin")
    page.locator("#id_password").fill(paper.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{paper.newsroom}/")
    page.goto(f"{paper.newsroom}/stories/new/")
    page.locator("main").get_by_role("link", name="শিক্ষা", exact=True).click()
    page.locator("#id_title").click()
    page.keyboard.type(HEADLINE)
    page.get_by_title("খণ্ড বসান").first.click()
    page.get_by_role("option", name="অনুচ্ছেদ").first.click()
    body = page.locator("[contenteditable=true]:visible").last
    expect(body).to_be_focused()
    page.keyboard.type(PARAGRAPH)
    expect(findings(page)).to_have_count(4)


def findings(page: Page) -> Locator:
    return page.locator("[data-proof-list] > li")


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
