"""What machines are given: feeds, sitemaps, robots.txt and their like, read by others' readers."""

import datetime as dt
import json
import re
import urllib.robotparser
from urllib.parse import quote, unquote, urlsplit

import feedparser
import pytest
import time_machine
from lxml import etree
from PIL import Image

from kagoj.news.models import Author, Imprint, PublishedStory, Topic
from kagoj.theme import assets, feeds
from tests.news.test_pictures import picture
from tests.news.test_queries import fill

NOW = dt.datetime(2024, 5, 18, 9, 57, tzinfo=dt.UTC)
ADDRESS = "http://127.0.0.1:8000"
# sitemaps.org/protocol.html and Google's documentation of news sitemaps.
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def author(paper):
    return Author.objects.create(name="রহিমা খাতুন", slug="rohima")


@pytest.fixture
def topic(paper):
    return Topic.objects.create(title="নৌকা", slug="nouka")


@pytest.fixture
def page(paper, author, topic):
    return paper.publish(
        "ঘাটে ভোর", deck="লঞ্চে ভিড়", by=[author], topics=[topic], at=NOW - dt.timedelta(hours=3)
    )


def read(body):
    parsed = feedparser.parse(body)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def xml(key):
    made = feeds.for_machines(key)
    assert made.type == "application/xml; charset=utf-8"
    return etree.fromstring(made.body)


def locations(root):
    return [location.text for location in root.iter(f"{SITEMAP}loc")]


def test_rss(page):
    raw = feeds.rss("/")
    parsed = read(raw)
    assert parsed.version == "rss20"
    assert parsed.feed.title == "নদীর খবর"
    assert parsed.feed.link == f"{ADDRESS}/"
    assert parsed.feed.language == "bn"
    assert {"rel": "self", "href": f"{ADDRESS}/feed.xml"}.items() <= next(
        dict(link) for link in parsed.feed.links if link.rel == "self"
    ).items()
    (entry,) = parsed.entries
    assert entry.title == "ঘাটে ভোর"
    assert unquote(entry.link) == f"{ADDRESS}/khela/1/ঘাটে-ভোর/"
    assert entry.link.isascii()
    assert entry.id == f"{ADDRESS}/n/1"
    assert entry.summary == "লঞ্চে ভিড়"
    assert [tag.term for tag in entry.tags] == ["খেলা"]
    assert entry.author == "রহিমা খাতুন"
    # RFC 822, with the zone: 18 May 2024, 06:57 UTC is 12:57 in Dhaka.
    assert b"<pubDate>Sat, 18 May 2024 12:57:00 +0600</pubDate>" in raw
    assert entry.published_parsed[:5] == (2024, 5, 18, 6, 57)


def test_the_guid_stays_when_headline_and_desk_change(paper, page):
    """Google's publisher feeds: a guid that changes doubles the story."""
    before = read(feeds.rss("/")).entries[0]
    page.title = "একেবারে নতুন শিরোনাম"
    page.save_revision().publish()
    paper.again(page).move(paper.again(paper.orthoniti), pos="last-child")
    after = read(feeds.rss("/")).entries[0]
    assert after.title == "একেবারে নতুন শিরোনাম"
    assert after.link != before.link
    assert after.id == before.id


def test_atom(paper, page, clock):
    """RFC 4287, 4.1.1 and 4.1.2: id, title, updated and an author."""
    clock.shift(3600)
    page.deck = "নতুন কথা"
    page.save_revision().publish()
    parsed = read(feeds.atom("/"))
    assert parsed.version == "atom10"
    assert parsed.feed.id == f"{ADDRESS}/"
    assert parsed.feed.title == "নদীর খবর"
    assert parsed.feed.updated_parsed[:5] == (2024, 5, 18, 10, 57)
    assert [link.href for link in parsed.feed.links if link.rel == "self"] == [
        f"{ADDRESS}/atom.xml"
    ]
    (entry,) = parsed.entries
    assert (entry.id, entry.title, entry.author) == (f"{ADDRESS}/n/1", "ঘাটে ভোর", "রহিমা খাতুন")
    assert entry.published_parsed[:5] == (2024, 5, 18, 6, 57)
    assert entry.updated_parsed[:5] == (2024, 5, 18, 10, 57)


@pytest.mark.parametrize(
    ("base", "title"),
    [
        ("/khela/", "খেলা | নদীর খবর"),
        ("/topic/nouka/", "নৌকা | নদীর খবর"),
        ("/author/rohima/", "রহিমা খাতুন | নদীর খবর"),
    ],
)
def test_desks_topics_and_authors_have_feeds_of_their_own(paper, page, base, title):
    paper.publish("দর বাড়ল", paper.orthoniti)
    for make in (feeds.rss, feeds.atom):
        parsed = read(make(base))
        assert parsed.feed.title == title
        assert [entry.title for entry in parsed.entries] == ["ঘাটে ভোর"]


