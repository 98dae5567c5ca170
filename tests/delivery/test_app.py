"""Delivery's answers to readers: pages, redirects, what is gone, and every fault."""

import gzip
import logging
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kagoj.delivery.request import Request
from kagoj.shelf import Page, Shelf

STORY_PATH = "/khela/17/জয়ের-পথে/"
STORY_LOCATION = (
    "/khela/17/%E0%A6%9C%E0%A6%AF%E0%A6%BC%E0%A7%87%E0%A6%B0-%E0%A6%AA%E0%A6%A5%E0%A7%87/"
)


def test_a_cache_told_of_changes_may_keep_a_page_longer_and_reads_names_where_it_likes(reader_of):
    found = reader_of(shared_age=60, tag_header="cache-tag").ask(STORY_PATH)
    assert "max-age=5, s-maxage=60, " in found.header("cache-control")
    assert found.header("cache-tag") == "story-17,part-latest,desk-khela"
    assert found.header("surrogate-key") == ""
    assert "surrogate-key" not in dict(reader_of(tag_header="").ask(STORY_PATH).headers)
    # What nobody tells it of, it keeps no longer than browsers.
    assert "s-maxage" not in reader_of(shared_age=60).ask("/n/18").header("cache-control")
    assert "s-maxage" not in reader_of().ask(STORY_PATH).header("cache-control")


def test_a_story_with_its_parts(reader):
    found = reader.ask(STORY_PATH)
    assert found.status == 200
    assert found.body.decode().endswith("<aside>সর্বশেষ: এক</aside>")
    assert found.header("content-type") == "text/html; charset=utf-8"
    assert found.header("content-language") == "bn"
    assert found.header("vary") == "Accept-Encoding"
    assert found.header("surrogate-key") == "story-17 part-latest desk-khela"
    assert found.header("content-length") == str(len(found.body))
    # 1700000000 is Tue, 14 Nov 2023 22:13:20 GMT (`date -u -d @1700000000`).
    assert found.header("last-modified") == "Tue, 14 Nov 2023 22:13:20 GMT"
    cache = found.header("cache-control")
    assert "public" in cache
    assert "stale-while-revalidate" in cache
    assert "stale-if-error" in cache
    assert found.header("x-content-type-options") == "nosniff"
    assert found.header("referrer-policy")
    assert "default-src 'self'" in found.header("content-security-policy")
    assert found.header("permissions-policy")


def test_inline_scripts_are_named_in_the_policy(reader_of):
    reader = reader_of(inline_scripts=["'sha256-abc='"])
    policy = reader.ask("/").header("content-security-policy")
    assert "script-src 'self' 'sha256-abc=';" in policy


def test_every_coding_holds_the_same_page_under_its_own_tag(reader):
    plain = reader.ask(STORY_PATH)
    tags = {plain.header("etag")}
    for coding, undo in (
        ("br", brotli.decompress),
        ("zstd", zstandard.decompress),
        ("gzip", gzip.decompress),
    ):
        found = reader.ask(STORY_PATH, accept_encoding=coding)
        assert found.header("content-encoding") == coding
        assert undo(found.body) == plain.body
        assert len(found.body) < len(plain.body) / 4
        etag = found.header("etag")
        tags.add(etag)
        assert reader.ask(STORY_PATH, accept_encoding=coding, if_none_match=etag).status == 304
        other = reader.ask(STORY_PATH, accept_encoding="identity", if_none_match=etag)
        assert other.status == 200
    assert len(tags) == 4


def test_head_is_get_without_the_body(reader):
    for address in (STORY_PATH, "/nothing/", "/khela/17/", "/", "/n/18", "/%ff", "/robots.txt"):
        get, head = reader.ask(address), reader.ask(address, method="HEAD")
        assert (head.status, head.headers, head.body) == (get.status, get.headers, b"")


