"""Proofreading asked for by the editor's browser, and the screen where the paper's style is kept."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kagoj import __version__
from kagoj.bangla.house_style import RULES, UnreadablePairs, read_pairs
from kagoj.bangla.normalise import normalise
from kagoj.bangla.words import WORD_PATTERN

from .proofing import Finding, proofreader
from .proofing_models import HouseStyleSheet, PaperWord

LARGEST = 20_000  # code points of one call
MOST = 200  # texts of one call


def may_keep_words(user: Any) -> bool:
    """Whoever keeps topics and authors keeps words and names."""
    return bool(user.has_perm("news.change_topic"))


def may_keep_style(user: Any) -> bool:
    """Whoever keeps the imprint keeps the style."""
    return bool(user.has_perm("news.change_imprint"))


@require_admin_access
@require_POST
def check(request: HttpRequest) -> JsonResponse:
    """What a proofreader would look at in each of ``{"texts": [...]}``: ``{"findings": [[...], ...]}``.

    Places are counted as JavaScript does, in UTF-16. Texts past the bounds answer 413, and what is no
    such question 400.
    """
    try:
        texts = json.loads(request.body)["texts"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"error": "বোঝা গেল না।"}, status=400)
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        return JsonResponse({"error": "বোঝা গেল না।"}, status=400)
    if len(texts) > MOST or sum(map(len, texts)) > LARGEST:
        return JsonResponse({"error": "একবারে এত লেখা দেখা যায় না।"}, status=413)
    answers = proofreader().read(texts)
    return JsonResponse(
        {
            "findings": [
                [_told(text, one) for one in found]
                for text, found in zip(texts, answers, strict=True)
            ]
        }
    )


check.only_reads = True  # so it takes no transaction


def _told(text: str, one: Finding) -> dict[str, Any]:
    return {
        "start": _in_utf16(text[: one.start]),
        "end": _in_utf16(text[: one.end]),
        "kind": one.kind,
        "message": one.message,
        "suggestions": one.suggestions,
        "doubtful": one.doubtful,
    }


def _in_utf16(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


@require_POST
def add_word(request: HttpRequest) -> JsonResponse:
    """'এই শব্দ ঠিক আছে': puts a word into the paper's list."""
    if not may_keep_words(request.user):
        return JsonResponse({"error": "কাগজের তালিকায় শব্দ যোগ করার অনুমতি নেই।"}, status=403)
    word = normalise(request.POST.get("word", "")).strip()
    if not WORD_PATTERN.fullmatch(word) or len(word) > PaperWord.LONGEST:
        return JsonResponse({"error": "এটি একটি শব্দ নয়।"}, status=400)
    PaperWord.objects.get_or_create(word=word, defaults={"added_by": request.user})
    return JsonResponse({"added": word})


class StyleForm(forms.Form):
    """House style as lines and boxes; the edition tells whether somebody else was quicker."""

    rules = forms.MultipleChoiceField(
        label="নিয়ম",
        choices=[(rule.key, rule.title) for rule in RULES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    pairs = forms.CharField(
        label="জোড়া",
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        required=False,
        max_length=200_000,
        help_text="এক লাইনে একটি: যা লেখা হয় → যা হবে। দুটিই ঠিক শব্দ হলে শেষে ? দিন; # দিয়ে মন্তব্য।",
    )
    words = forms.CharField(
        label="কাগজের শব্দ",
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        required=False,
        max_length=1_000_000,
        help_text="এক লাইনে একটি। এগুলো সব সময় ঠিক।",
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def clean_pairs(self) -> str:
        lines = self.cleaned_data["pairs"].replace("\r\n", "\n")
        try:
            read_pairs(lines)
        except UnreadablePairs as error:
            raise ValidationError(str(error)) from error
        return lines

    def clean_words(self) -> list[str]:
        lines = [normalise(line).strip() for line in self.cleaned_data["words"].splitlines()]
        words = list(dict.fromkeys(filter(None, lines)))
        for word in words:
            if not WORD_PATTERN.fullmatch(word) or len(word) > PaperWord.LONGEST:
                raise ValidationError(f"‘{word[:60]}’ একটি শব্দ নয়।")
        return words

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("edition") != HouseStyleSheet.of_paper().edition:
            raise ValidationError(
                "পাতাটি খোলার পর তালিকা বদলেছে। আপনার লেখা কপি করে রাখুন, পাতাটি আবার খুলে বসান।"
            )
        return cleaned


class HouseStyleScreen(WagtailAdminTemplateMixin, TemplateView):
    """The paper's rules, pairs and words on one screen; copying its lines is export, pasting import."""

    page_title = "বানান ও রীতি"
    header_icon = "glasses"
    breadcrumbs_items: list[dict[str, str]] = []
    template_name = "newsroom/house_style.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_keep_style(request.user):
            messages.error(request, "এই পাতা দেখার অনুমতি নেই।")
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        styles = f"{static('newsroom/proof.css')}?v={__version__}"
        return super().get_context_data(**({"form": _filled(), "styles": styles} | more))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = StyleForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        with transaction.atomic():
            _keep(form.cleaned_data, request.user)
        messages.success(request, "বানান ও রীতি সংরক্ষণ করা হয়েছে।")
        return redirect(reverse("newsroom_house_style"))


house_style = HouseStyleScreen.as_view()


def _filled() -> StyleForm:
    sheet = HouseStyleSheet.of_paper()
    words = PaperWord.objects.values_list("word", flat=True)
    return StyleForm(
        initial={
            "rules": sheet.rules,
            "pairs": sheet.pairs,
            "words": "\n".join(words),
            "edition": sheet.edition,
        }
    )


def _keep(told: dict[str, Any], user: Any) -> None:
    HouseStyleSheet.objects.filter(pk=1).update(rules=told["rules"], pairs=told["pairs"])
    before = set(PaperWord.objects.values_list("word", flat=True))
    gone = before.difference(told["words"])
    PaperWord.objects.filter(word__in=gone).delete()
    PaperWord.objects.bulk_create(
        [PaperWord(word=word, added_by=user) for word in told["words"] if word not in before],
        ignore_conflicts=True,
    )
    HouseStyleSheet.turn()
