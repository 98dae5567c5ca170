"""Which line above a text is its headline; the kicker, deck and desk around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kagoj.intake.above import Above
from kagoj.intake.bylines import person_likeness
from kagoj.intake.furniture import is_desk
from kagoj.intake.wording import fold, folded, stems

NOT_HEADLINES = frozenset({"byline", "aside", "caption", "desk", "item", "kicker", "deck"})
NOT_DECKS = frozenset({"aside", "picture", "byline", "desk"})
HOME = folded("হোম", "প্রচ্ছদ", "নীড়পাতা", "মূলপাতা", "home")
STEP = re.compile("[»\u203a>/|]")


@dataclass(frozen=True, slots=True)
class Headline:
    """`at` is its line; -1 where only the page's marks have it."""

    text: str
    at: int
    sure: float
    why: str


@dataclass(frozen=True, slots=True)
class Around:
    """The lines around a headline. `points`: the story in short, as bullets."""

    headline: str
    kicker: str = ""
    deck: str = ""
    points: tuple[str, ...] = ()


def choose_headline(above: Above) -> Headline:
    """The line that is best placed, best sized, and whose words the text uses."""
    scores = {at: _score(above, at) for at in range(len(above)) if _eligible(above, at)}
    best = max(scores, key=lambda at: (scores[at], at), default=-1)
    clues = above.clues
    unlike = best < 0 or not above.is_headline_of_marks(best)
    if clues.headline and unlike and (best < 0 or clues.headline_from in ("JSON-LD", "og:title")):
        at = max((at for at in scores if above.is_headline_of_marks(at)), default=-1)
        return Headline(clues.headline, at, 0.9, f"পাতার {clues.headline_from} থেকে")
    if best < 0:
        return Headline("", -1, 0.0, "")
    twins = above.twins(best)
    above.used |= twins
    rival = max((score for at, score in scores.items() if at not in twins), default=0.0)
    margin = max(scores[best] - max(rival, 0.0), 0.0)
    sure = min(0.98, 0.5 + 0.06 * margin + 0.04 * max(scores[best], 0.0))
    return Headline(above.lines[best].text, best, round(sure, 2), _why(above, best))


def read_around(above: Above, headline: Headline) -> Around:
    """Kicker and deck; may find that the chosen line was a kicker above a longer headline."""
    marked = {line.mark: line.text for line in reversed(above.lines)}
    kicker, deck = marked.get("kicker", ""), marked.get("deck", "")
    if is_desk(kicker):
        kicker = ""
    if headline.at < 0:
        return Around(headline.text, kicker, deck)
    kicker = kicker or _kicker_above(above, headline.at)
    if deck:
        return Around(headline.text, kicker, deck)
    below = _lines_below(above, headline.at)
    bullets = [at for at in below if above.lines[at].bullet]
    points = tuple(above.lines[at].text for at in bullets) if len(bullets) > 1 else ()
    below = [at for at in below if not points or at not in bullets][:3]
    line = above.lines[headline.at]
    if line.words <= 3 and line.mark != "headline" and not kicker and len(below) == 1:
        longer = above.lines[below[0]]
        if 4 <= longer.words <= 14:
            return Around(longer.text, line.text, "", points)
    return Around(headline.text, kicker, " ".join(above.lines[at].text for at in below), points)


def read_desk(above: Above, headline: Headline) -> str:
    """A desk's name in a trail of links, or by itself above the headline."""
    for line in above.lines:
        for step in STEP.split(line.text) if line.mark == "desk" else ():
            plain = fold(step)
            if plain and plain not in HOME and plain != fold(headline.text) and len(plain) <= 40:
                return step.strip()
        if desk := _desk_of_trail(line.text, headline.text):
            return desk
    for at in range(headline.at - 1, max(headline.at - 5, -1), -1):
        line = above.lines[at]
        if at in above.used or line.is_dateline:
            continue
        if is_desk(line.text) and not line.bullet:
            before = above.lines[at - 1] if at else None
            alone = before is None or line.gap or before.furniture != "nav"
            return line.text if alone and not above.in_menu(at) else ""
        if line.is_plain:
            return ""
    return ""


def _desk_of_trail(text: str, headline: str) -> str:
    """'প্রচ্ছদ » অর্থনীতি » শিরোনাম' in plain text; a menu in a row has more steps."""
    steps = [step.strip() for step in re.split("[»\u203a>/]", text)]
    if not 2 <= len(steps) <= 4 or fold(steps[0]) not in HOME:
        return ""
    last = fold(steps[-1]) == fold(headline)
    desks = [step for step in steps[1:] if is_desk(step)]
    return desks[0] if desks and (last or len(desks) == len(steps) - 1) else ""


