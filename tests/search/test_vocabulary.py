"""The words of the paper are those of its stories: no more, no fewer, whatever happened."""

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kagoj.bangla.latin import key
from kagoj.search.backends.sqlite import vocabulary
from kagoj.search.backends.sqlite.reader import Reader
from kagoj.search.index import Index


def words_of(archive):
    """Term → (how many stories, as it is shown), as the file has it."""
    with sqlite3.connect(archive.file) as db:
        rows = db.execute("SELECT term, stories, shown, weight FROM vocabulary").fetchall()
    db.close()
    assert all(weight == stories.bit_length() for _, stories, _, weight in rows)
    return {term: (stories, shown) for term, stories, shown, _ in rows}


def asked(archive, question):
    reader = Reader(archive.file)
    with reader.moment() as index:
        answer = question(index.vocabulary())
    reader.close()
    return answer


def test_a_word_is_counted_once_for_each_story_that_has_it(archive):
    archive.put(1, "নদী নদী", deck="নদীর তীর", body="নদী ১২০ জন ক", byline="রহিমা")
    archive.put(2, "নদী")
    assert words_of(archive) == {
        "নদী": (2, "নদী"), "নদীর": (1, "নদীর"), "তীর": (1, "তীর"), "জন": (1, "জন"), "ক": (1, "ক"),
        "রহিমা": (1, "রহিমা"),
    }  # fmt: skip


def test_a_word_is_shown_as_people_write_it(archive):
    archive.put(1, "র্যাব উদ্যাপন bnp দু’জন পর\u200d্যন্ত")
    for number in (2, 3):
        archive.put(number, "র\u200d্যাব উদ্\u200cযাপন BNP দুজন পর্যন্ত")
    shown = {term: shown for term, (_, shown) in words_of(archive).items()}
    assert shown["র্যাব"] == "র\u200d্যাব"
    assert shown["উদ্যাপন"] == "উদ্\u200cযাপন"
    assert shown["bnp"] == "BNP"
    assert shown["দুজন"] == "দুজন"
    assert shown["পর্যন্ত"] == "পর্যন্ত"
    archive.index.rebuild()
    assert shown == {term: shown for term, (_, shown) in words_of(archive).items()}


def test_a_word_goes_with_its_last_story(archive):
    archive.put(1, "নদী ভাঙন")
    archive.put(2, "নদী")
    archive.put(1, "নদী শাসন")
    assert set(words_of(archive)) == {"নদী", "শাসন"}
    archive.index.remove([1, 1, 99])
    assert words_of(archive) == {"নদী": (1, "নদী")}
    archive.index.remove([2])
    assert words_of(archive) == {}


def test_what_failed_is_not_counted(archive):
    archive.put(1, "নদী")
    with pytest.raises(ValueError, match="time zone"):
        archive.index.put(
            [
                archive.story(2, "সাগর"),
                archive.story(3, published=archive.story(1).published.replace(tzinfo=None)),
            ]
        )
    archive.put(4, "পাহাড়")
    assert set(words_of(archive)) == {"নদী", "পাহাড়"}


HEADLINES = st.lists(
    st.sampled_from(["নদী", "নদীর", "সাগর", "BNP", "র\u200d্যাব", "পাহাড়", "৭১"]), max_size=4
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.lists(st.tuples(st.integers(1, 4), HEADLINES), max_size=3)),
        st.tuples(st.just("remove"), st.lists(st.integers(1, 4), max_size=2)),
        st.just(("rebuild", None)),
    ),
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_after_any_changes_the_words_are_those_of_a_new_index(archive, steps):
    archive.index.remove(range(1, 5))
    stories = {}
    for what, value in steps:
        if what == "put":
            archive.index.put(archive.story(n, " ".join(words)) for n, words in value)
            stories |= {n: " ".join(words) for n, words in value}
        elif what == "remove":
            archive.index.remove(value)
            stories = {n: words for n, words in stories.items() if n not in value}
        else:
            archive.index.rebuild()
    counted = {term: stories for term, (stories, _) in words_of(archive).items()}
    archive.index.remove(range(1, 5))
    assert words_of(archive) == {}
    archive.index.put(archive.story(n, words) for n, words in stories.items())
    assert counted == {term: stories for term, (stories, _) in words_of(archive).items()}


