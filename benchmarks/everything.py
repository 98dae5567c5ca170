"""Every figure that Kagoj claims for press and delivery, beside its peers, in one page: `make bench`.

Writes docs/reference/measured.md. With names as arguments (`python -m benchmarks.everything delivery`) only
those are measured anew; the others keep their last figures. What takes hours to make is named, when it is
there: papers with large archives (`benchmarks.archive_paper`) in KAGOJ_PAPERS, a large search index in
KAGOJ_INDEX; KAGOJ_PAGES is how many pages the shelf is measured with. Other systems are set up in the folder
that KAGOJ_PEERS names (`benchmarks/peers/`), each with KAGOJ_FILLERS stories; Ghost's installing is done once, the rest anew each time.
"""

from __future__ import annotations

import sys

from benchmarks.measures import HERE, Page, collect

GOALS = {
    "A paper at rest": "within 400 MB for all processes together",
    "Audience": "20,000 beacons a second on one core",
    "Delivery": "at least 0.65 of nginx's best, 0.9 from its copies; p99 within twice nginx's; "
    "processor time within twice the floor",
    "Publishing": "median within 100 ms, and 1.3 times the smallest archive's at most",
    "The biggest night": "no request fails but on the connections of a killed process; every story readable "
    "within a second; a reprint answered by every process within 50 ms",
    "The reader's side": "first paint on Slow 3G at most half of WordPress's and 0.35 of Ghost's, nothing moves; "
    "1,000 times the requests of a system without a page cache",
    "The shelf": "within 12 kB for each page of a story in all forms kept",
}
HEAD = """<!-- Written by `make bench`; do not edit. -->

# Measured

What press and delivery do, beside what papers would use instead, measured by `make bench`. How each is measured stands at the
head of its file in `benchmarks/`. Where there are several figures they are the median, with the least and the most in brackets.
A figure of speed compares with the others of its line, which were measured in the same run, and with nothing else.
"""
MODULES = (
    "delivery",
    "reader_side",
    "publishing",
    "serving",
    "newsroom",
    "night",
    "beacons",
    "shelf",
    "search",
)


def main(only: list[str]) -> int:
    return collect(
        Page(
            file="measured.md",
            kept=HERE / ".peers" / "measured-delivery.json",
            head=HEAD,
            modules=[name for name in MODULES if (HERE / f"{name}.py").exists()],
            goals=GOALS,
        ),
        only,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
