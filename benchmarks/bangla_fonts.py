"""Fonts: what a reader fetches for Bangla, and whether every conjunct of the stories is drawn as one.

    python -m benchmarks.bangla_fonts

Bytes are those of the WOFF2 files, of one weight. The peers are the Bengali subsets of the packages @fontsource/NAME,
fetched with npm into a folder that is thrown away; skipped by name where npm is missing.

A conjunct is consonants joined by hasanta as the demo stories and the list of right words
(tests/bangla/cases/correct_words.json) have them. Each is shaped by HarfBuzz, as browsers do; one that leaves a hasanta to be
seen, or a letter for which the font has no glyph, is missing. Shaping needs the outlines unpacked, so the peers' conjuncts are not
counted.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import bijoy_pairs
from kagoj.bangla.characters import CONSONANTS, HASANTA, NUKTA
from kagoj.bangla.normalise import normalise

HERE = Path(__file__).parents[1]
FONTS = HERE / "kagoj/theme/static/fonts"
WORDS = HERE / "tests/bangla/cases/correct_words.json"
SOURCE = "NotoSerifBengali-Regular.ttf"  # which ours is a subset of
PLACES = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts")
PEERS = ("hind-siliguri", "tiro-bangla", "noto-serif-bengali")
PATIENCE = 120  # seconds for one package

_LETTER = f"[{CONSONANTS}]{NUKTA}?"
_CONJUNCT = re.compile(f"{_LETTER}(?:{HASANTA}{_LETTER})+")


def rows() -> list[dict[str, Any]]:
    regular, bold = (FONTS / f"kagoj-serif-{weight}.woff2" for weight in ("regular", "bold"))
    found = conjuncts()
    return [
        {
            "area": "Fonts",
            "measure": "bytes of the regular weight, Bengali, WOFF2",
            "kagoj": regular.stat().st_size,
            "peers": {f"@fontsource/{name}": _peer(name, 400) for name in PEERS},
        },
        {
            "area": "Fonts",
            "measure": "bytes of the bold weight, which is fetched before the first paint",
            "kagoj": bold.stat().st_size,
            "peers": {},
        },
        {
            "area": "Fonts",
            "measure": f"conjuncts that the family does not draw as one, of {len(found)} in stories and word list",
            "kagoj": _missing(found),
            "peers": {},
        },
        {
            "area": "Cards",
            "measure": "photo cards",
            "kagoj": "not in Kagoj yet: no picture with text on it is made",
            "peers": {},
        },
    ]


def conjuncts() -> list[str]:
    """Each once, in their order."""
    texts = [text for held in (False, True) for text in bijoy_pairs.stories(held)]
    texts += json.loads(WORDS.read_text("utf-8"))["words"]
    return sorted({found for text in texts for found in _CONJUNCT.findall(normalise(text))})


def _missing(found: list[str]) -> str:
    """How many, and which; told of the family that our files are cut from, with all its rules."""
    import uharfbuzz as hb

    files = [file for place in PLACES for file in Path(place).expanduser().rglob(SOURCE)]
    if not files:
        return f"not measured: no {SOURCE} here (fonts-noto-core)"
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(files[0]))))
    seen = font.get_nominal_glyph(ord(HASANTA))
    wrong = []
    for text in found:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        glyphs = {info.codepoint for info in buffer.glyph_infos}
        if seen in glyphs or 0 in glyphs:
            wrong.append(text)
    return " ".join([str(len(wrong)), *([f"({' '.join(wrong)})"] if wrong else [])])


def _peer(name: str, weight: int) -> int | str:
    npm = shutil.which("npm")
    if npm is None:
        return "skipped: no npm here"
    with tempfile.TemporaryDirectory() as folder:
        try:
            subprocess.run(
                [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts",
                 "--prefix", folder, f"@fontsource/{name}"],
                check=True, capture_output=True, timeout=PATIENCE,
            )  # fmt: skip
        except (subprocess.SubprocessError, OSError):
            return "skipped: cannot be fetched here"
        files = Path(folder, "node_modules/@fontsource", name, "files")
        file = files / f"{name}-bengali-{weight}-normal.woff2"
        return file.stat().st_size if file.exists() else "has no such file"


def main() -> None:
    for row in rows():
        print(f"{row['area']:8} {row['measure']:72} {row['kagoj']!s}  {row['peers'] or ''}")


if __name__ == "__main__":
    main()