@pytest.mark.parametrize(
    "address",
    [
        "/n/17",
        "/n/17/",
        "/n/১৭",
        "/khela/17/",
        "/khela/17",
        "/khela/17/ভুল-নাম/",
        "/bidesh/17/জয়ের-পথে/",
        "/খেলা/১৭/জয়ের-পথে/",
        "/khela/017/জয়ের-পথে/",
        "/khela/17/জয়ের-পথে",
    ],
)
def test_the_number_decides_and_one_address_is_right(reader, address):
    found = reader.ask(address)
    assert (found.status, found.header("location")) == (301, STORY_LOCATION)
    assert reader.ask(found.header("location")).status == 200


def test_another_normal_form_of_the_address_is_the_same_address(reader):
    # U+09DF and U+09AF U+09BC are the same letter; NFC takes the second (Unicode, composition exclusions).
    assert reader.ask("/khela/17/জ\u09dfের-পথে/").status == 200
    assert reader.ask("/khela/17/জ\u09af\u09bcের-পথে/").status == 200


def test_redirects_carry_only_harmless_queries(reader):
    assert reader.ask("/n/17?utm_source=x").header("location") == f"{STORY_LOCATION}?utm_source=x"
    assert reader.ask("/n/17?<b>").header("location") == STORY_LOCATION
    assert reader.ask("/khela?a=b").header("location") == "/khela/?a=b"


@pytest.mark.parametrize(
    ("address", "location"),
    [
        ("//khela/", "/khela/"),
        ("/khela//17///x/", "/khela/17/x/"),
        ("//evil.example/%2f..", None),
        ("//evil.example", "/evil.example"),
        ("///evil.example/", "/evil.example/"),
        ("/%2f/evil.example/", "/evil.example/"),
        ("/\\/evil.example", None),
        ("/khela", "/khela/"),
        ("/search/", "/search"),
    ],
)
def test_redirects_never_leave_the_paper(reader, address, location):
    found = reader.ask(address)
    if location is None:
        assert found.status in {400, 404}
    else:
        assert (found.status, found.header("location")) == (301, location)


def test_a_query_is_no_other_page(reader, delivery):
    first = reader.ask("/khela/?a=1")
    held = len(delivery._memory)
    for number in range(50):
        assert reader.ask(f"/khela/?a={number}").body == first.body
    assert len(delivery._memory) == held


def test_withdrawn_is_gone_whatever_the_slug(reader):
    for address in ("/n/18", "/khela/18/x/", "/khela/18"):
        found = reader.ask(address)
        assert (found.status, found.body.decode()) == (410, "প্রত্যাহৃত")


def test_missing_is_the_printed_page(reader):
    for address in (
        "/nothing/",
        "/nothing",
        "/a/b/c/d/",
        "/khela/999/x/",
        "/404",
        "/500",
        "/x.php",
    ):
        found = reader.ask(address)
        assert (found.status, found.body.decode()) == (404, "ছাপা পাতা: নেই"), address


def test_a_moved_page_redirects(reader, paper):
    paper.put(Page(key="/old/", path="/old/", body=b"", status=301, location="/khela/"))
    found = reader.ask("/old/")
    assert (found.status, found.header("location")) == (301, "/khela/")


def test_what_machines_read_has_no_language(reader):
    found = reader.ask("/robots.txt")
    assert found.header("content-type") == "text/plain; charset=utf-8"
    assert not found.header("content-language")
    assert not found.header("content-security-policy")
    assert found.header("x-content-type-options") == "nosniff"


def test_parts_can_be_had_but_not_indexed(reader):
    found = reader.ask("/parts/latest.html")
    assert found.body.decode() == "সর্বশেষ: এক"
    assert found.header("x-robots-tag") == "noindex"


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "X"]
)
def test_other_methods_are_told_what_is_allowed(reader, method):
    for address in ("/", STORY_PATH, "/nothing/", "/search?q=x", "/static/a.css"):
        found = reader.ask(address, method=method)
        assert (found.status, found.header("allow")) == (405, "GET, HEAD")


