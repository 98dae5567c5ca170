"""What an editor sees first: their own work, what waits for them, what readers have got, and
whether the press is well."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import shutil
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from laces.components import Component
from wagtail.models import Revision

from kagoj.bangla.dates import moment_in_words
from kagoj.bangla.digits import to_bangla
from kagoj.bangla.numbers import group
from kagoj.bangla.times import duration_in_words
from kagoj.news.models import ArticlePage
from kagoj.press import reprint
from kagoj.press.models import PrintOrder

from . import newslist
from .models import NewslistEntry
from .newslist import Question
from .pulse import SILENT, silence
from .reach import Reach, reach_of
from .readership import Now
from .stories import Line, lines_of

State = NewslistEntry.State

SHOWN = 8  # lines of one panel
LEAST_SPACE = 500 * 1024 * 1024  # bytes
SLOW = 60  # seconds after which waiting news is worth a word


def panels(request: HttpRequest, shown: list[Component]) -> None:
    """Put our panels in the place of Wagtail's."""
    reach = reach_of(request.user)
    shown[:] = [Welcome(reach), Now(), Trouble(reach), Work(reach)]


class Welcome(Component):
    """The buttons of every day."""

    order = 10
    template_name = "newsroom/dashboard/welcome.html"

    def __init__(self, reach: Reach):
        self.reach = reach

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"reach": self.reach, "user": parent_context["request"].user}


class Trouble(Component):
    """What is wrong with the press, in words, with what to do; and how far it is with the whole
    paper. Nothing when all is well."""

    order = 20
    template_name = "newsroom/dashboard/trouble.html"

    def __init__(self, reach: Reach):
        self.reach = reach

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"troubles": list(troubles()), "reprint": reprint_in_words()}


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """A trouble, what to do about it, and what a technician wants to know."""

    what: str
    do: str
    detail: str = ""


def troubles() -> Iterator[Said]:
    """What keeps published stories from readers, the most pressing first."""
    data = settings.PAPER.data
    free = shutil.disk_usage(data).free if data.exists() else LEAST_SPACE
    if free < LEAST_SPACE:
        yield Said(
            f"ডিস্কে জায়গা প্রায় শেষ: {group(free // 2**20)} মেগাবাইট বাকি।",
            "জায়গা একেবারে শেষ হলে প্রকাশ বন্ধ হয়ে যায়; যা ছাপা আছে পাঠক তা পড়তে থাকবেন। "
            "প্রশাসককে জায়গা খালি করতে বলুন।",
            str(data),
        )
    if data.exists() and not os.access(data, os.W_OK):
        yield Said(
            "তথ্য রাখার ডিস্কে লেখা যাচ্ছে না।",
            "কিছু সংরক্ষণ বা প্রকাশ করা যাবে না; যা ছাপা আছে পাঠক তা পড়তে থাকবেন। প্রশাসককে জানান।",
            str(data),
        )
    age = silence()
    if age is None or age > SILENT:
        yield Said(
            "ছাপাখানা চলছে না।",
            "সংবাদ প্রকাশ করলে তা জমা থাকবে, হারাবে না; ছাপাখানা চালু হলে নিজে থেকে পাঠকের কাছে যাবে। প্রশাসককে জানান।",
            "kagoj serve",
        )
    for order in _troubled():
        first = order.error.splitlines()[0]
        if not first.startswith("/"):  # said by the press itself, in words
            yield Said(first, "পুরোনো পাতা পাঠকের কাছে আছে।", order.reason)
        elif order.state == PrintOrder.State.FAILED:
            yield Said(
                f"{to_bangla(len(order.keys))}টি পাতা ছাপা যায়নি।",
                "আগের পাতাই পাঠক দেখছেন। প্রশাসককে জানান; সমস্যা মিটলে ছাপাখানা নতুন করে চালু করলেই আবার ছাপা হবে।",
                f"{order.reason}: {first}",
            )
        else:
            yield Said(
                f"{to_bangla(len(order.keys))}টি পাতা ছাপতে দেরি হচ্ছে।",
                f"{to_bangla(order.tries)} বার চেষ্টা হয়েছে; নিজে থেকে আবার চেষ্টা হবে।",
                f"{order.reason}: {first}",
            )
    news = PrintOrder.objects.filter(
        state=PrintOrder.State.WAITING, urgency=PrintOrder.Urgency.NEWS, tries=0
    )
    oldest = news.order_by("pk").first()
    waited = (timezone.now() - oldest.placed).total_seconds() if oldest else 0
    if oldest and waited > SLOW and age is not None and age <= SILENT:
        yield Said(
            "প্রকাশিত সংবাদ পাঠকের কাছে যেতে দেরি হচ্ছে।",
            f"{to_bangla(int(waited // 60))} মিনিট ধরে অপেক্ষায় আছে; ছাপাখানায় কাজ জমেছে।",
            oldest.reason,
        )


