"""Whatever a file holds, reading it gives stories and reasons, never an error, and ends soon.

The pages that are bent here are the ones beside this file; the rest is made by Hypothesis.
"""

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import brotli
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kagoj.intake import limits
from kagoj.intake.files import read_open_file, read_stories
from kagoj.intake.found import FoundStory, Refused

PAGES = Path(__file__).parent / "pages"
PAGE_BYTES = {file.name: file.read_bytes() for file in PAGES.iterdir() if file.suffix != ".json"}
SENTENCE = "আজ শনিবার সকালে নদীর পাড়ে মেলা বসেছে। "
LISTED = settings(
    deadline=None,  # other work shares the machine; no example may hang all the same
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)


def read(data: bytes) -> list[FoundStory | Refused]:
    return list(read_open_file(io.BytesIO(data)))


def assert_sound(found: list[FoundStory | Refused]) -> None:
    assert found, "neither a story nor a reason"
    for each in found:
        if isinstance(each, Refused):
            assert each.reason.strip()
            assert "\n" not in each.reason
        else:
            assert isinstance(each, FoundStory)
            assert each.headline.value
            assert each.body.value
            each.report()


def reason(data: bytes) -> str:
    [refused] = read(data)
    assert isinstance(refused, Refused), refused
    return refused.reason


@LISTED
@given(st.binary(max_size=4000))
@example(b"")
@example(b"\0" * 400)
@example(b"\x1f\x8b")
@example(b"\x1f\x8b\x08" + b"\xff" * 60)
@example(b"WARC/1.0")
@example(b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n")
@example(b"WARC/1.0\r\nContent-Length: -1\r\n\r\n\r\n\r\nWARC/1.0\r\n\r\n")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe")
@example(b"<html>")
@example(b"<html><body><p>")
def test_any_bytes_give_a_story_or_a_reason(data: bytes) -> None:
    assert_sound(read(data))


@LISTED
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=3000))
def test_any_text_gives_a_story_or_a_reason(text: str) -> None:
    assert_sound(read(text.encode()))


