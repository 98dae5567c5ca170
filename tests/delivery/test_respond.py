"""Negotiation and conditions, by the examples and rules of RFC 9110."""

import gzip

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from kagoj.delivery.request import Request
from kagoj.delivery.respond import (
    choose,
    encode,
    http_date,
    is_compressible,
    matches,
    negotiate,
    parse_date,
    prepare,
)


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, zstd", "zstd"),
        ("gzip;q=1.0, identity; q=0.5, *;q=0", "gzip"),  # RFC 9110, 12.5.3
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("br;q=0, *;q=0.5", "zstd"),
        ("compress, deflate", ""),
        ("identity", ""),
        ("identity;q=1, br;q=0.5", ""),
        ("identity, br", "br"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("br;q=nonsense, gzip", "gzip"),
        ("br;q=2, gzip", "gzip"),
        (",,;;q=,", ""),
        ("gzip ; q = 0.5", "gzip"),
    ],
)
def test_the_client_decides_and_we_among_equals(accept, coding):
    assert negotiate(accept) == coding


@given(st.text(max_size=300))
def test_any_header_gets_some_coding(accept):
    assert negotiate(accept) in {"", "br", "zstd", "gzip"}


def test_each_coding_is_undone_by_its_library():
    body = "বাংলা সংবাদ ".encode() * 500
    assert brotli.decompress(encode(body, "br")) == body
    assert zstandard.decompress(encode(body, "zstd")) == body
    assert gzip.decompress(encode(body, "gzip")) == body
    assert encode(body, "") == body
    assert encode(body, "gzip") == encode(body, "gzip")


@pytest.mark.parametrize(
    ("content_type", "yes"),
    [
        ("text/html; charset=utf-8", True),
        ("text/css", True),
        ("application/rss+xml; charset=utf-8", True),
        ("application/atom+xml", True),
        ("application/xml", True),
        ("application/manifest+json", True),
        ("application/json", True),
        ("image/svg+xml", True),
        ("image/png", False),
        ("font/woff2", False),
        ("application/pdf", False),
    ],
)
def test_only_text_is_compressed(content_type, yes):
    assert is_compressible(content_type) is yes


@pytest.mark.parametrize(
    ("header", "yes"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ('"b",W/"a","c"', True),
        ("*", True),
        ('"b"', False),
        ('"b, a"', False),
        ("a", False),
        ("", False),
    ],
)
def test_a_list_of_tags_is_weakly_compared(header, yes):
    assert matches(header, '"a"') is yes


def ready(coding="", changed=1_700_000_000.7, status=200):
    return prepare(
        "পাতা".encode() * 100,
        coding,
        status=status,
        headers=[("content-type", "text/html"), ("cache-control", "public")],
        changed=changed,
        varies=True,
    )


def test_each_coding_has_its_own_strong_tag():
    tags = {ready(coding).etag for coding in ("", "br", "zstd", "gzip")}
    assert len(tags) == 4
    assert all(tag.startswith('"') and tag.endswith('"') for tag in tags)
    assert ready("br").etag == ready("br").etag


def test_conditions_decide_on_304():
    page = ready("gzip")
    date = page.full.header("last-modified")
    assert parse_date(date) == 1_700_000_000

    def status(**headers):
        return choose(page, Request("GET", "/", **headers)).status

    assert status() == 200
    assert status(if_none_match=page.etag) == 304
    assert status(if_none_match='"other"') == 200
    assert status(if_none_match=ready("br").etag) == 200
    assert status(if_modified_since=date) == 304
    assert status(if_modified_since=http_date(1_700_000_001)) == 304
    assert status(if_modified_since=http_date(1_699_999_999)) == 200
    # A tag beats a date (RFC 9110, 13.1.3).
    assert status(if_none_match='"other"', if_modified_since=date) == 200


@pytest.mark.parametrize(
    "text", ["", "yesterday", "0", "Thu, 99 Zzz 99999 99:99:99 GMT", "\x00" * 9]
)
def test_a_date_that_is_none_is_no_condition(text):
    assert parse_date(text) is None
    assert choose(ready(), Request("GET", "/", if_modified_since=text)).status == 200


def test_dates_in_the_forms_of_the_standard():
    # RFC 9110, 5.6.7: the same moment in its forms; 784111777 by `date -d`.
    assert parse_date("Sun, 06 Nov 1994 08:49:37 GMT") == 784111777
    assert parse_date("Sunday, 06-Nov-94 08:49:37 GMT") == 784111777


def test_a_304_keeps_what_caches_need_and_a_head_has_no_body():
    page = ready("br")
    unchanged = choose(page, Request("GET", "/", if_none_match=page.etag))
    names = {name for name, _ in unchanged.headers}
    # RFC 9110, 15.4.5
    assert {"etag", "cache-control", "vary"} <= names
    assert "content-length" not in names
    assert unchanged.body == b""
    head = choose(page, Request("HEAD", "/"))
    assert head.headers == page.full.headers
    assert head.body == b""
    assert head.header("content-length") == str(len(page.full.body))


def test_what_is_not_200_is_never_304():
    page = ready(status=404)
    assert choose(page, Request("GET", "/", if_none_match=page.etag)).status == 404
