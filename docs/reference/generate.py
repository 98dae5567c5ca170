"""Writes the reference pages that the code itself knows: settings, commands, addresses.

`make docs` runs it; a test compares its output with what is committed.
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from kagoj import cli, env

HERE = Path(__file__).parent
NOTE = "<!-- Written by `make docs` from the code; change it there. -->\n\n"


def settings() -> str:
    lines = [
        NOTE + "# Settings\n",
        (
            "A setting stands in `kagoj.toml` in the paper's folder; the environment variable wins over"
            " the file.\n"
        ),
        "| in kagoj.toml | environment variable | default | meaning |",
        "| --- | --- | --- | --- |",
    ]
    for one in env.SETTINGS:
        default = str(one.default).lower() if isinstance(one.default, bool) else one.default
        shown = f"`{default}`" if default != "" else "empty"
        lines.append(f"| `{one.name}` | `{one.env}` | {shown} | {one.meaning} |")
    return "\n".join(lines) + "\n"


def commands() -> str:
    lines = [
        NOTE + "# Commands\n",
        "Each command ends with status 0 only on success; errors are one line on standard error.\n",
    ]
    for name in cli.COMMANDS:
        parser = cli.parser_of(name)
        lines += [f"## kagoj {name}\n", "```text", parser.format_help().rstrip(), "```\n"]
        for sub in _subcommands(parser):
            lines += ["```text", sub.format_help().rstrip(), "```\n"]
    return "\n".join(lines)


def _subcommands(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """Those that take more than --help: the others are told in one line above."""
    return [
        sub
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for sub in action.choices.values()
        if len(sub._actions) > 1
    ]


PAGES = {"settings.md": settings, "commands.md": commands}


def main() -> None:
    importlib.invalidate_caches()
    for name, write in PAGES.items():
        (HERE / name).write_text(write(), "utf-8")


if __name__ == "__main__":
    main()
