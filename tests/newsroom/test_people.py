"""Hiring: a person, a password and a role at a desk, on one screen."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from lxml import html

from kagoj.newsroom.roles import Role, group_of

pytestmark = pytest.mark.django_db
PASSWORD = "নদীর-ওপারে-৭৮"


def grid(answer) -> dict[str, list[str]]:
    """Each row of the grid: the desk, and the roles that can be had there."""
    rows = html.fromstring(answer.content).xpath("//*[@class='k-roles']//tbody/tr")
    return {
        row.findtext("th").strip(): [
            box.get("aria-label").partition(": ")[2] for box in row.xpath(".//input")
        ]
        for row in rows
    }


def test_the_grid_has_every_desk_and_says_what_each_role_does(proshanto, paper) -> None:
    answer = proshanto.opens("/users/new/")
    at_a_desk = ["প্রতিবেদক", "সহ-সম্পাদক", "বিভাগীয় সম্পাদক"]
    assert grid(answer) == {
        "সব বিভাগ": [*at_a_desk, "প্রকাশনা সম্পাদক", "প্রশাসক"],
        "খেলা": at_a_desk,
        "অর্থনীতি": at_a_desk,
    }
    assert "অনুমোদনের জন্য পাঠান" in answer.content.decode()


def test_hired_in_one_step(proshanto, paper, client, new_story) -> None:
    proshanto.sends(
        "/users/new/",
        username="mita",
        first_name="মিতা সেন",
        password1=PASSWORD,
        password2=PASSWORD,
        groups=[str(group_of(Role.REPORTER, paper.khela).pk)],
    )
    mita = get_user_model().objects.get(username="mita")
    assert mita.get_full_name() == "মিতা সেন"
    assert not mita.is_superuser
    client.post("/login/", {"username": "mita", "password": PASSWORD})
    assert client.get(new_story(paper.khela)).status_code == 200
    assert client.get(new_story(paper.orthoniti)).status_code == 302


def test_given_another_role_and_sent_home(proshanto, rahima, paper, new_story) -> None:
    edit = f"/users/edit/{rahima.user.pk}/"
    form = {"username": rahima.user.username, "first_name": "রহিমা খাতুন", "is_active": "on"}
    proshanto.sends(edit, **form, groups=[str(group_of(Role.DESK_EDITOR, paper.orthoniti).pk)])
    assert rahima.may_open(new_story(paper.orthoniti))
    assert not rahima.may_open(new_story(paper.khela))
    form.pop("is_active")
    proshanto.sends(edit, **form)
    assert not rahima.may_open("/")


def test_nobody_is_made_superuser_by_a_form(proshanto, rahima) -> None:
    proshanto.sends(
        f"/users/edit/{rahima.user.pk}/",
        username=rahima.user.username,
        first_name="রহিমা",
        is_active="on",
        is_superuser="on",
    )
    rahima.user.refresh_from_db()
    assert not rahima.user.is_superuser


def test_the_list_says_who_is_what(proshanto, rahima, afroza) -> None:
    said = " ".join(html.fromstring(proshanto.opens("/users/").content).text_content().split())
    assert "খেলা: প্রতিবেদক" in said
    assert "খেলা: বিভাগীয় সম্পাদক" in said


@pytest.mark.parametrize(
    ("name", "taken"), [("মিতা_সেন", True), ("mita.sen", True), ("মিতা সেন", False), ("<b>", False)]
)
def test_names_for_signing_in(proshanto, client, name, taken) -> None:
    form = {"first_name": "মিতা সেন", "password1": PASSWORD, "password2": PASSWORD}
    proshanto.sends("/users/new/", username=name, **form)
    assert get_user_model().objects.filter(first_name="মিতা সেন").exists() == taken
    if taken:
        client.post("/login/", {"username": name, "password": PASSWORD})
        assert "_auth_user_id" in client.session
