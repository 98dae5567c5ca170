"""The sidebar: the things of a newspaper by their own names, each shown to those who may use it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem, SubmenuMenuItem, settings_menu

from kagoj.news.models import HomePage

from .reach import reach_of

Test = Callable[[HttpRequest], bool]


class Item(MenuItem):
    """A menu item shown to whoever passes a test."""

    def __init__(self, *args: Any, shown: Test, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.shown = shown

    def is_shown(self, request: HttpRequest) -> bool:
        return self.shown(request)


def items() -> list[Callable[[], MenuItem]]:
    """What is registered in the main menu, in the order of the day."""
    return [
        lambda: Item(
            "নতুন সংবাদ",
            reverse("newsroom_new_story"),
            name="new-story",
            icon_name="plus",
            order=10,
            shown=lambda request: bool(reach_of(request.user).writes),
        ),
        lambda: Item(
            "সংবাদ",
            reverse("newsroom_stories"),
            name="stories",
            icon_name="doc-full",
            order=20,
            shown=lambda request: bool(reach_of(request.user).sees),
        ),
        lambda: Item(
            "পাঠকসংখ্যা",
            reverse("newsroom_readership"),
            name="readership",
            icon_name="view",
            order=25,
            shown=lambda request: True,  # to everyone who is let in
        ),
        lambda: FrontPage("প্রচ্ছদ সাজানো", "", name="rundown", icon_name="home", order=30),
        lambda: Desks("বিভাগ", "", name="desks", icon_name="folder-open-inverse", order=40),
        _setting("মুদ্রণরেখা", "imprint", "list-ul", 900),
        _setting("আবহাওয়া", "weather", "site", 910),
        lambda: Item(
            "ব্যবহারকারী",
            reverse("wagtailusers_users:index"),
            name="people",
            icon_name="user",
            order=920,
            shown=lambda request: request.user.has_perm("auth.change_user"),
        ),
    ]


class FrontPage(MenuItem):
    """The rundown: the form of the home page, for whoever may change it."""

    def is_shown(self, request: HttpRequest) -> bool:
        home = HomePage.objects.first()
        if home is None or not home.permissions_for_user(request.user).can_edit():
            return False
        self.url = reverse("wagtailadmin_pages:edit", args=[home.pk])
        return True


class Desks(MenuItem):
    """The desks under the home page, for whoever may open one."""

    def is_shown(self, request: HttpRequest) -> bool:
        home = HomePage.objects.first()
        if home is None or not home.permissions_for_user(request.user).can_edit():
            return False
        # In the order of the navigation, which is changed here by dragging.
        self.url = reverse("wagtailadmin_explore", args=[home.pk]) + "?ordering=ord"
        return True


def _setting(label: str, model: str, icon: str, order: int) -> Callable[[], MenuItem]:
    return lambda: Item(
        label,
        reverse("wagtailsettings:edit", args=["news", model]),
        name=model,
        icon_name=icon,
        order=order,
        shown=lambda request: request.user.has_perm(f"news.change_{model}"),
    )


# What Wagtail offers and a newspaper finds elsewhere, or not at all.
_ELSEWHERE = {"explorer", "documents", "snippets"}
_SETTINGS_ELSEWHERE = {"users", "imprint", "weather", "মুদ্রণরেখা-ইমপ্রিন্ট"}
_ORDERS = {"images": 50, "reports": 9000}


def tidy_main(request: HttpRequest, shown: list[MenuItem]) -> None:
    shown[:] = [
        _plain_settings(item) if item.name == "settings" else item
        for item in shown
        if item.name not in _ELSEWHERE
        and (item.name != "reports" or request.user.has_perm("news.change_imprint"))
    ]
    for item in shown:
        item.order = _ORDERS.get(item.name, item.order)


def _plain_settings(item: MenuItem) -> MenuItem:
    """The settings without the line that names their maker's version."""
    return SubmenuMenuItem(
        item.label, settings_menu, name=item.name, icon_name=item.icon_name, order=item.order
    )


def tidy_settings(request: HttpRequest, shown: list[MenuItem]) -> None:
    shown[:] = [
        item for item in shown if item.name not in _SETTINGS_ELSEWHERE and not _is_our_setting(item)
    ]


def _is_our_setting(item: MenuItem) -> bool:
    return getattr(getattr(item, "model", None), "_meta", None) is not None and (
        item.model._meta.app_label == "news"  # type: ignore[attr-defined]
    )


def tidy_help(request: HttpRequest, shown: list[MenuItem]) -> None:
    """Only what helps in Bangla, on this host."""
    shown[:] = [item for item in shown if item.name == "keyboard-shortcuts-trigger"]


def page_tree() -> MenuItem:
    """Wagtail's own tree of pages stays reachable for administrators."""
    return Item(
        "পাতার গাছ",
        # With the mark, the form of a story is not taken for a part of this item.
        reverse("wagtailadmin_explore_root") + "?",
        name="page-tree",
        icon_name="folder-open-inverse",
        order=90,
        shown=lambda request: request.user.has_perm("auth.change_user"),
    )
