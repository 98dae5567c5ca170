"""The order of the alphabet: CLDR's for Bangla, told beforehand by ICU, and asked of it where it is."""

import json
import re
import time
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.collation import sort_key

CASES = json.loads((Path(__file__).parent / "cases/collation.json").read_text(encoding="utf-8"))

BLOCK = "".join(c for c in map(chr, range(0x980, 0xA00)) if unicodedata.category(c) != "Cn")
MARKS = " -–—,;:!?.…।'‘’\"“”()[]/&%৳\u200c\u200d"
any_text = st.one_of(st.text(), st.text(st.sampled_from(BLOCK + MARKS + "azAZ09"), max_size=12))


@pytest.mark.parametrize("kind", ["words", "made_up"])
def test_the_order_is_what_icu_said(kind):
    keys = [[sort_key(text) for text in group] for group in CASES[kind]]
    assert [group for group in keys if len(set(group)) > 1] == []
    wrong = [pair for pair in pairwise(group[0] for group in keys) if pair[0] >= pair[1]]
    assert wrong == []


def test_the_alphabet_by_hand():
    # From reference grammars: ড় after ড, ৎ with ত, ং ঃ ঁ before ক, signs of vowels after the letters.
    words = [
        "উত্তর",
        "উৎস",
        "উদ",
        "কংস",
        "কঃ",
        "কত",
        "কৎ",
        "কলা",
        "কা",
        "কি",
        "ক্ষত",
        "ডাল",
        "ড়ু",
        "ঢাকা",
        "য",
        "যা",
        "য়া",
        "র",
    ]
    assert sorted(set(words), key=sort_key) == words


def test_what_is_unseen_or_stored_otherwise_has_the_same_place():
    assert sort_key("উদ্\u200cযাপন") == sort_key("উদ্যাপন")
    assert sort_key("\u09ac\u09dc") == sort_key("\u09ac\u09a1\u09bc")
    assert sort_key("১২") == sort_key("12")


def test_bangla_stands_before_latin_and_after_digits():
    assert sorted(["Zebra", "ঢাকা", "১ম", "abc", "(ক)", "नई"], key=sort_key) == [
        "(ক)",
        "১ম",
        "ঢাকা",
        "नई",
        "abc",
        "Zebra",
    ]


@given(any_text)
def test_a_key_is_the_same_for_every_database(text):
    assert re.fullmatch("[0-9a-z]*", sort_key(text))


@given(any_text, any_text)
def test_what_comes_after_never_comes_before(beginning, more):
    # A word comes before the longer one that begins with it, if no mark of `more` joins its end.
    assert sort_key(beginning) <= sort_key(beginning + " " + more)


@given(st.lists(st.text(st.sampled_from(BLOCK + MARKS + "azAZ09é"), max_size=8), max_size=12))
def test_icu_agrees(texts):
    icu = pytest.importorskip("icu", reason="PyICU: pip install PyICU, with Debian's libicu-dev")
    collator = icu.Collator.createInstance(icu.Locale("bn"))
    for one, other in pairwise(texts):
        mine = (sort_key(one) > sort_key(other)) - (sort_key(one) < sort_key(other))
        assert mine == collator.compare(one, other)


@pytest.mark.parametrize("pile", ["ক", "ক্", "\u0316", "ৎ", "👩\u200d", "é"], ids=ascii)
def test_time_grows_with_the_length_of_the_text(pile):
    """Eight times the text takes about eight times as long; quadratic work would take 64 times."""

    def cost(length: int) -> float:
        text = pile * (length // len(pile))
        costs = []
        for _ in range(3):
            start = time.process_time()
            sort_key(text)
            costs.append(time.process_time() - start)
        return min(costs)

    assert cost(2**16) < 8 * 3 * max(cost(2**13), 0.002)
