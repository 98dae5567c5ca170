"""House style: what would be written otherwise, and what is left alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kagoj.bangla.house_style import (
    RULES,
    HouseStyle,
    Pair,
    UnreadablePairs,
    read_pairs,
    standing_pairs,
    write_pairs,
)
from kagoj.bangla.spelling import speller

CASES = json.loads((Path(__file__).parent / "cases/house_style.json").read_text("utf-8"))
ALL = HouseStyle(rules=[rule.key for rule in RULES])


def corrected(text: str, style: HouseStyle) -> str:
    """The text with every finding taken, as an editor who taps them all from the last."""
    for one in reversed(style.findings(text)):
        text = text[: one.start] + one.suggestion + text[one.end :]
    return text


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case["source"])
def test_it_is_written_as_the_paper_writes_it(case):
    style = HouseStyle()
    assert corrected(case["text"], style) == case["right"]
    assert style.findings(case["right"]) == []


@pytest.mark.parametrize("case", CASES["left"], ids=lambda case: case["source"])
def test_what_is_right_is_left_alone(case):
    assert HouseStyle().findings(case["text"]) == []


def test_a_doubtful_pair_is_told_as_such_and_takes_no_endings():
    style = HouseStyle([Pair("কোন", "কোনো", doubtful=True, note="প্রশ্নে কোন")], rules=[])
    (found,) = style.findings("কোন কথা কোনটি")
    assert (found.suggestion, found.doubtful, found.message) == ("কোনো", True, "প্রশ্নে কোন")


def test_a_rule_is_found_only_when_the_paper_keeps_it():
    assert corrected("৫% - না", HouseStyle()) == "৫% - না"
    assert corrected("৫% - না", ALL) == "৫ শতাংশ – না"
    assert HouseStyle([], rules=[]).findings("সরকারী ।.. 12") == []
    assert HouseStyle([], rules=["no such rule"]).findings("..") == []


def test_a_paper_may_write_what_others_would_not():
    style = HouseStyle(read_pairs("ঈদ → ইদ"), rules=[])
    assert corrected("ঈদের দিনে ঈদগাহ", style) == "ইদের দিনে ঈদগাহ"


def test_a_phrase_is_found_whole():
    style = HouseStyle(read_pairs("উল্লেখ্য যে → উল্লেখ্য,"), rules=[])
    assert corrected("উল্লেখ্য যে তিনি; উল্লেখ্য যেন", style) == "উল্লেখ্য, তিনি; উল্লেখ্য যেন"


def test_a_phrase_takes_endings():
    style = HouseStyle(read_pairs("মুহম্মদ ইউনুস → মুহাম্মদ ইউনূস"), rules=[])
    assert corrected("মুহম্মদ ইউনুসের সঙ্গে", style) == "মুহাম্মদ ইউনূসের সঙ্গে"
    assert style.findings("মুহম্মদ ইউনুসপুর") == []


def test_a_decomposed_word_is_found_where_it_stands():
    style = HouseStyle(read_pairs("বাড়ী → বাড়ি"), rules=[])
    (found,) = style.findings("এই বা\u09dcী")
    assert (found.start, found.end, found.suggestion) == (3, 7, "বাড়ি")


def test_the_standing_pairs_lead_to_right_words():
    for pair in standing_pairs():
        assert all(map(speller().knows, pair.right.split())), pair
        assert HouseStyle(rules=[]).findings(pair.right) == [], pair


def test_rules_have_their_own_keys_and_bangla_titles():
    assert len({rule.key for rule in RULES}) == len(RULES)
    assert all("\u0980" <= rule.title[0] <= "\u09ff" or rule.title[0] == "%" for rule in RULES)


def test_pairs_read_from_lines_are_written_back():
    lines = "সরকারী → সরকারি\nকোন → কোনো ?  # প্রশ্নে কোন\n"
    assert write_pairs(read_pairs(lines)) == lines
    assert read_pairs("\n# শুধু কথা\n\n") == []
    assert read_pairs("ক -> খ\nগ=>ঘ\nঙ\tচ\nছ = জ") == [
        Pair("ক", "খ"), Pair("গ", "ঘ"), Pair("ঙ", "চ"), Pair("ছ", "জ")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("সরকারী → সরকারি\nসরকারী", "২ নম্বর লাইন"),
        ("সরকারী → সরকারী", "একই শব্দ"),
        ("ঈদ → ইদ\nঈদ → ঈদ।", "আগেও আছে"),
        ("ঈদ → ইদ\nইদ → ঈদ", "আরেক জোড়ায় ভুল"),
        ("→ ইদ", "১ নম্বর লাইন"),
        (f"{'ক' * 100} → খ", "এত বড়"),
        (f"{'ক' * 100_000} → খ", "১ নম্বর লাইন"),
    ],
    ids=["no arrow", "same", "twice", "circle", "empty side", "long", "very long"],
)
def test_lines_that_say_no_pair_are_refused_by_number(lines, told):
    with pytest.raises(UnreadablePairs, match=told):
        read_pairs(lines)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=50), st.text(st.sampled_from("করঃ।.,'\" \t12%-সীঈদ\u200c"), max_size=40)
    )
)
def test_any_text_has_its_findings_within_it(text):
    for found in ALL.findings(text):
        assert 0 <= found.start <= found.end <= len(text)
        assert found.suggestion != text[found.start : found.end]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_lines_are_read_or_refused(lines):
    try:
        pairs = read_pairs(lines)
    except UnreadablePairs:
        return
    assert read_pairs(write_pairs(pairs)) == pairs


@pytest.mark.parametrize("piece", ["1,", "১", " ", ". ", "।", "'", "ক ", "ক\t", "[", "কঃ"])
def test_a_long_line_ends(piece):
    ALL.findings("ক" + piece * 100_000 + "a")
