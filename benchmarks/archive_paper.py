"""Makes a paper with an invented archive of any size (benchmarks/archive.py), to measure on.

    python -m benchmarks.archive_paper FOLDER [--stories 100000] [--seed 1] [--no-search]

Stories are written in bulk, with all that publishing them one by one would have left: their pages in
Wagtail's tree, their rows in the lists of readers and of the newsroom, the folios, the search index
(which takes most of the time; it can be left out). Fronts are printed, stories are printed as readers
ask for them.
"""

from __future__ import annotations

import argparse
import html
import itertools
import json
import os
import subprocess
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import archive
from benchmarks.archive import AUTHORS, DESKS, TOPICS, Story
from benchmarks.paper import KAGOJ, machine

AT_ONCE = 2_000  # stories in one transaction
ADDRESS = "http://paper.example"


def main() -> None:
    parser = argparse.ArgumentParser(description="A paper with an invented archive.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=archive.SEED)
    parser.add_argument("--no-search", action="store_true", help="leave the search index empty")
    options = parser.parse_args()
    print(f"# {machine()}")
    make(options.folder, options.stories, options.seed, search=not options.no_search)


def made(folder: Path, count: int) -> Path:
    """Make the paper in a process of its own: Django serves one paper in a process."""
    asked = [sys.executable, "-m", "benchmarks.archive_paper", str(folder), "--stories", str(count)]
    subprocess.run(asked, check=True, stdout=subprocess.DEVNULL)
    return folder


def make(folder: Path, count: int, seed: int = archive.SEED, *, search: bool = True) -> None:
    """Make the paper; the folder must not hold one."""
    # An address of its own: served on another port, the paper is not printed anew for that.
    address = os.environ | {"KAGOJ_ADDRESS": ADDRESS}
    subprocess.run([*KAGOJ, "init", str(folder)], check=True, capture_output=True, env=address)
    began = time.perf_counter()
    _set_up(folder)
    _Filler(count).fill(archive.stories(count, seed))
    taken = time.perf_counter() - began
    print(f"# {count:,} stories in {taken:,.0f} s: {count / taken:,.0f} a second", flush=True)
    if search:
        index(folder, count, seed)
    fronts = ["/", "/parts/latest.html", "/parts/navigation.html", "/feed.xml", "/news-sitemap.xml"]
    fronts += [f"/{desk.slug}/" for desk in DESKS]
    subprocess.run(
        [*KAGOJ, "press", *fronts, "--dir", str(folder)], check=True, capture_output=True
    )


def index(folder: Path, count: int, seed: int) -> None:
    """Put the archive into the paper's search index."""
    from kagoj.search.index import Index

    began = time.process_time()
    stories = archive.stories(count, seed)
    with Index(folder / "data" / "search.db") as search:
        while batch := list(itertools.islice(stories, AT_ONCE)):
            search.put(story.document() for story in batch)
    taken = time.process_time() - began
    print(f"# indexed in {taken:,.0f} s of one core: {count / taken:,.0f} a second", flush=True)


def _set_up(folder: Path) -> None:
    os.environ["KAGOJ_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "kagoj.config.settings"
    import django

    django.setup()


class _Filler:
    """Writes the rows that publishing stories one by one would have left."""

    def __init__(self, count: int) -> None:
        from django.contrib.contenttypes.models import ContentType
        from wagtail.models import Locale, Page

        from kagoj.news.models import ArticleNumber, ArticlePage, HomePage
        from kagoj.newsroom import paper

        home = HomePage.objects.get()
        opened = paper.add_desks(home, [(desk.title, desk.slug, "") for desk in DESKS])
        self.desks = dict(zip((desk.slug for desk in DESKS), opened, strict=True))
        self.authors = _made_authors()
        self.topics = _made_topics()
        self.children: dict[str, int] = defaultdict(int)
        self.type = ContentType.objects.get_for_model(ArticlePage)
        self.locale = Locale.objects.get()
        self.first_id = (Page.objects.order_by("-pk").values_list("pk", flat=True)[0]) + 1
        ArticleNumber.objects.update_or_create(pk=1, defaults={"last": count})

    def fill(self, stories: Iterator[Story]) -> None:
        from django.db import transaction

        from kagoj.news.folios import rebuild_folios
        from kagoj.press.models import PrintOrder

        while batch := list(itertools.islice(stories, AT_ONCE)):
            with transaction.atomic():
                self._write(batch)
        names = [f"desk:{desk.pk}" for desk in self.desks.values()]
        names += [f"topic:{pk}" for pk in self.topics] + [f"author:{pk}" for pk in self.authors]
        with transaction.atomic():
            for slug, children in self.children.items():
                type(self.desks[slug]).objects.filter(slug=slug).update(numchild=children)
            for name in names:
                rebuild_folios(name)
        # The topics', authors' and desks' own orders: what they ask for is printed when it is wanted.
        PrintOrder.objects.all().delete()

    def _write(self, stories: Sequence[Story]) -> None:
        from django.db.models import Model
        from wagtail.models import Page

        from kagoj.news.models import ArticleByline, ArticlePage, ListEntry, PublishedStory
        from kagoj.newsroom.models import NewslistByline, NewslistEntry

        rows: dict[type[Model], list[Model]] = defaultdict(list)
        articles: list[dict[str, Any]] = []
        links = []
        for story in stories:
            desk, pk = self.desks[story.desk.slug], self.first_id + story.number
            author = self.authors[story.author]
            topics = [self.topics[topic] for topic in story.topics]
            self.children[story.desk.slug] += 1
            page = {
                "path": desk._get_path(desk.path, desk.depth + 1, self.children[story.desk.slug]),
                "depth": desk.depth + 1,
                "title": story.headline,
                "draft_title": story.headline,
                "slug": str(story.number),
                "content_type": self.type,
                "url_path": f"{desk.url_path}{story.number}/",
                "locale": self.locale,
                "translation_key": uuid.uuid5(uuid.NAMESPACE_OID, str(story.number)),
                "live": True,
                "first_published_at": story.published,
                "last_published_at": story.published,
                "latest_revision_created_at": story.published,
            }
            rows[Page].append(Page(pk=pk, **page))
            articles.append(
                {
                    "page_ptr_id": pk,
                    "number": story.number,
                    "deck": story.deck,
                    "body": _body(story),
                }
            )
            rows[ArticleByline].append(ArticleByline(article_id=pk, author_id=author, sort_order=0))
            links += [(pk, topic) for topic in topics]
            rows[PublishedStory].append(
                PublishedStory(
                    number=story.number,
                    page_id=pk,
                    path=story.path,
                    published=story.published,
                    card=_card(story, desk.pk, author),
                    fingerprint="",
                    modified=story.published,
                )
            )
            names = ["all", f"desk:{desk.pk}", *(f"topic:{topic}" for topic in topics)]
            rows[ListEntry] += [
                ListEntry(list=name, published=story.published, number=story.number)
                for name in (*names, f"author:{author}")
            ]
            rows[NewslistEntry].append(
                NewslistEntry(
                    number=story.number,
                    page_id=pk,
                    desk=desk.pk,
                    state=NewslistEntry.State.PUBLISHED,
                    live=True,
                    headline=story.headline,
                    byline=archive.author_name(story.author),
                    published=story.published,
                    touched=story.published,
                    shown=story.published,
                )
            )
            rows[NewslistByline].append(
                NewslistByline(author=author, entry_id=story.number, shown=story.published)
            )
        Page.objects.bulk_create(rows.pop(Page))
        _insert_own_fields(ArticlePage, articles)
        for model, made in rows.items():
            model._default_manager.bulk_create(made)  # type: ignore[attr-defined]
        through = ArticlePage.topics.through
        through.objects.bulk_create(
            through(articlepage_id=page, topic_id=topic) for page, topic in links
        )


def _insert_own_fields(model: Any, rows: Sequence[dict[str, Any]]) -> None:
    """The rows of a model's own table, whose parent's rows are written; Django has no bulk way."""
    from django.db import connection

    fields = model._meta.local_concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",
            [[row.get(field.column, field.get_default()) for field in fields] for row in rows],
        )


def _body(story: Story) -> str:
    blocks = [
        {
            "type": "paragraph",
            "value": f"<p>{html.escape(text, quote=False)}</p>",
            "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{story.number}:{place}")),
        }
        for place, text in enumerate(story.paragraphs)
    ]
    return json.dumps(blocks, ensure_ascii=False)


def _card(story: Story, desk: int, author: int) -> dict[str, Any]:
    return {
        "headline": story.headline,
        "kicker": "",
        "deck": story.deck,
        "desk": desk,
        "updated": None,
        "byline": [author],
        "picture": None,
    }


def _made_authors() -> list[int]:
    from kagoj.news.models import Author

    names = (archive.author_name(author) for author in range(AUTHORS))
    return _made(Author(name=name, slug=f"author-{place}") for place, name in enumerate(names))


def _made_topics() -> list[int]:
    from kagoj.news.models import Topic

    titles = (f"{archive.topic_name(topic)} {topic}" for topic in range(TOPICS))
    return _made(Topic(title=title, slug=f"topic-{place}") for place, title in enumerate(titles))


def _made(things: Iterable[Any]) -> list[int]:
    """Their keys. In bulk: nothing hears of it and orders pages that are empty yet."""
    things = list(things)
    return [made.pk for made in type(things[0]).objects.bulk_create(things)]


if __name__ == "__main__":
    main()
