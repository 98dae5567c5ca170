"""The loop with readers who are slow, rude, many or gone; sockets are real, only patience is short."""

import os
import socket
import threading
import time
from email.utils import parsedate_to_datetime
from urllib.parse import quote

import pytest

from kagoj.audience.reads import ReadLog, spools
from kagoj.delivery import loop as loops
from kagoj.delivery.app import Delivery
from kagoj.delivery.loop import Loop
from kagoj.shelf import Page

STORY = quote("/khela/17/জয়ের-পথে/").encode()
ASK = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
PATIENCE = 30.0  # seconds until a test gives up; never waited for when all is well


class House:
    """A loop in a thread of this process, and ways to speak to it."""

    def __init__(self, delivery, **options):
        listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self.place = listener.getsockname()
        self.loop = Loop(delivery, listener, threads=4, **options)
        self.thread = threading.Thread(target=self.loop.run)
        self.thread.start()

    def line(self):
        return socket.create_connection(self.place, timeout=PATIENCE)

    def say(self, *pieces):
        """All that comes back until the loop ends the line."""
        with self.line() as line:
            for piece in pieces:
                line.sendall(piece)
            return everything_from(line)

    def end(self):
        self.loop.end()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()


def everything_from(line):
    received = b""
    while data := line.recv(65536):
        received += data
    return received


