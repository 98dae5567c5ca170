"""Words offered while a search is typed: by keys, by finger, without script, and when nobody answers.

The keys are those of the combobox pattern of WAI-ARIA's Authoring Practices.
"""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
WORDS = ["নদী", "নদীভাঙন", "নদীবন্দর"]


@pytest.fixture
def searching(reader):
    """The search page with a paper that offers words; `asked` has what it was asked."""

    def open_page(words=WORDS, status=200, **options):
        page = reader("search", **options)
        page.asked = []

        def answer(route):
            query = parse_qs(urlsplit(route.request.url).query)["q"][0]
            page.asked.append(query)
            body = json.dumps({"q": query, "words": words})
            route.fulfill(status=status, content_type="application/json", body=body)

        page.route("**/search/suggest?**", answer)
        page.route(
            "**/search?**", lambda route: route.fulfill(content_type="text/html", body="found")
        )
        with page.expect_response("**/suggest.*.mjs"):
            page.locator("#q").focus()
        expect(page.locator("#q")).to_have_role("combobox")
        return page

    return open_page


def test_the_list_is_walked_and_taken_by_keys(searching):
    page = searching()
    field, options = (
        page.get_by_role("combobox", name="কী খুঁজছেন"),
        page.locator(".offers [role=option]"),
    )
    field.fill("নদ")
    expect(options).to_have_text(WORDS)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    active = field.get_attribute("aria-activedescendant")
    expect(options.first).to_have_id(active)
    page.keyboard.press("ArrowUp")  # the field itself
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    assert field.input_value() == "নদ"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    assert parse_qs(urlsplit(page.url).query)["q"] == ["নদী"]


def test_escape_shuts_the_list_and_keeps_the_words(searching):
    page = searching()
    page.locator("#q").fill("নদ")
    expect(page.locator(".offers [role=option]")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(page.locator(".offers")).to_be_hidden()
    assert page.locator("#q").input_value() == "নদ"
    page.keyboard.press("Enter")  # what was typed
    page.wait_for_url("**/search?**")
    assert parse_qs(urlsplit(page.url).query)["q"] == ["নদ"]


def test_a_finger_takes_a_word_and_leaving_shuts_the_list(searching):
    page = searching(has_touch=True)
    page.locator("#q").fill("নদ")
    page.locator("h1").tap()
    page.locator("h1").click()
    page.locator("#q").blur()
    expect(page.locator(".offers")).to_be_hidden()
    page.locator("#q").fill("নদী")
    page.locator(".offers [role=option]").nth(1).tap()
    page.wait_for_url("**/search?**")
    assert parse_qs(urlsplit(page.url).query)["q"] == ["নদীভাঙন"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_fits_and_has_no_fault(searching, scheme):
    page = searching(words=["নদী" * 30, *WORDS], scheme=scheme)
    page.locator("#q").fill("নদ")
    expect(page.locator(".offers [role=option]")).to_have_count(4)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert [fault["id"] for fault in found.response["violations"]] == []


@pytest.mark.parametrize("trouble", [{"status": 429}, {"status": 503}, {"words": []}])
def test_when_nothing_is_offered_the_field_works_on(searching, trouble):
    page = searching(**trouble)
    with page.expect_response("**/search/suggest?**"):
        page.locator("#q").fill("নদ")
    expect(page.locator(".offers")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")


def test_a_pause_is_waited_for_and_the_same_is_not_asked_twice(searching):
    page = searching()
    field = page.locator("#q")
    field.fill("ন")
    field.fill("নদ")
    expect(page.locator(".offers [role=option]")).to_have_count(3)
    assert page.asked[-1] == "নদ"
    field.fill("")
    expect(page.locator(".offers")).to_be_hidden()
    asked = len(page.asked)
    field.fill("নদ")
    expect(page.locator(".offers [role=option]")).to_have_count(3)
    assert len(page.asked) == asked


def test_what_is_offered_is_text_not_markup(searching):
    page = searching(words=["<img src=x onerror=document.title='x'>"])
    page.locator("#q").fill("নদ")
    expect(page.locator(".offers [role=option]")).to_have_text(
        "<img src=x onerror=document.title='x'>"
    )
    assert page.locator(".offers img").count() == 0


def test_without_script_it_is_a_plain_field(reader):
    page = reader("search", java_script_enabled=False)
    expect(page.locator("#q")).to_have_role("searchbox")
    page.locator("#q").fill("নদ")
    expect(page.locator(".offers")).to_have_count(0)
