"""Bangla digits wherever Wagtail and Django print a number or a date in a Bangla sentence.

Neither has them: a Bangla newsroom read "3টি পাতা, 12 নভেম্বর 2026". Answers are not rewritten, since
the same digits are addresses and values of forms there. They are changed in the places where a
number becomes words for a person:

- a translated sentence takes its numbers in (`Sentence`; all of Wagtail's "%(count)s pages");
- `intcomma`, which Wagtail's own rules ask for wherever a number is shown and nowhere else;
- the `date` and `time` filters and `date_format`, but for the formats of machines ("c", "Y-m-d");

and where Wagtail puts a bare number into its text itself: "3 pages" under a list. What only a machine
or its keeper reads stays as it is: a picture's 640x480, a port, the percentage of an upload.

Only where the language is Bangla: an editor who reads English keeps 0-9.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.humanize.templatetags import humanize
from django.template import defaultfilters
from django.utils import formats, translation
from django.utils.safestring import SafeString
from django.utils.translation import trans_real
from wagtail.admin import active_filters
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.admin.ui import tables

from kagoj.bangla.digits import to_bangla
from kagoj.bangla.numbers import counted, group

BANGLA = "bn"
# Digits alone, as a template hands a number to a sentence; longer ones are no counts.
_COUNT = re.compile(r"-?[0-9]{1,3}(?:,?[0-9]{2,3}){0,5}(?:\.[0-9]+)?|-?[0-9]+(?:\.[0-9]{1,3})?")
# Formats that a machine reads: ISO 8601, RFC 5322, seconds, and those without words in any order.
_FOR_MACHINES = re.compile(r"[cru]|[Uu]|[YmdHis\-/:. T]*Y[-/.]?m[-/.]?d[YmdHisu\-/:. TOPZe\\]*")


class Sentence(str):
    """A translated text that takes numbers in with Bangla digits, by % or by `format`."""

    __slots__ = ()

    def __mod__(self, values: Any) -> str:
        if isinstance(values, dict):
            told: Any = {name: _told(value) for name, value in values.items()}
        elif isinstance(values, tuple):
            told = tuple(_told(value) for value in values)
        else:
            told = _told(values)
        return _taking_words(str(self)) % told

    def format(self, *args: Any, **named: Any) -> str:
        return str.format(
            self, *map(_told, args), **{name: _told(value) for name, value in named.items()}
        )


@functools.lru_cache(maxsize=4096)
def _taking_words(sentence: str) -> str:
    """The sentence with %s where it asks for a number: a number comes as words."""
    return re.sub(r"%(\(\w+\))?[di](?![A-Za-z])", r"%\1s", sentence)


def _told(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        try:
            return group(value)
        except ValueError:  # infinite: Django's own words for it
            return value
    if isinstance(value, str) and _COUNT.fullmatch(value):
        return type(value)(to_bangla(value)) if type(value) in {str, SafeString} else value
    return value


def give_digits() -> None:
    """Put Bangla digits in their places; done once, when the newsroom's app is ready."""
    _speak_in_sentences()
    comma = _in_bangla(humanize.intcomma)
    for library in (humanize.register, wagtailadmin_tags.register):
        library.filters["intcomma"] = comma
    tables.intcomma = comma
    for name in ("date", "time"):
        shown = defaultfilters.register.filters[name]
        defaultfilters.register.filters[name] = _date_in_bangla(shown)
    WagtailPaginator.items_count_label = property(_how_many)
    date_format = _date_in_bangla(formats.date_format)
    formats.date_format = active_filters.date_format = date_format


def _speak_in_sentences() -> None:
    catalogue: Any = trans_real.translation(BANGLA)
    plain, plural = catalogue.gettext, catalogue.ngettext
    catalogue.gettext = lambda text: Sentence(plain(text))
    catalogue.ngettext = lambda one, many, count: Sentence(plural(one, many, count))


def _how_many(paginator: Any) -> str:
    """'৩টি পাতা', '৮ জন ব্যবহারকারী'; a word has no plural after a number."""
    if not _is_bangla():
        name = paginator.verbose_name if paginator.count == 1 else paginator.verbose_name_plural
        return f"{paginator.count} {name}"
    people = isinstance(paginator.model, type) and issubclass(paginator.model, AbstractBaseUser)
    return f"{counted(paginator.count, 'জন' if people else 'টি')} {paginator.verbose_name}"


def _is_bangla() -> bool:
    return (translation.get_language() or "").partition("-")[0] == BANGLA


def _in_bangla(filter_: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(filter_)
    def shown(value: Any, *more: Any, **named: Any) -> Any:
        made = filter_(value, *more, **named)
        return to_bangla(made) if _is_bangla() and made is not None else made

    return shown


def _date_in_bangla(filter_: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(filter_)
    def shown(value: Any, format: str | None = None, **named: Any) -> Any:
        made = filter_(value, format, **named)
        machine = format is not None and _FOR_MACHINES.fullmatch(format)
        return to_bangla(made) if _is_bangla() and not machine else made

    return shown
