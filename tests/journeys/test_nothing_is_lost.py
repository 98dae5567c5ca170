"""What an editor typed is still there: after a sign-out, without a network, when two write at once."""

from __future__ import annotations

import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

HEADLINE = "ঝড়ের রাতে নদীর বাঁধ পাহারা"
WARNING = ".k-guard"


def sign_in(page: Page, paper, name: str = "admin", password: str = "") -> None:
    page.goto(f"{paper.newsroom}/login/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(password or paper.password)
    page.locator("button[type=submit]").click()
    expect(page.get_by_role("link", name="নতুন সংবাদ").first).to_be_visible()


def begin_story(page: Page, paper) -> None:
    if not page.url.startswith(paper.newsroom):
        sign_in(page, paper)
    page.get_by_role("link", name="নতুন সংবাদ").first.click()
    page.get_by_role("link", name="শিক্ষা", exact=True).click()
    page.locator("#id_title").click()
    page.keyboard.type(HEADLINE)


COLLEAGUE = ("মিতা", "নদীর-ওপারে-৭৮")


def hire(page: Page, paper, role: str) -> None:
    """Make a colleague's account, by hand."""
    page.goto(f"{paper.newsroom}/users/new/")
    page.locator("#id_first_name").fill("মিতা সেন")
    page.locator("#id_username").fill(COLLEAGUE[0])
    for field in ("#id_password1", "#id_password2"):
        page.locator(field).fill(COLLEAGUE[1])
    page.get_by_label(role, exact=True).check()
    page.locator("footer button[type=submit]").click()
    page.wait_for_url("**/users/")


def save(page: Page) -> None:
    page.locator("footer button.action-save").click()


def written(paper) -> list[str]:
    """Headlines of the newsroom's list, read from the database itself."""
    with sqlite3.connect(paper.data_file) as database:
        return [row[0] for row in database.execute("SELECT headline FROM newsroom_newslistentry")]


@pytest.fixture
def paper(serve):
    served = serve()
    served.data_file = served.folder / "data" / "newsroom.db"
    return served


def test_signed_out_while_writing(paper, visit) -> None:
    page = visit()
    begin_story(page, paper)
    page.context.clear_cookies(name="kagoj_session")
    save(page)
    expect(page.locator(WARNING)).to_contain_text("আপনি আর বার্তাকক্ষে প্রবেশ করা নেই")
    expect(page.locator("#id_title")).to_have_value(HEADLINE)
    with page.context.expect_page() as opened:
        page.locator(f"{WARNING} a").click()
    sign_in(opened.value, paper)
    opened.value.close()
    page.bring_to_front()
    save(page)
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    expect(page.locator("#id_title")).to_have_value(HEADLINE)
    assert HEADLINE in written(paper)


def test_without_a_network(paper, visit) -> None:
    page = visit()
    begin_story(page, paper)
    page.context.set_offline(True)
    save(page)
    expect(page.locator(WARNING)).to_contain_text("যোগাযোগ নেই")
    expect(page.locator("#id_title")).to_have_value(HEADLINE)
    assert HEADLINE not in written(paper)
    page.context.set_offline(False)
    expect(page.locator(WARNING)).to_have_count(0)
    save(page)
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    assert HEADLINE in written(paper)


def test_what_nobody_saved_saves_itself(paper, visit, until) -> None:
    page = visit()
    begin_story(page, paper)
    until(lambda: HEADLINE in written(paper), seconds=30)
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    expect(page.get_by_text("সংরক্ষিত", exact=True).first).to_be_visible()


def test_two_at_one_story_see_each_other(paper, visit, until) -> None:
    first, second = visit(), visit()
    sign_in(first, paper)
    hire(first, paper, "শিক্ষা: বিভাগীয় সম্পাদক")
    begin_story(first, paper)
    first.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    sign_in(second, paper, *COLLEAGUE)
    second.goto(first.url.partition("#")[0])
    expect(second.locator(".w-editing-sessions__list li").first).to_be_visible()
    second.locator("#id_title").fill(f"{HEADLINE}, সারা রাত")
    until(lambda: f"{HEADLINE}, সারা রাত" in written(paper))
    # Who wrote meanwhile does not overwrite it unseen: the form stops saving itself, and says so.
    first.locator("#id_deck").fill("লিখতে লিখতে ভোর।")
    expect(first.get_by_text("আপনাআপনি সংরক্ষণ থেমে আছে").first).to_be_visible()
    expect(first.locator("#id_deck")).to_have_value("লিখতে লিখতে ভোর।")
    assert f"{HEADLINE}, সারা রাত" in written(paper)


def test_a_topic_is_typed_and_picked(paper, visit, until) -> None:
    page = visit()
    begin_story(page, paper)
    page.get_by_role("tab", name="বিষয় ও ঠিকানা").click()
    field = page.get_by_role("combobox", name=re.compile("বিষয় ও স্থান"))
    field.click()
    page.keyboard.type("নৌ")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chosen = page.locator(".k-picker__chosen li")
    expect(chosen).to_have_count(1)
    page.get_by_role("tab", name="সংবাদ").first.click()
    save(page)
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    page.get_by_role("tab", name="বিষয় ও ঠিকানা").click()
    expect(chosen).to_have_count(1)
    chosen.get_by_role("button").click()
    expect(chosen).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1280])
def test_no_screen_is_wider_than_the_phone(paper, visit, width) -> None:
    page = visit(viewport={"width": width, "height": 760})
    foreign = []
    page.on(
        "request",
        lambda r: (
            None if r.url.startswith((paper.newsroom, "data:", "blob:")) else foreign.append(r.url)
        ),
    )
    sign_in(page, paper)
    for address in (
        *("/", "/stories/", "/stories/?state=draft", "/stories/new/", "/images/", "/users/new/"),
        *("/snippets/news/author/", "/account/"),
    ):
        page.goto(paper.newsroom + address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert foreign == []


def test_undo_in_the_headline_leaves_the_text_alone(paper, visit):
    """The browser's undo is one for the whole page, and Draft.js knows nothing of it."""
    page = visit(viewport={"width": 1280, "height": 900})
    begin_story(page, paper)
    page.get_by_title("খণ্ড বসান").first.click()
    page.get_by_role("option", name="অনুচ্ছেদ").first.click()
    text = page.locator("[contenteditable=true]:visible").last
    expect(text).to_be_focused()
    page.keyboard.type("প্রথম কথা।")
    page.keyboard.press("Enter")
    page.keyboard.type("দ্বিতীয় কথা, kotha.")
    lines = text.locator("[data-block]")
    expect(lines).to_have_text(["প্রথম কথা।", "দ্বিতীয় কথা, kotha."])

    headline = page.locator("#id_title")
    headline.click()
    for _ in range(6):
        page.keyboard.press("Control+z")
    expect(headline).not_to_have_value(HEADLINE)
    for _ in range(6):
        page.keyboard.press("Control+Shift+z")
    expect(headline).to_have_value(HEADLINE)
    expect(lines).to_have_text(["প্রথম কথা।", "দ্বিতীয় কথা, kotha."])

    # … while the text has an undo of its own, which takes back what was typed there.
    text.click()
    page.keyboard.press("Control+z")
    expect(lines).not_to_have_text(["প্রথম কথা।", "দ্বিতীয় কথা, kotha."])
    expect(headline).to_have_value(HEADLINE)