def one_answer(line):
    """Head and body of exactly one answer."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += (data := line.recv(1))
        assert data, received
    head = received.decode("latin-1")
    length = next(
        (
            int(text.split(":")[1])
            for text in head.split("\r\n")
            if text.startswith("content-length")
        ),
        0,
    )
    body = b""
    while len(body) < length:
        body += (data := line.recv(length - len(body)))
        assert data
    return head, body


def until(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.005)


@pytest.fixture
def house_of(paper):
    houses = []

    def house(**options):
        houses.append(House(Delivery(paper.data, longest_wait=5.0), **options))
        return houses[-1]

    yield house
    for one in houses:
        one.end()


@pytest.fixture
def house(house_of):
    return house_of()


def test_an_answer_has_a_date(house):
    """RFC 9110, 6.6.1."""
    with house.line() as line:
        line.sendall(ASK)
        head, _ = one_answer(line)
    (text,) = [one[6:] for one in head.split("\r\n") if one.startswith("date: ")]
    assert abs(parsedate_to_datetime(text).timestamp() - time.time()) < PATIENCE


def test_requests_in_one_piece_are_answered_in_their_order(house):
    """RFC 9112, 9.3.2: whatever each takes, /n/17 a thread and / nothing at all."""
    with house.line() as line:
        for _ in range(2):
            line.sendall(
                ASK + b"GET /n/17 HTTP/1.1\r\nHost: a\r\n\r\n" + ASK
                + b"GET /nothing/ HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\n\r\n"[:-20]
            )  # fmt: skip
            line.sendall(b"TTP/1.1\r\nHost: a\r\n\r\n"[-20:])
            statuses = [one_answer(line)[0].split()[1] for _ in range(4)]
            assert statuses == ["200", "301", "200", "404"]
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += line.recv(1)
            assert head.startswith(b"HTTP/1.1 200")


def test_a_request_in_many_pieces(house):
    with house.line() as line:
        for _ in range(3):
            for n in range(len(ASK)):
                line.sendall(ASK[n : n + 1])
            assert one_answer(line)[1].decode().startswith("প্রথম পাতা")


def test_what_is_hot_is_not_what_was(house, paper):
    """The same bytes asked again get the page as it is now, soon after each change."""
    with house.line() as line:
        for turn in range(5):
            paper.page("/", f"প্রথম পাতা {turn}")

            def is_new(turn=turn):
                line.sendall(ASK)
                return one_answer(line)[1].decode() == f"প্রথম পাতা {turn}"

            until(is_new)


def test_what_is_hot_answers_only_the_very_same_request(house):
    with house.line() as line:
        for _ in range(2):
            for path, begins in ((b"/", "প্রথম"), (b"/khela/", "খেলা"), (STORY, "<h1>")):
                line.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: a\r\n\r\n")
                assert one_answer(line)[1].decode().startswith(begins)
    # … and not what ends another one that came in two pieces.
    with house.line() as line:
        line.sendall(b"GET /khela/ HTTP/1.1\r\nX: ")
        until(lambda: any(one.rest for one in list(house.loop._lines.values())))
        line.sendall(ASK)
        assert one_answer(line)[1].decode() == "খেলা"


def test_connections_stay_or_end_as_the_reader_wishes(house):
    for request, end in (
        (b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", b"connection: close"),
        (b"GET / HTTP/1.0\r\n\r\n", b"connection: close"),
    ):
        for _ in range(2):
            answer = house.say(request)
            assert answer.startswith(b"HTTP/1.1 200")
            assert end in answer
    with house.line() as line:
        for _ in range(2):
            line.sendall(b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            assert "connection: keep-alive" in one_answer(line)[0]


def test_a_reader_who_says_no_more_is_still_answered(house):
    with house.line() as line:
        line.sendall(b"GET /nothing/ HTTP/1.1\r\nHost: a\r\n\r\n")
        line.shutdown(socket.SHUT_WR)
        assert everything_from(line).startswith(b"HTTP/1.1 404")


def test_a_refusal_arrives_although_more_was_sent_than_was_read(house):
    """Closed with unread bytes, TCP would reset the line and take the answer with it."""
    request = b"POST /beacon/17 HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n"
    for _ in range(5):
        answer = house.say(request, b"x" * 300_000)
        assert answer.startswith(b"HTTP/1.1 413")
        assert b"connection: close" in answer


def test_a_body_that_waits_for_a_word_gets_it(house):
    """RFC 9110, 10.1.1."""
    with house.line() as line:
        line.sendall(
            b"POST /beacon/17 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
            b"Expect: 100-continue\r\nUser-Agent: Mozilla/5.0 Firefox/140.0\r\n\r\n"
        )
        assert one_answer(line)[0].startswith("HTTP/1.1 100")
        line.sendall(b"hello")
        assert one_answer(line)[0].startswith("HTTP/1.1 204")


def test_a_drop_at_a_time_is_not_waited_for(house, monkeypatch):
    """Slowloris: bytes that keep coming do not make a request that never ends live longer."""
    monkeypatch.setattr(loops, "SLOWEST_REQUEST", 0.5)
    with house.line() as line:
        line.settimeout(0.02)
        end = time.monotonic() + PATIENCE
        while True:
            assert time.monotonic() < end
            try:
                line.sendall(b"X")
                if line.recv(1) == b"":
                    break
            except TimeoutError:
                continue
            except OSError:
                break


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET / HT", b"POST /beacon/17 HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab"],
)
def test_who_says_nothing_more_is_given_up(house, monkeypatch, sent):
    monkeypatch.setattr(loops, "SLOWEST_REQUEST", 0.2)
    assert house.say(sent) == b""


def test_an_idle_connection_ends(house, monkeypatch):
    monkeypatch.setattr(loops, "LONGEST_IDLE", 0.2)
    for _ in range(2):  # the second time it is hot
        answer = house.say(ASK)
        assert answer.startswith(b"HTTP/1.1 200")


def test_an_answer_nobody_takes_is_given_up_and_holds_up_nobody(house, paper, monkeypatch):
    monkeypatch.setattr(loops, "SLOWEST_READER", 0.3)
    paper.page("/big/", "ক" * 5_000_000)
    with house.line() as line, house.line() as other:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.sendall(b"GET /big/ HTTP/1.1\r\nHost: a\r\n\r\n")
        until(lambda: any(one.owed for one in list(house.loop._lines.values())))
        other.sendall(ASK)
        assert one_answer(other)[0].startswith("HTTP/1.1 200")
        until(lambda: len(house.loop._lines) == 1)


def test_a_big_page_arrives_whole_at_a_slow_reader(house, paper):
    paper.page("/big/", "কখগ" * 500_000)
    with house.line() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        for _ in range(2):
            line.sendall(b"GET /big/ HTTP/1.1\r\nHost: a\r\n\r\n" + ASK)
            assert one_answer(line)[1].decode() == "কখগ" * 500_000
            assert one_answer(line)[1].decode().startswith("প্রথম")


def test_a_reader_who_takes_little_is_not_given_up(house, paper, monkeypatch):
    """What the system holds for a reader may take longer than our patience; only no progress ends it."""
    monkeypatch.setattr(loops, "SLOWEST_READER", 0.2)
    paper.page("/big/", "ক" * 3_000_000)
    with house.line() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        line.sendall(b"GET /big/ HTTP/1.1\r\nHost: a\r\n\r\n")
        until(lambda: any(one.owed for one in list(house.loop._lines.values())))
        (ours,) = house.loop._lines.values()
        received = 0
        for _ in range(3):
            seen, enough = ours.until, received + 300_000
            while received < enough:
                received += len(line.recv(65_536))
            until(lambda seen=seen: ours.until != seen)
        assert ours in house.loop._lines.values()
        while received < 9_000_000:
            received += len(data := line.recv(1_000_000))
            assert data


def test_a_crowd_of_idle_connections_makes_room(house_of):
    house = house_of(most_lines=50)
    lines = [house.line() for _ in range(120)]
    lines[-1].sendall(ASK)
    assert one_answer(lines[-1])[0].startswith("HTTP/1.1 200")
    until(lambda: len(house.loop._lines) <= 50)
    assert lines[0].recv(1) == b""  # who was here longest and asked nothing
    for line in lines:
        line.close()


def test_a_reader_who_left_costs_nothing(house, paper):
    (paper.data / "press.alive").touch()
    line = house.line()
    line.sendall(b"GET /khela/page/5/ HTTP/1.1\r\nHost: a\r\n\r\n")
    until(lambda: paper.shelf.wanted() == ["/khela/page/5/"])
    line.close()
    paper.put(Page(key="/khela/page/5/", path="/khela/page/5/", body=b"printed"))
    paper.shelf.unwant("/khela/page/5/")
    until(lambda: len(house.loop._lines) == 0)
    assert house.say(b"GET /khela/page/5/ HTTP/1.0\r\n\r\n").endswith(b"printed")


def test_at_the_end_who_is_being_answered_is_answered(house_of, paper):
    house = house_of()
    (paper.data / "press.alive").touch()
    with house.line() as waiting, house.line() as idle:
        waiting.sendall(b"GET /khela/page/5/ HTTP/1.1\r\nHost: a\r\n\r\n")
        until(lambda: paper.shelf.wanted() == ["/khela/page/5/"])
        house.loop.end()
        assert everything_from(idle) == b""
        paper.put(Page(key="/khela/page/5/", path="/khela/page/5/", body=b"printed"))
        paper.shelf.unwant("/khela/page/5/")
        assert everything_from(waiting).endswith(b"printed")
    with pytest.raises(ConnectionRefusedError):
        house.line()


def test_a_fault_inside_is_an_answer(house, monkeypatch, caplog):
    monkeypatch.setattr(house.loop._delivery, "answer", lambda request: 1 / 0)
    monkeypatch.setattr(house.loop._delivery, "at_hand", lambda *asked: 1 / 0)
    with house.line() as line:
        line.sendall(ASK)
        assert one_answer(line)[0].startswith("HTTP/1.1 500")


def test_a_fault_in_the_loop_costs_one_line_and_not_all(house, monkeypatch):
    """A worker that died of one request would take every reader's connection with it."""
    with house.line() as line:
        line.sendall(ASK)
        one_answer(line)
        parse = loops.parse
        monkeypatch.setattr(loops, "parse", lambda head: 1 / 0 if b"evil" in head else parse(head))
        assert house.say(b"GET /evil/ HTTP/1.1\r\nHost: a\r\n\r\n") == b""
        monkeypatch.setattr(house.loop._delivery, "moment", lambda: 1 / 0)
        for path in (b"/", b"/khela/"):
            line.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: a\r\n\r\n")
            assert one_answer(line)[0].startswith("HTTP/1.1 200")


