"""Topics and places of a story: typed and picked one by one, however many the paper has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from kagoj.bangla.normalise import normalise
from kagoj.news.models import Topic

OFFERED = 12
LONGEST = 120  # letters of a name


class TopicPicker(forms.SelectMultiple):
    """Chosen topics as labels, and a field that finds more."""

    template_name = "newsroom/topic_picker.html"

    class Media:
        js = ["newsroom/topic_picker.js"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        # Not the parent's: it would write every topic of the paper into the page.
        chosen = Topic.objects.in_bulk([int(pk) for pk in value or [] if str(pk).isdigit()])
        return {
            "widget": {
                "name": name,
                "id": (attrs or {}).get("id", f"id_{name}"),
                "template_name": self.template_name,
                "described_by": (attrs or {}).get("aria-describedby", ""),
            },
            "chosen": sorted(chosen.values(), key=lambda topic: (topic.kind, topic.alphabetical)),
            "find": reverse("newsroom_topics"),
        }

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return id_


def find(request: HttpRequest) -> JsonResponse:
    """Topics whose name begins with, or else holds, what was typed; POST makes a new one."""
    typed = normalise(request.POST.get("name") or request.GET.get("q") or "").strip()[:LONGEST]
    if request.method == "POST":
        return _add(request, typed)
    begins = list(Topic.objects.filter(title__istartswith=typed)[:OFFERED]) if typed else []
    holds = Topic.objects.filter(title__icontains=typed).exclude(pk__in=[t.pk for t in begins])
    found = [*begins, *(holds[: OFFERED - len(begins)] if typed else ())]
    may_add = request.user.has_perm("news.add_topic")
    known = any(topic.title == typed for topic in found)
    return JsonResponse(
        {"topics": [_told(topic) for topic in found], "add": bool(typed and may_add and not known)}
    )


def _add(request: HttpRequest, name: str) -> JsonResponse:
    if not request.user.has_perm("news.add_topic"):
        return JsonResponse({"error": "নতুন বিষয় যোগ করার অনুমতি নেই।"}, status=403)
    topic = Topic.objects.filter(title=name).first() or Topic(title=name)
    if topic.pk is None:
        try:
            topic.full_clean()
        except ValidationError as error:
            return JsonResponse({"error": " ".join(error.messages)}, status=400)
        topic.save()
    return JsonResponse({"topic": _told(topic)})


def _told(topic: Topic) -> dict[str, Any]:
    return {"id": topic.pk, "title": topic.title, "kind": topic.get_kind_display()}
