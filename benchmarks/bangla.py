"""Every figure that Kagoj claims for its Bangla, beside its peers, in one table: `make bench-bangla`.

Collects the `rows()` of `benchmarks/bangla_*.py` and of `search_quality.py` (`area`, `measure`, `kagoj`, `peers`), and writes
them to docs/reference/bangla-measured.md. Peers that are Python libraries are installed for this into a folder of their own, which
Kagoj never sees otherwise; what cannot be had is left out by name. A real archive, not ours to ship, is named in
KAGOJ_CORPUS. With names as arguments (`python -m benchmarks.bangla normalise avro`) only those are measured anew; the others
keep their last figures.
"""

from __future__ import annotations

import subprocess
import sys

from benchmarks.measures import HERE, Page, collect

PEERS_FOLDER = HERE / ".peers"
# Peers that are imported in this process; the others are fetched by the benchmarks that ask them.
PEERS = {
    "bnunicodenormalizer": "0.1.7",
    "indic-nlp-library": "0.92",
    "spylls": "0.1.7",
    "wordfreq": "3.1.1",
}

# What was set out to be reached, area by area.
GOALS = {
    "Avro": "412 of 412 in Python and JavaScript alike, the same answer on 5,000 strings",
    "Bijoy": "at most 0.3 wrong words per 1000, no exception, no hang",
    "Bijoy detection": "99% of single words, all runs of three words, no change to English, e-mail and links",
    "Calendar": "no wrong day from 1970 to 2040, both ways; West Bengal labelled where almanacs may differ",
    "Cards": "a refusal without the text layout that Bangla needs",
    "Fonts": "at most 60 kB for Bengali regular, no conjunct missing",
    "Latin letters": "90% of names among the first three",
    "Normaliser": "no correct word damaged, all stray joiners and ৷ mended, idempotent, 10 MB a second",
    "Numbers": "as Bangla newspapers print them",
    "Order": "no wrong neighbours against CLDR's bn",
    "Search": "ahead of Lucene's rules and of Wagtail's own on a headline's own story",
    "Slugs": "no mark lost",
    "Spelling": "at most 3% false alarms on modern news; 80% of planted errors that make no word meant among the first three",
}

HEAD = """<!-- Written by `make bench-bangla`; do not edit. -->

# Bangla, measured

What Kagoj's Bangla library does, beside the libraries others use, measured by `make bench-bangla`. What each measure is, on
which text and against which peer, stands at the head of its file in `benchmarks/`. A figure of speed compares with the others
of its line, which were measured in the same run, and with nothing else. Newspapers' own text may not be shipped: where a figure needs it, it is measured when `KAGOJ_CORPUS` names some.

"""


def main(areas: list[str]) -> int:
    install()
    sys.path.append(str(PEERS_FOLDER))  # last, so that Kagoj's own libraries go before
    peers = ", ".join(f"{name} {version}" for name, version in PEERS.items())
    return collect(
        Page(
            file="bangla-measured.md",
            kept=PEERS_FOLDER / "measured.json",
            head=HEAD,
            modules=modules(),
            goals=GOALS,
            installed=f" Installed for this: {peers}; the others are fetched\nby their benchmarks, as new as they were that day.",
        ),
        areas,
    )


def modules() -> list[str]:
    names = sorted(file.stem for file in HERE.glob("bangla_*.py"))
    return names + [name for name in ("search_quality",) if (HERE / f"{name}.py").exists()]


def install() -> None:
    """Each peer for itself, so that one that cannot be had takes no other with it."""
    for name, version in PEERS.items():
        mark = PEERS_FOLDER / f".{name}-{version}"
        if mark.exists():
            continue
        done = subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
             "--no-warn-conflicts", "--upgrade", "--target", str(PEERS_FOLDER), f"{name}=={version}"],
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        if done.returncode == 0:
            mark.touch()
        else:
            print(f"{name} {version}: left out, it cannot be installed here", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
