"""Index terms: one form for one word, however it was typed."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.analyse import LONGEST_TERM, fold, spans, terms
from kagoj.bangla.digits import to_bangla, to_latin
from kagoj.bangla.normalise import normalise
from kagoj.bangla.words import words

FOLDER = Path(__file__).parent / "cases"
CASES = json.loads((FOLDER / "terms.json").read_text(encoding="utf-8"))
CORRECT = json.loads((FOLDER / "correct_words.json").read_text(encoding="utf-8"))["words"]

PARTS = "করতযগশ" + "ািুৃ়্ঁ" + "অৎ।৷১২aZİß .,-’'\u00a0\u200b\u200c\u200d\u00ad\u09df\u0301"
any_text = st.one_of(st.text(), st.text(st.sampled_from(PARTS), max_size=40))


@pytest.mark.parametrize("case", CASES["terms"], ids=lambda case: case["source"])
def test_one_word_has_one_term(case):
    assert terms(case["text"]) == [unicodedata.normalize("NFC", term) for term in case["terms"]]


def test_spans_point_into_the_text_as_given():
    text = "আজ র\u200c্যাব ১,২০০ জন"
    assert [text[start:end] for _, start, end in spans(text)] == words(text)
    assert spans(text)[1] == ("র্যাব", 3, 9)
    assert spans(text)[2][0] == "1200"


def test_different_words_keep_different_terms():
    distinct = {unicodedata.normalize("NFC", word) for word in words(" ".join(CORRECT))}
    assert len({fold(word) for word in distinct}) == len(distinct) > 350


@given(any_text)
def test_terms_are_the_same_before_and_after_normalising(text):
    stored = normalise(text)
    assert terms(stored) == terms(text) == [term for term, _, _ in spans(stored)]


@given(any_text)
def test_terms_are_the_same_in_either_digits(text):
    assert terms(to_bangla(text)) == terms(to_latin(text)) == terms(text)


@given(any_text)
def test_a_term_is_its_own_term(text):
    for term, start, end in spans(text):
        assert 0 <= start < end <= len(text)
        assert 0 < len(term) <= LONGEST_TERM
        assert fold(term) == term


def test_an_endless_word_is_kept_by_its_beginning():
    assert terms("ক" * 2**20) == ["ক" * LONGEST_TERM]
    assert fold("ক" * 65) == fold("ক" * 66)
