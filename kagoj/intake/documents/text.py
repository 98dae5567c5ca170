"""Text and HTML files, from Bijoy to Unicode and back.

Files of the time are Windows-1252, or UTF-8 in which somebody has saved the same letters; both are
read. What is written is UTF-8; for Bijoy Windows-1252, which QuarkXPress reads.
"""

from __future__ import annotations

import codecs
import re

from kagoj.bangla.bijoy import from_unicode, to_unicode
from kagoj.bangla.bijoy.markup import convert_markup
from kagoj.intake.documents.converted import Converted, Unreadable, Wish, changed_words

_BANGLA = re.compile("[\u0980-\u09ff\u0964\u0965]")
_CHARSET = re.compile(r"(<meta[^<>]{0,200}?charset\s*=\s*[\"']?)[\w-]{2,40}", re.IGNORECASE)


def convert_text(data: bytes, wish: Wish) -> Converted:
    """A plain text file, converted."""
    text = read(data)
    if wish.to == "unicode":
        after = to_unicode(text)
        return Converted(after.encode(), changed_words(text, after))
    after = from_unicode(text) if _BANGLA.search(text) else text
    try:
        return Converted(after.encode("cp1252"), changed_words(text, after))
    except UnicodeEncodeError as error:
        sign = after[error.start]
        raise Unreadable(f"Bijoy's fonts have no place for U+{ord(sign):04X} ({sign})") from None


def convert_html(data: bytes, wish: Wish) -> Converted:
    """An HTML file, converted; it says that it is UTF-8 where it said another encoding."""
    if wish.to != "unicode":
        raise Unreadable("HTML is converted to Unicode only")
    markup = convert_markup(read(data), wish.new_font)
    html = _CHARSET.sub(r"\1utf-8", markup.html, count=3)
    return Converted(html.encode(), changed_words(markup.before, markup.after))


def read(data: bytes) -> str:
    """The text of bytes: UTF-8, UTF-16 with its mark, else Windows-1252."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace")
    if b"\0" in data[:8192]:
        raise Unreadable("this is no text")
    try:
        return data.decode()
    except UnicodeDecodeError:
        # The five bytes that Windows-1252 leaves out are kept as control characters.
        return "".join(
            data[place : place + 65536].decode("cp1252", "kagoj_as_control")
            for place in range(0, len(data), 65536)
        )


def _as_control(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(chr, error.object[error.start : error.end])), error.end


codecs.register_error("kagoj_as_control", _as_control)
