"""Word documents (.docx): the runs set in a Bijoy font, or told to be Bijoy, in Unicode; and back.

A font is a run's own, else its character style's, else its paragraph's, else the document's
(ECMA-376, 17.3.2.26 rFonts and 17.7.2 style hierarchy). Bangla in Unicode is a complex script to
Word, so a converted run gets its font, size, bold and italic for that script as well. All else of
the document stays byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from kagoj.bangla.bijoy import from_unicode
from kagoj.bangla.bijoy.fonts import is_bijoy_font, without_bijoy_fonts
from kagoj.bangla.bijoy.pieces import Piece, convert_pieces
from kagoj.intake.documents.converted import Converted, Unreadable, Wish, changed_words
from kagoj.intake.documents.zips import entry_of, opened, rewritten

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
STYLES = "word/styles.xml"
_LATIN_FONTS = (f"{W}ascii", f"{W}hAnsi")
_FONTS = (*_LATIN_FONTS, f"{W}cs")
_COMPLEX = {f"{W}b": f"{W}bCs", f"{W}i": f"{W}iCs", f"{W}sz": f"{W}szCs"}

# Bangla with the spaces and marks between its words; the rest of a run keeps its font.
_BANGLA_RUN = re.compile(
    "(?:[\u0980-\u09ff\u0964\u0965\u200c\u200d](?:[\\s.,:;!?()'\"‘’“”–—-]*"
    "[\u0980-\u09ff\u0964\u0965\u200c\u200d])*+[!?.,;:’”)]*)"
)


def is_word(names: set[str]) -> bool:
    """Whether a zip file with these entries is a Word document."""
    return "word/document.xml" in names


def convert_word(data: bytes, wish: Wish) -> Converted:
    """The document, converted.

    Raises:
        Unreadable: broken, locked, or not what it says it is.
    """
    with opened(data) as packed:
        names = {entry.filename: entry for entry in packed.infolist()}
        styles = _Styles(_parsed(entry_of(packed, names[STYLES])) if STYLES in names else None)
    words = 0

    def change(name: str, content: bytes) -> bytes:
        nonlocal words
        if name == STYLES and wish.to == "unicode":
            root = _parsed(content)
            return _written(root) if _rename_fonts(root, wish.new_font) else content
        if not PARTS.fullmatch(name):
            return content
        root = _parsed(content)
        changed = (_to_unicode if wish.to == "unicode" else _to_bijoy)(root, styles, wish.new_font)
        renamed = wish.to == "unicode" and _rename_fonts(root, wish.new_font)
        words += changed
        return _written(root) if changed or renamed else content

    return Converted(rewritten(data, change), words)


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"the document is broken ({str(error)[:80]})") from None
    if root.getroottree().docinfo.doctype:
        raise Unreadable("the document declares entities of its own, which no Word document does")
    return root


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


class _Styles:
    """Which styles are set in a Bijoy font."""

    def __init__(self, root: etree._Element | None):
        self.fonts: dict[str, str] = {}
        self.based_on: dict[str, str] = {}
        self.default = ""
        self.paragraph = ""
        for style in root.iter(f"{W}style") if root is not None else ():
            name = style.get(f"{W}styleId", "")
            self.fonts[name] = _font(style.find(f"{W}rPr"))
            base = style.find(f"{W}basedOn")
            self.based_on[name] = "" if base is None else base.get(f"{W}val", "")
            if style.get(f"{W}default") == "1" and style.get(f"{W}type") == "paragraph":
                self.paragraph = name
        if root is not None:
            self.default = _font(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))

    def font(self, run: etree._Element, paragraph_style: str) -> str:
        """The font that a run is set in."""
        properties = run.find(f"{W}rPr")
        style = None if properties is None else properties.find(f"{W}rStyle")
        own = "" if style is None else self._of(style.get(f"{W}val", ""))
        of_paragraph = self._of(paragraph_style or self.paragraph)
        return _font(properties) or own or of_paragraph or self.default

    def _of(self, name: str) -> str:
        for _ in range(20):
            if not name or self.fonts.get(name):
                break
            name = self.based_on.get(name, "")
        return self.fonts.get(name, "")


def _font(properties: etree._Element | None) -> str:
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    if fonts is None:
        return ""
    named = [fonts.get(one) for one in _LATIN_FONTS if fonts.get(one)]
    return next((one for one in named if is_bijoy_font(one)), named[0] if named else "")


def _runs(root: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """The style and the runs of each paragraph; a text box's paragraphs are its own."""
    runs: dict[etree._Element, list[etree._Element]] = {}
    paragraphs: list[etree._Element] = []
    for event, element in etree.iterwalk(root, ("start", "end"), (f"{W}p", f"{W}r")):
        if element.tag == f"{W}r":
            if event == "start" and paragraphs:
                runs[paragraphs[-1]].append(element)
        elif event == "start":
            paragraphs.append(element)
            runs[element] = []
        else:
            paragraphs.pop()
    for paragraph, found in runs.items():
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        yield "" if style is None else style.get(f"{W}val", ""), found


