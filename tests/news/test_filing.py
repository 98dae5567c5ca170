"""The flat tables that lists are read from say what the pages themselves say, whatever happened."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kagoj.news import queries
from kagoj.news.models import ArticlePage, Author, ListEntry, Picture, PublishedStory, Topic

HEADLINES = ["ঘাটে ভোর", "হাটে দুপুর", "মাঠে বিকেল", "ছাদে সন্ধ্যা"]
place = st.integers(0, 5)
change = st.one_of(
    st.tuples(st.just("publish"), place, st.sampled_from(HEADLINES)),
    st.tuples(st.just("retitle"), place, st.sampled_from(HEADLINES)),
    st.tuples(st.just("draft"), place, st.sampled_from(HEADLINES)),
    st.tuples(st.just("withdraw"), place),
    st.tuples(st.just("move"), place),
    st.tuples(st.just("tag"), place, st.sets(st.integers(0, 1))),
    st.tuples(st.just("sign"), place, st.lists(st.integers(0, 1), max_size=3)),
    st.tuples(st.just("delete"), place),
)


class Newsroom:
    """Does what editors do to six stories."""

    def __init__(self, paper, topics, authors):
        self.paper, self.topics, self.authors = paper, topics, authors
        self.ids = {}

    def page(self, place):
        return ArticlePage.objects.get(pk=self.ids[place])

    def do(self, what, place, *more):
        if place not in self.ids and what not in {"publish", "draft"}:
            return
        if place not in self.ids:
            self.ids[place] = self.paper.write(more[0]).pk
        page = self.page(place)
        if what in {"publish", "retitle"}:
            page.title = more[0]
            page.save_revision().publish()
        elif what == "draft":
            page.title = more[0]
            page.save_revision()  # readers see nothing of it
        elif what == "withdraw":
            page.unpublish()
        elif what == "move":
            here = page.get_parent().pk == self.paper.khela.pk
            there = self.paper.orthoniti if here else self.paper.khela
            page.move(self.paper.again(there), pos="last-child")
        elif what == "tag":
            page.topics = [self.topics[i] for i in sorted(more[0])]
            page.save_revision().publish()
        elif what == "sign":
            from kagoj.news.models import ArticleByline

            page.bylines = [
                ArticleByline(author=self.authors[who], sort_order=i)
                for i, who in enumerate(more[0])
            ]
            page.save_revision().publish()
        elif what == "delete":
            page.delete()
            del self.ids[place]


def what_the_pages_say():
    """A slow look at every live page: the rows there should be."""
    stories, entries = {}, set()
    for page in ArticlePage.objects.live():
        desk = page.get_parent()
        stories[page.number] = (page.pk, page.path_of_reader, page.title, desk.title)
        names = {"all", f"desk:{desk.pk}"}
        names |= {f"topic:{topic.pk}" for topic in page.topics.all()}
        names |= {f"author:{line.author_id}" for line in page.bylines.all()}
        entries |= {(name, page.number, page.first_published_at) for name in names}
    return stories, entries


def what_the_tables_say():
    numbers = list(PublishedStory.objects.values_list("number", flat=True))
    ids = dict(PublishedStory.objects.values_list("number", "page_id"))
    stories = {
        card.number: (ids[card.number], card.url, card.headline, card.desk.title)
        for card in queries.cards(numbers)
    }
    return stories, set(ListEntry.objects.values_list("list", "number", "published"))


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=st.lists(change, min_size=4, max_size=14))
def test_tables_equal_pages_after_any_sequence_of_changes(paper, changes):
    with transaction.atomic():
        topics = [Topic.objects.create(title=title) for title in ("নৌকা", "হাট")]
        authors = [Author.objects.create(name=name) for name in ("রহিমা খাতুন", "শফিক আলম")]
        newsroom = Newsroom(paper, topics, authors)
        for one in changes:
            newsroom.do(*one)
        assert what_the_tables_say() == what_the_pages_say()
        transaction.set_rollback(True)


def test_a_desk_that_is_deleted_takes_its_stories_from_every_list(paper):
    paper.publish("থাকবে", paper.orthoniti)
    paper.publish("যাবে")
    paper.again(paper.khela).delete()
    assert what_the_tables_say() == what_the_pages_say()
    assert [card.headline for card in queries.latest(5)] == ["থাকবে"]


@pytest.fixture
def at_noon():
    with time_machine.travel(dt.datetime(2024, 5, 18, 12, tzinfo=dt.UTC), tick=False) as clock:
        yield clock


def test_a_new_story_was_never_updated(paper, at_noon):
    page = paper.publish("ঘাটে ভোর")
    assert page.updated is None
    assert queries.latest(1)[0].updated is None


@pytest.mark.parametrize(
    "field",
    ["title", "kicker", "deck", "signoff", "source", "lead_caption"],
)
def test_what_a_reader_sees_changed_is_an_update(paper, at_noon, field):
    page = paper.publish("ঘাটে ভোর")
    at_noon.shift(600)
    setattr(page, field, "নতুন")
    page.save_revision().publish()
    assert paper.again(page).updated == timezone.now()
    assert queries.latest(1)[0].updated == timezone.now()


def test_a_changed_paragraph_is_an_update(paper, at_noon):
    page = paper.publish("ঘাটে ভোর")
    at_noon.shift(600)
    page.body = [("paragraph", page.body[0].value.__class__("<p>অন্য কথা।</p>"))]
    page.save_revision().publish()
    assert paper.again(page).updated == timezone.now()


def test_publishing_the_same_again_is_no_update(paper, at_noon):
    page = paper.publish("ঘাটে ভোর")
    at_noon.shift(600)
    paper.again(page).save_revision().publish()
    assert paper.again(page).updated is None
    assert PublishedStory.objects.get().modified == timezone.now() - dt.timedelta(seconds=600)


def test_marks_of_the_editors_form_are_no_update(paper, at_noon):
    """Wagtail's editor writes a key into every paragraph, and new ids for pasted blocks."""
    page = paper.publish("ঘাটে ভোর", body=[("paragraph", "<p>নৌকা এসেছে।</p>")])
    at_noon.shift(600)
    page.body = [
        {
            "type": "paragraph",
            "value": '<p data-block-key="a1b2c">নৌকা এসেছে।</p>',
            "id": "0e6b4f6c-6f3d-4b64-9d3d-2f6f3c0a8a11",
        }
    ]
    page.body = page._meta.get_field("body").to_python(page.body)
    page.save_revision().publish()
    assert paper.again(page).updated is None


