"""The glyphs of Bijoy's ANSI fonts (SutonnyMJ and its kin), each with what it writes in Unicode.

Such a font draws Bangla in the places of Windows-1252. A glyph is a piece of a letter as printed, in
the order of the page: ি ে ৈ before the letters they are spoken after, the reph behind its cluster.

Source: the font map that Avro Keyboard publishes (mugli/Avro-Keyboard, ``Unicode to ascii
converter/clsUnicodeToBijoy2000.pas``, its constants and their names), taken as facts. Six places
that the map leaves out are known from text set in the fonts: ্প at ``ú``, the quotation marks at
``Ô Õ Ò Ó`` and the dashes at ``Ñ Ð``. Four places differ between the font of 2000 and later ones;
`kagoj.bangla.bijoy.decoding` tells them apart by what stands beside them.
"""

# ruff: noqa: RUF001 - glyphs of the fonts

CONSONANTS = dict(
    zip("KLMNOPQRSTUVWXYZ_`abcdefghijklmn", "কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ", strict=True)
) | {"o": "ড\u09bc", "p": "ঢ\u09bc", "q": "য\u09bc"}

_LIGATURES = """
    °=ক্ক ±=ক্ট ²=ক্ষ্ম ³=ক্ত ´=ক্ম µ=ক্র ¶=ক্ষ ·=ক্স ¹=গ্গ º=গ্দ »=গ্ধ ¼=ঙ্ক ½=ঙ্গ ¾=জ্জ À=জ্ঝ Á=জ্ঞ
    Â=ঞ্চ Ã=ঞ্ছ Ä=ঞ্জ Å=ঞ্ঝ Æ=ট্ট Ç=ড্ড È=ণ্ট É=ণ্ঠ Ê=ণ্ড Ë=ত্ত Ì=ত্থ Í=ত্ম Î=ত্র Ï=দ্দ ×=দ্ধ Ø=দ্ব Ù=দ্ম
    Ú=ন্ঠ Û=ন্ড Ü=ন্ধ Ý=ন্স Þ=প্ট ß=প্ত à=প্প á=প্স â=ব্জ ã=ব্দ ä=ব্ধ å=ভ্র æ=ম্ন ç=ম্ফ é=ল্ক ê=ল্গ ë=ল্ট
    ì=ল্ড í=ল্প î=ল্ফ ð=শ্চ ñ=শ্ছ ò=ষ্ণ ó=ষ্ট ô=ষ্ঠ õ=ষ্ফ ö=স্খ ÷=স্ট ø=স্ন ù=স্ফ ý=হ্ন þ=হ্ম
"""
LIGATURES = dict(pair.split("=") for pair in _LIGATURES.split()) | {"ÿ": "ড\u09bc্গ"}

# A letter and its sign in one glyph.
WITH_SIGN = {"¸": ("গ", "ু"), "ï": ("শ", "ু"), "û": ("হ", "ু"), "ü": ("হ", "ৃ"), "‘": ("ত", "ু")}

# The first letter of a cluster, cut so that another can follow. ˉ is another place of ¯.
HALVES = dict(zip("¤®¯ˉš›˜™”•", "মষসসননদদচঙ", strict=True))

# What hangs below or behind a letter: the later letters of a cluster.
ATTACHED = {
    **dict.fromkeys("^¡¦Ÿ", "ব"),
    **dict.fromkeys("¥§", "ম"),
    **dict.fromkeys("ª«Ö", "র"),
    **dict.fromkeys("¬\u00ad\u2212", "ল"),
    **dict.fromkeys("—Í", "ত"),
    **dict(zip("¢¨èœ’‹ú", "ভযণনথকপ", strict=True)),
    **dict(zip("£¿Œ", ("ভ্র", "ত্র", "ক্র"), strict=True)),
}

REPH = "©"
MUTE = "&"  # a hasanta that is seen
CHANDRABINDU = "u"

SIGNS_BEFORE = {"w": "ি", **dict.fromkeys("†‡", "ে"), **dict.fromkeys("ˆ‰", "ৈ")}
SIGNS_AFTER = {
    "v": "া",
    "x": "ী",
    **dict.fromkeys("yz–“", "ু"),
    **dict.fromkeys("~‚ƒ", "ূ"),
    **dict.fromkeys("„…", "ৃ"),
    "Š": "\u09d7",
}

VOWELS = dict(zip("ABCDEFGHIJ", "অইঈউঊঋএঐওঔ", strict=True))

# What stands alone.
REST = {
    **dict(zip("0123456789", "০১২৩৪৫৬৭৮৯", strict=True)),
    **dict(zip("rst$|\\", "ৎংঃ৳।॥", strict=True)),
    **dict(zip("ÔÕÒÓÑÐ", "‘’“”—–", strict=True)),
}

# Glyphs that are also marks of punctuation: where they can be no part of a letter they are those.
MARKS = set("^~&©®™“”‘’–—…•‹›„‚")

DASH = "Ð"  # which is nothing but a dash

# Bytes 80 to 9F read as ISO-8859-1 are control characters; Windows-1252 has these glyphs there.
FROM_CONTROL = {
    code: character
    for code in range(0x80, 0xA0)
    if (character := bytes([code]).decode("cp1252", "ignore"))
}

# Every glyph of the fonts, and what Bijoy text shares with other text.
GLYPHS = frozenset(
    "".join((*CONSONANTS, *LIGATURES, *WITH_SIGN, *HALVES, *ATTACHED, *SIGNS_BEFORE, *SIGNS_AFTER))
    + "".join((*VOWELS, *REST, REPH, MUTE, CHANDRABINDU))
)
