"""`kagoj export`: the files are what delivery answers, and any static host can serve them."""

import gzip
import json
import re
from urllib.parse import unquote

import brotli
import pytest

from kagoj.delivery.app import Delivery
from kagoj.delivery.request import Request
from kagoj.shelf import Page, Shelf


@pytest.fixture(scope="module")
def exported(demo_template, kagoj, tmp_path_factory):
    """Where the demo paper was exported to."""
    folder = tmp_path_factory.mktemp("export") / "site"
    done = kagoj("export", folder, "--dir", demo_template.folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def shelf(demo_template):
    return Shelf(demo_template.data, read_only=True)


def file_at(folder, path):
    """The file a static host answers an address with."""
    if path.endswith("/"):
        return folder / path.lstrip("/") / "index.html"
    plain = folder / path.lstrip("/")
    return plain if plain.is_file() else plain.with_name(f"{plain.name}.html")


def test_every_page_is_what_delivery_answers(demo_template, exported, shelf):
    delivery = Delivery(demo_template.data)
    compared = 0
    for key in shelf.keys(""):
        page = shelf.get(key)
        if key.startswith("/parts/") or page.status != 200:
            continue
        answer = delivery.answer(Request("GET", page.path.encode().decode("latin-1")))
        assert answer.status == 200, key
        assert file_at(exported, page.path).read_bytes() == answer.body, key
        compared += 1
    assert compared > 150
    missing = delivery.answer(Request("GET", "/nothing-here/"))
    assert (exported / "404.html").read_bytes() == missing.body


def test_parts_are_resolved_and_no_directive_is_left(exported):
    story = next((exported / "khela").rglob("index.html")).read_text("utf-8")
    assert "সর্বশেষ" in story
    for file in exported.rglob("*.html"):
        assert "<!--#" not in file.read_text("utf-8"), file


def test_packed_files_unpack_to_the_same(exported):
    count = 0
    for file in exported.rglob("*"):
        if file.suffix == ".gz":
            assert gzip.decompress(file.read_bytes()) == file.with_suffix("").read_bytes()
            count += 1
        elif file.suffix == ".br":
            assert brotli.decompress(file.read_bytes()) == file.with_suffix("").read_bytes()
    assert count > 150


def test_what_pages_ask_for_is_there(exported):
    """Every picture, font, script and page of the paper that the home page names."""
    home = (exported / "index.html").read_text("utf-8")
    asked = set(re.findall(r'(?:src|href)="(/[^"?#]*)', home))
    for srcset in re.findall(r'srcset="([^"]+)"', home):
        asked |= {one.split()[0] for one in srcset.split(", ")}
    assert any(address.startswith("/media/images/") for address in asked)
    assert any(address.startswith("/static/") for address in asked)
    for address in asked:
        assert file_at(exported, unquote(address)).is_file(), address


def test_a_short_address_leads_to_its_story(exported, shelf):
    page = shelf.get("/n/1")
    short = file_at(exported, "/n/1").read_text("utf-8")
    there = re.search(r'content="0;url=([^"]+)"', short)[1]
    assert unquote(there) == page.path


def test_the_manifest_is_plain_json(exported):
    assert json.loads((exported / "manifest.webmanifest").read_text("utf-8"))["lang"] == "bn"


def test_withdrawn_stories_are_not_exported(paper, command, tmp_path):
    page, other = paper.publish("প্রত্যাহার হবে"), paper.publish("থাকবে")
    command("press", "all")
    page.unpublish()
    command("press", "all")
    assert command("export", tmp_path / "site")[0] == 0
    assert file_at(tmp_path / "site", other.path_of_reader).is_file()
    assert not file_at(tmp_path / "site", page.path_of_reader).exists()
    assert not list((tmp_path / "site/n").glob(f"{page.number}.*"))
    # What a server may say instead, with the status 410.
    assert "প্রত্যাহার" in (tmp_path / f"site/gone/{page.number}.html").read_text("utf-8")


def test_a_folder_that_is_not_empty_is_refused(demo_template, kagoj, tmp_path):
    (tmp_path / "letter.txt").write_text("চিঠি")
    done = kagoj("export", tmp_path, "--dir", demo_template.folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "is not an empty folder" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_the_papers_own_data_is_no_place_for_it(paper, command):
    (paper.data / "static").mkdir()
    status, _, complained = command("export", paper.data / "static/site")
    assert status == 1
    assert "lies in the paper's own data" in complained


def test_an_empty_shelf_is_refused(paper, command, tmp_path):
    from kagoj.press.shelving import shelf

    shelf()
    status, _, complained = command("export", tmp_path / "site")
    assert (status, complained) == (
        1,
        "kagoj: the shelf is empty. Print the paper first: kagoj press all\n",
    )
    assert not (tmp_path / "site").exists()


def test_a_page_with_an_address_like_a_climb_stays_inside(paper, command, tmp_path):
    from kagoj.press.shelving import shelve

    shelve([("/../../x/", Page(key="/../../x/", path="/../../x/", body=b"x"))])
    assert command("export", tmp_path / "deep/site")[0] == 0
    assert not (tmp_path / "x").exists()


def test_the_longest_address_is_a_file(paper, command, tmp_path):
    """A folder's name takes 255 bytes on Linux; a conjunct takes nine and more."""
    page = paper.publish(
        "রাষ্ট্রবিজ্ঞানের ক্ষেত্রবিশেষে দ্বন্দ্বমূলক স্বাতন্ত্র্যবোধ ও জ্যোৎস্নাস্নাত শক্তিমত্তার স্বরূপসন্ধান"
    )
    command("press", "all")
    assert command("export", tmp_path / "site")[0] == 0
    assert file_at(tmp_path / "site", page.path_of_reader).is_file()
