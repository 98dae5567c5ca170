"""One right spelling: what is repaired, what is kept, and that nothing breaks it."""

import json
import random
import unicodedata
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kagoj.bangla.normalise import STEPS, normalise

FOLDER = Path(__file__).parent / "cases"
CASES = json.loads((FOLDER / "normalise.json").read_text(encoding="utf-8"))
CORRECT = json.loads((FOLDER / "correct_words.json").read_text(encoding="utf-8"))["words"]
SEED = Path(__file__).parents[3] / "shared/seed/page.txt"

# What the rules are about, so that random text meets them.
TRICKY = (
    "করতথযগশহনম" + "ািুৃৌো়্ঁং" + 'অঋঌৢৎ।৷৴৲১1 aA\n\t()’‘"éب'
    "\u00a0\u200b\u200c\u200d\u00ad\ufeff\u0301\u0316\u0338\u0344\u09dc\u09df\u09fe\ud800👩🏽"
)
any_text = st.one_of(st.text(), st.text(st.sampled_from(TRICKY), max_size=24))


@pytest.mark.parametrize("case", CASES["repaired"])
def test_what_is_never_right_is_repaired(case):
    assert normalise(case["raw"]) == unicodedata.normalize("NFC", case["right"])


@pytest.mark.parametrize("case", CASES["kept"], ids=lambda case: case["source"])
def test_what_may_be_right_is_kept(case):
    assert normalise(case["text"]) == unicodedata.normalize("NFC", case["text"])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_correct_words_change_only_into_nfc(form):
    for word in CORRECT:
        assert normalise(unicodedata.normalize(form, word)) == unicodedata.normalize("NFC", word)


def test_joiners_strewn_over_a_word_are_cleared_away():
    chance = random.Random(1426)
    for word in CORRECT:
        right = normalise(word)
        # A joiner asks for nothing between signs that are no hasanta, nor ু ূ ৃ.
        spots = [
            spot
            for spot in range(1, len(right))
            if not set(right[spot - 1 : spot + 1]) & set("্ুূৃ\u200c\u200d.:,৳’")
        ]
        for spot in spots:
            strewn = right[:spot] + chance.choice("\u200c\u200d") + right[spot:]
            assert normalise(strewn) == right


@given(any_text)
@example("ন\u09fe\u200d\u09cd\u200c")  # NFC puts the sandhi mark behind the hasanta
@example("e\u0301\u200dক")
@example("ক\u200c্্য র\u200c্্য")
@example("ে\u200c\u200bা৷\u200cে")
def test_normalising_twice_changes_nothing_more(text):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(any_text)
@example("নো\nক়্\nক।খ\nক ।\tখ\t।\nড়া\u09d7ন\u09fe্")
def test_a_line_that_is_passed_over_had_nothing_to_mend(text):
    lines = text.split("\n")
    for step in STEPS:
        lines = [step.mend(line) for line in lines]
    assert normalise(text) == "\n".join(lines)


@given(st.text(st.characters(codec="ascii")))
def test_latin_text_is_left_alone(text):
    assert normalise(text) == text


@given(any_text, any_text)
def test_lines_are_normalised_each_for_itself(first, second):
    assert normalise(f"{first}\n\n{second}") == f"{normalise(first)}\n\n{normalise(second)}"


def test_marks_without_end_are_cut_to_thirty():
    # UAX #15, Stream-Safe Text Format: no script needs more than thirty in a row.
    piled = "e" + "\u0316\u0301" * 50
    assert len(unicodedata.normalize("NFD", normalise(piled))) <= 1 + 30
    assert normalise("e" + "\u0316" * 30) == "e" + "\u0316" * 30


HOSTILE = {
    "marks to be put in order": "ক" + "\u0316\u0301" * 64,
    "hasanta and dot": "ক" + "\u09cd\u09bc" * 64,
    "joiners": "ক\u200c" * 64 + "\u200d" * 64,
    "spaces before a danda": " " * 128 + "।",
    "dandas": "।" * 128,
    "one sign": "া" * 128,
    "khanda ta": "ত্\u200d" * 43,
    "no-break spaces": "\u00a0" * 128,
    "letters that come apart": "\u0344ế" * 64,
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length_of_the_text(unit):
    """Eight times the text takes about eight times as long; a quadratic rule would take 64 times."""

    def cost(text: str) -> float:
        start = process_time()
        normalise(text)
        return process_time() - start

    small = unit * (2**17 // len(unit))
    least = min(cost(small) for _ in range(5))
    most = min(cost(small * 8) for _ in range(3))
    assert most < 8 * 3 * max(least, 0.001)


@pytest.mark.skipif(not SEED.exists(), reason="the crawled page is not here")
def test_a_crawled_page_keeps_its_words():
    page = SEED.read_text(encoding="utf-8")
    plain = page.replace("\u00a0", " ")
    assert normalise(page) == unicodedata.normalize("NFC", plain)
