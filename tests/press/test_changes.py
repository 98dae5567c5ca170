"""A table of changes and the pages each is printed on; a handful, whatever the archive's size.

What shows what is the theme's own matter and is read off its pages in
`test_every_page_that_shows_a_story_is_ordered`; the tables say the same in full.
"""

import datetime as dt

import pytest
from django.db import transaction

from kagoj.news.models import (
    Advertisement,
    Author,
    Breaking,
    HomePage,
    Imprint,
    Picture,
    PublishedStory,
    RundownItem,
    Topic,
)
from kagoj.press.models import PrintOrder
from kagoj.press.shelving import shelf
from tests.press.printed import (
    naming,
    on,
    ordered,
    ordered_in_background,
    ordered_soon,
    print_all,
    print_everything,
    touched,
)

AT = dt.datetime(2024, 5, 18, 9, 57, tzinfo=dt.UTC)
PARTS = {f"/parts/{name}.html" for name in ("masthead", "navigation", "ticker", "latest")}
PARTS |= {"/parts/most-read.html", "/parts/footer.html"}
FIXED = {
    "/search",
    "/archive/",
    "/404",
    "/500",
    "/robots.txt",
    "/ads.txt",
    "/.well-known/security.txt",
}
FIXED |= {"/sitemap-fronts.xml", "/manifest.webmanifest"}
IMPRINT = {"/", *PARTS, *FIXED}
AD_PARTS = {f"/parts/ad-{place}.html" for place in Advertisement.Place.values}


def fronts(base, *folios):
    return {base, f"{base}feed.xml", f"{base}atom.xml", *(f"{base}page/{n}/" for n in folios)}


# What every change of a story published on 18 May 2024 is shown on.
BY_TIME = {"/archive/2024/05/18/", "/sitemap-2024-05.xml", "/news-sitemap.xml"}
FRONT = {"/", "/feed.xml", "/atom.xml", "/parts/latest.html"}
AGAIN = {"/parts/most-read.html", "/parts/ticker.html"}


@pytest.fixture
def topic(paper):
    return Topic.objects.create(title="নৌকা", slug="nouka")


@pytest.fixture
def author(paper):
    return Author.objects.create(name="রহিমা খাতুন", slug="rohima")


@pytest.fixture
def other(paper):
    """Another story of the same day, so that the day and the month are there already."""
    return paper.publish("হাটে দুপুর", paper.orthoniti, at=AT)


@pytest.fixture
def page(paper, other, topic, author):
    made = paper.publish("ঘাটে ভোর", topics=[topic], by=[author], at=AT)
    PrintOrder.objects.all().delete()
    return made


LISTS = fronts("/khela/", 1) | fronts("/topic/nouka/", 1) | fronts("/author/rohima/", 1)


FIRST = {"/sitemap-fronts.xml"}  # named there from its first story to its last


def test_publishing(paper, other, topic, author):
    paper.publish("আগের খবর", topics=[topic], by=[author], at=AT - dt.timedelta(days=1))
    PrintOrder.objects.all().delete()
    paper.publish("ঘাটে ভোর", topics=[topic], by=[author], at=AT)
    assert touched() == {"/n/3", *LISTS, *FRONT, *BY_TIME}
    assert naming() == {"/n/2"}  # its neighbour in the topic


def test_publishing_the_first_story_of_a_day_and_month(paper):
    before = paper.publish("আগের মাসের", at=dt.datetime(2024, 4, 30, 3, tzinfo=dt.UTC))
    PrintOrder.objects.all().delete()
    paper.publish("ঘাটে ভোর", at=AT)
    # The day before points to the new day, and the index to the new month.
    neighbours = {"/archive/2024/04/30/", "/sitemap.xml"}
    assert touched() == {"/n/2", *fronts("/khela/", 1), *FRONT, *BY_TIME, *neighbours}
    assert before.number == 1


@pytest.mark.parametrize("field", ["title", "deck", "kicker", "signoff"])
def test_editing(page, field):
    setattr(page, field, "নতুন-কথা")
    page.save_revision().publish()
    assert touched() == {"/n/2", *LISTS, *FRONT, *BY_TIME, *AGAIN, *FIRST}


def test_saving_a_draft_prints_nothing(page):
    page.title = "অন্য শিরোনাম"
    page.save_revision()
    assert not PrintOrder.objects.exists()


def test_moving_between_desks_prints_both(paper, page):
    page.move(paper.again(paper.orthoniti), pos="last-child")
    expected = {"/n/2", *LISTS, *fronts("/orthoniti/", 1), *FRONT, *BY_TIME, *AGAIN, *FIRST}
    assert touched() == expected


def test_a_draft_that_moves_prints_nothing(paper):
    draft = paper.write("খসড়া")
    PrintOrder.objects.all().delete()
    draft.move(paper.again(paper.orthoniti), pos="last-child")
    assert not PrintOrder.objects.exists()


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_withdrawing_and_deleting(paper, page, way):
    getattr(paper.again(page), way)()
    assert touched() == {"/n/2", *LISTS, *FRONT, *BY_TIME, *AGAIN, *FIRST}


