"""Indexes that Wagtail's own table lacks, so that no question reads the whole archive."""

from __future__ import annotations

from typing import Any

from django.db import connections

INDEXES = {
    # Which pages expire: the press asks it every five seconds.
    "kagoj_pages_that_expire": "(expire_at) WHERE expire_at IS NOT NULL",
}


def make_indexes(using: str, **_: Any) -> None:
    """Made after every migration: a change of Wagtail's table may make the table anew without them."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if "wagtailcore_page" in connection.introspection.table_names(cursor):
            for name, columns in INDEXES.items():
                cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON wagtailcore_page {columns}")
