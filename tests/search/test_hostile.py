"""Whatever is typed into the search field: an answer, in bounded time, and never an error."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import text_of

HOSTILE = [
    '"',
    '""',
    '"""',
    "'",
    "''; DROP TABLE stories; --",
    "মেলা'; DELETE FROM words; --",
    "মেলা AND",
    "AND OR NOT",
    "NEAR(মেলা হাট, 2)",
    "headline:মেলা",
    "{headline body}: মেলা",
    "মেলা*",
    "^মেলা",
    "মেলা + হাট",
    "((((((((((",
    "মেলা) OR (হাট",
    "\\",
    "%_[]?",
    "\x00",
    "মেলা\x00হাট",
    "\ud800",
    "মেলা \udfff হাট",
    "-",
    "--",
    '-"',
    '-"মেলা',
    "-মেলা",
    "-মেলা -হাট",
    "\u200d\u200c",
    "\u09cd\u09bc\u09be",
    "🎪" * 50,
    "\u202eমেলা",
    "মেলা\ufeff",
    "ﷺ" * 100,
    "a" * 100_000,
    "মেলা " * 20_000,
    '"' * 100_000,
    '"মেলা" ' * 20_000,
    "-মেলা " * 20_000,
    "্" * 100_000,
    "(" * 100_000,
    "\x00" * 100_000,
    "১,২,৩," * 20_000,
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries_are_answered(archive, query):
    archive.put(1, headline="মেলা", body="মেলা আর হাট")
    for order in ("relevance", "newest"):
        results = archive.search(query, order=order)
        assert results.total in (0, 1)
    assert archive.search("মেলা", desk=query).total == 0
    assert archive.found("মেলা") == [1]


@pytest.mark.parametrize("query", ["মেলা'; DELETE FROM words; --", "মেলা) OR (হাট", "মেলা\x00হাট"])
def test_signs_between_words_only_part_them(archive, query):
    archive.put(1, headline="মেলা", body="delete from words or হাট")
    assert archive.found(query) == [1]


WORDS = ["মেলা", "হাট", "নৌকা", "র\u200d্যাব", "হ\u09af\u09bcেছে", "১২০০", "AND", "x", "ঢাকা-খুলনা"]
PIECES = st.lists(
    st.sampled_from([*WORDS, *"\"“”-*^:(){}+,\\'", " ", "\x00", "\ud800", "NEAR", "NOT", "\u09cd"])
    | st.text(max_size=5),
    max_size=30,
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(PIECES, st.sampled_from(["", "sara-desh", '"', "\x00"]), st.integers(-2, 3))
def test_any_query_is_answered_and_what_is_marked_is_the_story(archive, query, desk, page):
    if not len(archive.index):
        texts = [f"{one} {other} ও" for one in WORDS for other in WORDS]
        archive.index.put(
            archive.story(number, headline=text, deck=text[::2], body=text * 20)
            for number, text in enumerate(texts, start=1)
        )
    results = archive.search(query, desk=desk, page=page, size=7)
    assert results.total <= (len(WORDS) ** 2 if desk in ("", "sara-desh") else 0)
    for hit in results.hits:
        one, other = divmod(hit.number - 1, len(WORDS))
        assert text_of(hit.headline) == f"{WORDS[one]} {WORDS[other]} ও"
        assert all(span.text for span in hit.headline + hit.excerpt)