def test_withdrawing_the_only_story_of_a_day(paper):
    around = [dt.datetime(2024, 5, day, 3, tzinfo=dt.UTC) for day in (17, 19)]
    for at in around:
        paper.publish("আগে-পরে", at=at)
    page = paper.publish("ঘাটে ভোর", at=AT)
    PrintOrder.objects.all().delete()
    page.unpublish()
    expected = {"/n/3", *fronts("/khela/", 1), *FRONT, *BY_TIME, *AGAIN}
    assert touched() == expected | {"/archive/2024/05/17/", "/archive/2024/05/19/"}


def test_a_new_topic_on_a_story_prints_the_topic(page):
    flood = Topic.objects.create(title="বন্যা", slug="bonna")
    PrintOrder.objects.all().delete()
    page.topics = [flood]
    page.save_revision().publish()
    assert fronts("/topic/bonna/", 1) | fronts("/topic/nouka/", 1) <= touched()


def test_the_thirteenth_story_closes_a_folio_and_both_are_printed(paper):
    for n in range(12):
        paper.publish(f"খবর {n}", at=AT + dt.timedelta(minutes=n))
    PrintOrder.objects.all().delete()
    paper.publish("ত্রয়োদশ", at=AT + dt.timedelta(hours=1))
    assert fronts("/khela/", 1, 2) <= touched()


def test_a_story_that_others_lead_to_is_printed_with_them_when_it_changes(paper, page):
    leading = paper.publish(
        "যে নাম নেয়", body=[("related", {"article": page, "text": "", "url": ""})]
    )
    linking = paper.publish(
        "যে লিংক দেয়",
        body=[("paragraph", f'<p><a linktype="page" id="{page.pk}">পড়ুন</a></p>')],
    )
    PrintOrder.objects.all().delete()
    page.title = "নতুন শিরোনাম"
    page.save_revision().publish()
    assert naming() == {f"/n/{leading.number}", f"/n/{linking.number}"}
    PrintOrder.objects.all().delete()
    paper.again(page).delete()
    assert naming() >= {f"/n/{leading.number}", f"/n/{linking.number}"}


def test_neighbours_in_a_topic_are_printed_when_a_story_is_withdrawn(paper, page, topic):
    after = paper.publish("পরের খবর", topics=[topic], at=AT + dt.timedelta(hours=1))
    PrintOrder.objects.all().delete()
    page.unpublish()
    assert naming() == {f"/n/{after.number}"}


def test_readers_come_first(paper):
    """What only machines fetch, and the archive, is printed right after what readers see."""
    paper.publish("ঘাটে ভোর", at=AT)
    assert ordered() == {"/n/1", "/khela/", "/khela/page/1/", "/", "/parts/latest.html"}
    assert {"/feed.xml", "/khela/feed.xml", "/archive/2024/05/18/"} <= ordered_soon()


def test_opening_renaming_and_moving_a_desk(paper, page):
    desk = paper.again(paper.khela)
    print_everything()
    desk.title = "মাঠের খবর"
    desk.save_revision().publish()
    assert ordered() == {*IMPRINT, *fronts("/khela/")}
    background = ordered_in_background()
    assert {"/n/1", "/n/2", "/khela/page/1/", "/orthoniti/"} <= background

    print_everything()
    desk = paper.again(desk)
    desk.slug = "mathe"
    desk.save_revision().publish()
    assert ordered() == {*IMPRINT, *fronts("/mathe/"), *fronts("/khela/", 1)}
    assert {"/n/1", "/n/2", "/mathe/page/1/"} <= ordered_in_background()
    print_everything()
    assert list(shelf().keys("/khela/")) == []
    assert shelf().get("/n/2").path == "/mathe/2/ঘাটে-ভোর/"


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_closing_a_desk_takes_its_pages_off_the_shelf(paper, page, way):
    print_everything()
    assert list(shelf().keys("/khela/"))
    getattr(paper.again(paper.khela), way)()
    assert {*IMPRINT, *fronts("/khela/", 1)} <= ordered()
    print_everything()
    assert list(shelf().keys("/khela/")) == []
    assert b"/khela/" not in shelf().get("/parts/navigation.html").body


@pytest.mark.parametrize("kind", ["topic", "author"])
def test_renaming_and_moving_a_topic_or_author(paper, page, topic, author, kind):
    thing = {"topic": topic, "author": author}[kind]
    base = thing.path
    print_everything()
    setattr(thing, "title" if kind == "topic" else "name", "নতুন নাম")
    thing.save()
    assert ordered() == {*fronts(base, 1), *FIRST}
    assert ordered_in_background() == {"/n/2"}
    print_everything()
    assert "নতুন নাম" in shelf().get("/n/2").body.decode()

    thing.slug = "notun"
    thing.save()
    assert ordered() == {*fronts(base, 1), *fronts(f"/{kind}/notun/", 1), *FIRST}
    print_everything()
    assert list(shelf().keys(base)) == []
    assert f'href="/{kind}/notun/"' in shelf().get("/n/2").body.decode()


