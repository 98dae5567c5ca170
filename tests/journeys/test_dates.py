"""An editor writes dates as people do, and picks them in Bangla."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .test_editor import sign_in

pytestmark = pytest.mark.browser

APART = """([one, other]) => {
  const [a, b] = [one, other].map((element) => element.getBoundingClientRect());
  return a.bottom <= b.top || b.bottom <= a.top || a.right <= b.left || b.right <= a.left;
}"""


def test_a_date_is_told_beside_its_field_and_taken_as_it_is_written(serve, visit):
    paper = serve()
    page = visit(viewport={"width": 1280, "height": 900})
    sign_in(page, paper)
    page.goto(f"{paper.newsroom}/snippets/news/breaking/add/")
    until = page.locator("#id_until")
    told = page.locator(".k-date output")

    until.fill("৩০ ফাল্গুন ১৪৪৯")
    until.press("Tab")
    expect(told).to_have_text("ফাল্গুন ১৪৪৯ মাসে ২৯ দিন; ৩০ তারিখ নেই।")
    expect(until).to_have_value("৩০ ফাল্গুন ১৪৪৯")  # as it was written, to be mended

    until.fill("৪ জ্যৈষ্ঠ ১৪৫০, ১৫:৫৭")
    expect(told).to_have_text("সোমবার, ১৮ মে ২০৪৩, ৪ জ্যৈষ্ঠ ১৪৫০")
    until.press("Tab")
    expect(until).to_have_value("2043-05-18 15:57")

    save = page.locator("form[data-edit-form] button[type=submit]").first
    picker = page.locator(".xdsoft_datetimepicker:visible")
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        until.click()
        expect(picker).to_be_visible()
        page.wait_for_function(APART, arg=[picker.element_handle(), told.element_handle()])
        page.wait_for_function(APART, arg=[picker.element_handle(), save.element_handle()])
        page.locator("#id_text").click()
        expect(picker).to_be_hidden()

    until.click()
    expect(picker.locator(".xdsoft_month span")).to_have_text("মে")
    expect(picker.locator(".xdsoft_year span")).to_have_text("২০৪৩")
    expect(picker.locator("th").first).to_have_text("শনি")
    picker.locator("td[data-date='20'][data-month='4']").click()
    expect(until).to_have_value("2043-05-20 15:57")
    expect(told).to_have_text("বুধবার, ২০ মে ২০৪৩, ৬ জ্যৈষ্ঠ ১৪৫০")

    page.locator("#id_text").fill("ঘাটে ভিড় বাড়ছে")
    page.keyboard.press("Escape")
    page.locator("form[data-edit-form] button[type=submit]").first.click()
    expect(page.locator(".messages").first).to_contain_text("ঘাটে ভিড় বাড়ছে")
