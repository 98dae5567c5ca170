"""`kagoj init`: make a paper."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping
from pathlib import Path

from kagoj import env

from .beside import made_beside
from .refused import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="the paper's folder")
    parser.add_argument("--demo", action="store_true", help="put the demo paper into it")
    parser.add_argument("--name", default="", help="the paper's name")


def run(options: argparse.Namespace) -> None:
    folder: Path = options.folder.resolve()
    if env.is_paper(folder):
        raise Refused(f"{folder} holds a paper already; nothing was changed.")
    with made_beside(folder) as half:
        password = _make(half, options)
    print(f"The paper is made in {folder}")
    print(f"Sign in to the newsroom as: {_administrator()}   password: {password}")
    print("The password is shown this once. Change it under your account, or make a new one")
    print(f"with: kagoj password {_administrator()} --dir {folder}")
    print(f"Serve it with: kagoj serve --dir {folder}")


def _make(folder: Path, options: argparse.Namespace) -> str:
    file = folder / env.FILE
    file.touch(mode=0o600)  # it may come to hold the password of a database
    file.write_text(settings_file(env.given()), "utf-8")
    os.environ["KAGOJ_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "kagoj.config.settings"
    from .migrate import migrate

    migrate(new=True)
    from django.db import connections, transaction

    from kagoj.newsroom import paper
    from kagoj.press.setting_up import lay_out_theme

    lay_out_theme()
    with transaction.atomic():
        if options.demo:
            from kagoj.demo.build import build_demo

            build_demo(name=options.name)
        else:
            home = paper.make_paper(options.name or "কাগজ")
            paper.add_desks(home, paper.FIRST_DESKS)
        password = paper.add_administrator()
    _print_everything()
    connections.close_all()
    return password


def _print_everything() -> None:
    """The paper is readable from its first moment, before any worker has run."""
    from kagoj.press import announce, orders, shelving, worker
    from kagoj.press.models import PrintOrder

    from .progress import progress

    PrintOrder.objects.all().delete()  # one by one they would print much of it twice
    pages = orders.everything("first printing")
    with progress("printing", pages) as step:
        while done := worker.print_waiting():
            step(done)
    # The files move with their folder: nothing of them may be open then.
    shelving.shelf().close()
    announce.index().close()


def _administrator() -> str:
    from kagoj.newsroom.paper import ADMINISTRATOR

    return ADMINISTRATOR


def settings_file(given: Mapping[str, str | int | bool]) -> str:
    """A settings file with every setting's meaning and default, all commented out but those given."""
    lines = ["# The settings of this paper. Take away the # before a line to change it.", ""]
    for setting in env.SETTINGS:
        value = given.get(setting.name, setting.default)
        mark = "" if setting.name in given else "# "
        lines += [f"# {setting.meaning}", f"{mark}{setting.name} = {_toml(value)}", ""]
    return "\n".join(lines)


def _toml(value: str | int | bool) -> str:
    # What JSON writes of a text, a number and a truth is TOML too.
    return json.dumps(value, ensure_ascii=False)
