"""Many layouts of the same few stories: the rules must not hang on one paper's order of lines."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kagoj.bangla.normalise import normalise
from kagoj.intake.files import read_page

_spec = importlib.util.spec_from_file_location("layouts", Path(__file__).with_name("layouts.py"))
assert _spec is not None
assert _spec.loader is not None
layouts = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(layouts)


@pytest.mark.parametrize("make", [layouts.text_page, layouts.html_page], ids=["text", "html"])
@pytest.mark.parametrize("start", range(0, 160, 20))
def test_each_field_is_found_in_every_layout(make: Callable[[int], Any], start: int) -> None:
    for seed in range(start, start + 20):
        made = make(seed)
        story = read_page(made.page.encode()).plain()
        told = f"seed {seed}\n{made.page}"
        assert_found(story, made, told)


def assert_found(story: dict[str, Any], made: Any, told: str) -> None:
    assert story["headline"] == normalise(made.headline), told
    names = " ".join(story["byline"]).replace(",", "")
    assert names == normalise(made.byline).replace(" ও ", " ").replace(",", ""), told
    assert story["published"] == made.published, told
    assert story["kicker"] == normalise(made.kicker), told
    assert story["deck"] == "", told
    assert story["signoff"] == normalise(made.signoff), told
    if made.source:
        assert story["source"] == normalise(made.source), told
    expected = [(kind, normalise(text)) for kind, text in made.blocks]
    assert [(block["type"], block["text"]) for block in story["body"]] == expected, told
    if made.credit is None:
        assert story["pictures"] == [], told
        return
    [picture] = story["pictures"]
    assert picture["credit"] == normalise(made.credit), told
    assert picture["caption"].rstrip("।") == normalise(made.caption), told
    assert picture["alt"] == normalise(made.alt), told