@pytest.mark.parametrize("base", ["/nai/", "/topic/nai/", "/author/nai/", "/khela/1/", "/n/1/"])
def test_what_has_no_front_has_no_feed(page, base):
    assert feeds.rss(base) is None
    assert feeds.atom(base) is None


def test_an_empty_front_has_an_empty_feed(paper):
    assert read(feeds.rss("/")).entries == []
    assert read(feeds.atom("/khela/")).entries == []


def test_signs_that_xml_knows_are_only_signs(paper):
    sign = "<b>ক & খ</b> ]]> \" ' 😀"
    paper.publish(sign, deck=sign)
    for make in (feeds.rss, feeds.atom):
        entry = read(make("/")).entries[0]
        assert entry.title_detail.value.startswith(("&lt;b&gt;", "<b>"))
    assert etree.fromstring(feeds.rss("/")).findtext(".//item/title") == sign


def test_a_feed_names_thirty_stories_newest_first(paper, author, topic):
    fill(paper, 40, topic, author)
    links = [entry.id for entry in read(feeds.rss("/")).entries]
    assert links == [f"{ADDRESS}/n/{number}" for number in range(10_039, 10_009, -1)]


def test_a_picture_is_enclosed(paper):
    paper.publish("ঘাটে ভোর", lead_picture=picture())
    (entry,) = read(feeds.rss("/")).entries
    (enclosure,) = entry.enclosures
    assert enclosure.type == "image/jpeg"
    assert enclosure.href.startswith(f"{ADDRESS}/media/images/")


def test_the_news_sitemap_holds_two_days(paper, clock):
    for hours in (1, 47, 49):
        paper.publish(f"{hours} ঘণ্টা", at=NOW - dt.timedelta(hours=hours))
    root = xml("/news-sitemap.xml")
    assert root.tag == f"{SITEMAP}urlset"
    assert [unquote(one) for one in locations(root)] == [
        f"{ADDRESS}/khela/1/1-ঘণ্টা/",
        f"{ADDRESS}/khela/2/47-ঘণ্টা/",
    ]
    for url in root:
        news = url.find(f"{NEWS}news")
        assert news.findtext(f"{NEWS}publication/{NEWS}name") == "নদীর খবর"
        assert news.findtext(f"{NEWS}publication/{NEWS}language") == "bn"
        assert news.findtext(f"{NEWS}title").endswith("ঘণ্টা")
        date = dt.datetime.fromisoformat(news.findtext(f"{NEWS}publication_date"))
        assert date.utcoffset() == dt.timedelta(hours=6)
        assert NOW - dt.timedelta(days=2) <= date <= NOW


def test_the_news_sitemap_names_a_thousand_at_most(paper, author, topic):
    fill(paper, 1100, topic, author)
    PublishedStory.objects.update(published=NOW - dt.timedelta(hours=1))
    assert len(locations(xml("/news-sitemap.xml"))) == 1000


def test_the_index_names_each_month_with_stories_newest_first(paper):
    for year, month in ((2023, 12), (2024, 2), (2024, 5)):
        paper.publish("খবর", at=dt.datetime(year, month, 10, tzinfo=dt.UTC))
    root = xml("/sitemap.xml")
    assert root.tag == f"{SITEMAP}sitemapindex"
    names = ("fronts", "2024-05", "2024-02", "2023-12")
    assert locations(root) == [f"{ADDRESS}/sitemap-{name}.xml" for name in names]


def test_a_months_sitemap_holds_its_stories_by_dhakas_calendar(paper, page):
    # 18:00 UTC on the last of April is the first of May in Dhaka.
    may = paper.publish("মে", at=dt.datetime(2024, 4, 30, 18, 0, tzinfo=dt.UTC))
    april = paper.publish("এপ্রিল", at=dt.datetime(2024, 4, 30, 17, 59, tzinfo=dt.UTC))
    root = xml("/sitemap-2024-05.xml")
    found = [unquote(urlsplit(one).path) for one in locations(root)]
    assert found == [page.path_of_reader, may.path_of_reader]
    assert [unquote(urlsplit(one).path) for one in locations(xml("/sitemap-2024-04.xml"))] == [
        april.path_of_reader
    ]
    for changed in root.iter(f"{SITEMAP}lastmod"):
        assert dt.datetime.fromisoformat(changed.text).utcoffset() == dt.timedelta(hours=6)


