"""Styles for a page: the files its kind needs, joined and squeezed, ready to stand in `<style>`."""

from __future__ import annotations

import contextlib
import functools
import re

from kagoj.theme import assets

_EVERY = ("tokens", "base", "masthead")
_LIST = (*_EVERY, "cards", "rail", "list", "footer", "print")

SHEETS = {
    "home": (*_EVERY, "cards", "rail", "front", "footer", "print"),
    "story": (*_EVERY, "cards", "rail", "story", "footer", "print"),
    "desk": _LIST,
    "topic": _LIST,
    "author": _LIST,
    "archive": (*_EVERY, "cards", "rail", "list", "search", "footer", "print"),
    "search": (*_EVERY, "list", "search", "footer", "print"),
    "error": (*_EVERY, "error", "search", "footer", "print"),
}

# A paper's own additions, after all of ours: static/css/own.css in its theme folder.
_OWN = "own"

_STRING = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ADDRESS = re.compile(r'url\("([^"]+)"\)')
_PLAIN_ADDRESS = re.compile(r"[^\s\"'\\<>]+")


def for_kind(kind: str) -> str:
    """The styles of a page of that kind; raises KeyError for a kind this theme does not know."""
    return _joined(kind, assets.design_version())


def marking(address: str) -> str:
    """A rule that marks one desk in the navigation, a part that is the same on every page."""
    if not _PLAIN_ADDRESS.fullmatch(address):
        return ""
    return (
        f'.desks a[href="{address}"]{{box-shadow:inset 0 -3px var(--accent);color:var(--accent)}}'
    )


def squeeze(css: str) -> str:
    """The same styles in fewer bytes: without comments and without white space that says nothing."""
    pieces = _STRING.split(_COMMENT.sub("", css))
    for i in range(0, len(pieces), 2):  # the odd ones are quoted and stay as they are
        text = re.sub(r"\s+", " ", pieces[i])
        text = re.sub(r" ?([{};,>]) ?", r"\1", text)
        text = re.sub(r"([{;][-\w]+): ", r"\1:", text)
        pieces[i] = text.replace(";}", "}")
    return "".join(pieces).strip()


@functools.lru_cache(maxsize=64)
def _joined(kind: str, design: str) -> str:
    css = "\n".join(_read(name) for name in SHEETS[kind])
    with contextlib.suppress(assets.NoSuchAsset):
        css += _read(_OWN)
    return squeeze(_ADDRESS.sub(lambda found: f'url("{_resolved(found[1])}")', css))


def _read(name: str) -> str:
    return assets.find(f"css/{name}.css").read_text("utf-8")


def _resolved(address: str) -> str:
    return address if address.startswith(("/", "data:", "https:")) else assets.asset(address)
