"""Where on a page the story's text stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kagoj.intake.bylines import byline_likeness
from kagoj.intake.found import Refused
from kagoj.intake.lines import Line
from kagoj.intake.signoff import read_signoff

# Furniture behind which no text of the same story stands.
BREAKS = frozenset({"head", "imprint", "rights"})
LEAST_LETTERS = 120  # less running text than this is no story
LEAST_UNDATED = 200  # … where the page shows no time
LONGEST_RUN = 10  # that many short lines in a row part two texts


@dataclass(frozen=True, slots=True)
class Region:
    """Lines start to end (both of the story); `letters` of running text in them."""

    start: int
    end: int
    letters: int
    decks: tuple[int, ...] = ()  # running text above the dateline
    signed: int = -1  # the line of a sign-off that ends the story


def find_body(lines: list[Line]) -> Region:
    """The page's main run of sentences: the heaviest, with a story's time above it.

    Raises:
        Refused: no such run, too short a one, or a page that lists many stories.
    """
    runs = _runs(lines)
    if not runs:
        refuse_teasers(lines, 0)
        raise Refused("এখানে কোনো সংবাদ নেই: টানা লেখা পাওয়া যায়নি।")
    some_inside = any(line.inside for line in lines)
    weights = {run: _weight(lines, run, some_inside) for run in runs}
    best = max(runs, key=lambda run: weights[run])
    best = _joined(lines, weights, best)
    region = _until_signoff(lines, best)
    refuse_teasers(lines, region.letters)
    refuse_list(lines, region)
    region = _below_the_header(lines, region)
    dated = any(line.is_dateline and not line.is_masthead for line in lines)
    if region.letters < (LEAST_LETTERS if dated else LEAST_UNDATED):
        raise Refused(f"সংবাদ হওয়ার মতো লেখা নেই: মাত্র {region.letters} অক্ষর।")
    return region


def refuse_teasers(lines: list[Line], letters: int) -> None:
    """Refuses a page with more of other stories' cut beginnings than of whole text."""
    cut = [line for line in lines if line.is_teaser and line.words >= 5 and line.mark != "aside"]
    if len(cut) >= 3 and sum(len(line.text) for line in cut) > letters:
        raise Refused("এটি তালিকার পাতা: অনেক সংবাদের শুরুর অংশ, কোনোটি পুরো নয়।")


def refuse_list(lines: list[Line], region: Region) -> None:
    """Refuses a front or a topic page: several stories, each with its own headline."""
    own = [line for line in lines[region.start : region.end + 1] if line.mark != "aside"]
    prose = sum(line.is_prose for line in own)
    # A headline and its time, again and again. (A timeline's dates stand under sentences.)
    dates = sum(
        first.is_plain and second.is_dateline and not second.dateline.labelled
        for first, second in pairwise(own)
    )
    if dates >= 2 and prose <= (dates + 1) * 2:
        raise Refused("এটি তালিকার পাতা: একাধিক সংবাদ, প্রতিটির আলাদা সময়।")
    if region.signed >= 0 or any(
        line.is_dateline and not line.is_masthead for line in lines[: region.start]
    ):
        return
    parted = sum(
        first.is_prose and second.is_plain and second.words >= 4 and not second.bullet
        for first, second in pairwise(own)
    )
    lone = sum(
        not before.is_prose and line.is_prose and not after.is_prose
        for before, line, after in zip(own, own[1:], own[2:], strict=False)
    )
    if prose >= 4 and parted >= 4 and lone * 10 >= prose * 6:
        raise Refused("এটি তালিকার পাতা: একাধিক শিরোনামের নিচে একটি করে অনুচ্ছেদ।")


def letters_in(lines: list[Line], start: int, end: int) -> int:
    return sum(len(line.text) for line in lines[start : end + 1] if counts(line) and line.is_prose)


def counts(line: Line) -> bool:
    """Whether a line can be of the story's text at all."""
    return line.mark not in ("aside", "tags", "related")


