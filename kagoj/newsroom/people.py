"""ব্যবহারকারী: who works in the newsroom, and which role each has at which desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import PermissionDenied
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from kagoj.bangla.collation import sort_key
from kagoj.news.models import DeskPage

from .roles import WHOLE_PAPER, Role

MEANINGS = {
    Role.REPORTER: "সংবাদ লেখেন, অনুমোদনের জন্য পাঠান",
    Role.SUB_EDITOR: "ডেস্কের সব সংবাদ সম্পাদনা করেন",
    Role.DESK_EDITOR: "প্রকাশ ও প্রত্যাহার করেন",
    Role.PUBLISHER: "প্রচ্ছদ, বিজ্ঞাপন, মুদ্রণরেখা",
    Role.ADMINISTRATOR: "সবকিছু, ব্যবহারকারীসহ",
}


class NameForSigningIn(UnicodeUsernameValidator):
    """Django's rule, which takes no Bangla name with a vowel sign: those are no letters to it."""

    regex = r"^[\w.@+\-\u0980-\u09ff\u200c\u200d]+\Z"


def take_bangla_names() -> None:
    """Let people sign in under a Bangla name."""
    field = get_user_model()._meta.get_field("username")
    field.validators[:] = [
        NameForSigningIn() if isinstance(one, UnicodeUsernameValidator) else one
        for one in field.validators
    ]


class RoleGrid(forms.CheckboxSelectMultiple):
    """Groups as a grid: a row for the whole paper and each desk, a column for each role."""

    template_name = "newsroom/people/role_grid.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        boxes = {
            str(box["label"]): box
            for _, group, _ in context["widget"]["optgroups"]
            for box in group
        }
        desks = [WHOLE_PAPER, *(desk.title for desk in DeskPage.in_order())]
        context["rows"] = [(desk, row) for desk in desks if any(row := _row(desk, boxes))]
        placed = {box["label"] for _, row in context["rows"] for box in row if box}
        context["others"] = [box for label, box in boxes.items() if label not in placed]
        context["columns"] = [(role.value, MEANINGS[role]) for role in Role]
        return context


def _row(desk: str, boxes: dict[str, dict[str, Any]]) -> list[dict[str, Any] | None]:
    return [boxes.get(f"{desk}: {role.value}") for role in Role]


class PeopleView(IndexView):
    """The list says what each person is, not only who."""

    @cached_property
    def columns(self) -> list[Column]:
        shown = [column for column in super().columns if column.name != "is_superuser"]
        roles = Column("roles", accessor=roles_in_words, label="ভূমিকা", width="30%")
        return [*shown[:3], roles, *shown[3:]]

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().prefetch_related("groups")

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        names = _IN_ORDER_OF.get(self.ordering.lstrip("-"))
        if not names:
            return super().order_queryset(queryset)
        return in_alphabetical_order(queryset, names, backwards=self.ordering.startswith("-"))


_IN_ORDER_OF = {"name": ("first_name", "last_name", "username"), "username": ("username",)}
_MOST_PEOPLE = 2000  # more are left to the database's own order: an office has hundreds


def in_alphabetical_order(
    people: QuerySet[Any], names: tuple[str, ...], *, backwards: bool = False
) -> QuerySet[Any]:
    """People by the alphabet. Their table is Django's own and has no sort key, but they are few."""
    known = list(people.order_by().values_list("pk", *names)[: _MOST_PEOPLE + 1])
    if len(known) > _MOST_PEOPLE:
        return people.order_by(*(f"-{name}" if backwards else name for name in names), "pk")
    known.sort(key=lambda person: [sort_key(name) for name in person[1:]], reverse=backwards)
    places = [When(pk=person[0], then=place) for place, person in enumerate(known)]
    return people.order_by(Case(*places, default=len(places)) if places else "pk")


def roles_in_words(person: Any) -> str:
    """'খেলা: প্রতিবেদক, মতামত: সহ-সম্পাদক'"""
    return ", ".join(sorted((group.name for group in person.groups.all()), key=sort_key)) or "—"


class _Person:
    """One name as Bangla names go, an e-mail only for those who have one, roles in a grid."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["first_name"].label = "নাম"
        self.fields["first_name"].help_text = "সংবাদে প্রতিবেদকের যে নাম ছাপা হয়।"
        self.fields["email"].required = False
        self.fields["email"].help_text = "থাকলে পাসওয়ার্ড ভুলে গেলে নিজেই নতুন করতে পারবেন।"
        self.fields["groups"].label = "ভূমিকা"
        self.fields["groups"].help_text = "কোন বিভাগে কী কাজ। একজনের কয়েকটি ভূমিকা থাকতে পারে।"
        for name in ("last_name", "is_superuser"):
            self.fields.pop(name, None)


class NewPersonForm(_Person, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        widgets = {"groups": RoleGrid}


class PersonForm(_Person, UserEditForm):
    class Meta(UserEditForm.Meta):
        widgets = {"groups": RoleGrid}


class NewPersonView(CreateView):
    template_name = "newsroom/people/create.html"


class PersonView(EditView):
    template_name = "newsroom/people/edit.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Whoever could set the first administrator's password would be the first administrator.
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer


class PeopleViewSet(UserViewSet):
    index_view_class = PeopleView
    add_view_class = NewPersonView
    edit_view_class = PersonView
    template_prefix = "newsroom/people/"
    menu_order = 600

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[Any]]:
        return PersonForm if for_update else NewPersonForm
