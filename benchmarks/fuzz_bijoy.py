"""The Bijoy decoder and detector, fuzzed by coverage: `make fuzz` (RUNS=100000).

Needs atheris, which is installed for this into the folder of the benchmarks' peers; where it cannot be had, this says so and is done.
Any bytes, as Windows-1252 or UTF-8: no exception, and what is decoded is Unicode that can be stored.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

VERSION = "3.0.0"
FOLDER = Path(__file__).parent / ".peers"
RUNS = "-runs=100000"


def main(arguments: list[str]) -> None:
    sys.path.append(str(FOLDER))
    try:
        import atheris
    except ImportError:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(FOLDER), f"atheris=={VERSION}"]  # fmt: skip
        if subprocess.run(pip, check=False, capture_output=True).returncode != 0:
            print(f"atheris {VERSION}: left out, it cannot be installed here")
            return
        import atheris
    with atheris.instrument_imports(include=["kagoj.bangla.bijoy"]):
        from kagoj.bangla.bijoy import decode, from_unicode, to_unicode

    def one(given: bytes) -> None:
        decode(given).encode()
        for text in (given.decode("cp1252", "replace"), given.decode("utf-8", "replace")):
            decode(text)
            to_unicode(text)
            from_unicode(text)

    atheris.Setup([sys.argv[0], *(arguments or [RUNS]), "-max_len=400", "-timeout=5"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
