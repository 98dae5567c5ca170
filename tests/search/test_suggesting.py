"""What a reader may mean, over a small paper."""

import datetime as dt
import os
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kagoj.bangla import bijoy
from kagoj.bangla.normalise import normalise
from kagoj.search.asking import ask
from kagoj.search.documents import Document
from kagoj.search.index import Index
from kagoj.search.searcher import Searcher
from kagoj.search.suggesting import Suggester

HEADLINES = [
    "খামেনি বললেন আলোচনার পথ খোলা",
    "সরকার বন্যার্তদের পাশে আছে",
    "সরকারের নতুন বাজেট ঘোষণা",
    "সরকারি হাসপাতালে ওষুধ নেই",
    "সরকার ও বিএনপি আলোচনায় বসছে",
    "আওয়ামী লীগ নেতা গ্রেপ্তার",
    "শেখ হাসিনা বিমানবন্দরে",
    "শেখ হাসিনা দেশে ফিরলেন",
    "হাওরে বাঁধ ভেঙেছে",
    "কক্সবাজারে পুলিশের অভিযান",
    "কক্সবাজার সৈকতে ভিড়",
    "পুলিশ বলছে তদন্ত চলছে",
    "ক্রিকেট দলে তিন নতুন মুখ",
    "নারায়ণগঞ্জে আগুন",
    "বিশ্ববিদ্যালয়ে পরীক্ষা শুরু",
    "র\u200d্যাব সদস্যের বিরুদ্ধে মামলা",
    "২০২৪ সালের নির্বাচন নিয়ে কথা",
    "নির্বাচন কমিশনের বৈঠক",
    "নির্বাচন হবে শীতে",
    "নির্বাচন ঘিরে প্রস্তুতি",
    "IMF ঋণের কিস্তি ছাড়",
]


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    file = tmp_path_factory.mktemp("paper") / "search.db"
    noon = dt.datetime(2024, 5, 18, 6, 0, tzinfo=dt.UTC)
    with Index(file) as index:
        index.put(
            Document(
                number=number, path=f"/khobor/{number}/", headline=headline, deck="", body="",
                desk="khobor", desk_title="খবর", byline="", published=noon + dt.timedelta(hours=number),
            )
            for number, headline in enumerate(HEADLINES, 1)
        )  # fmt: skip
    return file


@pytest.fixture(scope="module")
def suggester(file):
    suggester = Suggester(file)
    yield suggester
    suggester.close()


@pytest.fixture(scope="module")
def search(file):
    searcher = Searcher(file)
    yield searcher.search
    searcher.close()


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("khamenei", "খামেনি"),
        ("Khamenei's", "খামেনি"),
        ("sorkar", "সরকার"),
        ("SORKAR", "সরকার"),
        ("sorokar", "সরকার"),
        ("police", "পুলিশ"),
        ("awami league", "আওয়ামী লীগ"),
        ("Awami-League", "আওয়ামী লীগ"),
        ("cox’s bazar", "কক্সবাজার"),
        ("bnp", "বিএনপি"),
        ("BNP o sorkar", "বিএনপি ও সরকার"),
        ("rab", "র\u200d্যাব"),
        ("sheikh hasina", "শেখ হাসিনা"),
        ('-hasina "notun budget"', '-হাসিনা "নতুন বাজেট"'),
        ("নতুন budget", "নতুন বাজেট"),
        ("zzxxqq", "zzxxqq"),
        ("সরকার", "সরকার"),
        ("2024", "2024"),
        ("২০২৪", "২০২৪"),
        ("", ""),
        ("http://example.com/?q=1", "http://example.com/?q=1"),
    ],
)
def test_latin_letters_are_read_as_words_of_the_paper(suggester, typed, understood):
    assert suggester.understood(typed) == normalise(understood)


@pytest.mark.parametrize(
    ("typed", "written"),
    # বাংলা একাডেমি প্রমিত বাংলা বানানের নিয়ম (2012): ঙ for the ঙ্গ of older spelling.
    [("ভাঙ্গন", "ভাঙন"), ("ভাঙন", "ভাঙ্গন"), ("রঙ্গিন", "রঙিন"), ("বাঙ্গালির", "বাঙালির"), ("আঙ্গুল", "আঙুলের")],
)
def test_who_writes_by_the_older_rule_is_asked_whether_the_newer_is_meant(archive, typed, written):
    archive.put(1, f"নদীর ধারে {written} কথা")
    archive.put(2, "ভাঙানো টাকা ফেরত")
    suggester = Suggester(archive.file)
    assert suggester.meant(typed) in {written, written.removesuffix("ের")}
    assert archive.found(suggester.meant(typed)) == [1]
    assert suggester.meant(written) == ""
    suggester.close()


def test_a_name_that_stands_only_with_an_ending_goes_before_one_that_sounds_near(archive):
    """Nobody looks for হাসেন by 'hasina': the vowel at its end is another."""
    archive.put(1, "শেখ হাসিনার সফর")
    archive.put(2, "হাসেন আলীর দোকান")
    suggester = Suggester(archive.file)
    assert suggester.understood("hasina") == "হাসিনা"
    assert suggester.understood("hasen") == "হাসেন"
    assert archive.found(suggester.understood("hasina")) == [1]
    suggester.close()


