"""How the paper's own fields are asked for in forms."""

from __future__ import annotations

from typing import Any

from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput

from kagoj.news.fields import BanglaTextField
from kagoj.news.models import Topic

from .topic_picker import TopicPicker


def dress() -> None:
    """Topics are picked; running text gets a field that grows with it."""
    register_form_field_override(ParentalManyToManyField, override=_picker)
    register_form_field_override(BanglaTextField, override={"widget": AdminAutoHeightTextInput})


def _picker(field: ParentalManyToManyField) -> dict[str, Any]:
    return {"widget": TopicPicker} if field.remote_field.model is Topic else {}