@pytest.mark.parametrize("seed", range(3))
def test_any_bytes_leave_the_house_standing(house, seed):
    import random

    chance = random.Random(seed)
    words = [ASK, b"\r\n", b"GET ", b"/", b" HTTP/1.1", b"Host: a\r\n", b"\0", b"POST /beacon/17",
             b"Transfer-Encoding: chunked\r\n", b"Content-Length: 5\r\n", b"5\r\nhello\r\n", os.urandom(9)]  # fmt: skip
    for _ in range(60):
        with house.line() as line:
            line.settimeout(PATIENCE)
            try:
                line.sendall(b"".join(chance.choices(words, k=chance.randrange(1, 12))))
                line.shutdown(socket.SHUT_WR)
                everything_from(line)
            except ConnectionError:
                pass
    with house.line() as line:
        line.sendall(ASK)
        assert one_answer(line)[0].startswith("HTTP/1.1 200")


def test_who_retires_answers_everybody_once_more(house_of, monkeypatch):
    """Another process takes the place of this one: whoever is on the line is not cut off."""
    told = threading.Event()
    house = house_of(each_second=lambda: told.is_set() and house.loop.retire())
    with house.line() as asking, house.line() as silent, house.line() as beginning:
        for line in (asking, silent, beginning):
            for _ in range(2):  # the second answer is hot
                line.sendall(ASK)
                assert "connection: close" not in one_answer(line)[0]
        beginning.sendall(ASK[:9])
        monkeypatch.setattr(loops, "LAST_LINES", 1.5)
        told.set()
        until(lambda: house.loop._listener.fileno() < 0)
        with pytest.raises(ConnectionRefusedError):
            house.line()
        beginning.sendall(ASK[9:])
        for line in (asking, beginning):
            if line is asking:
                line.sendall(ASK)
            answer = everything_from(line)
            assert answer.startswith(b"HTTP/1.1 200")
            assert b"connection: close" in answer
        assert everything_from(silent) == b""
        house.thread.join(PATIENCE)
        assert not house.thread.is_alive()


