"""Files of the theme and pictures: these folders and no others; ranges by RFC 9110, 14."""

import os
import socket

import brotli
import pytest

from kagoj.delivery.files import UNSATISFIABLE, read_range

PICTURE = bytes(range(256)) * 40
CSS = "body{color:#111}" * 100


@pytest.fixture
def folders(paper, tmp_path):
    static, own, media = tmp_path / "static", tmp_path / "own", paper.data / "media"
    for folder in (static / "css", own / "css", media / "images"):
        folder.mkdir(parents=True)
    (static / "css" / "paper.1a2b3c4d.css").write_text(CSS)
    (static / "css" / "plain.css").write_text(CSS)
    (static / ".env").write_text("SECRET=1")
    (own / "css" / "plain.css").write_text("body{color:#fff}")
    (media / "images" / "ছবি.jpg").write_bytes(PICTURE)
    (media / "images" / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (media / "page.html").write_text("<script>alert(1)</script>")
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path


@pytest.fixture
def reader(reader_of, folders):
    return reader_of(static=[folders / "own", folders / "static"])


def test_a_hashed_name_is_kept_for_ever(reader):
    found = reader.ask("/static/css/paper.1a2b3c4d.css", accept_encoding="br")
    assert found.status == 200
    assert found.header("cache-control") == "public, max-age=31536000, immutable"
    assert found.header("content-type") == "text/css; charset=utf-8"
    assert found.header("vary") == "Accept-Encoding"
    assert brotli.decompress(found.body).decode() == CSS
    again = reader.ask(
        "/static/css/paper.1a2b3c4d.css", accept_encoding="br", if_none_match=found.header("etag")
    )
    assert again.status == 304


def test_the_first_folder_wins_and_an_unhashed_name_is_asked_again_soon(reader, folders):
    found = reader.ask("/static/css/plain.css")
    assert found.body == b"body{color:#fff}"
    assert "immutable" not in found.header("cache-control")
    file = folders / "own" / "css" / "plain.css"
    file.write_text("body{color:#eee}!")
    assert reader.ask("/static/css/plain.css").body == b"body{color:#eee}!"
    file.unlink()
    assert reader.ask("/static/css/plain.css").body.decode() == CSS


def test_a_picture_whole_and_by_range(reader):
    whole = reader.ask("/media/images/%E0%A6%9B%E0%A6%AC%E0%A6%BF.jpg")
    assert (whole.status, whole.body) == (200, PICTURE)
    assert whole.header("accept-ranges") == "bytes"
    assert whole.header("content-type") == "image/jpeg"
    assert not whole.header("content-encoding")

    def ranged(header, **more):
        return reader.ask("/media/images/%E0%A6%9B%E0%A6%AC%E0%A6%BF.jpg", range=header, **more)

    part = ranged("bytes=10-19")
    assert (part.status, part.body) == (206, PICTURE[10:20])
    assert part.header("content-range") == f"bytes 10-19/{len(PICTURE)}"
    assert part.header("content-length") == "10"
    assert ranged("bytes=-5").body == PICTURE[-5:]
    assert ranged(f"bytes={len(PICTURE) - 3}-").body == PICTURE[-3:]
    outside = ranged(f"bytes={len(PICTURE)}-")
    assert outside.status == 416
    assert outside.header("content-range") == f"bytes */{len(PICTURE)}"
    assert outside.body == b""
    etag, date = whole.header("etag"), whole.header("last-modified")
    assert ranged("bytes=0-0", if_range=etag).status == 206
    assert ranged("bytes=0-0", if_range=date).status == 206
    assert ranged("bytes=0-0", if_range='"other"').status == 200
    assert ranged("bytes=0-0", if_range="nonsense").status == 200
    assert ranged("bytes=0-0", method="HEAD").status == 200
    assert ranged("bytes=0-0", if_none_match=etag).status == 304


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=0-", (0, 100)),
        ("bytes=90-500", (90, 10)),
        ("bytes=-200", (0, 100)),
        ("bytes=-0", UNSATISFIABLE),
        ("bytes=100-", UNSATISFIABLE),
        ("bytes=5-4", None),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("lines=0-1", None),
        ("bytes=1", None),
        ("bytes=" + "9" * 50 + "-", None),
    ],
)
def test_ranges(header, span):
    assert read_range(header, 100) == span