def test_moving_to_another_desk_is_no_update_but_a_new_page(paper, at_noon):
    page = paper.publish("ঘাটে ভোর")
    at_noon.shift(600)
    page.move(paper.again(paper.orthoniti), pos="last-child")
    assert paper.again(page).updated is None
    assert PublishedStory.objects.get().modified == timezone.now()


def test_an_author_spelt_otherwise_is_no_update_of_their_stories(paper, at_noon):
    author = Author.objects.create(name="রহিমা খাতুন")
    page = paper.publish("ঘাটে ভোর", by=[author])
    at_noon.shift(600)
    author.name = "রহিমা খাতুন মিতা"
    author.save()
    assert paper.again(page).updated is None
    assert queries.latest(1)[0].byline[0].name == "রহিমা খাতুন মিতা"


def test_headlines_come_out_in_one_normal_form_on_one_line(paper):
    """UAX 15: য় is stored as letter and dot; no control character reaches a feed."""
    page = paper.publish("যুদ্ধের\u200b \u09afু\u09dfে\x07র\nকথা ")
    assert page.title == "যুদ্ধের যু\u09af\u09bcের কথা"
    assert page.draft_title == page.title
    assert PublishedStory.objects.get().card["headline"] == page.title


def test_a_story_whose_words_make_no_address_has_one(paper):
    assert paper.publish("!!!").path_of_reader == "/khela/1/সংবাদ/"


def test_chosen_words_of_the_address_stand_in_it(paper):
    page = paper.publish("খুব লম্বা এক শিরোনাম", address_words="ছোট-কথা")
    assert page.path_of_reader == "/khela/1/ছোট-কথা/"
    assert PublishedStory.objects.get().path == page.path_of_reader


def test_a_pictures_words_stand_in_for_the_storys_own(paper):
    picture = Picture(title="ঘাট.jpg", description="ঘাটে নৌকা", caption="সকালের ঘাট", credit="মিতা")
    picture.file.name, picture.width, picture.height = "lost.jpg", 10, 10
    picture.save()
    page = paper.publish("ঘাটে ভোর", lead_picture=picture, lead_credit="শফিক")
    card = queries.story(page.number).card.picture
    assert (card.alt, card.caption, card.credit) == ("ঘাটে নৌকা", "সকালের ঘাট", "শফিক")
    picture.caption = "বিকেলের ঘাট"
    picture.save()
    assert queries.story(page.number).card.picture.caption == "বিকেলের ঘাট"


def test_a_renamed_desk_is_named_so_in_every_list(paper):
    paper.publish("ঘাটে ভোর")
    desk = paper.again(paper.khela)
    desk.title = "মাঠের খবর"
    desk.save_revision().publish()
    assert queries.latest(1)[0].desk.title == "মাঠের খবর"


def test_a_desk_that_moves_takes_its_stories_addresses_along(paper):
    page, other = paper.publish("ঘাটে ভোর"), paper.publish("দর বাড়ল", paper.orthoniti)
    desk = paper.again(paper.khela)
    desk.slug = "মাঠ"
    desk.save_revision().publish()
    assert PublishedStory.objects.get(number=page.number).path == "/মাঠ/1/ঘাটে-ভোর/"
    assert PublishedStory.objects.get(number=other.number).path == "/orthoniti/2/দর-বাড়ল/"
    assert what_the_tables_say() == what_the_pages_say()


def test_a_deleted_topic_leaves_no_list(paper):
    topic = Topic.objects.create(title="নৌকা")
    paper.publish("ঘাটে ভোর", topics=[topic])
    topic.delete()
    assert what_the_tables_say() == what_the_pages_say()
