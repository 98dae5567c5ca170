"""Any bytes into the Bijoy decoder, the runs and the markup reader: guided by coverage, without end.

    python -m benchmarks.bijoy_fuzz [-max_total_time=60]

Needs atheris, which is no dependency of Kagoj: `pip install atheris` where it can be had.
"""

from __future__ import annotations

import sys

try:
    import atheris
except ImportError:
    sys.exit("skipped: atheris is missing. Install it with: pip install atheris")

with atheris.instrument_imports(include=["kagoj.bangla"]):
    from kagoj.bangla.bijoy import decode, from_unicode, runs, to_unicode
    from kagoj.bangla.bijoy.markup import convert_markup


def one(data: bytes) -> None:
    decode(data)
    for text in (data.decode("cp1252", "ignore"), data.decode("utf-8", "replace")):
        if "".join(run.text for run in runs(text)) != text:
            raise AssertionError("the runs are not the text")
        to_unicode(text)
        from_unicode(text)
        convert_markup(text)


def main() -> None:
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
