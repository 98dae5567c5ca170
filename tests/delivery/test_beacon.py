"""Reads reported by pages: counted when a reader's browser reports a story that is there."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.audience.reads import ReadLog, parse, spools
from kagoj.delivery import app
from kagoj.delivery.beacon import read_body


def reads(paper):
    lines = [
        line for file in spools(paper.data / "reads") for line in file.read_bytes().splitlines()
    ]
    return [parse(line) for line in lines]


def test_a_read_is_noted(paper, reader):
    assert reader.ask("/beacon/17", method="POST").status == 204
    assert reader.ask("/beacon/১৭", method="POST", content_length="120").status == 204
    first, second = reads(paper)
    assert first.number == second.number == 17
    assert first.visitor == second.visitor


def test_different_readers_are_told_apart_without_their_address(paper, reader):
    reader.ask("/beacon/17", method="POST", client="192.0.2.1")
    reader.ask("/beacon/17", method="POST", client="192.0.2.2")
    reader.ask(
        "/beacon/17",
        method="POST",
        client="192.0.2.1",
        agent="Mozilla/5.0 (Android 15) Firefox/141.0",
    )
    assert len({read.visitor for read in reads(paper)}) == 3
    assert all("192.0.2" not in read.visitor for read in reads(paper))


@pytest.mark.parametrize(
    "agent", ["", "curl/8.0", "Googlebot/2.1 (+http://www.google.com/bot.html)"]
)
def test_robots_are_answered_but_not_counted(paper, reader, agent):
    assert reader.ask("/beacon/17", method="POST", agent=agent).status == 204
    assert reads(paper) == []


@pytest.mark.parametrize(
    ("address", "method", "headers", "status"),
    [
        ("/beacon/999", "POST", {}, 404),
        ("/beacon/0", "POST", {}, 404),
        ("/beacon/17/", "POST", {}, 405),
        ("/beacon/x", "POST", {}, 405),
        ("/beacon/-17", "POST", {}, 405),
        ("/beacon/17", "POST", {"content_length": "70000"}, 413),
        ("/beacon/17", "POST", {"content_length": "1e3"}, 413),
        ("/beacon/17", "POST", {"content_length": "-1"}, 413),
        ("/beacon/17", "GET", {}, 405),
        ("/beacon/17", "HEAD", {}, 405),
        ("/beacon/17", "PUT", {}, 405),
    ],
)
def test_what_is_no_read_is_refused(paper, reader, address, method, headers, status):
    found = reader.ask(address, method=method, **headers)
    assert found.status == status
    assert reads(paper) == []
    if status == 405 and address == "/beacon/17":
        assert found.header("allow") == "POST"


def test_the_proxy_in_front_says_who_reads_only_when_there_is_one(paper, reader, reader_of):
    proxied = reader_of(behind_proxy=True)
    for at in (proxied, reader):
        for address in (
            "198.51.100.1",
            "9.9.9.9, 198.51.100.2",
            "2001:db8:1:2::5",
            "2001:db8:1:2::6",
        ):
            at.ask("/beacon/17", method="POST", client="127.0.0.1", forwarded_for=address)
    visitors = [read.visitor for read in reads(paper)]
    assert len(visitors) == 8
    # Two IPv4 readers and one IPv6 house behind the proxy; one address without it.
    assert len(set(visitors)) == 4


PHONE = "Mozilla/5.0 (Linux; Android 13) Chrome/124.0.0.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("body", "agent", "told"),
    [
        # As the page's script tells it (theme/static/js/kagoj.mjs).
        (b"from=m.facebook.com", PHONE, "social"),
        (b"from=www.google.com.bd", PHONE, "search"),
        (b"from=com.google.android.gm", PHONE, "chat"),
        (b"from=own", PHONE, "own"),
        (b"from=", PHONE, "direct"),
        (b"from=", PHONE + " [FB_IAB/FB4A;FBAV/460.0]", "social"),
        (b"from=paper.example:8000", PHONE, "other"),
        (b"from=[2001:db8::1]:80", PHONE, "other"),
        (b"seen=1", PHONE, "25%"),
        (b"seen=4", PHONE, "100%"),
        # Pages from before anything was sent along; and what is no line of ours.
        (b"", PHONE, ""),
        (b"hello", PHONE, ""),
        (b"from=https://facebook.com/secret?id=7", PHONE, ""),
        (b"from=m.facebook.com&seen=3", PHONE, ""),
        (b"from=m.facebook.com\n", PHONE, ""),
        (b"FROM=own", PHONE, ""),
        (b"from=" + b"a" * 263, PHONE, ""),
        (gzip.compress(b"from=own"), PHONE, ""),
        ('{"from":"own"}'.encode("utf-16"), PHONE, ""),
        # A depth that is none is no read either.
        (b"seen=0", PHONE, None),
        (b"seen=5", PHONE, None),
        (b"seen=", PHONE, None),
        ("seen=৩".encode(), PHONE, None),
    ],
)
def test_of_a_body_only_a_kind_or_a_depth_is_kept(paper, reader, body, agent, told):
    assert reader.ask("/beacon/17", method="POST", body=body, agent=agent).status == 204
    assert [read.told for read in reads(paper)] == ([] if told is None else [told])


BODIES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=80).map(str.encode),
    st.builds(lambda a, b: a + b, st.sampled_from([b"from=", b"seen="]), st.binary(max_size=295)),
)


@given(body=BODIES, agent=st.text(st.characters(codec="latin-1"), max_size=40))
def test_any_body_is_one_sound_line_or_none(body, agent):
    told = read_body(body, agent)
    assert told is None or parse(ReadLog.line(17, "f" * 16, 1_716_000_000, told)[:-1]).told == told


@pytest.mark.parametrize(
    ("addresses", "visitors"),
    [
        # IPv4 as a socket of both kinds tells it (RFC 4291, 2.5.5.2) is IPv4.
        (["::ffff:192.0.2.1", "192.0.2.1"], 1),
        (["::ffff:192.0.2.1", "::ffff:192.0.2.2"], 2),
        # One house is one /64 (RFC 6177); written long or short.
        (["2001:db8:1:2::5", "2001:0db8:0001:0002:ffff::6", "[2001:db8:1:2::7]"], 1),
        (["fe80::1%eth0", "fe80::2%eth1"], 1),
        (["2001:db8:1:2::5", "2001:db8:1:3::5"], 2),
        (["unknown", "a" * 5000, "\x00", ""], 4),
    ],
)
def test_addresses(paper, reader, addresses, visitors):
    for address in addresses:
        assert reader.ask("/beacon/17", method="POST", client=address).status == 204
    assert len({read.visitor for read in reads(paper)}) == visitors


def test_a_story_that_was_withdrawn_from_the_shelf_counts_no_more(paper, reader):
    paper.page("/n/19")
    assert reader.ask("/beacon/19", method="POST").status == 204
    assert reader.delivery.told("/beacon/19", PHONE, "192.0.2.1", "", b"") is not None
    paper.remove("/n/19")
    assert reader.ask("/beacon/19", method="POST").status == 404
    assert reader.delivery.told("/beacon/19", PHONE, "192.0.2.1", "", b"") is None
    assert len(reads(paper)) == 1


@pytest.mark.parametrize(
    "path", ["/beacon/", "/beacon/x", "/beacon/0017x", "/beacon/१७", "/beacon/" + "1" * 13, "/n/17"]
)
def test_what_is_no_beacons_address_is_not_told_at_once(reader, path):
    wire = path.encode().decode("latin-1")
    assert reader.delivery.told(wire, PHONE, "192.0.2.1", "", b"") is None


def test_stories_that_are_not_there_are_neither_noted_nor_remembered(paper, reader):
    """Numbers at random, as whoever wants to fill a database would send them."""
    for number in range(1_000, 3_000):
        assert reader.ask(f"/beacon/{number}", method="POST").status == 404
    assert spools(paper.data / "reads") == []
    assert reader.delivery._standing == set()


def test_known_stories_are_forgotten_before_they_are_too_many(paper, reader, monkeypatch):
    monkeypatch.setattr(app, "MOST_STANDING", 10)
    for number in range(100, 125):
        paper.page(f"/n/{number}")
    for number in range(100, 125):
        assert reader.ask(f"/beacon/{number}", method="POST").status == 204
        assert len(reader.delivery._standing) <= 10
    assert len(reads(paper)) == 25


def test_what_the_disk_refused_is_not_said_to_be_counted(tmp_path, paper, reader_of):
    (tmp_path / "file").write_text("")
    reader = reader_of(reads=tmp_path / "file" / "reads")
    assert reader.ask("/beacon/17", method="POST").status == 503
    assert reader.ask("/").status == 200
