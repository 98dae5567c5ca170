"""The page of a real paper that the project was given to read.

It lies outside the repository, so the test is skipped where it is not; none of its text is copied
here. What is expected is taken from its own lines, by their number.
"""

from pathlib import Path

import pytest

from kagoj.bangla.normalise import normalise
from kagoj.intake.files import read_stories
from kagoj.intake.found import FoundStory

SEED = Path(__file__).parents[3] / "shared" / "seed" / "page.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="no ../shared/seed/page.txt here")


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """The file's lines that are not empty, as a reader counts them from 0."""
    text = normalise(SEED.read_text(encoding="utf-8"))
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def story() -> FoundStory:
    [story] = read_stories(SEED)
    assert isinstance(story, FoundStory)
    return story


def test_headline_byline_desk_and_time(story: FoundStory, lines: list[str]) -> None:
    plain = story.plain()
    assert plain["headline"] == lines[3]
    assert plain["byline"] == [lines[4]]
    assert plain["desk"] == lines[4].split()[0]
    assert plain["published"] == "2020-02-09T15:57:00+06:00"
    assert plain["updated"] is None
    assert plain["kicker"] == plain["deck"] == ""


def test_picture_with_caption_and_credit_apart(story: FoundStory, lines: list[str]) -> None:
    caption, credit = lines[7].removesuffix(")").split(" (ছবি : ")
    assert story.plain()["pictures"] == [
        {"alt": lines[6], "caption": caption, "credit": credit, "src": ""}
    ]


def test_body_in_order_with_the_related_line_in_its_place(
    story: FoundStory, lines: list[str]
) -> None:
    blocks = story.plain()["body"]
    assert [block["type"] for block in blocks] == ["paragraph"] * 6 + ["related", "paragraph"]
    assert [block["text"] for block in blocks[:6]] == lines[8:14]
    assert blocks[6]["text"] == lines[14].split(" : ", 1)[1]
    assert blocks[7]["text"] == lines[15]
    assert sum(block["type"] == "paragraph" for block in blocks) == 7


def test_signoff(story: FoundStory, lines: list[str]) -> None:
    assert story.plain()["signoff"] == lines[16]


def test_no_furniture_in_any_field(story: FoundStory, lines: list[str]) -> None:
    plain = story.plain()
    told = str({name: value for name, value in plain.items() if name != "published"})
    for line in [*lines[:3], *lines[17:]]:
        assert line.lstrip("• ") not in told
