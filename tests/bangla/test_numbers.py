"""Digits both ways, and numbers by lakh and crore."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.digits import to_bangla, to_latin
from kagoj.bangla.numbers import group, in_words

CASES = json.loads((Path(__file__).parent / "cases/numbers.json").read_text(encoding="utf-8"))
SCALES = {"হাজার": 1_000, "লাখ": 100_000, "কোটি": 10_000_000}  # CLDR bn, long decimal format


@pytest.mark.parametrize("case", CASES["grouped"], ids=lambda case: case["number"])
def test_numbers_are_grouped_by_lakh_and_crore(case):
    assert group(Decimal(case["number"])) == case["printed"]


@pytest.mark.parametrize("case", CASES["in_words"], ids=lambda case: str(case["number"]))
def test_whole_numbers_are_told_by_their_scales(case):
    assert in_words(case["number"]) == case["printed"]


def test_integers_and_floats_group_like_their_decimals():
    assert group(1234567) == "১২,৩৪,৫৬৭"
    assert group(0.1) == "০.১"
    assert group(1e16) == "১০,০০,০০,০০,০০,০০,০০,০০০"
    assert group(-0.5) == "-০.৫"


@pytest.mark.parametrize(
    "number", [float("nan"), float("inf"), Decimal("1e400"), Decimal("1e-400"), 10**301]
)
def test_what_is_no_ordinary_number_is_refused(number):
    with pytest.raises(ValueError, match="ordinary size"):
        group(number)


@given(st.integers(min_value=-(10**40), max_value=10**40))
def test_grouping_loses_nothing(number):
    assert int(to_latin(group(number)).replace(",", "")) == number


@given(st.integers(min_value=0, max_value=10**15))
def test_the_parts_in_words_add_up(number):
    total = 0
    parts = to_latin(in_words(number)).replace(",", "").split()
    while parts:
        count = int(parts.pop(0))
        total += count * (SCALES[parts.pop(0)] if parts else 1)
    assert total == number


def test_digits_are_told_both_ways():
    # Unicode: U+09E6 to U+09EF are the digits 0 to 9.
    bangla = "".join(map(chr, range(0x09E6, 0x09F0)))
    assert to_bangla("0123456789") == bangla
    assert to_latin(bangla) == "0123456789"
    assert to_bangla(2024) == "২০২৪"
    assert to_bangla("ঢাকা-1215") == "ঢাকা-১২১৫"


@given(st.text())
def test_digits_change_nothing_else(text):
    assert len(to_bangla(text)) == len(text)
    assert to_latin(to_bangla(text)) == to_latin(text)
    assert to_bangla(to_latin(text)) == to_bangla(text)
