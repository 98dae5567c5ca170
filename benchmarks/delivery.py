"""Delivery beside nginx: one story page, gzip, kept-alive connections, one core for each server.

    python -m benchmarks.delivery [--seconds 4] [--repeats 5]

nginx gets the very bytes that delivery answers, as a static file with its `.gz` beside it, and its
best known setting for small files (one write for an answer). The servers take turns, so that a
change in the machine's speed meets all. The processor's time is that of the server's processes for
one request: it is steadier than requests a second. "No two alike": each request has a header of its
own, as a proxy's with its readers' addresses. Needs nginx and wrk, and two cores: 0 for the server,
1 for wrk.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.paper import free_port, get, machine, served_paper, spread, wait_for

CONNECTIONS = 64
BUDGET = 0.65
_TICK = os.sysconf("SC_CLK_TCK")
_NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log crit;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile off; tcp_nopush off; output_buffers 1 64k; postpone_output 64k;
  keepalive_requests 1000000; open_file_cache max=100; types {{ text/html html; }}
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  proxy_cache_path {folder}/cache keys_zone=pages:8m use_temp_path=off;
  server {{
    listen 127.0.0.1:{port}; root {folder}/site; gzip_static on; add_header Vary Accept-Encoding;
    location /cached/ {{
      proxy_pass http://127.0.0.1:{upstream}/; proxy_cache pages; proxy_cache_valid 200 60s;
      proxy_cache_key $http_accept_encoding$uri; proxy_ignore_headers Cache-Control Vary;
    }}
  }}
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
    rates: list[float] = dataclasses.field(default_factory=list)
    lates: list[float] = dataclasses.field(default_factory=list)
    costs: list[float] = dataclasses.field(default_factory=list)

    def measure(self, seconds: int) -> None:
        before = processor_time(self.pid)
        rate, late, count = wrk(self.url, seconds, self.script)
        self.rates.append(rate)
        self.lates.append(late)
        self.costs.append((processor_time(self.pid) - before) / count * 1e6)


@contextlib.contextmanager
def nginx(page: bytes, upstream: int) -> Iterator[tuple[str, int]]:
    """The address and process of an nginx that serves `page` from a file, and caches below /cached/."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        sys.exit("nginx is missing: apt-get install nginx-light")
    with tempfile.TemporaryDirectory(prefix="kagoj-nginx-") as name:
        folder, port = Path(name), free_port()
        (folder / "site").mkdir()
        (folder / "site" / "story.html").write_bytes(page)
        (folder / "site" / "story.html.gz").write_bytes(gzip.compress(page, 9))
        config = _NGINX.format(folder=folder, port=port, upstream=upstream)
        (folder / "nginx.conf").write_text(config)
        server = subprocess.Popen(
            ["taskset", "-c", "0", program, "-p", name, "-c", str(folder / "nginx.conf")],
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.terminate()
            server.wait(10)


@contextlib.contextmanager
def delivery(paper: Path, interface: str) -> Iterator[tuple[int, int]]:
    """The port and process of a delivery of its own, on core 0."""
    port = free_port()
    server = subprocess.Popen(
        ["taskset", "-c", "0", sys.executable, "-m", "kagoj.delivery.serve", str(paper / "data"),
         "--static", str(paper / "data" / "static"), "--port", str(port), "--interface", interface],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(10)


def wrk(url: str, seconds: int, script: str = "") -> tuple[float, float, int]:
    """Requests a second, the 99th percentile in milliseconds and the number of requests."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        said = subprocess.run(
            ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency",
             *(["-s", file.name] if script else ["-H", "Accept-Encoding: gzip"]), url],
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


def main() -> None:
    parser = argparse.ArgumentParser(description="Delivery beside nginx.")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: apt-get install wrk")
    with contextlib.ExitStack() as stack:
        paper, _ = stack.enter_context(served_paper())
        port, loop = stack.enter_context(delivery(paper, "loop"))
        wsgi_port, wsgi = stack.enter_context(delivery(paper, "wsgi"))
        story = path_of_story(port)
        page = get(f"http://127.0.0.1:{port}{story}")
        site, server = stack.enter_context(nginx(page, port))
        rows = [
            Row("nginx", f"{site}/story.html", server),
            Row("kagoj", f"http://127.0.0.1:{port}{story}", loop),
            Row("kagoj, no two alike", f"http://127.0.0.1:{port}{story}", loop, _NO_TWO_ALIKE),
            Row("kagoj under WSGI", f"http://127.0.0.1:{wsgi_port}{story}", wsgi),
            Row("nginx, copies of kagoj", f"{site}/cached{story}", server),
        ]
        for row in rows:
            wrk(row.url, 1)  # warm
        for _ in range(options.repeats):
            for row in rows:
                row.measure(options.seconds)
    report(rows, page, options)


def report(rows: list[Row], page: bytes, options: argparse.Namespace) -> None:
    print(f"# {machine()}")
    print(
        f"# a story of {len(page):,} bytes, {len(gzip.compress(page, 9)):,} as gzip; "
        f"{CONNECTIONS} connections; {options.repeats} x {options.seconds} s in turn"
    )
    print("# median (least to most); of nginx: requests a second, in the same round")
    best = rows[0]
    for row in rows:
        ratios = [ours / theirs for ours, theirs in zip(row.rates, best.rates, strict=True)]
        print(
            f"{row.name:22} {spread(row.rates)} requests/s   {spread(ratios, '.2f')} of nginx   "
            f"p99 {spread(row.lates, '.2f')} ms   {spread(row.costs, '.1f')} µs of processor each"
        )
        if row.name == "kagoj" and statistics.median(ratios) < BUDGET:
            print(f"that is under the budget of {BUDGET}")


if __name__ == "__main__":
    main()
