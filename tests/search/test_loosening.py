"""Where no story has every word: most of them, and it is said."""

import pytest


@pytest.fixture
def four(archive):
    archive.put(1, headline="নদী ভাঙন থামেনি", body="বাঁধের কাজ বন্ধ")
    archive.put(2, headline="নদী খনন শুরু", body="বাঁধের কাজ চলছে")
    archive.put(3, headline="সেতু চালু")
    archive.put(4, headline="হাট জমেছে")
    return archive


def test_a_word_that_no_story_has_is_left_out_and_named(four):
    results = four.search("নদীর ভাঙন কফিহাউস")
    assert [hit.number for hit in results.hits] == [1]
    assert (results.loosened, results.missing) == (True, ("কফিহাউস",))


def test_most_of_the_words_do_when_none_has_all(four):
    results = four.search("নদী বাঁধ খনন ভাঙন")
    assert sorted(hit.number for hit in results.hits) == [1, 2]
    assert (results.loosened, results.missing) == (True, ())
    assert sorted(four.found("নদী বাঁধ খনন ভাঙন", order="newest")) == [1, 2]


def test_of_two_words_either_will_do(four):
    results = four.search("সেতু হাট")
    assert sorted(hit.number for hit in results.hits) == [3, 4]
    assert results.loosened


def test_nothing_is_loosened_where_everything_is_found(four):
    assert not four.search("নদী বাঁধ").loosened
    assert not four.search("কফিহাউস").loosened
    assert four.search("কফিহাউস").total == 0
    assert four.search("কফিহাউস চাবাগান").total == 0


def test_what_is_quoted_or_excluded_is_meant(four):
    assert four.search('"ভাঙন নদী"').total == 0
    assert four.search('"ভাঙন নদী" সেতু').total == 0
    assert four.found('"নদী ভাঙন" সেতু') == [1]
    assert four.found("নদী সেতু -ভাঙন") == [3, 2]


def test_filters_hold(four):
    assert four.search("সেতু হাট", desk="khela").total == 0


def test_very_many_words_are_answered(four):
    results = four.search("নদী ভাঙন বাঁধ কাজ বন্ধ খনন শুরু সেতু চালু হাট জমেছে থামেনি")
    assert results.loosened
    assert results.hits
