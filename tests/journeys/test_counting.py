"""How long a story is, told while it is written: the same counts in the browser as in Python."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kagoj.bangla.words import count_words, letters

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "kagoj/newsroom/static/newsroom/counting.mjs"
FOLDER = ROOT / "tests/bangla/cases"
WORDS = json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))
CORRECT = json.loads((FOLDER / "correct_words.json").read_text(encoding="utf-8"))["words"]
# Other scripts are near UAX #29 in Python (`letters`) and exact in the browser.
TEXTS = [
    *(
        case["text"]
        for kind in ("letters", "words", "cut")
        for case in WORDS[kind]
        if not re.search("[\u0900-\u097f\u0a00-\u0fff]", case["text"])
    ),
    *CORRECT,
    "পুলিশের ১,২০০ জন, ৭.৫% দু’জন — Café, naïve 👩‍👩‍👧 🇧🇩",
    "শ\u200cু উদ্\u200cযাপন র\u200d্যাব হ\u200cয়",
]


def test_the_browser_counts_as_python_does(visit):
    page: Page = visit()
    page.route(
        "**/counting.mjs", lambda route: route.fulfill(path=SCRIPT, content_type="text/javascript")
    )
    page.route(
        "**/blank", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html")
    )
    page.goto("http://newsroom.test/blank")
    counts = page.evaluate(
        """async (texts) => {
          const { countLetters, countWords, readingMinutes } = await import("/counting.mjs");
          return {
            letters: texts.map(countLetters),
            words: texts.map(countWords),
            minutes: [0, 1, 180, 269, 270, 271, 450, 900].map(readingMinutes),
          };
        }""",
        TEXTS,
    )
    theirs = zip(TEXTS, counts["letters"], counts["words"], strict=True)
    wrong = [
        (text, found, words)
        for text, found, words in theirs
        if (found, words) != (len(letters(text)), count_words(text))
    ]
    assert wrong == []
    # round() of Python, half to even.
    assert counts["minutes"] == [0, 1, 1, 1, 2, 2, 2, 5]


def begin_a_story(page: Page, paper) -> None:
    page.goto(paper.newsroom)
    page.locator("#id_username").fill("admin")
    page.locator("#id_password").fill(paper.password)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="নতুন সংবাদ").first.click()
    page.get_by_role("link", name="শিক্ষা", exact=True).click()


def test_counts_follow_the_writer(serve, visit):
    paper = serve()
    page: Page = visit(viewport={"width": 1280, "height": 900})
    begin_a_story(page, paper)

    headline = page.locator("#k-count-headline")
    page.locator("#id_title").fill("স্কুলে নৌকা")
    expect(headline).to_have_text("৫ অক্ষর")  # স্কু, লে, the space, নৌ, কা
    page.locator("#id_title").fill("নৌকা " * 30)
    expect(headline).to_have_class(re.compile("k-count--long"))
    expect(headline).to_contain_text("লম্বা শিরোনাম")

    page.get_by_title("খণ্ড বসান").first.click()
    page.get_by_role("option", name="অনুচ্ছেদ").first.click()
    expect(page.locator("[contenteditable=true]:visible").last).to_be_focused()
    page.keyboard.type("চরের স্কুলে নতুন নৌকা এল।")
    expect(page.locator("#k-count-body")).to_have_text("৫ শব্দ · পড়তে প্রায় ১ মিনিট")


def test_a_long_headline_is_seen_whole_on_a_phone_and_stays_one_line(serve, visit, until):
    paper = serve()
    page: Page = visit(viewport={"width": 360, "height": 740})
    begin_a_story(page, paper)

    headline = page.locator("#id_title")
    one_line = headline.bounding_box()["height"]
    headline.click()
    page.keyboard.type("চরের স্কুলে নতুন নৌকা, তিন বছর পর আবার সবাই ক্লাসে")
    page.keyboard.press("Enter")
    page.keyboard.type(" ফিরল")
    until(lambda: headline.bounding_box()["height"] > 1.5 * one_line)
    assert headline.evaluate("field => field.scrollHeight - field.clientHeight") <= 2
    expect(headline).to_have_value("চরের স্কুলে নতুন নৌকা, তিন বছর পর আবার সবাই ক্লাসে ফিরল")
    # A paste brings its own line ends.
    headline.fill("চরের স্কুলে\nনতুন নৌকা")
    with page.expect_navigation():
        page.evaluate("document.querySelector('#page-edit-form').requestSubmit()")
    expect(page.locator("#id_title")).to_have_value("চরের স্কুলে নতুন নৌকা")
