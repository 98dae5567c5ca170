"""The speller: right words it must let pass, wrong ones it must stop at, and what was meant."""

import importlib.util
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kagoj.bangla import lexicon, spelling
from kagoj.bangla.lexicon import Lexicon, key_of
from kagoj.bangla.slips import cost
from kagoj.bangla.spelling import Speller, misspelled

ROOT = Path(__file__).parents[2]
CASES = json.loads((Path(__file__).parent / "cases/spelling.json").read_text("utf-8"))
CORRECT = json.loads((Path(__file__).parent / "cases/correct_words.json").read_text("utf-8"))

BANGLA = "করতযগশহনমডঢ" + "ািুৃৌো়্ঁংঃে" + "অএৎ।১ ,.’-@#\n" + "\u200c\u200d"
any_text = st.one_of(st.text(max_size=60), st.text(st.sampled_from(BANGLA), max_size=40))


@pytest.fixture(scope="module")
def speller():
    return spelling.speller()


@pytest.mark.parametrize("case", CASES["right"], ids=lambda case: case["source"])
def test_a_right_word_passes(speller, case):
    assert [word for word in case["words"].split() if not speller.knows(word)] == []


@pytest.mark.parametrize("case", CASES["wrong"], ids=lambda case: ascii(case["word"]))
def test_a_wrong_word_is_stopped_and_what_was_meant_offered(speller, case):
    assert not speller.knows(case["word"])
    assert case["meant"] in speller.suggest(case["word"])[:3]


@pytest.mark.parametrize("case", CASES["no ending"], ids=lambda case: ascii(case["word"]))
def test_an_ending_stands_only_where_it_may(speller, case):
    assert not speller.knows(case["word"])


@pytest.mark.parametrize("case", CASES["passed over"], ids=lambda case: case["source"])
def test_what_is_no_word_of_bangla_is_passed_over(speller, case):
    assert list(speller.check(case["text"])) == []


@pytest.mark.parametrize("case", CASES["known failures"], ids=lambda case: ascii(case["word"]))
def test_what_it_cannot_see_is_known(speller, case):
    assert speller.knows(case["word"])


def test_either_spelling_in_code_points_is_the_same_word(speller):
    assert speller.knows("হয়েছে")
    assert speller.knows("হ\u09dfেছে")


def test_a_mistake_is_found_where_it_stands(speller):
    text = "আজ কারন জানা গেছে। কারন কী?"
    found = list(speller.check(text))
    assert [(one.word, text[one.start : one.end]) for one in found] == [("কারন", "কারন")] * 2


def test_each_line_has_its_mistakes_with_suggestions():
    ((word, meant),) = misspelled("উচিৎ কথা")
    assert word == "উচিৎ"
    assert meant[0] == "উচিত"
    assert misspelled("") == []


def test_the_papers_own_words_are_right_and_take_endings():
    ours = Speller(["নোনাঝাউ", "মোতালেব ফরাজী-ঘাট"])
    assert ours.knows("নোনাঝাউয়ের")
    assert ours.knows("ফরাজীর")
    assert not Speller().knows("নোনাঝাউয়ের")
    assert ours.suggest("নোনাঝাঊয়ের")[0] == "নোনাঝাউয়ের"


def test_what_the_paper_says_goes_before_the_list():
    assert not Speller().knows("আওয়ামীলীগ")
    assert Speller(["আওয়ামীলীগ"]).knows("আওয়ামীলীগ")


def test_right_words_of_other_rules_pass(speller):
    unknown = [word for word in CORRECT["words"] if not speller.knows(word)]
    assert len(unknown) <= 0.05 * len(CORRECT["words"]), unknown


def test_few_false_alarms_on_a_text_the_list_was_not_made_from():
    measure = _measure()
    texts, names = measure.demo()
    ours = Speller(names)
    assert measure.false_alarms(texts, lambda text: len(list(ours.check(text)))) <= 0.03


def test_what_was_meant_is_among_the_first_three():
    measure = _measure()
    texts, names = measure.demo()
    ours = Speller(names)
    told = measure.told(measure.planted(texts, count=300), ours.knows, ours.suggest)
    assert told.in_three >= 0.8
    assert told.caught >= 0.7


def _measure():
    """The benchmark's way to measure, which is no part of the package."""
    spec = importlib.util.spec_from_file_location(
        "spelling", ROOT / "benchmarks/bangla_spelling.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@settings(max_examples=150, deadline=None)
@given(any_text)
def test_any_text_is_checked_and_each_finding_is_in_it(text):
    ours = spelling.speller()
    before = 0
    for found in ours.check(text):
        assert before <= found.start < found.end
        assert text[found.start : found.end] == found.word
        assert not ours.knows(found.word)
        before = found.end


@settings(max_examples=40, deadline=None)
@given(any_text)
def test_suggestions_are_other_words_that_are_right(word):
    ours = spelling.speller()
    for meant in ours.suggest(word):
        assert meant != word
        assert all(map(ours.knows, meant.split()))


@pytest.mark.parametrize(
    "piece", ["ক", "কা", "্", "@", "a@", "http://", "১,", "-", "ক-", "ক কারন ", "র্"]
)
def test_a_long_line_costs_what_its_length_does(piece, monkeypatch):
    """Counted in words looked at: twice the text, at most twice and a little more."""
    looked = []
    monkeypatch.setattr(Speller, "knows", lambda self, word: looked.append(len(word)) or True)
    costs = []
    for count in (50_000, 100_000):
        looked.clear()
        list(spelling.speller().check(piece * count))
        costs.append(sum(looked))
    assert costs[1] <= 2.1 * costs[0] + 100


def test_a_megabyte_without_a_blank_is_let_pass(speller):
    assert list(speller.check("ক" * 1_000_000)) == []
    assert list(speller.check("a" * 500_000 + "@")) == []
    assert speller.suggest("ক" * 1_000_000) == []


# The list itself.


def test_the_list_is_small_clean_and_in_order():
    words = list(lexicon.general())
    assert 50_000 <= len(words) <= 120_000
    assert len(lexicon.general()._rows) <= 1_000_000
    keys = [key_of(word) for word, _ in words]
    assert keys == sorted(keys)
    assert len({word for word, _ in words}) == len(words)


def test_a_list_answers_what_was_put_in():
    ours = Lexicon([("নদী", 3), ("নদি", 26), ("পাড়", 7), ("পার", 2), ("র‍্যাব", 5)])
    assert ours.band("নদী") == 3
    assert ours.band("নদি") == lexicon.MISSPELT
    assert ours.band("নাদ") is None
    assert ours.band("Nodi") is None
    assert ours.band("") is None
    assert dict(ours) == {"নদী": 3, "নদি": 26, "পাড়": 7, "পার": 2, "র‍্যাব": 5}
    assert sorted(ours.alike(key_of("পাড়"))) == [("পাড়", 7), ("পার", 2)]
    assert ours.alike(key_of("নদী")) == [("নদী", 3)]


def test_an_empty_list_knows_nothing():
    assert Lexicon([]).band("নদী") is None
    assert Lexicon([]).alike(b"") == []
    assert list(Lexicon([])) == []


def test_the_likelier_slip_costs_less():
    assert cost("কারন", "কারণ") < cost("কারন", "কাকন")
    assert cost("উদযাপন", "উদ্‌যাপন") < 1
    assert cost("নদী", "নদী") == 0
    assert cost("", "নদী") > 1
