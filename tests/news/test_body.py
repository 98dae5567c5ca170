"""What an editor stored, and what of it reaches a reader."""

import json
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from wagtail.rich_text import RichText

from kagoj.commands.article import data_of
from kagoj.news import queries
from kagoj.news.models import Picture

# Ways to bring script into a page, after OWASP's "XSS Filter Evasion Cheat Sheet".
HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<img src="x" onerror="alert(1)">',
    '<a href="javascript:alert(1)">পড়ুন</a>',
    '<a href="JaVaScRiPt:alert(1)">পড়ুন</a>',
    '<a href="java\tscript:alert(1)">পড়ুন</a>',
    '<a href="&#106;avascript:alert(1)">পড়ুন</a>',
    '<a href="vbscript:msgbox(1)">পড়ুন</a>',
    '<a href="data:text/html,<script>alert(1)</script>">পড়ুন</a>',
    '<a href="https://example.com/" onclick="alert(1)" style="position:fixed">পড়ুন</a>',
    '<b onmouseover="alert(1)">মোটা</b>',
    "<svg/onload=alert(1)>",
    "<iframe src='https://example.com/'></iframe>",
    "<style>body{display:none}</style>",
    '<p style="background:url(javascript:alert(1))">কথা</p>',
    "<math><mtext></p><script>alert(1)</script></mtext></math>",
    "<!--#include virtual='/etc/passwd' -->",
    "<form action='https://example.com/'><input name=q></form>",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_script_reaches_a_block(paper, hostile):
    page = paper.publish("ঘাটে ভোর", body=[("paragraph", f"<p>নৌকা {hostile} মাঝি</p>")])
    body = queries.story(page.number).body
    assert "নৌকা" in body[0].text
    for block in body:
        shown = BeautifulSoup(block.html, "html5lib").body
        tags = shown.find_all(True)
        assert {tag.name for tag in tags} <= {"a", "b", "strong", "i", "em", "sup", "sub", "br"}
        assert {name for tag in tags for name in tag.attrs} <= {"href", "rel"}
        links = [tag["href"] for tag in tags if tag.has_attr("href")]
        assert all(urlsplit(link).scheme in {"http", "https"} for link in links)
        assert "<!--" not in block.html


def test_words_around_hostile_markup_are_kept(paper):
    page = paper.publish(
        "ঘাটে ভোর",
        body=[("paragraph", '<p>নৌকা <a href="javascript:x()">ঘাটে</a> <script>x</script>এল</p>')],
    )
    (block,) = queries.story(page.number).body
    assert block.text == "নৌকা ঘাটে এল"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_an_address_that_is_none_leads_nowhere(paper, address):
    """Forms refuse these; a block written by a program may hold anything."""
    page = paper.publish(
        "ঘাটে ভোর",
        body=[
            ("related", {"article": None, "text": "অন্য খবর", "url": address}),
            ("embed", {"url": address, "caption": "ভিডিও"}),
        ],
    )
    for block in queries.story(page.number).body:
        assert (block.url, block.frame) == ("", "")


def test_quotes_lists_and_tables_escape_what_looks_like_markup(paper):
    sign = "<b>ক</b> & <script>"
    page = paper.publish(
        "ঘাটে ভোর",
        body=[
            ("quote", {"text": f"{sign}\nদ্বিতীয় লাইন", "attribution": sign}),
            ("list", {"items": [sign, "খ"], "ordered": True}),
            ("table", {"rows": f"{sign} | খ\nগ", "head": True, "caption": ""}),
        ],
    )
    quote, points, table = queries.story(page.number).body
    assert quote.html == "&lt;b&gt;ক&lt;/b&gt; &amp; &lt;script&gt;<br>দ্বিতীয় লাইন"
    assert points.items[0] == "&lt;b&gt;ক&lt;/b&gt; &amp; &lt;script&gt;"
    assert table.rows == ((sign, "খ"), ("গ", ""))  # text: the template escapes it


@pytest.fixture
def picture(paper):
    made = Picture(title="ঘাট.jpg", description="ঘাটে তিনটি নৌকা", caption="সকালের ঘাট", credit="মিতা")
    made.file.name, made.width, made.height = "original_images/lost.jpg", 1200, 800
    made.save()
    return made


