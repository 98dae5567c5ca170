"""সংবাদ: every story of the paper in one list, and the way to a new one."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kagoj.bangla.digits import to_latin
from kagoj.news.models import Author, DeskPage, PublishedStory

from . import newslist
from .models import NewslistEntry
from .newslist import Cursor, Question
from .reach import Reach, reach_of

State = NewslistEntry.State

# What a list can be narrowed to, in the order an editor thinks of it.
STATES = (
    (newslist.LIVE, "পাঠক দেখছেন"),
    *((state.value, state.label) for state in State if state != State.PUBLISHED),
)
SUGGESTED = 300  # names offered while an author's is typed


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A story as the lists of the newsroom show it."""

    entry: NewslistEntry
    desk: str
    edit: str  # address of its form, or '' when this person may not open it
    read: str  # where readers read it, or ''

    @property
    def state(self) -> str:
        return State(self.entry.state).label


def lines_of(entries: list[NewslistEntry], reach: Reach) -> list[Line]:
    """Lines for these entries, desks and readers' addresses looked up together."""
    desks = dict(
        DeskPage.objects.filter(pk__in={entry.desk for entry in entries}).values_list("pk", "title")
    )
    live = [entry.number for entry in entries if entry.live]
    paths = dict(PublishedStory.objects.filter(number__in=live).values_list("number", "path"))
    return [
        Line(
            entry,
            desks.get(entry.desk, ""),
            reverse("wagtailadmin_pages:edit", args=[entry.page_id])
            if reach.may_edit(entry)
            else "",
            settings.PAPER.address + paths[entry.number] if entry.number in paths else "",
        )
        for entry in entries
    ]


class StoryList(WagtailAdminTemplateMixin, TemplateView):
    """The list with its filters. What is asked stands in the address, so it can be kept or sent."""

    page_title = "সংবাদ"
    header_icon = "doc-full"
    breadcrumbs_items: list[dict[str, str]] = []
    template_name = "newsroom/stories.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        asked = self.request.GET
        reach = reach_of(self.request.user)
        name = asked.get("author", "").strip()
        authors = newslist.authors_called(name)
        question = Question(
            words=asked.get("q", ""),
            desk=_desk(asked.get("desk", ""), reach),
            desks=reach.seen,
            state=asked.get("state", "") if asked.get("state") in dict(STATES) else "",
            author=authors[0].pk if len(authors) == 1 else None,
            owner=self.request.user.pk if asked.get("mine") else None,
            since=_day(asked.get("since", "")),
            until=_day(asked.get("until", "")),
        )
        lost = bool(name) and not authors
        unsure = len(authors) > 1
        answer = (
            newslist.Answer([])
            if lost or unsure
            else newslist.ask(question, Cursor.read(asked.get("after", "")))
        )
        return super().get_context_data(
            **more,
            lines=lines_of(answer.entries, reach),
            older=self._same_question(after=str(answer.older)) if answer.older else "",
            stopped=answer.stopped,
            understood=answer.understood,
            meant=(answer.meant, self._same_question(q=answer.meant)) if answer.meant else None,
            looked_at=newslist.LOOKED_AT,
            first=self._same_question() if asked.get("after") else "",
            question=question,
            asked=asked,
            narrowed=any(asked.get(key) for key in NARROWING),
            # A desk alone, as after publishing, need not fill a phone's screen with filters.
            opened=any(asked.get(key) for key in NARROWING if key not in {"q", "desk"}),
            states=STATES,
            desks=reach.sees,
            writes=reach.writes,
            names=Author.objects.order_by("alphabetical").values_list("name", flat=True)[
                :SUGGESTED
            ],
            lost=name if lost else "",
            choices=[(who.name, self._same_question(author=who.name)) for who in authors]
            if unsure
            else [],
        )

    def _same_question(self, **changed: str) -> str:
        kept = {key: self.request.GET[key] for key in NARROWING if self.request.GET.get(key)}
        return "?" + urlencode({**kept, **changed})


NARROWING = ("q", "desk", "state", "author", "mine", "since", "until")
index = StoryList.as_view()


class NewStory(WagtailAdminTemplateMixin, TemplateView):
    """Which desk is the story for? Asked only of those who write at several."""

    page_title = "নতুন সংবাদ"
    header_icon = "plus"
    breadcrumbs_items: list[dict[str, str]] = []
    template_name = "newsroom/new_story.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        desks = reach_of(request.user).writes
        if len(desks) == 1:
            return redirect(address_of_new(desks[0]))
        ways = [(desk.title, address_of_new(desk)) for desk in desks]
        return self.render_to_response(self.get_context_data(ways=ways))


new = NewStory.as_view()


def search(request: HttpRequest) -> HttpResponse:
    """The sidebar's search field leads to the list."""
    return redirect(f"{reverse('newsroom_stories')}?{urlencode({'q': request.GET.get('q', '')})}")


def address_of_new(desk: DeskPage) -> str:
    """The empty form for a story of this desk."""
    return reverse("wagtailadmin_pages:add", args=["news", "articlepage", desk.pk])


def _desk(text: str, reach: Reach) -> int | None:
    return next((desk.pk for desk in reach.sees if str(desk.pk) == text), None)


def _day(text: str) -> dt.date | None:
    """A day an editor may mean; None for anything else."""
    try:
        day = dt.date.fromisoformat(to_latin(text))
    except ValueError:
        return None
    return day if 1800 < day.year < 9000 else None


def suggest(request: HttpRequest) -> HttpResponse:
    """What goes on from the words begun in the list's search field, as readers are offered it."""
    begun = request.GET.get("q", "")[: newslist.LONGEST_QUERY]
    return JsonResponse({"q": begun, "words": newslist.suggester().completions(begun)})
