"""Files that go with a page under an address that never changes its content.

`/static/js/kagoj.1a2b3c4d.mjs`: the eight signs are the file's own hash, so a browser may keep it
for ever. Plain Python: delivery may ask too, without Django.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from kagoj.bangla import keyboards

THEME = Path(__file__).parent
ROOT = "/static/"

# Styles are printed into the page itself and are nobody's address.
_INLINE = {".css"}

_folders = [THEME, keyboards.FOLDER]


class NoSuchAsset(LookupError):
    """A template names a file that no theme folder holds."""


def look_in(folder: Path) -> None:
    """Search a paper's own theme folder (holding `static/`, `templates/`) before ours."""
    if folder not in _folders:
        _folders.insert(0, folder)
        forget()


def forget() -> None:
    """Read all files anew: after a paper changed its own theme."""
    asset.cache_clear()
    design_version.cache_clear()


def find(path: str) -> Path:
    """The file of that name under `static/`, a paper's own before ours. Raises NoSuchAsset."""
    for folder in _folders:
        file = folder / "static" / path
        if file.is_file() and file.resolve().is_relative_to((folder / "static").resolve()):
            return file
    raise NoSuchAsset(f"no theme folder holds static/{path}")


@functools.cache
def asset(path: str) -> str:
    """The address of a file: `asset('js/kagoj.mjs')` is '/static/js/kagoj.1a2b3c4d.mjs'."""
    return ROOT + _hashed_name(path, find(path))


def collect(folder: Path) -> list[Path]:
    """Write every file under its hashed name below `folder`, for delivery to serve at /static/.

    Files of earlier designs are left standing: pages printed with them still ask for them.
    """
    written = []
    for path in sorted(set(_names())):
        target = folder / _hashed_name(path, find(path))
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(target.name + ".part")
            shutil.copyfile(find(path), beside)
            beside.replace(target)
        written.append(target)
    return written


@functools.cache
def design_version() -> str:
    """Twelve signs that change whenever a page would be printed differently by this theme."""
    total = hashlib.sha256()
    for folder in _folders:
        for file in sorted(_files_of_design(folder)):
            total.update(str(file.relative_to(folder)).encode() + b"\0")
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:12]


def first_script() -> str:
    """The one line of script inside the page: sets a chosen colour scheme before the first paint."""
    return find("js/first.js").read_text("utf-8").strip()


def first_script_hash() -> str:
    """That line as a Content-Security-Policy names it: `'sha256-…'`."""
    digest = hashlib.sha256(first_script().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _hashed_name(path: str, file: Path) -> str:
    stem, dot, suffix = path.rpartition(".")
    return f"{stem}.{hashlib.sha256(file.read_bytes()).hexdigest()[:8]}{dot}{suffix}"


def _names() -> Iterator[str]:
    for folder in _folders:
        static = folder / "static"
        for file in static.rglob("*"):
            if file.is_file() and file.suffix not in _INLINE and not file.name.startswith("."):
                yield file.relative_to(static).as_posix()


def _files_of_design(folder: Path) -> Iterator[Path]:
    for part in ("templates", "static", "templatetags"):
        for file in (folder / part).rglob("*"):
            if file.is_file() and file.suffix not in {".pyc"} and not file.name.startswith("."):
                yield file
    yield from folder.glob("*.py")
