"""Spelling variants: one key for one word's spellings, and the pairs that must stay apart."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.analyse import fold, keys
from kagoj.bangla.variants import respelled, unify

CASES = json.loads((Path(__file__).parent / "cases" / "variants.json").read_text(encoding="utf-8"))


def share(one, other):
    return bool(set(keys(one)) & set(keys(other)))


def test_spellings_of_a_word_share_a_key():
    for pair in CASES["same"]:
        assert unify(pair[0]) == unify(pair[1]), pair
        assert share(*pair), pair


def test_different_words_share_none():
    assert [pair for pair in CASES["apart"] if share(*pair)] == []


def test_what_the_key_cannot_tell_apart():
    """If one of these comes apart, it belongs among the cases above."""
    assert [pair for pair in CASES["known_to_join"] if not share(*pair)] == []


@pytest.mark.parametrize("form", ["সরকারী", "সরকারীকে", "সরকারিও", "সরকারীটির"])
def test_a_form_in_another_spelling_is_the_same_word(form):
    assert "সরকারি" in keys(fold(form))


LETTERS = "কণনশষসঙঞজগতর" + "াীিূুৈৌঃঁ্যঈঊঐঔঅএ়"


@given(st.text(max_size=80) | st.text(st.sampled_from(LETTERS), max_size=80))
def test_any_word_has_a_key(word):
    term = fold(word)
    key = unify(term)
    assert len(key) <= 3 * len(term) + 1
    if term.strip("ঃঁ"):
        assert key


def test_an_endless_word_is_left_alone():
    endless = "শষী" * 300_000
    assert unify(endless) == endless


def test_words_that_end_in_it_are_words_of_their_own():
    """রঙ is a colour, রঙ্গ is fun (বাংলা একাডেমি আধুনিক বাংলা অভিধান)."""
    assert respelled("রঙ") == respelled("রঙ্গ") == ()
    assert respelled("ভাঙ্গা") == ("ভাঙা",)
    assert respelled("ভাঙা") == ("ভাঙ্গা",)
    assert respelled("নদী") == ()
