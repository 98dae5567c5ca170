"""The loop that answers readers: one thread, one epoll, every connection of a worker process.

Most requests are the same as one a moment ago: then the bytes received are looked up in `_hot` and
the bytes found are sent, two system calls and one look into a dict. What memory has ready is answered
in the loop as well; whatever may wait (the shelf, the press, a search) in a thread, while the loop
goes on with the others. The reads that were reported in one turn are noted by one write, and then
answered: whoever has the answer is counted.
"""

from __future__ import annotations

import collections
import contextlib
import logging
import os
import select
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from kagoj.delivery.app import Delivery
from kagoj.delivery.beacon import NOT_NOTED, NOTED
from kagoj.delivery.http1 import KEPT_BODY, LARGEST_BODY, Body, Head, Refused, parse, split
from kagoj.delivery.line import Line, date_line, request_of, wire
from kagoj.delivery.request import Answer
from kagoj.delivery.spare_pages import SENTENCES, spare_page

MOST_LINES = 12_000  # connections at once; then the oldest idle one makes room
SLOWEST_REQUEST = 10.0  # seconds a reader may take to send one, from its first byte to its last
LONGEST_IDLE = 75.0  # seconds a connection is kept for the next request
SLOWEST_READER = 30.0  # seconds without a byte taken of an answer
LINGER = 2.0  # seconds to read what nobody wants, so that a refusal arrives before the line is cut
LAST_ANSWERS = 3.0  # seconds that answers under way are given at the end
LAST_LINES = 5.0  # seconds that a retiring process keeps the connections it has

_READ = 16 * 1024  # bytes at once
_MOST_HOT = 2000  # requests answered from bytes to bytes
_LONGEST_HOT = 4096  # bytes of such a request
_MOST_WIRED = 64 * 1024 * 1024  # bytes of answers made ready to send, for a second
_IN, _OUT = select.EPOLLIN, select.EPOLLOUT

log = logging.getLogger("kagoj.delivery")


