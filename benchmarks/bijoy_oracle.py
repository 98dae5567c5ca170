"""An encoder from Unicode to Bijoy that knows nothing of ours: the judge of decoders.

It follows step by step what Avro Keyboard publishes for its own converter (mugli/Avro-Keyboard,
``Unicode to ascii converter/clsUnicodeToBijoy2000.pas``; rules and font map taken as facts): signs
are moved before their cluster, rephs behind it, then each sequence is replaced in the order there.
It shares no table with `kagoj.bangla.bijoy`, which is what makes it worth asking.
"""
# ruff: noqa: RUF001 - glyphs of the fonts

from __future__ import annotations

import re
from unicodedata import normalize

H, J, NJ = "\u09cd", "\u200d", "\u200c"
C = "[ক-হড়ঢ়য়]".replace("ড়", "\u09dc").replace("ঢ়", "\u09dd").replace("য়", "\u09df")
CLUSTER = f"(?:{C}[{H}{J}{NJ}]+)*{C}"
RIGHT = "খগঘণথদধনপবমযরলশষসহ\u09df"

LETTERS = dict(
    zip(
        "কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ\u09df\u09dc\u09dd",
        "KLMNOPQRSTUVWXYZ_`abcdefghijklmnqop",
        strict=True,
    )
)
FULL = [
    "কক",
    "°",
    "কট",
    "±",
    "কষম",
    "²",
    "কত",
    "³",
    "কম",
    "´",
    "কষ",
    "¶",
    "কস",
    "·",
    "গগ",
    "¹",
    "গদ",
    "º",
    "গধ",
    "»",
    "ঙক",
    "¼",
    "ঙগ",
    "½",
    "জজ",
    "¾",
    "জঝ",
    "À",
    "জঞ",
    "Á",
    "ঞচ",
    "Â",
    "ঞছ",
    "Ã",
    "ঞজ",
    "Ä",
    "ঞঝ",
    "Å",
    "টট",
    "Æ",
    "ডড",
    "Ç",
    "ণট",
    "È",
    "ণঠ",
    "É",
    "ণড",
    "Ê",
    "তত",
    "Ë",
    "তথ",
    "Ì",
    "তম",
    "Í",
    "দদ",
    "Ï",
    "দধ",
    "×",
    "দব",
    "Ø",
    "দম",
    "Ù",
    "নঠ",
    "Ú",
    "নড",
    "Û",
    "নধ",
    "Ü",
    "নস",
    "Ý",
    "পট",
    "Þ",
    "পত",
    "ß",
    "পপ",
    "à",
    "পস",
    "á",
    "বজ",
    "â",
    "বদ",
    "ã",
    "বধ",
    "ä",
    "মন",
    "æ",
    "মফ",
    "ç",
    "লক",
    "é",
    "লগ",
    "ê",
    "লট",
    "ë",
    "লড",
    "ì",
    "লপ",
    "í",
    "লফ",
    "î",
    "শচ",
    "ð",
    "শছ",
    "ñ",
    "ষণ",
    "ò",
    "ষট",
    "ó",
    "ষঠ",
    "ô",
    "ষফ",
    "õ",
    "সখ",
    "ö",
    "সট",
    "÷",
    "সন",
    "ø",
    "সফ",
    "ù",
    "হন",
    "ý",
    "হম",
    "þ",
    "ড়গ",
    "ÿ",
]
LOW_RA = [f"{one}{H}র" for one in "শদগতজথধপবভমস"]
LOW_LA = [f"{one}{H}ল" for one in "গপবশস"]


def encode(text: str) -> str:
    """The text as Avro Keyboard writes it for SutonnyMJ; Latin letters and digits stay."""
    text = normalize("NFC", text)
    for pair, one in (
        ("ড\u09bc", "\u09dc"),
        ("ঢ\u09bc", "\u09dd"),
        ("য\u09bc", "\u09df"),
        ("ো", "ে" + "া"),
        ("ৌ", "ে" + "\u09d7"),
    ):
        text = text.replace(pair, one)
    text = re.sub(f"({CLUSTER})([িেৈ])", r"\2\1", text)
    text = text.replace("“", "Ò").replace("”", "Ó").replace("‘", "Ô").replace("’", "Õ")
    text = re.sub(f"(?<!{H})র{H}({CLUSTER})", r"\1©", text)
    return _consonants(_signs(text))


