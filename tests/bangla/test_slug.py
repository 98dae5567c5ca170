"""Names for addresses and files: whole words, and nothing hostile."""

import json
import re
import unicodedata
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kagoj.bangla.slug import file_name, slug
from kagoj.bangla.words import letters

FOLDER = Path(__file__).parent / "cases"
CASES = json.loads((FOLDER / "slugs.json").read_text(encoding="utf-8"))
CORRECT = json.loads((FOLDER / "correct_words.json").read_text(encoding="utf-8"))["words"]

PARTS = "করতযগ" + "ািু়্ঁ" + "অৎ।১২aZİß .,-_/\\’'%\u200c\u200d\u202e\x00\ud800"
any_text = st.one_of(st.text(), st.text(st.sampled_from(PARTS), max_size=40))


@pytest.mark.parametrize("case", CASES["slugs"], ids=lambda case: case["source"])
def test_a_slug_keeps_the_words_whole(case):
    assert slug(case["text"]) == case["slug"]


@pytest.mark.parametrize("case", CASES["file_names"], ids=lambda case: case["source"])
def test_a_file_name_is_safe_and_still_readable(case):
    assert file_name(case["name"]) == case["safe"]


def test_a_slug_loses_no_sign_of_a_correct_word():
    for word in CORRECT:
        bare = re.sub("[\u200c\u200d’.,:৳]", "", unicodedata.normalize("NFC", word))
        assert slug(word) == bare


# Letters as Bangla builds them: up to four consonants joined, a sign of a vowel, ং ঃ ঁ.
consonant = st.sampled_from([*"কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ", "ড়", "ঢ়", "য়"])
akshara = st.builds(
    lambda joined, sign, after: "্".join(joined) + sign + after,
    st.lists(consonant, min_size=1, max_size=4),
    st.sampled_from(["", *"ািীুূৃেৈোৌ"]),
    st.sampled_from(["", "", *"ংঃঁ"]),
)


@given(st.lists(st.lists(akshara, min_size=1, max_size=6).map("".join), min_size=1, max_size=5))
def test_a_slug_and_a_file_name_lose_no_sign_of_any_word(typed):
    whole = "-".join(unicodedata.normalize("NFC", word) for word in typed)
    assert slug(" ".join(typed)) == whole
    if len(whole.encode()) <= 140:
        assert file_name(" ".join(typed) + ".JPG") == whole + ".jpg"


def test_a_slug_loses_no_sign_of_a_place(names):
    for name in names:
        kept = re.sub("[\u200c\u200d]", "", unicodedata.normalize("NFC", name))
        assert slug(name) == kept.replace(" ", "-")


@pytest.fixture(scope="module")
def names() -> list[str]:
    """Names of places and correct words: those of the alphabet's cases that are words alone."""
    groups = json.loads((FOLDER / "collation.json").read_text(encoding="utf-8"))["words"]
    return [
        name
        for group in groups
        for name in group
        if re.fullmatch("[\u0985-\u09ce \u09dc-\u09df]+", name)
    ]


def test_a_long_headline_ends_where_a_word_does():
    headline = "বন্যায় ক্ষতিগ্রস্ত মানুষের পাশে দাঁড়াল শিক্ষার্থীরা " * 5
    short = slug(headline, max_letters=19)
    assert short == unicodedata.normalize("NFC", "বন্যায়-ক্ষতিগ্রস্ত-মানুষের-পাশে")
    assert len(letters(short)) == 3 + 1 + 4 + 1 + 4 + 1 + 2  # by hand; দাঁড়াল would be the 20th


def test_one_endless_word_is_cut_between_its_letters():
    assert slug("বিশ্ববিদ্যালয়" * 9, max_letters=4) == "বিশ্ববিদ্যা"


def test_the_caller_may_name_what_has_no_words():
    assert slug("!!!", otherwise="সংবাদ") == "সংবাদ"
    assert file_name("", otherwise="picture") == "picture"


@given(any_text, st.integers(min_value=3, max_value=30))
@example("কা’া", 9)
def test_any_text_gives_an_address_that_survives_the_journey(text, most):
    made = slug(text, max_letters=most)
    assert made
    assert len(letters(made)) <= most
    assert unquote(quote(made, safe="")) == made
    assert not re.search(r"[\s/?#%.\\\u200b-\u200f\u202a-\u202e\x00-\x1f]|^-|-$|--", made)
    assert unicodedata.is_normalized("NFC", made)
    assert slug(made, max_letters=most) == made


@given(any_text)
def test_any_name_becomes_a_safe_one(name):
    safe = file_name(name)
    assert 0 < len(safe.encode()) <= 150
    assert re.fullmatch(
        r"[^\s/\\.<>:\"|?*\x00-\x1f\u200b-\u200f\u202a-\u202e]+(\.[a-z0-9]{1,10})?", safe
    )
    assert file_name(safe) == safe


def test_a_file_name_fills_its_bound_and_no_more():
    assert len(file_name("a" * 151)) == 150
    assert file_name("a" * 148 + ".jpg") == "a" * 146 + ".jpg"
    assert file_name("a" * 146 + ".jpg") == "a" * 146 + ".jpg"


@pytest.mark.parametrize("pile", ["ছ", "ছ্", "ছি", "a\u0316", "ছবি ", "👩\u200d"], ids=ascii)
def test_a_name_of_a_megabyte_is_cut_to_its_bounds(pile):
    name = pile * (2**20 // len(pile))
    assert len(file_name(name + ".jpeg").encode()) <= 150
    assert file_name(name + ".jpeg").endswith(".jpeg")
    assert len(slug(name)) <= 60 * 24
