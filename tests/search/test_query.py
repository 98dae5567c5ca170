"""What a reader may write: words, “phrases”, -exclusions."""

import pytest

from kagoj.search import query
from kagoj.search.query import Wish, parse


@pytest.fixture
def three(archive):
    archive.put(1, headline="নদীর ভাঙন থামেনি", body="সোনাপুর গ্রামে নদীর জল বাড়ছে।")
    archive.put(2, headline="সোনাপুর হাট জমেছে", body="নদীর ধারে হাট। গ্রামে আনন্দ।")
    archive.put(3, headline="পাহাড়ে বৃষ্টি", body="জল নামছে পাহাড় থেকে।")
    return archive


def test_every_word_must_be_there_in_whatever_column(three):
    assert sorted(three.found("নদীর গ্রামে")) == [1, 2]
    assert three.found("ভাঙন জল") == [1]
    assert not three.search("ভাঙন জল").loosened
    assert three.search("ভাঙন হাট").loosened


@pytest.mark.parametrize("typed", ['"সোনাপুর গ্রামে"', "“সোনাপুর গ্রামে”", "«সোনাপুর গ্রামে»", '"সোনাপুর গ্রামে'])
def test_a_phrase_stands_as_it_is(three, typed):
    assert three.found(typed) == [1]


def test_words_of_a_phrase_apart_are_no_phrase(three):
    assert sorted(three.found("সোনাপুর গ্রামে")) == [1, 2]
    assert three.found('"গ্রামে সোনাপুর"') == []


@pytest.mark.parametrize("minus", ["-", "−", "–"])
def test_a_minus_excludes(three, minus):
    assert three.found(f"নদীর {minus}হাট") == [1]
    assert three.found(f"{minus}হাট নদীর") == [1]
    assert three.found(f'নদীর {minus}"সোনাপুর গ্রামে"') == [2]


def test_a_minus_within_a_word_or_alone_excludes_nothing(archive):
    archive.put(1, body="ঢাকা-খুলনা পথে নতুন ট্রেন")
    assert archive.found("ঢাকা-খুলনা") == [1]
    assert archive.found("ঢাকা - খুলনা") == [1]
    assert archive.found("খুলনা-ঢাকা") == []


def test_only_exclusions_find_nothing(three):
    assert three.search("-হাট").total == 0


def test_the_same_word_twice_is_one():
    assert parse("নদী নদী নদী").wanted == (Wish(("নদী",)),)


def test_a_query_has_bounds():
    many = parse(" ".join(f"শব্দ{number}" for number in range(10_000)))
    assert len(many.wanted) <= query.MOST_WISHES
    long_phrase = parse('"' + "ক " * 100_000)
    assert len(long_phrase.wanted[0].words) <= query.LONGEST_PHRASE


def test_a_word_cut_by_the_bound_is_left_out():
    filler = "ক" * 10 + " "
    text = filler * (query.LONGEST_QUERY // len(filler)) + "মহানগরের"
    assert parse(text).wanted == (Wish(("ক" * 10,)),)


def test_search_operators_of_the_engine_are_only_words(archive):
    archive.put(1, headline="AND OR NOT NEAR", body="rowid headline body")
    assert archive.found("AND") == [1]
    assert archive.found("NOT near") == [1]
    assert archive.found("headline:AND") == []
    assert archive.found("bod*") == []


def test_the_desk_is_no_word_of_its_stories(archive):
    archive.put(1, headline="খবর", desk="khela", desk_title="খেলা")
    assert archive.found("khela") == []
    assert archive.found("\ue000khela") == []


def test_a_hyphenated_word_is_found_by_either_part_both_and_both_in_one(archive):
    archive.put(1, headline="ভারত-পাকিস্তান সীমান্তে শান্তি")
    archive.put(2, body="ভারতপাকিস্তানের খেলা")
    archive.put(3, headline="দুই প্রতিবেশী")
    for asked in ("ভারত", "পাকিস্তান", "ভারত পাকিস্তান"):
        assert archive.found(asked) == [1], asked
    for asked in ("ভারত-পাকিস্তান", "ভারতপাকিস্তান"):
        assert sorted(archive.found(asked)) == [1, 2], asked
    assert archive.found('"ভারত পাকিস্তান"') == [1]


def test_what_is_excluded_is_what_a_search_for_it_would_find(archive):
    archive.put(1, headline="মেলায় ভিড়", body="ঢাকার খবর")
    archive.put(2, headline="মেলায় ভিড়", body="খুলনার খবর")
    assert archive.found("মেলা -ঢাকা") == [2]
    assert sorted(archive.found('মেলা -"ঢাকা"')) == [1, 2]


def test_a_quoted_word_is_found_only_as_it_is_written(archive):
    archive.put(1, headline="খামেনির ভাষণ")
    archive.put(2, headline="ভাষণ দিলেন খামেনি")
    assert archive.found('"খামেনি"') == [2]
    assert sorted(archive.found("খামেনি")) == [1, 2]


def test_a_key_cannot_be_typed(archive):
    archive.put(1, headline="খামেনির ভাষণ")
    assert archive.found('"\ue001খামেনি"') == []
    assert archive.found('"খামেনির"') == [1]


def test_very_long_compounds_are_passed_over(archive):
    endless = "ক-" * 500_000
    archive.put(1, headline="ঢাকা-খুলনা-যশোর", body=endless)
    assert archive.found("ঢাকাখুলনাযশোর") == [1]
    assert parse(endless).wanted
