"""Whole pages in many layouts, each with what a person reads in it.

The pages are invented for these tests; beside each stands a JSON file with the expected fields,
read from the page by eye (its `from` says so). A body's block is given as [type, whole text] or as
[type, how it begins, how it ends].
"""

import json
from pathlib import Path
from typing import Any

import pytest

from kagoj.bangla.normalise import normalise
from kagoj.intake.files import read_stories
from kagoj.intake.found import FoundStory, Refused

PAGES = Path(__file__).parent / "pages"
EXPECTED = sorted(PAGES.glob("*.json"))


def expectations(file: Path) -> list[dict[str, Any]]:
    expected = json.loads(normalise(file.read_text(encoding="utf-8")))
    stories: list[dict[str, Any]] = expected.get("found", [expected])
    return stories


def assert_body(blocks: list[dict[str, Any]], expected: list[list[str]]) -> None:
    assert [block["type"] for block in blocks] == [kind for kind, *_ in expected]
    for block, (_, *texts) in zip(blocks, expected, strict=True):
        if len(texts) == 1:
            assert block["text"] == texts[0]
        else:
            assert block["text"].startswith(texts[0])
            assert block["text"].endswith(texts[1])


@pytest.mark.parametrize("file", EXPECTED, ids=lambda file: file.stem)
def test_page_is_read_as_a_person_reads_it(file: Path) -> None:
    page = file.with_suffix("")
    found = list(read_stories(page))
    expected = expectations(file)
    assert len(found) == len(expected)
    for story, fields in zip(found, expected, strict=True):
        assert story.file == str(page)
        if "refused" in fields:
            assert isinstance(story, Refused)
            assert fields["refused"] in story.reason
            assert story.url == fields.get("url", "")
            assert story.record == fields.get("record", story.record)
            continue
        assert isinstance(story, FoundStory), story
        plain = story.plain() | {"record": story.record}
        assert_body(plain["body"], fields["body"])
        for name, value in fields.items():
            if name not in ("from", "body"):
                assert plain[name] == value, name


def test_there_are_pages_of_every_kind() -> None:
    """The task: at least six texts, four HTML templates, a WET and a packed WARC."""
    kinds = [file.with_suffix("").suffix for file in EXPECTED]
    assert kinds.count(".txt") >= 6
    assert kinds.count(".html") >= 4
    assert ".wet" in kinds
    assert any(file.name.endswith(".warc.gz.json") for file in EXPECTED)


@pytest.mark.parametrize("file", EXPECTED, ids=lambda file: file.stem)
def test_each_field_tells_how_sure_it_is_and_why(file: Path) -> None:
    for story in read_stories(file.with_suffix("")):
        if isinstance(story, FoundStory):
            for name, field in story.report().items():
                assert 0 <= field["confidence"] <= 1, name
                assert field["why"], name


def test_nothing_of_a_script_comes_into_a_story() -> None:
    [story] = read_stories(PAGES / "blog-template.html")
    assert isinstance(story, FoundStory)
    assert "স্ক্রিপ্ট" in story.original
    assert "স্ক্রিপ্ট" not in json.dumps(story.plain(), ensure_ascii=False)
    [story] = read_stories(PAGES / "divs-and-spans.html")
    assert isinstance(story, FoundStory)
    assert "javascript:" not in json.dumps(story.plain())


def test_original_is_kept_as_it_was() -> None:
    """Not normalised: the page's own code points, as the file has them."""
    page = PAGES / "tab-portal.txt"
    [story] = read_stories(page)
    assert isinstance(story, FoundStory)
    assert story.original == page.read_bytes().decode("utf-8")
