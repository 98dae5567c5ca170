"""Reading HTTP/1.1: what RFC 9112 allows, what it forbids, and another reader's opinion (h11)."""

import h11
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kagoj.delivery import http1
from kagoj.delivery.http1 import (
    CHUNKED,
    KEPT_BODY,
    LARGEST_BODY,
    LARGEST_HEAD,
    MOST_FIELDS,
    Body,
    Head,
    Refused,
    parse,
    split,
)


def refused(function, *arguments):
    with pytest.raises(Refused) as told:
        function(*arguments)
    return told.value.status


def head(*lines):
    return "\r\n".join(lines).encode("latin-1")


def test_a_browsers_request():
    read = parse(
        head(
            "GET /khela/17/%E0%A6%9C%E0%A7%9F/?a=1&b=%20 HTTP/1.1",
            "Host: paper.example",
            "Accept-Encoding: gzip, br",
            "X-Forwarded-For:  203.0.113.9 ",
            "x-forwarded-for: 198.51.100.7",
        )
    )
    assert read.method == "GET"
    assert read.path.encode("latin-1").decode() == "/khela/17/জ\u09df/"
    assert read.query == "a=1&b=%20"
    assert read.fields["accept-encoding"] == "gzip, br"
    # RFC 9110, 5.2: lines of one name are one list.
    assert read.fields["x-forwarded-for"] == "203.0.113.9, 198.51.100.7"
    assert (read.length, read.stays, read.is_old) == (0, True, False)


@pytest.mark.parametrize(
    ("line", "connection", "stays"),
    [
        ("GET / HTTP/1.1", "", True),
        ("GET / HTTP/1.1", "Close", False),
        ("GET / HTTP/1.1", "upgrade, close", False),
        ("GET / HTTP/1.0", "", False),
        ("GET / HTTP/1.0", "Keep-Alive", True),
        ("GET / HTTP/1.9", "", True),  # 2.3: as the highest minor version we know
    ],
)
def test_whether_the_connection_stays(line, connection, stays):
    """RFC 9112, 9.3."""
    assert parse(head(line, "Host: a", f"Connection: {connection}")).stays is stays


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("http://evil.example/n/18", "/n/18"),
        ("HTTP://a?x", "/"),
        ("//evil.example/x", "//evil.example/x"),
        ("/a%00b", "/a\0b"),
        ("/%zz", "/%zz"),
    ],
)
def test_targets(target, path):
    """RFC 9112, 3.2; what a path may hold is for delivery to say."""
    assert parse(head(f"GET {target} HTTP/1.1", "Host: a")).path == path


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["nonsense"], 400),
        (["GET /"], 400),  # HTTP/0.9
        (["GET / HTTP/2.0", "Host: a"], 505),
        (["GET  / HTTP/1.1", "Host: a"], 400),
        (["GET / HTTP/1.1 ", "Host: a"], 400),
        (["GET /\xff HTTP/1.1", "Host: a"], 400),
        (["OPTIONS * HTTP/1.1", "Host: a"], 400),
        (["CONNECT a:443 HTTP/1.1", "Host: a"], 400),
        (["GET / HTTP/1.1"], 400),  # 3.2: a Host there must be
        (["GET / HTTP/1.1", "Host: a", "Host: a"], 400),
        (["GET / HTTP/1.1", "Host: a", "X : 1"], 400),  # 5.1: no blank before the colon
        (["GET / HTTP/1.1", "Host: a", " folded"], 400),  # 5.2
        (["GET / HTTP/1.1", "Host: a\nX: 1"], 400),
        (["GET / HTTP/1.1", "Host: a", "X: a\rb"], 400),
        (["GET / HTTP/1.1", "Host: a", "X: a\0b"], 400),
        (["GET / HTTP/1.1", "Host: a", "no colon"], 400),
        (["POST / HTTP/1.1", "Host: a", "Content-Length: 5", "Content-Length: 6"], 400),
        (["POST / HTTP/1.1", "Host: a", "Content-Length: +5"], 400),
        (["POST / HTTP/1.1", "Host: a", "Content-Length: ৫".encode().decode("latin-1")], 400),
        (["POST / HTTP/1.1", "Host: a", "Content-Length: " + "9" * 19], 400),
        # 6.1: a length beside chunks is how requests are smuggled.
        (["POST / HTTP/1.1", "Host: a", "Content-Length: 5", "Transfer-Encoding: chunked"], 400),
        (["POST / HTTP/1.0", "Host: a", "Transfer-Encoding: chunked"], 400),
        (["POST / HTTP/1.1", "Host: a", "Transfer-Encoding: gzip, chunked"], 501),
        (["POST / HTTP/1.1", "Host: a", "Transfer-Encoding: xchunked"], 501),
        (["GET / HTTP/1.1", "Host: a", *["X: 1"] * MOST_FIELDS], 431),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(lines, status):
    assert refused(parse, head(*lines)) == status


def test_a_head_arrives_in_pieces():
    whole = b"\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\nGET /b"
    for end in range(1, len(whole) - 6):
        assert split(whole[:end]) is None, end
    assert split(whole) == (b"GET / HTTP/1.1\r\nHost: a", b"GET /b")


@pytest.mark.parametrize(
    "data", [b"\x16\x03\x01\x02\x00\x01\x00", b"\x00", b" GET", b"\r\n\r\nGET"]
)
def test_what_can_never_be_a_request_is_not_waited_for(data):
    assert refused(split, data) == 400


