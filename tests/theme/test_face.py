"""The web face, shaped by HarfBuzz as browsers shape it: what was cut away is missed by no word of the news.

Measured against the face it was cut from, Debian's Noto Serif Bengali: whatever that draws as a conjunct,
ours draws as one. Words: the demo paper's stories, and the word list of Bangla that Kagoj carries.
"""

from __future__ import annotations

import functools
import os
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
import uharfbuzz as hb

from kagoj.bangla import lexicon
from kagoj.demo import stories as demo
from kagoj.theme import assets

WEIGHTS = ("Regular", "Bold")
WORDS = Path(lexicon.__file__).parent / "data" / "words.txt"
FULL = Path("/usr/share/fonts/truetype/noto")
HASANTA, CIRCLE = 0x09CD, 0x25CC
# What a Bangla face must draw itself, and with the danda and the sign of the taka.
BANGLA = re.compile("[\u0980-\u09ff\u0964\u0965\u200c\u200d]+")


# A WOFF2 file, as far as shaping needs it: https://www.w3.org/TR/WOFF2/#table_dir_format

_KNOWN = (
    "cmap head hhea hmtx maxp name OS/2 post cvt_ fpgm glyf loca prep CFF_ VORG EBDT EBLC gasp hdmx kern "
    "LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB"
)
_TAGS = _KNOWN.split()


def shaping_tables(file: Path) -> dict[str, bytes]:
    """The tables that are kept as they were; outlines are not, and no word is shaped by them."""
    content = file.read_bytes()
    count, packed = struct.unpack_from(">12xH6xI", content)
    at = 48
    directory = []
    for _ in range(count):
        flags = content[at]
        at += 1
        if flags & 63 == 63:
            tag, at = content[at : at + 4].decode(), at + 4
        else:
            tag = _TAGS[flags & 63]
        length, at = _number(content, at)
        changed = flags >> 6 != (3 if tag in {"glyf", "loca"} else 0)
        if changed:
            length, at = _number(content, at)
        directory.append((tag, length, changed))
    stream, start, found = brotli.decompress(content[at : at + packed]), 0, {}
    for tag, length, changed in directory:
        if not changed:
            found[tag] = stream[start : start + length]
        start += length
    return found


def _number(content: bytes, at: int) -> tuple[int, int]:
    """A number in groups of seven bits, and where the next thing stands."""
    number = 0
    while True:
        number = number << 7 | content[at] & 127
        at += 1
        if content[at - 1] < 128:
            return number, at


class Face:
    """A font that tells what it makes of a word."""

    def __init__(self, face: hb.Face) -> None:
        self.font = hb.Font(face)
        self.hasanta = self.font.get_nominal_glyph(HASANTA)
        self.circle = self.font.get_nominal_glyph(CIRCLE)

    def faults(self, word: str) -> tuple[int, int, int]:
        """Letters it does not have, hasantas one sees, and signs that found no letter to stand at."""
        line = hb.Buffer()
        line.add_str(word)
        line.direction, line.script, line.language = "ltr", "Beng", "bn"
        hb.shape(self.font, line)
        glyphs = [glyph.codepoint for glyph in line.glyph_infos]
        return glyphs.count(0), glyphs.count(self.hasanta), glyphs.count(self.circle)


@functools.cache
def ours(weight: str) -> Face:
    tables = shaping_tables(assets.find(f"fonts/kagoj-serif-{weight.lower()}.woff2"))
    return Face(hb.Face.create_for_tables(lambda face, tag, data: tables.get(tag), None))


@functools.cache
def whole(weight: str) -> Face:
    """The face that ours was cut from."""
    file = FULL / f"NotoSerifBengali-{weight}.ttf"
    if not file.exists():
        missing = f"no {file.name} here: apt-get install fonts-noto-core"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return Face(hb.Face(hb.Blob.from_file_path(str(file))))


@functools.cache
def words_of_the_demo() -> frozenset[str]:
    texts = [file.read_text("utf-8") for file in (demo.FOLDER / "stories").glob("*.md")]
    return frozenset(word for text in texts for word in BANGLA.findall(text))


def words_of_the_list() -> Iterator[str]:
    for line in WORDS.read_text("utf-8").splitlines():
        if line and not line.startswith("#") and not line.endswith("!"):
            yield line[:-1]


@pytest.mark.parametrize("weight", WEIGHTS)
def test_no_letter_of_the_demo_paper_is_missing(weight):
    words = words_of_the_demo()

    assert len(words) > 5_000
    assert [word for word in words if ours(weight).faults(word)[0]] == []


@pytest.mark.system
@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_demo_paper_is_drawn_as_by_the_face_it_was_cut_from(weight):
    whole_face = whole(weight)

    assert differing(words_of_the_demo(), weight, whole_face) == []


@pytest.mark.system
@pytest.mark.parametrize("weight", WEIGHTS)
def test_all_words_of_the_list_are_drawn_as_by_the_face_it_was_cut_from(weight):
    whole_face = whole(weight)
    words = list(words_of_the_list())

    assert len(words) > 50_000
    assert differing(words, weight, whole_face) == []


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_hasanta_that_shows_is_seen_as_one(weight):
    """That the tests above would notice: a conjunct kept apart shows its hasanta, a loose sign its circle."""
    face = ours(weight)

    assert face.faults("বিশ্ব") == (0, 0, 0)
    assert face.faults("বিশ্\u200cব") == (0, 1, 0)
    assert face.faults("\u09be")[2] == 1
    assert face.faults("\u0a95")[0] == 1


def differing(words, weight, whole_face):
    face = ours(weight)
    return [word for word in words if face.faults(word) != whole_face.faults(word)]
