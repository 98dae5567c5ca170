"""Archive pages keep their stories: a folio that is closed changes only when old stories come late."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kagoj.news import folios, queries
from kagoj.news.folios import SIZE, crowded, entries_of, folio_with, give_folio, rebuild_folios
from kagoj.news.models import Folio, ListEntry

pytestmark = pytest.mark.django_db

LIST = "desk:1"
BEGIN = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


def add(number, minutes, name=LIST):
    """File an entry as filing does: the row first, then its folio."""
    published = BEGIN + dt.timedelta(minutes=minutes)
    ListEntry.objects.create(list=name, published=published, number=number)
    give_folio(name, published, number)


def pages():
    """The numbers of the entries in each folio, newest first."""
    return {
        folio.number: list(entries_of(folio).values_list("number", flat=True))
        for folio in Folio.objects.filter(list=LIST)
    }


def newest_first():
    order = ListEntry.objects.filter(list=LIST).order_by("-published", "-number")
    return list(order.values_list("number", flat=True))


def test_a_folio_takes_twelve_stories_and_the_next_one_opens():
    for number in range(1, 26):
        add(number, number)
    assert pages() == {
        1: [*range(12, 0, -1)],
        2: [*range(24, 12, -1)],
        3: [25],
    }


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(gaps=st.lists(st.integers(0, 2), min_size=30, max_size=60))
def test_new_stories_never_change_a_closed_folio(db, gaps):
    with transaction.atomic():
        minute, closed = 0, {}
        for number, gap in enumerate(gaps, 1):  # a gap of 0: published in the same moment
            minute += gap
            add(number, minute)
            now = pages()
            newest = max(now)
            for folio, stories in closed.items():
                assert now[folio] == stories
            closed = {folio: stories for folio, stories in now.items() if folio < newest}
        assert all(len(stories) == SIZE for stories in closed.values())
        transaction.set_rollback(True)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    minutes=st.lists(st.integers(0, 40), min_size=13, max_size=50),
    gone=st.sets(st.integers(1, 50), max_size=8),
)
def test_every_story_stands_in_one_folio_and_folios_are_in_order(db, minutes, gone):
    with transaction.atomic():
        for number, minute in enumerate(minutes, 1):  # in any order of time: late ones too
            add(number, minute)
        ListEntry.objects.filter(number__in=gone).delete()
        found = pages()
        assert [n for folio in sorted(found, reverse=True) for n in found[folio]] == newest_first()
        for folio, stories in found.items():
            for number in stories:
                at = ListEntry.objects.get(number=number).published
                assert folio_with(LIST, at, number) == folio
        transaction.set_rollback(True)


def test_a_late_old_story_joins_its_own_folio_and_no_other_changes():
    for number in range(1, 31):
        add(number, number * 10)
    before = pages()
    add(99, 65)  # between the sixth and the seventh story
    after = pages()
    assert after[1] == [*range(12, 6, -1), 99, *range(6, 0, -1)]
    assert {n: page for n, page in after.items() if n != 1} == {
        n: page for n, page in before.items() if n != 1
    }


def test_withdrawing_leaves_the_other_folios_as_they_are():
    for number in range(1, 31):
        add(number, number)
    before = pages()
    ListEntry.objects.filter(number=5).delete()
    after = pages()
    assert after[1] == [n for n in before[1] if n != 5]
    assert (after[2], after[3]) == (before[2], before[3])


def test_an_archive_filled_backwards_is_found_crowded_and_numbered_anew():
    for number in range(1, 61):
        add(number, 1000 - number)  # an import that begins with the newest
    assert pages() == {1: [*range(1, 61)]}
    assert crowded([LIST, "all"], range(1, 61)) == {LIST}
    rebuild_folios(LIST)
    assert [len(page) for _, page in sorted(pages().items())] == [12] * 5
    assert pages()[5][0] == 1
    assert crowded([LIST], range(1, 61)) == set()


def test_the_list_of_everything_has_no_folios():
    for number in range(1, 30):
        add(number, number, "all")
    rebuild_folios("all")
    assert not Folio.objects.exists()


def test_a_front_shows_at_least_a_full_folio_and_points_to_the_one_before():
    def front():
        entries, folio = queries.front(LIST)
        return [card.number for card in entries], folio.older

    assert front() == ([], "")
    # Cards are made of stories; here only the numbers matter.
    from kagoj.news.models import PublishedStory

    for number in range(1, 27):
        add(number, number)
        PublishedStory.objects.create(
            number=number,
            page_id=number,
            path=f"/khela/{number}/ক/",
            published=BEGIN + dt.timedelta(minutes=number),
            card={
                "headline": "ক",
                "kicker": "",
                "deck": "",
                "desk": 1,
                "updated": None,
                "byline": [],
                "picture": None,
            },
            fingerprint="",
            modified=BEGIN,
        )
    assert front() == ([*range(26, 12, -1)], "page/1/")
    cards, folio = queries.folio(LIST, 2)
    assert [card.number for card in cards] == [*range(24, 12, -1)]
    assert (folio.number, folio.newer, folio.older) == (2, "page/3/", "page/1/")
    assert queries.folio(LIST, 3)[1].newer == ""
    assert queries.folio(LIST, 1)[1].older == ""
    assert queries.folio(LIST, 4) is None


def test_refiling_the_newest_story_opens_no_folio(paper):
    for number in range(folios.SIZE):
        last = paper.publish(f"খবর {number}")
    for _ in range(3):
        last.save_revision().publish()
    assert Folio.objects.filter(list=paper.khela.list).count() == 1
