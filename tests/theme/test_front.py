"""The order of the home page's bands."""

import itertools

from kagoj.news.cards import Link
from kagoj.theme.front import rows


def bands(samples, *titles, count=7, pictured=True):
    return [
        (Link(title, f"/d{i}/"), samples.cards(100 + 10 * i, count, pictured=pictured))
        for i, title in enumerate(titles)
    ]


def test_no_two_strips_in_a_row_look_alike(samples):
    planned = rows(bands(samples, *"কখগঘঙচছজঝঞটঠ"))

    designs = [row.design for row in planned]
    assert all(a != b for a, b in itertools.pairwise(designs))
    assert {"wide", "compact", "trio", "tint"} <= set(designs)


def test_every_desk_is_shown_once_in_its_order(samples):
    titles = list("কখগঘঙচছজঝ")
    planned = rows(bands(samples, *titles))

    assert [band.desk.title for row in planned for band in row.bands] == titles


def test_opinion_names_its_writers(samples):
    planned = rows(bands(samples, "খবর", "মতামত"))

    assert [row.design for row in planned] == ["wide", "voices"]


def test_a_desk_without_pictures_is_set_as_text(samples):
    (row,) = rows(bands(samples, "অর্থনীতি", pictured=False))

    assert row.design == "plain"


def test_a_desk_with_one_story_does_not_leave_holes(samples):
    (row,) = rows(bands(samples, "খেলা", count=1))

    assert row.design == "tint"


def test_a_desk_without_stories_has_no_band(samples):
    assert rows(bands(samples, "খেলা", count=0)) == []


def test_what_stands_above_is_not_printed_again(samples):
    ((desk, cards),) = bands(samples, "খেলা")

    (row,) = rows([(desk, cards)], above=cards[:2])
    assert list(row.band.cards) == cards[2:]
    assert rows([(desk, cards)], above=cards) == []


def test_three_desks_share_a_row_only_when_there_are_three(samples):
    planned = rows(bands(samples, "ক", "খ", "গ", "ঘ"))

    assert [row.design for row in planned] == ["wide", "compact", "compact", "tint"]