def _signs(text: str) -> str:
    text = re.sub(r"(?<!\S)ে", "†", text).replace("ে", "‡")
    text = re.sub(r"(?<!\S)ৈ", "ˆ", text).replace("ৈ", "‰")
    for pair, glyph in (("গু", "¸"), ("শু", "ï"), ("হু", "û"), (f"{H}তু", f"{H}‘"), ("হৃ", "ü")):
        text = text.replace(pair, glyph)
    text = re.sub(
        "(.{0,5})ু", lambda m: m[1] + _below(m[1], "“", "–", "y", "z"), text, flags=re.DOTALL
    )
    text = re.sub(
        "(.{0,5})ূ", lambda m: m[1] + _below(m[1], "ƒ", "‚", "~", "‚"), text, flags=re.DOTALL
    )
    text = re.sub(f"(?<=[{RIGHT}])ৃ", "„", text).replace("ৃ", "…")
    for sign, glyph in zip("ািী\u09d7", "vwxŠ", strict=True):
        text = text.replace(sign, glyph)
    for vowel, glyph in zip("অইঈউঊঋএঐওঔ", "ABCDEFGHIJ", strict=True):
        text = text.replace(vowel, glyph)
    return text.replace("আ", "Av")


def _below(before: str, low: str, flapped: str, right: str, other: str) -> str:
    last = before[-1:]
    if last == "র":
        stands_low = before.endswith(tuple(LOW_RA)) or before[-2:-1] != H
        return low if stands_low else right
    if last == "ল":
        return low if before.endswith(tuple(LOW_LA)) else right
    if before.endswith(f"ষ{H}ণ"):
        return other
    if last and last in RIGHT:
        return right
    return flapped if last and last in "\u09dc\u09dd" else other


def _consonants(text: str) -> str:
    text = text.replace(f"{H}য", "¨").replace(f"{H}{NJ}", "&")
    for before, after in (
        (f"(?<=[পগ]){H}র", "Ö"), (f"{H}ভ{H}র", "£"), (f"ভ{H}র", "å"), (f"{H}ক{H}র", "Œ"),
        (f"ক{H}র", "µ"), (f"(?<=[কত]{H}ত){H}র", "«"), (f"{H}ত{H}র", f"{H}¿"), (f"ত{H}র", "Î"),
        (f"(?<=ফ){H}র", "«"), (f"{H}র", "ª"),
    ):  # fmt: skip
        text = re.sub(before, after, text)
    for sign, glyph in zip("০১২৩৪৫৬৭৮৯৳।॥ৎংঃঁ", "0123456789$|\\rstu", strict=True):
        text = text.replace(sign, glyph)
    for word, glyph in sorted(
        zip(FULL[::2], FULL[1::2], strict=True), key=lambda one: -len(one[0])
    ):
        text = text.replace(H.join(word), glyph)
    for letter, glyph in zip("মষচঙস", "¤®”•¯", strict=True):
        text = text.replace(letter + H, glyph + H)
    text = re.sub(f"দ{H}(?=গ)", f"˜{H}", text).replace(f"দ{H}", f"™{H}")
    text = re.sub(f"ন{H}(?=[তথলব¿‘])", f"š{H}", text)
    text = re.sub(f"ন{H}(?=[মন])", f"b{H}", text).replace(f"ন{H}", f"›{H}")
    for letter, glyph in zip("ভতথক", "¢—’‹", strict=True):
        text = text.replace(H + letter, glyph)
    text = re.sub(f"(?<=[সষমনদ¤®¯š™]){H}ব", "^", text)
    text = re.sub(f"(?<=[ধবহ]){H}ব", "Ÿ", text)
    text = re.sub(f"(?<=[শগপ]){H}ব", "¦", text).replace(f"{H}ব", "¡")
    text = re.sub(f"(?<=[¤®”¯™š›]){H}ম", "§", text)
    text = re.sub(f"(?<=•){H}ম", "g", text).replace(f"{H}ম", "¥")
    text = re.sub(f"(?<=[{RIGHT}]){H}ল", "\u00ad", text).replace(f"{H}ল", "¬")
    text = text.replace(f"{H}ণ", "è").replace(f"{H}ন", "œ")
    for letter, glyph in LETTERS.items():
        text = text.replace(letter, glyph)
    for sign in (H, J, NJ):
        text = text.replace(sign, "")
    for before, after in (("nè", "nœ"), ("Kœ", "Kè"), ("¶y", "¶z"), ("Rz", "Ry"), ("R‚", "R~")):
        text = text.replace(before, after)
    return text.replace("R…", "R„")
