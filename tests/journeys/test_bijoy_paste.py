"""Bijoy pasted into the newsroom: shown in Unicode beside what it was, taken or left, undone whole."""

from __future__ import annotations

import json
import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

HEADLINE = "b`xi cv‡o bZzb wk¶v‡K›`ª"
HEADLINE_UNICODE = "নদীর পাড়ে নতুন শিক্ষাকেন্দ্র"
# As Word writes it: a word cut in two by a span, English in another font.
WORD = (
    "<html><body><!--StartFragment--><p class=MsoNormal><span style='font-family:SutonnyMJ'>gvwSi</span>"
    "<span style='font-family:SutonnyMJ'>v evsj</span><b style='font-family:SutonnyMJ'>v‡`k †`‡Lb, </b>"
    "<span style='font-family:\"Times New Roman\"'>write to boats@example.com</span></p><!--EndFragment--></body></html>"
)
WORD_TEXT = "gvwSiv evsjv‡`k †`‡Lb, write to boats@example.com"
WORD_UNICODE = "মাঝিরা বাংলাদেশ দেখেন, write to boats@example.com"

PASTE = """([text, html]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  if (html) clipboardData.setData("text/html", html);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  const heldBack = !document.activeElement.dispatchEvent(event);
  return heldBack;
}"""


@pytest.fixture
def story(serve, visit):
    """A new story's form; `page.paper` is the paper."""
    paper = serve()
    page = visit()
    page.goto(f"{paper.newsroom}/login/")
    page.locator("#id_username").fill("admin")
    page.locator("#id_password").fill(paper.password)
    page.locator("button[type=submit]").click()
    page.get_by_role("link", name="নতুন সংবাদ").first.click()
    page.get_by_role("link", name="শিক্ষা", exact=True).click()
    page.paper = paper
    return page


def dialog(page: Page):
    return page.get_by_role("dialog", name="বিজয় হরফের লেখা মনে হচ্ছে")


def body(page: Page):
    """The body's paragraph, made if there is none."""
    editor = page.locator("#panel-child-content-body-content, [data-streamfield-stream-container]")
    words = page.locator(".public-DraftEditor-content[contenteditable=true]").first
    if not words.count():
        editor.get_by_role("button", name=re.compile("খণ্ড বসান|Insert a block")).first.click()
        page.get_by_role("option", name="অনুচ্ছেদ").first.click()
    expect(words).to_be_visible()
    return words


def test_into_the_headline(story) -> None:
    headline = story.locator("#id_title")
    headline.click()
    story.keyboard.type("আগে, পরে")
    for _ in range(2):  # two letters as readers see them
        story.keyboard.press("ArrowLeft")
    story.evaluate(PASTE, [HEADLINE + " ", ""])
    expect(dialog(story)).to_be_visible()
    expect(dialog(story).get_by_role("region", name="যেমন আছে")).to_contain_text(HEADLINE)
    expect(dialog(story).get_by_role("region", name="ইউনিকোডে")).to_contain_text(HEADLINE_UNICODE)
    expect(dialog(story).get_by_role("button", name="ইউনিকোডে নিন")).to_be_focused()
    story.keyboard.press("Enter")
    expect(dialog(story)).to_have_count(0)
    expect(headline).to_have_value(f"আগে, {HEADLINE_UNICODE} পরে")
    expect(headline).to_be_focused()
    story.keyboard.press("Control+z")
    expect(headline).to_have_value("আগে, পরে")
    # Refused, by Escape too, it stands as it was.
    story.evaluate(PASTE, [HEADLINE, ""])
    expect(dialog(story)).to_be_visible()
    story.keyboard.press("Escape")
    expect(headline).to_have_value(re.compile(re.escape(HEADLINE)))


def test_into_the_body_and_its_history(story, until) -> None:
    story.locator("#id_title").fill("ঘাটের কথা")
    words = body(story)
    words.click()
    story.keyboard.type("শুরু। ")
    story.evaluate(PASTE, [WORD_TEXT, WORD])
    expect(dialog(story)).to_be_visible()
    dialog(story).get_by_role("button", name="ইউনিকোডে নিন").click()
    expect(words).to_have_text(re.compile(f"শুরু। {WORD_UNICODE}"))
    words.press("Control+z")
    expect(words).to_have_text("শুরু। ")
    words.press("Control+Shift+z")
    expect(words).to_have_text(re.compile(WORD_UNICODE))
    story.wait_for_url(re.compile(r"/pages/\d+/edit/"), timeout=30_000)

    def originals() -> list[str]:
        with sqlite3.connect(story.paper.folder / "data" / "newsroom.db") as database:
            rows = database.execute(
                "SELECT data FROM wagtailcore_pagelogentry WHERE action = 'kagoj.bijoy'"
            )
            return [json.loads(row[0])["before"] for row in rows]

    until(lambda: originals() == [WORD_TEXT], seconds=30)
    number = re.search(r"/pages/(\d+)/", story.url)[1]
    story.goto(f"{story.paper.newsroom}/pages/{number}/history/")
    expect(story.get_by_text("বিজয় হরফের লেখা ইউনিকোডে নেওয়া হয়েছে").first).to_be_visible()


def test_what_is_no_bijoy_and_what_cannot_be_asked(story) -> None:
    headline = story.locator("#id_title")
    headline.click()
    # Unicode goes its way at once: our script does not touch it.
    assert story.evaluate(PASTE, ["নদীর খবর, iPhone-এ", ""]) is False
    # English is asked about at most, and inserted without a word.
    story.evaluate(PASTE, ["quick vivid waves", ""])
    expect(headline).to_have_value("quick vivid waves")
    expect(dialog(story)).to_have_count(0)
    # Without a network it is inserted as it is, and said.
    headline.fill("")
    story.context.set_offline(True)
    story.evaluate(PASTE, [HEADLINE, ""])
    expect(headline).to_have_value(HEADLINE)
    expect(story.get_by_role("alert").filter(has_text="যেমন ছিল তেমনই বসানো হলো")).to_be_visible()
    story.context.set_offline(False)


def test_the_dialog_fits_a_phone(story) -> None:
    story.set_viewport_size({"width": 360, "height": 740})
    story.locator("#id_title").click()
    story.evaluate(PASTE, [f"{HEADLINE} " * 12, ""])
    expect(dialog(story)).to_be_visible()
    box = dialog(story).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    for name in ("ইউনিকোডে নিন", "যেমন আছে তেমনই রাখুন"):
        expect(dialog(story).get_by_role("button", name=name)).to_be_in_viewport()
