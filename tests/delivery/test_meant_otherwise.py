"""However a reader types a word, the same story comes first; and what was meant is said and offered."""

import datetime as dt
import json
import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from kagoj.bangla import bijoy
from kagoj.delivery.app import Delivery
from kagoj.search.documents import Document
from kagoj.search.index import Index
from kagoj.shelf import Page, Shelf

FRAME = b'<form><input name="q" value="<!--#kagoj query -->"></form><!--#kagoj results -->'
STORIES = {
    1: ("হাওড়ে নৌকাডুবি", "বাড়ির পাশে ঘাট"),
    2: ("সরকার ২০২৪ সালের বাজেট দিল", "সংসদে সরকার"),
    3: ("সরকারের সিদ্ধান্তে খুশি কৃষক", ""),
    4: ("র\u200d্যাব সদস্য পুরস্কৃত", ""),
    5: ("খামেনি কী বললেন", ""),
    6: ("বড় বাজেটের ছবি নয়", "২০২৩ সালে"),
    7: ("পড়ার ঘর", ""),
    8: ("IMF ঋণ দিচ্ছে", ""),
    9: ("আইএমএফ দল ঢাকায়", "আইএমএফ"),
    10: ("আইএমএফ দল ফিরে গেল", ""),
    11: ("নির্বাচন নিয়ে বৈঠক", ""),
    12: ("নির্বাচন শীতে", ""),
    13: ("<i>মোটা</i> ধান & চাল", ""),
}


@pytest.fixture(scope="module")
def delivery(tmp_path_factory):
    data = tmp_path_factory.mktemp("paper")
    with Shelf(data).change() as change:
        change.put(Page(key="/search", path="/search", body=FRAME))
    noon = dt.datetime(2024, 5, 18, 6, 0, tzinfo=dt.UTC)
    with Index(data / "search.db") as index:
        index.put(
            Document(
                number=number, path=f"/khobor/{number}/", headline=headline, deck="", body=body,
                desk="khobor", desk_title="খবর", byline="", published=noon + dt.timedelta(hours=number),
            )
            for number, (headline, body) in STORIES.items()
        )  # fmt: skip
    return Delivery(data, look_every=0)


@pytest.fixture
def ask(delivery):
    from kagoj.delivery.request import Request

    def answer(address, **more):
        path, _, query = address.partition("?")
        return delivery.answer(Request("GET", path, query, **more))

    return answer


@pytest.fixture
def search(ask):
    def page(query, more=""):
        answer = ask(f"/search?q={quote(query)}{more}")
        assert answer.status == 200
        return html.fromstring(answer.body.decode())

    return page


def hits(page):
    return [link.rsplit("/", 2)[1] for link in page.xpath("//li//h2/a/@href")]


def said(page):
    return [" ".join(line.text_content().split()) for line in page.xpath("//p[@class='meant']")]


WAYS = {
    "সরকার": ["sorkar", "shorkar", "sorokar", "SORKAR", bijoy.from_unicode("সরকার")],
    "খামেনি": ["khamenei", "Khameni", "khameni", bijoy.from_unicode("খামেনি")],
    "বাড়ি": ["bari", "baRi", "বা\u09dcি", unicodedata.normalize("NFD", "বাড়ি"), bijoy.from_unicode("বাড়ি")],
    "র\u200d্যাব": ["র\u200c্যাব", "র্যাব", "rab", "RAB", "rZab", bijoy.from_unicode("র\u200d্যাব")],
    "২০২৪ বাজেট": ["2024 বাজেট", "2024 budget", "২০২৪ bajet", bijoy.from_unicode("২০২৪ বাজেট")],
    "নৌকাডুবি": ["noukadubi", "nowkaDubi", "ন\u09c7\u09d7কাডুবি", bijoy.from_unicode("নৌকাডুবি")],
}  # fmt: skip


@pytest.mark.parametrize("word", WAYS)
def test_the_same_story_comes_first_however_it_is_typed(search, word):
    first = hits(search(word))[0]
    for typed in WAYS[word]:
        assert hits(search(typed))[:1] == [first], typed