def _to_unicode(root: etree._Element, styles: _Styles, font: str) -> int:
    words = 0
    for style, runs in _runs(root):
        pieces: list[Piece] = []
        texts: list[tuple[Piece, etree._Element, etree._Element]] = []
        for run in runs:
            in_bijoy = is_bijoy_font(styles.font(run, style))
            for child in run:
                if child.tag == f"{W}t":
                    piece = Piece(child.text or "", font=in_bijoy)
                    pieces.append(piece)
                    texts.append((piece, child, run))
                elif child.tag != f"{W}rPr":
                    pieces.append(Piece("", is_fixed=True, ends_words=True))
        convert_pieces(pieces)
        for piece, element, run in texts:
            if piece.after != (element.text or ""):
                words += changed_words(piece.text, piece.after)
                element.text = piece.after
                element.set(SPACE, "preserve")
            if piece.font or piece.after != piece.text:
                _dress(run, font)
    return words


def _rename_fonts(root: etree._Element, font: str) -> int:
    """Puts `font` in the place of Bijoy's fonts; says how often."""
    times = 0
    for fonts in root.iter(f"{W}rFonts"):
        for key, name in fonts.attrib.items():
            if is_bijoy_font(name):
                fonts.set(key, without_bijoy_fonts(name, font))
                times += 1
    return times


def _to_bijoy(root: etree._Element, styles: _Styles, font: str) -> int:
    words = 0
    for _, runs in _runs(root):
        for run in runs:
            text = "".join(child.text or "" for child in run if child.tag == f"{W}t")
            if not _BANGLA_RUN.search(text):
                continue
            words += sum(len(found[0].split()) for found in _BANGLA_RUN.finditer(text))
            parent = run.getparent()
            place = parent.index(run)
            parent[place : place + 1] = _parted(run, font)
    return words


def _parted(run: etree._Element, font: str) -> list[etree._Element]:
    """A run as several: its Bangla in Bijoy's font, the rest as it was."""
    made: list[etree._Element] = []

    def add(child: etree._Element, in_bijoy: bool) -> None:
        one = etree.Element(f"{W}r", run.attrib, run.nsmap)
        properties = run.find(f"{W}rPr")
        if properties is not None:
            one.append(deepcopy(properties))
        one.append(child)
        if in_bijoy:
            _dress(one, font)
        made.append(one)

    for child in run:
        if child.tag == f"{W}rPr":
            continue
        if child.tag != f"{W}t":
            add(deepcopy(child), False)
            continue
        text, place = child.text or "", 0
        for found in _BANGLA_RUN.finditer(text):
            if place < found.start():
                add(_text(text[place : found.start()]), False)
            add(_text(from_unicode(found[0])), True)
            place = found.end()
        if place < len(text):
            add(_text(text[place:]), False)
    return made


def _text(text: str) -> etree._Element:
    element = etree.Element(f"{W}t")
    element.text = text
    element.set(SPACE, "preserve")
    return element


def _dress(run: etree._Element, font: str) -> None:
    """Sets a run in `font`, for Latin and for complex scripts alike."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    fonts = properties.find(f"{W}rFonts")
    if fonts is None:
        fonts = etree.Element(f"{W}rFonts")
        style = properties.find(f"{W}rStyle")
        properties.insert(0 if style is None else 1, fonts)
    for key in [key for key in fonts.attrib if key.endswith(("Theme", "hint"))]:
        del fonts.attrib[key]
    for key in _FONTS:
        fonts.set(key, font)
    for latin, complex_script in _COMPLEX.items():
        said = properties.find(latin)
        if said is not None and properties.find(complex_script) is None:
            twin = etree.Element(complex_script, said.attrib)
            said.addnext(twin)
