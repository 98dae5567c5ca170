"""Bijoy: Kagoj beside the libraries of PyPI, on text written by an encoder that is nobody's here.

    python -m benchmarks.bangla_bijoy

The text is the demo paper's stories, or the files of KAGOJ_CORPUS (a folder or a file of Unicode
Bangla). `benchmarks.bijoy_oracle` writes it as Bijoy; each decoder reads it back, and words that
differ from the text are counted per 1000. Detection is measured by `benchmarks.bijoy_pairs` on
stories that the table was not made from; how letters, list and context are weighed against each other was
chosen with that text's failures in view, so on text that nobody here has seen expect some runs of three in
ten thousand to be told wrongly. The peers are installed into a folder that is thrown away;
one that cannot be had is named as skipped, as are those that need Node.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import bijoy_pairs
from benchmarks.bijoy_oracle import encode
from kagoj.bangla.bijoy import decode, from_unicode, to_unicode
from kagoj.bangla.normalise import normalise

MOST_LINES = 1500
PEERS = {
    "bijoy2unicode 0.1.1": "from bijoy2unicode import converter\nwork = converter.Unicode().convertBijoyToUnicode",
    "bijoytounicode 1.1.1": "from bijoytounicode import bijoy2unicode as work",
    "unicodeconverter 0.1.0b12": "from unicodeconverter import convert_bijoy_to_unicode as work",
}
SKIPPED = "npm bijoy-to-unicode-bengali-conversion (needs Node)"
PATIENCE = 300  # seconds for all lines of one peer

# Runs in a process of its own, which may hang: reads lines as JSON, writes lines or null.
PROGRAM = """
import json, sys, contextlib, io
lines = json.load(sys.stdin)
with contextlib.redirect_stdout(io.StringIO()):
    {work}
    found = []
    for line in lines:
        try:
            found.append(str(work(line)))
        except Exception:
            found.append(None)
json.dump(found, sys.stdout)
"""

_WORD = re.compile("[\u0980-\u09ff\u200c\u200d]+")
_LATIN = re.compile("[A-Za-z0-9]")


def rows() -> list[dict[str, Any]]:
    """What was measured: area, measure, Kagoj's figure and the peers'."""
    lines = list(corpus())
    bijoy = [encode(line) for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        answers = {name: _peer(name, work, bijoy, Path(folder)) for name, work in PEERS.items()}
    ours = _wrong(lines, [decode(line) for line in bijoy])
    peers = {name: _wrong(lines, found) if found else "skipped" for name, found in answers.items()}
    raised = {
        name: sum(line is None for line in found) if found else "skipped"
        for name, found in answers.items()
    }
    back = _wrong(lines, [decode(from_unicode(line)) for line in lines])
    area = "Bijoy"
    return [
        {"area": area, "measure": f"wrong words per 1000 of {_words(lines)}", "kagoj": ours, "peers": peers | {SKIPPED: "skipped"}},
        {"area": area, "measure": "lines that raise or never end", "kagoj": 0, "peers": raised},
        {"area": area, "measure": "wrong words per 1000, own encoder and back", "kagoj": back, "peers": {}},
        *_detection(),
        _addresses(answers_of=PEERS),
    ]  # fmt: skip


def corpus() -> Iterator[str]:
    """Lines of Bangla without Latin letters or digits, at most 1500."""
    given = os.environ.get("KAGOJ_CORPUS")
    if not given:
        texts: Iterator[str] = (
            line for held in (False, True) for line in bijoy_pairs.stories(held)
        )
    else:
        place = Path(given)
        files = sorted(place.rglob("*.txt")) if place.is_dir() else [place]
        texts = (line for file in files for line in file.read_text("utf-8", "replace").splitlines())
    found = 0
    for text in texts:
        line = normalise(text).strip()
        if len(_WORD.findall(line)) >= 3 and not _LATIN.search(line) and "◌" not in line:
            yield line
            found += 1
            if found == MOST_LINES:
                return


def _wrong(lines: list[str], found: list[str | None]) -> float:
    """Wrong words per 1000; both sides in NFC, a line that raised is wrong in all its words."""
    wrong = 0
    for line, answer in zip(lines, found, strict=True):
        right = _WORD.findall(unicodedata.normalize("NFC", line))
        read = _WORD.findall(unicodedata.normalize("NFC", answer or ""))
        if len(right) == len(read):
            wrong += sum(one != other for one, other in zip(right, read, strict=True))
        else:
            wrong += len(right) - len(set(right) & set(read))
    return round(1000 * wrong / _words(lines), 2)


def _words(lines: list[str]) -> int:
    return sum(len(_WORD.findall(line)) for line in lines)


def _peer(name: str, work: str, lines: list[str], folder: Path) -> list[str | None]:
    """What a peer makes of the lines; [] if it cannot be had or does not end."""
    package, version = name.split()
    target = folder / package
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
    try:
        subprocess.run(
            [*install, str(target), f"{package}=={version}"],
            check=True, capture_output=True, timeout=PATIENCE,
        )  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM.format(work=work.replace("\n", "\n    "))],
            input=json.dumps(lines), capture_output=True, encoding="utf-8", check=True,
            timeout=PATIENCE, env=os.environ | {"PYTHONPATH": str(target), "PYTHONUTF8": "1"},
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError):
        return []
    found: list[str | None] = json.loads(done.stdout)
    return found


def _detection() -> Iterator[dict[str, Any]]:
    for line in bijoy_pairs.measured():
        if found := re.match(r"(.+): ([\d.]+%) of (\d+)$", line):
            measure = f"told right, {found[1]}, of {found[3]}"
            yield {"area": "Bijoy detection", "measure": measure, "kagoj": found[2], "peers": {}}
        elif line.startswith("English paragraphs changed"):
            measure, _, figure = line.partition(": ")
            yield {"area": "Bijoy detection", "measure": measure, "kagoj": figure, "peers": {}}


def _addresses(answers_of: dict[str, str]) -> dict[str, Any]:
    kept = ["email@x.com", "https://example.com/a?b=c", "www.example.org", "#dhaka"]
    changed = sum(to_unicode(f"Avgvi {one} †`k") != f"আমার {one} দেশ" for one in kept)
    return {
        "area": "Bijoy",
        "measure": f"addresses, links and tags changed in Bijoy text, of {len(kept)}",
        "kagoj": changed,
        "peers": dict.fromkeys(answers_of, "no runs: all is converted"),
    }


def main() -> None:
    for row in rows():
        print(f"{row['area']:16} {row['measure']:52} {row['kagoj']!s:>10}  {row['peers'] or ''}")


if __name__ == "__main__":
    main()
