"""Delivery beside nginx: one story page, gzip, kept-alive connections, one core for each server.

    python -m benchmarks.delivery [--seconds 4] [--repeats 5]

nginx gets the very bytes that delivery answers, as a static file with its `.gz` beside it, and its
best known setting for small files (one write for an answer). The servers take turns, so that a
change in the machine's speed meets both. Needs nginx and wrk, and two cores: 0 for the server, 1
for wrk.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
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
_NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log crit;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile off; tcp_nopush off; output_buffers 1 64k; postpone_output 64k;
  keepalive_requests 1000000; open_file_cache max=100; types {{ text/html html; }}
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}/site; gzip_static on;
            add_header Vary Accept-Encoding; }}
}}
"""


@contextlib.contextmanager
def nginx(page: bytes) -> Iterator[str]:
    """The address of `page` as nginx serves it from a file."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        sys.exit("nginx is missing: apt-get install nginx-light")
    with tempfile.TemporaryDirectory(prefix="kagoj-nginx-") as name:
        folder, port = Path(name), free_port()
        (folder / "site").mkdir()
        (folder / "site" / "story.html").write_bytes(page)
        (folder / "site" / "story.html.gz").write_bytes(gzip.compress(page, 9))
        (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, port=port))
        server = subprocess.Popen(
            ["taskset", "-c", "0", program, "-p", name, "-c", str(folder / "nginx.conf")],
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}/story.html"
        finally:
            server.terminate()
            server.wait(10)


@contextlib.contextmanager
def delivery(paper: Path) -> Iterator[int]:
    """The port of a delivery of its own, on core 0."""
    port = free_port()
    server = subprocess.Popen(
        ["taskset", "-c", "0", sys.executable, "-m", "kagoj.delivery.serve", str(paper / "data"),
         "--static", str(paper / "data" / "static"), "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def measure(url: str, seconds: int) -> tuple[float, float]:
    """Requests a second and the 99th percentile in milliseconds, as wrk counts them."""
    said = subprocess.run(
        ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency",
         "-H", "Accept-Encoding: gzip", url],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    if found := re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: .*", said):
        sys.exit(f"{url}: {found[0]}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]
    late = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}
    return rate, float(late[1]) * scale[late[2]]  # type: ignore[index]


def story_of(port: int) -> str:
    """The address of the paper's newest story."""
    latest = get(f"http://127.0.0.1:{port}/parts/latest.html").decode()
    path = re.search(r'href="(/[^/"]+/\d+/[^"]+/)"', latest)[1]  # type: ignore[index]
    return f"http://127.0.0.1:{port}{urllib.parse.quote(path, safe='/%')}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Delivery beside nginx.")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: apt-get install wrk")
    with served_paper() as (paper, _), delivery(paper) as port:
        ours = story_of(port)
        page = get(ours)
        with nginx(page) as theirs:
            rates: dict[str, list[float]] = {"kagoj": [], "nginx": []}
            lates: dict[str, list[float]] = {"kagoj": [], "nginx": []}
            for url in (ours, theirs):
                measure(url, 1)  # warm
            for _ in range(options.repeats):
                for name, url in (("nginx", theirs), ("kagoj", ours)):
                    rate, late = measure(url, options.seconds)
                    rates[name].append(rate)
                    lates[name].append(late)
    ratios = [a / b for a, b in zip(rates["kagoj"], rates["nginx"], strict=True)]
    print(f"# {machine()}")
    print(
        f"# a story of {len(page):,} bytes, {len(gzip.compress(page, 9)):,} as gzip; "
        f"{CONNECTIONS} connections; {options.repeats} x {options.seconds} s in turn"
    )
    print("# median (least to most)")
    for name in ("nginx", "kagoj"):
        print(f"{name:6} {spread(rates[name])} requests/s   p99 {spread(lates[name], '.2f')} ms")
    print(f"ratio  {spread(ratios, '.2f')}   budget: 0.65 or more")
    if statistics.median(ratios) < 0.65:
        print("ratio is under the budget")


if __name__ == "__main__":
    main()
