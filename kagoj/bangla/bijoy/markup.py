"""Bijoy in HTML: as Word, QuarkXPress or an old site puts it on the clipboard or into a file.

Fonts are followed through the document (`style`, `<font face>`, Word's `mso-*-font-family`, classes of
a style sheet). Text in a Bijoy font is taken for Bijoy but for what is English beyond doubt; other
text is told by its letters. Words that an element cuts in two are mended first: they belong where
they begin. Tags stay as they are, except that the font's name is replaced.

Nothing here builds a tree: the document is read once, so hostile markup costs no more than other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import NamedTuple

from kagoj.bangla.bijoy.fonts import FONT, is_bijoy_font, without_bijoy_fonts
from kagoj.bangla.bijoy.pieces import Piece, convert_pieces

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[[^<>]*+>|<[!?][^<>]*+>"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][^\s<>/\"']*+)"
    r"(?P<attributes>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([A-Za-z-]+)\s*=\s*(\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++)")
_FAMILY = re.compile(r"font(?:-family)?\s*:([^;]*)", re.IGNORECASE)  # and mso-ascii-font-family
_CLASS = re.compile(r"\.([\w-]++)")

_NO_TEXT = {"style", "script", "xml", "head", "noscript", "template"}
_RAW = {"style", "script", "xml"}
_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "param",
    "source",
    "track",
    "wbr",
}
_INLINE = {
    "a",
    "abbr",
    "b",
    "big",
    "cite",
    "em",
    "font",
    "i",
    "ins",
    "mark",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
}
_CLOSES_ITS_LIKE = {"p", "li", "td", "th", "tr", "dd", "dt"}
_DEEPEST = 400  # elements within each other; deeper ones share the font of the last


class Markup(NamedTuple):
    """Converted HTML, its words before and after, and whether a Bijoy font was named."""

    html: str
    before: str
    after: str
    in_bijoy_font: bool

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass
class _Fonts:
    """The font at the place that is read."""

    classes: set[str] = field(default_factory=set)
    elements: set[str] = field(default_factory=set)
    open: list[tuple[str, bool]] = field(default_factory=list)

    @property
    def is_bijoy(self) -> bool:
        return self.open[-1][1] if self.open else False

    @property
    def hides_text(self) -> bool:
        return any(name in _NO_TEXT for name, _ in self.open[:8])

    def learn(self, style_sheet: str) -> None:
        for rule in style_sheet.split("}"):
            selectors, _, declarations = rule.rpartition("{")
            if _names_bijoy_font(declarations):
                self.classes.update(_CLASS.findall(selectors))
                plain = (one.strip().lower() for one in selectors.split(","))
                self.elements.update(one for one in plain if one.isalnum())

    def enter(self, name: str, attributes: str) -> None:
        if name in _CLOSES_ITS_LIKE:
            self.leave(name, within=3)
        if name in _VOID or attributes.rstrip().endswith("/") or len(self.open) >= _DEEPEST:
            return
        self.open.append((name, self._font_of(name, attributes)))

    def leave(self, name: str, within: int = _DEEPEST) -> None:
        for place in range(len(self.open) - 1, max(-1, len(self.open) - 1 - within), -1):
            if self.open[place][0] == name:
                del self.open[place:]
                return

    def _font_of(self, name: str, attributes: str) -> bool:
        said = {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(attributes)}
        style = unescape(said.get("style", ""))
        if _names_bijoy_font(style) or is_bijoy_font(said.get("face", "")):
            return True
        if "face" in said or _FAMILY.search(style):
            return False
        classes = set(said.get("class", "").split())
        if self.classes & classes or name in self.elements:
            return True
        return self.is_bijoy


def convert_markup(html: str, font: str = "") -> Markup:
    """The HTML with its Bijoy text in Unicode.

    `font` takes the place of a Bijoy font's name; by default `inherit`, the font around it.
    """
    pieces = list(_pieces(html))
    convert_pieces(pieces)
    whole = "".join(
        without_bijoy_fonts(piece.text, font or "inherit")
        if piece.is_fixed
        else escape(piece.after, quote=False)
        for piece in pieces
    )
    return Markup(
        whole,
        _plain(piece.text for piece in _with_line_ends(pieces)),
        _plain(piece.after for piece in _with_line_ends(pieces)),
        any(piece.font for piece in pieces if not piece.is_fixed and piece.text.strip()),
    )


def _with_line_ends(pieces: list[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if not piece.is_fixed:
            yield piece
        elif piece.ends_words:
            yield Piece("\n", after="\n")


def _plain(texts: Iterator[str]) -> str:
    """The words alone, a line for each block."""
    lines = (" ".join(line.split()) for line in "".join(texts).split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(html: str) -> Iterator[Piece]:
    fonts, place = _Fonts(), 0
    while found := _TAG.search(html, place):
        if place < found.start():
            yield _text(html[place : found.start()], fonts)
        place = found.end()
        name = (found["name"] or "").lower()
        yield Piece(found[0], is_fixed=True, ends_words=bool(name) and not _is_inline(name))
        if not name:
            continue
        if found["close"]:
            fonts.leave(name)
            continue
        fonts.enter(name, found["attributes"])
        if name in _RAW and not found["attributes"].rstrip().endswith("/"):
            end = re.compile(f"</{name}", re.IGNORECASE).search(html, place)
            inside = html[place : end.start() if end else len(html)]
            if name == "style":
                fonts.learn(inside)
            yield Piece(inside, is_fixed=True)
            place += len(inside)
    if place < len(html):
        yield _text(html[place:], fonts)


def _text(text: str, fonts: _Fonts) -> Piece:
    if fonts.hides_text:
        return Piece(text, is_fixed=True)
    return Piece(unescape(text), font=fonts.is_bijoy)


def _is_inline(name: str) -> bool:
    return name in _INLINE or ":" in name  # Word's own: o:p, st1:place


def names_bijoy_font(html: str) -> bool:
    """Whether HTML names a Bijoy font anywhere; quick."""
    return FONT.search(html) is not None


def _names_bijoy_font(declarations: str) -> bool:
    return any(is_bijoy_font(names) for names in _FAMILY.findall(declarations))
