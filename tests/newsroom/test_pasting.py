"""What the newsroom says of a paste, and what it keeps of it."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import PageLogEntry

from kagoj.newsroom import pasting

BIJOY = "b`xi Nv‡U Avwg †bŠKv †`wL|"


@pytest.fixture
def editor(paper, client):
    user = get_user_model().objects.create_superuser("mita", "mita@example.com", "x")
    client.force_login(user)
    return client


def asked(client, **values):
    return client.post(reverse("newsroom_paste_convert"), values)


def test_bijoy_is_told_and_converted(editor) -> None:
    told = asked(editor, text=BIJOY).json()
    assert told["found"]
    assert told["before"] == BIJOY
    assert told["after"].startswith("নদীর ঘাটে")
    assert told["html"] == ""


def test_markup_keeps_its_tags_and_loses_the_font(editor) -> None:
    html = f"<p><b style='font-family:SutonnyMJ'>{BIJOY}</b></p><p>Hello</p>"
    told = asked(editor, text=BIJOY, html=html).json()
    assert told["found"]
    assert "<b style" in told["html"]
    assert "SutonnyMJ" not in told["html"]
    assert told["after"].endswith("\nHello")


@pytest.mark.parametrize("text", ["", "The boats came home.", "নদীর ঘাটে", "a@example.com"])
def test_what_is_no_bijoy(editor, text) -> None:
    assert asked(editor, text=text).json()["found"] is False


def test_too_large(editor) -> None:
    answer = asked(editor, text="K" * (pasting.LARGEST + 1))
    assert answer.status_code == 413


def test_only_who_may_enter(paper, client) -> None:
    assert asked(client, text=BIJOY).status_code == 302
    assert client.get(reverse("newsroom_paste_convert")).status_code in {302, 405}


def test_the_original_is_kept_with_the_story(editor, paper) -> None:
    story = paper.write("ঘাটের কথা")
    keep = reverse("newsroom_paste_keep")
    assert editor.post(keep, {"page": story.pk, "before": "<b>K", "after": "ক"}).json()["kept"]
    entry = PageLogEntry.objects.get(action=pasting.ACTION)
    assert entry.data == {"before": "<b>K", "after": "ক"}
    assert entry.page_id == story.pk
    assert "&lt;b&gt;K" in entry.formatter.format_message(entry)
    for page in ("", "x", "999999", "9" * 40):
        assert editor.post(keep, {"page": page}).status_code == 404


def test_a_stranger_to_the_story_keeps_nothing(paper, client) -> None:
    story = paper.write("ঘাটের কথা")
    client.force_login(get_user_model().objects.create_user("rafi", "rafi@example.com", "x"))
    client.post(reverse("newsroom_paste_keep"), {"page": story.pk, "before": "K"})
    assert not PageLogEntry.objects.filter(action=pasting.ACTION).exists()
