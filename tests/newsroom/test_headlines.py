"""Headlines are found in any form of a word, published or not, with one question to the database."""

import pytest

from kagoj.newsroom.headlines import headline_has
from kagoj.newsroom.models import NewslistEntry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        "খামেনি",
        "খামেনিকে",
        "সরকারী খামেনি",
        "সফরের খামেনির",
        "মেনির সর",
        "খামেনির সরকারি",
        "সরকারি সফ",
    ],
)
def test_a_drafts_headline_is_found(paper, typed):
    paper.write("খামেনির সরকারি সফর")
    paper.write("মাঠে অনুশীলন")
    found = NewslistEntry.objects.filter(headline_has(typed)).values_list("headline", flat=True)
    assert list(found) == ["খামেনির সরকারি সফর"]


@pytest.mark.parametrize("typed", ["%", "_", "খামেনি মাঠ", "'", "\\", "।"])
def test_signs_and_other_words_find_nothing(paper, typed):
    paper.write("খামেনির সরকারি সফর")
    assert not NewslistEntry.objects.filter(headline_has(typed)).exists()
