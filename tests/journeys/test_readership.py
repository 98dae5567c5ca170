"""From a reader's screen to the newsroom's: a story is read to its end, and the figures show it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

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
    desk.goto(f"{paper.newsroom}/readership/")
    expect(desk.locator(".k-empty")).to_contain_text("এখনো কোনো পাঠ গোনা হয়নি")
    expect(desk.locator("[data-now]")).to_have_text("০")

    reader = visit(**PHONE)
    reader.goto(paper.readers)
    link = reader.locator("main h2 a, main h3 a").first
    headline = link.inner_text()
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
    expected = {"কাগজের অন্য পাতা": ["১", "১০০%"], "শেষ পর্যন্ত": ["১", "১০০%"]}

    def shown() -> bool:
        desk.reload()
        rows = {
            name: desk.locator(".k-shares tr", has=desk.get_by_role("rowheader", name=name))
            for name in expected
        }
        return {name: row.locator("td").all_inner_texts() for name, row in rows.items()} == expected

    until(shown, seconds=60)  # the depth may be folded after the read
    expect(desk.locator(".k-total strong")).to_have_text("১")
    story = desk.locator(".k-most a").first
    expect(story).to_have_text(headline)
    assert desk.evaluate("document.documentElement.scrollWidth") <= 360
    story.click()
    expect(desk.locator("h1", has_text=headline)).to_be_visible()
    expect(desk.locator(".k-total")).to_contain_text("এ পর্যন্ত মোট ১")
