"""Any text at all, to every public function of the library that takes one: an answer or a ValueError,
in time that grows with the text. New functions are found by themselves."""

import importlib
import inspect
import pkgutil
from time import process_time
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import kagoj.bangla
from kagoj.bangla.bijoy import to_unicode
from kagoj.bangla.mending import mended
from kagoj.bangla.normalise import normalise
from kagoj.bangla.slug import slug
from kagoj.bangla.words import letters

# Refuse what they cannot read, saying why.
MAY_REFUSE = {"parse", "read_date", "read_moment", "read_pairs"}
# Asked about one word, whose length the caller bounds.
NOT_FOR_TEXT = {"table", "key_of", "likely_originals", "neighbours", "is_verb"}


def functions():
    for found in pkgutil.walk_packages(kagoj.bangla.__path__, "kagoj.bangla."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isroutine):
            if name.startswith("_") or name in NOT_FOR_TEXT:
                continue
            if getattr(function, "__module__", "") != module.__name__:
                continue
            try:
                first, *others = inspect.signature(function).parameters.values()
            except (TypeError, ValueError):
                continue
            if first.annotation in (str, "str", "str | bytes", str | bytes) and all(
                other.default is not inspect.Parameter.empty for other in others
            ):
                yield pytest.param(function, id=f"{found.name[len('kagoj.bangla.') :]}.{name}")


FUNCTIONS = list(functions())

SIGNS = (
    "অআইকখগজঞণতথদধনবভমযরলশষসহৎৰৱ" + "ািীুূৃেৈোৌ\u09d7" + "়্ঁংঃ\u09fe" + "০১৯"
    "।॥৷৳\u200b\u200c\u200d\ufeff\u00ad\u00a0\u2028\x00\ud800\udfff"
    " \t\n.,:;/-|'\"’‘“(<&>@#%" + "abAZ09wi†©¨®¡v¯Íë²" + "éß\u0301\u0316"
    "👩🏽\u200d🚒🇧🇩" + "עربا\u202e" + "हिंदी" + "漢"
)
HISTORIC = [
    "নিু ভিওি কমর্কতার্",
    "র\u200d\u200c্্য়়",
    "ত্\u200d" * 9,
    "৪ জ্যৈষ্ঠ ১৪৩১",
    "৩.৫ কোটি",
    "KvR © n‡e",
    "<font face=SutonnyMJ>Avwg",
    "\ud83d\u09be",
    "›x©‹",  # found by atheris
    "۱۲۳ ১২৩ 123",
]
any_text = st.one_of(
    st.text(),
    st.text(st.sampled_from(SIGNS), max_size=40),
    st.sampled_from(HISTORIC),
    st.text(st.characters(codec="cp1252"), max_size=40),
)


def answer_of(function, text):
    try:
        return function(text)
    except ValueError:
        if function.__name__ not in MAY_REFUSE:
            raise
    return None


def test_the_functions_are_found():
    assert len(FUNCTIONS) >= 30


@pytest.mark.parametrize("function", FUNCTIONS)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_text)
@example("")
@example("\ud800")
@example("র" * 300)
def test_any_text_is_answered(function, text):
    first = answer_of(function, text)
    if not inspect.isgenerator(first) and not hasattr(first, "__next__"):
        assert answer_of(function, text) == first


# Mixed scripts, emoji, right-to-left and Assamese text: nobody's to change. In NFC, as text comes in.
FOREIGN = [
    "The Daily Star, 24 May 2024: “GDP up 5.8%”",
    "الجزيرة نت \u202b(عاجل)\u202c ۲۰۲۴",
    "می\u200cروم",
    "क्\u200dष हिन्दी के २४ अक्षर।",
    "👩🏽\u200d🚒 🇧🇩 ❤\ufe0f 1\ufe0f\u20e3",
    "অসমীয়া ভাষাৰ এটা বাক্য, ৱ আৰু ৰ",
    "日本語とEnglishのmix",
    "Ελληνικά, кириллица, ไทย",
    "naïve café Ångström ½ ² ①",
    "ফল: Manchester United ২–১ Real Madrid 🎉 https://example.org/র?a=1&b=২#c editor@example.com",
]


@pytest.mark.parametrize("text", [normalize("NFC", text) for text in FOREIGN], ids=ascii)
def test_what_is_not_ours_passes_unharmed(text):
    assert normalise(text) == text
    assert mended(text) == (text, [])
    assert to_unicode(text) == text
    assert "".join(letters(text)) == text
    assert slug(slug(text)) == slug(text)


HOSTILE = {
    "joiners": "ক\u200c\u200d্",
    "marks": "ক\u0316\u0301়",
    "no word ends": "করা",
    "brackets": "(<&[",
    "spaces": " ",
    "dandas": "। ",
    "numbers": "1,২.",
    "Bijoy": "Kw†",
    "Latin": "khaw",
}
SMALL = 1_600


@pytest.mark.parametrize("function", FUNCTIONS)
def test_time_grows_with_the_text(function):
    """Eight times the text, eight times the time; a quadratic rule would take 64 times."""

    def cost(text: str) -> float:
        start = process_time()
        answer_of(function, text)
        return process_time() - start

    for what, unit in HOSTILE.items():
        small = unit * (SMALL // len(unit))
        least = min(cost(small) for _ in range(2))
        most = min(cost(small * 8) for _ in range(2))
        assert most < 8 * 4 * max(least, 0.003), what