def test_a_long_file_is_sent_in_pieces(reader, folders):
    file = folders / "data" / "media" / "film.mp4"
    with file.open("wb") as stream:
        stream.truncate(5_000_000)
    found = reader.ask("/media/film.mp4")
    assert (found.status, found.body) == (200, b"")
    assert (found.piece.file, found.piece.start, found.piece.length) == (file, 0, 5_000_000)
    assert found.header("content-length") == "5000000"
    part = reader.ask("/media/film.mp4", range="bytes=1000000-4999999")
    assert (part.status, part.piece.start, part.piece.length) == (206, 1_000_000, 4_000_000)


@pytest.mark.parametrize(
    "address",
    [
        "/static/../secret.txt",
        "/static/css/../../secret.txt",
        "/static/..%2fsecret.txt",
        "/static/%2e%2e/secret.txt",
        "/static/css/..%5c..%5csecret.txt",
        "/static/.env",
        "/static/%2eenv",
        "/static/css/",
        "/static/css",
        "/static/",
        "/static//etc/passwd",
        "/static/nothing.css",
        "/static/" + "a" * 300,
        "/static/css/plain.css/",
        "/static/css/plain.css/x",
        "/media/",
    ],
)
def test_nothing_beside_the_folders_is_found(reader, address):
    found = reader.ask(address)
    assert found.status in {301, 400, 404}
    assert b"secret" not in found.body
    assert b"SECRET" not in found.body


def test_links_out_of_the_folder_lead_nowhere(reader, folders):
    media = folders / "data" / "media"
    (media / "out.txt").symlink_to(folders / "secret.txt")
    (media / "there").symlink_to(folders)
    (media / "again.jpg").symlink_to(media / "images" / "ছবি.jpg")
    (folders / "data" / "media-of-others").mkdir()
    (folders / "data" / "media-of-others" / "x.txt").write_text("secret")
    (media / "beside").symlink_to(folders / "data" / "media-of-others")
    (media / "round").symlink_to(media / "round")
    for name in ("out.txt", "there/secret.txt", "beside/x.txt", "round"):
        assert reader.ask(f"/media/{name}").status == 404, name
    assert reader.ask("/media/again.jpg").body == PICTURE


def test_what_is_no_regular_file_is_not_opened(reader, folders, monkeypatch):
    media = folders / "data" / "media"
    os.mkfifo(media / "pipe.txt")
    monkeypatch.chdir(media)
    with socket.socket(socket.AF_UNIX) as ear:
        ear.bind("ear.txt")
        for name in ("pipe.txt", "ear.txt", "images"):
            assert reader.ask(f"/media/{name}").status == 404


def test_what_was_uploaded_never_runs(reader):
    page = reader.ask("/media/page.html")
    assert page.header("content-type") == "application/octet-stream"
    assert page.header("content-disposition") == "attachment"
    assert page.header("x-content-type-options") == "nosniff"
    drawing = reader.ask("/media/images/drawing.svg")
    assert drawing.header("content-type") == "image/svg+xml"
    assert "sandbox" in drawing.header("content-security-policy")


def test_compressed_files_are_held_within_bounds(reader, folders, monkeypatch):
    monkeypatch.setattr("kagoj.delivery.files.MOST_HELD", 50_000)
    for number in range(40):
        (folders / "static" / f"{number}.txt").write_bytes(os.urandom(3000).hex().encode())
        assert reader.ask(f"/static/{number}.txt", accept_encoding="gzip").status == 200
    assert reader.delivery._files._held_size < 60_000


def test_a_file_cut_while_being_read_is_an_error_not_a_short_answer(reader, folders, monkeypatch):
    real = os.stat

    def taller(file, *more, **options):
        found = real(file, *more, **options)
        if str(file).endswith("ছবি.jpg"):
            return os.stat_result((*found[:6], found.st_size + 5, *found[7:]))
        return found

    monkeypatch.setattr("kagoj.delivery.files.os.stat", taller)
    assert reader.ask("/media/images/%E0%A6%9B%E0%A6%AC%E0%A6%BF.jpg").status == 500
