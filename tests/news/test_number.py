"""A story's number: given once, never changed, never given again (design.md, "Addresses")."""

import os
import subprocess
import sys

import pytest

from kagoj.news.models import ArticleNumber, ArticlePage

# Every process takes numbers with several threads at once, on the paper's own SQLite file.
TAKE = """
import sys, threading
import django
django.setup()
from django.db import connection
from kagoj.news.models import ArticleNumber

taken = []

def take():
    for _ in range(15):
        taken.append(ArticleNumber.take())
    first = ArticleNumber.take(5)
    taken.extend(range(first, first + 5))
    connection.close()

threads = [threading.Thread(target=take) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(*taken)
"""


def test_numbers_count_up_and_decide_the_address(paper):
    first, second = paper.publish("নদীতে নতুন ঘাট"), paper.publish("মাঠে ফিরল ফুটবল")
    assert (first.number, second.number) == (1, 2)
    assert second.path_of_reader == "/khela/2/মাঠে-ফিরল-ফুটবল/"


def test_a_number_outlives_new_headline_desk_and_withdrawal(paper):
    page = paper.publish("নদীতে নতুন ঘাট")
    page.title = "নদীতে পুরোনো ঘাট"
    page.save_revision().publish()
    page.move(paper.again(paper.orthoniti), pos="last-child")
    page = paper.again(page)
    page.unpublish()
    page.save_revision().publish()
    page = paper.again(page)
    assert page.number == 1
    assert page.path_of_reader == "/orthoniti/1/নদীতে-পুরোনো-ঘাট/"


def test_an_older_revision_comes_back_with_the_same_number(paper):
    page = paper.publish("প্রথম শিরোনাম")
    old = page.get_latest_revision()
    page.title = "দ্বিতীয় শিরোনাম"
    page.save_revision().publish()
    old.publish()
    again = paper.again(page)
    assert (again.number, again.title) == (1, "প্রথম শিরোনাম")


def test_the_number_of_a_deleted_story_is_not_given_again(paper):
    paper.publish("যা মুছে যাবে").delete()
    assert paper.publish("যা পরে এল").number == 2


@pytest.mark.parametrize("keep_live", [True, False])
def test_a_copy_is_another_story(paper, keep_live):
    page = paper.publish("আসল সংবাদ")
    copy = page.copy(update_attrs={"title": "নকল সংবাদ", "slug": "nokol"}, keep_live=keep_live)
    assert copy.number == 2
    copy.get_latest_revision().publish()
    copy, page = paper.again(copy), paper.again(page)
    assert (copy.number, copy.slug, copy.path_of_reader) == (2, "2", "/khela/2/নকল-সংবাদ/")
    assert (page.number, page.path_of_reader) == (1, "/khela/1/আসল-সংবাদ/")


def test_two_stories_never_share_a_number(paper):
    page = paper.write("এক")
    other = ArticlePage(title="দুই", number=page.number)
    paper.khela.refresh_from_db()
    with pytest.raises(Exception, match=r"(?i)unique|slug"):
        paper.khela.add_child(instance=other)


def test_numbers_taken_by_processes_and_threads_at_once_are_all_different(demo_paper):
    environment = os.environ | {
        "KAGOJ_DIR": str(demo_paper.folder),
        "DJANGO_SETTINGS_MODULE": "kagoj.config.settings",
    }
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", TAKE],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], said
    taken = [int(number) for out, _ in said for number in out.split()]
    assert len(taken) == 3 * 3 * 20
    assert len(set(taken)) == len(taken)


@pytest.mark.django_db
def test_a_run_of_numbers_is_given_whole():
    assert ArticleNumber.take(10) == 1
    assert ArticleNumber.take() == 11
