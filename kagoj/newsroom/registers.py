"""The paper's registers: authors, topics and places, the ticker, advertisements."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from kagoj.news.models import Advertisement, AsTyped, Author, Breaking, Topic


class ByTheAlphabet(IndexView):
    """A list whose first column sorts by the Bangla alphabet, forwards and back."""

    def _get_title_column(self, field_name: str, *args: Any, **options: Any) -> Column:
        column = super()._get_title_column(field_name, *args, **options)
        column.sort_key = "alphabetical"
        return column


class Authors(SnippetViewSet):
    model = Author
    index_view_class = ByTheAlphabet
    icon = "user"
    menu_label = "প্রতিবেদক"
    menu_name = "authors"
    menu_order = 60
    add_to_admin_menu = True
    list_display = ["name", Column("get_kind_display", label="ধরন"), "role"]
    list_filter = ["kind"]
    # Plain looking for letters: the full-text engine of the database takes Bangla words apart.
    search_backend_name = None
    search_fields = ["name", "initials"]
    ordering = ["alphabetical"]


class Topics(SnippetViewSet):
    model = Topic
    index_view_class = ByTheAlphabet
    icon = "tag"
    menu_label = "বিষয় ও স্থান"
    menu_name = "topics"
    menu_order = 70
    add_to_admin_menu = True
    list_display = ["title", Column("get_kind_display", label="ধরন")]
    list_filter = ["kind"]
    search_backend_name = None
    search_fields = ["title"]
    ordering = ["alphabetical"]


class Ticker(SnippetViewSet):
    model = Breaking
    icon = "warning"
    menu_label = "ব্রেকিং"
    menu_name = "breaking"
    menu_order = 80
    add_to_admin_menu = True
    list_display = ["text", "until"]
    search_backend_name = None
    search_fields = ["text"]
    ordering = ["-id"]


class Advertisements(SnippetViewSet):
    model = Advertisement
    icon = "pick"
    menu_label = "বিজ্ঞাপন"
    menu_name = "advertisements"
    menu_order = 90
    add_to_admin_menu = True
    list_display = ["name", Column("get_place_display", label="স্থান"), "begins", "ends"]
    list_filter = ["place"]
    search_backend_name = None
    search_fields = ["name"]
    ordering = ["place", "-id"]


class KeptAsTyped(SnippetViewSet):
    model = AsTyped
    icon = "edit"
    menu_label = "যেমন লেখা"
    menu_name = "as-typed"
    menu_order = 900
    add_to_settings_menu = True
    list_display = ["text", "by", "at"]
    search_backend_name = None
    search_fields = ["text"]
    ordering = ["-at"]


ALL = (Authors, Topics, Ticker, Advertisements, KeptAsTyped)
