"""`kagoj convert`: files, folders and archives; hostile ones refused in one line; originals untouched."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from kagoj.bangla.normalise import normalise
from kagoj.cli import main
from kagoj.intake.documents.convert import convert
from kagoj.intake.documents.converted import Unreadable, Wish

BIJOY = "b`xi Nv‡U Avwg †bŠKv †`wL|"
UNICODE = normalise("নদীর ঘাটে আমি নৌকা দেখি।")
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FONT = '<w:rFonts w:ascii="SutonnyMJ" w:hAnsi="SutonnyMJ"/>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def docx(body: str, styles: str = "", head: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(
            "word/document.xml",
            f"{head}<w:document {SPACE}><w:body><w:p>{body}</w:p></w:body></w:document>",
        )
        packed.writestr("word/styles.xml", f"<w:styles {SPACE}>{styles}</w:styles>")
        packed.writestr("word/media/boat.png", b"\x89PNG boat")
    return out.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(name).decode()


def words(data: bytes) -> str:
    from lxml import etree

    return "".join(etree.fromstring(part(data).encode()).itertext())


def test_a_text_file(tmp_path: Path, capsys) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(f"{BIJOY}\r\nEnglish stays, a@example.com too.\r\n".encode("cp1252"))
    before = file.read_bytes()
    assert main(["convert", str(file)]) == 0
    after = (tmp_path / "old.unicode.txt").read_bytes().decode()
    assert after == f"{UNICODE}\r\nEnglish stays, a@example.com too.\r\n"
    assert file.read_bytes() == before
    assert "converted 5 words" in capsys.readouterr().out
    # Nothing is written over.
    assert main(["convert", str(file)]) == 1
    assert "is there already" in capsys.readouterr().out


def test_a_word_document_and_back() -> None:
    bold = FONT + "<w:b/>"
    data = docx(run("b`xi Nv‡", FONT) + run("U Avwg †bŠKv †`wL|", bold) + run(" Boat 12"))
    there = convert(data, Wish())
    assert words(there.data) == f"{UNICODE} Boat 12"
    assert "SutonnyMJ" not in part(there.data)
    assert "<w:bCs/>" in part(there.data)
    back = convert(there.data, Wish("bijoy"))
    assert words(back.data) == f"{BIJOY} Boat 12"
    assert 'w:ascii="SutonnyMJ"' in part(back.data)
    assert convert(back.data, Wish()).words > 0


def test_a_font_comes_from_the_style() -> None:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="A"><w:rPr>{FONT}</w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = '<w:pPr><w:pStyle w:val="B"/></w:pPr>' + run("me")  # told as English but for its font
    found = convert(docx(body, styles), Wish(font="Kalpurush"))
    assert words(found.data) == "সব"
    assert "SutonnyMJ" not in part(found.data, "word/styles.xml")
    assert "Kalpurush" in part(found.data, "word/styles.xml")


def test_an_archive_keeps_what_it_cannot_convert(tmp_path: Path, capsys) -> None:
    file = tmp_path / "archive.zip"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("2008/a.txt", BIJOY.encode("cp1252"))
        packed.writestr("2008/b.doc", b"\xd0\xcf\x11\xe0old")
        packed.writestr("boat.jpg", b"\xff\xd8\xffboat")
    assert main(["convert", str(file), "--out", str(tmp_path / "new"), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["status"] for one in told] == ["converted", "refused", "converted"]
    assert ".docx" in told[1]["reason"]
    with zipfile.ZipFile(tmp_path / "new/archive.zip") as packed:
        assert packed.read("2008/a.txt").decode() == UNICODE
        assert packed.read("boat.jpg") == b"\xff\xd8\xffboat"
        assert packed.read("2008/b.doc") == b"\xd0\xcf\x11\xe0old"


def test_a_folder(tmp_path: Path) -> None:
    for name in ("one.txt", "deep/two.html"):
        (tmp_path / "old" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "old" / name).write_text(
            f'<p><font face="SutonnyMJ">{BIJOY}</font></p>', "utf-8"
        )
    assert main(["convert", str(tmp_path / "old")]) == 0
    assert UNICODE in (tmp_path / "old-unicode/deep/two.html").read_text("utf-8")


def test_to_bijoy_says_what_the_font_has_no_place_for() -> None:
    assert convert(UNICODE.encode(), Wish("bijoy")).data == BIJOY.encode("cp1252")
    with pytest.raises(Unreadable, match=r"U\+1F642"):
        convert(f"{UNICODE} 🙂".encode(), Wish("bijoy"))


ENTITIES = '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa">]>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.4", "no text"),
        (b"\xd0\xcf\x11\xe0", "old Word document"),
        (b"{\\rtf1", "RTF"),
        (b"PK\x03\x04broken", "broken"),
        (docx("<w:r><w:t>K</w:r>"), "broken"),
        (docx(run("&a;"), head=ENTITIES), "entities"),
        (b"\0\1\2" * 50, "no text"),
    ],
    ids=["pdf", "doc", "rtf", "zip", "xml", "entities", "bytes"],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        convert(data, Wish())


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros.txt", b"0" * 40_000_000)
    with pytest.raises(Unreadable, match="far too much"):
        convert(out.getvalue(), Wish())


def test_no_such_file(capsys) -> None:
    assert main(["convert", "/nowhere/old.txt"]) == 1
    assert "there is no file" in capsys.readouterr().err