def beacon(number, body=b"", *more):
    head = [
        b"POST /beacon/%d HTTP/1.1" % number,
        b"Host: a",
        b"User-Agent: Mozilla/5.0 Firefox/140.0",
        b"Content-Length: %d" % len(body),
        *more,
    ]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


def noted_in(paper):
    return b"".join(file.read_bytes() for file in spools(paper.data / "reads")).splitlines()


def test_beacons_of_a_turn_are_noted_together_and_each_is_answered(house, paper, monkeypatch):
    written = []
    write = ReadLog.append
    monkeypatch.setattr(
        ReadLog, "append", lambda log, lines: written.append(lines) or write(log, lines)
    )
    everyone = [house.line() for _ in range(30)]
    try:
        for line in everyone:  # each asks twice at once, and then for a page
            line.sendall(beacon(17, b"from=own") + beacon(17, b"seen=2") + ASK)
        for line in everyone:
            for status in ("204", "204", "200"):
                assert one_answer(line)[0].startswith(f"HTTP/1.1 {status}")
    finally:
        for line in everyone:
            line.close()
    assert len(noted_in(paper)) == 60
    assert len(written) < 60


def test_a_beacon_in_pieces_counts_once(house, paper):
    whole = beacon(17, b"from=t.co")
    with house.line() as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(2):
            for place in range(len(whole)):
                line.sendall(whole[place : place + 1])
            assert one_answer(line)[0].startswith("HTTP/1.1 204")
    assert [line.split()[2] for line in noted_in(paper)] == [b"social", b"social"]


def test_a_beacon_on_a_line_that_ends(house, paper):
    for _ in range(2):
        answer = house.say(beacon(17, b"from=own", b"Connection: close"))
        assert answer.startswith(b"HTTP/1.1 204")
        assert b"connection: close" in answer
    old = beacon(17).replace(b"HTTP/1.1", b"HTTP/1.0")
    assert house.say(old).startswith(b"HTTP/1.1 204")
    assert len(noted_in(paper)) == 3


def test_what_the_disk_refuses_is_refused_on_the_line_and_pages_go_on(house, monkeypatch):
    with house.line() as line:
        line.sendall(beacon(17))
        assert one_answer(line)[0].startswith("HTTP/1.1 204")
        monkeypatch.setattr(ReadLog, "append", lambda log, lines: False)
        line.sendall(beacon(17))
        assert one_answer(line)[0].startswith("HTTP/1.1 503")
        line.sendall(ASK)
        assert one_answer(line)[0].startswith("HTTP/1.1 200")
