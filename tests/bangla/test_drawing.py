"""Normalising never changes how a right word is drawn: shaped by HarfBuzz, as browsers shape it."""

import json
import os
import unicodedata
from pathlib import Path

import pytest
import uharfbuzz as hb

from kagoj.bangla.normalise import normalise

FOLDER = Path(__file__).parent / "cases"
CORRECT = json.loads((FOLDER / "correct_words.json").read_text(encoding="utf-8"))["words"]

FONTS = ("NotoSerifBengali-Regular", "NotoSansBengali-Regular")
PLACES = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "/Library/Fonts")

pytestmark = pytest.mark.system


@pytest.fixture(params=FONTS)
def draw(request):
    """Draws a text in one font: which glyphs stand where."""
    found = [
        file for place in PLACES for file in Path(place).expanduser().rglob(f"{request.param}.ttf")
    ]
    if not found:
        missing = f"no {request.param}.ttf here: apt-get install fonts-noto-core"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(found[0]))))

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


def in_one_piece(word: str) -> str:
    """With ড় ঢ় য় as single characters, as most keyboards type them."""
    whole = {"\u09a1\u09bc": "\u09dc", "\u09a2\u09bc": "\u09dd", "\u09af\u09bc": "\u09df"}
    for parts, one in whole.items():
        word = word.replace(parts, one)
    return word


def test_correct_words_are_drawn_as_before(draw):
    for word in CORRECT:
        nfc, nfd = (unicodedata.normalize(form, word) for form in ("NFC", "NFD"))
        for spelling in (word, nfc, nfd, in_one_piece(nfc)):
            assert draw(normalise(spelling)) == draw(spelling), ascii(spelling)


@pytest.mark.parametrize(
    "strewn",
    [
        "ম\u200cধ্যে",
        "হ\u200dয়েছে",
        "জন\u200c্য",
        "বিদ\u200d্যুৎ",
        "অ\u200c্যাপ",
        "হঠাত্\u200d",
        "র\u200c্যাব",
    ],
    ids=ascii,
)
def test_taking_a_stray_joiner_away_draws_the_same(draw, strewn):
    assert normalise(strewn) != strewn
    assert draw(normalise(strewn)) == draw(strewn)


@pytest.mark.parametrize(
    "wanted",
    ["উদ্\u200cযাপন", "হৃদ্\u200cরোগ", "ক্\u200dষ", "র\u200d্যাব", "শ\u200cুরু", "হ\u200cৃদয়", "ক\u200c্ষ"],
    ids=ascii,
)
def test_a_wanted_joiner_stays_since_the_word_is_drawn_otherwise_without(draw, wanted):
    assert draw(normalise(wanted)) == draw(wanted)
    assert draw(wanted.replace("\u200c", "").replace("\u200d", "")) != draw(wanted)


def test_the_danda_is_no_longer_drawn_as_a_sign_of_money(draw):
    assert draw("৷") != draw("।")
    assert draw(normalise("৷")) == draw("।")
