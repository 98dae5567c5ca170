"""Digits both ways, and numbers by lakh and crore."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.digits import to_bangla, to_latin
from kagoj.bangla.normalise import normalise
from kagoj.bangla.number_words import UNDER_A_HUNDRED, parse, spelled
from kagoj.bangla.numbers import (
    counted,
    group,
    in_short,
    in_words,
    money,
    percent,
    rank,
    rank_in_digits,
)

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


@pytest.mark.parametrize(("number", "printed"), CASES["in_short"])
def test_a_number_told_roughly(number, printed):
    assert in_short(Decimal(number)) == printed


@given(st.integers(min_value=0, max_value=10**13))
def test_a_rough_number_is_near_and_never_a_hundred_of_its_scale(number):
    told = in_short(number)
    assert abs(parse(told) - number) <= max(number * Decimal("0.05"), 1)
    assert not told.startswith("১০০ লাখ")
    assert not told.startswith("১০০ হাজার")
    assert not told.startswith("১,০০০") or told == "১,০০০ কোটি"  # the next scale is a lakh of them


@pytest.mark.parametrize(("amount", "printed"), CASES["money"])
def test_money_has_its_sign_before_it(amount, printed):
    assert money(Decimal(amount)) == printed


def test_hundredths():
    assert percent(7.5) == "৭.৫%"


@pytest.mark.parametrize(("number", "words"), CASES["spelled"])
def test_a_number_in_full_words(number, words):
    assert spelled(number) == normalise(words)


def test_a_hundred_names_and_no_two_alike():
    assert len(set(UNDER_A_HUNDRED)) == 100


@pytest.mark.parametrize(("text", "number"), CASES["parsed"], ids=ascii)
def test_a_number_is_read_back(text, number):
    assert parse(text) == Decimal(number)


@pytest.mark.parametrize("text", CASES["not_a_number"], ids=ascii)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r"not a number|too large"):
        parse(text)


@given(st.integers(min_value=-(10**14) + 1, max_value=10**14 - 1))
def test_a_number_comes_back_from_words_and_digits(number):
    assert parse(spelled(number)) == number
    assert parse(in_words(number)) == number
    assert parse(group(number)) == number
    assert parse(money(number)) == number


@given(st.one_of(st.text(), st.text(st.sampled_from("১২5,.- ৳শ"), max_size=20)))
def test_any_text_is_a_number_or_refused(text):
    try:
        assert parse(text).is_finite()
    except ValueError as error:
        assert "not a number" in str(error)  # noqa: PT017


def test_a_number_too_large_to_say_is_refused():
    with pytest.raises(ValueError, match="so large"):
        spelled(10**14)


@pytest.mark.parametrize(("number", "word", "digits"), CASES["ranks"])
def test_which_in_a_row(number, word, digits):
    assert rank(number) == word
    assert rank_in_digits(number) == digits


@pytest.mark.parametrize("work", [rank, rank_in_digits])
def test_there_is_no_place_before_the_first(work):
    with pytest.raises(ValueError, match="nothing stands"):
        work(0)


@pytest.mark.parametrize(("number", "of", "printed"), CASES["counted"])
def test_how_many_of_what(number, of, printed):
    assert counted(number, of) == printed
