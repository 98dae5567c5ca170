"""`kagoj`: the command line. Parses, calls one command, turns faults into one clear line."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from kagoj import __version__, env
from kagoj.commands.refused import Refused

# In the order a paper meets them; each is a module of kagoj.commands with `arguments` and `run`.
COMMANDS = {
    "init": "make a paper: settings file, data folder, database",
    "serve": "run a paper: delivery, newsroom and worker",
    "import": "read crawled story pages into articles",
    "press": "print pages now, or show the queue",
    "article": "show one article's data as stored",
    "password": "give a newsroom user a new password",
    "doctor": "check the installation and say what to do",
    "export": "write the whole paper as plain static files",
    "bangla": "work on lines of Bangla text; needs no paper",
    "convert": "convert files from Bijoy's fonts to Unicode, or back; needs no paper",
}
WITHOUT_A_PAPER = {"init", "bangla", "convert"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `kagoj` with `arguments` (default: the command line's); returns the exit status."""
    options = _parser().parse_args(arguments)
    if options.command is None:
        _parser().print_help()
        return 2
    try:
        if options.command not in WITHOUT_A_PAPER:
            _enter(options.dir)
        return _module(options.command).run(options) or 0
    except (Refused, env.WrongSetting) as refusal:
        print(f"kagoj: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get("KAGOJ_DEBUG", "").lower() in {"1", "true", "yes", "on"}:
            raise
        print(f"kagoj: {_in_one_line(error)}", file=sys.stderr)
        return 1


def _in_one_line(error: Exception) -> str:
    """A fault nobody foresaw, for a user: what it was, and how to see where."""
    said = " ".join(str(error).split())
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "DatabaseError" in kinds:
        return f"the database cannot be used: {said}. See: kagoj doctor"
    if kinds & {"ShelfFault", "IndexFault"}:
        return f"{said}. See: kagoj doctor"
    if isinstance(error, OSError):
        return f"{error.strerror or said}: {error.filename}" if error.filename else said
    return f"{type(error).__name__}: {said} (KAGOJ_DEBUG=1 shows where)"


def _enter(folder: Path) -> None:
    """Make `folder` this process's paper."""
    folder = folder.resolve()
    if not env.is_paper(folder):
        raise Refused(
            f"there is no paper in {folder} (no {env.FILE}). Make one with: kagoj init {folder}"
        )
    os.environ["KAGOJ_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "kagoj.config.settings"


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. See: {self.prog} --help\n")


class _Command(_Parser):
    """Reads its module only when it is the one asked for: no command needs what another does."""

    module = ""

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
        if self.module:
            name, self.module = self.module, ""
            _add_arguments(name, self)
        return super().parse_known_args(args, namespace)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="kagoj", description="Kagoj (কাগজ): a complete online newspaper for Bangla."
    )
    parser.add_argument("--version", action="version", version=f"kagoj {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Command)
    for name, meaning in COMMANDS.items():
        command = commands.add_parser(name, help=meaning, description=meaning.capitalize() + ".")
        command.module = name
    return parser


def parser_of(name: str) -> argparse.ArgumentParser:
    """The parser of one command, with a width that does not depend on the terminal."""

    def wide(prog: str) -> argparse.HelpFormatter:
        return argparse.HelpFormatter(prog, width=96)

    command = argparse.ArgumentParser(
        prog=f"kagoj {name}", description=COMMANDS[name].capitalize() + ".", formatter_class=wide
    )
    _add_arguments(name, command)
    return command


def _add_arguments(name: str, command: argparse.ArgumentParser) -> None:
    if name not in WITHOUT_A_PAPER:
        command.add_argument(
            "--dir",
            type=Path,
            default=Path(os.environ.get("KAGOJ_DIR", ".")),
            help="the paper's folder (default: the current one)",
        )
    _module(name).arguments(command)


def _module(name: str):  # type: ignore[no-untyped-def]
    return importlib.import_module(
        f"kagoj.commands.{name}_" if name == "import" else f"kagoj.commands.{name}"
    )


if __name__ == "__main__":
    sys.exit(main())
