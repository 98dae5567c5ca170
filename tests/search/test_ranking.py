"""The order of relevance against figures worked out apart from the engine."""

import datetime as dt
import math

from kagoj.search.analysis import WEIGHTS

from .conftest import NOON


def bm25(stories, words):
    """The formula of https://www.sqlite.org/fts5.html#the_bm25_function, k1 = 1.2 and b = 0.75,
    written out over stories that are dicts of column → list of words. Higher is better here."""
    lengths = [sum(map(len, story.values())) for story in stories]
    average = sum(lengths) / len(lengths)
    scores = []
    for story, length in zip(stories, lengths, strict=True):
        score = 0.0
        for word in words:
            having = sum(any(word in column for column in other.values()) for other in stories)
            idf = math.log((len(stories) - having + 0.5) / (having + 0.5))
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
        ("হাট বসে", "মেলা", f"নদী {filler}"),
        ("হাট বসে", "মেলা", f"নদী ভাঙন {filler} {filler} {filler}"),
        *[("অন্য খবর", "অন্য কথা", filler)] * 12,
    ]
    archive.index.put(
        archive.story(number, *story, desk="d") for number, story in enumerate(texts, start=1)
    )
    stories = [
        {"headline": h.split(), "deck": d.split(), "body": b.split(), "desk": ["d"]}
        for h, d, b in texts
    ]
    for query in ("নদী", "নদী ভাঙন", "গ্রাম নদী"):
        words = query.split()
        scores = bm25(stories, words)
        having_all = [
            number
            for number, story in enumerate(stories, start=1)
            if all(any(word in column for column in story.values()) for word in words)
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
