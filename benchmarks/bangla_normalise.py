"""The normaliser beside its peers: `python -m benchmarks.bangla_normalise`.

Words: the spelling list (`kagoj/bangla/data/words.txt`, correct words of the web, made without the normaliser's rules) with the 380 hand-picked ones of
its tests. A word is damaged when HarfBuzz draws other glyphs for it, in Noto Serif Bengali, than before. Planted: what
newspapers were found to hold, put into those words where it draws nothing. Speed: the demo paper's stories, over and
over, with ড় ঢ় য় in one piece as most keyboards type them; only the ratio between the figures of one run means much.
"""

from __future__ import annotations

import json
import random
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kagoj.bangla.lexicon import MISSPELT, general
from kagoj.bangla.normalise import normalise

HERE = Path(__file__).parent.parent
PICKED = HERE / "tests/bangla/cases/correct_words.json"
STORIES = HERE / "kagoj/demo/stories"
FONT = "NotoSerifBengali-Regular.ttf"
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "/Library/Fonts")
WORDS = 20_000  # of the list, chosen by a seed
PLANTED = 2_000
LEAST = 0.5  # seconds that a figure of speed is measured

Normaliser = Callable[[str], str]


def rows() -> list[dict[str, Any]]:
    """Measures as rows of `area`, `measure`, `kagoj` and `peers` (name to figure, or why there is none)."""
    peers, absent = _peers()
    everyone = {"Kagoj": normalise, **peers}
    words = _words()
    told = []

    def tell(measure: str, figure: Callable[[Normaliser], str]) -> None:
        figures = {name: figure(one) for name, one in everyone.items()}
        ours = figures.pop("Kagoj")
        told.append(_row(measure, ours, {**figures, **absent}))

    draw = _draw()
    if draw is None:
        missing = f"not measured: no {FONT} (apt-get install fonts-noto-core) or no uharfbuzz"
        told.append(_row("correct words damaged", missing, {}))
    else:
        tell(
            f"correct words drawn otherwise, of {len(words)}",
            lambda one: str(sum(draw(one(word)) != draw(word) for word in words)),
        )
        strewn = _strewn(words, draw)
        tell(
            f"stray joiners taken away, of {len(strewn)} planted",
            lambda one: str(
                sum(one(wrong) == one(right) == normalise(right) for wrong, right in strewn)
            ),
        )
    sample = random.Random(1426).sample(words, PLANTED)
    tell(
        f"৷ made a danda, of {PLANTED} planted",
        lambda one: str(sum(one(f"{word}৷").endswith("।") for word in sample)),
    )
    tell(
        f"colons kept after a word, of {PLANTED}",
        lambda one: str(sum(one(f"{word}:").endswith(":") for word in sample)),
    )
    wanted = [word for word in words if "\u09cd\u200c" in word or "\u09b0\u200d\u09cd" in word]
    tell(
        f"joiners that change the word kept, of {len(wanted)} words with one",
        lambda one: str(sum("\u200c" in one(word) or "\u200d" in one(word) for word in wanted)),
    )
    tell(
        f"words changed by a second time, of {len(words)}",
        lambda one: str(sum(one(once) != once for once in map(one, words))),
    )
    text = _stories()
    tell("megabytes of news a second", lambda one: f"{_speed(one, text):.2g}")
    return told


def _row(measure: str, kagoj: str, peers: dict[str, str]) -> dict[str, Any]:
    return {"area": "Normaliser", "measure": measure, "kagoj": kagoj, "peers": peers}


def _peers() -> tuple[dict[str, Normaliser], dict[str, str]]:
    """Those that are installed, and the names of those that are not."""
    found: dict[str, Normaliser] = {}
    try:
        from bnunicodenormalizer import Normalizer

        by_words = Normalizer()
        found["bnunicodenormalizer"] = lambda text: " ".join(
            by_words(word)["normalized"] or "" for word in text.split(" ")
        )
    except ImportError:
        pass
    try:
        from indicnlp.normalize.indic_normalize import IndicNormalizerFactory

        found["indic-nlp-library"] = IndicNormalizerFactory().get_normalizer("bn").normalize
    except ImportError:
        pass
    wanted = ("bnunicodenormalizer", "indic-nlp-library")
    return found, {name: "not installed" for name in wanted if name not in found}


def _words() -> list[str]:
    picked = json.loads(PICKED.read_text("utf-8"))["words"]
    listed = (word for word, band in general() if band != MISSPELT)
    some = random.Random(1426).sample(sorted(listed), WORDS)
    return [unicodedata.normalize("NFC", word) for word in dict.fromkeys([*picked, *some])]


def _draw() -> Callable[[str], list[tuple[int, int, int, int]]] | None:
    """Which glyphs a text is drawn with, and where; None where it cannot be told."""
    files = [file for place in FONTS for file in Path(place).expanduser().rglob(FONT)]
    try:
        import uharfbuzz as hb
    except ImportError:
        return None
    if not files:
        return None
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(files[0]))))

    def glyphs(text: str) -> list[tuple[int, int, int, int]]:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        hb.shape(font, buffer)
        return [
            (info.codepoint, place.x_advance, place.x_offset, place.y_offset)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    return glyphs


def _strewn(words: Sequence[str], draw: Callable[[str], Any]) -> list[tuple[str, str]]:
    """Words with a joiner where it draws nothing, and without."""
    chance = random.Random(1426)
    found: list[tuple[str, str]] = []
    while len(found) < PLANTED:
        word = chance.choice(words)
        place = chance.randrange(1, len(word)) if len(word) > 1 else 0
        wrong = word[:place] + chance.choice("\u200c\u200d") + word[place:]
        if word[place - 1 : place + 1] == "\u09b0\u09cd":
            continue  # not stray: between র and ্য a joiner may be meant (The Unicode Standard, 12.2)
        if place and not {"\u200c", "\u200d"} & set(word) and draw(wrong) == draw(word):
            found.append((wrong, word))
    return found


def _stories() -> str:
    text = "\n".join(file.read_text("utf-8") for file in sorted(STORIES.glob("*.md")))
    for parts, one in (("ড়", "\u09dc"), ("ঢ়", "\u09dd"), ("য়", "\u09df")):
        text = text.replace(parts, one)
    return text


def _speed(one: Normaliser, text: str) -> float:
    lines = text.split("\n")
    done, began = 0, time.process_time()
    while (spent := time.process_time() - began) < LEAST:
        line = lines[done % len(lines)]
        one(line)
        done += 1
    size = sum(len(lines[number % len(lines)].encode()) + 1 for number in range(done))
    return size / spent / 1e6


if __name__ == "__main__":
    for row in rows():
        print(f"{row['measure']}: {row['kagoj']}  {row['peers']}")
