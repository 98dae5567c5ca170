"""Screens at a million stories: no query of theirs reads a table that grows with the archive.

SQLite's own plans are asked (`EXPLAIN QUERY PLAN`): 'SEARCH' follows an index to what is wanted,
'SCAN' reads a table or an index from end to end. Scans are fine where the archive does not matter.
"""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kagoj.news.models import ArticlePage

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's query plans"),
]


@pytest.fixture
def everywhere(person):
    """Who may do everything, as the first administrator of a paper: Wagtail asks other questions then."""
    found = person("সর্বেসর্বা")
    found.user.is_superuser = True
    found.user.save()
    return found


# Tables with rows for every story.
GROWING = (
    "wagtailcore_page",
    "news_articlepage",
    "news_articlebyline",
    "news_articlepage_topics",
    "news_publishedstory",
    "news_listentry",
    "newsroom_newslistentry",
    "newsroom_newslistbyline",
    "wagtailcore_revision",
    "wagtailcore_pagelogentry",
    "wagtailcore_referenceindex",
    "wagtailcore_workflowstate",
    "wagtailcore_taskstate",
    "wagtailsearch_indexentry",
    "wagtailsearch_indexentry_fts",
    "audience_hourlyreads",
    "audience_dailyreads",
)
SCAN = re.compile(r"\bSCAN (\w+)( USING .*)?")
# A walk along an index that stops after a page's worth is no reading to the end.
WALK = re.compile(r"ORDER BY [^()]* LIMIT \d+( OFFSET \d+)?$")
WALK_WITHIN = re.compile(r"U0[^()]*ORDER BY [^()]* LIMIT \d+\)")


def read_to_the_end(ask) -> list[str]:
    """The queries of a screen that read a growing table from end to end."""
    with CaptureQueriesContext(connection) as asked:
        assert ask().status_code in {200, 302}
    found = []
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            sql = query["sql"]
            if not sql.startswith(("SELECT", "UPDATE", "DELETE")):
                continue
            cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%", "%%"))
            plan = [str(row[-1]) for row in cursor.fetchall()]
            for line in plan:
                scan = SCAN.search(line)
                if not scan or not any(scan[1] == t or f'"{t}" {scan[1]}' in sql for t in GROWING):
                    continue
                sorts = any("TEMP B-TREE FOR ORDER BY" in other for other in plan)
                walks = WALK_WITHIN if scan[1] == "U0" else WALK
                if not (scan[2] and walks.search(sql) and (scan[1] == "U0" or not sorts)):
                    found.append(f"{line}: {sql}")
    return found


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/stories/",
        "/stories/?desk={desk}&state=draft",
        "/stories/?state=live",
        "/stories/?author=তপতী",
        "/stories/?q=নৌকা",
        "/stories/?mine=1",
        "/stories/?since=2024-01-01&until=2024-02-01",
        "/pages/add/news/articlepage/{desk}/",
        "/pages/{story}/edit/",
        "/pages/{story}/history/",
        "/pages/{story}/unpublish/",
        "/choose-page/?page_type=news.articlepage",
        "/choose-page/search/?page_type=news.articlepage&q=নৌকা",
        "/choose-page/",
        "/choose-page/{desk}/",
        "/topics/find/?q=ন",
        "/readership/",
        "/readership/?period=month&desk={desk}",
        "/readership/1/?period=week",
        "/readership/now/",
    ],
)
@pytest.mark.parametrize("who", ["nasrin", "rahima", "everywhere"])
def test_no_screen_reads_the_archive_to_its_end(request, paper, address, who) -> None:
    person = request.getfixturevalue(who)
    story = paper.publish("নৌকার খবর", owner=person.user)
    address = address.format(desk=paper.khela.pk, story=story.pk)
    if who == "rahima" and "unpublish" in address:
        pytest.skip("a reporter withdraws nothing")
    person.client.get(address)  # what is asked once a process, is asked now
    assert read_to_the_end(lambda: person.client.get(address)) == []


@pytest.mark.parametrize(
    "does",
    [
        {},
        {"action-submit": "1"},
        {"action-publish": "1"},
        {"action-publish": "1", "go_live_at": "2099-01-01 10:00"},
    ],
)
def test_saving_sending_and_publishing_read_no_archive(nasrin, paper, story_form, does) -> None:
    paper.publish("আগের খবর")
    paper.publish("আরেকটি খবর", paper.orthoniti)
    new, form = f"/pages/add/news/articlepage/{paper.khela.pk}/", story_form("নতুন খবর", **does)
    assert read_to_the_end(lambda: nasrin.client.post(new, form)) == []
    story = ArticlePage.objects.get(title="নতুন খবর")
    edit = f"/pages/{story.pk}/edit/"
    form = story_form("নতুন খবর, নতুন শিরোনাম", **does)
    assert read_to_the_end(lambda: nasrin.client.post(edit, form)) == []
    if story.live:
        withdraw = f"/pages/{story.pk}/unpublish/"
        assert read_to_the_end(lambda: nasrin.client.post(withdraw)) == []
