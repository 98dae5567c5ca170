"""Joining pages and parts; the directive is that of nginx's ngx_http_ssi_module."""

from kagoj.shelf import Page
from kagoj.shelf.compose import compose


def include(name):
    return f'<!--#include virtual="/parts/{name}.html" -->'


def page(text, key="/", **more):
    return Page(key=key, path=key, body=text.encode(), **more)


def part(name, text, **more):
    return page(text, f"/parts/{name}.html", **more)


def composed(top, *parts):
    found = {each.key: each for each in parts}
    return compose(top, found.get)


def test_parts_stand_where_they_are_included():
    made = composed(
        page(f"ক{include('a')}খ{include('b')}গ{include('a')}", tags=("home",), printed=5.0),
        part("a", "১", tags=("part-a",), modified=9.0),
        part("b", "২", tags=("part-b", "home")),
    )
    assert made.body.decode() == "ক১খ২গ১"
    assert made.needs == {"/", "/parts/a.html", "/parts/b.html"}
    assert made.tags == ("home", "part-a", "part-b")
    assert made.changed == 9.0


def test_a_missing_part_is_nothing_but_is_waited_for():
    made = composed(page(f"ক{include('gone')}খ"))
    assert made.body.decode() == "কখ"
    assert "/parts/gone.html" in made.needs


def test_parts_nest_one_level_and_no_deeper():
    made = composed(
        page(include("a")),
        part("a", f"[{include('b')}]"),
        part("b", f"({include('c')})"),
        part("c", "গভীর"),
    )
    assert made.body.decode() == "[()]"


def test_a_part_that_includes_itself_ends():
    made = composed(page(include("a")), part("a", f"এক {include('a')}"))
    assert made.body.decode() == "এক এক "


def test_only_parts_are_included():
    text = (
        '<!--#include virtual="/n/17" --><!--#include file="/etc/passwd" --><!--#exec cmd="ls" -->'
    )
    assert composed(page(text), page("গোপন", "/n/17")).body.decode() == text


def test_blanks_as_nginx_takes_them():
    text = '<!--#include  virtual="/parts/a.html"-->'
    assert composed(page(text), part("a", "১")).body.decode() == "১"
