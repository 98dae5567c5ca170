"""Bijoy: Bangla typed for ANSI fonts such as SutonnyMJ, to Unicode and back.

>>> to_unicode("Avgvi e-mail: editor@example.com")
'আমার e-mail: editor@example.com'
>>> from_unicode("আমার সোনার বাংলা")
'Avgvi †mvbvi evsjv'
"""

from kagoj.bangla.bijoy.decoding import decode
from kagoj.bangla.bijoy.encoding import encode as from_unicode
from kagoj.bangla.bijoy.segmenting import Run, runs

__all__ = ["Run", "decode", "from_unicode", "looks_like_bijoy", "runs", "to_unicode"]


def to_unicode(text: str, *, in_bijoy_font: bool = False) -> str:
    """The text with its Bijoy runs in Unicode; English, addresses, links and hash tags as they are.

    `in_bijoy_font` says that the text is set in such a font, so that only what is English beyond
    doubt stays. Takes any text, in time that grows with its length.
    """
    found = runs(text, in_bijoy_font=in_bijoy_font)
    return "".join(decode(run.text) if run.is_bijoy else run.text for run in found)


def looks_like_bijoy(text: str) -> bool:
    """Whether any of the text is Bijoy; cheap enough for a search query."""
    return any(run.is_bijoy for run in runs(text))
