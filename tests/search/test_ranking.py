"""The order of relevance against figures worked out apart from the engine."""

import datetime as dt
import math

import pytest

from kagoj.search import ranking
from kagoj.search.analysis import COLUMNS, WEIGHTS, columns, entry
from kagoj.search.query import parse

from .conftest import NOON


def bm25(stories, phrases):
    """The formula of https://www.sqlite.org/fts5.html#the_bm25_function, k1 = 1.2 and b = 0.75,
    written out over stories that are dicts of column → list of words. Higher is better here."""
    lengths = [sum(map(len, story.values())) for story in stories]
    average = sum(lengths) / len(lengths)
    scores = []
    for story, length in zip(stories, lengths, strict=True):
        score = 0.0
        for word in phrases:
            having = sum(any(word in column for column in other.values()) for other in stories)
            idf = max(math.log((len(stories) - having + 0.5) / (having + 0.5)), 1e-6)
            times = sum(WEIGHTS[name] * column.count(word) for name, column in story.items())
            score += idf * times * (1.2 + 1) / (times + 1.2 * (1 - 0.75 + 0.75 * length / average))
        scores.append(score)
    return scores


def test_order_by_the_published_formula(archive):
    filler = "সকাল বিকেল দুপুর রাত ভোর সন্ধ্যা"
    texts = [
        ("নদী ভাঙন", "গ্রাম", filler),
        ("গ্রাম জাগে", "নদী", filler),
        ("হাট বসে", "গ্রাম", f"নদী {filler} নদী নদী"),
        ("হাট বসে", "মেলা", f"নদীর {filler}"),
        ("হাট বসে", "মেলা", f"নদীও ভাঙনের {filler} {filler} {filler}"),
        *[("অন্য খবর", "অন্য কথা", filler)] * 12,
    ]
    put = [archive.story(number, *story, desk="d") for number, story in enumerate(texts, start=1)]
    archive.index.put(put)
    stories = [
        dict(zip(COLUMNS, map(str.split, columns(entry(story))), strict=True)) for story in put
    ]
    for query in ("নদী", "নদী ভাঙন", "গ্রাম নদী", "নদীর"):
        wishes = parse(query).wanted
        ways = [{way[0] for way in wish.ways} for wish in wishes]
        words = [set().union(*story.values()) for story in stories]
        scores = bm25(stories, [way for some in ways for way in some])
        having_all = [
            number
            for number, there in enumerate(words, start=1)
            if all(some & there for some in ways)
        ]
        expected = sorted(having_all, key=lambda number: -scores[number - 1])
        assert archive.found(query) == expected, query


def test_headline_before_deck_before_body(archive):
    rest = "এক দুই তিন চার পাঁচ"
    archive.put(3, headline="জোয়ার", deck=rest, body=rest)
    archive.put(2, headline=rest, deck="জোয়ার", body=rest)
    archive.put(1, headline=rest, deck=rest, body="জোয়ার")
    archive.index.put(archive.story(number, rest, rest, rest) for number in range(10, 20))
    assert archive.found("জোয়ার") == [3, 2, 1]


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("জোয়ার", "জোয়ারের"),
        ("জোয়ারের", "জোয়ার"),
        ("সরকারী", "সরকারি"),
        ("দীন", "দিন"),
        ("কূল", "কুল"),
        ("আগষ্ট", "আগস্ট"),
    ],
)
def test_as_asked_before_another_form(archive, asked, other):
    """Although the other is newer, and as rare."""
    rest = "এক দুই তিন চার পাঁচ"
    archive.put(1, headline=f"{asked} এল", body=rest)
    archive.put(2, headline=f"{other} এল", body=rest)
    archive.index.put(archive.story(number, rest, rest, rest) for number in range(10, 30))
    assert archive.found(asked) == [1, 2]
    assert archive.found(asked, order="newest") == [2, 1]
    archive.index.put(
        archive.story(number, rest, rest, f"{rest} {asked}") for number in range(40, 60)
    )
    archive.index.put(archive.story(number, rest, rest, rest) for number in range(100, 300))
    assert archive.found(asked)[:2] == [1, 2]


def test_another_form_in_the_headline_before_the_word_in_the_body(archive):
    rest = "এক দুই তিন চার পাঁচ"
    archive.put(1, headline="জোয়ারের রাত", body=rest)
    archive.put(2, headline=rest, body=f"{rest} জোয়ার")
    archive.index.put(archive.story(number, rest, rest, rest) for number in range(10, 30))
    assert archive.found("জোয়ার") == [1, 2]


