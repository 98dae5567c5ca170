"""Bangla in Latin letters: the names readers know, and any text without harm."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.romanise import romanise, romanise_slug

FOLDER = Path(__file__).parent / "cases"
CASES = json.loads((FOLDER / "romanise.json").read_text(encoding="utf-8"))
CORRECT = json.loads((FOLDER / "correct_words.json").read_text(encoding="utf-8"))["words"]

SIGNS = "করতযঘঙ" + "ািুৃ়্ঁংঃ" + "অওৎ।১২aZ’ .\u200c\u200d\u09a9"
any_text = st.one_of(st.text(), st.text(st.sampled_from(SIGNS), max_size=40))


def share_reached(names: list[list[str]]) -> float:
    """Of these names, how many are written in their official letters, capitals and spaces aside."""
    plain = [
        (romanise(bangla), re.sub("[^a-z]", "", official.lower())) for bangla, official in names
    ]
    return sum(ours == official for ours, official in plain) / len(plain)


@pytest.mark.parametrize(("bangla", "latin"), CASES["words"], ids=lambda text: ascii(text))
def test_words_are_written_as_their_readers_would(bangla, latin):
    assert romanise(bangla) == latin


@pytest.mark.parametrize(("bangla", "latin"), CASES["texts"], ids=lambda text: ascii(text))
def test_what_is_not_bangla_stays(bangla, latin):
    assert romanise(bangla) == latin


@pytest.mark.parametrize(("bangla", "latin"), CASES["slugs"], ids=lambda text: ascii(text))
def test_an_address_is_plain(bangla, latin):
    assert romanise_slug(bangla) == latin


def test_every_district_has_its_official_name():
    assert share_reached(CASES["districts"]) == 1


def test_west_bengals_districts_and_well_known_persons_have_the_names_they_are_known_by():
    assert share_reached(CASES["west_bengal"]) == 1
    assert share_reached(CASES["people"]) == 1


def test_an_address_has_the_names_too():
    assert romanise_slug("কলকাতার পথে নজরুল") == "kolkatar-pathe-nazrul"


def test_two_upazilas_of_three_are_reached_by_rule():
    assert share_reached(CASES["upazilas"]) >= 0.66


def test_a_name_keeps_its_spelling_with_an_ending():
    assert romanise("চট্টগ্রামের পথে কুমিল্লায়") == "chattogramer pathe cumillay"


def test_every_correct_word_becomes_latin_letters_alone():
    for word in CORRECT:
        assert romanise(word.replace("’", "")).isascii(), word


def test_one_spelling_however_the_word_is_stored():
    assert romanise("\u09ac\u09dc") == romanise("\u09ac\u09a1\u09bc") == "bar"
    assert romanise("র\u200c্যাব") == romanise("র\u200d্যাব")


@given(any_text)
def test_any_text_is_taken(text):
    assert not re.search("[অ-হা-ৌ্]", romanise(text))


@given(any_text, st.integers(min_value=1, max_value=30))
def test_any_text_gives_a_plain_address(text, most):
    made = romanise_slug(text, max_letters=most, otherwise="x")
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= most
    assert romanise_slug(made, max_letters=most, otherwise="x") == made


@pytest.mark.parametrize("pile", ["ক", "ক্", "াি", "নগর", "কং", "জন", "ওয়"], ids=ascii)
def test_time_grows_with_the_length_of_the_text(pile):
    """Eight times the text takes about eight times as long; quadratic work would take 64 times."""

    def cost(length: int) -> float:
        text = pile * (length // len(pile))
        costs = []
        for _ in range(3):
            start = time.process_time()
            romanise(text)
            costs.append(time.process_time() - start)
        return min(costs)

    assert cost(2**16) < 8 * 3 * max(cost(2**13), 0.002)
