"""Probhat, the fixed layout: what each key of a US keyboard writes in Bangla.

Source: xkeyboard-config, `symbols/in`, the layout `ben_probhat` (Ankur's Probhat), its first two levels.
The table is `keyboards/static/js/probhat.json`, which the browser reads as well.
"""

from kagoj.bangla.keyboards import table

_KEYS = str.maketrans(table("probhat")["keys"])


def probhat(keys: str) -> str:
    """What these keys, pressed one after another, write: `probhat("bal[")` is 'বালে'."""
    return keys.translate(_KEYS)