def _troubled() -> list[PrintOrder]:
    """Orders that met trouble; the whole archive may be waiting, so only the first are looked at."""
    waiting = PrintOrder.objects.filter(state=PrintOrder.State.WAITING)
    failed = PrintOrder.objects.filter(state=PrintOrder.State.FAILED)
    tried = [order for order in waiting.order_by("urgency", "pk")[:100] if order.error]
    return [*failed[:SHOWN], *tried][:SHOWN]


def reprint_in_words() -> str:
    """How far the paper has been printed anew, and how long it will take; empty when it is not."""
    now = reprint.progress()
    if now is None:
        return ""
    how_far = f"{group(now.pages)}টির মতো পাতার {group(now.ordered)}টি হয়েছে"
    if now.left is None:
        return f"{how_far}; কতক্ষণ লাগবে তা একটু পরে বলা যাবে।"
    if now.left < dt.timedelta(minutes=1):
        return f"{how_far}; আর মিনিটখানেক লাগবে।"
    return f"{how_far}; আরও {duration_in_words(now.left, parts=1)}র মতো লাগবে।"


class Work(Component):
    """The lists: mine, waiting, scheduled, latest."""

    order = 30
    template_name = "newsroom/dashboard/work.html"

    def __init__(self, reach: Reach):
        self.reach = reach

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        reach = self.reach
        return {
            "mine": self._mine(),
            "waiting": self._at_desks(State.WAITING, reach.publishes),
            "approves": bool(reach.publishes),
            "scheduled": self._scheduled(),
            "latest": self._lines(Question(desks=reach.seen, state=newslist.LIVE)),
        }

    def _mine(self) -> list[Line]:
        """What this person began and has still to finish, what came back first."""
        states = (State.RETURNED, State.DRAFT, State.CHANGED, State.WAITING)
        entries = [
            entry
            for state in states
            for entry in newslist.ask(
                Question(owner=self.reach.person, state=state), size=SHOWN
            ).entries
        ]
        return lines_of(entries[:SHOWN], self.reach)

    def _at_desks(self, state: str, desks: frozenset[int]) -> list[Line]:
        if not desks:
            return []
        whole = self.reach.everywhere and len(desks) == len(self.reach.sees)
        return self._lines(Question(desks=None if whole else desks, state=state))

    def _scheduled(self) -> list[tuple[Line, str]]:
        """What will be published by itself, the next first, with its time in words."""
        due = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
        times = {
            int(page): moment
            for page, moment in due.order_by("approved_go_live_at").values_list(
                "object_id", "approved_go_live_at"
            )[: SHOWN * 4]
        }
        numbers = ArticlePage.objects.filter(pk__in=times).values_list("number", flat=True)
        entries = NewslistEntry.objects.filter(number__in=list(numbers))
        if self.reach.seen is not None:
            entries = entries.filter(desk__in=self.reach.seen)
        ordered = sorted(entries, key=lambda entry: times[entry.page_id])[:SHOWN]
        return [
            (line, moment_in_words(times[line.entry.page_id]))
            for line in lines_of(ordered, self.reach)
        ]

    def _lines(self, question: Question) -> list[Line]:
        return lines_of(newslist.ask(question, size=SHOWN).entries, self.reach)
