"""The biggest night: readers at four fifths of the most there can be, a story every second, and every five
seconds one process of the paper is killed.

    python -m benchmarks.night [--seconds 60] [--seed 20240518]

One paper under `kagoj serve`, everything on this one machine: its processes, the readers (`readers.c`, at a
steady rate, every request accounted for), and a process that publishes. Killed (SIGKILL) are, in an order
drawn from the seed: delivery's master, delivery's worker, the press that prints, the press that waits, the
newsroom. What must hold: no request fails but those on the connections of a killed worker of delivery, and
every story is readable within a second of its publishing.

Also, without the kills: how soon each of two delivery processes answers a reprinted page with the new one,
from the moment it lies on the shelf. No broker tells them; each looks at the shelf itself.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import dataclasses
import json
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, unquote

from benchmarks.archive_paper import made
from benchmarks.paper import KAGOJ, free_port, get, machine, spread, wait_for
from kagoj.shelf import Page, Shelf

READERS = Path(__file__).with_name("readers.c")
STORIES = 1_000
CONNECTIONS = 64
SHARE = 0.8  # of the most requests a second
EVERY = 5.0  # seconds between two kills
SEED = 20240518
AT_MOST = 1.0  # seconds until a published story must be readable
AFTERMATH = 1.0  # seconds after a kill in which a connection of the killed may be seen to end
GIVEN_UP = 30.0  # seconds
VICTIMS = (
    "delivery's master",
    "delivery's worker",
    "the press",
    "the waiting press",
    "the newsroom",
)
CUTS_OFF = "delivery's worker"
REPRINTS = 200
_TICK = os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass(frozen=True)
class Night:
    """What was seen."""

    most: float  # requests a second
    offered: float
    asked: int
    answered: int
    late: tuple[float, float, float]  # ms: median, 99th percentile, worst
    failures: list[tuple[str, float, int]]  # kind, when, what is known
    kills: list[tuple[float, str]]
    stories: list[tuple[float, float]]  # when each was published, and seconds until it was readable
    others_share: float  # of all processors, what had nothing to do with this paper
    complaints: dict[str, int]  # of the paper's log, and how often

    @property
    def own(self) -> int:
        """Requests lost with the connections of a killed worker."""
        return sum(1 for failure in self.failures if self._is_own(failure))

    @property
    def others(self) -> collections.Counter[str]:
        return collections.Counter(
            kind if kind != "status" else f"status {what}"
            for kind, when, what in self.failures
            if not self._is_own((kind, when, what))
        )

    def _is_own(self, failure: tuple[str, float, int]) -> bool:
        kind, when, _ = failure
        return kind == "cut" and any(
            victim == CUTS_OFF and 0 <= when - killed <= AFTERMATH for killed, victim in self.kills
        )

    @property
    def readable(self) -> list[float]:
        return [seconds for _, seconds in self.stories]

    @property
    def holds(self) -> bool:
        return not self.others and max(self.readable) <= AT_MOST

    def late_stories(self) -> Iterator[str]:
        """Each that took too long, and who had been killed before."""
        for published, seconds in self.stories:
            if seconds > AT_MOST:
                before = [(at, name) for at, name in self.kills if at < published + seconds]
                at, name = before[-1] if before else (published, "nobody")
                yield f"{seconds:.1f} s; {name} was killed {at - published:+.1f} s from its publishing"


def main() -> None:
    parser = argparse.ArgumentParser(description="The biggest night.")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--publish", type=Path, help=argparse.SUPPRESS
    )  # the process that publishes
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.publish:
        publish(options.publish, options.port, options.seconds)
        return
    print(f"# {machine()}")
    night = lived_through(options.seconds, options.seed)
    print(f"# killed: {', '.join(victim for _, victim in night.kills)}")
    for complaint, times in night.complaints.items():
        print(f"# said {times} times: {complaint}")
    for late in night.late_stories():
        print(f"# late: {late}")
    for row in rows_of(night):
        print(f"{row['measure']:75} {row['kagoj']}   {row['peers']}")
    for row in rows_of_reprints():
        print(f"{row['measure']:75} {row['kagoj']}   {row['peers']}")
    sys.exit(0 if night.holds else 1)


def rows() -> list[dict[str, str]]:
    return [*rows_of(lived_through(60, SEED)), *rows_of_reprints()]


def rows_of(night: Night) -> list[dict[str, str]]:
    others = ", ".join(f"{kind}: {number}" for kind, number in night.others.items()) or "none"
    median, late, worst = night.late
    return [
        _row(
            "requests asked in the night, and each second",
            f"{night.asked:,}; {night.offered:,.0f}",
            f"{SHARE:.0%} of the most, {night.most:,.0f}",
        ),
        _row("answered of them", f"{night.answered:,}"),
        _row("processors' time that other work on the machine took", f"{night.others_share:.0%}"),
        _row("processes killed", f"{len(night.kills)}"),
        _row("failed requests on connections of a killed process", f"{night.own}"),
        _row("other failed requests", others, "goal: none"),
        _row(
            "from when a request was due to its answer, ms: median, 99th percentile, worst",
            f"{median:,.1f}, {late:,.1f}, {worst:,.1f}",
        ),
        _row(
            f"from publishing to readable, {len(night.readable)} stories, ms: median, worst",
            f"{statistics.median(night.readable) * 1000:,.0f}, {max(night.readable) * 1000:,.0f}",
            f"goal: worst {AT_MOST * 1000:,.0f}",
        ),
    ]


def _row(measure: str, figure: str, goal: str = "") -> dict[str, str]:
    return {"area": "the biggest night", "measure": measure, "kagoj": figure, "peers": goal}


def lived_through(seconds: int, seed: int) -> Night:
    with tempfile.TemporaryDirectory(prefix="kagoj-night-") as name:
        folder = Path(name)
        paper = folder / "paper"
        made(paper, STORIES)
        readers = folder / "readers"
        try:
            subprocess.run(["cc", "-O2", "-o", str(readers), str(READERS)], check=True)
        except FileNotFoundError:
            sys.exit("a C compiler is missing: apt-get install gcc libc6-dev")
        with _house(paper, folder / "said") as house:
            addresses = folder / "addresses"
            addresses.write_text("\n".join(_addresses(house.port)))
            command = [str(readers), str(house.port)]
            about = [str(CONNECTIONS), str(addresses)]
            subprocess.run([*command, "0", "2", *about], check=True, capture_output=True)  # warm
            said = subprocess.run([*command, "0", "5", *about], check=True, capture_output=True)
            most = int(said.stdout.split()[-5]) / 5
            offered = most * SHARE
            publishing = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.night", "--publish", str(paper),
                 "--port", str(house.port), "--seconds", str(seconds)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            assert publishing.stdout is not None
            assert publishing.stdin is not None
            publishing.stdout.readline()  # it is ready
            asking = subprocess.Popen(
                [*command, f"{offered:.0f}", str(seconds), *about],
                stdout=subprocess.PIPE,
                text=True,
            )
            publishing.stdin.write("go\n")
            publishing.stdin.flush()
            before, own = _busy(), _time_of(os.getpid())
            kills = list(_killing(house, seconds, seed))
            own, busy = _time_of(os.getpid()) - own, _busy() - before
            told, _ = asking.communicate()
            stories = json.loads(publishing.communicate()[0])
        complaints = _complaints(folder / "said")
    *failures, last = told.splitlines()
    _, asked, answered, _, *late = last.split()
    return Night(
        most,
        offered,
        int(asked),
        int(answered),
        (float(late[0]), float(late[1]), float(late[2])),
        [(kind, float(when), int(what)) for kind, when, what in map(str.split, failures)],
        kills,
        [(published, readable) for published, readable in stories],
        max(0.0, busy - own) / (seconds * (os.cpu_count() or 1)),
        complaints,
    )


def _complaints(said: Path) -> dict[str, int]:
    """The log's warnings and errors, numbers aside."""
    found = re.findall(r"(?:WARNING|ERROR): (.{1,300})", said.read_text("utf-8"))
    return dict(collections.Counter(re.sub(r"\d+", "…", one) for one in found).most_common(20))


