"""Numbers, days and times are taken in either digits by every form of the newsroom.

Django and Wagtail make forms of their own (filters, settings, collections, blocks), whose fields
know 0-9 alone; and a browser lets nobody type ১২ into a number field. So the fields themselves are
taught, once for all: an editor who writes ১২,৩৪,৫৬৭ or 1,234,567 means a number, whatever the form.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

from django import forms

from kagoj.bangla.digits import to_latin

# By thousands, or by thousands, lakhs and crores; a comma elsewhere is a slip, and is refused.
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?")
_NUMBERS = (forms.IntegerField, forms.FloatField, forms.DecimalField)
_TIMES = (forms.DateField, forms.TimeField, forms.DateTimeField)


class DigitsInput(forms.NumberInput):
    """A field for a number in any digits: of text, with the keys of a number on phones."""

    input_type = "text"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({"inputmode": "decimal", "autocomplete": "off"} | (attrs or {}))


def take_digits() -> None:
    """Teach Django's form fields both digits; done once, when the newsroom's app is ready."""
    for number in _NUMBERS:
        number.to_python = _reading(number.to_python, _number)  # type: ignore[method-assign]
        number.widget = DigitsInput
    for time in _TIMES:
        time.to_python = _reading(time.to_python, to_latin)  # type: ignore[method-assign]


def _reading(to_python: Callable[..., Any], plain: Callable[[str], str]) -> Callable[..., Any]:
    @functools.wraps(to_python)
    def read(field: forms.Field, value: Any) -> Any:
        return to_python(field, plain(value.strip()) if isinstance(value, str) else value)

    return read


def _number(text: str) -> str:
    text = to_latin(text)
    return text.replace(",", "") if _GROUPED.fullmatch(text) else text
