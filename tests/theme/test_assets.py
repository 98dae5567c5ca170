"""Hashed files and the version of the design."""

import base64
import hashlib
import re

import pytest

from kagoj.theme import assets


@pytest.fixture
def own_theme(tmp_path, monkeypatch):
    """A paper's own theme folder, searched before ours for one test."""
    folder = tmp_path / "theme"
    (folder / "static" / "js").mkdir(parents=True)
    (folder / "templates").mkdir()
    monkeypatch.setattr(assets, "_folders", list(assets._folders))
    assets.look_in(folder)
    yield folder
    monkeypatch.undo()
    assets.forget()


def test_an_address_holds_the_hash_of_the_file():
    content = (assets.THEME / "static/js/kagoj.mjs").read_bytes()

    digest = hashlib.sha256(content).hexdigest()[:8]

    assert assets.asset("js/kagoj.mjs") == f"/static/js/kagoj.{digest}.mjs"


def test_collect_writes_what_addresses_name(tmp_path):
    assets.collect(tmp_path)

    for path in ("js/kagoj.mjs", "fonts/kagoj-serif-bold.woff2", "icons/icon-192.png"):
        written = tmp_path / assets.asset(path).removeprefix("/static/")
        assert written.read_bytes() == (assets.THEME / "static" / path).read_bytes()
    assert not list(tmp_path.rglob("*.css")), "styles stand in the page"
    assert not list(tmp_path.rglob("*.part"))


def test_the_licence_travels_with_the_fonts(tmp_path):
    assets.collect(tmp_path)

    (licence,) = (tmp_path / "fonts").glob("OFL.*.txt")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text()


def test_collect_leaves_the_files_of_earlier_designs(tmp_path):
    earlier = tmp_path / "js/kagoj.00000000.mjs"
    earlier.parent.mkdir()
    earlier.write_text("// printed into pages of last week")

    assets.collect(tmp_path)

    assert earlier.exists()


def test_a_papers_own_file_is_found_first_and_changes_the_address(own_theme):
    ours = assets.asset("js/kagoj.mjs")
    (own_theme / "static/js/kagoj.mjs").write_text("// the paper's own")
    assets.forget()

    assert assets.asset("js/kagoj.mjs") != ours


@pytest.mark.parametrize("path", ["../settings.py", "js/../../apps.py", "nothing.js", ""])
def test_only_files_of_the_theme_have_addresses(path):
    with pytest.raises(assets.NoSuchAsset):
        assets.asset(path)


def test_the_design_changes_with_a_papers_own_template(own_theme):
    before = assets.design_version()
    (own_theme / "templates/page.html").write_text("<!doctype html>")
    assets.forget()

    assert assets.design_version() != before
    assert re.fullmatch("[0-9a-f]{12}", before)


def test_the_script_in_the_page_is_the_one_whose_hash_is_told(page_of):
    # As a browser computes it: SHA-256 of what stands between the tags, in base 64.
    inline = re.search(r"<script>(.*?)</script>", page_of("story"), re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()

    assert assets.first_script_hash() == f"'sha256-{digest}'"