def test_the_page_says_how_letters_were_read(search):
    page = search("khamenei")
    assert said(page) == ["‘খামেনি’ লিখে খোঁজা হয়েছে।"]
    assert page.xpath("//input/@value") == ["khamenei"]
    assert "‘খামেনি’ নিয়ে ১টি সংবাদ" in page.text_content()
    assert said(search("খামেনি")) == []
    assert said(search("খামেনি", "&as=typed")) == []


def test_what_was_typed_is_one_link_away_where_it_finds_something(search, ask):
    page = search("IMF")
    assert hits(page) == ["9", "10"] or hits(page) == ["10", "9"]
    (link,) = page.xpath("//p[@class='meant']/a/@href")
    literal = html.fromstring(ask(link).body.decode())
    assert hits(literal) == ["8"]
    assert said(literal) == []


def test_a_misspelt_word_gets_a_question(search, ask):
    page = search("নির্বাচোন", "&desk=khobor")
    assert said(page) == ["আপনি কি ‘নির্বাচন’ খুঁজছেন?"]
    (link,) = page.xpath("//p[@class='meant']/a/@href")
    assert "desk=khobor" in link
    assert len(hits(html.fromstring(ask(link).body.decode()))) == 2
    assert said(search("নির্বাচোন", "&desk=nowhere")) == []


def test_nothing_of_a_question_is_markup(search):
    for typed in ("<b>sorkar</b>", '"><script>x</script>', "<!--#kagoj results -->", "mota' onx='"):
        page = search(typed)
        assert not page.xpath("//script")
        assert not page.xpath("//p[@class='meant']//*[not(self::a or self::b)]")


def words(answer):
    assert answer.status == 200
    assert answer.header("content-type") == "application/json; charset=utf-8"
    return json.loads(answer.body)["words"]


@pytest.mark.parametrize(
    ("query", "first"),
    [("q=%E0%A6%B8%E0%A6%B0", "সরকার"), ("q=sork", "সরকার"), ("q=nirb", "নির্বাচন"), ("q=ai", None)],
)
def test_words_are_offered_while_typing(ask, query, first):
    answer = ask(f"/search/suggest?{query}")
    offered = words(answer)
    assert first is None or offered[0] == first
    assert len(offered) <= 8
    assert answer.header("cache-control") == "public, max-age=60"
    assert answer.header("x-robots-tag") == "noindex"
    assert ask(f"/search/suggest?{query}", if_none_match=answer.header("etag")).status == 304


@pytest.mark.parametrize(
    "query", ["", "q=", "q=+", "q=sork+", "q=sork%20", "x=1", "q=%00", "q=%ff%fe", "q"]
)
def test_nothing_is_offered_for_nothing(ask, query):
    assert words(ask(f"/search/suggest?{query}")) == []


def test_a_word_that_has_ended_is_gone_on_from(ask):
    assert words(ask(f"/search/suggest?q={quote('আইএমএফ ')}d"))[0] == "আইএমএফ দল"


def test_suggestions_are_read_only(delivery):
    from kagoj.delivery.request import Request

    assert delivery.answer(Request("POST", "/search/suggest", "q=s")).status == 405
    assert delivery.answer(Request("HEAD", "/search/suggest", "q=s")).body == b""


def test_without_an_index_nothing_is_offered(tmp_path):
    from kagoj.delivery.request import Request

    Shelf(tmp_path).close()
    delivery = Delivery(tmp_path)
    assert words(delivery.answer(Request("GET", "/search/suggest", "q=sorkar"))) == []


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.sampled_from("abkKhs'-+%&=\"<> ক্ষািং২†Š\x00é"), max_size=40))
def test_whatever_is_asked_there_is_an_answer(ask, text):
    assert ask(f"/search/suggest?q={text}").status == 200
    assert len(words(ask(f"/search/suggest?q={quote(text)}"))) <= 8
    assert ask(f"/search?q={quote(text)}").status == 200
