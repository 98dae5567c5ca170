"""What tests share: a folder of their own, a small paper in the database, a demo paper on disk."""

from __future__ import annotations

import dataclasses
import datetime as dt
import fcntl
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

# pytest-django reads the settings before any conftest: they are moved here to a folder of our own.
FOLDER = Path(tempfile.mkdtemp(prefix="kagoj-tests-"))
os.environ["KAGOJ_DIR"] = str(FOLDER)
django_settings.PAPER = dataclasses.replace(
    django_settings.PAPER, folder=FOLDER, data=FOLDER / "data"
)
django_settings.MEDIA_ROOT = django_settings.PAPER.media
for _name in [name for name in os.environ if name.startswith("KAGOJ_") and name != "KAGOJ_DIR"]:
    del os.environ[_name]  # a developer's own paper is nothing to the tests
os.environ.pop("DATABASE_URL", None)


def pytest_unconfigure() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)


@dataclasses.dataclass
class Paper:
    """A paper in the database with two desks, খেলা (`khela`) and অর্থনীতি (`orthoniti`)."""

    home: Any
    khela: Any
    orthoniti: Any
    data: Path

    def write(
        self,
        headline: str,
        desk: Any = None,
        *,
        topics: Iterable[Any] = (),
        by: Iterable[Any] = (),
        body: Any = (("paragraph", "<p>ঘাটে আজ ভোর থেকেই মাঝিদের ভিড় লেগে আছে।</p>"),),
        at: dt.datetime | None = None,
        **fields: Any,
    ) -> Any:
        """A story as a draft; `at` is when it will have been published first."""
        from wagtail.rich_text import RichText

        from kagoj.news.models import ArticleByline, ArticlePage

        desk = desk or self.khela
        page = ArticlePage(title=headline, live=False, first_published_at=at, **fields)
        page.body = [
            (kind, RichText(value) if kind == "paragraph" and isinstance(value, str) else value)
            for kind, value in body
        ]
        page.bylines = [ArticleByline(author=who, sort_order=i) for i, who in enumerate(by)]
        desk.refresh_from_db(fields=["numchild", "path", "depth"])
        desk.add_child(instance=page)
        page.topics = list(topics)
        page.save_revision()
        return page

    def publish(self, headline: str, desk: Any = None, **values: Any) -> Any:
        """A story written and published, as the newsroom publishes it."""
        page = self.write(headline, desk, **values)
        page.get_latest_revision().publish()
        return self.again(page)

    @staticmethod
    def again(page: Any) -> Any:
        """The page as the database has it now."""
        return type(page).objects.get(pk=page.pk)


# What making the paper wrote into the database: the same rows again are a hundred times cheaper.
_written: list[tuple[str, Any, bool]] = []


def _lay_out_paper() -> None:
    from django.db import connection
    from wagtail.models import Site

    from kagoj.newsroom import paper as newsroom

    def record(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            _written.append((sql, params, many))
        return execute(sql, params, many, context)

    if _written:
        with connection.cursor() as cursor:
            for sql, params, many in _written:
                (cursor.executemany if many else cursor.execute)(sql, params)
    else:
        with connection.execute_wrapper(record):
            home = newsroom.make_paper("নদীর খবর")
            newsroom.add_desks(home, [("খেলা", "khela", "ক্রীড়া"), ("অর্থনীতি", "orthoniti", "")])
    Site.clear_site_root_paths_cache()


@pytest.fixture
def paper(db: None, tmp_path: Path, settings: Any) -> Iterator[Paper]:
    """A new paper with two desks; its shelf and index lie in the test's own folder."""
    from django.core.cache import cache

    from kagoj.news.models import DeskPage, HomePage
    from kagoj.press import announce, shelving
    from kagoj.press.models import PrintOrder

    cache.clear()  # of another test's paper, whose rows had the same numbers
    folder = tmp_path / "paper"
    settings.PAPER = dataclasses.replace(settings.PAPER, folder=folder, data=folder / "data")
    settings.MEDIA_ROOT = str(settings.PAPER.media)
    settings.PAPER.data.mkdir(parents=True)
    shelving.shelf.cache_clear()
    announce.index.cache_clear()
    _lay_out_paper()
    PrintOrder.objects.all().delete()
    khela, orthoniti = DeskPage.objects.order_by("path")
    yield Paper(HomePage.objects.get(), khela, orthoniti, settings.PAPER.data)
    for kept in (shelving.shelf, announce.index):
        if kept.cache_info().currsize:
            kept().close()
        kept.cache_clear()


def run_kagoj(*arguments: Any, **options: Any) -> subprocess.CompletedProcess[str]:
    """The `kagoj` command in a process of its own."""
    environment = {key: text for key, text in os.environ.items() if key != "KAGOJ_DIR"}
    environment |= {"PYTHONUTF8": "1"} | options.pop("env", {})
    return subprocess.run(
        [sys.executable, "-m", "kagoj", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=options.pop("timeout", 120),
        env=environment,
        **options,
    )


@pytest.fixture(scope="session")
def kagoj() -> Callable[..., subprocess.CompletedProcess[str]]:
    return run_kagoj


@dataclasses.dataclass(frozen=True)
class DemoPaper:
    """The demo paper in a folder, as `kagoj init --demo` made it, and its administrator's password."""

    folder: Path
    password: str

    @property
    def data(self) -> Path:
        return self.folder / "data"


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> DemoPaper:
    """The demo paper, made once for all tests and workers. Not to be changed: see `demo_paper`."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder, said = shared / "demo-template", shared / "demo-template.txt"
    with (shared / "demo-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            done = run_kagoj("init", folder, "--demo", timeout=600)
            assert done.returncode == 0, done.stderr
            said.with_name("demo-template.names").write_text(
                "\n".join(file.name for file in (folder / "data").iterdir()), "utf-8"
            )
            said.write_text(done.stdout, "utf-8")
    found = re.search(r"password: (\S+)", said.read_text("utf-8"))
    assert found, said.read_text("utf-8")
    return DemoPaper(folder, found[1])


@pytest.fixture
def demo_paper(demo_template: DemoPaper, tmp_path: Path) -> DemoPaper:
    """A demo paper of the test's own."""
    folder = tmp_path / "demo"
    shutil.copytree(demo_template.folder, folder)
    return DemoPaper(folder, demo_template.password)


CHROMIUM = Path("/usr/bin/chromium")
# Debian's Chromium as root on a machine without screen or internet.
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, one for all tests of a process: Playwright allows no second."""
    if not CHROMIUM.exists():
        missing = "Chromium is missing: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # milliseconds; never waited for when all is well
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_OPTIONS)
        yield opened
        opened.close()