def test_the_commonest_words_come_first(archive):
    for number in range(1, 9):
        archive.put(
            number, "নদী" + (" নদীতে" if number < 4 else "") + (" নদীমাতৃক" if number < 2 else "")
        )
    found = asked(archive, lambda words: words.beginning("নদী", 2))
    assert [(word.term, word.stories) for word in found] == [("নদী", 8), ("নদীতে", 3)]
    assert asked(archive, lambda words: words.beginning("সা", 9)) == []
    assert asked(archive, lambda words: words.beginning("", 9))[0].term == "নদী"
    assert asked(archive, lambda words: words.opening("nd", 9))[0].term == "নদী"
    assert [w.term for w in asked(archive, lambda words: words.sounding([key("nodi")], 9))] == [
        "নদী"
    ]
    assert asked(archive, lambda words: words.word("নদীতে")).stories == 3
    assert asked(archive, lambda words: words.word("নেই")) is None


def test_no_question_reads_all_words(archive):
    """What a question costs does not grow with the words: each is answered along an index."""
    archive.put(1, "নদী")
    archive.index.close()
    db = sqlite3.connect(archive.file)
    for question in (
        f"{vocabulary._WORD} WHERE term = 'ক'",
        f"{vocabulary._WORD} WHERE sound = 'k' ORDER BY weight DESC LIMIT 5",
        f"{vocabulary._WORD} WHERE weight = 3 AND term >= 'ক' AND term < 'খ' LIMIT 5",
        f"{vocabulary._WORD} WHERE weight = 3 AND sound >= 'k' AND sound < 'l' LIMIT 5",
        "SELECT max(weight) FROM vocabulary",
        f"{vocabulary._KNOWN_OF} ('ক', 'খ')",
    ):
        plan = " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {question}"))
        assert "INDEX" in plan or "PRIMARY KEY" in plan, (question, plan)
        assert "TEMP B-TREE" not in plan, (question, plan)
    db.close()


@pytest.mark.parametrize("former", [True, False], ids=["other words", "no words"])
def test_an_index_of_another_version_says_so_and_gets_its_words(archive, former):
    archive.put(1, "নদী")
    archive.index.close()
    db = sqlite3.connect(archive.file)
    db.execute("DROP TABLE vocabulary")
    if former:
        db.execute("CREATE TABLE vocabulary (term TEXT)")
        db.execute("UPDATE facts SET value = 0 WHERE name = ?", (vocabulary.FACT,))
    else:
        db.execute("DELETE FROM facts WHERE name = ?", (vocabulary.FACT,))
        assert asked(archive, lambda words: words.word("নদী")) is None
        assert asked(archive, lambda words: words.beginning("ন", 5)) == []
    db.commit()
    db.close()
    archive.index = Index(archive.file)
    assert archive.index.outdated()
    archive.put(2, "সাগর")
    archive.index.remove([1])
    archive.put(1, "নদী")
    archive.index.rebuild()
    assert not archive.index.outdated()
    assert {term: n for term, (n, _) in words_of(archive).items()} == {"নদী": 1, "সাগর": 1}


def test_words_without_end_and_signs_without_letters_are_not_kept(archive):
    archive.put(1, "ক" * 500, body="্ " + "া" * 3 + " -- ’’ " + "ab1 " * 3)
    assert all(len(term) <= vocabulary.LONGEST for term in words_of(archive))
    assert not set(words_of(archive))


def test_keys_of_the_table_are_those_of_this_version():
    """When `key` answers otherwise, the tables on disk are wrong: raise VERSION with these."""
    words = "খামেনি সরকার বিশ্ববিদ্যালয় ক্ষমা বিজ্ঞান ওয়াশিংটন রাঙ্গামাটি হাসিনা র্যাব উদ্যাপন ঋণ"
    assert (vocabulary.VERSION, " ".join(map(key, words.split()))) == (
        2,
        "kmn srkr bsbdl km bgn asntn rnmt hsn rb adpn rn",
    )
