"""Bijoy to Unicode and back: words by hand, an encoder that is not ours, any input, long input."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kagoj.bangla.bijoy import decode, from_unicode, looks_like_bijoy, runs, table, to_unicode
from kagoj.bangla.bijoy.markup import convert_markup
from kagoj.bangla.normalise import normalise

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "cases"
CASES = json.loads((FOLDER / "bijoy.json").read_text(encoding="utf-8"))
CORRECT = json.loads((FOLDER / "correct_words.json").read_text(encoding="utf-8"))["words"]
STORIES = sorted((ROOT / "kagoj/demo/stories").glob("*.md"))
WORD = re.compile("[\u0980-\u09ff\u200c\u200d]+")

GLYPHS = "".join(sorted(table.GLYPHS))
bijoy_like = st.text(st.sampled_from(GLYPHS + " \n.,-()'\"eE"), max_size=60)
any_text = st.one_of(st.text(max_size=60), bijoy_like)


def oracle():
    """The encoder of the benchmark, which shares nothing with ours."""
    file = ROOT / "benchmarks/bijoy_oracle.py"
    spec = importlib.util.spec_from_file_location("bijoy_oracle", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("case", CASES["words"], ids=lambda case: case["bijoy"])
def test_words_checked_by_hand(case) -> None:
    assert decode(case["bijoy"]) == normalise(case["unicode"])


def test_bytes_are_windows_1252() -> None:
    assert decode("Avgvi †`k".encode("cp1252") + b"\x81") == "আমার দেশ"


@pytest.mark.parametrize("case", CASES["mixed"], ids=lambda case: case["text"])
def test_by_runs(case) -> None:
    assert to_unicode(case["text"]) == normalise(case["after"])


@pytest.mark.parametrize("text", CASES["must_not_change"])
def test_what_is_no_bijoy_stays(text) -> None:
    assert to_unicode(text) == text
    assert not looks_like_bijoy(text)


@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["text"])
@pytest.mark.xfail(strict=True)
def test_what_is_not_told_yet(case) -> None:
    assert to_unicode(case["text"]) == normalise(case["is"])


@pytest.mark.parametrize("query", ["Avwg", "evsjv‡`k", "wkÿv", "b`xi cvo"])
def test_a_query_typed_in_bijoy_is_told(query) -> None:
    assert looks_like_bijoy(query)


def _words() -> list[str]:
    stories = "\n".join(file.read_text("utf-8") for file in STORIES)
    return sorted(
        {normalise(word) for word in [*CORRECT, *WORD.findall(stories)] if WORD.fullmatch(word)}
    )


def test_every_word_of_the_stories_comes_back() -> None:
    strange = [word for word in _words() if decode(from_unicode(word)) != word]
    # Ours: a hasanta alone. A joiner at a word's end draws nothing, and ৎ under a reph has no glyph.
    assert [
        word for word in strange if word.strip("\u200c\u200d্") and word[-1] not in "\u200c\u200d"
    ] == []


def test_an_encoder_that_is_not_ours_is_read() -> None:
    encode = oracle().encode
    words = _words()
    wrong = [word for word in words if decode(encode(word)) != word]
    # It drops a hasanta that has no glyph, so these cannot come back: at most 3 of 1000 forms.
    assert len(wrong) * 1000 <= 3 * len(words), wrong


def test_what_the_encoder_writes_fits_windows_1252_and_every_font() -> None:
    for word in _words():
        written = from_unicode(word)
        assert set(written) <= table.GLYPHS, word
        assert not set(written) & set("æøÍÿ\u00ad"), word
        written.encode("cp1252")


@given(any_text)
@settings(deadline=None)
def test_nothing_breaks_it(text) -> None:
    assert isinstance(decode(text), str)
    assert "".join(run.text for run in runs(text)) == text
    once = to_unicode(text)
    assert isinstance(once, str)
    convert_markup(text)
    from_unicode(text)


@given(st.binary(max_size=60))
@settings(deadline=None)
def test_any_bytes(data) -> None:
    decode(data)


@given(st.lists(st.sampled_from(CORRECT), min_size=1, max_size=8))
@settings(max_examples=50, deadline=None)
def test_sentences_come_back(words) -> None:
    sentence = normalise(" ".join(word for word in words if WORD.fullmatch(word)))
    written = from_unicode(sentence)
    assert decode(written).replace("\u200c", "") == sentence.replace("\u200c", "").replace(
        "\u200d ", " "
    )


@given(st.lists(st.sampled_from(["নদী", "শিক্ষা", "কর্মকর্তা", "দ্রুত", "চৌধুরী", "উদ্‌যাপন"]), min_size=3))
@settings(max_examples=50, deadline=None)
def test_unicode_is_left_alone(words) -> None:
    sentence = normalise(" ".join(words))
    assert to_unicode(sentence) == sentence
    assert to_unicode(to_unicode(from_unicode(sentence))) == sentence


LONG = ("Avwg ", "K", "¯", "‡", "K&", "©", "w¯", "&", "a.", "@", "x@", "http://", "Ò", "–", "ক্", "্", "<", "<b>w</b>", "<!--", "&#", "=\"")  # fmt: skip


@pytest.mark.parametrize("piece", LONG)
@pytest.mark.parametrize("work", [decode, to_unicode, from_unicode, convert_markup])
def test_time_grows_with_the_length_only(work, piece) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = process_time()
        work(text)
        return process_time() - start

    work(piece)
    short = min(seconds(4_000) for _ in range(3))
    # Eight times the text: eight times the work, sixty-four if it were quadratic.
    assert min(seconds(32_000) for _ in range(2)) < 30 * max(short, 0.002)
