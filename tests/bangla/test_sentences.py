"""Sentences are whole: abbreviations, decimals and closing quotation marks stay with them."""

import json
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.sentences import sentences

CASES = json.loads((Path(__file__).parent / "cases/sentences.json").read_text(encoding="utf-8"))
any_text = st.one_of(st.text(), st.text(st.sampled_from("কড়মোা।?!.’”)১5 a\nঃ"), max_size=40))


@pytest.mark.parametrize("case", CASES["sentences"], ids=lambda case: case["source"])
def test_a_text_is_parted_where_its_sentences_end(case):
    assert sentences(case["text"]) == case["sentences"]


@pytest.mark.xfail(strict=True, reason="known: see the case's source")
@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["source"])
def test_known_failures(case):
    assert sentences(case["text"]) == case["sentences"]


@given(any_text)
def test_nothing_but_space_is_lost(text):
    parted = sentences(text)
    assert "".join("".join(parted).split()) == "".join(text.split())
    assert all(sentence == sentence.strip() != "" for sentence in parted)


@pytest.mark.parametrize(
    "unit", ["।", "ক. ", "মো. রহিম এলেন। ", "১", "ক", " ", "?’", ".’"], ids=ascii
)
def test_time_grows_with_the_length_of_the_text(unit):
    """Eight times the text takes about eight times as long; quadratic work would take 64 times."""

    def cost(text: str) -> float:
        start = process_time()
        sentences(text)
        return process_time() - start

    small = unit * (2**14 // len(unit))
    least = min(cost(small) for _ in range(5))
    most = min(cost(small * 8) for _ in range(3))
    assert most < 8 * 3 * max(least, 0.002)
