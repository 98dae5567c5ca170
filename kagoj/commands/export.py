"""`kagoj export DIR`: the whole paper as plain static files."""

from __future__ import annotations

import argparse
import gzip
import shutil
from pathlib import Path
from urllib.parse import quote

import brotli

from kagoj import env
from kagoj.delivery.app import Delivery
from kagoj.delivery.request import Request
from kagoj.delivery.routes import ARCHIVE, SEARCH
from kagoj.shelf import Shelf
from kagoj.shelf.compose import compose

from .beside import made_beside
from .progress import progress
from .refused import Refused

# Frames that delivery fills when they are asked for.
FILLED = {SEARCH, ARCHIVE}
# Where the pages of withdrawn stories lie, by their number; at no address of the paper.
GONE = "/gone/"
# What is worth compressing; pictures and fonts are compressed already.
_TEXT = (
    "text/",
    "application/json",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/manifest",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="an empty or new folder")


def run(options: argparse.Namespace) -> None:
    settings = env.load()
    target: Path = options.folder.resolve()
    if target.is_relative_to(settings.data):
        raise Refused(f"{target} lies in the paper's own data; choose another folder.")
    shelf = Shelf(settings.data, read_only=True)
    keys = [key for key in shelf.keys() if not key.startswith("/parts/")]  # noqa: SIM118
    if not keys:
        raise Refused("the shelf is empty. Print the paper first: kagoj press all")
    with made_beside(target) as half:
        written = _write_pages(half, shelf, keys, Delivery(settings.data))
        for name, folder in (
            ("static", settings.static),
            ("media/images", settings.media / "images"),
        ):
            if folder.is_dir():
                shutil.copytree(folder, half / name, dirs_exist_ok=True)
    print(f"exported {written} pages to {target}")


def _write_pages(target: Path, shelf: Shelf, keys: list[str], delivery: Delivery) -> int:
    written = 0
    with progress("exporting", len(keys)) as step:
        for key in keys:
            step(1)
            page = shelf.get(key)
            if page is not None and page.status == 410 and key.startswith("/n/"):
                # For a host that can be told which status goes with a file: deploy/nginx-static.conf.
                gone = f"{GONE}{key.removeprefix('/n/')}"
                _write(target, gone, compose(page, shelf.get).body, page.content_type)
                continue
            if page is None or page.status not in {200, 404}:
                continue
            if key in FILLED:
                body = delivery.answer(Request("GET", key)).body
            else:
                body = compose(page, shelf.get).body
            written += _write(target, page.path, body, page.content_type)
            if key.startswith("/n/"):
                _write(target, key, _leading_to(page.path), page.content_type)
    return written


def _leading_to(path: str) -> bytes:
    """A page for a story's short address: a static host cannot redirect."""
    there = quote(path)
    return (
        '<!doctype html><html lang="bn"><meta charset="utf-8"><title>কাগজ</title>'
        f'<meta http-equiv="refresh" content="0;url={there}">'
        f'<link rel="canonical" href="{there}"><a href="{there}">সংবাদটি এখানে</a></html>\n'
    ).encode()


def _write(target: Path, path: str, body: bytes, content_type: str) -> bool:
    """One page as a file, with `.gz` and `.br` beside it for servers that know them."""
    name = path.lstrip("/")
    if path.endswith("/"):
        name += "index.html"
    elif content_type.startswith("text/html"):
        name += ".html"
    file = (target / name).resolve()
    if not file.is_relative_to(target):
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    if content_type.startswith(_TEXT):
        file.with_name(file.name + ".gz").write_bytes(gzip.compress(body, 9, mtime=0))
        file.with_name(file.name + ".br").write_bytes(brotli.compress(body, quality=9))
    return True
