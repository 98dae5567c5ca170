"""The demo paper: whole, in its own words, every thing it names is there."""

import json
import re
import sqlite3
import unicodedata
from urllib.parse import unquote, urlsplit

import brotli
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from kagoj.bangla.normalise import normalise
from kagoj.bangla.slug import slug
from kagoj.delivery.app import Delivery
from kagoj.delivery.request import Request
from kagoj.demo import build
from kagoj.demo.stories import FOLDER, entries, read, stories, table
from kagoj.news.fields import SIGNOFF, check_address_part
from kagoj.shelf import Shelf

STORIES = stories()
BY_NUMBER = {story.number: story for story in STORIES}
DESKS = table("paper.toml")["desk"]
AUTHORS = entries("authors*.toml", "author")
TOPICS = entries("topics*.toml", "topic")
PLACES = entries("topics*.toml", "place")
PICTURES = entries("pictures*.toml", "picture")
HEAD = {
    *("desk", "kicker", "headline", "deck", "byline", "signoff", "source", "hours_ago"),
    *("topics", "places", "picture", "caption"),
}
# What stands in Latin letters in a Bangla paper: the feed's name, and addresses of other machines.
LATIN = {"RSS", "http://", "n/", "desk", "nodipar", "example"}


def named(things, key):
    return {thing[key] for thing in things}


def pictures_in(story):
    for kind, value in story.body:
        if kind == "picture":
            yield value
        elif kind == "gallery":
            yield from value


def test_it_is_a_paper_worth_reading():
    """The issue asks for eight desks and sixty stories at least."""
    assert len(DESKS) >= 8
    assert len(STORIES) >= 60
    for desk in DESKS:
        assert sum(story.head["desk"] == desk["slug"] for story in STORIES) >= 4, desk["slug"]
    kinds = {kind for story in STORIES for kind, _ in story.body}
    assert kinds >= {"paragraph", "heading", "quote", "picture", "gallery", "related", "list"}
    assert {"table"} <= kinds
    assert any("source" in story.head for story in STORIES)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.number:03}")
def test_everything_a_story_names_is_there(story):
    head = story.head
    assert head.keys() <= HEAD
    assert head["headline"].strip() == head["headline"] != ""
    assert head["desk"] in named(DESKS, "slug")
    assert head.get("byline"), "somebody is named above every story"
    assert set(head["byline"]) <= named(AUTHORS, "name")
    assert set(head.get("topics", [])) <= named(TOPICS, "title")
    assert set(head.get("places", [])) <= named(PLACES, "title") | named(TOPICS, "title")
    assert float(head["hours_ago"]) >= 0
    assert SIGNOFF.fullmatch(head["signoff"]) if head.get("signoff") else True
    pictures = [*pictures_in(story)]
    keys = {picture["key"] for picture in pictures} | (
        {head["picture"]} if "picture" in head else set()
    )
    assert keys <= named(PICTURES, "key")
    assert all(picture["caption"] for picture in pictures)
    related = {value for kind, value in story.body if kind == "related"}
    assert related <= BY_NUMBER.keys() - {story.number}
    assert sum(kind == "paragraph" for kind, _ in story.body) >= 4


def test_the_home_page_is_placed_with_stories_that_exist():
    assert set(build.RUNDOWN) <= BY_NUMBER.keys()
    assert set(build.ALSO_CALLED) <= named(DESKS, "slug")


@pytest.mark.parametrize(
    ("things", "key"),
    [(DESKS, "slug"), (AUTHORS, "name"), (TOPICS, "title"), (PICTURES, "key")],
    ids=["desks", "authors", "topics", "pictures"],
)
def test_no_name_is_taken_twice(things, key):
    assert len(named(things, key)) == len(things)


def test_addresses_are_in_their_right_form():
    for thing in [*DESKS, *AUTHORS, *TOPICS, *PLACES]:
        if "slug" in thing:
            check_address_part(thing["slug"])


def test_initials_of_the_sign_offs_belong_to_people():
    """A sign-off names writer and editor by the initials of the paper's own people."""
    initials = {author["initials"] for author in AUTHORS if author.get("initials")}
    used = {one for story in STORIES for one in story.head.get("signoff", "").split("/") if one}
    assert used <= initials


def test_every_picture_that_is_used_has_its_file_and_words():
    used = {one["key"] for story in STORIES for one in pictures_in(story)}
    used |= {story.head["picture"] for story in STORIES if "picture" in story.head}
    words = {picture["key"]: picture for picture in PICTURES}
    for key in used:
        assert words[key]["alt"], key
        assert words[key]["credit"], key
        with Image.open(FOLDER / "pictures" / f"{key}.jpg") as opened:
            opened.load()
            assert opened.format == "JPEG"
            assert opened.width >= 1000, key
            assert not opened.getexif(), key
    assert len(used) >= 20


def texts():
    for file in [*FOLDER.rglob("*.md"), *FOLDER.glob("*.toml")]:
        if file.name != "README.md":
            yield file, file.read_text("utf-8")


def test_no_file_holds_what_nobody_sees():
    """Zero width spaces and the like make words that search does not find."""
    for file, text in texts():
        unseen = [sign for sign in text if unicodedata.category(sign) == "Cf"]
        assert set(unseen) <= {"\u200c", "\u200d"}, file.name


