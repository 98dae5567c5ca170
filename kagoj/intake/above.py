"""The lines above a story's text, and what is known of them."""

from __future__ import annotations

from kagoj.intake.bylines import byline_likeness
from kagoj.intake.clues import Clues
from kagoj.intake.lines import Line
from kagoj.intake.region import Region
from kagoj.intake.wording import fold, stems

FARTHEST = 400  # lines above the text that are looked at
CLOSE = 14  # lines above the text where a story's time stands
NO_NAMES = frozenset({"headline", "heading", "kicker", "deck", "desk", "aside", "picture"})


class Above:
    """The lines above the text.

    anchor: the first line of the block of byline and time; the number of lines where there is none.
    about: the beginnings of the words the text uses, by which its headline is known.
    used: lines that are already something.
    """

    def __init__(self, lines: list[Line], region: Region, clues: Clues) -> None:
        first = max(0, region.start - FARTHEST)
        self.lines = lines[first : region.start]
        self.decks = [at - first for at in region.decks]
        self.clues = clues
        self.used: set[int] = set()
        prose = (line.text for line in lines[region.start : region.end + 1] if line.is_prose)
        self.about = stems(" ".join(prose)[:8000])
        self._times_printed: dict[str, int] = {}
        for line in lines[:2000]:
            if line.words >= 2:
                self._times_printed[line.plain] = self._times_printed.get(line.plain, 0) + 1
        self.anchor = self._find_anchor()

    def settle(self, headline: int) -> None:
        """With the headline known, a date below it is the story's, whatever it looks like."""
        dated = (at for at in range(headline + 1, len(self)) if self.lines[at].is_dateline)
        self.anchor = min(self.anchor, next(dated, self.anchor))

    def __len__(self) -> int:
        return len(self.lines)

    def names(self, at: int) -> float:
        """How like a byline a line is."""
        line = self.lines[at]
        if line.mark == "byline":
            return 0.95
        if line.mark in NO_NAMES or line.is_dateline:
            return 0.0
        return byline_likeness(line.text)[0]

    def is_time(self, at: int) -> bool:
        """Whether a line is a story's time rather than the masthead's date."""
        line = self.lines[at]
        return line.is_dateline and not line.is_masthead and line.mark != "aside"

    def twins(self, at: int) -> set[int]:
        """The line and those that say the same."""
        return {i for i, line in enumerate(self.lines) if line.plain == self.lines[at].plain}

    def is_repeated(self, at: int) -> bool:
        return self._times_printed.get(self.lines[at].plain, 0) > 1

    def in_menu(self, at: int) -> bool:
        """Among menu words, one below the other: at least two of the nearest four lines."""
        if self.lines[at].words > 4:
            return False
        near = self.lines[max(0, at - 2) : at] + self.lines[at + 1 : at + 3]
        return sum(line.furniture == "nav" for line in near) >= 2

    def is_headline_of_marks(self, at: int) -> bool:
        """Whether the page's marks give this line as the headline."""
        one, other = self.lines[at].plain, fold(self.clues.headline)
        if not one or not other:
            return False
        return one == other or (len(one) > 15 and (one in other or other in one))

    def _find_anchor(self) -> int:
        end = len(self.lines)
        dated = [at for at in range(end) if self.is_time(at)]
        named = [at for at in range(end) if self.names(at) >= 0.85]
        near = [at for at in dated + named if end - at <= CLOSE] or dated[-1:] or named[-1:]
        if not near:
            return end
        first = max(near)
        for at in range(first - 1, max(first - 6, -1), -1):
            if at in near:
                first = at
        return first
