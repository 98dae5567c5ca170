"""`kagoj convert FILE…`: files, folders and archives from Bijoy's fonts to Unicode, and back."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kagoj.intake.documents.convert import KINDS, convert
from kagoj.intake.documents.converted import Converted, Unreadable, Wish

from .progress import progress
from .refused import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Convert text, HTML and Word files (.txt, .html, .docx), zip files and folders of them from "
        "Bijoy's ANSI fonts (SutonnyMJ) to Unicode, or to Bijoy for the page-makers. English, "
        "addresses and links stay. The originals are never touched."
    )
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    parser.add_argument(
        "--to", choices=["unicode", "bijoy"], default="unicode", help="default: unicode"
    )
    parser.add_argument(
        "--font",
        default="",
        help="font of converted text in Word and HTML (default: Noto Serif Bengali, or SutonnyMJ)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="write here, under the same names (default: beside the originals, as NAME.unicode.txt)",
    )
    parser.add_argument("--json", action="store_true", help="the outcome as JSON, for programs")


def run(options: argparse.Namespace) -> int:
    wish = Wish(options.to, options.font)
    missing = [str(file) for file in options.files if not file.exists()]
    if missing:
        raise Refused(f"there is no file {', '.join(missing)}; nothing was converted.")
    if options.out and options.out.exists() and not options.out.is_dir():
        raise Refused(f"{options.out} is a file; --out wants a folder.")
    outcomes = []
    work = list(_work(options.files, options.out, wish))
    with progress("converting", len(work)) as step:
        for source, target in work:
            for outcome in _converted(source, target, wish):
                outcomes.append(outcome)
                if not options.json:
                    print(_line(outcome), flush=True)
            step(1)
    if options.json:
        print(json.dumps(outcomes, ensure_ascii=False, indent=2))
    return 1 if any(outcome["status"] == "refused" for outcome in outcomes) else 0


def _work(files: list[Path], out: Path | None, wish: Wish) -> Iterator[tuple[Path, Path]]:
    """Each file to convert and where it goes."""
    for file in files:
        if not file.is_dir():
            beside = file.with_name(f"{file.stem}.{wish.to}{file.suffix}")
            yield file, out / file.name if out else beside
            continue
        folder = out / file.resolve().name if out else file.with_name(f"{file.name}-{wish.to}")
        for one in sorted(file.rglob("*")):
            known = one.suffix.lower() in KINDS | {".zip"}
            if known and one.is_file() and not one.resolve().is_relative_to(folder.resolve()):
                yield one, folder / one.relative_to(file)


def _converted(source: Path, target: Path, wish: Wish) -> Iterator[dict[str, Any]]:
    """The outcome of a file, and before it those of the documents in an archive."""
    inner: list[dict[str, Any]] = []

    def note(name: str, found: Converted | Unreadable) -> None:
        inner.append(_outcome(f"{source}/{name}", found))

    outcome: dict[str, Any]
    try:
        if target.exists():
            raise Unreadable(f"{target} is there already; move it away or choose another --out")
        found = convert(source.read_bytes(), wish, note)
        outcome = _outcome(str(source), found)
        if found.words:
            _write(target, found.data)
            outcome["output"] = str(target)
    except Unreadable as refusal:
        outcome = _outcome(str(source), refusal)
    except OSError as error:
        outcome = _outcome(str(source), Unreadable(error.strerror or str(error)))
    except (MemoryError, RecursionError):
        outcome = _outcome(str(source), Unreadable("it takes too much memory"))
    yield from inner
    yield outcome


def _outcome(name: str, found: Converted | Unreadable) -> dict[str, Any]:
    if isinstance(found, Unreadable):
        return {"file": name, "status": "refused", "words": 0, "output": "", "reason": str(found)}
    status = "converted" if found.words else "unchanged"
    return {"file": name, "status": status, "words": found.words, "output": "", "reason": ""}


def _write(target: Path, data: bytes) -> None:
    """Writes the whole file or nothing, and never over another."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, half = tempfile.mkstemp(dir=target.parent, prefix=".convert-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(half).chmod(0o666 & ~umask)
        Path(half).rename(target)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise


def _line(outcome: dict[str, Any]) -> str:
    if outcome["status"] == "refused":
        return f"{outcome['file']}: refused: {outcome['reason']}"
    if outcome["status"] == "unchanged":
        return f"{outcome['file']}: unchanged: nothing to convert"
    where = f" to {outcome['output']}" if outcome["output"] else ""
    return f"{outcome['file']}: converted {outcome['words']} words{where}"
