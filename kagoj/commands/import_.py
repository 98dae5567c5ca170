"""`kagoj import page FILE…`: crawled story pages into articles."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .refused import Refused

SURE = 0.75  # below this a field is marked in a dry run


def arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    page = kinds.add_parser(
        "page",
        help="crawled story pages: plain text, HTML, WET or WARC",
        description="Read crawled story pages (plain text, HTML, WET or WARC) into articles.",
    )
    page.add_argument("files", metavar="FILE", nargs="+", type=Path)
    page.add_argument(
        "--dir", type=Path, default=argparse.SUPPRESS, help="the paper's folder (default: here)"
    )
    page.add_argument("--desk", default="", metavar="SLUG", help="file all at this desk")
    page.add_argument(
        "--dry-run",
        action="store_true",
        help="show what is found, with its confidence; store nothing",
    )
    page.add_argument("--publish", action="store_true", help="publish at once (default: drafts)")
    page.add_argument("--json", action="store_true", help="the outcome as JSON, for programs")


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    missing = [str(file) for file in options.files if not file.is_file()]
    if missing:
        raise Refused(f"there is no file {', '.join(missing)}; nothing was imported.")
    _check_desk(options.desk)
    outcomes = []
    lists: set[str] = set()
    for outcome, touched in _import_all(options):
        outcomes.append(outcome)
        lists |= touched
        if not options.json:
            print(_line(outcome, options.dry_run), flush=True)
    if options.publish and not options.dry_run and lists:
        from kagoj.intake.articles import settle
        from kagoj.news.folios import crowded

        settle(crowded(lists, (outcome["number"] for outcome in outcomes if outcome["number"])))
        _print_unless_served()
    if options.json:
        print(json.dumps(outcomes, ensure_ascii=False, indent=2))
    elif len(outcomes) > 1:
        print(_sum(outcomes))
    return 1 if any(outcome["status"] == "refused" for outcome in outcomes) else 0


def _print_unless_served() -> None:
    """Print at once when no worker is there to do it."""
    from django.conf import settings

    from kagoj.press import worker
    from kagoj.press.setting_up import lay_out_theme

    if not worker.Heart(settings.PAPER.data / "press.alive").beats:
        lay_out_theme()
        while worker.print_waiting():
            pass


def _check_desk(slug: str) -> None:
    from kagoj.intake.articles import NoSuchDesk, desk_with

    if slug:
        try:
            desk_with(slug)
        except NoSuchDesk as error:
            raise Refused(f"{error}; nothing was imported.") from None


def _import_all(options: argparse.Namespace) -> Iterator[tuple[dict[str, Any], frozenset[str]]]:
    from django.db import OperationalError

    from kagoj.intake.articles import duplicate_of, store
    from kagoj.intake.files import read_stories
    from kagoj.intake.found import Refused as NoStory

    for file in options.files:
        for found in read_stories(file):
            outcome: dict[str, Any] = {
                "file": str(file),
                "status": "",
                "number": None,
                "reason": "",
            }
            if found.record:
                outcome["record"] = found.record
            if isinstance(found, NoStory):
                outcome |= {"status": "refused", "reason": found.reason}
                yield outcome, frozenset()
            elif options.dry_run:
                known = duplicate_of(found)
                outcome |= {"status": "duplicate" if known else "found", "number": known}
                outcome["fields"] = found.report()
                yield outcome, frozenset()
            else:
                try:
                    stored = store(found, desk=options.desk, publish=options.publish)
                except OperationalError:
                    raise  # the database, not the page
                except Exception as error:  # noqa: BLE001 - one page stops no others
                    said = " ".join(str(error).split())
                    reason = f"it could not be stored: {type(error).__name__}: {said}"
                    outcome |= {"status": "refused", "reason": reason}
                    yield outcome, frozenset()
                    continue
                outcome |= {"status": stored.status, "number": stored.number}
                if stored.status == "duplicate":
                    outcome["reason"] = f"imported before as story {stored.number}"
                yield outcome, stored.lists


def _line(outcome: dict[str, Any], dry_run: bool) -> str:
    where = outcome["file"] + (f" [{outcome['record']}]" if outcome.get("record") else "")
    if outcome["status"] == "refused":
        return f"{where}: refused: {outcome['reason']}"
    lines = [f"{where}: {outcome['status']} {outcome['number'] or ''}".rstrip()]
    for name, field in outcome.get("fields", {}).items():
        lines += _field(name, field)
    return "\n".join(lines)


def _field(name: str, field: dict[str, Any]) -> Iterator[str]:
    doubt = "" if field["confidence"] >= SURE else "  ← unsure"
    head = f"  {name} ({field['confidence']:.0%}{doubt})"
    value = field["value"]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        yield f"{head}: {field['why']}"
        for one in value:
            kind = one.get("type", "picture")
            words = one.get("text") or " | ".join(
                f"{key}: {text}" for key, text in one.items() if text and key != "type"
            )
            yield f"    {kind}: {words}"
    else:
        shown = ", ".join(value) if isinstance(value, list) else value
        yield f"{head}: {shown if shown else '–'}  [{field['why']}]"


def _sum(outcomes: list[dict[str, Any]]) -> str:
    counts: dict[str, int] = {}
    for outcome in outcomes:
        counts[outcome["status"]] = counts.get(outcome["status"], 0) + 1
    return ", ".join(f"{status}: {count}" for status, count in counts.items())