def test_every_kind_of_block_comes_back_from_kagoj_article(paper, picture):
    """The keys programs rely on: design.md section 4."""
    other = paper.publish("হাটে দুপুর")
    one = {"picture": picture, "alt": "", "caption": "", "credit": "শফিক"}
    words = {"picture": None, "alt": "ছবিতে হাট", "caption": "হাটের ভিড়", "credit": ""}
    page = paper.publish(
        "ঘাটে ভোর",
        body=[
            ("paragraph", "<p>প্রথম <b>কথা</b>।</p><p>দ্বিতীয় কথা।<br/>একই অনুচ্ছেদ।</p>"),
            ("heading", {"text": "মাঝিদের কথা", "level": "3"}),
            ("quote", {"text": "নদী আমাদের মা।", "attribution": "রহিমা খাতুন"}),
            ("picture", one),
            ("gallery", [one, words]),
            ("related", {"article": other, "text": "", "url": ""}),
            ("related", {"article": None, "text": "পুরোনো খবর", "url": "https://example.com/1"}),
            ("embed", {"url": "https://youtu.be/abcdefghijk", "caption": "ঘাটের ভিডিও"}),
            ("table", {"rows": "পণ্য | দাম\n|---|---|\nচাল | ৬০", "head": True, "caption": "দর"}),
            ("list", {"items": ["এক", "দুই\nলাইন"], "ordered": False}),
        ],
    )
    found = json.loads(json.dumps(data_of(page.number)))["body"]
    own = {"alt": "ঘাটে তিনটি নৌকা", "caption": "সকালের ঘাট", "credit": "শফিক"}
    without_file = {"alt": "ছবিতে হাট", "caption": "হাটের ভিড়", "credit": ""}
    assert [(block.pop("type"), block.pop("text"), block) for block in found] == [
        ("paragraph", "প্রথম কথা।", {}),
        ("paragraph", "দ্বিতীয় কথা।\nএকই অনুচ্ছেদ।", {}),
        ("heading", "মাঝিদের কথা", {"level": 3}),
        ("quote", "নদী আমাদের মা।", {"attribution": "রহিমা খাতুন"}),
        ("picture", "সকালের ঘাট", {"pictures": [own]}),
        ("gallery", "", {"pictures": [own, without_file]}),
        ("related", "হাটে দুপুর", {"url": "/khela/1/হাটে-দুপুর/"}),
        ("related", "পুরোনো খবর", {"url": "https://example.com/1"}),
        (
            "embed",
            "ঘাটের ভিডিও",
            {"url": "https://youtu.be/abcdefghijk", "caption": "ঘাটের ভিডিও"},
        ),
        (
            "table",
            "পণ্য | দাম\n|---|---|\nচাল | ৬০",
            {"caption": "দর", "rows": [["পণ্য", "দাম"], ["চাল", "৬০"]], "head": True},
        ),
        ("list", "এক\nদুই\nলাইন", {"ordered": False, "items": ["এক", "দুই\nলাইন"]}),
    ]


def test_a_related_story_that_is_withdrawn_is_no_line(paper):
    other = paper.publish("হাটে দুপুর")
    page = paper.publish("ঘাটে ভোর", body=[("related", {"article": other, "text": "", "url": ""})])
    assert [block.url for block in queries.story(page.number).body] == ["/khela/1/হাটে-দুপুর/"]
    paper.again(other).unpublish()
    assert queries.story(page.number).body == ()


def test_the_words_of_related_lines_are_not_the_storys_own(paper):
    page = paper.publish(
        "ঘাটে ভোর",
        body=[
            ("paragraph", "<p>এক দুই তিন</p>"),
            ("related", {"article": None, "text": "চার পাঁচ", "url": ""}),
        ],
    )
    story = queries.story(page.number)
    assert story.words == 3
    assert queries.plain_text(story.body) == "এক দুই তিন"


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        (
            "https://www.youtube.com/watch?list=PL1&v=abcdefghijk",
            "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1",
        ),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?autoplay=1"),
        ("https://youtube.com.evil.example/watch?v=abcdefghijk", ""),
        ("http://www.youtube.com/watch?v=abcdefghijk", ""),
    ],
)
def test_only_known_sites_are_framed(paper, address, frame):
    page = paper.publish("ঘাটে ভোর", body=[("embed", {"url": address, "caption": ""})])
    (block,) = queries.story(page.number).body
    assert block.frame == frame


@pytest.mark.django_db
def test_a_paragraph_typed_in_the_form_is_normalised():
    from kagoj.news.blocks import BodyBlock

    block = BodyBlock().child_blocks["paragraph"]
    assert block.clean(RichText("<p>\u09afু\u09dfের</p>")).source == "<p>যু\u09af\u09bcের</p>"
    line = BodyBlock().child_blocks["heading"]
    cleaned = line.clean({"text": " \u09a8\u09cb\u200bকা ", "level": "2"})
    assert cleaned["text"] == "নোকা"
