"""The people of a small newsroom, and their browsers."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from lxml import html

from kagoj.newsroom import roles
from kagoj.newsroom.roles import Role

PASSWORD = "নদীর-ওপারে-৭৮"


@pytest.fixture(autouse=True)
def no_counted_mistakes() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """People are hired by the dozen here; their passwords need not withstand a thief."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def mail_server(settings: Any) -> None:
    """These papers send letters."""
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True


@dataclasses.dataclass
class Person:
    """Somebody of the newsroom at their own browser."""

    user: Any
    client: Client

    def opens(self, address: str, **data: Any) -> Any:
        return self.client.get(address, data, follow=True)

    def sends(self, address: str, **data: Any) -> Any:
        return self.client.post(address, data)

    def may_open(self, address: str) -> bool:
        """Whether the screen itself opens; who may not is sent home or told so."""
        return bool(self.client.get(address).status_code == 200)


@pytest.fixture
def person(paper: Any) -> Callable[..., Person]:
    def hired(name: str, role: Role | None = None, desk: Any = None) -> Person:
        user = get_user_model().objects.create_user(
            name.replace(" ", "-"), password=PASSWORD, first_name=name
        )
        if role:
            user.groups.add(roles.group_of(role, desk))
        client = Client()
        client.force_login(user)
        return Person(user, client)

    return hired


@pytest.fixture
def rahima(person, paper) -> Person:
    """A reporter at খেলা."""
    return person("রহিমা খাতুন", Role.REPORTER, paper.khela)


@pytest.fixture
def suman(person, paper) -> Person:
    """A sub-editor at খেলা."""
    return person("সুমন দাস", Role.SUB_EDITOR, paper.khela)


@pytest.fixture
def afroza(person, paper) -> Person:
    """The desk editor of খেলা."""
    return person("আফরোজা নাহার", Role.DESK_EDITOR, paper.khela)


@pytest.fixture
def hasan(person, paper) -> Person:
    """The desk editor of another desk, অর্থনীতি."""
    return person("হাসান আলী", Role.DESK_EDITOR, paper.orthoniti)


@pytest.fixture
def nasrin(person, paper) -> Person:
    """The publisher."""
    return person("নাসরিন হক", Role.PUBLISHER)


@pytest.fixture
def proshanto(person, paper) -> Person:
    """The administrator, who is no superuser."""
    return person("প্রশান্ত রায়", Role.ADMINISTRATOR)


@pytest.fixture
def stranger(person) -> Person:
    """Somebody with a password and no role."""
    return person("অচেনা মানুষ")


@pytest.fixture
def everybody(rahima, suman, afroza, hasan, nasrin, proshanto, stranger) -> dict[str, Person]:
    return {
        "reporter": rahima,
        "sub-editor": suman,
        "desk editor": afroza,
        "other desk's editor": hasan,
        "publisher": nasrin,
        "administrator": proshanto,
        "stranger": stranger,
    }


def story_form(title: str, **filled: Any) -> dict[str, Any]:
    """The form of a story as a browser sends it."""
    form: dict[str, Any] = {"title": title, "deck": "", "body-count": "0"}
    for formset in ("bylines", "comments"):
        for total in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS"):
            form[f"{formset}-{total}"] = "0"
        form[f"{formset}-MAX_NUM_FORMS"] = "1000"
    return form | {"comment_notifications": ""} | filled


@pytest.fixture(name="story_form")
def story_form_fixture() -> Callable[..., dict[str, Any]]:
    return story_form


@pytest.fixture
def new_story() -> Callable[[Any], str]:
    """The address of an empty form for a desk."""
    return lambda desk: f"/pages/add/news/articlepage/{desk.pk}/"


def with_class(answer: Any, name: str) -> list[Any]:
    """The elements of a screen that have a class, in order."""
    tree = answer if isinstance(answer, html.HtmlElement) else html.fromstring(answer.content)
    return list(tree.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]"))


@pytest.fixture(name="with_class")
def with_class_fixture() -> Callable[[Any, str], list[Any]]:
    return with_class
