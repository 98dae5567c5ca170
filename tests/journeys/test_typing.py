"""Bangla typed on a Latin keyboard: a story in the newsroom, a search by a reader."""

from __future__ import annotations

import contextlib
import re

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from kagoj.bangla.avro import avro

pytestmark = pytest.mark.browser

HEADLINE = "hijoltolay rater ishkul"
PARAGRAPH = (
    "sondhZa namotei paThagare jwole OThe satoTi hariken. "
    "dine zara kaj koren, tara rate poRen; borrNomala theke orrthonIti. "
)


def test_a_story_is_typed_with_avro_and_nothing_is_lost_on_undo(serve, visit):
    paper = serve()
    page: Page = visit(viewport={"width": 1280, "height": 900})
    page.goto(paper.newsroom)
    page.locator("#id_username").click()
    expect(keys(page)).to_be_hidden()  # a sign-in name is no Bangla
    page.keyboard.type("admin")
    page.locator("#id_password").fill(paper.password)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="নতুন সংবাদ").first.click()
    page.get_by_role("link", name="শিক্ষা", exact=True).click()

    headline = page.locator("#id_title")
    headline.click()
    page.keyboard.press("Control+m")
    expect(panel(page).get_by_role("status")).to_contain_text("অভ্র কিবোর্ড চালু")
    expect(keys(page)).to_have_attribute("aria-busy", "false")
    page.keyboard.type(HEADLINE)
    expect(headline).to_have_value(avro(HEADLINE))

    page.get_by_title("খণ্ড বসান").first.click()
    page.get_by_role("option", name="অনুচ্ছেদ").first.click()
    body = page.locator("[contenteditable=true]:visible").last
    expect(body).to_be_focused()
    page.keyboard.type(PARAGRAPH)
    expect(body).to_have_text(avro(PARAGRAPH))
    expect(page.locator("#body-0-value")).to_have_value(re.compile("হারিকেন"), timeout=20_000)

    # Inside a conjunct: three code points less, another sign in their place.
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("getSelection().focusOffset") == len("সন্ধ্যা")
    for _ in range(3):
        page.keyboard.press("Backspace")
    page.keyboard.type("i`")
    expect(body).to_have_text(avro(PARAGRAPH).replace("সন্ধ্যা", "সন্ধি"))
    written = body.text_content()

    shown = undo_all(page, body, "Control+z")
    assert shown[-1] == ""
    assert sum(bool(re.search("[a-z]", text)) for text in shown) >= len(PARAGRAPH.split())
    assert undo_all(page, body, "Control+Shift+z")[-1] == written


def test_a_reader_searches_with_avro(serve, visit):
    paper = serve()
    for width in (360, 1280):
        page: Page = visit(viewport={"width": width, "height": 700})
        fetched: list[str] = []
        page.on("request", lambda request, fetched=fetched: fetched.append(request.url))
        page.goto(f"{paper.readers}/search")
        assert not [address for address in fetched if "typing" in address]

        page.get_by_role("button", name="বাংলা কিবোর্ড").click()
        panel(page).get_by_role("button", name="অভ্র").click()
        expect(panel(page).get_by_role("status")).to_contain_text("অভ্র কিবোর্ড চালু")
        field = page.locator("#q")
        expect(field).to_be_focused()
        page.keyboard.type("nodI")
        expect(field).to_have_value("নদী")
        box = keys(page).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        expect(keys(page)).to_have_attribute("aria-busy", "false")
        readings = panel(page).get_by_role("listbox")
        covered, button = (
            readings.bounding_box(),
            page.get_by_role("button", name="খুঁজুন").bounding_box(),
        )
        assert covered
        assert button
        assert (
            covered["y"] + covered["height"] <= button["y"]
            or covered["x"] + covered["width"] <= button["x"]
        )
        # A reading is chosen, and the words that the paper has for it are offered.
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        expect(readings).to_be_hidden()
        expect(page.get_by_role("listbox", name="যা খুঁজতে পারেন")).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=%E0%A6%A8*")
        assert any("typing" in address for address in fetched)

        page.locator("#q").click()  # the choice stays on this device
        expect(keys(page)).to_be_visible()
        expect(keys(page)).to_have_attribute("aria-busy", "false")
        page.keyboard.press("End")
        page.keyboard.type(" par")
        expect(page.locator("#q")).to_have_value("নদী পার")


def undo_all(page: Page, field: Locator, keys: str) -> list[str]:
    """What the field shows at each step of undo, or of redo, until nothing changes."""
    shown = [field.text_content() or ""]
    while True:
        page.keyboard.press(keys)
        with contextlib.suppress(TimeoutError):
            page.wait_for_function(
                "([field, before]) => field.textContent !== before",
                arg=[field.element_handle(), shown[-1]],
                timeout=1000,
            )
        text = field.text_content() or ""
        if text == shown[-1]:
            return shown
        shown.append(text)


def panel(page: Page):
    return page.locator("[data-keys]")


def keys(page: Page):
    """The buttons of the keyboards, beside the field."""
    return panel(page).get_by_role("group")
