"""Pictures brought in by editors: honest ones are taken, broken and monstrous ones refused in words."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from PIL import Image

from kagoj.news.models import Picture

pytestmark = pytest.mark.django_db
KINDS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif"}


def drawn(kind: str, size: tuple[int, int] = (320, 200)) -> bytes:
    image = Image.effect_noise(size, 40).convert("RGB")
    kept = io.BytesIO()
    image.save(kept, kind)
    return kept.getvalue()


def upload(person, name: str, content: bytes) -> str:
    """What the editor reads after sending the file."""
    answer = person.sends(
        "/images/add/",
        title="ঘাটের ছবি",
        description="কাদামাটির ঘাট",
        caption="বর্ষার পর",
        credit="নিজস্ব",
        file=SimpleUploadedFile(name, content),
    )
    assert answer.status_code in {200, 302}
    if answer.status_code == 302:
        return ""
    errors = html.fromstring(answer.content).xpath("//*[contains(@class,'error-message')]")
    return " ".join(" ".join(error.text_content().split()) for error in errors)


@pytest.mark.parametrize("kind", KINDS)
def test_honest_pictures_are_taken_with_their_words(rahima, kind) -> None:
    assert upload(rahima, f"ঘাট.{KINDS[kind]}", drawn(kind)) == ""
    picture = Picture.objects.get()
    assert (picture.description, picture.caption, picture.credit) == (
        "কাদামাটির ঘাট",
        "বর্ষার পর",
        "নিজস্ব",
    )


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises a picture of this size in a few bytes (PNG specification, section 11.2.2)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


BROKEN = "খোলা গেল না"
LARGE = "খুব বড়"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_off_in_the_middle(rahima, kind) -> None:
    whole = drawn(kind)
    assert upload(rahima, f"kata.{KINDS[kind]}", whole[: len(whole) // 2])
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("boma.png", png_header(20_000, 20_000), LARGE),  # 400 million pixels
        ("boma.png", png_header(9_000, 7_000), LARGE),  # 63 million
        ("kata.png", png_header(900, 700), BROKEN),
        ("kichhu-na.jpg", b"", ""),
        ("kotha.jpg", "নদীর কথা".encode() * 100, ""),
        (
            "script.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "",
        ),
        (
            "script.jpg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "",
        ),
        ("lukano.jpg", b"\x89PNG\r\n\x1a\n" + b"\0" * 60, ""),
        ("psd.jpg", b"8BPS\0\1" + b"\0" * 60, ""),
        ("gif.gif", b"GIF89a" + b"\xff\xff\xff\xff" + b"\0" * 20, ""),
    ],
)
def test_hostile_files_are_refused_in_words(rahima, name, content, words) -> None:
    said = upload(rahima, name, content)
    assert said
    assert words in said
    assert any("\u0980" <= letter <= "\u09ff" for letter in said)
    assert not Picture.objects.exists()


def test_many_frames_count_as_pixels(rahima) -> None:
    frames = [Image.new("RGB", (3000, 3000), (i * 30, 0, 0)) for i in range(8)]
    kept = io.BytesIO()
    frames[0].save(kept, "GIF", save_all=True, append_images=frames[1:])
    assert LARGE in upload(rahima, "chole.gif", kept.getvalue())


def test_a_picture_is_refused_in_the_chooser_too(rahima) -> None:
    whole = drawn("JPEG")
    answer = rahima.sends(
        "/images/chooser/create/",
        **{
            "image-chooser-upload-title": "কাটা",
            "image-chooser-upload-file": SimpleUploadedFile("kata.jpg", whole[: len(whole) // 2]),
        },
    )
    assert BROKEN in answer.json()["htmlFragment"]
    assert not Picture.objects.exists()


def test_a_name_that_climbs_out_of_the_folder(rahima, settings) -> None:
    assert upload(rahima, "../../../../tmp/ঘাট.jpg", drawn("JPEG")) == ""
    name = Picture.objects.get().file.name
    assert name.startswith("original_images/")
    assert ".." not in name
