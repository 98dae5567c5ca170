"""Addresses, as section 4 of the design lists them, and what strangers make of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.delivery.routes import (
    Archive,
    Beacon,
    File,
    Moved,
    PlainPage,
    Refused,
    Search,
    Story,
    is_folder_like,
    location,
    may_be_printed,
    on_the_wire,
    read_path,
    route,
)


def wire(path):
    return path.encode().decode("latin-1")


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/", PlainPage("/")),
        ("/khela/", PlainPage("/khela/")),
        ("/khela/page/3/", PlainPage("/khela/page/3/")),
        ("/khela/17/জয়ের-পথে/", Story(17)),
        ("/khela/17/", Story(17)),
        ("/khela/17", Story(17)),
        ("/খেলা/17/slug", Story(17)),
        ("/khela/১৭/slug/", Story(17)),
        ("/khela/0017/slug/", Story(17)),
        ("/n/17", Story(17)),
        ("/n/17/", Story(17)),
        ("/n/১৭", Story(17)),
        ("/n/abc", PlainPage("/n/abc")),
        ("/khela/1234567890123/x/", PlainPage("/khela/1234567890123/x/")),
        ("/topic/2024/", PlainPage("/topic/2024/")),
        ("/author/7/", PlainPage("/author/7/")),
        ("/archive/2024/05/18/", PlainPage("/archive/2024/05/18/")),
        ("/feed.xml", PlainPage("/feed.xml")),
        ("/.well-known/security.txt", PlainPage("/.well-known/security.txt")),
        ("/static/css/paper.1a2b3c4d.css", File("static", "css/paper.1a2b3c4d.css")),
        ("/media/images/ছবি.jpg", File("media", "images/ছবি.jpg")),
        ("/search", Search()),
        ("/search/", Moved("/search")),
        ("/archive/", Archive()),
        ("/archive", Moved("/archive/")),
        ("/beacon/17", Beacon(17)),
        ("/beacon/x", PlainPage("/beacon/x")),
        ("/khela//17/x/", Moved("/khela/17/x/")),
        ("//evil.example/", Moved("/evil.example/")),
        ("///", Moved("/")),
    ],
)
def test_each_path_is_the_address_of_something(path, what):
    assert route(wire(path)) == (path, what)


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("\xff/", 400),  # no UTF-8
        ("/\xe0\xa6", 400),  # half a letter
        ("/\xef\xbf\xbd/", 400),  # U+FFFD, what a server made of such bytes
        ("/a\x00b", 400),
        ("/a\r\nX: y", 400),
        ("/a\x7f", 400),
        ("/../etc/passwd", 400),
        ("/static/../../etc/passwd", 400),
        ("/a/./b", 400),
        ("/..", 400),
        ("*", 400),
        ("", 400),
        ("khela/", 400),
        ("/" + "a" * 3000, 414),
    ],
)
def test_what_is_no_address_is_refused(raw, status):
    assert route(raw) == ("", Refused(status))


def test_normal_forms_meet_and_joiners_stay():
    # U+09CB written as its two halves; NFC joins them (Unicode Character Database).
    assert read_path(wire("/\u0996\u09c7\u09be\u0981\u099c/")) == "/\u0996\u09cb\u0981\u099c/"
    assert read_path(wire("/\u09b0\u200d\u09cd\u09af\u09be\u09ac/")) == (
        "/\u09b0\u200d\u09cd\u09af\u09be\u09ac/"
    )
    assert read_path(wire("/x\u200c/")) == "/x\u200c/"


@given(st.text(max_size=60))
def test_a_redirect_stays_on_this_host(text):
    there = location("/" + text)
    assert there.isascii()
    assert there.startswith("/")
    assert not there.startswith(("//", "/\\"))
    assert not set(there) & set(' \r\n"<>\\')


def test_only_a_harmless_query_goes_along():
    assert location("/khela/17/", "utm_source=fb&x=%E0%A6%95") == (
        "/khela/17/?utm_source=fb&x=%E0%A6%95"
    )
    assert location("/khela/17/", "x=<script>") == "/khela/17/"
    assert location("/khela/17/", "x=\r\nSet-Cookie:y") == "/khela/17/"
    assert location("/khela/17/", "x" * 501) == "/khela/17/"
    assert location("/ক/") == "/%E0%A6%95/"


def test_a_path_comes_back_from_the_wire():
    for path in ("/khela/", "/khela/17/জয়ের-পথে/"):
        assert read_path(on_the_wire(path)) == path


def test_what_the_press_may_have_to_print():
    for key in (
        "/n/17",
        "/khela/page/3/",
        "/topic/নদী/",
        "/topic/নদী/page/12/",
        "/author/rahima/",
        "/archive/2024/05/18/",
        "/khela/feed.xml",
        "/topic/নদী/atom.xml",
    ):
        assert may_be_printed(key), key
    for key in (
        "/",
        "/khela/",
        "/wp-login.php",
        "/khela/page/0/",
        "/archive/2024/13/01/",
        "/archive/2023/02/29/",
        "/archive/9999/01/01/",
        "/static/x/page/1/",
        "/robots.txt",
        "/a/b/c/page/2/",
    ):
        assert not may_be_printed(key), key


def test_folders_are_told_from_files():
    assert is_folder_like("/khela")
    assert is_folder_like("/topic/নদী")
    assert not is_folder_like("/khela/")
    assert not is_folder_like("/robots.txt")