@pytest.mark.parametrize("month", ["2024-01", "2024-13", "2024-00", "0000-01", "9999-12"])
def test_a_month_without_stories_has_no_sitemap(page, month):
    assert feeds.for_machines(f"/sitemap-{month}.xml") is None


def test_the_fronts(page, topic, author):
    Topic.objects.create(title="কোনো খবর নেই", slug="nai")
    assert locations(xml("/sitemap-fronts.xml")) == [
        f"{ADDRESS}/",
        f"{ADDRESS}/khela/",
        f"{ADDRESS}/orthoniti/",
        f"{ADDRESS}/topic/nouka/",
        f"{ADDRESS}/author/rohima/",
    ]


def test_robots_may_read_all_but_search(paper):
    """RFC 9309, as Python's own parser reads it."""
    robots = urllib.robotparser.RobotFileParser()
    robots.parse(feeds.for_machines("/robots.txt").body.decode().splitlines())
    for path in ("/", "/khela/", f"/khela/1/{quote('ঘাটে-ভোর')}/", "/media/images/a.jpg"):
        assert robots.can_fetch("Googlebot", ADDRESS + path), path
    for path in ("/search?q=x", "/parts/latest.html", "/beacon/1"):
        assert not robots.can_fetch("Googlebot", ADDRESS + path), path
    assert robots.site_maps() == [f"{ADDRESS}/sitemap.xml", f"{ADDRESS}/news-sitemap.xml"]


def test_ads_txt_is_what_the_seller_gave(paper):
    assert feeds.for_machines("/ads.txt").body.startswith(b"#")
    imprint = Imprint.objects.get()
    imprint.ads_txt = (
        " google.com, pub-0000000000000000, DIRECT, f08c47fec0942fa0 \r\n\r\nx.example, 1, RESELLER"
    )
    imprint.save()
    made = feeds.for_machines("/ads.txt")
    assert made.type == "text/plain; charset=utf-8"
    assert made.body.decode().splitlines() == [
        "google.com, pub-0000000000000000, DIRECT, f08c47fec0942fa0",
        "x.example, 1, RESELLER",
    ]


def test_security_txt(paper, clock):
    """RFC 9116: Contact (a URI) and one Expires, in the future and less than a year ahead."""

    def fields():
        made = feeds.for_machines("/.well-known/security.txt")
        assert made.type == "text/plain; charset=utf-8"
        return [line.split(": ", 1) for line in made.body.decode().splitlines()]

    assert [value for name, value in fields() if name == "Contact"] == [f"{ADDRESS}/"]
    imprint = Imprint.objects.get()
    imprint.email = "barta@nodi.example"
    imprint.save()
    assert [value for name, value in fields() if name == "Contact"] == ["mailto:barta@nodi.example"]
    assert ["Canonical", f"{ADDRESS}/.well-known/security.txt"] in fields()
    for day in range(0, 400, 7):  # whenever it is printed
        clock.move_to(NOW + dt.timedelta(days=day))
        (expires,) = [value for name, value in fields() if name == "Expires"]
        moment = dt.datetime.strptime(expires, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
        assert dt.timedelta(days=60) < moment - dt.datetime.now(dt.UTC) < dt.timedelta(days=365)


def icons(paper):
    made = feeds.for_machines("/manifest.webmanifest")
    assert made.type == "application/manifest+json"
    manifest = json.loads(made.body)
    assert (manifest["name"], manifest["lang"], manifest["start_url"]) == ("নদীর খবর", "bn", "/")
    assert manifest["short_name"]
    assert manifest["display"] in {"browser", "minimal-ui", "standalone"}
    return {icon["sizes"]: icon["src"] for icon in manifest["icons"]}


def test_the_manifest_names_icons_that_exist_in_their_sizes(paper, tmp_path):
    found = icons(paper)
    assert found.keys() >= {"192x192", "512x512"}
    assets.collect(tmp_path)
    for sizes, src in found.items():
        with Image.open(tmp_path / src.removeprefix("/static/")) as icon:
            assert f"{icon.width}x{icon.height}" == sizes
            assert icon.format == "PNG"


def test_a_paper_with_a_logo_shows_its_own(paper, settings):
    imprint = Imprint.objects.get()
    imprint.logo = picture()
    imprint.save()
    found = icons(paper)
    assert found.keys() == {"192x192", "512x512"}
    for sizes, src in found.items():
        file = re.sub("^/media", settings.MEDIA_ROOT, src)
        with Image.open(file) as icon:
            assert f"{icon.width}x{icon.height}" == sizes


def test_nothing_else_is_a_machines_file(paper):
    assert feeds.for_machines("/favicon.ico") is None
