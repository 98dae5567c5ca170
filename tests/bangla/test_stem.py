"""Stems: the forms of one word share one, other words do not."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.analyse import fold, keys
from kagoj.bangla.stem import stem, stems

CASES = json.loads((Path(__file__).parent / "cases" / "stems.json").read_text(encoding="utf-8"))

LETTERS = "করতযদলমগটিাীুেোৈ়্ংঁও" + "ইএৎ09az’\u200c"
any_word = st.text(max_size=80) | st.text(st.sampled_from(LETTERS), max_size=80)


def test_the_forms_of_a_word_share_a_stem():
    for case in CASES["joined"]:
        of_base = set(stems(case["base"]))
        assert [form for form in case["forms"] if not of_base & set(stems(form))] == [], case


def test_different_words_share_none():
    assert [pair for pair in CASES["apart"] if set(stems(pair[0])) & set(stems(pair[1]))] == []


def test_the_cases_are_as_many_as_they_should_be():
    assert len(CASES["joined"]) > 72
    assert sum(len(case["forms"]) for case in CASES["joined"]) > 851
    assert len(CASES["apart"]) > 50


def test_a_form_that_reads_two_ways_has_both_stems_the_likelier_first():
    assert stems("সড়কে") == ("সড়ক",)
    assert stems("রহিমকে") == ("রহিম", "রহিমক")
    assert stem("নেতাদের") == "নেতা"
    assert stem("সংসদের") == "সংসদ"


@pytest.mark.parametrize(
    ("word", "expected"),
    [("10টি", "10"), ("21শে", "21"), ("bnpর", "bnp"), ("7.5", "7.5"), ("dhaka", "dhaka"), ("", "")],
)
def test_figures_and_latin_letters(word, expected):
    assert stem(word) == expected


@given(any_word)
def test_any_word_has_a_stem_that_is_no_longer(word):
    for one in stems(fold(word)):
        assert len(one) <= len(fold(word)) + 1
        assert bool(one) == bool(fold(word))


@given(any_word)
def test_a_stem_has_no_more_to_lose(word):
    """Else what a form is found by would hang on how many endings it carries."""
    first = stem(fold(word))
    assert stem(first)[:2] == first[:2]


@given(any_word)
def test_keys_are_few_and_never_empty(word):
    term = fold(word)
    assert 1 <= len(keys(term)) <= 16
    assert not term or all(keys(term))


def test_an_endless_word_is_left_alone():
    endless = "গুলো" * 300_000
    assert stems(endless) == (endless,)
    assert keys(endless) == (endless,)
