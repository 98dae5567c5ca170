"""What each kind of page shows, and what it leaves out when there is nothing to show."""

import dataclasses
import datetime as dt
import html as html_library
import json
import re

import pytest
from django.template import TemplateDoesNotExist

from kagoj.bangla.almanac import Almanac
from kagoj.bangla.west_bengal import WEST_BENGAL
from kagoj.news.advertising import AdCard
from kagoj.news.cards import Block, Byline, Folio, Link, PictureCard
from kagoj.news.models import Advertisement
from kagoj.theme.render import render

PAGES = (
    "home",
    "desk",
    "story",
    "topic",
    "author",
    "archive_day",
    "archive",
    "search",
    "not_found",
    "gone",
    "failure",
)
BLOCKS = (
    "paragraph",
    "heading",
    "quote",
    "picture",
    "gallery",
    "related",
    "embed",
    "table",
    "list",
)


def text(element):
    return " ".join(element.get_text().split())


@pytest.fixture
def story(samples, joined, tree):
    """The story page with some values changed, as a tree."""

    def page(card=None, **changes):
        context = samples.story(**changes)
        if card:
            told = context["story"]
            changed = dataclasses.replace(told.card, **card)
            context["story"] = dataclasses.replace(told, card=changed)
        return tree(joined("pages/story.html", context))

    return page


# Every kind of page


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_a_whole_document_in_bangla(name, page_of, tree):
    page = page_of(name)
    document = tree(page)

    assert page.startswith("<!doctype html>")
    assert document.html.get("lang") == "bn"
    assert document.select("meta[charset=utf-8]")
    assert page.index("charset") < 1024, "browsers look for the charset in the first 1024 bytes"
    assert len(document.select("h1")) == 1
    assert len(document.select("main#main")) == 1
    assert document.select("a.skip[href='#main']")
    assert "<!--#" not in page
    assert "{{" not in page
    assert "{%" not in page


@pytest.mark.parametrize("name", PAGES)
def test_no_identifier_stands_twice(name, page_of, tree):
    identifiers = [element.get("id") for element in tree(page_of(name)).select("[id]")]

    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("name", PAGES)
def test_every_picture_reserves_its_place(name, page_of, tree):
    for picture in tree(page_of(name)).select("img"):
        assert int(picture.get("width")) > 0
        assert int(picture.get("height")) > 0
        assert picture.get("alt") is not None


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_fetched_from_another_host(name, page_of, tree):
    document = tree(page_of(name))
    sources = [e.get("src") for e in document.select("[src]")]
    sources += [
        e.get("href")
        for e in document.select("link")
        if e.get("rel") not in {"canonical", "alternate"}
    ]
    sources += re.findall(r'url\("?([^")]+)', page_of(name))

    assert sources
    for source in sources:
        assert source.startswith("/"), source
        assert not source.startswith("//"), source


@pytest.mark.parametrize("name", [n for n in PAGES if n != "failure"])
def test_every_page_has_masthead_desks_and_imprint(name, page_of, tree, samples):
    document = tree(page_of(name))

    line = document.select(".dateline")[0]
    # The masthead line of 18 May 2024 as a Bangladeshi paper printed it that day.
    assert text(line) == "শনিবার, ১৮ মে ২০২৪, ৪ জ্যৈষ্ঠ ১৪৩১ ২৮ °সে"
    assert line.select("time")[0].get("datetime") == "2024-05-18"
    assert text(document.select(".edition")[0]) == "বেটা ভার্সন"
    desks = [a.get("href") for a in document.select("nav.desks a")]
    assert desks == ["/", *(desk.url for desk in samples.DESKS)]
    foot = text(document.select("footer.foot")[0])
    for words in (samples.PAPER.editor, samples.PAPER.publisher, samples.PAPER.office):
        assert words in foot
    assert samples.PAPER.rights in foot
    assert "কাগজ দিয়ে তৈরি" in foot


def test_the_failure_page_needs_no_part(samples):
    assert b"<!--#include" not in render("pages/failure.html", samples.error("গোলমাল"))


@pytest.mark.parametrize("name", ["search", "not_found", "gone", "failure"])
def test_pages_that_are_no_content_stay_out_of_search_engines(name, page_of, tree):
    robots = tree(page_of(name)).select("meta[name=robots]")[0]

    assert "noindex" in robots.get("content")


