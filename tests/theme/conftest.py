"""The sample paper, printed and served, and a browser to read it with."""

from __future__ import annotations

import importlib.util
import io
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageDraw

from kagoj.theme import assets
from kagoj.theme.render import render

INCLUDE = re.compile(r'<!--#include virtual="/parts/([a-z-]+)\.html" -->')


def _load_samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "theme_samples", Path(__file__).with_name("samples.py")
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def samples() -> ModuleType:
    return _load_samples()


@pytest.fixture(scope="session")
def joined(samples: ModuleType) -> Callable[..., str]:
    """A page as delivery sends it: printed, with its parts, and a search answered."""

    def join(template: str, context: dict[str, Any], **parts: dict[str, Any]) -> str:
        def part(found: re.Match[str]) -> str:
            name = found[1].replace("-", "_")
            if name.startswith("ad_"):
                ad = parts.get(name, {"ad": None})
                return render("parts/advertisement.html", ad).decode().strip()
            values = parts.get(name, samples.PARTS[found[1]])
            return render(f"parts/{found[1]}.html", values).decode()

        page = INCLUDE.sub(part, render(template, context).decode())
        page = page.replace("<!--#kagoj results -->", samples.RESULTS)
        return re.sub(r"<!--#kagoj [^>]*-->", "", page.replace("<!--#kagoj query -->", "লঞ্চ"))

    return join


@pytest.fixture(scope="session")
def page_of(joined: Callable[..., str], samples: ModuleType) -> Callable[[str], str]:
    """The whole HTML of a sample page by its name."""

    def page(name: str) -> str:
        template, context = samples.PAGES[name]
        return joined(template, context())

    return page


@pytest.fixture(scope="session")
def tree() -> Callable[[str], Any]:
    """HTML as a tree to ask with CSS selectors."""
    return lambda html: BeautifulSoup(html, "lxml", multi_valued_attributes=None)


class Site(ThreadingHTTPServer):
    """The sample pages at `/NAME`, the theme's files, a drawn photograph, and what beacons said."""

    daemon_threads = True

    def __init__(self, page_of: Callable[[str], str], files: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.page_of = page_of
        self.files = files
        self.extra: dict[str, str] = {}
        self.asked: list[str] = []
        self.beacons: list[str] = []
        photograph = Image.new("RGB", (1200, 800), (120, 90, 70))
        ImageDraw.Draw(photograph).ellipse((500, 200, 800, 500), fill=(240, 200, 120))
        drawn = io.BytesIO()
        photograph.save(drawn, "JPEG")
        self.photograph = drawn.getvalue()

    def address(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Site
    protocol_version = "HTTP/1.1"
    types = {".woff2": "font/woff2", ".mjs": "text/javascript", ".svg": "image/svg+xml"}

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        self.server.asked.append(path)
        file = self.server.files / path.removeprefix("/static/")
        if path.startswith("/media/"):
            self._answer(self.server.photograph, "image/jpeg")
        elif path.startswith("/static/") and file.is_file():
            self._answer(file.read_bytes(), self.types.get(file.suffix, "application/octet-stream"))
        elif path[1:] in self.server.extra:
            self._answer(self.server.extra[path[1:]].encode(), "text/html; charset=utf-8")
        else:
            try:
                page = self.server.page_of(path[1:] or "home")
            except KeyError:
                self._answer(b"", "text/plain", 404)
                return
            self._answer(page.encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        self.server.beacons.append(f"{self.path} {body}")
        self._answer(b"", "text/plain", 204)

    def _answer(self, body: bytes, type_: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("content-type", type_)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def site(page_of: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    files = tmp_path_factory.mktemp("static")
    assets.collect(files)
    server = Site(page_of, files)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def reader(browser: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """Opens a sample page as a reader would; every window is closed after the test."""
    windows = []

    def read(name: str, *, width: int = 360, scheme: str = "light", **options: Any) -> Any:
        height = {360: 740, 768: 1024}.get(width, 900)
        window = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, **options
        )
        windows.append(window)
        page = window.new_page()
        page.goto(site.address(name), wait_until="load")
        return page

    yield read
    for window in windows:
        window.close()
