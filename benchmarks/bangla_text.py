"""Slugs, the alphabet's order, numbers and Latin letters beside their peers: `python -m benchmarks.bangla_text`.

Words: those of `tests/bangla/cases/collation.json` (correct words, and names of places of Bangladesh), whose order ICU
72.1 gave beforehand, so that the oracle needs no ICU here. Numbers: the cases of `numbers.json`, each with its source
outside the code. Names in Latin letters: the districts and upazilas of `romanise.json`. What a slug loses is counted in
vowel signs, hasantas and the like (Unicode's marks), in the words' NFC. A peer that cannot be had is left out by name.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from kagoj.bangla.collation import sort_key
from kagoj.bangla.digits import to_bangla
from kagoj.bangla.numbers import group, in_short
from kagoj.bangla.romanise import romanise
from kagoj.bangla.slug import slug

CASES = Path(__file__).parents[1] / "tests/bangla/cases"
LEFT_OUT = "left out: not installed"


def rows() -> list[dict[str, Any]]:
    """Measures as rows of `area`, `measure`, `kagoj` and `peers` (name to figure, or why there is none)."""
    _begin_django()
    return [*_slugs(), *_order(), *_numbers(), *_latin()]


def _begin_django() -> None:
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True, INSTALLED_APPS=["django.contrib.humanize"])
        django.setup()


def _read(name: str) -> Any:
    return json.loads((CASES / name).read_text(encoding="utf-8"))


def _words() -> list[str]:
    groups = _read("collation.json")["words"]
    return [unicodedata.normalize("NFC", word) for group_ in groups for word in group_]


def _marks(text: str) -> int:
    return sum(unicodedata.category(sign).startswith("M") for sign in text)


def _slugs() -> list[dict[str, Any]]:
    from django.utils.text import slugify
    from wagtail.coreutils import cautious_slugify

    words = _words()
    total = sum(map(_marks, words))

    def lost(make: Callable[[str], str]) -> str:
        return (
            f"{total - sum(_marks(unicodedata.normalize('NFC', make(word))) for word in words):,}"
        )

    peers = {
        "Django slugify, allow_unicode": lost(lambda word: slugify(word, allow_unicode=True)),
        "Django slugify": lost(slugify),
        "Wagtail cautious_slugify": lost(cautious_slugify),
        "python-slugify, allow_unicode": _python_slugify(words, total),
    }
    measure = f"marks lost of {total:,} in {len(words):,} words"
    return [{"area": "slugs", "measure": measure, "kagoj": lost(slug), "peers": peers}]


PROGRAM = """
import json, sys
from slugify import slugify
print(json.dumps([slugify(word, allow_unicode=True) for word in json.load(sys.stdin)]))
"""


def _python_slugify(words: list[str], total: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        install = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--target",
            folder,
            "python-slugify",
        ]
        if subprocess.run(install, capture_output=True, check=False).returncode:
            return LEFT_OUT
        answer = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            input=json.dumps(words),
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": folder},
        )
    made = json.loads(answer.stdout)
    return f"{total - sum(_marks(unicodedata.normalize('NFC', one)) for one in made):,}"


def _order() -> list[dict[str, Any]]:
    found = []
    for kind, name in (("words", "words and names"), ("made_up", "made-up strings")):
        first = [group_[0] for group_ in _read("collation.json")[kind]]

        def wrong(key: Callable[[str], Any], texts: list[str] = first) -> str:
            return str(sum(key(one) >= key(other) for one, other in pairwise(texts)))

        peers = {
            "code points (Python, SQLite)": wrong(str),
            "code points after NFC": wrong(lambda text: unicodedata.normalize("NFC", text)),
        }
        measure = f"wrong neighbours of {len(first) - 1:,}, {name}, to ICU's order"
        found.append(
            {"area": "order", "measure": measure, "kagoj": wrong(sort_key), "peers": peers}
        )
    return found


def _numbers() -> list[dict[str, Any]]:
    cases = _read("numbers.json")
    grouped = [(case["number"], case["printed"]) for case in cases["grouped"]]
    rough = [(number, printed) for number, printed in cases["in_short"] if Decimal(number) >= 1000]
    return [
        _printed("numbers printed as the cases have them", grouped, group, _in_babel, _in_django),
        _printed(
            "rough numbers (৩.৫ কোটি)", rough, in_short, _compact_in_babel, _intword_in_django
        ),
    ]


def _printed(
    measure: str, cases: list[Any], ours: Callable[..., str], *others: Callable[[Decimal], str]
) -> dict[str, Any]:
    def right(write: Callable[..., str]) -> str:
        told = [(_told(write, number), printed) for number, printed in cases]
        as_is = sum(one == printed for one, printed in told)
        but_for_digits = sum(to_bangla(one) == printed for one, printed in told)
        more = f" ({but_for_digits} but for the digits)" if but_for_digits > as_is else ""
        return f"{as_is}/{len(cases)}{more}"

    peers = dict(zip(("Babel", "Django"), map(right, others), strict=True))
    return {"area": "numbers", "measure": measure, "kagoj": right(ours), "peers": peers}


def _told(write: Callable[..., str], number: str) -> str:
    try:
        return write(Decimal(number))
    except (ArithmeticError, ValueError):  # a peer that cannot print it has not printed it right
        return ""


def _in_babel(number: Decimal) -> str:
    from babel.numbers import format_decimal

    return format_decimal(number, locale="bn", decimal_quantization=False)


def _compact_in_babel(number: Decimal) -> str:
    from babel.numbers import format_compact_decimal

    return format_compact_decimal(number, locale="bn", format_type="long", fraction_digits=1)


def _in_django(number: Decimal) -> str:
    from django.utils import formats, translation

    with translation.override("bn"):
        return str(formats.number_format(number, force_grouping=True))


def _intword_in_django(number: Decimal) -> str:
    from django.contrib.humanize.templatetags.humanize import intword
    from django.utils import translation

    with translation.override("bn"):
        return str(intword(int(number)))


def _latin() -> list[dict[str, Any]]:
    cases = _read("romanise.json")
    found = []
    for kind in ("districts", "upazilas"):
        names = [(bangla, re.sub("[^a-z]", "", name.lower())) for bangla, name in cases[kind]]

        def reached(write: Callable[[str], str], names: list[tuple[str, str]] = names) -> str:
            plain = (re.sub("[^a-z]", "", write(bangla).lower()) for bangla, _ in names)
            right = sum(one == name for one, (_, name) in zip(plain, names, strict=True))
            return f"{100 * right / len(names):.0f}%"

        try:
            from anyascii import anyascii
        except ImportError:
            peers = {"anyascii": LEFT_OUT}
        else:
            peers = {"anyascii": reached(anyascii)}
        measure = f"official English names of {len(names)} {kind} reached"
        found.append(
            {
                "area": "Latin letters",
                "measure": measure,
                "kagoj": reached(romanise),
                "peers": peers,
            }
        )
    return found


if __name__ == "__main__":
    for row in rows():
        print(row["area"], "·", row["measure"], "·", row["kagoj"], "·", row["peers"])
