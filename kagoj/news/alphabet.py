"""The alphabet's order for names that a database keeps, whichever it is.

Neither SQLite nor PostgreSQL as it comes sorts Bangla: a column beside the name holds its sort key
(`kagoj.bangla.collation`), with an index, so that a page of a long list is a short walk.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from kagoj.bangla.collation import sort_key

_LONGEST_KEY = 255  # characters; some eighty letters, so what is alike for longer stays as it comes


class AlphabetField(models.CharField):
    """Where a name stands in the alphabet; follows the field it is made of with every save."""

    def __init__(self, of: str = "", **options: Any):
        self.of = of
        options |= {"max_length": _LONGEST_KEY, "editable": False, "db_index": True, "default": ""}
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for given in ("max_length", "editable", "db_index", "default"):
            options.pop(given, None)
        return name, path, args, {**options, "of": self.of}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        key = sort_key(getattr(instance, self.of))[:_LONGEST_KEY]
        setattr(instance, self.attname, key)
        return key
