"""A field for one line of text, as a headline is, that wraps where the form is narrow."""

from __future__ import annotations

from typing import Any

from wagtail.admin.widgets import AdminAutoHeightTextInput


class OneLine(AdminAutoHeightTextInput):
    """Grows with its text instead of hiding its end; a line's end in it is a blank."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return " ".join(value.splitlines()) if isinstance(value, str) else value
