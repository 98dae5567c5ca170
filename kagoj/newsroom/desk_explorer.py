"""A desk opened in the tree of pages is the list of its stories: one list, not two."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet

from kagoj.news.models import ArticlePage


class StoriesOfDesk(ExplorableIndexView):
    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        return redirect(f"{reverse('newsroom_stories')}?desk={parent_page_id}")


class Stories(PageViewSet):
    model = ArticlePage
    index_view_class = StoriesOfDesk


def viewset() -> PageViewSet:
    return Stories()
