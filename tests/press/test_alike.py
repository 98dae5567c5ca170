"""Stories that are like one stand below it, found in the index; none leads to a page that is gone."""

import pytest

from kagoj.press import orders, worker
from kagoj.press.models import NamedAlike, PrintOrder
from kagoj.press.shelving import shelf
from tests.press.printed import naming, print_all, print_everything

RIVER = "কাজলরেখা নদীর ভাঙনে চরফুলির বাঁধ ধসে গেছে"


def told(*words):
    return [("paragraph", f"<p>{' '.join(words)}</p>")]


@pytest.fixture
def stories(paper):
    """Two stories of the same dike, and several of other things."""
    old = paper.publish("চরফুলির বাঁধ আবার ধসে গেল", body=told(RIVER))
    for n in range(4):
        paper.publish(f"হাটের দর {n}", body=told("পেঁয়াজ", "মরিচ", "আলু", "দোকানি"))
    new = paper.publish("বাঁধ ধসের পর চরফুলির মানুষ", body=told(RIVER, "তারা স্কুলে আছেন"))
    print_all()
    return old, new


def page_of(story):
    return shelf().get(f"/n/{story.number}").body.decode()


def test_a_new_story_names_the_one_that_is_like_it(stories):
    old, new = stories
    assert f'href="{old.path_of_reader}"' in page_of(new)
    assert NamedAlike.objects.filter(number=new.number, other=old.number).exists()


def test_the_story_itself_does_not_wait_for_it(paper):
    """Readable by the first order; printed again with those like it by what follows."""
    page = paper.publish("ঘাটে ভোর")
    news = PrintOrder.objects.filter(urgency=PrintOrder.Urgency.NEWS)
    assert f"/n/{page.number}" in news.get().keys
    worker.print_waiting()
    assert shelf().get(f"/n/{page.number}").status == 200


def test_withdrawn_it_is_named_nowhere(paper, stories):
    old, new = stories
    paper.again(old).unpublish()
    assert f"/n/{new.number}" in naming()
    print_all()
    assert old.path_of_reader not in page_of(new)
    assert not NamedAlike.objects.filter(other=old.number).exists()


def test_under_another_headline_it_is_named_so(paper, stories):
    old, new = stories
    page = paper.again(old)
    page.title = "চরফুলির বাঁধের গোড়ায় বালুর বস্তা"
    page.save_revision().publish()
    print_all()
    assert "বালুর বস্তা" in page_of(new)


def test_topics_go_before_and_no_story_is_named_twice(paper):
    from kagoj.news.models import Topic

    topic = Topic.objects.create(title="বাঁধ", slug="bandh")
    both = paper.publish("চরফুলির বাঁধ আবার ধসে গেল", body=told(RIVER), topics=[topic])
    alike = paper.publish("চরফুলির বাঁধ ধসে পড়ার কারণ", body=told(RIVER))
    other = paper.publish("বাঁধ নিয়ে বই", topics=[topic], body=told("বইটি", "ছাপা"))
    new = paper.publish("বাঁধ ধসের পর চরফুলির মানুষ", body=told(RIVER), topics=[topic])
    print_all()
    below = page_of(new).rpartition("</article>")[0]
    places = [below.rfind(page.path_of_reader) for page in (other, both, alike)]
    assert -1 not in places
    assert max(places[:2]) < places[2]
    assert below.count(f'href="{both.path_of_reader}"') == below.count(
        f'href="{alike.path_of_reader}"'
    )


def test_without_an_index_a_story_is_printed_without_them(paper, stories, settings):
    old, new = stories
    for file in settings.PAPER.data.glob("search.db*"):
        file.unlink()
    from kagoj.news.alike import _searcher
    from kagoj.press.announce import index

    index.cache_clear()
    _searcher.cache_clear()
    orders.place("again", [f"/n/{new.number}"])
    worker.print_waiting()
    assert old.path_of_reader not in page_of(new)


def test_the_same_index_gives_the_same_page(stories):
    print_everything()
    version = shelf().version()
    print_everything()
    assert not {key for key in shelf().changed_since(version) if key.startswith("/n/")}
