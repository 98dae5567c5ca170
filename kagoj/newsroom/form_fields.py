"""How the paper's own fields are asked for in forms."""

from __future__ import annotations

from typing import Any

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput, AdminDateTimeInput

from kagoj.news.fields import BanglaTextField
from kagoj.news.models import Topic

from .days import BanglaDateField, BanglaMomentField
from .topic_picker import TopicPicker


def dress() -> None:
    """Topics are picked, dates read as they are written; running text gets a field that grows."""
    register_form_field_override(ParentalManyToManyField, override=_picker)
    register_form_field_override(
        models.DateField, override={"form_class": BanglaDateField, "widget": AdminDateInput}
    )
    register_form_field_override(
        models.DateTimeField,
        override={"form_class": BanglaMomentField, "widget": AdminDateTimeInput},
    )
    register_form_field_override(BanglaTextField, override={"widget": AdminAutoHeightTextInput})


def _picker(field: ParentalManyToManyField) -> dict[str, Any]:
    return {"widget": TopicPicker} if field.remote_field.model is Topic else {}