def test_deleting_a_topic(paper, page, topic):
    print_everything()
    topic.delete()
    assert fronts("/topic/nouka/", 1) <= ordered()
    print_everything()
    assert list(shelf().keys("/topic/nouka/")) == []
    assert "/topic/nouka/" not in shelf().get("/n/2").body.decode()


def test_imprint_and_weather(paper, page):
    imprint = Imprint.objects.get()
    imprint.editor = "শামীম আরা"
    imprint.save()
    assert ordered() == IMPRINT


def test_the_home_page(paper, page):
    home = HomePage.objects.get()
    home.rundown = [RundownItem(article=page, sort_order=0)]
    home.save_revision().publish()
    assert ordered() == IMPRINT


def test_ticker_and_advertisements(paper, page):
    line = Breaking.objects.create(text="সদ্য", until=AT)
    assert ordered() == {"/parts/ticker.html"}
    PrintOrder.objects.all().delete()
    line.delete()
    assert ordered() == {"/parts/ticker.html"}
    PrintOrder.objects.all().delete()
    picture = Picture(title="ক", width=10, height=10)
    picture.file.name = "lost.jpg"
    picture.save()
    booked = Advertisement.objects.create(name="হোটেল", alt="ক", place="home-top", picture=picture)
    assert ordered() == AD_PARTS
    PrintOrder.objects.all().delete()
    booked.delete()
    assert ordered() == AD_PARTS


def test_a_changed_picture_prints_what_shows_it(paper, page):
    picture = Picture(title="ক", width=10, height=10)
    picture.file.name = "lost.jpg"
    picture.save()
    page.lead_picture = picture
    page.save_revision().publish()
    other = paper.publish(
        "ভেতরে ছবি",
        body=[("picture", {"picture": picture, "alt": "", "caption": "", "credit": ""})],
    )
    PrintOrder.objects.all().delete()
    picture.caption = "নতুন পরিচিতি"
    picture.save()
    assert {"/n/2", f"/n/{other.number}", "/khela/", "/"} <= ordered()


def test_an_order_and_its_change_are_written_together_or_not_at_all(paper, page):
    with transaction.atomic():
        page.title = "কখনো ছাপা হয়নি"
        page.save_revision().publish()
        assert PrintOrder.objects.exists()
        transaction.set_rollback(True)  # what a power cut or an error in the request does
    assert not PrintOrder.objects.exists()
    assert PublishedStory.objects.get(number=page.number).card["headline"] == "ঘাটে ভোর"


def test_a_change_costs_the_same_in_a_larger_archive(paper, topic, author):
    """Twenty stories, then three hundred: as many pages are printed for one more."""

    def orders_of_one_more(at):
        PrintOrder.objects.all().delete()
        page = paper.publish("আরেকটি", topics=[topic], by=[author], at=at)
        published = sum(len(order.keys) for order in PrintOrder.objects.all())
        PrintOrder.objects.all().delete()
        page.title = "আরেকটির নতুন শিরোনাম"
        page.save_revision().publish()
        edited = sum(len(order.keys) for order in PrintOrder.objects.all())
        PrintOrder.objects.all().delete()
        paper.again(page).unpublish()
        withdrawn = sum(len(order.keys) for order in PrintOrder.objects.all())
        return published, edited, withdrawn

    from tests.news.test_queries import fill

    fill(paper, 20, topic, author)
    at = PublishedStory.objects.latest("published").published + dt.timedelta(minutes=1)
    small = orders_of_one_more(at)
    fill(paper, 280, topic, author, first=20_000)
    at = PublishedStory.objects.latest("published").published + dt.timedelta(minutes=1)
    assert orders_of_one_more(at) == small
    assert max(small) <= 40


def test_every_page_that_shows_a_story_is_ordered(paper, topic, author):
    """Print the paper, change one story, print the orders: nothing on the shelf shows the old one."""
    pages = [
        paper.publish(f"খবর {n} ঘাটে", topics=[topic], by=[author], at=AT + dt.timedelta(hours=n))
        for n in range(-3, 3)
    ]
    print_everything()
    changed = paper.again(pages[2])
    assert {"/", "/khela/", "/topic/nouka/", "/author/rohima/", "/feed.xml"} <= on("খবর -1 ঘাটে")
    changed.title = "একেবারে নতুন শিরোনাম"
    changed.save_revision().publish()
    print_all()
    assert on("খবর -1 ঘাটে") == set()
    assert {"/", "/khela/", "/topic/nouka/", "/feed.xml"} <= on("একেবারে নতুন শিরোনাম")
    paper.again(changed).unpublish()
    print_all()
    assert on("একেবারে নতুন শিরোনাম") == set()
    assert shelf().get(f"/n/{changed.number}").status == 410