def _runs(lines: list[Line]) -> list[tuple[int, int]]:
    """Stretches of sentences, not parted by furniture that ends a story."""
    runs: list[tuple[int, int]] = []
    first, last, short, menu = -1, -1, 0, 0

    def close() -> None:
        nonlocal first, last
        if first >= 0:
            runs.append((first, last))
        first = last = -1

    for at, line in enumerate(lines):
        if not counts(line):
            continue
        menu = menu + 1 if line.furniture == "nav" else 0
        titled = line.mark == "headline" and not line.inside
        if line.furniture in BREAKS or menu >= 3 or titled:
            close()
        if line.is_prose:
            if short >= LONGEST_RUN:
                close()
            first = at if first < 0 else first
            last, short = at, 0
        elif not line.furniture and line.mark not in ("item", "table", "picture"):
            short += 1
    close()
    return runs


def _weight(lines: list[Line], run: tuple[int, int], some_inside: bool) -> float:
    start, end = run
    weight = 0.0
    for line in lines[start : end + 1]:
        if counts(line) and line.is_prose:
            share = 1.0 if line.agreed else 0.4
            weight += (
                min(len(line.text), 1200) * share * (1.0 if line.inside or not some_inside else 0.3)
            )
    above = lines[max(0, start - 15) : start]
    if any(line.is_dateline and not line.is_masthead for line in above):
        weight *= 1.4
    return weight


def _joined(
    lines: list[Line], weights: dict[tuple[int, int], float], best: tuple[int, int]
) -> tuple[int, int]:
    """A box of other stories' headlines may stand inside a text: what follows it is the text's."""
    start, end = best
    if any(read_signoff(line.text)[1] >= 0.85 for line in lines[end + 1 : end + 3]):
        return best
    weight = weights[best]
    for first, last in [run for run in weights if run[0] > end]:
        between = lines[end + 1 : first]
        hard = any(line.furniture in ("imprint", "rights") for line in between)
        if hard or len(between) > 5 or weights[first, last] < 0.3 * weight:
            break
        end, weight = last, weight + weights[first, last]
    return start, end


def _until_signoff(lines: list[Line], run: tuple[int, int]) -> Region:
    """A sign-off with little text below it ends the story."""
    start, end = run
    whole = letters_in(lines, start, end)
    before, last = 0, start
    for at in range(start, min(end + 4, len(lines))):
        line = lines[at]
        if not counts(line):
            continue
        if line.is_prose:
            before, last = before + len(line.text), at
        elif read_signoff(line.text)[1] >= 0.85 and (whole - before) * 3 < before:
            return Region(start, last, before, signed=at)
    return Region(start, end, whole)


def _below_the_header(lines: list[Line], region: Region) -> Region:
    """Sentences above the story's own time, or above its element, are a deck or another's teaser."""
    for at in range(region.start, region.end):
        if _is_time(lines, at) or (lines[at].inside and not lines[region.start].inside):
            found = _from(lines, region, at)
            if found is not None:
                return found
            if not lines[at].inside:
                break
    return region


def _from(lines: list[Line], region: Region, at: int) -> Region | None:
    """The region from a line on, if what stands above it is little; else None."""
    above = [i for i in range(region.start, at) if lines[i].is_prose and counts(lines[i])]
    below = [i for i in range(at, region.end + 1) if lines[i].is_prose and counts(lines[i])]
    letters = letters_in(lines, at, region.end)
    if not below or len(above) > 2 or letters_in(lines, region.start, at - 1) > min(600, letters):
        return None
    return Region(below[0], region.end, letters, tuple(above), region.signed)


def _is_time(lines: list[Line], at: int) -> bool:
    """Whether a line is a story's time; one with a weekday is, beside a byline."""
    line = lines[at]
    if not line.is_dateline or not counts(line):
        return False
    near = lines[max(0, at - 2) : at] + lines[at + 1 : at + 3]
    named = any(byline_likeness(other.text)[0] >= 0.85 for other in near if other.is_plain)
    return not line.is_masthead or named