class Loop:
    """Answers what comes in at `listener` with `delivery`, until `end`.

    `threads` of them wait for what is not in memory. `each_second` is called about once a second. After
    `patience` seconds in which nothing comes in it looks around nevertheless.
    """

    def __init__(
        self,
        delivery: Delivery,
        listener: socket.socket,
        *,
        threads: int,
        each_second: Callable[[], object] = lambda: None,
        most_lines: int = MOST_LINES,
        patience: float = 1.0,
    ) -> None:
        self._delivery = delivery
        self._listener = listener
        self._each_second = each_second
        self._most_lines = most_lines
        self._patience = patience
        self._threads = ThreadPoolExecutor(threads, "delivery")
        self._answered: collections.deque[tuple[Line, Head, Answer]] = collections.deque()
        self._lines: dict[int, Line] = {}
        self._telling: list[tuple[Line, Head, bytes]] = []  # reads to be noted in this turn
        self._hot: dict[bytes, bytes] = {}
        self._wired: dict[Answer, bytes] = {}
        self._wired_size = 0
        self._moment = -1  # of delivery's memory, for which both are true
        self._second = 0  # of the Date header
        self._now = time.monotonic()
        self._last_moment = float("inf")
        self._retiring = False
        self._epoll = select.epoll()
        self._bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._epoll.register(self._bell, _IN)
        listener.setblocking(False)
        # Of all workers one is woken for a new connection, not the whole herd.
        self._epoll.register(listener.fileno(), _IN | select.EPOLLEXCLUSIVE)

    def end(self) -> None:
        """Take no more connections, finish what is being answered, and return from `run`."""
        self._retiring = False
        self._last_moment = time.monotonic() + LAST_ANSWERS
        self._ring()

    def retire(self) -> None:
        """Take no more connections; answer what is asked on those that are here, each for the last
        time, and return from `run` when all have gone, at the latest after LAST_LINES.

        For a process whose place is taken by another: no reader is to notice. Called from the loop's
        own thread.
        """
        if self._last_moment == float("inf"):
            self._retiring = True
            self._last_moment = time.monotonic() + LAST_LINES
            self._hot.clear()  # these answers say that the connection stays

    def run(self) -> None:
        """Answer until `end`; then give what is being answered a few seconds."""
        try:
            while self._goes_on():
                self._turn()
        finally:
            self._close()

    def _turn(self) -> None:
        """Everything that has happened since the last turn, once."""
        lines, hot, read, write = self._lines, self._hot, os.read, os.write
        events = self._epoll.poll(self._patience)
        self._now = now = time.monotonic()
        self._look_around()
        idle_until = now + LONGEST_IDLE
        others = []
        for number, event in events:
            line = lines.get(number)
            if line is None:
                others.append(number)
                continue
            if event != _IN or line.is_answering:
                self._stir(line, event)
                continue
            try:
                data = read(number, _READ)
            except BlockingIOError:
                continue
            except OSError:
                self._drop(line)
                continue
            answer = None if line.rest or line.body else hot.get(data)
            if answer is None or line.lingers:
                self._hear(line, data)
                continue
            line.until = idle_until
            try:
                sent = write(number, answer)
            except BlockingIOError:
                sent = 0
            except OSError:
                self._drop(line)
                continue
            if sent < len(answer):
                line.owed = memoryview(answer)[sent:]
                self._wait(line)
        # New lines last: one may be given the number of a line of which something was told above.
        for number in others:
            self._other(number)
        while self._telling:
            self._note()

    # What is known for the moment

    def _look_around(self) -> None:
        """Forget what is hot when a page has changed, or with the second that stands in it."""
        second = int(time.time())
        try:
            moment = self._delivery.moment()
        except Exception:
            # Readers are answered from memory meanwhile; one line a second says it often enough.
            if second != self._second:
                log.exception("the shelf could not be looked at")
            moment = self._moment
        if moment != self._moment or second != self._second:
            self._hot.clear()
            self._wired.clear()
            self._wired_size = 0
            self._moment = moment
        if second != self._second:
            self._second = second
            self._give_up_the_slow()
            self._each_second()

    def _bytes_of(self, answer: Answer) -> bytes:
        """A kept answer as it is sent this second."""
        known = self._wired.get(answer)
        if known is None:
            known = wire(answer, date_line(self._second), stays=True)
            if self._wired_size < _MOST_WIRED:
                self._wired[answer] = known
                self._wired_size += len(known)
        return known

    # A line's life

    def _other(self, number: int) -> None:
        if number == self._bell:
            with contextlib.suppress(BlockingIOError):
                os.eventfd_read(number)
            self._send_answered()
        elif number == self._listener.fileno():
            self._accept()

    def _accept(self) -> None:
        for _ in range(64):  # and then those who are here already have their turn
            try:
                sock, address = self._listener.accept()
            except BlockingIOError:
                return
            except OSError as error:  # no more descriptors; or the client is gone already
                log.warning("a connection could not be taken: %s", error)
                self._make_room()
                return
            if len(self._lines) >= self._most_lines and not self._make_room():
                sock.close()
                continue
            sock.setblocking(False)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            number = sock.fileno()
            until = self._now + SLOWEST_REQUEST
            self._lines[number] = Line(sock, address[0], until, number, waits_for=_IN)
            self._epoll.register(number, _IN)

    def _make_room(self) -> bool:
        """Close the connection that has been here longest of those that ask nothing now."""
        for line in self._lines.values():
            if line.is_quiet:
                self._drop(line)
                return True
        return False

    def _stir(self, line: Line, event: int) -> None:
        """A line that is being answered, or that is broken."""
        if event & (select.EPOLLHUP | select.EPOLLERR):
            self._drop(line)
        elif event & _OUT:
            try:
                if line.send_on():
                    line.until = self._now + SLOWEST_READER
            except OSError:
                self._drop(line)
                return
            if not line.is_answering:
                self._go_on(line)

    def _hear(self, line: Line, data: bytes) -> None:
        """New bytes on a line that is not being answered."""
        if line.lingers:
            if not data:
                self._drop(line)
            return
        if not data:  # no more will come; what is half received stays half
            self._drop(line)
            return
        if line.is_quiet:
            line.until = self._now + SLOWEST_REQUEST
        whole = b"" if line.rest or line.body else data
        line.rest += data
        self._go_on(line, whole)

    def _go_on(self, line: Line, whole: bytes = b"") -> None:
        """Answer what has been received, request by request, as far as it goes.

        `whole`: what was just received; when it is exactly one request, its answer becomes hot.
        """
        try:
            while not line.is_answering and not line.closing:
                head = self._next_request(line)
                if head is None:
                    break
                self._answer(line, head, whole if not line.rest else b"")
                whole = b""
        except Refused as refusal:
            self._refuse(line, refusal.status)
        except OSError:
            self._drop(line)
            return
        except Exception:
            log.exception("a request from %s broke off", line.address)
            self._drop(line)  # one line, and not all the lines of this process
            return
        if line.telling:
            return  # `_note` goes on
        if not line.is_answering:
            if line.closing:
                self._hang_up(line)
                return
            if line.is_quiet:
                line.until = self._now + LONGEST_IDLE
        self._wait(line)

    def _next_request(self, line: Line) -> Head | None:
        """The next request that has been received with its body. Raises Refused."""
        if line.body is None:
            if not line.rest:
                return None
            found = split(line.rest)
            if found is None:
                return None
            text, line.rest = found
            head = parse(text)
            if head.length == 0:
                return head
            if head.length > LARGEST_BODY:
                line.closing = True  # its length is told; it is not read
                return head
            if 0 < head.length <= len(line.rest):
                head.body = line.rest[: min(head.length, KEPT_BODY)]
                line.rest = line.rest[head.length :]
                return head
            if head.awaits_a_word and not line.rest:
                line.send(b"HTTP/1.1 100 Continue\r\n\r\n")
            line.head, line.body = head, Body(head.length)
        rest = line.body.skip(line.rest)
        if rest is None:
            line.rest = b""
            return None
        read, line.rest = line.head, rest
        if read is not None:
            read.body = line.body.kept
        line.head = line.body = None
        return read

    def _answer(self, line: Line, head: Head, whole: bytes) -> None:
        """Answer at once what memory has ready, and hand over the rest."""
        if not head.stays or self._retiring:
            line.closing = True
        line.until = self._now + SLOWEST_READER
        found = None
        if head.method == "GET":
            found = self._at_hand(head)
        elif head.method == "POST" and (read := self._told(head, line.address)) is not None:
            line.telling = True
            self._telling.append((line, head, read))
            return
        if found is None:
            line.asking = True
            self._threads.submit(self._ask, line, head)
        elif line.closing or head.is_old:
            self._send(line, head, found)
        else:
            data = self._bytes_of(found)
            if whole and head.length == 0 and len(whole) <= _LONGEST_HOT:
                if len(self._hot) >= _MOST_HOT:
                    self._hot.clear()
                self._hot[whole] = data
            line.send(data)

    def _at_hand(self, head: Head) -> Answer | None:
        get = head.fields.get
        try:
            return self._delivery.at_hand(
                head.path,
                get("accept-encoding", ""),
                get("if-none-match", ""),
                get("if-modified-since", ""),
            )
        except Exception:  # noqa: BLE001 - `answer` meets it again, and says so
            return None

    def _told(self, head: Head, address: str) -> bytes | None:
        if not 0 <= head.length <= LARGEST_BODY:
            return None
        get = head.fields.get
        try:
            return self._delivery.told(
                head.path,
                get("user-agent", ""),
                address,
                get("x-forwarded-for", ""),
                head.body,
            )
        except Exception:  # noqa: BLE001 - `answer` meets it again, and says so
            return None

    def _note(self) -> None:
        """Note the reads of this turn, and then answer them."""
        telling, self._telling = self._telling, []
        lines = [read for _, _, read in telling if read]
        noted = not lines or self._delivery.note(lines)
        for line, head, read in telling:
            line.telling = False
            if self._lines.get(line.fd) is not line:
                continue
            answer = NOTED if noted or not read else NOT_NOTED
            try:
                if line.closing or head.is_old:
                    self._send(line, head, answer)
                else:
                    line.send(self._bytes_of(answer))
            except OSError:
                self._drop(line)
                continue
            self._go_on(line)

    def _ask(self, line: Line, head: Head) -> None:
        """In a thread: ask delivery."""
        try:
            answer = self._delivery.answer(request_of(head, line.address))
        except BaseException:
            log.exception("%s %.200r was not answered", head.method, head.path)
            answer = spare_page(500)
        self._answered.append((line, head, answer))
        self._ring()

    def _ring(self) -> None:
        with contextlib.suppress(OSError):
            os.eventfd_write(self._bell, 1)

    def _send_answered(self) -> None:
        while self._answered:
            line, head, answer = self._answered.popleft()
            if self._lines.get(line.fd) is not line:
                continue  # the reader has gone
            line.asking = False
            line.until = self._now + SLOWEST_READER
            try:
                self._send(line, head, answer)
            except OSError:
                self._drop(line)
                continue
            self._go_on(line)

    def _send(self, line: Line, head: Head, answer: Answer) -> None:
        """Send an answer, with its piece of a file. Raises OSError when the line is dead."""
        piece = answer.piece
        if piece is not None and head.method != "HEAD":
            try:
                file = piece.file.open("rb", buffering=0)
                file.seek(piece.start)
            except OSError:
                answer = spare_page(503)
            else:
                line.file, line.left = file, piece.length
        date = date_line(self._second)
        line.send(wire(answer, date, stays=not line.closing, is_old=head.is_old))
        if line.file is not None and line.owed is None:
            line.send_on()

    def _refuse(self, line: Line, status: int) -> None:
        """Say why, and end the line: where the next request begins is not known."""
        line.closing = True
        line.rest = b""
        line.head = line.body = None
        answer = spare_page(status if status in SENTENCES else 400)
        answer.status = status
        try:
            line.send(wire(answer, date_line(self._second), stays=False))
        except OSError:
            self._drop(line)

    def _hang_up(self, line: Line) -> None:
        """All is said. Closed at once with unread bytes, TCP would take back what was sent last."""
        try:
            line.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._drop(line)
            return
        line.lingers = True
        line.rest = b""
        line.until = self._now + LINGER
        self._wait(line)

    def _wait(self, line: Line) -> None:
        """Have epoll tell what this line waits for: nothing more is read while it is answered."""
        if self._lines.get(line.fd) is not line:
            return
        sends = line.owed is not None or line.file is not None
        waits_for = _OUT if sends else 0 if line.asking else _IN
        if waits_for != line.waits_for:
            self._epoll.modify(line.fd, waits_for)
            line.waits_for = waits_for

    def _drop(self, line: Line) -> None:
        if self._lines.get(line.fd) is line:
            del self._lines[line.fd]
            with contextlib.suppress(OSError):
                self._epoll.unregister(line.fd)
            line.close()

    def _give_up_the_slow(self) -> None:
        now = self._now
        for line in [line for line in self._lines.values() if line.until < now]:
            if line.asking:
                continue
            if line.is_answering and line.has_taken_some():
                line.until = now + SLOWEST_READER
            else:
                self._drop(line)

    # The end

    def _goes_on(self) -> bool:
        """Whether there is still something to do; from `end` or `retire` on, ever less."""
        if self._last_moment == float("inf"):
            return True
        if self._listener.fileno() >= 0:
            self._epoll.unregister(self._listener.fileno())
            self._listener.close()
        if not self._retiring:
            for line in list(self._lines.values()):
                line.closing = True
                if not line.is_answering:
                    self._drop(line)
        return bool(self._lines) and time.monotonic() < self._last_moment

    def _close(self) -> None:
        for line in list(self._lines.values()):
            self._drop(line)
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._epoll.close()
