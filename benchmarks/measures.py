"""Collects figures of many benchmarks into one page of docs; each keeps its last until measured anew.

A benchmark that takes part has `rows()`: a list of dicts with `area`, `measure`, `kagoj` (ours) and
`peers` (name → figure, or a text).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.paper import machine
from kagoj import __version__

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs/reference"


@dataclasses.dataclass(frozen=True)
class Page:
    """A page of measures."""

    file: str  # below docs/reference
    kept: Path  # where the figures of the last runs lie
    head: str
    modules: Sequence[str]  # of benchmarks
    goals: Mapping[str, str]  # by area, what was set out to be reached
    installed: str = ""


def collect(page: Page, only: Sequence[str] = ()) -> int:
    """Measure what is asked for (all, when nothing is named), and write the page; 1 when one failed."""
    kept: dict[str, list[dict[str, Any]]] = {}
    if page.kept.exists():
        kept = json.loads(page.kept.read_text("utf-8"))
    failed = []
    for name in page.modules:
        if only and not any(asked in name for asked in only):
            continue
        print(f"{name} …", flush=True)
        began = time.monotonic()
        try:
            measured = importlib.import_module(f"benchmarks.{name}").rows()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - one that fails takes no other with it
            failed.append(name)
            print(f"  failed: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        for row in measured:
            print(f"  {row['measure']}: {row['kagoj']}  [{_peers(row)}]")
        print(f"  in {time.monotonic() - began:.0f} s")
        kept[name] = measured
        page.kept.parent.mkdir(parents=True, exist_ok=True)
        page.kept.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
    rows = [row for name in page.modules for row in kept.get(name, [])]
    (DOCS / page.file).write_text(_written(page, rows), "utf-8")
    print(f"written to {DOCS / page.file}")
    return 1 if failed else 0


def _written(page: Page, rows: Sequence[dict[str, Any]]) -> str:
    lines = [
        page.head,
        f"Kagoj {__version__}, {dt.datetime.now(dt.UTC).date()}, on {machine()}.{page.installed}\n",
    ]
    for area in dict.fromkeys(row["area"] for row in rows):
        title = area[:1].upper() + area[1:]
        goal = [f"Goal: {page.goals[title]}.\n"] if title in page.goals else []
        lines += [f"## {title}\n", *goal, "| measure | Kagoj | others |", "| --- | --- | --- |"]
        lines += [
            f"| {_cell(row['measure'])} | {_cell(row['kagoj'])} | {_cell(_peers(row))} |"
            for row in rows
            if row["area"] == area
        ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _peers(row: Mapping[str, Any]) -> str:
    peers = row["peers"]
    if isinstance(peers, str):
        return peers
    return "; ".join(f"{name} {figure}" for name, figure in peers.items())


def _cell(text: Any) -> str:
    return " ".join(str(text).replace("|", "\\|").split())
