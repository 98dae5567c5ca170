"""Reading the demo paper's files: its stories, people, topics and pictures."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
_RELATED = re.compile(r"\[আরও পড়ুন\]\((\d+)\)")
_PICTURE = re.compile(r'!\[(?P<caption>[^\]]*)\]\((?P<key>[\w-]+)(?: "(?P<credit>[^"]*)")?\)')
_ITEM = re.compile(r"(?:- |[0-9০-৯]+[.।] )(.*)")
_CREDIT = re.compile(r"^ছবি\s*[::]\s*")


@dataclasses.dataclass(frozen=True)
class DemoStory:
    """One story file: its head as written, its body as blocks for the story's stream."""

    number: int
    head: dict[str, Any]
    body: list[tuple[str, Any]]  # 'related' holds the other story's number


def table(name: str) -> dict[str, Any]:
    """One of the demo's TOML files."""
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


def entries(pattern: str, kind: str) -> list[dict[str, Any]]:
    """All `[[kind]]` entries of the files that match `pattern`."""
    return [
        entry
        for file in sorted(FOLDER.glob(pattern))
        for entry in tomllib.loads(file.read_text("utf-8")).get(kind, [])
    ]


def stories() -> list[DemoStory]:
    return [read(file) for file in sorted((FOLDER / "stories").glob("*.md"))]


def read(file: Path) -> DemoStory:
    """One story file. Raises ValueError, naming the file, when it has no head."""
    _, head, text = file.read_text("utf-8").split("+++", 2)
    return DemoStory(int(file.name[:3]), tomllib.loads(head), list(_blocks(text)))


def credit(text: str) -> str:
    """Who made a picture, without the word 'ছবি' that the page prints itself."""
    return _CREDIT.sub("", text)


def _blocks(text: str) -> Iterator[tuple[str, Any]]:
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        first = lines[0]
        if all(_RELATED.fullmatch(line) for line in lines):
            for line in lines:
                yield "related", int(_RELATED.fullmatch(line)[1])  # type: ignore[index]
        elif first.startswith("#"):
            level = "3" if first.startswith("###") else "2"
            yield "heading", {"text": first.lstrip("# "), "level": level}
        elif first.startswith(">"):
            yield "quote", _quote([line.lstrip("> ") for line in lines])
        elif first.startswith("|"):
            yield "table", {"rows": "\n".join(lines), "head": True, "caption": ""}
        elif all(_PICTURE.fullmatch(line) for line in lines):
            pictures = [_PICTURE.fullmatch(line).groupdict() for line in lines]  # type: ignore[union-attr]
            if len(pictures) > 1:
                yield "gallery", pictures
            else:
                yield "picture", pictures[0]
        elif all(_ITEM.fullmatch(line) for line in lines):
            items = [_ITEM.fullmatch(line)[1] for line in lines]  # type: ignore[index]
            yield "list", {"items": items, "ordered": not first.startswith("- ")}
        else:
            yield "paragraph", f"<p>{_inline(' '.join(lines))}</p>"


def _quote(lines: list[str]) -> dict[str, str]:
    said = [line for line in lines if not line.startswith("—")]
    by = [line.lstrip("— ") for line in lines if line.startswith("—")]
    return {"text": "\n".join(said), "attribution": by[0] if by else ""}


def _inline(text: str) -> str:
    text = escape(text, quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", text)
