"""The rich text area of the newsroom."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.forms import Media
from wagtail.admin.rich_text import DraftailRichTextArea


class RichTextArea(DraftailRichTextArea):
    """Draftail that loses nothing that is typed.

    Each keystroke goes to the form at once: by default it waits a quarter of a second, and whoever
    published faster lost the last words. And undo in another field leaves the text alone, see
    `drafting.js`.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.options["stateSaveInterval"] = 0
        self.options["plugins"] = [*self.options.get("plugins", []), {"type": "kagoj-typing"}]

    @cached_property
    def media(self) -> Media:
        return super().media + Media(js=["newsroom/drafting.js"])
