"""Choosing a story for 'আরও পড়ুন', the rundown, the ticker or a link: the newest first, found by
headline or number, whatever the archive's size."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Q, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.views.chooser import (
    BrowseView,
    PageChooserTable,
    SearchView,
    page_models_from_string,
    shared_context,
)
from wagtail.models import Page

from kagoj.news.models import ArticlePage, DeskPage, HomePage

from . import newslist
from .newslist import Question

OFFERED = 25  # stories shown before anything is typed, and for one search


class StoryBrowse(BrowseView):
    """Opens on the newest stories; desks can be opened to see theirs."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if parent_page_id is None and not request.GET.get("user_perms"):
            parent_page_id = HomePage.objects.values_list("pk", flat=True).first()
        answer: HttpResponse = super().get(request, parent_page_id)
        return answer

    def get_object_list(self) -> QuerySet[Page]:
        if self.request.GET.get("user_perms"):
            return super().get_object_list()
        if isinstance(self.parent_page, HomePage):
            newest = _newest(Question(), self.request)
            shown = Q(pk__in=newest)
            if not _stories_only(self.desired_classes):
                shown |= Q(pk__in=[desk.pk for desk in DeskPage.in_order()])
        elif isinstance(self.parent_page, DeskPage):
            shown = Q(pk__in=_newest(Question(desk=self.parent_page.pk), self.request))
        else:
            return super().get_object_list()
        # Desks as the navigation has them, stories from the newest.
        desks_first = Case(When(depth__lt=4, then="path"))
        pages = Page.objects.filter(shown).order_by(
            "depth", desks_first, "-first_published_at", "-pk"
        )
        return pages.defer_streamfields().specific()


class StorySearch(SearchView):
    """Searches the newslist: whole words in all that is published, headlines of the rest."""

    def get(self, request: HttpRequest) -> HttpResponse:
        self.i18n_enabled = False
        self.is_multiple_choice = request.GET.get("multiple")
        wanted = request.GET.get("page_type") or "wagtailcore.page"
        try:
            classes = page_models_from_string(wanted)
        except (ValueError, LookupError) as error:
            raise Http404 from error
        form = SearchForm(request.GET)
        words = form.cleaned_data["q"] if form.is_valid() else ""
        found = _found(words, classes) if words else []
        for page in found:
            page.can_choose, page.is_parent_page = True, False
        context: dict[str, Any] = {
            "searchform": form,
            "table": PageChooserTable(self.columns, found),
            "pages": Paginator(found, OFFERED).get_page(1),
            "page_type_string": wanted,
        }
        return TemplateResponse(
            request, "wagtailadmin/chooser/_search_results.html", shared_context(request, context)
        )


browse = StoryBrowse.as_view()
search = StorySearch.as_view()


def _found(words: str, classes: tuple[type[Page], ...]) -> list[Page]:
    pages: list[Page] = []
    for model in (HomePage, DeskPage):
        if any(issubclass(model, wanted) for wanted in classes):
            pages += model.objects.filter(title__icontains=words)[:10]
    if any(issubclass(ArticlePage, wanted) for wanted in classes):
        entries = newslist.ask(Question(words=words), size=OFFERED).entries
        stories = ArticlePage.objects.defer_streamfields().in_bulk([e.page_id for e in entries])
        pages += [stories[entry.page_id] for entry in entries if entry.page_id in stories]
    return pages


def _newest(question: Question, request: HttpRequest) -> list[int]:
    return [entry.page_id for entry in newslist.ask(question, size=OFFERED).entries]


def _stories_only(classes: tuple[type[Page], ...]) -> bool:
    return all(issubclass(wanted, ArticlePage) for wanted in classes)
