"""The same page is known again however it came, and another page is not taken for it."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from kagoj.intake.files import read_open_file
from kagoj.intake.fingerprints import canonical_address, fingerprint, fingerprints
from kagoj.intake.found import Found, FoundStory
from kagoj.intake.html import read_html
from kagoj.intake.text import read_text

TEXT = """নদীবার্তা
শুক্রবার, ১৭ মে ২০২৪, ৩ জ্যৈষ্ঠ ১৪৩১
{menu}
{headline}
নিজস্ব প্রতিবেদক, নদীপুর
{time}
দশ বছর পর নদীপুরের মেলায় ফিরেছে লাঠিখেলা। শনিবার বিকেলে মাঠজুড়ে ছিল মানুষের ভিড়।
খেলোয়াড় দলের সর্দার জানান, নতুন করে খেলা শিখছে তাঁর গ্রামের বিশটি শিশু।
{last}
"""
HTML = """<html><head><title>{headline} | নদীবার্তা</title></head><body><nav>হোম</nav>
<h1>{headline}</h1><div class="author">নিজস্ব প্রতিবেদক, নদীপুর</div><time>{time}</time>
<article><p>দশ বছর পর নদীপুরের মেলায় ফিরেছে লাঠিখেলা। শনিবার বিকেলে মাঠজুড়ে ছিল মানুষের ভিড়।</p>
<p>খেলোয়াড় দলের সর্দার জানান, নতুন করে খেলা শিখছে তাঁর গ্রামের বিশটি শিশু।</p><p>{last}</p></article>
</body></html>"""
PAGE = {
    "menu": "হোম\nজাতীয়",
    "headline": "মেলার মাঠে ফিরল লাঠিখেলা",
    "time": "০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭",
    "last": "মেলা চলবে আগামী শুক্রবার পর্যন্ত।",
}


def text(**changes: str) -> FoundStory:
    return read_text(TEXT.format(**(PAGE | changes)))


def same(one: FoundStory, other: FoundStory) -> bool:
    return bool(set(fingerprints(one)) & set(fingerprints(other)))


def test_text_and_html_of_one_page_are_the_same() -> None:
    assert same(text(), read_html(HTML.format(**PAGE)))


@pytest.mark.parametrize(
    "changes",
    [
        {"menu": "হোম\nখেলা\nসর্বশেষ"},
        {"time": "প্রকাশিত: 9 February 2020, 03:57 PM"},
        {"last": "মেলা চলবে আগামী শনিবার পর্যন্ত।"},
        {"headline": "মেলার মাঠে ফিরল লাঠিখেলা "},
    ],
)
def test_small_changes_leave_it_the_same_page(changes: dict[str, str]) -> None:
    assert same(text(), text(**changes))


def test_joiners_and_normal_forms_leave_it_the_same_page() -> None:
    other = TEXT.format(**PAGE).replace("ড়", "\u09dc").replace("মেলা", "মে\u200cলা")
    assert same(text(), read_text(other))


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": "মেলার মাঠে বসল গানের আসর", "time": "০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭"},
        {"time": "১০ ফেব্রুয়ারি ২০২০, ১৫:৫৭"},  # a daily column
    ],
)
def test_another_headline_or_day_is_another_page(changes: dict[str, str]) -> None:
    assert not same(text(), text(**changes))


def at(url: str) -> FoundStory:
    return replace(text(), url=Found(url, 0.9, "test"))


def test_one_address_is_one_page_even_if_its_text_was_changed() -> None:
    one = at("https://www.nodibarta.example/khela/17/?utm_source=x")
    other = replace(
        text(headline="লাঠিখেলার মেলা", time="১১ ফেব্রুয়ারি ২০২০, ০৮:০০"),
        url=Found("http://m.nodibarta.example/khela/17#top", 0.9, "test"),
    )
    assert same(one, other)
    assert fingerprint(one).startswith("url:")


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("https://www.nodi.example/a/b/", "nodi.example/a/b"),
        ("http://m.nodi.example/a/b/amp/", "nodi.example/a/b"),
        ("https://nodi.example/a?id=7&utm_medium=x&fbclid=y", "nodi.example/a?id=7"),
        ("https://nodi.example/?p=16943", "nodi.example/?p=16943"),
        ("https://nodi.example/%E0%A6%AE%E0%A7%87%E0%A6%B2%E0%A6%BE", "nodi.example/মেলা"),
        ("https://nodi.example/", ""),
        ("", ""),
        ("https://[broken/", ""),
    ],
)
def test_canonical_address(address: str, canonical: str) -> None:
    assert canonical_address(address) == canonical


def test_the_same_file_twice_gives_the_same_fingerprints() -> None:
    pages = Path(__file__).parent / "pages"
    for page in pages.iterdir():
        if page.suffix == ".json":
            continue
        first, second = (list(read_open_file(io.BytesIO(page.read_bytes()))) for _ in range(2))
        for one, other in zip(first, second, strict=True):
            if isinstance(one, FoundStory):
                assert isinstance(other, FoundStory)
                assert fingerprints(one) == fingerprints(other)


def test_the_pages_of_these_tests_are_all_different() -> None:
    pages = Path(__file__).parent / "pages"
    seen: list[str] = []
    for page in sorted(pages.iterdir()):
        if page.suffix == ".json":
            continue
        for story in read_open_file(io.BytesIO(page.read_bytes())):
            if isinstance(story, FoundStory):
                signs = fingerprints(story)
                assert not set(signs) & set(seen), page.name
                seen += signs
