"""From a reader's screen to the newsroom's: a story is read to its end, and the figures show it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from kagoj.bangla.digits import to_latin

from .conftest import until
from .test_nothing_is_lost import sign_in

pytestmark = pytest.mark.browser
# Programs that say they have no screen are no readers.
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "user_agent": "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/124.0.0.0 Mobile Safari/537.36",
}


def test_a_story_read_to_its_end_is_counted_where_it_came_from_and_how_far(serve, visit):
    paper = serve()
    desk = visit(viewport={"width": 360, "height": 740})
    sign_in(desk, paper)
    reader = visit(**PHONE)
    reader.goto(paper.readers)
    link = reader.locator("main h2 a, main h3 a").first
    headline = link.inner_text()
    number = re.search(r"/(\d+)/", link.get_attribute("href"))[1]
    own = f"{paper.newsroom}/readership/{number}/"
    before = figures(desk, own)
    desk.goto(f"{paper.newsroom}/readership/")
    expect(desk.locator("[data-now]")).to_have_text("০")
    link.click()
    with reader.expect_request("**/beacon/*", timeout=40_000) as told:
        pass
    assert told.value.post_data == "from=own"
    with reader.expect_request(lambda request: request.post_data == "seen=4", timeout=40_000):
        reader.evaluate("document.querySelector('article .end').scrollIntoView(false)")
        reader.wait_for_timeout(1500)
        reader.evaluate(
            """() => {
              Object.defineProperty(document, "visibilityState", {value: "hidden"});
              document.dispatchEvent(new Event("visibilitychange"));
            }"""
        )

    # The screen that stayed open: the worker folds, the figure renews itself.
    expect(desk.locator("[data-now]")).to_have_text("১", timeout=60_000)
    told_by = ("কাগজের অন্য পাতা", "অর্ধেক", "শেষ পর্যন্ত", "total")
    expected = {name: count + (name in told_by) for name, count in before.items()}
    for name in ("চার ভাগের এক ভাগ", "চার ভাগের তিন ভাগ"):
        expected[name] += 1
    until(lambda: figures(desk, own) == expected, seconds=60)  # the depth is folded after the read
    expect(desk.locator("h1", has_text=headline)).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth") <= 360


def figures(page: Page, address: str) -> dict[str, int]:
    """What a story's own screen says, by name."""
    page.goto(address)
    told = {
        row.get_by_role("rowheader").inner_text().strip(): row.locator("td").first.inner_text()
        for row in page.locator(".k-shares tbody tr").all()
    }
    told["total"] = page.locator(".k-total strong").inner_text()
    return {name: int(to_latin(count).replace(",", "")) for name, count in told.items()}