# The head


def test_the_head_tells_machines_what_the_story_is(page_of, tree, samples):
    document = tree(page_of("story"))

    def told(name):
        return [e.get("content") for e in document.select(f"meta[property='{name}']")]

    assert document.select("link[rel=canonical]")[0].get("href").startswith(samples.ADDRESS)
    assert told("og:type") == ["article"]
    assert told("og:locale") == ["bn_BD"]
    assert told("og:image") == ["https://protidin.example/media/p1.share.jpg"]
    assert told("og:image:width") == ["1200"]
    # 15:57 in Dhaka; ISO 8601 with Dhaka's offset.
    assert told("article:published_time") == ["2024-05-18T15:57+06:00"]
    assert told("article:modified_time") == ["2024-05-18T18:02+06:00"]
    assert told("article:tag") == ["নৌপথ", "নদী খনন"]
    feeds = [e.get("href") for e in document.select("link[rel=alternate]")]
    assert feeds == ["/feed.xml", "/bangladesh/feed.xml"]
    data = document.select("script[type='application/ld+json']")[0].string
    assert json.loads(data)["@type"] == "WebPage"


def test_a_page_without_picture_has_no_empty_card(page_of):
    page = page_of("topic")

    assert "og:image" not in page
    assert 'name="twitter:card" content="summary"' in page


# The story


def test_each_field_of_a_story_stands_in_its_own_place(story):
    page = story()

    assert text(page.select(".crumb a")[0]) == "বাংলাদেশ"
    assert text(page.select(".story header .kicker")[0]) == "নৌপথ"
    assert text(page.select("h1")[0]).startswith("নদী খননের পর")
    assert text(page.select(".story header .deck")[0]).startswith("ভোরে প্রথম লঞ্চ")
    assert text(page.select(".cover .caption")[0]).endswith("গতকাল ভোরে, শিমুলতলী।")
    assert text(page.select(".cover .credit")[0]) == "রুমানা আক্তার"
    assert text(page.select(".signoff")[0]) == "তাহ/শাপা"
    assert "পাতা সংবাদ সংস্থা" in text(page.select(".tail")[0])
    assert "পড়তে ৪ মিনিট" in text(page.select(".meta")[0])
    assert page.select("article.story")[0].get("data-number") == "4200"


def test_a_byline_may_be_people_a_desk_or_an_agency(story):
    names = story().select(".names")[0]

    assert text(names) == "তানিয়া হক, সুজন ত্রিপুরা, শিমুলতলী প্রতিনিধি"
    assert [a.get("rel") for a in names.select("a")] == ["author", "author"]

    desk = story(card={"byline": (Byline("আন্তর্জাতিক ডেস্ক", "", "desk"),)}).select(".names")[0]
    assert text(desk) == "আন্তর্জাতিক ডেস্ক"
    assert not desk.select("a")


def test_times_are_labelled_in_bangla_and_told_to_machines(story):
    meta = story().select(".meta")[0]

    assert "প্রকাশ: ১৮ মে ২০২৪, ১৫:৫৭" in text(meta)
    assert "আপডেট: ১৮ মে ২০২৪, ১৮:০২" in text(meta)
    times = [t.get("datetime") for t in meta.select("time")]
    assert times == ["2024-05-18T15:57+06:00", "2024-05-18T18:02+06:00"]


def test_a_moment_from_another_zone_is_printed_by_the_clock_of_dhaka(story):
    utc = dt.datetime(2020, 2, 9, 9, 57, tzinfo=dt.UTC)
    meta = story(card={"published": utc, "updated": None}).select(".meta")[0]

    # Dhaka is six hours ahead of UTC.
    assert "০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭" in text(meta)
    assert [t.get("datetime") for t in meta.select("time")] == ["2020-02-09T15:57+06:00"]
    assert "আপডেট" not in text(meta)


def test_a_story_with_nothing_but_a_headline_leaves_no_empty_places(story):
    page = story(
        card={"kicker": "", "deck": "", "byline": (), "picture": None, "updated": None},
        body=(),
        signoff="",
        source="",
        topics=(),
        places=(),
        related=(),
    )

    for selector in (".kicker", "header .deck", ".names", ".cover", ".signoff", ".related"):
        assert not page.select(f"main {selector}"), selector
    tail = text(page.select(".tail")[0])
    assert not re.search("সূত্র|বিষয়|স্থান", tail)


