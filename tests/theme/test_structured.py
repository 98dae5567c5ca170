"""What pages tell machines in JSON-LD, read back out of the printed page by extruct.

The fields: Google's documentation of article structured data; schema.org.
"""

import datetime as dt
import json
from urllib.parse import unquote

import extruct
import pytest

from kagoj.news import queries
from kagoj.news.cards import Card, Link, Paper, Story
from kagoj.news.models import Author, Imprint, Topic
from kagoj.theme import pages, structured
from tests.news.test_pictures import picture

ADDRESS = "http://127.0.0.1:8000"
AT = dt.datetime(2020, 2, 9, 9, 57, tzinfo=dt.UTC)


def things(printed):
    """Everything of the page's one graph, by type."""
    (graph,) = extruct.extract(printed.decode(), syntaxes=["json-ld"])["json-ld"]
    assert graph["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in graph["@graph"]}


def story_page(number):
    return pages.story(queries.story(number))


@pytest.fixture
def page(paper):
    imprint = Imprint.objects.get()
    imprint.editor, imprint.publisher = "শামীম আরা", "নদী প্রকাশনী"
    imprint.office, imprint.telephones = "১২ ঘাট রোড,\nসোনাদিঘি", "০১২৩-৪৫৬৭৮৯\n০১২৩-৪৫৬৭৯০"
    imprint.registration, imprint.social = "নিবন্ধন ০০৪২", "ফেসবুক https://www.facebook.com/nodi"
    imprint.logo = picture()
    imprint.save()
    return paper.publish(
        "ঘাটে ভোর",
        at=AT,
        kicker="নৌপথ",
        deck="লঞ্চে ভিড়",
        source="ঘাট বার্তা",
        lead_picture=picture(),
        lead_caption="সকালের ঘাট",
        lead_credit="মিতা",
        by=[
            Author.objects.create(name="রহিমা খাতুন", slug="rohima"),
            Author.objects.create(name="খেলা ডেস্ক", slug="desk", kind="desk"),
            Author.objects.create(name="ঘাট বার্তা সংস্থা", slug="agency", kind="agency"),
        ],
        topics=[
            Topic.objects.create(title="নৌকা"),
            Topic.objects.create(title="সোনাদিঘি", kind="place"),
        ],
    )


def test_a_news_article(page):
    article = things(story_page(page.number))["NewsArticle"]
    assert article["headline"] == "ঘাটে ভোর"
    assert article["datePublished"] == "2020-02-09T15:57:00+06:00"
    assert article["dateModified"] == "2020-02-09T15:57:00+06:00"
    assert unquote(article["url"]) == f"{ADDRESS}/khela/1/ঘাটে-ভোর/"
    assert article["url"] == article["mainEntityOfPage"]
    assert article["@id"] == f"{ADDRESS}/n/1"
    assert article["description"] == "লঞ্চে ভিড়"
    assert article["articleSection"] == "খেলা"
    assert article["inLanguage"] == "bn"
    assert article["isAccessibleForFree"] is True
    assert article["keywords"] == ["নৌকা", "সোনাদিঘি"]
    assert article["contentLocation"] == [{"@type": "Place", "name": "সোনাদিঘি"}]
    assert article["creditText"] == "ঘাট বার্তা"


def test_each_author_has_kind_name_and_address(page):
    assert things(story_page(page.number))["NewsArticle"]["author"] == [
        {"@type": "Person", "name": "রহিমা খাতুন", "url": f"{ADDRESS}/author/rohima/"},
        {"@type": "Organization", "name": "খেলা ডেস্ক", "url": f"{ADDRESS}/author/desk/"},
        {"@type": "Organization", "name": "ঘাট বার্তা সংস্থা", "url": f"{ADDRESS}/author/agency/"},
    ]


def test_a_story_nobody_signed_is_the_papers(paper):
    page = paper.publish("ঘাটে ভোর")
    (author,) = things(story_page(page.number))["NewsArticle"]["author"]
    assert author == {"@type": "Organization", "name": "নদীর খবর", "url": f"{ADDRESS}/"}


def test_the_picture_in_three_shapes_with_its_words(page):
    images = things(story_page(page.number))["NewsArticle"]["image"]
    shapes = [round(image["width"] / image["height"], 2) for image in images]
    assert shapes == [1.78, 1.33, 1.0]
    for image in images:
        assert image["@type"] == "ImageObject"
        assert image["url"].startswith(f"{ADDRESS}/media/images/")
        assert image["width"] * image["height"] >= 50_000  # Google: at least 50,000 pixels
        assert (image["caption"], image["creditText"]) == ("সকালের ঘাট", "মিতা")


def test_a_story_without_a_picture_names_none(paper):
    page = paper.publish("ঘাটে ভোর", lead_caption="ছবি আসেনি")
    assert "image" not in things(story_page(page.number))["NewsArticle"]


def test_the_paper_is_a_news_media_organization(page):
    paper = things(story_page(page.number))["NewsArticle"]["publisher"]
    assert paper["@type"] == "NewsMediaOrganization"
    assert (paper["name"], paper["legalName"]) == ("নদীর খবর", "নদী প্রকাশনী")
    assert paper["url"] == f"{ADDRESS}/"
    assert paper["logo"]["url"].startswith(f"{ADDRESS}/media/images/")
    assert (paper["logo"]["width"], paper["logo"]["height"]) == (512, 512)
    assert paper["address"]["streetAddress"] == "১২ ঘাট রোড, সোনাদিঘি"
    assert paper["contactPoint"]["telephone"] == "0123-456789"
    assert paper["employee"] == {"@type": "Person", "name": "শামীম আরা", "jobTitle": "সম্পাদক"}
    assert paper["identifier"] == "নিবন্ধন ০০৪২"
    assert paper["sameAs"] == ["https://www.facebook.com/nodi"]


def test_the_way_to_a_story(page):
    steps = things(story_page(page.number))["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"]) for step in steps] == [
        (1, "নদীর খবর"),
        (2, "খেলা"),
        (3, "ঘাটে ভোর"),
    ]
    assert [unquote(step["item"]) for step in steps] == [
        f"{ADDRESS}/",
        f"{ADDRESS}/khela/",
        f"{ADDRESS}/khela/1/ঘাটে-ভোর/",
    ]


