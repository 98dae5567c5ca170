"""What a reader's first visit costs: a page in headless Chromium, slowed down to a cheap phone on a bad line.

Viewport 390 x 844 at twice the pixels, a fourth of this processor's speed, nothing kept from before. Of
Bangla fonts the browser is shown Noto Sans Bengali only, so that every web font is fetched. The lines are
those that Chromium's tools have had for years. They add the round trip to each request and none for
finding, connecting and encrypting: add some 1.2 s to every time on Slow 3G. Nothing outside this machine is
reached: scripts that a system wants from elsewhere are missing in its figures.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.peers import Unavailable

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = Path("/usr/bin/chromium")
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
}
# Milliseconds, and bytes a second down and up.
LINES = {"Slow 3G": (400, 50_000, 50_000), "Fast 3G": (150, 200_000, 93_750)}
_SLOWER = 4
_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""
_OBSERVE = """
window.seen = { lcp: 0, cls: 0 };
new PerformanceObserver(list => { for (const entry of list.getEntries()) seen.lcp = entry.startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.cls += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
_TELL = """() => [performance.getEntriesByName("first-contentful-paint")[0].startTime, seen.lcp, seen.cls]"""


@dataclasses.dataclass(frozen=True)
class View:
    """One first visit: milliseconds to the first and the largest paint, how far things moved, and the
    bytes that came over the line, heads of answers included, by Chromium's kinds of resources."""

    first: float
    largest: float
    moved: float
    requests: int
    bytes: Counter[str]

    @property
    def whole(self) -> int:
        return self.bytes.total()

    @property
    def bare(self) -> int:
        """Without pictures and web fonts, which papers choose."""
        return self.whole - self.bytes["Image"] - self.bytes["Font"]


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        raise Unavailable("Chromium is missing: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with (
        tempfile.TemporaryDirectory(prefix="kagoj-fonts-") as name,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=_OPTIONS, env=os.environ | _fonts(Path(name))
        )
        yield browser
        browser.close()


def visit(browser: Browser, url: str, line: str) -> View:
    """Visit a page with a browser that has never seen it, and wait until it asks for nothing more."""
    latency, down, up = LINES[line]
    context = browser.new_context(**PHONE)
    try:
        page = context.new_page()
        page.route(lambda asked: not asked.startswith("http://127.0.0.1:"), lambda way: way.abort())
        page.add_init_script(_OBSERVE)
        tools = context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": latency, "downloadThroughput": down, "uploadThroughput": up},
        )  # fmt: skip
        tools.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
        kinds: dict[str, str] = {}
        sizes: Counter[str] = Counter()

        def answered(event: dict[str, Any]) -> None:
            kinds[event["requestId"]] = event["type"]

        def ended(event: dict[str, Any]) -> None:
            if kind := kinds.get(event["requestId"]):
                sizes[kind] += int(event["encodedDataLength"])

        tools.on("Network.responseReceived", answered)
        tools.on("Network.loadingFinished", ended)
        page.goto(url, wait_until="load", timeout=120_000)
        page.wait_for_load_state("networkidle", timeout=120_000)
        page.wait_for_timeout(1_000)  # a late font or script may still move things
        first, largest, moved = page.evaluate(_TELL)
        return View(first, largest, moved, len(kinds), sizes)
    finally:
        context.close()


def _fonts(folder: Path) -> dict[str, str]:
    """The environment of a browser that has no Bangla font but Noto Sans."""
    found = [
        file
        for name in ("NotoSansBengali-Regular.ttf", "NotoSansBengali-Bold.ttf", "DejaVuSans.ttf")
        for file in Path("/usr/share/fonts").rglob(name)
    ]
    if len(found) < 3:
        raise Unavailable("fonts are missing: apt-get install fonts-noto-core fonts-dejavu-core")
    for file in found:
        (folder / file.name).symlink_to(file)
    (folder / "fonts.conf").write_text(_FONTS.format(folder=folder), "utf-8")
    return {"FONTCONFIG_FILE": str(folder / "fonts.conf")}