@pytest.mark.parametrize(
    "said", ["সরকার", "শেখ হাসিনা", "নির্বাচন কমিশনের বৈঠক", "২০২৪ সালের নির্বাচন", "বাঁধ"]
)
def test_a_paste_from_bijoy_is_read(suggester, said):
    assert suggester.understood(bijoy.from_unicode(said)) == said


def test_a_word_of_the_paper_in_latin_letters_stays_findable(suggester, search):
    found = ask("IMF", search, suggester)
    assert (found.results.total, found.query, found.otherwise) == (1, "IMF", "")


def test_what_more_stories_have_is_looked_for_and_the_other_offered(suggester, search, file):
    with Index(file) as index:
        index.put(
            [Document(99, "/k/99/", "BNP rally", "", "", "k", "", "", dt.datetime.now(dt.UTC))]
        )
        index.put(
            [Document(98, "/k/98/", "বিএনপি বলছে", "", "", "k", "", "", dt.datetime.now(dt.UTC))]
        )
        found = ask("bnp", search, suggester)
        literal = ask("bnp", search, suggester, literally=True)
        index.remove([98, 99])
    assert (found.query, found.results.total, found.otherwise) == ("বিএনপি", 2, "bnp")
    assert (literal.query, literal.results.total, literal.otherwise) == ("bnp", 1, "")


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("হাসপাতলে", "হাসপাতালে"),
        ("নির্বাচোন", "নির্বাচন"),
        ("নিরবাচন কমিশনের", "নির্বাচন কমিশনের"),
        ("সরকাড় ও বিএনপি", "সরকার ও বিএনপি"),
        ("শেখ হাসিন", "শেখ হাসিনা"),
        ("শেখহাসিনা", "শেখ হাসিনা"),
        ("পুলিষ", "পুলিশ"),
        ("নির্বাচন", ""),
        ("সম্পূর্ণঅজানাশব্দ", ""),
        ("2024", ""),
        ("zzxxqq", ""),
        ("", ""),
    ],
)
def test_a_misspelt_word_has_a_better_one(suggester, misspelt, meant):
    assert suggester.meant(misspelt) == normalise(meant)


def test_did_you_mean_is_offered_only_where_it_finds_more(suggester, search):
    assert ask("নির্বাচোন", search, suggester).meant == "নির্বাচন"
    assert ask("নির্বাচোন খামেনি", search, suggester).meant == ""
    assert ask("নির্বাচন", search, suggester).meant == ""


@pytest.mark.parametrize(
    ("begun", "first"),
    [
        ("নির্ব", "নির্বাচন"),
        ("নির", "নির্বাচন"),
        ("nirb", "নির্বাচন"),
        ("পু", "পুলিশ"),
        ("poli", "পুলিশ"),
        ("awami le", "আওয়ামী লীগ"),
        ("awami", "আওয়ামী লীগ"),
        ("শেখ হা", "শেখ হাসিনা"),
        ("sheikh h", "শেখ হাসিনা"),
        ('"শেখ হা', '"শেখ হাসিনা'),
        ("bn", "বিএনপি"),
        ("র্যা", "র\u200d্যাব"),
        ("im", "IMF"),
    ],
)
def test_what_is_begun_is_completed(suggester, begun, first):
    offered = suggester.completions(begun)
    assert normalise(first) in offered[:3]
    assert len(offered) == len(set(offered)) <= 8


@pytest.mark.parametrize("text", ["", " ", "২০", "নির্বাচন ", "zzxxqq", "শেখ নির্ব", "-", "।।"])
def test_nothing_is_offered_where_nothing_fits(suggester, text):
    assert suggester.completions(text) == []


def test_a_word_in_both_of_its_forms_is_offered_once(suggester):
    offered = suggester.completions("সরক")
    assert "সরকার" in offered
    assert "সরকারের" not in offered


def test_without_an_index_everything_stays_as_typed(tmp_path):
    suggester = Suggester(tmp_path / "none.db")
    assert suggester.understood("sorkar") == "sorkar"
    assert suggester.meant("সরকাড়") == ""
    assert suggester.completions("সর") == []
    (tmp_path / "broken.db").write_bytes(os.urandom(9000))
    suggester = Suggester(tmp_path / "broken.db")
    assert suggester.understood("sorkar") == "sorkar"
    assert suggester.completions("সর") == []


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(st.text(max_size=60), st.text(st.sampled_from("abkhs'-\" ’“ক্ষািংé১2\x00\ud800A†Š")))
)
def test_nothing_that_is_typed_does_harm(suggester, text):
    assert isinstance(suggester.understood(text), str)
    assert isinstance(suggester.meant(text), str)
    assert len(suggester.completions(text, 5)) <= 5


def test_endless_text_is_cut(suggester):
    for text in ("k" * 1_000_000, "ক" * 1_000_000, "sorkar " * 150_000, "†" * 1_000_000):
        assert len(suggester.understood(text)) < 4_000
        suggester.meant(text)
        suggester.completions(text)


def test_the_form_it_is_typed_in_makes_no_difference(suggester):
    whole, parted = "নারায়ণগঞ্জে", unicodedata.normalize("NFC", "নারায়ণগঞ্জে")
    assert suggester.completions(whole[:7]) == suggester.completions(parted[:8]) != []