def test_a_credit_may_stand_without_a_caption(story, samples):
    page = story(card={"picture": samples.picture(1, credit="রুমানা আক্তার")})

    assert text(page.select(".cover figcaption")[0]) == "রুমানা আক্তার"
    assert not page.select(".cover .caption")


def test_a_lead_picture_comes_in_modern_formats_and_is_fetched_first(story):
    cover = story().select(".cover picture")[0]

    types = [source.get("type") for source in cover.select("source")]
    assert types == ["image/avif", "image/webp"]
    image = cover.select("img")[0]
    assert image.get("fetchpriority") == "high"
    assert image.get("loading") is None
    assert image.get("sizes")
    assert "1080w" in image.get("srcset")


def test_a_tall_picture_is_kept_narrow(story, samples):
    tall = samples.picture(1, width=800, height=1200)

    assert story(card={"picture": tall}).select(".cover.portrait")


def test_sharing_needs_no_script_and_uses_the_short_address(story):
    hrefs = [a.get("href") for a in story().select(".share a")]

    assert hrefs[0].endswith("?u=https%3A%2F%2Fprotidin.example%2Fn%2F4200")
    assert hrefs[1].startswith("https://wa.me/?text=%E0%A6%A8")
    assert hrefs[2] == "https://protidin.example/n/4200"


def test_latest_and_most_read_stand_in_the_html(page_of, tree):
    for name in ("home", "desk", "story", "topic"):
        page = tree(page_of(name))
        assert len(page.select(".latest a")) == 10, name
        assert len(page.select(".most a")) == 10, name


# The blocks of a story


@pytest.mark.parametrize("kind", BLOCKS)
def test_every_type_of_block_has_a_template(kind, samples, story):
    block = next(b for b in samples.BODY if b.type == kind)

    body = story(body=(block,)).select(".text")[0]

    assert text(body) or body.select("img")


def test_blocks_stand_in_their_order(story, samples):
    words = text(story().select(".text")[0])
    places = [words.index(sentence[:30]) for sentence in samples.SENTENCES]

    assert places == sorted(places)


def test_a_related_line_is_not_a_paragraph(story):
    (line,) = story().select(".text .more")

    assert text(line) == "আরও পড়ুন দখল উচ্ছেদের পর যেভাবে ফিরল নদীর পাড়"
    unlinked = story(body=(Block("related", text="কোথাও নেই"),)).select(".more")[0]
    assert text(unlinked) == "আরও পড়ুন কোথাও নেই"
    assert not unlinked.select("a")


def test_headings_keep_their_rank(story):
    body = story(body=tuple(Block("heading", text="ক", level=n) for n in (1, 2, 3, 4, 6)))

    assert [e.name for e in body.select(".text > *")] == ["h2", "h2", "h3", "h4", "h2"]


def test_a_quote_names_who_said_it(story):
    quote = story().select(".quote")[0]

    assert text(quote.select("blockquote")[0]).startswith("নদী মরে গেলে")
    assert text(quote.select("figcaption")[0]).startswith("আবদুল করিম")
    alone = story(body=(Block("quote", text="শুধু <কথা>"),)).select(".quote")[0]
    assert text(alone) == "শুধু <কথা>"


def test_an_embed_is_a_plain_link_until_it_is_pressed(story):
    page = story()

    assert not page.select("iframe")
    link = page.select(".embed a")[0]
    assert link.get("href") == "https://video.example/watch?v=17"
    assert link.get("data-frame") == "https://video.example/embed/17"
    plain = story(body=(Block("embed", url="https://x.example/1"),)).select(".embed a")[0]
    assert plain.get("data-frame") is None
    assert "https://x.example/1" in text(plain)


def test_a_table_has_a_head_only_when_it_is_one(story):
    table = story().select(".table")[0]
    assert text(table.select("thead th")[0]) == "ঘাট"
    assert len(table.select("tbody tr")) == 3
    assert text(table.select("caption")[0]) == "ভাড়া ও সময়"
    assert table.get("tabindex") == "0", "a keyboard must be able to scroll it"

    rows = (("ক", "১"), ("খ", "২"))
    headless = story(body=(Block("table", rows=rows),)).select(".table")[0]
    assert not headless.select("th")
    assert len(headless.select("tbody tr")) == 2


