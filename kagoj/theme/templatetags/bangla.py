"""Bangla figures and dates for templates: `{% load bangla %}`.

What people read has Bangla digits; what machines read (`iso`, `dialled`, `archive`) has Latin ones.
"""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils.html import format_html_join

from kagoj.bangla import dates, numbers
from kagoj.bangla.almanac import Almanac
from kagoj.bangla.digits import to_bangla, to_latin

register = template.Library()


@register.filter
def digits(value: object) -> str:
    """17 → ১৭"""
    return to_bangla(value)


@register.filter
def grouped(value: int) -> str:
    """1234567 → ১২,৩৪,৫৬৭"""
    return numbers.group(value)


@register.filter
def short(value: float) -> str:
    """Roughly: 1234567 → ১২.৩ লাখ"""
    return numbers.in_short(value)


@register.filter
def taka(value: float) -> str:
    """An amount: 1234.5 → ৳১,২৩৪.৫"""
    return numbers.money(value)


@register.filter
def of(value: int, what: str) -> str:
    """How many of what: `{{ 3|of:"টি ছবি" }}` ৩টি ছবি, `{{ 350|of:"জন" }}` ৩৫০ জন"""
    return numbers.counted(value, what)


@register.filter
def day(when: dt.date) -> str:
    """The day in Dhaka: ১৮ মে ২০২৪"""
    return dates.date_in_words(when)


@register.filter
def moment(when: dt.datetime) -> str:
    """Day and time: ০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭"""
    return dates.moment_in_words(when)


@register.filter
def clock(when: dt.datetime) -> str:
    """Time of day: ১৫:৫৭"""
    return dates.time_in_words(when)


@register.simple_tag
def masthead_line(when: dt.date, almanac: Almanac, labelled: bool = False) -> str:
    """শনিবার, ১৮ মে ২০২৪, ৪ জ্যৈষ্ঠ ১৪৩১; breaks, where it must, between its dates and not inside."""
    *pieces, last = almanac.line(when, labelled=labelled)
    spans = (*(f"{piece}," for piece in pieces), last)
    return format_html_join(" ", "<span>{}</span>", ((span,) for span in spans))


@register.filter
def bangla_of(almanac: Almanac, when: dt.date) -> str:
    """The Bangla date of a day: ৪ জ্যৈষ্ঠ ১৪৩১"""
    return almanac.bangla(when)


@register.filter
def since(then: dt.datetime, now: dt.datetime) -> str:
    """How long before `now`: ৩৫ মিনিট আগে. Only for pages that are answered, not printed."""
    return dates.since(then, now)


@register.filter
def iso(when: dt.date) -> str:
    """For machines: 2020-02-09T15:57+06:00, of a plain day 2020-02-09."""
    if isinstance(when, dt.datetime):
        return dates.in_dhaka(when).isoformat(timespec="minutes")
    return when.isoformat()


@register.filter
def archive(when: dt.date) -> str:
    """The address of that day's page: /archive/2020/02/09/"""
    return f"/archive/{dates.civil_day(when):%Y/%m/%d}/"


@register.filter
def dialled(number: str) -> str:
    """A printed telephone number as a telephone dials it: ০২-৪৮১১ → 024811"""
    return "".join(
        sign for sign in to_latin(number) if sign.isascii() and (sign.isdigit() or sign == "+")
    )