def _eligible(above: Above, at: int) -> bool:
    line = above.lines[at]
    if line.mark == "headline":
        return True
    if line.mark in NOT_HEADLINES or len(line.text) < 6:
        return False
    if not line.is_plain or line.caption or len(line.text) > 260:
        return line.mark == "heading"
    return above.names(at) < 0.85 and not is_desk(line.text)


def _score(above: Above, at: int) -> float:
    line = above.lines[at]
    own = stems(line.text)
    overlap = len(own & above.about) / len(own) if own else 0.0
    score = 4.0 * overlap * min(1.0, line.words / 4)
    score += _by_length(line.words)
    score += 1.5 if above.is_repeated(at) else 0.0
    score += 0.4 if line.gap else 0.0
    score -= 1.5 if line.bullet else 0.0
    score -= 1.0 if line.text.endswith(":") else 0.0
    score -= 2.5 if line.foreign else 0.0
    score -= 1.5 if above.in_menu(at) else 0.0
    score -= 3.0 if person_likeness(line.text) >= 0.7 else 0.0
    score += {"headline": 6.0, "heading": 1.0}.get(line.mark, 0.0)
    score += 5.0 if above.is_headline_of_marks(at) else 0.0
    return score + _nearness(above, at)


def _by_length(words: int) -> float:
    """How a headline's number of words speaks for it; decks are longer, labels shorter."""
    for most, points in ((1, -1.0), (2, 0.5), (14, 1.5), (17, 0.5), (25, -0.5)):
        if words <= most:
            return points
    return -2.0


def _nearness(above: Above, at: int) -> float:
    if at < above.anchor:
        between = above.lines[at + 1 : above.anchor]
        apart = sum(
            not line.furniture and line.mark not in ("picture", "aside") for line in between
        )
        return max(0.0, 2.5 - 0.6 * apart)
    # Below the byline and the time stand pictures' texts; headlines only now and then.
    return -0.5 if above.lines[at].words >= 5 else -2.0


def _why(above: Above, at: int) -> str:
    reasons = []
    if above.lines[at].mark == "headline":
        reasons.append("পাতায় শিরোনাম বলে চিহ্নিত")
    if above.is_headline_of_marks(at):
        reasons.append(f"{above.clues.headline_from}-এর সঙ্গে মেলে")
    if at < above.anchor < len(above):
        reasons.append("প্রতিবেদক ও সময়ের ওপরে")
    if stems(above.lines[at].text) & above.about:
        reasons.append("শব্দগুলো লেখায় আছে")
    return "; ".join(reasons) or "লেখার ওপরের সবচেয়ে মানানসই লাইন"


def _lines_below(above: Above, headline: int) -> list[int]:
    """Lines between the headline and the block of byline and time that are nothing else."""
    found = [
        at
        for at in range(headline + 1, min(above.anchor, headline + 9))
        if at not in above.used
        and (above.lines[at].is_plain or at in above.decks)
        and not above.lines[at].foreign
        and above.lines[at].mark not in NOT_DECKS
        and not is_desk(above.lines[at].text)
    ]
    return found + [at for at in above.decks if at not in found and at > headline]


def _kicker_above(above: Above, headline: int) -> str:
    """The short line right above the headline, if it is no menu's, no desk's, nobody's name."""
    at = headline - 1
    while at >= max(headline - 2, 0) and above.lines[at].furniture in ("ad", "share", "noise"):
        at -= 1
    if at < max(headline - 2, 0) or at in above.used:
        return ""
    line = above.lines[at]
    plain = line.is_plain and not line.bullet and not line.foreign and not line.caption
    if not plain or line.words > 7 or line.mark not in ("", "body", "heading"):
        return ""
    if is_desk(line.text) or above.names(at) >= 0.6:
        return ""
    own = stems(line.text)
    told = bool(own) and len(own & above.about) * 2 >= len(own)
    before = above.lines[at - 1] if at else None
    # In a menu or a ticker other such lines stand right above.
    listed = before is not None and (
        before.furniture == "nav" or (before.is_plain and not before.foreign)
    )
    if listed and (not line.gap or line.words > 3):
        return line.text if told else ""
    return line.text if told or line.words <= 4 else ""
