"""Styles joined and squeezed for each kind of page."""

import re

import pytest

from kagoj.theme import assets, styles


@pytest.mark.parametrize("kind", styles.SHEETS)
def test_each_kind_has_whole_rules(kind):
    css = styles.for_kind(kind)

    assert css.count("{") == css.count("}")
    assert "/*" not in css
    assert "\n" not in css


def test_a_page_carries_only_what_its_kind_needs():
    assert ".voices" in styles.for_kind("home")
    assert ".voices" not in styles.for_kind("story")
    assert ".signoff" not in styles.for_kind("home")


def test_fonts_are_named_by_their_hashed_addresses():
    for address in re.findall(r'url\("([^"]+)"\)', styles.for_kind("story")):
        assert re.fullmatch(r"/static/fonts/kagoj-serif-\w+\.[0-9a-f]{8}\.woff2", address)


@pytest.mark.parametrize(
    ("written", "squeezed"),
    [
        ("a {\n  color: red; /* why */\n}\n", "a{color:red}"),
        ("a , b > c { margin : 0 }", "a,b>c{margin : 0}"),
        ('a::before { content: "a ;  b" }', 'a::before{content:"a ;  b"}'),
        ("nav :hover { inset: 0 calc(1rem - 2px) }", "nav :hover{inset:0 calc(1rem - 2px)}"),
        ("@media (min-width: 48em) { a { b: c } }", "@media (min-width: 48em){a{b:c}}"),
    ],
)
def test_squeezing_keeps_the_meaning(written, squeezed):
    assert styles.squeeze(written) == squeezed


def test_the_desk_is_marked_in_the_navigation():
    assert '[href="/khela/"]' in styles.marking("/khela/")


@pytest.mark.parametrize("address", ["", "</style><script>", '/a"]{}b["', "/a b/", "\\"])
def test_an_address_cannot_leave_the_rule(address):
    assert styles.marking(address) == ""


def test_a_paper_adds_styles_of_its_own(tmp_path, monkeypatch):
    (tmp_path / "static/css").mkdir(parents=True)
    (tmp_path / "static/css/own.css").write_text(":root { --accent: #064; }")
    monkeypatch.setattr(assets, "_folders", [tmp_path, *assets._folders])
    assets.forget()
    try:
        assert styles.for_kind("story").endswith(":root{--accent:#064}")
    finally:
        monkeypatch.undo()
        assets.forget()