def test_words_that_mean_different_things_are_not_taken_for_each_other(archive):
    for number, word in enumerate(["বিশ", "বিষ", "মন", "মণ", "কাল", "কালো", "জামা", "জামাই"], 1):
        archive.put(number, headline=f"{word} নিয়ে কথা")
        assert archive.found(word) == [number]


def test_of_equals_the_newer_comes_first(archive):
    for number, days in ((1, 2), (2, 0), (3, 1), (4, 3)):
        archive.put(number, headline="জোয়ার এল", published=NOON - dt.timedelta(days=days))
    assert archive.found("জোয়ার") == [2, 3, 1, 4]


def test_a_better_story_comes_before_a_newer_one(archive):
    archive.put(1, headline="জোয়ার এল", published=NOON - dt.timedelta(days=900))
    archive.put(2, headline="হাট বসল", body="জোয়ার", published=NOON)
    archive.index.put(archive.story(number, headline="অন্য খবর") for number in range(10, 20))
    assert archive.found("জোয়ার") == [1, 2]


def test_the_writer_is_found_too(archive):
    archive.put(1, headline="মেলার খবর", byline="নাজমা পারভীন")
    assert archive.found("নাজমা") == [1]


def test_related_stories_share_rare_words(archive):
    common = "আজ সকালে গ্রামে অনেক মানুষ এসেছিল এবং তারা কথা বলেছে"
    archive.put(1, "তিমির খোঁজে সাগরে", "গবেষক দল", f"{common} তিমির ডাক ও ডলফিন")
    archive.put(2, "সাগরে তিমির ডাক", "", f"{common} ডলফিন দেখা গেছে")
    archive.put(3, "ডলফিন দিবস", "", common)
    archive.index.put(
        archive.story(number, f"হাটের {number} খবর", "", common) for number in range(10, 30)
    )
    assert archive.searcher.related(1) == [2, 3]
    assert archive.searcher.related(1, limit=1) == [2]
    assert archive.searcher.related(999) == []
    assert archive.searcher.related(2**70) == []


def test_related_stories_may_have_the_words_in_other_forms(archive):
    archive.put(1, "ডলফিনের খোঁজে সাগরে")
    archive.put(2, "সাগরের ডলফিনগুলো কোথায়")
    archive.index.put(archive.story(number, f"হাটের {number} খবর") for number in range(10, 30))
    assert archive.searcher.related(1) == [2]
    assert archive.searcher.related(2) == [1]


@pytest.fixture
def village(archive):
    """1,200 stories of a village; every thirtieth is about a whale, an old one by its headline."""
    archive.index.put(
        archive.story(number, "গ্রামের খবর", "", "তিমি" if number % 30 == 0 else "হাট")
        for number in range(1, 1201)
    )
    archive.put(2000, "গ্রামের তিমি", published=NOON - dt.timedelta(days=900))
    return archive


def test_words_too_common_to_count_do_not_hide_the_rare_ones(village, monkeypatch):
    """As in an archive so large that counting গ্রামের takes too long: তিমি alone decides."""
    everything = village.found("গ্রামের তিমি", size=100)
    assert len(everything) == 41
    assert everything[0] == 2000
    monkeypatch.setattr(ranking, "COUNTABLE", 100)
    assert village.found("গ্রামের তিমি", size=100) == everything
    assert village.found("গ্রামের তিমি", desk="khela") == []
    assert village.found("গ্রামের তিমি -হাট", size=100) == everything
    assert village.found('তিমি "গ্রামের তিমি"') == [2000]


def test_where_every_word_is_too_common_the_newest_come_first(village, monkeypatch):
    monkeypatch.setattr(ranking, "COUNTABLE", 0)
    assert village.found("গ্রামের তিমি", size=100) == [*range(1200, 0, -30), 2000]
    assert village.found("গ্রামের", size=3) == [1200, 1199, 1198]


def test_the_number_of_stories_is_kept(archive):
    archive.index.put(archive.story(number, "মেলা") for number in range(1, 6))
    archive.put(3, "হাট")
    archive.index.remove([1, 99])
    archive.index.rebuild()
    assert len(archive.index) == 4
