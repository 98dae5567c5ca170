"""Bytes into text: UTF-8, UTF-16 that says so, Bijoy's Windows-1252; else refused by name."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from kagoj.bangla.bijoy import runs
from kagoj.intake.found import Refused

# First bytes of what is no text at all.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG ছবি"),
    (b"\xff\xd8\xff", "JPEG ছবি"),
    (b"GIF8", "GIF ছবি"),
    (b"RIFF", "RIFF (WebP, ভিডিও বা শব্দ)"),
    (b"PK\x03\x04", "ZIP (বা Word, Excel, EPUB)"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0", "পুরোনো Word বা Excel"),
    (b"{\\rtf", "RTF"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "চালানোর ফাইল (ELF)"),
    (b"OggS", "Ogg"),
    (b"ID3", "MP3"),
    (b"\x00\x00\x00\x18ftyp", "MP4"),
    (b"\x00\x00\x00\x20ftyp", "MP4"),
)

BANGLA = re.compile("[\u0980-\u09ff]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
TAG = re.compile("<[^<>]*+>")
SAMPLE = 64 * 1024


def decode(data: bytes, declared: str = "") -> str:
    """The text of a page.

    UTF-8 (with or without its mark), UTF-16 with a byte order mark, and Windows-1252 when it is
    Bangla typed for Bijoy's fonts are read; the last as it stands, in Bijoy's letters. A last character
    cut in half is dropped, as happens where a crawler stops. `declared` is what the server said.

    Raises:
        Refused: no text, or another encoding, which the reason names.
    """
    kind = kind_of(data)
    if kind:
        raise Refused(f"এটি লেখা নয়, {kind} ফাইল।")
    for mark, name in ((codecs.BOM_UTF32_LE, "UTF-32LE"), (codecs.BOM_UTF32_BE, "UTF-32BE")):
        if data.startswith(mark):
            raise _wrong(name)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(data)
    data = data.removeprefix(codecs.BOM_UTF8)
    if name := _unmarked_utf16(data):
        raise Refused(f"এনকোডিং {name}, কিন্তু শুরুতে BOM নেই; UTF-8-এ বদলে আবার দিন।")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _damaged_utf8(data, error, declared)
    nuls = text.count("\0")
    if nuls > 16 and nuls > len(text) // 100:
        raise Refused("এটি লেখা নয়: ফাইলে NUL বাইট ছড়িয়ে আছে।")
    return text.replace("\0", "")


def kind_of(data: bytes) -> str:
    """The name of a kind of file that holds no plain text, from its first bytes; '' if none."""
    return next((name for start, name in SIGNATURES if data.startswith(start)), "")


def is_bijoy(text: str) -> bool:
    """Whether the text is Bangla typed for Bijoy's ANSI fonts, which only looks right in them."""
    sample = TAG.sub(" ", text[:SAMPLE])
    if len(sample.split()) < 20 or BANGLA.search(sample):
        return False
    return sum(len(run.text) for run in runs(sample) if run.is_bijoy) * 2 > len(sample.strip())


def is_twice_encoded(text: str) -> bool:
    """Whether this is UTF-8 that was taken for Windows-1252 and encoded once more ('à¦…')."""
    return text.count("\u00e0\u00a6") + text.count("\u00e0\u00a7") > 20


def bangla_share(text: str) -> float:
    """How much of the text's letters is Bangla, 0 to 1."""
    letters = sum(1 for letter in text if letter.isalpha() or "\u0980" <= letter <= "\u09ff")
    return len(BANGLA.findall(text)) / letters if letters else 0.0


def _utf16(data: bytes) -> str:
    try:
        return data[: len(data) // 2 * 2].decode("utf-16").replace("\0", "")
    except UnicodeDecodeError:
        raise Refused("এনকোডিং UTF-16, কিন্তু ফাইলটি ভাঙা।") from None


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark: in Bangla text half of all bytes are 09 (the block) or 00."""
    sample = data[:SAMPLE]
    if len(sample) < 16:
        return ""
    for name, high in (("UTF-16LE", sample[1::2]), ("UTF-16BE", sample[0::2])):
        low = sample[0::2] if name == "UTF-16LE" else sample[1::2]
        if (high.count(9) + high.count(0)) * 10 > len(high) * 8 and low.count(0) * 20 < len(low):
            return name
    return ""


def _damaged_utf8(data: bytes, error: UnicodeDecodeError, declared: str) -> str:
    """Nearly good UTF-8, else a refusal with the likely encoding's name."""
    if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
        return data[: error.start].decode("utf-8")
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = len(BANGLA.findall(text[: 4 * SAMPLE]))
    # Few bad bytes among much good Bangla: the page is UTF-8 with a scar, often in a script or a
    # comment. Whoever uses the text must see that no scar lies in the story.
    if good > 200 and bad * 200 < good:
        return text
    if good > 50 and bad < good:
        raise Refused(f"এনকোডিং UTF-8, কিন্তু ভাঙা (বাইট {error.start} থেকে)।")
    western = data.decode("cp1252", errors="ignore")
    if is_bijoy(western):
        return western
    raise _wrong(_likely(data, declared))


def _wrong(name: str) -> Refused:
    return Refused(f"এনকোডিং UTF-8 নয়, সম্ভবত {name}; UTF-8-এ বদলে আবার দিন।")


def _likely(data: bytes, declared: str) -> str:
    sample = data[:SAMPLE]
    if not declared and (said := DECLARED.search(sample[:4096])):
        declared = said.group(1).decode("ascii")
    try:
        known = codecs.lookup(declared).name if declared else ""
    except LookupError:
        known = ""
    if known and known not in ("utf-8", "ascii"):
        return {"cp1252": "Windows-1252", "iso8859-1": "ISO-8859-1 (Latin-1)"}.get(known, declared)
    best = from_bytes(sample[:8192]).best()
    guess = best.encoding if best else ""
    single = {"cp1252", "cp1250", "cp1257", "latin_1", "iso8859_15", "cp437", "cp850", "cp858", ""}
    if guess in single or guess.startswith(("mac_", "cp5", "cp7", "cp8", "cp10", "cp11")):
        # Bytes 80 to 9F are control signs in ISO-8859-1 and letters in Windows-1252.
        if re.search(rb"[\x80-\x9f]", sample):
            return "Windows-1252 (ANSI)"
        return "ISO-8859-1 (Latin-1) বা Windows-1252"
    return re.sub(r"^cp(125\d)$", r"Windows-\1", guess).replace("_", "-")
