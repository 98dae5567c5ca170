"""`kagoj export DIR`: the whole paper as plain static files."""

from __future__ import annotations

import argparse
import gzip
import shutil
from pathlib import Path

import brotli

from kagoj import env

from .progress import progress
from .refused import Refused

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
    from kagoj.delivery.compose import compose
    from kagoj.shelf import Shelf

    target: Path = options.folder.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refused(f"{target} is not an empty folder; nothing was changed.")
    settings = env.load()
    shelf = Shelf(settings.data, read_only=True)
    keys = [key for key in shelf.keys() if not key.startswith("/parts/")]  # noqa: SIM118
    if not keys:
        raise Refused("the shelf is empty. Print the paper first: kagoj press all")
    with progress("exporting", len(keys)) as step:
        for key in keys:
            page = shelf.get(key)
            if page is not None and page.status in {200, 404}:
                _write(target, page.path, compose(page, shelf.get).body, page.content_type)
            step(1)
    for name, folder in (("static", settings.static), ("media/images", settings.media / "images")):
        if folder.is_dir():
            shutil.copytree(folder, target / name, dirs_exist_ok=True)
    print(f"exported {len(keys)} pages to {target}")


def _write(target: Path, path: str, body: bytes, content_type: str) -> None:
    """One page as a file, with `.gz` and `.br` beside it for servers that know them."""
    name = path.lstrip("/")
    if path.endswith("/"):
        name += "index.html"
    elif content_type.startswith("text/html"):
        name += ".html"
    file = (target / name).resolve()
    if not file.is_relative_to(target):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    if content_type.startswith(_TEXT):
        file.with_name(file.name + ".gz").write_bytes(gzip.compress(body, 9, mtime=0))
        file.with_name(file.name + ".br").write_bytes(brotli.compress(body))