def test_a_head_is_bounded():
    assert refused(split, b"GET /" + b"a" * LARGEST_HEAD) == 414
    assert refused(split, b"GET / HTTP/1.1\r\nX: " + b"a" * LARGEST_HEAD) == 431
    assert refused(split, b"GET / HTTP/1.1\r\nX: " + b"a" * LARGEST_HEAD + b"\r\n\r\n") == 431


BODIES = [
    (5, b"hello", b"hello"),
    (1000, b"x" * 1000, b"x" * KEPT_BODY),
    (CHUNKED, b"0\r\n\r\n", b""),
    (CHUNKED, b"5\r\nhello\r\n0\r\n\r\n", b"hello"),
    (
        CHUNKED,
        b'A;name="x"\r\n0123456789\r\n3  \r\nabc\r\n000\r\nTrailer: 1\r\nAnother: 2\r\n\r\n',
        b"0123456789abc",
    ),
    (CHUNKED, b"200\r\n" + b"x" * 512 + b"\r\n0\r\n\r\n", b"x" * KEPT_BODY),
]


@pytest.mark.parametrize("number", range(len(BODIES)))
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_a_body_is_read_past_however_it_arrives_and_its_beginning_kept(number, size):
    length, sent, kept = BODIES[number]
    body, data = Body(length), sent + b"GET /next"
    for start in range(0, len(data), size):
        rest = body.skip(data[start : start + size])
        if rest is not None:
            assert rest + data[start + size :] == b"GET /next"
            assert body.kept == kept
            break
    else:
        pytest.fail("it never ended")


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"x\r\n", 400),
        (b"-5\r\nhello\r\n", 400),
        (b"0x5\r\nhello\r\n", 400),
        (b"5\nhello\n", 400),
        (b"5\r\nhelloXX0\r\n\r\n", 400),
        (b"5" + b" " * 1000, 400),
        (b"FFFFFFFF\r\n", 413),
        (b"%x\r\n" % (LARGEST_BODY + 1), 413),
        (b"8000\r\n" + b"a" * 0x8000 + b"\r\n8001\r\n", 413),
        (b"0\r\n" + b"X: 1\r\n" * 4000, 431),
    ],
)
def test_chunks_that_are_none_or_too_many(data, status):
    assert refused(Body(CHUNKED).skip, data) == status


@given(st.binary(max_size=400))
@example(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
def test_any_bytes_are_read_or_refused(data):
    def outcome(read):
        try:
            return type(read())
        except Refused:
            return Refused

    assert outcome(lambda: parse(data)) in {Head, Refused}
    assert outcome(lambda: split(data)) in {tuple, type(None), Refused}
    assert outcome(lambda: Body(CHUNKED).skip(data)) in {bytes, type(None), Refused}


WORDS = st.sampled_from(
    ["GET", "POST", "/", "/a", "http://a/b", "HTTP/1.1", "HTTP/1.0", " ", "  ", "\t", "\r\n", "\n", ":",
     "Host: a", "Content-Length: 3", "content-length: 4", "Transfer-Encoding: chunked", "X: \xff", "X",
     "Connection: close", "\0", "Connection: keep-alive"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=10).map("".join), st.sampled_from(["GET", "POST"]))
def test_what_h11_refuses_is_refused_here_and_the_rest_is_read_alike(more, method):
    """h11 is another strict reader of RFC 9112. Stricter than it we may be, never laxer."""
    data = f"{method} /a HTTP/1.1\r\nHost: a\r\n{more}\r\n\r\n".encode("latin-1")
    try:
        found = split(data)
        read = parse(found[0]) if found else None
    except Refused:
        return
    if read is None:
        return
    theirs = h11.Connection(h11.SERVER)
    theirs.receive_data(found[0] + b"\r\n\r\n")
    request = theirs.next_event()
    assert isinstance(request, h11.Request), (data, request)
    assert read.method.encode() == request.method
    fields = dict(request.headers)
    assert ("content-length" in read.fields) == (b"content-length" in fields)
    assert (read.length == CHUNKED) == (b"transfer-encoding" in fields)
    if read.length > 0:
        assert read.length == int(fields[b"content-length"])


def test_a_line_is_read_alike_however_often_it_came():
    """What was read before is remembered; strictness is not forgotten with it."""
    sound = head("GET /khela/?a=1 HTTP/1.1", "Host: a", "X-A: 1", "Connection: close")
    assert parse(sound) == parse(sound)
    assert parse(sound).fields is not parse(sound).fields
    for _ in range(2):
        assert refused(parse, head("GET / HTTP/1.1", "Host: a", "Host: a")) == 400
        assert refused(parse, head("GET / HTTP/1.1", "Host : a")) == 400
        assert refused(parse, head("GET / HTTP/2.0", "Host: a")) == 505
        assert refused(parse, head("Host: a", "Host: a")) == 400  # a known field is no first line
        assert refused(parse, head("GET / HTTP/1.1", "GET / HTTP/1.1")) == 400  # nor the other way
        assert parse(head("GET / HTTP/1.1", "Host: a", "X-A: 1", "X-A: 1")).fields["x-a"] == "1, 1"


def test_what_is_remembered_of_lines_is_bounded():
    for number in range(3 * http1._MOST_KNOWN):
        parse(head(f"GET /{number} HTTP/1.1", "Host: a", f"X-{number}: 1", "X: " + "x" * number))
    for known in (http1._known_lines, http1._known_fields):
        assert len(known) <= http1._MOST_KNOWN
        assert max(map(len, known)) <= http1._LONGEST_KNOWN
    parse(head("GET / HTTP/1.1", "Host: a", "X-Forwarded-For: 203.0.113.77"))
    assert b"X-Forwarded-For: 203.0.113.77" not in http1._known_fields
