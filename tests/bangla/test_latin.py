"""Latin letters and Bangla words brought together by sound."""

import collections
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla import latin
from kagoj.bangla.analyse import fold, terms
from kagoj.bangla.normalise import normalise

FOLDER = Path(__file__).parent / "cases"
CASES = json.loads((FOLDER / "latin.json").read_text("utf-8"))


def by_sound():
    """Key → Bangla words of the case files: what a right answer has to be found among."""
    found = collections.defaultdict(set)
    for file in sorted(FOLDER.glob("*.json")):
        for term in terms(file.read_text("utf-8")):
            if "\u0980" <= term[0] <= "\u09ff":
                found[latin.key(term)].add(term)
    return found


BY_SOUND = by_sound()
WORDS = set().union(*BY_SOUND.values())


def nearest(query, most=3):
    aliases = [alias for alias in latin.aliases().get((fold(query),), ()) if fold(alias) in WORDS]
    spelled = latin.spelled_out(query)
    keys = {*latin.keys(query), *latin.neighbours(latin.key(query))}
    heard = sorted(
        (word for key in sorted(keys) for word in sorted(BY_SOUND.get(key, ()))),
        key=lambda word: latin.distance(query, word),
    )
    found = [fold(word) for word in (*aliases, *([spelled] if spelled in WORDS else []), *heard)]
    return list(dict.fromkeys(found))[:most]


def share_found(cases, most):
    right = sum(bool({fold(w) for w in c["words"]} & set(nearest(c["query"], most))) for c in cases)
    return right / len(cases)


def test_the_case_files_speak_of_enough_words():
    assert len(WORDS) > 800
    assert len(CASES["tuned"]) > 100
    assert len(CASES["held_out"]) > 150
    assert not {c["query"] for c in CASES["tuned"]} & {c["query"] for c in CASES["held_out"]}


@pytest.mark.parametrize("case", CASES["tuned"], ids=lambda case: case["query"])
def test_what_sounds_alike_is_near(case):
    assert {fold(word) for word in case["words"]} & set(nearest(case["query"], 3))


def test_words_that_nothing_was_set_by_are_found_as_well():
    assert share_found(CASES["held_out"], 1) >= 0.9
    assert share_found(CASES["held_out"], 3) >= 0.95


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("সরকারি", "সরকারী"),
        ("ইউনূস", "ইউনুস"),
        ("শ্রেণি", "শ্রেনী"),
        ("বিষ", "বিশ"),
        ("রাঙামাটি", "রাঙ্গামাটি"),
        ("ব্যাংক", "ব্যাঙ্ক"),
        ("র\u200d্যাব", "র্যাব"),
    ],
)
def test_spellings_that_sound_the_same_have_one_key_and_no_distance(one, other):
    assert latin.key(normalise(one)) == latin.key(normalise(other))
    assert latin.distance(one, other) <= 0.2


@pytest.mark.parametrize(
    ("near", "far", "word"),
    [
        ("খামেনি", "কমানো", "khamenei"),
        ("ঢাকা", "ডাক", "dhaka"),
        ("দাম", "ধর্ম", "dam"),
        ("বাস", "বিশ্ব", "bas"),
    ],
)
def test_the_nearer_word_is_nearer(near, far, word):
    assert latin.distance(word, near) < latin.distance(word, far)


def test_the_beginning_of_a_word_is_near_the_whole():
    assert latin.distance("khame", "খামেনি", begins=True) == 0
    assert latin.distance("khame", "খামেনি") > 0.5
    assert latin.distance("khame", "খেলা", begins=True) > 0.5


@pytest.mark.parametrize(
    ("letters", "written"),
    [
        ("bnp", "বিএনপি"),
        ("ICC", "আইসিসি"),
        ("imf", "আইএমএফ"),
        ("WHO", "ডব্লিউএইচও"),
        ("hsc", "এইচএসসি"),
        ("a", ""),
        ("toolong", ""),
        ("a1", ""),
        ("বি", ""),
    ],
)
def test_initialisms_are_spelled_out(letters, written):
    assert latin.spelled_out(letters) == normalise(written)


def test_aliases_lead_from_latin_to_words_of_bangla():
    assert len(latin.aliases()) >= 200
    for words, bangla in latin.aliases().items():
        assert all(latin.is_latin(word) for word in words), words
        assert 1 <= len(words) <= latin.longest_alias()
        for one in bangla:
            assert one == normalise(one)
            assert terms(one)


@given(st.text(max_size=60), st.text(max_size=60), st.booleans())
def test_anything_has_sounds_a_key_and_a_distance(one, other, begins):
    assert latin.distance(one, one) == 0
    assert latin.distance(one, other, begins=begins) >= 0
    assert set(latin.key(one)) <= set(latin.KEY_LETTERS)
    assert "" not in latin.keys(one)


LETTERS = "abcdefghijklmnopqrstuvwxyz" + "কখগঙচজঞটড়ঢ়ণথধফবযয়শষহৎংঃঁ" + "ািুৃেৈোৌ্" + "অআইঋএঐওঔ"


@given(st.text(st.sampled_from(LETTERS), max_size=20), st.text(st.sampled_from(LETTERS)))
def test_a_whole_word_is_never_nearer_than_its_beginning(one, other):
    beginning = latin.distance(one, other, begins=True)
    assert 0 <= beginning <= latin.distance(one, other)
    assert latin.distance(one, other) == pytest.approx(latin.distance(other, one))


def test_an_endless_word_is_heard_only_at_its_beginning():
    for endless in ("kh" * 500_000, "ক্ষ" * 350_000):
        assert len(latin.sounds(endless)) <= 2 * latin.LONGEST_WORD
        assert len(latin.key(endless)) <= latin.LONGEST_WORD


def test_neighbours_are_one_slip_away_and_bounded():
    around = latin.neighbours("kmn")
    assert {"km", "kmln", "mkn", "kmr", "kn"} <= set(around)
    assert "kmn" not in around
    assert len(latin.neighbours("k" * latin.LONGEST_WORD)) < 1_500