def test_lists_are_ordered_or_not(story):
    page = story()

    assert len(page.select(".text > ul > li")) == 3
    assert len(page.select(".text > ol > li")) == 3


def test_a_gallery_names_each_picture(story):
    gallery = story().select(".gallery")[0]

    assert gallery.get("aria-label") == "ছবিঘর: ৩টি ছবি"
    assert len(gallery.select("figure img")) == 3
    assert [text(e) for e in gallery.select(".credit")][2] == "জেলা তথ্য অফিস"


def test_an_empty_picture_or_gallery_leaves_nothing(story):
    body = story(body=(Block("picture"), Block("gallery"))).select(".text")[0]

    assert not body.select("*")


def test_an_unknown_block_stops_the_press_instead_of_losing_text(samples):
    context = samples.story(body=(Block("poll", text="কোন দল?"),))

    with pytest.raises(TemplateDoesNotExist):
        render("pages/story.html", context)


# The home page and fronts


def test_no_story_stands_twice_among_the_fronts_own_cards(page_of, tree, samples):
    context = samples.home()
    bands = [(samples.DESKS[0], [context["lead"], context["leads"][0], *samples.cards(60, 3)])]
    page = tree(render("pages/home.html", {**context, "bands": bands}).decode())

    hrefs = [a.get("href") for a in page.select("h2 a, h3 a")]
    assert len(hrefs) == len(set(hrefs))


def test_a_front_without_stories_says_so(samples, joined, tree):
    context = {**samples.home(), "lead": None, "leads": [], "bands": []}
    page = tree(joined("pages/home.html", context))

    assert "সাজানো হচ্ছে" in text(page.select("main .none")[0])
    assert page.select(".most a")


def test_a_front_with_one_story_is_whole(samples, joined, tree):
    context = {**samples.home(), "leads": [], "bands": []}
    page = tree(joined("pages/home.html", context))

    assert len(page.select(".lead h2 a")) == 1
    assert not page.select(".seconds, .row, .band")


def test_a_desk_front_has_an_order_of_importance(page_of, tree):
    page = tree(page_of("desk"))

    assert len(page.select(".opening h2")) == 1
    assert len(page.select("main .row h2")) == 3
    assert len(page.select(".river > li")) == 9
    assert page.select(".paging a[rel=next]")[0].get("href") == "/bangladesh/page/7/"


def test_an_older_page_of_a_desk_has_only_the_list(samples, joined, tree):
    folio = Folio(number=7, older="/bangladesh/page/6/", newer="/bangladesh/")
    context = {**samples.desk(), "lead": None, "folio": folio}
    page = tree(joined("pages/desk.html", context))

    assert not page.select(".opening, main .row")
    assert len(page.select(".river > li")) == 12
    assert "পাতা ৭" in text(page.select(".head")[0])
    assert [a.get("rel") for a in page.select(".paging a")] == ["prev", "next"]


@pytest.mark.parametrize("name", ["desk", "topic", "author", "archive_day"])
def test_an_empty_list_says_so(name, samples, joined, tree):
    template, context = samples.PAGES[name]
    page = tree(joined(template, {**context(), "cards": [], "lead": None}))

    assert text(page.select("main .none")[0])
    assert not page.select(".river")


def test_a_day_of_the_archive_tells_both_calendars(page_of, tree):
    head = text(tree(page_of("archive_day")).select(".head")[0])

    assert "১৮ মে ২০২৪" in head
    assert "৪ জ্যৈষ্ঠ ১৪৩১" in head


def test_the_way_to_a_day_leaves_its_places_to_delivery_and_names_the_papers_calendar(
    samples, tree
):
    template, context = samples.PAGES["archive"]
    page = render(template, context()).decode()
    assert 'name="day" value="<!--#kagoj asked -->"' in page
    assert "<!--#kagoj told -->" in page
    assert 'name="calendar"' not in page
    first = tree(page).select(".days li")[0]
    assert first.a["href"] == "/archive/2024/05/18/"
    assert text(first) == "১৮ মে ২০২৪ ৪ জ্যৈষ্ঠ ১৪৩১"

    elsewhere = dataclasses.replace(samples.PAPER, almanac=Almanac(WEST_BENGAL))
    page = tree(render(template, {**context(), "paper": elsewhere}).decode())
    assert page.select("[name=calendar]")[0]["value"] == "wb"
    assert "(পশ্চিমবঙ্গ)" in text(page.select(".days li")[0])


