"""Scars are found, guessed at and explained; right words are left in peace."""

import json
import re
import unicodedata
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.normalise import normalise
from kagoj.bangla.scars import LONGEST_WORD, suspicions

FOLDER = Path(__file__).parent / "cases"
CASES = json.loads((FOLDER / "scars.json").read_text(encoding="utf-8"))
CORRECT = json.loads((FOLDER / "correct_words.json").read_text(encoding="utf-8"))["words"]
STORIES = Path(__file__).parents[2] / "kagoj/demo/stories"

BANGLA = "করতথযনমও" + "এআঅউ" + "ািীুূৃেৈোৌ\u09d7়্ঁংঃৎৰ" + "।|: 1২o.,Ôñaल\u200c\u200d\n"
any_text = st.one_of(st.text(), st.text(st.sampled_from(BANGLA), max_size=30))


@pytest.mark.parametrize(
    "case", CASES["in the wild"] + CASES["made up"], ids=lambda case: ascii(case["found"])
)
def test_a_scar_is_found_and_guessed_at(case):
    before = "সবার আগে, ‘"
    [one] = suspicions(f"{before}{case['found']}’ তারপর।")
    assert (one.start, one.end) == (len(before), len(before) + len(case["found"]))
    assert one.found == case["found"]
    assert one.suggestion == unicodedata.normalize("NFC", case["meant"])
    assert re.search("[ক-হ]", one.reason)


def test_a_pipe_for_a_danda():
    [one] = suspicions("তিনি বলেন| পরে যান।")
    assert (one.found, one.suggestion, one.start) == ("|", "।", 9)


@pytest.mark.parametrize("case", CASES["must not change"], ids=lambda case: case["source"])
def test_what_may_be_right_gives_no_alarm(case):
    assert suspicions(case["text"]) == []
    assert suspicions(normalise(case["text"])) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_no_alarm_on_correct_words(form):
    assert suspicions(unicodedata.normalize(form, " র ".join(CORRECT))) == []


def test_no_alarm_on_the_demo_papers_stories():
    stories = sorted(STORIES.glob("*.md"))
    assert len(stories) > 30
    for story in stories:
        assert suspicions(story.read_text("utf-8")) == [], story.name


@given(any_text)
def test_a_suspicion_names_what_stands_there(text):
    found = suspicions(text)
    for one in found:
        assert text[one.start : one.end] == one.found != one.suggestion
        assert one.reason
    for one, following in pairwise(found):
        assert one.end <= following.start


@given(any_text)
def test_a_guess_is_normal_and_bears_no_scar(text):
    for one in suspicions(text):
        assert normalise(one.suggestion) == one.suggestion
        # What tells the Assamese ৰ is the Bangla around it.
        assert one.suggestion == "।" or not suspicions(f"র {one.suggestion}")


HOSTILE = [
    "নিু",
    "র্",
    "1",
    "1,",
    "১,",
    "ল",
    "ाक",
    "ক",
    "ি্ক",
    "ে্রক",
    "ওি ",
    "ক| ",
    "Ôক",
    "্র",
    "কো়",
    "ক:",
]


@pytest.mark.parametrize("unit", HOSTILE, ids=ascii)
def test_time_grows_with_the_length_of_the_text(unit):
    """Four times the text takes about four times as long; a quadratic rule would take 16 times."""

    def cost(text: str) -> float:
        start = process_time()
        suspicions(text)
        return process_time() - start

    small = unit * (16_000 // len(unit))
    least = min(cost(small) for _ in range(3))
    most = min(cost(small * 4) for _ in range(3))
    assert most < 12 * max(least, 0.002)


def test_a_run_too_long_to_be_a_word_is_passed_over():
    assert suspicions("নিু" * LONGEST_WORD) == []