@LISTED
@given(
    st.lists(
        st.sampled_from(
            [
                SENTENCE, "মেলার খবর", "০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭", "৩১ ফেব্রুয়ারি ২০২০", "আরও পড়ুন :", "আরও পড়ুন", "• ",
                "ছবি :", "(ছবি : )", "©", "/", "কখ/গঘ", "সূত্র :", "সর্বশেষ", "নিজস্ব প্রতিবেদক", "প্রকাশিত:", "১৫:৫৭", "—", "“”",
                "“মেলা বসেছে নদীর পাড়ে”", "— কেউ একজন", "১. ", "", "বিজ্ঞাপন", "<p>", "|", "হোম > জাতীয়", "\u00a0", "।", "বিষয়:",
            ]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_any_order_of_a_pages_lines_gives_a_story_or_a_reason(lines: list[str]) -> None:
    assert_sound(read("\n".join(lines).encode()))


@st.composite
def bent_pages(draw: st.DrawFn) -> bytes:
    """A real page with bytes changed, cut out, doubled, or another page's in it."""
    names = sorted(PAGE_BYTES)
    data = bytearray(PAGE_BYTES[draw(st.sampled_from(names))])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        size = draw(st.integers(0, 400))
        match draw(st.sampled_from(("change", "cut", "end", "double", "mix"))):
            case "change":
                data[at : at + 1] = draw(st.binary(max_size=8))
            case "cut":
                del data[at : at + size]
            case "end":
                del data[at:]
            case "double":
                data[at:at] = data[at : at + size]
            case "mix":
                other = PAGE_BYTES[draw(st.sampled_from(names))]
                data[at:at] = other[:size]
    return bytes(data)


@LISTED
@given(bent_pages())
def test_bent_pages_give_a_story_or_a_reason(data: bytes) -> None:
    assert_sound(read(data))


@LISTED
@given(st.recursive(st.none() | st.integers() | st.text(max_size=40), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["@type", "@graph", "headline", "name", "author", "image", "url", "datePublished", "articleSection", "publisher", "keywords", "mainEntityOfPage", "articleBody", "itemListElement", "item"]), inner | st.sampled_from(["NewsArticle", "BreadcrumbList", "2020-02-09T15:57:00+06:00"]), max_size=6), max_leaves=20))  # fmt: skip
def test_any_marks_for_machines_do_no_harm(data: Any) -> None:
    import json

    body = f"<h1>মেলা বসেছে নদীর পাড়ে</h1><p>{SENTENCE * 10}</p>"
    marks = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert_sound(read(f"<html><head>{marks}</head><body>{body}</body></html>".encode()))


# -- size and time ---------------------------------------------------------------------------------


class Endless(io.RawIOBase):
    """A file of 100 MB that counts what is read of it."""

    def __init__(self, piece: bytes, size: int = 100_000_000) -> None:
        self.piece, self.left, self.read_bytes = piece, size, 0

    def read(self, size: int = -1) -> bytes:
        size = min(size if size >= 0 else self.left, self.left)
        self.left -= size
        self.read_bytes += size
        return (self.piece * (size // len(self.piece) + 1))[:size]


@pytest.mark.parametrize("start", ["", "<!doctype html><html><body><p>"])
def test_a_page_of_100_megabytes_is_refused_before_it_is_read(start: str) -> None:
    file: Any = Endless((start + SENTENCE * 1000).encode())
    [refused] = list(read_open_file(file))
    assert isinstance(refused, Refused)
    assert "32 MB" in refused.reason
    assert file.read_bytes <= limits.PAGE_BYTES + 1_000_000


def test_a_packed_bomb_is_refused_in_little_memory() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = b"\0" * 1_000_000
    bomb = b"".join([*(packer.compress(zeros) for _ in range(400)), packer.flush()])
    assert len(bomb) < 500_000  # 400 MB packed
    assert "32 MB" in reason(bomb)


def warc_record(body: bytes, headers: str = "", length: int | None = None) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n".encode()
    size = len(http) + len(body) if length is None else length
    return (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://mela.example/1\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n"
    ).encode() + http + body + b"\r\n\r\n"  # fmt: skip


PAGE = f"<html><body><h1>মেলা বসেছে নদীর পাড়ে</h1><p>{SENTENCE * 10}</p></body></html>".encode()


def headlines_and_reasons(data: bytes) -> list[str]:
    return [
        each.reason if isinstance(each, Refused) else each.headline.value for each in read(data)
    ]


def test_a_bomb_in_a_warc_file_stops_the_reading() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = warc_record(b"", length=10**9)[:-4]
    bomb = [packer.compress(head)]
    bomb += [packer.compress(b"\0" * 1_000_000) for _ in range(200)]
    data = gzip.compress(warc_record(PAGE)) + b"".join([*bomb, packer.flush()])
    found = headlines_and_reasons(data + gzip.compress(warc_record(PAGE)))
    assert found[0] == "মেলা বসেছে নদীর পাড়ে"
    assert "জিপ-বোমা" in found[1]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("coding", "pack"),
    [("gzip", gzip.compress), ("br", brotli.compress), ("deflate", zlib.compress)],
)
def test_a_bomb_in_a_record_costs_that_record_only(coding: str, pack: Any) -> None:
    bomb = warc_record(pack(b"\0" * 40_000_000), f"Content-Encoding: {coding}\r\n")
    found = headlines_and_reasons(warc_record(PAGE) + bomb + warc_record(PAGE))
    assert found[0] == found[2] == "মেলা বসেছে নদীর পাড়ে"
    assert "32 MB" in found[1]


def test_a_record_too_large_is_passed_over_and_the_next_one_read() -> None:
    large = warc_record(SENTENCE.encode() * 330_000)
    assert len(large) > limits.PAGE_BYTES
    found = headlines_and_reasons(large + warc_record(PAGE))
    assert "32 MB" in found[0]
    assert found[1:] == ["মেলা বসেছে নদীর পাড়ে"]


@pytest.mark.parametrize("length", [5, 10**7, 10**14])
def test_a_length_that_lies_costs_that_record_only(length: int) -> None:
    found = headlines_and_reasons(warc_record(PAGE, length=length) + warc_record(PAGE) * 2)
    assert found.count("মেলা বসেছে নদীর পাড়ে") == 2
    assert len(found) == 3


def test_bytes_between_records_do_not_stop_the_rest() -> None:
    data = warc_record(PAGE) + b"\x00\xff garbage \r\n\r\n" + warc_record(PAGE)
    assert headlines_and_reasons(data) == ["মেলা বসেছে নদীর পাড়ে"] * 2


def test_a_warc_file_in_one_gzip_member_is_read_too() -> None:
    data = gzip.compress(warc_record(PAGE) * 3)
    assert headlines_and_reasons(data) == ["মেলা বসেছে নদীর পাড়ে"] * 3


def test_a_large_warc_file_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three times what one page may have, record by record, none kept."""
    monkeypatch.setattr(limits, "PAGE_BYTES", 300_000)
    record = warc_record(PAGE.replace(b"</p>", b"</p>" + b" " * 100_000))

    class Records(io.RawIOBase):
        def __init__(self) -> None:
            self.pieces: Iterator[bytes] = iter([record] * 9)
            self.buffer = b""

        def read(self, size: int = -1) -> bytes:
            while len(self.buffer) < size and (piece := next(self.pieces, b"")):
                self.buffer += piece
            piece, self.buffer = self.buffer[:size], self.buffer[size:]
            return piece

    file: BinaryIO = Records()  # type: ignore[assignment]
    found = list(read_open_file(file))
    assert len(found) == 9
    assert all(isinstance(story, FoundStory) for story in found)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + SENTENCE * 10,
        "<span>" * 50_000 + SENTENCE * 10,
        "<ul><li>" * 5_000 + SENTENCE * 10,
        "<table><tr><td>" * 5_000 + SENTENCE * 10,
        "<p " + " ".join(f'a{n}="{n}"' for n in range(50_000)) + f">{SENTENCE * 10}</p>",
        '<p a="' + "ক" * 1_000_000 + f'">{SENTENCE * 10}</p>',
        '<script type="application/ld+json">' + "[" * 50_000 + "</script>",
        '<!DOCTYPE html [<!ENTITY a "ক"><!ENTITY b "&a;&a;&a;&a;">]>' + "&b;" * 1000,
        "&#2438;" * 100_000,
        "<" * 200_000,
        "<p>" + "“" * 300_000,
    ],
    ids=lambda page: page[:24],
)
def test_pages_built_to_cost_much_cost_little(page: str) -> None:
    assert_sound(read(f"<html><body>আজ {page}".encode()))


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 20_000,
        "।" * 300_000 + SENTENCE,
        "প্রকাশ " * 60_000,
        "ক(" * 200_000,
        "ছবি: " * 60_000,
        "এ/" * 200_000,
        "১২:" * 200_000,
        "মেলা" + "”" * 300_000 + "।",
        "মেলা" + " " * 500_000 + "।",
        "\n".join(["কখ/গঘ", SENTENCE * 2] * 5_000),
        "\n".join(["সর্বশেষ", SENTENCE * 2] * 5_000),
        "\n".join(["০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭"] * 9_000),
        "ক\n" * 500_000,
    ],
    ids=lambda text: text[:16].replace("\n", " "),
)
def test_texts_built_to_cost_much_cost_little(text: str) -> None:
    assert_sound(read(text.encode()))


# -- files -----------------------------------------------------------------------------------------


def test_kinds_are_told_by_content_not_by_name(tmp_path: Path) -> None:
    for name, source in (("a.warc", "tab-portal.txt"), ("b.txt", "blog-template.html"), ("c.html", "crawl.warc.gz"), ("d", "crawl.wet")):  # fmt: skip
        (tmp_path / name).write_bytes(PAGE_BYTES[source])
        found = list(read_stories(tmp_path / name))
        assert any(isinstance(each, FoundStory) for each in found), name
        assert all(each.file == str(tmp_path / name) for each in found)


@pytest.mark.parametrize("name", ["tab-portal.txt", "blog-template.html", "crawl.wet"])
def test_packed_pages_are_read_as_the_plain_ones(name: str) -> None:
    plain = [each.plain() for each in read(PAGE_BYTES[name]) if isinstance(each, FoundStory)]
    packed = read(gzip.compress(PAGE_BYTES[name]))
    assert [each.plain() for each in packed if isinstance(each, FoundStory)] == plain
    assert plain


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    for path, words in ((tmp_path, "ফোল্ডার"), (tmp_path / "missing.txt", "ফাইলটি নেই"), (Path("a\0b"), "পড়া গেল না")):  # fmt: skip
        [refused] = list(read_stories(path))
        assert isinstance(refused, Refused)
        assert words in refused.reason
        assert refused.file == str(path)