def test_a_day_of_the_archive_leads_to_any_other(page_of, tree):
    field = tree(page_of("archive_day")).select("form[action='/archive/'] [name=day]")[0]
    assert field["value"] == ""  # no directive: this page is delivered as it was printed


def test_an_archive_without_days_says_so(samples, tree):
    template, context = samples.PAGES["archive"]
    page = tree(render(template, {**context(), "days": []}).decode())
    assert text(page.select("main .none")[0])


def test_the_search_frame_leaves_its_places_to_delivery(samples):
    page = render("pages/search.html", samples.search()).decode()

    assert 'name="q" value="<!--#kagoj query -->"' in page
    assert page.count("<!--#kagoj results -->") == 1
    assert '<option value="khela"<!--#kagoj selected desk=khela -->>খেলা</option>' in page
    assert '<option value="newest"<!--#kagoj selected order=newest -->>' in page
    assert 'name="since" value="<!--#kagoj since -->"' in page


def test_a_desk_whose_address_is_no_plain_word_cannot_break_the_form(samples):
    paper = dataclasses.replace(samples.PAPER, desks=(Link("খেলা", "/খেলা-->/"),))
    page = render("pages/search.html", {**samples.search(), "paper": paper}).decode()

    assert '<option value="খেলা--&gt;">খেলা</option>' in page


# Parts


def test_without_temperature_the_line_closes_up(samples):
    context = {**samples.PARTS["masthead"], "temperature": ""}
    part = render("parts/masthead.html", context).decode()

    assert "temp" not in part
    assert "°" not in part


def test_sunday_is_called_as_the_paper_calls_it(samples, tree):
    paper = dataclasses.replace(samples.PAPER, almanac=Almanac(sunday="রোববার"), edition=None)
    part = render("parts/masthead.html", {"paper": paper, "today": dt.date(2024, 5, 19)})

    line = tree(part.decode()).select(".dateline")[0]
    assert text(line).startswith("রোববার, ১৯ মে ২০২৪")
    assert not tree(part.decode()).select(".edition")


@pytest.mark.parametrize(
    ("almanac", "printed"),
    [
        (Almanac(ordinals=True), "রবিবার, ১৮ই মে ২০২৫, ৪ঠা জ্যৈষ্ঠ ১৪৩২"),
        (Almanac(moon=-1), "রবিবার, ১৮ মে ২০২৫, ৪ জ্যৈষ্ঠ ১৪৩২, ১৯ জিলকদ ১৪৪৬ হিজরি"),
        (Almanac(WEST_BENGAL), "রবিবার, ১৮ মে ২০২৫, ৩ জ্যৈষ্ঠ ১৪৩২"),
    ],
    ids=["ordinals", "hijri", "west-bengal"],
)
def test_the_masthead_line_is_told_by_the_papers_own_almanac(samples, tree, almanac, printed):
    # The day of Dhaka's new moon of Zilkad 1446 was 30 April 2025; West Bengal's Joishtho began
    # on 16 May, the day after the sun's entry into Brisha.
    paper = dataclasses.replace(samples.PAPER, almanac=almanac, edition=None)
    part = render("parts/masthead.html", {"paper": paper, "today": dt.date(2025, 5, 18)})
    assert text(tree(part.decode()).select(".dateline")[0]) == printed


def test_a_day_of_the_archive_says_whose_bangla_date_it_is_where_it_is_not_bangladeshs(
    samples, tree
):
    template, context = samples.PAGES["archive_day"]
    told = {}
    for almanac in (Almanac(), Almanac(WEST_BENGAL)):
        paper = dataclasses.replace(samples.PAPER, almanac=almanac)
        page = tree(render(template, {**context(), "paper": paper}).decode())
        told[almanac] = text(page.select(".head .about")[0])
    assert told[Almanac()].endswith("৪ জ্যৈষ্ঠ ১৪৩১")
    assert told[Almanac(WEST_BENGAL)].endswith("৪ জ্যৈষ্ঠ ১৪৩১ (পশ্চিমবঙ্গ)")