def test_a_story_without_a_head_is_named(tmp_path):
    file = tmp_path / "001-x.md"
    file.write_text("শিরোনাম নেই", "utf-8")
    with pytest.raises(ValueError, match="unpack"):
        read(file)


# The paper as it is made


@pytest.fixture(scope="module")
def made(demo_template):
    """What the newsroom's database holds, as rows by table."""
    with sqlite3.connect(f"file:{demo_template.data / 'newsroom.db'}?mode=ro", uri=True) as found:
        found.row_factory = sqlite3.Row
        yield lambda question: [dict(row) for row in found.execute(question)]


@pytest.fixture(scope="module")
def pages(demo_template):
    """Every page of the paper as readers are sent it: text by address."""
    shelf = Shelf(demo_template.data, read_only=True)
    delivery = Delivery(demo_template.data, [demo_template.data / "static"])
    found = {}
    for key in list(shelf.keys("")):
        page = shelf.get(key)
        if page.content_type.startswith("text/html") and not key.startswith("/parts/"):
            answer = delivery.answer(Request("GET", page.path.encode().decode("latin-1")))
            found[page.path] = answer.body
    shelf.close()
    return found


def test_every_story_is_published_and_found(made):
    (counted,) = made("SELECT count(*) AS n, count(DISTINCT number) AS d FROM news_publishedstory")
    assert counted == {"n": len(STORIES), "d": len(STORIES)}
    lead = made(
        "SELECT p.title FROM news_rundownitem r JOIN wagtailcore_page p ON p.id = r.article_id"
        " ORDER BY r.sort_order LIMIT 1"
    )[0]["title"]
    assert lead == normalise(BY_NUMBER[build.RUNDOWN[0]].head["headline"])


def test_all_text_is_in_its_one_right_form(made):
    columns = {
        "wagtailcore_page": ["title", "draft_title"],
        "news_articlepage": ["kicker", "deck", "signoff", "source", "lead_caption"],
        "news_author": ["name", "role", "about"],
        "news_topic": ["title", "about"],
        "news_picture": ["title", "description", "caption", "credit"],
        "news_imprint": ["tagline", "editor", "publisher", "office", "rights"],
    }
    for name, fields in columns.items():
        rows = made(f"SELECT {', '.join(fields)} FROM {name}")
        assert rows
        for row in rows:
            for field, text in row.items():
                assert normalise(text).strip() == text, (name, field, text)

    def words(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key not in {"id", "type"}:
                    yield from words(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from words(inner)
        elif isinstance(value, str):
            yield value

    for row in made("SELECT body FROM news_articlepage"):
        for text in words(json.loads(row["body"])):
            assert normalise(text) == text


def test_no_latin_letter_is_read_where_none_should_be(pages):
    for address, body in pages.items():
        page = BeautifulSoup(body, "lxml")
        for unseen in page(["script", "style"]):
            unseen.extract()
        read_words = re.findall(r"[A-Za-z][A-Za-z.@/:-]*", page.get_text(" "))
        told = [
            element[name]
            for element in page.find_all(True)
            for name in ("alt", "title", "aria-label")
            if element.get(name)
        ]
        heard = re.findall(r"[A-Za-z]+", " ".join(told))
        assert set(read_words) | set(heard) <= LATIN | {"RSS"}, address


def test_no_harvester_finds_an_address(pages):
    """The imprint's e-mail is for people: nowhere in the source does it stand as an address."""
    for address, body in pages.items():
        assert not re.search(r"[\w.+-]+@[\w-]+\.\w+", body.decode()), address


def test_every_link_leads_to_a_page_and_every_file_is_there(demo_template, pages):
    delivery = Delivery(demo_template.data, [demo_template.data / "static"])
    asked = set()
    for body in pages.values():
        page = BeautifulSoup(body, "lxml")
        for element in page.find_all(True):
            asked |= {element[name] for name in ("href", "src") if element.get(name)}
            for one in (element.get("srcset") or "").split(", "):
                asked.add(one.split(" ")[0])
    own = {address for address in asked if address.startswith("/")}
    assert len(own) > 250
    for address in own:
        parts = urlsplit(address)
        wire = unquote(parts.path).encode().decode("latin-1")
        status = delivery.answer(Request("GET", wire, parts.query)).status
        assert status == 200, (address, status)


def test_latest_and_most_read_are_filled_and_differ(pages):
    story = next(body for address, body in pages.items() if address.startswith("/khela/"))
    page = BeautifulSoup(story, "lxml")
    latest, most = (
        [link["href"] for link in page.select(f".part.{name} a")] for name in ("latest", "most")
    )
    assert len(latest) == len(most) == 10
    assert latest != most


def test_every_story_fits_the_first_round_trips(pages):
    """design.md, section 6: a story's HTML within 14 kB, compressed."""
    stories = {a: body for a, body in pages.items() if re.fullmatch(r"/[^/]+/\d+/[^/]+/", a)}
    assert len(stories) == len(STORIES)
    for address, body in stories.items():
        assert len(brotli.compress(body, quality=6)) <= 14 * 1024, address


def test_the_addresses_keep_every_vowel_sign(pages):
    headline = BY_NUMBER[1].head["headline"]
    words = slug(headline, max_letters=45)
    assert any(address.endswith(f"/{words}/") for address in pages)
