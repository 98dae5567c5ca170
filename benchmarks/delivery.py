"""Delivery beside nginx and beside the least that any server can do: one story page, gzip, kept-alive
connections, one core for each server.

    python -m benchmarks.delivery [--seconds 4] [--repeats 5]

nginx gets the very bytes that delivery answers, as a static file with its `.gz` beside it, and its
best known setting for small files (one write for an answer); once under a short address, and once under
the story's own, whose Bangla letters cost any server something to read. "nginx, copies of kagoj" is the
file that we ship (deploy/nginx.conf) with the copies that delivery lays for it, without TLS and, as it is
meant to be used, with it; it is held against nginx under the same address. The floor is benchmarks/floor.c: it writes the same answer and
parses nothing. The servers take turns, so that a change in the machine's speed meets all. The
processor's time is that of the server's processes for one request: it is steadier than requests a
second. "No two alike": each request has a header of its own, as a proxy's with its readers' addresses.
Needs nginx, wrk, cc and openssl, and two cores: 0 for the server, 1 for wrk.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import gzip
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from benchmarks.paper import free_port, get, machine, served_paper, spread, wait_for
from kagoj.delivery.policies import SHARED_AGE
from kagoj.theme.assets import first_script_hash

CONNECTIONS = 64
BUDGET = 0.65  # of nginx's requests a second
CACHED_BUDGET = 0.9  # of the same, for nginx with copies of ours
FLOOR_BUDGET = 2.0  # times the floor's processor time
SHIPPED = Path(__file__).parents[1] / "deploy" / "nginx.conf"
FLOOR = Path(__file__).with_name("floor.c")
FILE, FILE_TLS = "nginx, the same address", "nginx, TLS"
COPIES, COPIES_TLS = "nginx, copies of kagoj", "the same, TLS"
NAME = "paper.example"  # readers' host name in the file we ship
_TICK = os.sysconf("SC_CLK_TCK")
_NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log crit;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile off; tcp_nopush off; output_buffers 1 64k; postpone_output 64k;
  keepalive_requests 1000000; open_file_cache max=100; types {{ text/html html; }}
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem; ssl_protocols TLSv1.2 TLSv1.3;
  server {{
    listen 127.0.0.1:{port}; listen 127.0.0.1:{tls} ssl; root {folder}/site; gzip_static on; add_header Vary Accept-Encoding;
  }}
  include {folder}/kagoj.conf;
}}
"""
_NO_TWO_ALIKE = """
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", nil, {["Accept-Encoding"] = "gzip", ["X-Forwarded-For"] = "203.0.113." .. n})
end
"""


@dataclasses.dataclass
class Row:
    """A server, and what was measured of it in each round."""

    name: str
    url: str
    pid: int  # of the server's first process
    script: str = ""  # for wrk
    host: str = ""  # asked for by name
    rates: list[float] = dataclasses.field(default_factory=list)
    lates: list[float] = dataclasses.field(default_factory=list)
    costs: list[float] = dataclasses.field(default_factory=list)
    answered: int = 0  # in all rounds

    def measure(self, seconds: int) -> None:
        before = processor_time(self.pid)
        rate, late, count = wrk(self.url, seconds, self.script, self.host)
        self.answered += count
        self.rates.append(rate)
        self.lates.append(late)
        self.costs.append((processor_time(self.pid) - before) / count * 1e6)


@dataclasses.dataclass(frozen=True)
class Ports:
    """Where an nginx answers from a file, and from copies of ours; each without TLS and with it."""

    file: int
    file_tls: int
    copies: int
    copies_tls: int


