"""The tree of pages at a million stories.

Wagtail asks for what stands below a page with `path LIKE 'x%'`, for which SQLite has no use of the
index on paths and reads every page there is. The same question as a range is a walk along it.

For who may do everything it asks on every screen for the pages of depth 1, again by reading all. The
root is the first page along the paths. (An index on the depth makes SQLite ask it other questions,
too, which it answers worse.)
"""

from __future__ import annotations

from typing import Any

from django.db.models.lookups import StartsWith
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

# Above every sign of a path (0-9, A-Z).
ABOVE = "~"


class Below(StartsWith):
    """`path__startswith`, answered from the index: from the path itself up to all that begin so."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        left, values = self.process_lhs(compiler, connection)
        if not isinstance(self.rhs, str) or not (self.rhs.isascii() and self.rhs.isalnum()):
            sql, found = super().as_sql(compiler, connection)
            return sql, list(found)
        return f"({left} >= %s AND {left} < %s)", [*values, self.rhs, *values, self.rhs + ABOVE]


def walk_along_paths() -> None:
    Page._meta.get_field("path").register_lookup(Below)
    of_others = PagePermissionPolicy.instances_with_direct_explore_permission

    def explored(policy: PagePermissionPolicy, user: Any) -> Any:
        return [Page.objects.order_by("path")[0]] if user.is_superuser else of_others(policy, user)

    PagePermissionPolicy.instances_with_direct_explore_permission = explored
