"""Words and letters as a reader sees them."""

import json
import unicodedata
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.words import count_words, cut, letters, reading_minutes, words

FOLDER = Path(__file__).parent / "cases"
CASES = json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))
CORRECT = json.loads((FOLDER / "correct_words.json").read_text(encoding="utf-8"))["words"]

BANGLA = "করতযগশহনম" + "ািুৃৌো়্ঁংঃ" + "অএৎ।১ ,.’'\n" + "\u200c\u200d"
any_text = st.one_of(st.text(), st.text(st.sampled_from(BANGLA), max_size=40))


@pytest.mark.parametrize("case", CASES["letters"], ids=lambda case: ascii(case["text"]))
def test_letters_are_as_a_reader_sees_them(case):
    assert letters(case["text"]) == case["letters"]


@pytest.mark.parametrize("case", CASES["words"], ids=lambda case: case["source"])
def test_words_are_whole(case):
    assert words(case["text"]) == case["words"]
    assert count_words(case["text"]) == len(case["words"])


@pytest.mark.parametrize("case", CASES["cut"], ids=lambda case: case["source"])
def test_a_text_is_cut_where_a_reader_would(case):
    assert cut(case["text"], case["letters"]) == case["cut"]


def test_no_letter_of_a_correct_word_begins_with_a_sign_or_ends_in_a_join():
    for word in CORRECT:
        for letter in letters(word):
            assert unicodedata.category(letter[0])[0] != "M", word
            assert not letter.endswith("্"), word  # a silenced consonant here has its ZWNJ


@given(any_text)
def test_letters_joined_again_are_the_text(text):
    assert "".join(letters(text)) == text
    assert all(letters(text))


@given(any_text, st.integers(min_value=1, max_value=12))
def test_a_cut_text_is_a_beginning_within_its_bound(text, most):
    short = cut(text, most)
    assert len(letters(short)) <= most
    if short != text.strip():
        assert short.endswith("…")
        beginning = short[:-1]
        assert text.strip().startswith(beginning)
        whole = letters(text.strip())
        assert any("".join(whole[:count]) == beginning for count in range(most))


@given(any_text)
def test_words_stand_in_the_text_in_order(text):
    place = 0
    for word in words(text):
        place = text.index(word, place) + len(word)


def test_a_text_cannot_be_cut_to_nothing():
    with pytest.raises(ValueError, match="no letters"):
        cut("খবর", 0)


def test_reading_takes_at_least_a_minute_for_any_word():
    assert reading_minutes("") == 0
    assert reading_minutes("— … ।") == 0
    assert reading_minutes("খবর") == 1
    assert reading_minutes("খবর " * 180) == 1
    assert reading_minutes("খবর " * 900) == 5


def test_a_letter_piled_up_without_end_is_broken_off():
    # UAX #15 (Stream-Safe) sees no need for more than thirty marks on a letter.
    for pile in ("ক" + "াি" * 1000, "e" + "\u0316" * 1000, "ক্" * 1000, "👩\u200d" * 1000):
        assert "".join(letters(pile)) == pile
        assert max(map(len, letters(pile))) <= 64


HOSTILE = {
    "one letter": "াি" * 64,
    "one conjunct": "ক্" * 64,
    "joiners": "\u200c\u200d" * 64,
    "one number": "12," * 43,
    "apostrophes": "ক’" * 64,
    "spaces": " " * 128,
    "emoji": "👩\u200d" * 64,
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("work", [words, letters, cut], ids=lambda work: work.__name__)
def test_time_grows_with_the_length_of_the_text(work, unit):
    """Eight times the text takes about eight times as long; quadratic work would take 64 times."""

    def cost(text: str) -> float:
        start = process_time()
        work(text)
        return process_time() - start

    small = unit * (2**15 // len(unit))
    least = min(cost(small) for _ in range(5))
    most = min(cost(small * 8) for _ in range(3))
    assert most < 8 * 3 * max(least, 0.001)
