"""What was set out to be reached on the reader's side, as ratios to peers measured in the same run."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from benchmarks.first_view import LINES

if TYPE_CHECKING:
    from benchmarks.reader_side import Measured

SLOW = next(iter(LINES))


@dataclasses.dataclass(frozen=True)
class Target:
    """A promise, and what was found; `held` is None where it could not be measured."""

    name: str
    text: str
    measured: str
    held: bool | None

    @property
    def verdict(self) -> str:
        return {True: "holds", False: "does not hold", None: "not measured"}[self.held]


@dataclasses.dataclass(frozen=True)
class _Ratio:
    """Kagoj's figure divided by a peer's has a bound: `least` or `most`."""

    peer: str
    figure: Callable[[Measured], float]
    least: float = 0
    most: float = float("inf")
    form: str = ".2f"
    what: str = ""

    def found(self, all_: Mapping[str, Measured]) -> tuple[str, bool] | None:
        ours, theirs = all_.get("Kagoj"), all_.get(self.peer)
        if not ours or not theirs:
            return None
        try:
            ratio = self.figure(ours) / self.figure(theirs)
        except (statistics.StatisticsError, ZeroDivisionError):
            return None  # never seen, or nothing to compare with
        said = f"{ratio:{self.form}} of {self.peer}'s"
        return f"{said} {self.what}".strip(), self.least <= ratio <= self.most


def _first(one: Measured) -> float:
    return statistics.median(view.first for view in one.views[SLOW])


def _bare(one: Measured) -> float:
    return statistics.median(view.bare for view in one.views[SLOW])


def _rate(one: Measured) -> float:
    return statistics.median(one.rates)


def _visible(one: Measured) -> float:
    return statistics.median(one.visible)


_TARGETS: dict[str, tuple[str, tuple[_Ratio, ...]]] = {
    "M4": (
        "requests/s at least 1,000 times Wagtail's, WordPress's and Ghost's, 20 times wagtail-cache's",
        (
            _Ratio("Wagtail", _rate, least=1_000, form=",.0f"),
            _Ratio("WordPress", _rate, least=1_000, form=",.0f"),
            _Ratio("Ghost", _rate, least=1_000, form=",.0f"),
            _Ratio("Wagtail with wagtail-cache", _rate, least=20, form=",.0f"),
        ),
    ),
    "M5": (
        "publish to visible within half of Wagtail's time",
        (
            _Ratio("Wagtail", _visible, most=0.5),
            _Ratio("WordPress", _visible),
            _Ratio("Ghost", _visible),
        ),
    ),
    "M6": (
        "import at least 10 times Wagtail's add_child, 5 times wp_insert_post, 25 times Ghost's",
        (
            _Ratio("Wagtail", lambda one: one.peer.imported, least=10),
            _Ratio("WordPress", lambda one: one.peer.imported, least=5),
            _Ratio("Ghost", lambda one: one.peer.imported, least=25),
        ),
    ),
    "M7": (
        "bytes without pictures and fonts at most 0.2 of WordPress's, 0.06 of Ghost's; HTML 0.35 of WordPress's",
        (
            _Ratio("WordPress", _bare, most=0.2),
            _Ratio("Ghost", _bare, most=0.06),
            _Ratio("WordPress", lambda one: one.html, most=0.35, what="HTML"),
        ),
    ),
    "M8": (
        f"first paint on {SLOW} at most 0.5 of WordPress's, 0.35 of Ghost's; nothing moves",
        (
            _Ratio("WordPress", _first, most=0.5),
            _Ratio("Ghost", _first, most=0.35),
        ),
    ),
    "M9": (
        "memory of the reading side at most 0.2 of WordPress's, 0.06 of Ghost's",
        (
            _Ratio("WordPress", lambda one: one.memory, most=0.2, form=".3f"),
            _Ratio("Ghost", lambda one: one.memory, most=0.06, form=".3f"),
        ),
    ),
}


def targets(found: Mapping[str, Measured]) -> Iterator[Target]:
    """Each promise with what was measured; what has no peer here is 'not measured'."""
    for name, (text, all_ratios) in _TARGETS.items():
        known = [(one, one.found(found)) for one in all_ratios]
        said = [
            answer[0] if answer else f"nothing of {one.peer}'s to compare with"
            for one, answer in known
        ]
        held: bool | None = all(answer[1] for _, answer in known if answer)
        if not all(answer for _, answer in known):
            held = None if held else False
        if name == "M8" and "Kagoj" in found:
            seen = [view.moved for views in found["Kagoj"].views.values() for view in views]
            moved = max(seen, default=0)
            said.append(f"moved {moved:.3f}")
            held = held if moved == 0 else False
        yield Target(name, text, ", ".join(said), held)
