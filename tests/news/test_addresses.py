"""Desks, topics and authors: names that can stand in an address, and those that cannot."""

import pytest
from django.core.exceptions import ValidationError

from kagoj.delivery import routes
from kagoj.news.fields import check_address_part
from kagoj.news.models import Author, DeskPage, Topic
from kagoj.news.models.desk import NO_DESKS


def open_desk(paper, title, slug=""):
    home = paper.again(paper.home)
    return home.add_child(instance=DeskPage(title=title, slug=slug))


def test_a_desk_takes_its_address_from_its_name(paper):
    assert open_desk(paper, "শিল্প ও সাহিত্য").path_of_reader == "/শিল্প-ও-সাহিত্য/"


def test_a_desks_address_is_in_composed_normal_form(paper):
    """Shelf and delivery know addresses in NFC only; in it য় is letter and dot."""
    assert open_desk(paper, "জয়", "জ\u09df").slug == "জ\u09af\u09bc"


def test_no_desk_stands_where_the_papers_own_addresses_stand(paper):
    assert NO_DESKS == routes.RESERVED
    for slug in NO_DESKS:
        with pytest.raises(ValidationError, match="নিজের কাজে"):
            open_desk(paper, "বিভাগ", slug)


@pytest.mark.parametrize("model", [Author, Topic])
def test_a_name_without_a_letter_is_refused(db, model):
    field = "name" if model is Author else "title"
    with pytest.raises(ValidationError, match="অক্ষর"):
        model(**{field: "!!!"}).full_clean()


@pytest.mark.parametrize("model", [Author, Topic])
def test_names_are_normalised_and_make_the_address(db, model):
    field = "name" if model is Author else "title"
    made = model(**{field: " জ\u09df\u200bনাল "})
    made.full_clean()
    made.save()
    assert getattr(made, field) == "জ\u09af\u09bcনাল"
    assert made.slug == "জ\u09af\u09bcনাল"


@pytest.mark.parametrize("part", ["খেলা", "khela-2", "জ\u09af\u09bc", "ক" * 80])
def test_what_can_stand_between_two_slashes(part):
    check_address_part(part)


@pytest.mark.parametrize("part", ["খেলা/মাঠ", "Khela", "খে লা", "..", "জ\u09df", "-ক", "!", "ক?খ"])
def test_what_cannot_stand_between_two_slashes(part):
    with pytest.raises(ValidationError):
        check_address_part(part)


LONG = "রাষ্ট্রবিজ্ঞানের ক্ষেত্রবিশেষে দ্বন্দ্বমূলক স্বাতন্ত্র্যবোধ ও জ্যোৎস্নাস্নাত শক্তিমত্তার স্বরূপসন্ধান"


def test_a_piece_of_an_address_fits_a_folders_name(paper):
    """255 bytes on ext4 and most other disks; each ends where a word ends."""
    page = paper.publish(LONG)
    topic, author = Topic.objects.create(title=LONG), Author.objects.create(name=LONG)
    desk = open_desk(paper, LONG)
    for address in (page.path_of_reader, topic.path, author.path, desk.path_of_reader):
        part = address.strip("/").rpartition("/")[2]
        assert 100 < len(part.encode()) <= 255
        assert LONG.replace(" ", "-").startswith(f"{part}-")


def test_a_longer_one_is_refused_with_one_that_fits():
    with pytest.raises(ValidationError) as told:
        check_address_part("ক্ষ" * 100)
    assert len(told.value.message.rpartition(" ")[2].encode()) <= 255
