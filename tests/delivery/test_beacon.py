"""Reads reported by pages: counted when a reader's browser reports a story that is there."""

import pytest

from kagoj.audience.reads import parse, spools


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
