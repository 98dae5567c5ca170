"""Text on its way in: the one place where every form, block, import and API call is normalised.

What an editor wants kept as typed (`AsTyped`) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from django.apps import apps

from kagoj.bangla.mending import mended
from kagoj.bangla.normalise import compose

# Nobody types these, and neither XML 1.0 nor PostgreSQL takes them all.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile("[\t\n\r\u2028\u2029]+")
_MARK_UP = re.compile("(<[^>]*>)")

# Past so many different ones it costs less to read the paper's whole list.
_ASKED_FOR_AT_ONCE = 500


def line(text: str) -> str:
    """A text that stands on one line, in its one right form."""
    return _right(_LINE_ENDS.sub(" ", _CONTROL.sub("", text))).strip()


def running(text: str) -> str:
    """A text that may have several lines, in its one right form."""
    return _right(_CONTROL.sub("", text)).strip()


def rich(source: str) -> str:
    """Rich text as Wagtail keeps it: its words in their one right form, its tags untouched."""
    pieces = _MARK_UP.split(_CONTROL.sub("", source))
    return "".join(piece if number % 2 else _right(piece) for number, piece in enumerate(pieces))


def _right(text: str) -> str:
    after, mendings = mended(text)
    if not mendings:
        return after
    keep = as_typed({compose(one.before) for one in mendings})
    return mended(text, keep)[0] if keep else after


def as_typed(places: Collection[str]) -> set[str]:
    """Which of these the paper keeps as they are typed."""
    listed = apps.get_model("news", "AsTyped")._default_manager.values_list("text", flat=True)
    return set(listed.filter(text__in=places) if len(places) <= _ASKED_FOR_AT_ONCE else listed)
