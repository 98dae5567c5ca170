"""Plain fields of Django's forms take numbers, days and times in either digits."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from wagtail.blocks import IntegerBlock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "written", "read"),
    [
        (forms.IntegerField, "১২", 12),
        (forms.IntegerField, " ১২,৩৪,৫৬৭ ", 1_234_567),
        (forms.IntegerField, "1,234,567", 1_234_567),
        (forms.IntegerField, "-১,০০০", -1000),
        (forms.FloatField, "৩.৫", 3.5),
        (forms.DecimalField, "১,২৩,৪৫৬.৭৮", Decimal("123456.78")),
        (forms.DateField, "২০২৪-০৫-১৮", dt.date(2024, 5, 18)),
        (forms.TimeField, "১৫:৫৭", dt.time(15, 57)),
        (forms.SplitDateTimeField, ["২০২৪-০৫-১৮", "১৫:৫৭"], (2024, 15)),
    ],
    ids=["bangla", "lakhs", "thousands", "below-zero", "point", "decimal", "day", "time", "moment"],
)
def test_both_digits_and_commas_are_taken(paper, field, written, read):
    found = field().clean(written)
    if isinstance(read, tuple):
        found = (found.year, found.hour)
    assert found == read


@pytest.mark.parametrize("written", ["১,২", "1,2,3", "১২,", "বারো", "১২,৩৪,৫৬", "1e5x", "\x00"])
def test_what_is_no_number_is_refused(paper, written):
    for field in (forms.IntegerField(), forms.DecimalField(), forms.FloatField()):
        with pytest.raises(ValidationError):
            field.clean(written)


def test_a_browser_lets_bangla_digits_be_typed(paper):
    for field in (forms.IntegerField(min_value=1), IntegerBlock().field):
        shown = field.widget.render("x", 5)
        assert 'type="text"' in shown
        assert 'inputmode="decimal"' in shown


def test_every_form_takes_them(paper):
    class Filter(forms.Form):
        size = forms.IntegerField()
        day = forms.DateField()

    form = Filter({"size": "১,০০০", "day": "২০২৪-০৫-১৮"})
    assert form.is_valid()
    assert form.cleaned_data == {"size": 1000, "day": dt.date(2024, 5, 18)}
