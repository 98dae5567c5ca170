"""Probhat: each key writes its letter; and the page on which editors look their keys up."""

import html
import json
import re
import unicodedata
from pathlib import Path

import pytest

from kagoj.bangla.avro import avro
from kagoj.bangla.keyboards import table
from kagoj.bangla.probhat import probhat

CASES = json.loads((Path(__file__).parent / "cases/probhat.json").read_text(encoding="utf-8"))
XKB = Path("/usr/share/X11/xkb/symbols/in")
# Keys as xkb names them, as a US keyboard prints them: unshifted and shifted.
US = {
    "TLDE": "`~", "BKSL": "\\|", "AE": "1!2@3#4$5%6^7&8*9(0)-_=+",
    "AD": "qQwWeErRtTyYuUiIoOpP[{]}", "AC": "aAsSdDfFgGhHjJkKlL;:'\"", "AB": "zZxXcCvVbBnNmM,<.>/?",
}  # fmt: skip


def test_words():
    assert {keys: probhat(keys) for keys in CASES["words"]} == {
        keys: unicodedata.normalize("NFC", bangla) for keys, bangla in CASES["words"].items()
    }


def test_the_table_is_the_published_layout():
    """Key by key against the layout of Debian's xkb-data, where it is installed."""
    if not XKB.exists():
        pytest.skip("the layouts of X are missing: apt-get install xkb-data")
    published = XKB.read_text(encoding="utf-8").partition('xkb_symbols "ben_probhat"')[2]
    published = published.partition("include")[0]
    expected = {}
    for key, signs in re.findall(r"^\s*key <(\w+)>\s*{ \[(.*?)\]", published, re.MULTILINE):
        row, number = (key[:2], int(key[2:])) if key[2:].isdigit() else (key, 1)
        for printed, sign in zip(
            US.get(row, "")[2 * number - 2 :][:2], signs.split(","), strict=False
        ):
            if code := re.fullmatch(r"U([0-9A-F]{4})", sign.strip()):
                expected[printed] = unicodedata.normalize("NFC", chr(int(code[1], 16)))
    assert len(expected) > 70
    assert table("probhat")["keys"] == expected


def test_what_is_no_key_of_the_layout_stays():
    assert probhat("কাগজ — ‘é’ 😀 (?) %") == "কাগজ — ‘é’ 😀 (?) %"


def test_the_editors_page_of_keys_tells_the_truth():
    """Each key of docs/editors/typing.md with what stands in the cell behind it."""
    page = Path(__file__).parents[2] / "docs/editors/typing.md"
    avros, _, probhats = page.read_text("utf-8").partition("## প্রভাত")
    told = {}
    for part, write in ((avros, avro), (probhats, probhat)):
        cells = re.findall(r"\| <kbd>([^<]+)</kbd> \| ([^|<]+?) (?=\|)", part)
        told[write] = {html.unescape(keys): bangla for keys, bangla in cells}
        assert {keys: write(keys) for keys in told[write]} == told[write]
    after_ka = re.findall(r"^\| <kbd>(\w+)</kbd> \| \S+ \| (ক\S*) \|$", avros, re.MULTILINE)
    assert len(after_ka) == 11
    assert all(avro(f"k{vowel}") == bangla for vowel, bangla in after_ka)
    unseen = {"`", "\\"}  # they write what no cell can show; the page tells of them in words
    assert set(told[probhat]) == set(table("probhat")["keys"]) - unseen