def test_a_change_of_page_or_part_is_seen_at_the_next_look(reader, paper):
    before = reader.ask(STORY_PATH)
    assert reader.ask("/khela/").status == 200
    paper.part("latest", "সর্বশেষ: দুই")
    after = reader.ask(STORY_PATH, if_none_match=before.header("etag"))
    assert after.status == 200
    assert "সর্বশেষ: দুই" in after.body.decode()
    paper.page("/khela/", "খেলা, আবার")
    assert reader.ask("/khela/").body.decode() == "খেলা, আবার"
    paper.remove("/khela/")
    assert reader.ask("/khela/").status == 404
    paper.page("/khela/", "ফিরে এল")
    assert reader.ask("/khela/").body.decode() == "ফিরে এল"


def test_a_part_that_comes_later_is_seen(reader, paper):
    paper.page("/x/", '[<!--#include virtual="/parts/later.html" -->]')
    assert reader.ask("/x/").body == b"[]"
    paper.part("later", "1")
    assert reader.ask("/x/").body == b"[1]"


def test_a_story_that_moved_redirects_from_its_old_address(reader, paper):
    assert reader.ask(STORY_PATH).status == 200
    paper.page("/n/17", "নতুন", path="/bidesh/17/অন্য-নাম/")
    found = reader.ask(STORY_PATH)
    assert found.status == 301
    assert reader.ask(found.header("location")).body.decode() == "নতুন"


def test_a_page_withdrawn_is_gone_from_memory_at_once(reader, paper):
    assert reader.ask(STORY_PATH).status == 200
    paper.page("/n/17", "প্রত্যাহৃত", status=410)
    assert reader.ask(STORY_PATH).status == 410


def test_answers_in_memory_are_not_composed_again(reader):
    first = reader.ask(STORY_PATH, accept_encoding="br")
    assert reader.ask(STORY_PATH, accept_encoding="br") is first


def test_memory_is_bounded(paper, reader_of):
    reader = reader_of(memory=20_000)
    for number in range(60):
        paper.page(f"/p{number}/", "ক" * 500)
        assert reader.ask(f"/p{number}/").status == 200
        assert reader.delivery._memory.size <= 20_000


def test_no_shelf_yet(tmp_path, reader_of):
    reader = reader_of(tmp_path / "nothing")
    for address in ("/", STORY_PATH, "/nothing", "/search?q=x"):
        found = reader.ask(address)
        assert found.status == 503
        assert "একটু পরে আবার চেষ্টা করুন" in found.body.decode()
        assert found.header("retry-after")
        assert found.header("cache-control") == "no-store"
    assert not (tmp_path / "nothing").exists()


def test_an_empty_shelf_and_then_a_page(tmp_path, reader_of):
    shelf = Shelf(tmp_path)
    reader = reader_of(tmp_path)
    assert reader.ask("/").status == 503
    with shelf.change() as change:
        change.put(Page(key="/", path="/", body="এসেছে".encode()))
    assert reader.ask("/").body.decode() == "এসেছে"
    missing = reader.ask("/nothing/")
    assert missing.status == 404
    assert "পাতাটি পাওয়া গেল না" in missing.body.decode()
    shelf.close()


def test_memory_answers_on_when_the_shelf_is_lost(reader, paper, caplog):
    assert reader.ask(STORY_PATH).status == 200
    paper.shelf.close()
    (paper.data / "shelf.db").rename(paper.data / "away.db")
    with caplog.at_level(logging.ERROR, "kagoj.delivery"):
        for _ in range(5):
            assert reader.ask(STORY_PATH).status == 200
            assert reader.ask("/khela/").status == 503
    assert len(caplog.records) == 1


def test_another_shelf_in_its_place_replaces_all(reader, paper, tmp_path):
    assert reader.ask(STORY_PATH).status == 200
    assert reader.ask("/khela/").status == 200
    other = Shelf(tmp_path / "other")
    for _ in range(9):  # its version may well be higher
        with other.change() as change:
            change.put(Page(key="/", path="/", body="অন্য".encode()))
    other.compact()
    other.close()
    paper.shelf.close()
    for file in paper.data.glob("shelf.db*"):
        file.unlink()
    (tmp_path / "other" / "shelf.db").rename(paper.data / "shelf.db")
    assert reader.ask("/").body.decode() == "অন্য"
    assert reader.ask("/khela/").status == 404


