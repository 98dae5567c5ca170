"""Avro phonetic: what each key writes, what is left alone, and what a whole foreign suite says."""

import json
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla import avro as module
from kagoj.bangla.avro import avro
from kagoj.bangla.normalise import normalise

CASES = json.loads(
    (Path(__file__).parent / "cases/avro.json").read_text(encoding="utf-8"),
)

keys = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzOIUDGJNRSTYZAKH`.,:^$019 -াির্"))


def nfc(text):
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("group", CASES["words"], ids=lambda group: group["source"])
def test_words(group):
    assert {latin: avro(latin) for latin in group["pairs"]} == {
        latin: nfc(bangla) for latin, bangla in group["pairs"].items()
    }


@pytest.mark.parametrize("case", CASES["sentences"], ids=lambda case: case["latin"])
def test_sentences(case):
    assert avro(case["latin"]) == nfc(case["bangla"])


@pytest.mark.parametrize("case", CASES["unharmed"], ids=lambda case: case["source"])
def test_what_is_no_latin_letter_is_left_alone(case):
    assert avro(case["text"]) == case["text"]


def test_the_suite_of_jsavrophonetic():
    """All 412 checks. The suite stays where it is published (MPL 1.1); it is only read."""
    folder = os.environ.get("AVRO_PHONETIC")
    if not folder:
        pytest.skip("avro-phonetic is missing: npm pack avro-phonetic, AVRO_PHONETIC=its folder")
    suite = (Path(folder) / "test/avro-lib.test.js").read_text(encoding="utf-8")
    checks = re.findall(r"""parse\((["'])(.*?)\1\), *(["'])(.*?)\3\)""", suite)
    assert len(checks) == 412
    assert [latin for _, latin, _, bangla in checks if avro(latin) != nfc(bangla)] == []


@given(st.one_of(keys, st.text()))
def test_any_text_is_taken_and_no_latin_letter_of_the_layout_is_left(text):
    bangla = avro(text)
    assert not re.search("[A-Za-z`]", bangla)


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzOIUDGJNRSTYZ ")))
def test_words_are_written_each_for_itself(text):
    assert " ".join(map(avro, text.split(" "))) == avro(text)


@given(keys)
def test_what_it_writes_is_in_nfc(latin):
    latin = re.sub("[াির্]", "", latin)
    assert unicodedata.is_normalized("NFC", avro(latin))


def test_ordinary_words_need_no_mending():
    for group in CASES["words"][1:]:
        for latin in group["pairs"]:
            assert normalise(avro(latin)) == avro(latin)


def test_a_line_of_a_megabyte_takes_no_more_work_a_letter_than_a_short_one(monkeypatch):
    looked = 0
    longest_at = module._longest_at

    def counting(text, start):
        nonlocal looked
        looked += 1
        return longest_at(text, start)

    monkeypatch.setattr(module, "_longest_at", counting)
    assert len(avro("rri`" * 250_000)) == 250_000
    assert looked == 250_000