@contextlib.contextmanager
def nginx(page: bytes, story: str, upstream: int, copies: Path) -> Iterator[tuple[Ports, int]]:
    """An nginx that serves `page` from a file, at /story.html and at the story's own address, and, as
    shipped, keeps copies of `upstream`; and its process."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        sys.exit("nginx is missing: apt-get install nginx-light")
    with tempfile.TemporaryDirectory(prefix="kagoj-nginx-") as name:
        folder, ports = Path(name), Ports(free_port(), free_port(), free_port(), free_port())
        own = folder / "site" / unquote(story).strip("/")
        own.mkdir(parents=True)
        for file in (folder / "site" / "story.html", own / "index.html"):
            file.write_bytes(page)
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(page, 9))
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
             "-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-keyout", str(folder / "key.pem"),
             "-out", str(folder / "cert.pem")],
            check=True, capture_output=True,
        )  # fmt: skip
        (folder / "kagoj.conf").write_text(shipped(folder, ports, upstream, copies))
        (folder / "nginx.conf").write_text(
            _NGINX.format(folder=folder, port=ports.file, tls=ports.file_tls)
        )
        server = subprocess.Popen(
            ["taskset", "-c", "0", program, "-p", name, "-c", str(folder / "nginx.conf")],
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(ports.file)
            yield ports, server.pid
        finally:
            server.terminate()
            server.wait(10)


def shipped(folder: Path, ports: Ports, upstream: int, copies: Path) -> str:
    """The configuration that we ship, for this machine."""
    elsewhere = r"(?m)^\s*(?:ssl_certificate\w*|ssl_reject_handshake|listen \[::\]).*\n"
    text = re.sub(elsewhere, "", SHIPPED.read_text("utf-8"))
    plain, tls = f"listen 127.0.0.1:{ports.copies}", f"listen 127.0.0.1:{ports.copies_tls} ssl"
    for shipped_with, here in (
        ("listen 443 ssl http2 default_server;", f"{plain} default_server; {tls} default_server;"),
        ("listen 443 ssl http2;", f"{plain}; {tls};"),
        ("listen 80 default_server;", ""),
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
        ("listen 127.0.0.1:8002;", f"listen 127.0.0.1:{free_port()};"),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{upstream};"),
        ("/var/cache/kagoj", f"{folder}/cache"),
        ("/srv/kagoj/paper/data/copies", str(copies)),
    ):
        if shipped_with not in text:
            sys.exit(f"{SHIPPED} has no {shipped_with!r} any more")
        text = text.replace(shipped_with, here)
    return text


@contextlib.contextmanager
def floor(answer: bytes) -> Iterator[tuple[str, int]]:
    """The address and process of a server that writes `answer`, whatever it is asked."""
    with tempfile.TemporaryDirectory(prefix="kagoj-floor-") as name:
        program, file, port = Path(name) / "floor", Path(name) / "answer", free_port()
        file.write_bytes(answer)
        try:
            subprocess.run(["cc", "-O2", "-o", str(program), str(FLOOR)], check=True)
        except FileNotFoundError:
            sys.exit("a C compiler is missing: apt-get install gcc libc6-dev")
        server = subprocess.Popen(["taskset", "-c", "0", str(program), str(port), str(file)])
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}/", server.pid
        finally:
            server.terminate()
            server.wait(10)


def whole_answer(url: str) -> bytes:
    """What is answered in gzip, head and body, as it comes over the wire."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as line:
        line.sendall(
            f"GET {parts.path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        )
        got = b""
        while True:
            got += line.recv(65536)
            head, end, body = got.partition(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", head)
            if end and length and len(body) >= int(length[1]):
                return got


@contextlib.contextmanager
def delivery(paper: Path, *options: str) -> Iterator[tuple[int, int]]:
    """The port and process of a delivery of its own, on core 0."""
    port = free_port()
    server = subprocess.Popen(
        ["taskset", "-c", "0", sys.executable, "-m", "kagoj.delivery.serve", str(paper / "data"),
         "--static", str(paper / "data" / "static"), "--port", str(port), *options],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(10)


def wrk(
    url: str, seconds: int, script: str = "", host: str = "", connections: int = CONNECTIONS
) -> tuple[float, float, int]:
    """Requests a second, the 99th percentile in milliseconds and the number of requests."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        said = subprocess.run(
            ["taskset", "-c", "1", "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency",
             "--timeout", "30s",
             *(["-s", file.name] if script else ["-H", "Accept-Encoding: gzip"]),
             *(["-H", f"Host: {host}"] if host else []), url],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
    if found := re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: .*", said):
        sys.exit(f"{url}: {found[0]}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]
    count = int(re.search(r"(\d+) requests in", said)[1])  # type: ignore[index]
    late = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}
    return rate, float(late[1]) * scale[late[2]], count  # type: ignore[index]


def processor_time(pid: int) -> float:
    """Seconds of processor time that a process and those below it have used."""
    total, waiting = 0.0, [pid]
    while waiting:
        one = waiting.pop()
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / _TICK
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
    return total


def path_of_story(port: int) -> str:
    """The address of the paper's newest story."""
    latest = get(f"http://127.0.0.1:{port}/parts/latest.html").decode()
    path = re.search(r'href="(/[^/"]+/\d+/[^"]+/)"', latest)[1]  # type: ignore[index]
    return urllib.parse.quote(path, safe="/%")


def measure(seconds: int, repeats: int) -> tuple[list[Row], bytes]:
    """All servers in turn, and the page that each of them answers."""
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: apt-get install wrk")
    with contextlib.ExitStack() as stack:
        paper, _ = stack.enter_context(served_paper())
        port, loop = stack.enter_context(delivery(paper))
        wsgi_port, wsgi = stack.enter_context(delivery(paper, "--interface", "wsgi"))
        # As `kagoj serve` starts it where `purge` names nginx.
        copies = paper / "data" / "copies"
        behind, _ = stack.enter_context(
            delivery(paper, "--behind-proxy", "--shared-age", str(SHARED_AGE), "--tag-header", "",
                     "--inline-script", first_script_hash(), "--copies", str(copies))
        )  # fmt: skip
        story = path_of_story(port)
        url = f"http://127.0.0.1:{port}{story}"
        page = get(url)
        ports, server = stack.enter_context(nginx(page, story, behind, copies))
        bare, bare_pid = stack.enter_context(floor(whole_answer(url)))
        rows = [
            Row("nginx", f"http://127.0.0.1:{ports.file}/story.html", server),
            Row(FILE, f"http://127.0.0.1:{ports.file}{story}", server),
            Row("floor in C", bare, bare_pid),
            Row("kagoj", url, loop),
            Row("kagoj, no two alike", url, loop, _NO_TWO_ALIKE),
            Row("kagoj under WSGI", f"http://127.0.0.1:{wsgi_port}{story}", wsgi),
            Row(COPIES, f"http://127.0.0.1:{ports.copies}{story}", server, host=NAME),
            Row(FILE_TLS, f"https://127.0.0.1:{ports.file_tls}{story}", server),
            Row(COPIES_TLS, f"https://127.0.0.1:{ports.copies_tls}{story}", server, host=NAME),
        ]
        for row in rows:
            wrk(row.url, 1, row.script, row.host)  # warm
        asked = urllib.request.Request(
            f"http://127.0.0.1:{ports.copies}{story}", headers={"Host": NAME}
        )
        with urllib.request.urlopen(asked, timeout=10) as answer:
            if answer.headers["X-Cache"] != "COPY":
                sys.exit(f"nginx sent no copy that delivery laid: {answer.headers['X-Cache']}")
        for _ in range(repeats):
            for row in rows:
                row.measure(seconds)
    return rows, page


def main() -> None:
    parser = argparse.ArgumentParser(description="Delivery beside nginx.")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    measured, page = measure(options.seconds, options.repeats)
    print(f"# {machine()}")
    print(
        f"# a story of {len(page):,} bytes, {len(gzip.compress(page, 9)):,} as gzip; "
        f"{CONNECTIONS} connections; {options.repeats} x {options.seconds} s in turn"
    )
    print("# median (least to most); of nginx, of the floor: in the same round")
    by_name = {row.name: row for row in measured}
    for row in measured:
        print(
            f"{row.name:24} {spread(row.rates)} requests/s   {of_nginx(row, by_name)} of nginx   "
            f"p99 {spread(row.lates, '.2f')} ms   {spread(row.costs, '.1f')} µs of processor each, "
            f"{of_floor(row, by_name)} of the floor's"
        )
    for name, ratio, budget in budgets(by_name):
        print(f"{name}: {ratio:.2f}, budget {budget}")


def of_nginx(row: Row, by_name: dict[str, Row], peer: str = "nginx") -> str:
    return spread(ratios(row.rates, by_name[peer].rates), ".2f")


def of_floor(row: Row, by_name: dict[str, Row]) -> str:
    return spread(ratios(row.costs, by_name["floor in C"].costs), ".2f")


def ratios(ours: list[float], theirs: list[float]) -> list[float]:
    return [one / other for one, other in zip(ours, theirs, strict=True)]


def budgets(by_name: dict[str, Row]) -> Iterator[tuple[str, float, float]]:
    """What was promised: its name, the median measured, and the promise."""
    for name, peer, budget in (
        ("kagoj", "nginx", BUDGET),
        ("kagoj, no two alike", "nginx", BUDGET),
        (COPIES, FILE, CACHED_BUDGET),
        (COPIES_TLS, FILE_TLS, CACHED_BUDGET),
    ):
        found = ratios(by_name[name].rates, by_name[peer].rates)
        yield f"{name}, of {peer}", statistics.median(found), budget
    for name in ("kagoj", "kagoj, no two alike"):
        found = ratios(by_name[name].costs, by_name["floor in C"].costs)
        yield f"{name}, processor time of the floor's", statistics.median(found), FLOOR_BUDGET


_PEERS = ("nginx", FILE, "floor in C", "kagoj under WSGI")


def rows() -> list[dict[str, object]]:
    """One row for each measure: area, measure, kagoj, peers (name → figure)."""
    measured, _ = measure(seconds=3, repeats=5)
    by_name = {row.name: row for row in measured}
    ways = {
        "a story, gzip, one core": "kagoj",
        "the same, no two requests alike": "kagoj, no two alike",
        "the same, by nginx from copies of ours": COPIES,
        "the same, with TLS": COPIES_TLS,
    }
    found: list[dict[str, object]] = []
    for way, name in ways.items():
        row = by_name[name]
        best = {COPIES: FILE, COPIES_TLS: FILE_TLS}.get(name, "nginx")
        peers = (best,) if name == COPIES_TLS else _PEERS
        found += [
            _row(f"{way}: requests/s", row.rates, {peer: by_name[peer].rates for peer in peers}),
            _row(f"{way}: p99, ms", row.lates, {best: by_name[best].lates}, ".2f"),
            _row(
                f"{way}: processor time each, µs",
                row.costs,
                {peer: by_name[peer].costs for peer in peers},
                ".1f",
            ),
            {
                "area": "delivery",
                "measure": f"{way}: of {best}'s requests/s, and of the floor's processor time",
                "kagoj": f"{of_nginx(row, by_name, best)}; {of_floor(row, by_name)}",
                "peers": {},
            },
        ]
    return found


def _row(
    measure: str, ours: list[float], theirs: dict[str, list[float]], form: str = ",.0f"
) -> dict[str, object]:
    peers = {name: spread(figures, form) for name, figures in theirs.items()}
    return {"area": "delivery", "measure": measure, "kagoj": spread(ours, form), "peers": peers}


if __name__ == "__main__":
    main()
