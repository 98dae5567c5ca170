"""`kagoj password USER`: a new random password for a newsroom user."""

from __future__ import annotations

import argparse

from .refused import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("user", metavar="USER", help="the user's name for signing in")


def run(options: argparse.Namespace) -> None:
    import django

    django.setup()
    from django.contrib.auth import get_user_model

    from kagoj.newsroom.paper import random_password

    user = get_user_model().objects.filter(username=options.user).first()
    if user is None:
        raise Refused(f"there is no newsroom user called {options.user!r}.")
    password = random_password()
    user.set_password(password)
    user.save()
    print(f"user: {user.username}   password: {password}")
