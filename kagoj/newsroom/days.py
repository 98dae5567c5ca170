"""Dates in the newsroom's forms: written by either calendar and in either digits, told in both.

A form's fields read what an editor writes (`BanglaDateField`, `BanglaMomentField`). Beside a field
its day is told in words while it is written: the browser asks `told`, so that there is one calendar
and not a second one in a script.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from kagoj.bangla.almanac import Almanac
from kagoj.bangla.calendar import WrongDate
from kagoj.bangla.digits import to_bangla
from kagoj.bangla.written_dates import read_date, read_moment
from kagoj.news.models import Imprint

# A newspaper's days; outside them a year is a slip of the pen, most often of the calendar.
FIRST_YEAR, LAST_YEAR = 1800, 2150

# Fields of the time at which something is to be published, and what is said when it is past.
PUBLISHING = ("go_live_at",)
PAST = "সময়টি পেরিয়ে গেছে: প্রকাশ করলে সঙ্গে সঙ্গেই পাঠকের সামনে যাবে।"


def almanac() -> Almanac:
    """The paper's own."""
    return (Imprint.objects.first() or Imprint()).almanac


class BanglaDateField(forms.DateField):
    """A day: ২০২৪-০৫-১৮, ১৮/০৫/২০২৪, ১৮ মে ২০২৪, ৪ জ্যৈষ্ঠ ১৪৩১."""

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, str):
            return _in_words_to_editors(read_date, value) if value.strip() else None
        return super().to_python(value)


class BanglaMomentField(forms.DateTimeField):
    """A day and a time by the clock of Dhaka: ৪ জ্যৈষ্ঠ ১৪৩১, ১৫:৫৭."""

    def to_python(self, value: Any) -> dt.datetime | None:
        if isinstance(value, str):
            if not value.strip():
                return None
            return from_current_timezone(_in_words_to_editors(read_moment, value))
        return super().to_python(value)


def told(request: HttpRequest) -> JsonResponse:
    """What is written in a date field, for machines and in words; or why it is no date.

    `text` is what is written, `kind` 'moment' for a field that takes a time, `name` the field. A time
    of publication that is past is taken, since stories are backdated, and said to be so.
    """
    text = request.GET.get("text", "")
    moment = request.GET.get("kind") == "moment"
    try:
        found = _in_words_to_editors(read_moment if moment else read_date, text)
    except ValidationError as wrong:
        return JsonResponse({"fault": " ".join(wrong.messages)})
    value = f"{found:%Y-%m-%d %H:%M}" if moment else found.isoformat()
    answer = {"value": value, "said": ", ".join(almanac().line(_day(found)))}
    publishes = moment and request.GET.get("name", "").endswith(PUBLISHING)
    if publishes and from_current_timezone(found) < timezone.now():
        answer["warning"] = PAST
    return JsonResponse(answer)


def _in_words_to_editors(reading: Any, text: str) -> Any:
    """What `reading` makes of a text; Django's ValidationError, in Bangla, when it is no date."""
    try:
        found = reading(text, almanac().reckoning)
    except WrongDate as wrong:
        raise ValidationError(wrong.in_bangla, code="invalid") from wrong
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValidationError(
            f"খ্রিষ্টাব্দ {to_bangla(FIRST_YEAR)} থেকে {to_bangla(LAST_YEAR)}-এর মধ্যে লিখুন; "
            f"এটি {to_bangla(found.year)} সাল।",
            code="invalid",
        )
    return found


def _day(found: dt.date) -> dt.date:
    """The day as it was written, by the clock of Dhaka."""
    return found.date() if isinstance(found, dt.datetime) else found
