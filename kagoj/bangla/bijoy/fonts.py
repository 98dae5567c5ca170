"""Which fonts are Bijoy's ANSI fonts, by their names.

Their names end in MJ (SutonnyMJ, SulekhaMJ …). Of Bijoy's other families OMJ is Unicode, and EMJ and
CMJ have other maps.
"""

from __future__ import annotations

import re

FONT = re.compile(r"(?<![\w-])[A-Za-z]\w{0,30}(?<![OEC_])MJ(?!\w)", re.IGNORECASE)


def is_bijoy_font(names: str) -> bool:
    """Whether a font name, or a CSS list of them, names one of Bijoy's."""
    return FONT.search(names) is not None


def without_bijoy_fonts(names: str, font: str) -> str:
    """The same with `font` in their place."""
    return FONT.sub(lambda _: font, names)