def test_an_update_is_told(paper, page):
    page.deck = "অন্য কথা"
    page.save_revision().publish()
    article = things(story_page(page.number))["NewsArticle"]
    published, modified = (
        dt.datetime.fromisoformat(article[name]) for name in ("datePublished", "dateModified")
    )
    assert published == AT
    assert dt.datetime.now(dt.UTC) - modified < dt.timedelta(minutes=5)
    assert modified.utcoffset() == dt.timedelta(hours=6)


def test_home_and_fronts(paper, page):
    site = things(pages.home())["WebSite"]
    assert site["publisher"]["@type"] == "NewsMediaOrganization"
    assert "{search_term_string}" in site["potentialAction"]["target"]
    front = things(pages.desk(paper.khela))
    listed = front["CollectionPage"]["mainEntity"]["itemListElement"]
    assert [unquote(one["url"]) for one in listed] == [f"{ADDRESS}/khela/1/ঘাটে-ভোর/"]
    assert [step["name"] for step in front["BreadcrumbList"]["itemListElement"]] == [
        "নদীর খবর",
        "খেলা",
    ]


HOSTILE = [
    "</script><script>alert(1)</script>",
    "</SCRIPT ><img src=x onerror=alert(1)>",
    "<!--<script>",
    '"},{"@type":"Thing","name":"x',
    "\\u003c/script>",
    "]]> & < > ' \" \u2028",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_headline_breaks_out_of_its_script(paper, hostile):
    page = paper.publish(f"ঘাটে {hostile} ভোর", deck=hostile, kicker=hostile[:100])
    printed = story_page(page.number)
    found = things(printed)
    assert found.keys() == {"NewsArticle", "BreadcrumbList"}
    assert found["NewsArticle"]["headline"] == paper.again(page).title
    assert b"<script>alert" not in printed
    assert b"<img src=x" not in printed


def test_a_long_headline_is_cut_between_letters():
    """Never inside a conjunct: the cut text begins the whole one, letter by letter."""
    long = "স্বাতন্ত্র্য " * 40
    card = Card(number=1, url="/a/1/b/", headline=long.strip(), desk=Link("ক", "/a/"), published=AT)
    told = json.loads(structured.for_story(Paper("ক", ADDRESS), Story(card)))["@graph"][0]
    shown = told["headline"].rstrip("…").rstrip()
    assert 50 < len(shown) < len(long)
    assert set(shown.split()) == {"স্বাতন্ত্র্য"}


def test_addresses_are_whole_and_percent_encoded():
    paper = Paper("ক", "https://nodi.example")
    assert (
        structured.absolute(paper, "/খেলা/")
        == "https://nodi.example/%E0%A6%96%E0%A7%87%E0%A6%B2%E0%A6%BE/"
    )
    assert structured.absolute(paper, "https://cdn.example/a.jpg") == "https://cdn.example/a.jpg"