def test_a_fault_inside_is_the_printed_page_and_one_line(reader, delivery, caplog, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("secret detail\nsecond line")

    reader.ask("/khela/17/")
    monkeypatch.setattr(delivery._searcher, "search", broken)
    with caplog.at_level(logging.ERROR, "kagoj.delivery"):
        found = reader.ask("/search?q=নদী")
    assert (found.status, found.body.decode()) == (500, "ছাপা পাতা: গোলমাল")
    (record,) = caplog.records
    assert "\n" not in record.getMessage()
    assert "RuntimeError" in record.getMessage()
    assert record.exc_info is None


def test_a_fault_without_a_printed_page_is_a_sentence(reader, delivery, paper, monkeypatch):
    def broken(*_):
        raise RuntimeError

    paper.remove("/500")
    monkeypatch.setattr(delivery, "_find_out", broken)
    found = reader.ask("/new/")
    assert found.status == 500
    assert "গোলমাল হয়েছে" in found.body.decode()
    monkeypatch.setattr(delivery, "_kept", broken)
    assert reader.ask("/new/").status == 500


CLEAN = {200, 204, 206, 301, 304, 400, 404, 405, 410, 413, 414, 416, 503}
LETTERS = st.characters(codec="utf-8")
SEGMENTS = st.sampled_from(
    ["khela", "17", "১৭", "n", "static", "media", "..", ".", "", "search", "beacon", "parts", "page",
     "জয়ের-পথে", "archive", "2024", "feed.xml", "%2e", "\\", "\x00", "ক্\u200dষ"]
)  # fmt: skip
PATHS = st.one_of(
    st.lists(SEGMENTS | st.text(LETTERS, max_size=8), max_size=7).map(
        lambda words: ("/" + "/".join(words)).encode().decode("latin-1")
    ),
    st.binary(max_size=40).map(lambda raw: "/" + raw.decode("latin-1")),
    st.text(max_size=40),
)
HEADER = st.text(max_size=80) | st.sampled_from(
    ["*", '"a"', 'W/"a"', "gzip, br;q=0", "bytes=0-5", "bytes=-1", "Sun, 06 Nov 1994 08:49:37 GMT"]
)


HEADERS = (
    "accept_encoding",
    "if_none_match",
    "if_modified_since",
    "range",
    "if_range",
    "agent",
    "client",
    "forwarded_for",
    "content_length",
)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "get", "", "ÿ"]),
    path=PATHS,
    query=HEADER,
    headers=st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(HEADERS, HEADER),
    ),
)
def test_whatever_is_sent_the_answer_is_clean(delivery, method, path, query, headers):
    found = delivery.answer(Request(method, path, query, **headers))
    assert found.status in CLEAN
    for name, value in found.headers:
        assert name == name.lower()
        assert value.isprintable()
        assert value.isascii()
    if found.status not in {204, 304} and method != "HEAD" and found.piece is None:
        assert found.header("content-length") == str(len(found.body))


def test_no_answer_mixes_two_changes_and_none_goes_back(reader, paper):
    include = '<!--#include virtual="/parts/now.html" -->'
    last = 60

    def shelve(generation):
        part = Page(key="/parts/now.html", path="/parts/now.html", body=str(generation).encode())
        page = Page(key="/now/", path="/now/", body=f"{generation}:{include}".encode())
        paper.put(page, part)

    def read(coding):
        seen = []
        while not seen or seen[-1] < last:
            found = reader.ask("/now/", accept_encoding=coding)
            body = gzip.decompress(found.body) if coding else found.body
            of_page, of_part = body.decode().split(":")
            assert of_page == of_part
            seen.append(int(of_page))
        assert seen == sorted(seen)

    shelve(0)
    with ThreadPoolExecutor(4) as threads:
        readers = [threads.submit(read, coding) for coding in ("", "gzip", "")]
        for generation in range(1, last + 1):
            shelve(generation)
        for each in readers:
            each.result(timeout=60)
