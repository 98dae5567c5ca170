"""An index that Wagtail's own table lacks for a question the press asks every five seconds."""

from __future__ import annotations

from typing import Any

from django.db import connections

EXPIRY = "kagoj_pages_that_expire"


def index_expiry(using: str, **_: Any) -> None:
    """Let "which pages expire" read the few that do, not the whole archive.

    Made after every migration: a change of Wagtail's table may make the table anew without it.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if "wagtailcore_page" in connection.introspection.table_names(cursor):
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {EXPIRY} ON wagtailcore_page (expire_at)"
                " WHERE expire_at IS NOT NULL"
            )
