"""Brings a paper's database up to this version of Kagoj."""

from __future__ import annotations

import os
import sys

from .refused import Refused


def migrate(*, new: bool = False) -> None:
    """Make or change the tables; does nothing when they are right already.

    Raises Refused for a database that holds no paper: were its tables made here, an empty paper
    would be printed over the one that readers have. `new` is for `kagoj init`, which makes one.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kagoj.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    if new:
        _make_file()
    tables = _tables()
    if not new and "news_homepage" not in tables:
        raise Refused(
            "the database holds no paper. Restore it from a copy, or mend database_url; "
            "nothing was changed"
        )
    if new and "news_homepage" in tables:
        _check_empty()
    call_command("migrate", interactive=False, verbosity=0)


def _make_file() -> None:
    """The newsroom's database file, for its owner only: drafts and password hashes are in it."""
    from django.conf import settings

    if not settings.PAPER.database_url:
        settings.PAPER.data.mkdir(parents=True, exist_ok=True)
        (settings.PAPER.data / "newsroom.db").touch(mode=0o600)


def _tables() -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def _check_empty() -> None:
    from kagoj.news.models import HomePage

    if HomePage.objects.exists():
        raise Refused("the database of DATABASE_URL holds a paper already; nothing was changed.")


if __name__ == "__main__":
    try:
        migrate()
    except Exception as error:  # noqa: BLE001 (the last line is what `kagoj serve` shows)
        said = " ".join(str(error).split()) or type(error).__name__
        print(said, file=sys.stderr)
        sys.exit(1)
