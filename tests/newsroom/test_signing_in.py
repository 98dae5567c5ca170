"""Signing in: guessing machines are stopped, people are not; passwords are asked for in Bangla."""

from __future__ import annotations

import dataclasses

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache

from kagoj.newsroom import signing_in

pytestmark = pytest.mark.django_db
RIGHT = "নদীর-ওপারে-৭৮"
STOPPED = "অনেকবার ভুল পাসওয়ার্ড দেওয়া হয়েছে"


@pytest.fixture
def mita(paper):
    return get_user_model().objects.create_superuser("mita", "", RIGHT)


def tries(client, password: str, name: str = "mita", **more) -> str:
    answer = client.post("/login/", {"username": name, "password": password}, **more)
    return answer.content.decode()


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_few_mistakes_are_forgiven(client, mita) -> None:
    for _ in range(signing_in.FORGIVEN_NAME - 1):
        tries(client, "ভুল")
    tries(client, RIGHT)
    assert signed_in(client)


def test_then_even_the_right_password_has_to_wait(client, mita) -> None:
    for _ in range(signing_in.FORGIVEN_NAME):
        assert STOPPED not in tries(client, "ভুল")
    said = tries(client, RIGHT)
    assert STOPPED in said
    assert "১৫ মিনিট" in said
    assert not signed_in(client)
    cache.clear()  # the time is over
    tries(client, RIGHT)
    assert signed_in(client)


def test_the_same_name_in_other_letters_is_the_same(client, mita) -> None:
    for _ in range(signing_in.FORGIVEN_NAME):
        tries(client, "ভুল", name=" MITA ")
    assert STOPPED in tries(client, RIGHT)


def test_nobody_locks_out_others_from_another_address(client, mita) -> None:
    for _ in range(signing_in.FORGIVEN_NAME):
        tries(client, "ভুল", REMOTE_ADDR="203.0.113.9")
    assert STOPPED in tries(client, RIGHT, REMOTE_ADDR="203.0.113.9")
    tries(client, RIGHT, REMOTE_ADDR="203.0.113.10")
    assert signed_in(client)


def test_one_address_does_not_try_all_names(client, mita) -> None:
    for i in range(signing_in.FORGIVEN_ADDRESS):
        assert STOPPED not in tries(client, "ভুল", name=f"name-{i}")
    assert STOPPED in tries(client, "ভুল", name="another")


def test_a_proxy_is_believed_only_when_it_is_ours(rf, settings) -> None:
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.9")
    assert signing_in.address_of(request) == "10.0.0.1"
    settings.PAPER = dataclasses.replace(settings.PAPER, behind_proxy=True)
    assert signing_in.address_of(request) == "203.0.113.9"


def test_rules_for_passwords_are_told_in_bangla(proshanto) -> None:
    said = proshanto.opens("/users/new/").content.decode()
    assert "অন্তত ১০টি অক্ষর" in said
    refused = proshanto.sends(
        "/users/new/", username="notun", first_name="নতুন", password1="ক", password2="ক"
    )
    assert "১০টি" in refused.content.decode()
    assert not get_user_model().objects.filter(username="notun").exists()


def test_a_stolen_cookie_is_of_no_use_to_scripts_and_other_sites(client, mita) -> None:
    client.post("/login/", {"username": "mita", "password": RIGHT})
    cookie = client.cookies["kagoj_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_newsroom_is_not_framed_by_others_nor_kept_by_proxies(nasrin) -> None:
    answer = nasrin.client.get("/")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "private" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("sends", [True, False])
def test_a_new_password_is_offered_by_letter_only_where_letters_are_sent(
    client, paper, settings, sends
) -> None:
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = sends
    assert ("পাসওয়ার্ড ভুলে গেছেন?" in client.get("/login/").content.decode()) is sends
    assert (client.get("/password_reset/").status_code == 200) is sends
