"""Avro phonetic beside its peers: `python -m benchmarks.bangla_avro`.

Suite: the 412 checks that jsAvroPhonetic (npm `avro-phonetic`, MPL 1.1) publishes with itself. Reference: its engine, on 5,000
strings by a seeded generator, half of ordinary letters, half of those whose rules look at their neighbours. All texts are
compared in NFC. Peer: `avro.py` (PyPI `avro-py`). Both are fetched into a folder that is thrown away; what cannot be fetched, or
needs node where there is none, is left out by name.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import random
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kagoj.bangla.avro import avro
from kagoj.bangla.keyboards import FOLDER

SEED = 412
STRINGS = 5_000
STATIC = FOLDER / "static/js"
ORDINARY = "abcdefghijklmnopqrstuvwxyzOIUDGJNRSTYZAEKH`.,:^$019 -"
NEIGHBOURLY = "rRyYwWxZaoO`nghkSeE"

_CHECK = re.compile(r"""parse\((["'])(.*?)\1\), *(["'])(.*?)\3\)""")

_THEIRS = """
const fs = require("fs");
const [file, words] = process.argv.slice(1);
const engine = new Function(fs.readFileSync(file, "utf8") + "; return OmicronLab.Avro.Phonetic")();
console.log(JSON.stringify(JSON.parse(fs.readFileSync(words)).map((word) => engine.parse(word))));
"""
_OURS = """
import fs from "fs";
const [folder, words] = process.argv.slice(1);
const { avro } = await import(folder + "/typing.mjs");
const write = avro(JSON.parse(fs.readFileSync(folder + "/avro.json")));
console.log(JSON.stringify(JSON.parse(fs.readFileSync(words)).map(write)));
"""
_AVRO_PY = """
import json, sys, avro
print(json.dumps([avro.parse(word, remap_words=False) for word in json.load(open(sys.argv[1]))]))
"""


def rows() -> list[dict[str, Any]]:
    """Measures as rows of `area`, `measure`, `kagoj` and `peers` (name to figure, or why there is none)."""
    with tempfile.TemporaryDirectory() as temporary:
        return list(_measured(Path(temporary)))


def _measured(folder: Path) -> Iterator[dict[str, Any]]:
    engine = _npm(folder, "avro-phonetic")
    if engine is None:
        yield _row("412 checks", "not measured: npm pack avro-phonetic failed", {})
        return
    suite = (engine / "test/avro-lib.test.js").read_text("utf-8")
    checks = [(latin, bangla) for _, latin, _, bangla in _CHECK.findall(suite)]
    chance = random.Random(SEED)
    strings = [
        "".join(chance.choices(letters, k=chance.randint(1, 14)))
        for letters in (ORDINARY, NEIGHBOURLY)
        for _ in range(STRINGS // 2)
    ]
    words = folder / "words.json"
    words.write_text(json.dumps([latin for latin, _ in checks] + strings))

    reference = _node(_THEIRS, engine / "src/avro-lib.js", words)
    in_browser = _node(_OURS, STATIC, words, module=True)
    peers = {"avro.py": _avro_py(folder, words), "avro-phonetic (npm)": reference}
    kagoj = {"Python": list(map(avro, json.loads(words.read_text()))), "JavaScript": in_browser}

    expected = [bangla for _, bangla in checks]
    yield _row(
        f"the {len(checks)} checks of jsAvroPhonetic passed",
        _each(kagoj, lambda found: f"{_same(found, expected)}/{len(checks)}"),
        {name: _each({"": found}, lambda f: f"{_same(f, expected)}/{len(checks)}") for name, found in peers.items()},
    )  # fmt: skip
    if reference:
        told = reference[len(checks) :]

        def different(found: list[str]) -> str:
            return str(STRINGS - _same(found[len(checks) :], told))

        yield _row(
            f"different from jsAvroPhonetic's engine, of {STRINGS} strings",
            _each(kagoj, different),
            {"avro.py": _each({"": peers["avro.py"]}, different)},
        )
    script, table = (_packed(STATIC / name) for name in ("typing.mjs", "avro.json"))
    yield _row(
        "bytes to fetch, gzip",
        f"{script + table} (keyboard, candidates, undo: {script}; rules: {table})",
        {"avro-phonetic (npm)": f"{_packed(engine / 'dist/avro-v1.1.4.min.js')} and jQuery"},
    )


def _row(measure: str, kagoj: str, peers: dict[str, str]) -> dict[str, Any]:
    return {"area": "Avro", "measure": measure, "kagoj": kagoj, "peers": peers}


def _each(found: dict[str, list[str] | None], figure: Any) -> str:
    return ", ".join(
        f"{name} {figure(written) if written else 'not measured'}".strip()
        for name, written in found.items()
    )


def _same(found: list[str], expected: list[str]) -> int:
    nfc = unicodedata.normalize
    return sum(nfc("NFC", one) == nfc("NFC", other) for one, other in zip(found, expected, strict=False))  # fmt: skip


def _packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))


def _npm(folder: Path, package: str) -> Path | None:
    """The unpacked folder of an npm package, by the ordinary client."""
    if not shutil.which("npm"):
        return None
    done = subprocess.run(["npm", "pack", package], cwd=folder, capture_output=True, check=False)
    for archive in folder.glob("*.tgz"):
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
    return folder / "package" if done.returncode == 0 else None


def _node(program: str, *arguments: Path, module: bool = False) -> list[str] | None:
    if not shutil.which("node"):
        return None
    kind = ["--input-type=module"] if module else []
    return _lines(["node", *kind, "-e", program, "--", *map(str, arguments)])


def _avro_py(folder: Path, words: Path) -> list[str] | None:
    site = folder / "site"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(site), "avro-py"]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        return None
    return _lines([sys.executable, "-c", f"import sys; sys.path.insert(0, {str(site)!r})\n{_AVRO_PY}", str(words)])  # fmt: skip


def _lines(command: list[str]) -> list[str] | None:
    with contextlib.suppress(subprocess.SubprocessError, ValueError):
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
        written: list[str] = json.loads(done.stdout)
        return written
    return None


if __name__ == "__main__":
    for row in rows():
        print(f"{row['measure']}: Kagoj {row['kagoj']}")
        for name, figure in row["peers"].items():
            print(f"    {name}: {figure}")
