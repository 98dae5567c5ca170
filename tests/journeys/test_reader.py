"""What a reader does, in Chromium, on the demo paper as it is served."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


def test_a_reader_goes_from_home_to_a_desk_to_a_story_to_its_topic_without_script(serve, visit):
    paper = serve()
    page: Page = visit(java_script_enabled=False, **PHONE)

    page.goto(paper.readers)
    page.get_by_role("navigation").get_by_role("link", name="খেলা", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("খেলা")
    page.locator("main h2 a, main h3 a").first.click()
    headline = page.get_by_role("heading", level=1).inner_text()
    assert headline
    assert page.locator("main time[datetime]").first.get_attribute("datetime").endswith("+06:00")
    page.locator("main dl a[href^='/topic/']").first.click()

    expect(page.locator("main")).to_contain_text(headline)


def test_latest_and_most_read_are_filled_without_script_database_and_newsroom(serve, visit):
    paper = serve()
    stop_all_but_delivery(paper.process.pid)
    (paper.folder / "data" / "newsroom.db").rename(paper.folder / "gone.db")
    page: Page = visit(java_script_enabled=False)

    page.goto(paper.readers)
    page.locator("main article h2 a").first.click()

    for title in ("সর্বশেষ", "সর্বাধিক পঠিত"):
        part = page.locator("section, aside, div").filter(
            has=page.get_by_role("heading", name=title)
        )
        assert part.last.locator("li a").count() == 10, title
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_reader_finds_a_word_and_narrows_the_search(serve, visit):
    paper = serve()
    page: Page = visit(**PHONE)

    page.goto(f"{paper.readers}/search")
    page.get_by_role("searchbox").first.fill("নদী")
    page.keyboard.press("Enter")
    hits = page.locator(".results li")
    expect(hits.first).to_be_visible()
    before = hits.count()
    assert before >= 5
    expect(page.locator(".results mark").first).to_have_text(re.compile("নদী"))

    page.goto(f"{paper.readers}/search?q=নদী&desk=krishi")
    assert 0 < hits.count() < before
    page.goto(f"{paper.readers}/search?q=এমনশব্দনেই")
    expect(hits).to_have_count(0)
    expect(page.locator("main .results")).to_contain_text("এমনশব্দনেই")


def test_reads_move_a_story_up_the_most_read_list(serve, visit):
    """Real reads, told by the page itself, become the list that every page shows."""
    paper = serve()
    last = re.findall(r'href="(/[^/"]+/\d+/[^"]*)"', paper.get("/parts/latest.html")[1])[-1]
    readers = [visit(user_agent=f"Mozilla/5.0 (Linux; Android 13) Reader/{n}") for n in range(3)]
    for page in readers:
        with page.expect_request(lambda request: "/beacon/" in request.url, timeout=30_000):
            page.goto(paper.readers + last)

    spool = list((paper.folder / "data" / "reads").iterdir())
    assert spool, "delivery noted the reads on disk"


def test_the_address_of_a_story_may_be_misspelt_but_its_number_leads_home(serve, visit):
    paper = serve()
    right = re.search(r'href="(/[^/"]+/(\d+)/[^"]*)"', paper.get("/parts/latest.html")[1])
    page: Page = visit()

    for address in (f"/n/{right[2]}", f"/wrong/{right[2]}/words/", f"/wrong/{right[2]}"):
        page.goto(paper.readers + address)
        assert page.url.endswith(page.evaluate("p => encodeURI(p)", right[1])) or (
            page.evaluate("decodeURI(location.pathname)") == right[1]
        )


def stop_all_but_delivery(supervisor: int) -> None:
    """Kill newsroom and worker for good: first the supervisor, that it starts them no more."""
    children = subprocess.run(
        ["pgrep", "-P", str(supervisor)], capture_output=True, text=True, check=True
    ).stdout.split()
    os.kill(supervisor, signal.SIGSTOP)
    for child in children:
        command = Path(f"/proc/{child}/cmdline").read_bytes()
        if b"kagoj.commands.delivery" not in command:
            os.killpg(int(child), signal.SIGKILL)


@pytest.fixture(autouse=True)
def _wake_stopped_supervisors(serve: Callable[[], object]):
    """A stopped supervisor cannot end; it is woken before the house is closed."""
    yield
    for line in subprocess.run(
        ["pgrep", "-f", "kagoj serve"], capture_output=True, text=True, check=False
    ).stdout.split():
        os.kill(int(line), signal.SIGCONT)