def test_a_notice_is_shown_when_there_is_one(samples, tree):
    context = samples.PARTS["masthead"]
    noticed = dataclasses.replace(samples.PAPER, notice="কাল কাগজ বন্ধ থাকবে <ছুটি>")

    assert "notice" not in render("parts/masthead.html", context).decode()
    part = tree(render("parts/masthead.html", {**context, "paper": noticed}).decode())
    assert text(part.select(".notice")[0]) == "কাল কাগজ বন্ধ থাকবে <ছুটি>"


def test_an_empty_breaking_line_leaves_nothing():
    assert render("parts/ticker.html", {"items": []}).strip() == b""


@pytest.mark.parametrize("name", ["latest", "most-read"])
def test_an_empty_list_part_says_so(name, tree):
    part = tree(render(f"parts/{name}.html", {"cards": []}).decode())

    assert text(part.select(".none")[0])


def test_the_latest_list_names_each_day_once(samples, tree):
    part = tree(render("parts/latest.html", samples.PARTS["latest"]).decode())

    assert [text(e) for e in part.select(".day")] == ["১৮ মে ২০২৪", "১৭ মে ২০২৪"]


def test_telephones_can_be_dialled(samples, tree):
    part = tree(render("parts/footer.html", samples.PARTS["footer"]).decode())

    numbers = [a.get("href") for a in part.select("a[href^='tel:']")]
    assert numbers == ["tel:0123456789", "tel:+8801000000000"]


def test_a_bare_imprint_leaves_no_empty_labels(samples, tree):
    bare = type(samples.PAPER)(name="পাতা", address="https://x.example")
    part = tree(render("parts/footer.html", {"paper": bare}).decode())

    assert not part.select("dt, address")


def test_no_page_holds_an_email_address_for_harvesters(page_of, samples):
    """A harvester may read the source, decode references, strip tags: none gives the address."""
    address = samples.PAPER.email
    pattern = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII)
    for name in PAGES:
        source = page_of(name)
        decoded = html_library.unescape(source)
        stripped = re.sub(r"<[^>]*>", "", decoded)
        unscripted = re.sub(r"\s+", "", stripped)
        for view in (source, decoded, stripped, unscripted):
            assert address not in view
            assert not pattern.findall(view), name


# Advertisement places


def test_an_empty_place_leaves_nothing(page_of):
    assert "বিজ্ঞাপন" not in page_of("story")


def test_a_filled_place_reserves_its_size_and_says_what_it_is(samples, tree, joined):
    picture = PictureCard("/media/images/soap.jpg", 640, 250, "সাবানের বিজ্ঞাপন")
    ad = AdCard("সাবান", "https://soap.example/", picture)

    page = joined("pages/story.html", samples.story(), ad_story_middle={"ad": ad})

    (place,) = tree(page).select(".ad")
    assert place.get("aria-label") == "বিজ্ঞাপন"
    assert place.select_one("a").get("rel") == "sponsored noopener"
    image = place.select_one("img")
    assert (image.get("width"), image.get("height")) == ("640", "250")
    assert image.get("alt") == "সাবানের বিজ্ঞাপন"


def test_every_named_place_stands_in_some_page(samples):
    pages = "".join(
        render(template, context()).decode()
        for template, context in (samples.PAGES[name] for name in ("home", "desk", "story"))
    )

    for name in Advertisement.Place.values:
        assert pages.count(f'"/parts/ad-{name}.html"') == 1, name


# Pictures without a file


def test_a_picture_that_came_without_its_file_keeps_its_words(samples, tree, joined):
    story = samples.STORY if hasattr(samples, "STORY") else samples.story()["story"]
    lost = PictureCard("", 0, 0, "ঘাটে বাঁধা নৌকা", caption="ভোরের ঘাট", credit="সুব্রত পাইক")
    story = dataclasses.replace(story, card=dataclasses.replace(story.card, picture=lost))

    cover = tree(joined("pages/story.html", {**samples.story(), "story": story})).select_one(
        ".cover"
    )

    assert cover.select("img") == []
    assert cover.select_one("[role=img]").get("aria-label") == "ঘাটে বাঁধা নৌকা"
    assert text(cover.select_one(".caption")) == "ভোরের ঘাট"
    assert text(cover.select_one(".credit")).endswith("সুব্রত পাইক")
