"""Names for the form fields and columns that Wagtail leaves unmarked for translation.

Wagtail lets Django make some labels from a field's name in Python (`phone_number` becomes "Phone
number"); no catalogue can reach those. Each stands here once, with its place and its name; the name
itself is translated by `locale/` like every other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
from wagtail.admin.forms.workflows import WorkflowContentTypeForm, WorkflowPageForm
from wagtail.admin.ui.tables import Column
from wagtail.images.forms import ImageInsertionForm
from wagtail.sites.views import IndexView as SiteList
from wagtail.users.forms import PagePermissionsForm
from wagtail.users.views.bulk_actions.assign_role import RoleForm

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FIELDS: dict[type[forms.Form | forms.ModelForm[Any]], dict[str, StrPromise]] = {
    LoginForm: {"password": _("Password")},
    ExternalLinkChooserForm: {"link_text": _("Link text")},
    AnchorLinkChooserForm: {"link_text": _("Link text")},
    EmailLinkChooserForm: {
        "email_address": _("Email address"),
        "link_text": _("Link text"),
        "subject": _("Subject"),
        "body": _("Body"),
    },
    PhoneLinkChooserForm: {"phone_number": _("Phone number"), "link_text": _("Link text")},
    # Wagtail translates these once, in whatever language is set when they are first needed.
    ImageInsertionForm: {
        "format": _("Format"),
        "image_is_decorative": _("Image is decorative"),
        "alt_text": _("Alt text"),
    },
    WorkflowPageForm: {"page": _("Page")},
    WorkflowContentTypeForm: {"content_types": _("Snippets")},
    PagePermissionsForm: {"page": _("Page"), "permissions": _("Permissions")},
    RoleForm: {"role": _("Role")},
}

COLUMNS: list[tuple[Iterable[Column], dict[str, StrPromise]]] = [
    (
        SiteList.columns,
        {"port": _("Port"), "site_name": _("Site name"), "root_page": _("Root page")},
    ),
]


def give_names() -> None:
    """Puts the names in place; done once, when the newsroom's app is ready."""
    for form, labels in FIELDS.items():
        for field, label in labels.items():
            form.base_fields[field].label = label
    for columns, labels in COLUMNS:
        for column in columns:
            column.label = labels.get(column.name, column.label)