def _busy() -> float:
    """Seconds of work that all processors have done since the machine began."""
    fields = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / _TICK


def _time_of(pid: int) -> float:
    """Seconds of work of a process and all below it, those that have ended included."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / _TICK + sum(map(_time_of, _children(pid)))
    return 0.0


def _addresses(port: int) -> list[str]:
    """What readers ask for on such a night: the front again and again, desks, and the newest stories."""
    home = get(f"http://127.0.0.1:{port}/").decode()
    links = dict.fromkeys(re.findall(r'href="(/[^"?#]*/)"', home))
    stories = [link for link in links if re.match(r"/[^/]+/\d+/", link)]
    fronts = [link for link in links if re.fullmatch(r"/[^/]+/", link)]
    found = []
    for number, story in enumerate(stories[:40]):
        found += ["/", story, stories[0], fronts[number % len(fronts)]]
    found = [quote(unquote(address)) for address in found]
    for address in dict.fromkeys(found):  # what is not printed yet is printed on demand
        _read(f"http://127.0.0.1:{port}{address}", "</html>", time.monotonic(), [])
    return found


# The house, and who in it is killed


@dataclasses.dataclass
class House:
    """A paper under `kagoj serve`."""

    paper: Path
    port: int
    serve: int  # its process

    def victim(self, name: str) -> int | None:
        """The process of that name as of now."""
        match name:
            case "delivery's master":
                return self._child("delivery")
            case "delivery's worker":
                below = _children(self._child("delivery"))
                return below[0] if below else None
            case "the newsroom":
                return self._child("newsroom")
            case "the press":
                return self.printing()
        printing = self.printing()
        return next((pid for pid in self._all("worker") if pid != printing), None)

    def printing(self) -> int | None:
        """Who has the turn to print, as the system tells of locks."""
        ending = f":{(self.paper / 'data' / 'press.turn').stat().st_ino}"
        for line in Path("/proc/locks").read_text().splitlines():
            fields = line.replace("-> ", "").split()
            if fields[1] == "FLOCK" and fields[5].endswith(ending):
                return int(fields[4])
        return None

    def _child(self, name: str) -> int | None:
        return next(iter(self._all(name)), None)

    def _all(self, name: str) -> list[int]:
        found = []
        for pid in _children(self.serve):
            with contextlib.suppress(OSError):
                if f"kagoj.commands.{name}".encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(pid)
        return found


def _children(pid: int | None) -> list[int]:
    with contextlib.suppress(OSError):
        return [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    return []


@contextlib.contextmanager
def _house(paper: Path, said: Path) -> Iterator[House]:
    port = free_port()
    with said.open("w") as out:
        serve = subprocess.Popen(
            [*KAGOJ, "serve", "--dir", str(paper), "--port", str(port),
             "--newsroom-port", str(free_port())],
            stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        wait_for(port)
        end = time.monotonic() + 60
        while "ready to take the turn" not in said.read_text():
            if time.monotonic() > end:
                raise TimeoutError("the second press was not ready within a minute")
            time.sleep(0.1)
        yield House(paper, port, serve.pid)
    finally:
        serve.terminate()
        serve.wait(20)


def _killing(house: House, seconds: int, seed: int) -> Iterator[tuple[float, str]]:
    """Kill one after the other until the night is over: everyone once, then again in another order."""
    dice, began, bag = random.Random(seed), time.monotonic(), list[str]()
    due = EVERY / 2
    while due < seconds:
        time.sleep(max(0.0, began + due - time.monotonic()))
        bag = bag or dice.sample(VICTIMS, len(VICTIMS))
        name = bag.pop()
        due += EVERY
        if (pid := house.victim(name)) is not None:
            os.kill(pid, signal.SIGKILL)
            yield time.monotonic(), name


# The process that publishes


def publish(paper: Path, port: int, seconds: int) -> None:
    """Publish a story each second; prints how long after its transaction each could be read, in seconds."""
    os.environ["KAGOJ_DIR"] = str(paper)
    os.environ["DJANGO_SETTINGS_MODULE"] = "kagoj.config.settings"
    import django

    django.setup()
    from django.db import transaction

    from kagoj.news.models import ArticlePage, DeskPage

    desks = list(DeskPage.objects.live().order_by("path"))
    found: list[tuple[float, float]] = []
    waiting = []
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.monotonic()
    for turn in range(seconds):
        time.sleep(max(0.0, began + turn - time.monotonic()))
        headline = f"রাতের খবর নম্বর {turn}, {time.time_ns()}: নদীর পানি বাড়ছে"
        page = ArticlePage(title=headline)
        page.body = [("paragraph", "<p>মাপজোকের জন্য লেখা একটি অনুচ্ছেদ।</p>")]
        desk = desks[turn % len(desks)]
        with transaction.atomic():
            desk.refresh_from_db(fields=["numchild"])
            desk.add_child(instance=page)
            page.save_revision().publish()
        url = f"http://127.0.0.1:{port}/n/{page.number}"
        reader = threading.Thread(target=_read, args=(url, headline, time.monotonic(), found))
        reader.start()
        waiting.append(reader)
    for reader in waiting:
        reader.join()
    print(json.dumps(found))


def _read(url: str, words: str, published: float, found: list[tuple[float, float]]) -> None:
    while time.monotonic() - published < GIVEN_UP:
        with contextlib.suppress(OSError, urllib.error.HTTPError):
            if words.encode() in get(url):
                break
        time.sleep(0.01)
    found.append((published, time.monotonic() - published))


# A reprint, seen by every process


def rows_of_reprints() -> list[dict[str, str]]:
    seen = reprints_seen(REPRINTS)
    return [
        _row(
            f"from the shelf to the answers of process {number} of 2, {REPRINTS} reprints, ms",
            f"{spread(times, '.1f')}",
            "goal: within 50",
        )
        for number, times in enumerate(seen, 1)
    ]


def reprints_seen(count: int) -> Sequence[list[float]]:
    """Milliseconds from each change of the shelf until each of two processes answered the new page."""
    with tempfile.TemporaryDirectory(prefix="kagoj-night-") as name:
        shelf = Shelf(name)
        _print(shelf, 0)
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "-m", "kagoj.delivery.serve", name, "--workers", "2", "--port", str(port)],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait_for(port)
            lines = _one_to_each(server.pid, port)
            seen: list[list[float]] = [[] for _ in lines]
            for turn in range(1, count + 1):
                # Readers ask all the while, and the reprint comes at no moment of theirs.
                until = time.perf_counter() + random.Random(turn).uniform(0.02, 0.06)
                while time.perf_counter() < until:
                    for line in lines:
                        _asked(line)
                _print(shelf, turn)
                began = time.perf_counter()
                missing = set(range(len(lines)))
                while missing:
                    for one in list(missing):
                        if _asked(lines[one]) == f"reprint {turn}":
                            seen[one].append((time.perf_counter() - began) * 1000)
                            missing.discard(one)
        finally:
            server.terminate()
            server.wait(10)
            shelf.close()
    return seen


def _print(shelf: Shelf, turn: int) -> None:
    with shelf.change() as change:
        change.put(Page("/", "/", f"reprint {turn}".encode()))


def _one_to_each(master: int, port: int) -> list[socket.socket]:
    """A connection to each worker process: of all, only one can take it while the others are held."""
    end = time.monotonic() + GIVEN_UP
    while len(workers := _children(master)) < 2:
        if time.monotonic() > end:
            raise TimeoutError("there are not two processes")
        time.sleep(0.05)
    lines = []
    for one in workers:
        others = [other for other in workers if other != one]
        for other in others:
            os.kill(other, signal.SIGSTOP)
        while not all("State:\tT" in Path(f"/proc/{o}/status").read_text() for o in others):
            time.sleep(0.001)
        lines.append(socket.create_connection(("127.0.0.1", port), timeout=GIVEN_UP))
        _asked(lines[-1])
        for other in others:
            os.kill(other, signal.SIGCONT)
    return lines


def _asked(line: socket.socket) -> str:
    line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    got = b""
    while True:
        got += line.recv(65536)
        head, end, body = got.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        if end and length and len(body) >= int(length[1]):
            return body.decode()


if __name__ == "__main__":
    main()
