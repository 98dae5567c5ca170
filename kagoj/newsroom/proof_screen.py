"""Where proofreading shows: a panel beside each story's form, the register of names, the menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from kagoj import __version__
from kagoj.news.models import ArticlePage, HomePage, Topic

from .menu import Item
from .proofing_models import KnownName
from .proofing_views import may_keep_style, may_keep_words
from .registers import ByTheAlphabet


class Names(SnippetViewSet):
    """People, places and organisations, each as the paper writes it."""

    model = KnownName
    index_view_class = ByTheAlphabet
    icon = "clipboard-list"
    menu_label = "নামের তালিকা"
    menu_name = "names"
    menu_order = 72
    add_to_admin_menu = True
    list_display = ["name", Column("get_kind_display", label="ধরন"), "english", "others"]
    list_filter = ["kind"]
    search_backend_name = None
    search_fields = ["name", "others", "english"]
    ordering = ["alphabetical"]

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        """Whoever keeps topics keeps names: a paper's roles need no further right."""
        return ModelPermissionPolicy(Topic)


class ProofPanel(BaseSidePanel):
    """What the proofreader found, one after another; filled by the script."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "বানান ও রীতি দেখান বা লুকান"
        icon_name = "glasses"
        counter_classname = "w-bg-critical-200"

    name = "proof"
    title = "বানান ও রীতি"
    template_name = "newsroom/proof_panel.html"
    order = 200

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(parent_context) | {
            "story": self.object.pk or "",
            "keeps_words": may_keep_words(user),
            "keeps_style": may_keep_style(user),
            "script": _address("newsroom/proof.mjs"),
            "styles": _address("newsroom/proof.css"),
        }


def offer() -> None:
    """Put the panel beside the forms of stories and of the front page, and the style into the menu.

    Wagtail has no hook for the side panels of pages: its two views are asked for one more.
    """
    for view in (CreateView, EditView):
        _with_panel(view)
    hooks.register("register_admin_menu_item", _in_menu)


def _with_panel(view: Any) -> None:
    theirs = view.get_side_panels

    def get_side_panels(self: Any) -> Any:
        panels = theirs(self)
        # A save that happens by itself brings the other panels anew; this one lives on in the page.
        again = getattr(self, "hydrate_create_view", False) or self.expects_json_response
        if isinstance(self.page, (ArticlePage, HomePage)) and not again:
            panels.append(ProofPanel(self.page, self.request))
            panels.sort(key=lambda panel: panel.order)
        return panels

    view.get_side_panels = get_side_panels


def _in_menu() -> MenuItem:
    return Item(
        "বানান ও রীতি",
        reverse("newsroom_house_style"),
        name="house-style",
        icon_name="glasses",
        order=74,
        shown=_may_see_style,
    )


def _may_see_style(request: HttpRequest) -> bool:
    return may_keep_style(request.user)


def _address(file: str) -> SafeString:
    return format_html("{}?v={}", static(file), __version__)
