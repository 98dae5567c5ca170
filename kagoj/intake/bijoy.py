"""Pages of the years before Unicode: typed for Bijoy's fonts, read as if they were not.

The page is converted first, then read like any other. What is found is marked as doubtful, so that a
dry run shows it and an editor looks at it; the page as it was is kept as the story's original.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kagoj.bangla.bijoy import to_unicode
from kagoj.bangla.bijoy.markup import convert_markup, names_bijoy_font
from kagoj.intake.decoding import BANGLA, bangla_share, is_twice_encoded
from kagoj.intake.found import FoundStory

DOUBT = 0.7  # how sure a field can be at most
WHY = "বিজয় হরফ থেকে ইউনিকোডে নেওয়া, মিলিয়ে দেখুন"
_GAIN = 0.3  # of the letters; a page with less of Bijoy is not touched
_TAG = re.compile("</?[A-Za-z]")


def read_in_unicode(text: str, read: Callable[[str], FoundStory]) -> FoundStory:
    """The story that `read` finds in a page, whichever letters it was typed in.

    Raises:
        Refused: there is none.
    """
    converted = in_unicode(text)
    if converted is None:
        return read(text)
    story = read(converted)
    story.original = text
    for name in story.FIELDS:
        found = getattr(story, name)
        if found.value:
            doubted = replace(
                found, confidence=min(found.confidence, DOUBT), why=f"{found.why}; {WHY}"
            )
            setattr(story, name, doubted)
    return story


def in_unicode(text: str) -> str | None:
    """A page in Bijoy's letters in Unicode; None if it is no such page."""
    if is_twice_encoded(text) or (BANGLA.search(text) and not names_bijoy_font(text)):
        return None
    if _TAG.search(text):
        whole, before, after, _ = convert_markup(text)
    else:
        whole = after = to_unicode(text)
        before = text
    return whole if bangla_share(after) - bangla_share(before) > _GAIN else None
