"""Bytes: budgets of the design, measured on the richest sample.

Figures from the project's design: HTML at most 14 kB compressed, so that it fits the first round
trips; at most 100 kB for the whole first visit without the photograph; script at most 6 kB.
"""

import gzip
import re

import pytest

from kagoj.theme import assets

KILOBYTE = 1000


def squeezed(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def file(address):
    """The theme's file behind a hashed address."""
    path = re.sub(r"\.[0-9a-f]{8}(\.\w+)$", r"\1", address.removeprefix("/static/"))
    return assets.find(path).read_bytes()


@pytest.mark.parametrize("name", ["story", "home", "desk"])
def test_html_fits_the_first_round_trips(name, page_of):
    assert squeezed(page_of(name).encode()) <= 14 * KILOBYTE


def test_the_first_visit_to_a_story_is_small(page_of):
    page = page_of("story")
    fonts = set(re.findall(r"/static/fonts/[\w.-]+\.woff2", page))
    scripts = set(re.findall(r"/static/js/[\w.-]+\.mjs", page))
    icons = set(re.findall(r"/static/icons/[\w.-]+\.svg", page))
    assert len(fonts) == 2
    assert len(scripts) == 1

    total = squeezed(page.encode())
    total += sum(len(file(address)) for address in fonts)  # WOFF2 is compressed already
    total += sum(squeezed(file(address)) for address in scripts | icons)

    assert total <= 100 * KILOBYTE


def test_script_is_small(page_of):
    inline = "".join(re.findall(r"<script>(.*?)</script>", page_of("story"), re.DOTALL))
    total = squeezed(file(assets.asset("js/kagoj.mjs"))) + len(inline.encode())
    total += squeezed(file(assets.asset("js/suggest.mjs")))  # fetched by those who search

    assert total <= 6 * KILOBYTE
    assert len(inline) < 200


def test_text_waits_for_one_request_only(page_of, tree):
    """No style sheet, no script and no font stands between the HTML and its text."""
    head = tree(page_of("story")).select("head")[0]

    assert not head.select("link[rel=stylesheet]")
    for script in head.select("script[src]"):
        assert script.get("type") == "module", "a module waits until the page is read"
    assert "@import" not in page_of("story")
    faces = re.findall(r"@font-face\{(.*?)\}", page_of("story"))
    assert faces
    assert all("font-display:optional" in face for face in faces)
