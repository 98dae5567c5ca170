"""How often the speller stops at a right word, and how often it knows what was meant: `python -m benchmarks.bangla_spelling`.

Text: the demo stories, from which the word list was not made, and, where KAGOJ_CORPUS names a folder, the text files in it.
False alarms are unknown words among all words written in Bangla; names the paper has registered (authors, topics, places) count
as its own. For suggestions a slip is planted in words of that text, by a seeded generator: letters of one sound
exchanged, a sign lost or put in, a hasanta lost, neighbours turned, a reph doubled.

Peer: hunspell's Bangla dictionary (Debian's hunspell-bn, GPL), read by spylls, with a word counted as known if it is in either form
of ড় ঢ় য়. Where either is missing, the peer is left out by name.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kagoj.bangla.normalise import normalise
from kagoj.bangla.spelling import Speller
from kagoj.bangla.words import words

STORIES = Path(__file__).parent.parent / "kagoj" / "demo" / "stories"
HUNSPELL = Path("/usr/share/hunspell/bn_BD")
SEED = 20240518
PLANTED = 1_000

_BANGLA = re.compile("[\u0980-\u09ff]")
_PLAIN = re.compile("[\u0981-\u09e3\u200c\u200d]{4,}")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")

Knows = Callable[[str], bool]
Suggests = Callable[[str], list[str]]


class Slip(NamedTuple):
    """A word as it was meant and as a hasty hand wrote it."""

    kind: str
    written: str
    meant: str


def demo() -> tuple[list[str], set[str]]:
    """The demo stories' texts, and the names that their paper has registered."""
    texts, names = [], set()
    for file in sorted(STORIES.glob("*.md")):
        _, head, body = file.read_text("utf-8").split("+++", 2)
        told = tomllib.loads(head)
        lines = [told.get(line, "") for line in ("kicker", "headline", "deck", "caption")]
        texts.append(normalise("\n".join([*lines, _LINK.sub(r"\1", body)])))
        for register in ("byline", "topics", "places"):
            names.update(told.get(register, []))
    return texts, names


def corpus() -> list[str]:
    """The text files under KAGOJ_CORPUS; none when it is not set."""
    folder = os.environ.get("KAGOJ_CORPUS")
    files = sorted(Path(folder).rglob("*.txt")) if folder else []
    return [normalise(file.read_text("utf-8", errors="replace")) for file in files]


def false_alarms(texts: list[str], check: Callable[[str], int]) -> float:
    """Unknown words for each word written in Bangla."""
    count = sum(bool(_BANGLA.search(word)) for text in texts for word in words(text))
    return sum(map(check, texts)) / max(count, 1)


def planted(texts: list[str], count: int = PLANTED, seed: int = SEED) -> list[Slip]:
    """Words of the texts with one slip each, the same ones every time."""
    chance = random.Random(seed)
    meant = sorted({word for text in texts for word in words(text) if _PLAIN.fullmatch(word)})
    chosen = chance.sample(meant, min(count, len(meant)))
    return [slip for word in chosen if (slip := _one_slip(word, chance))]


def _one_slip(word: str, chance: random.Random) -> Slip | None:
    kinds: dict[str, list[str]] = {}
    for kind, written in _slips(word, chance):
        if written != word:
            kinds.setdefault(kind, []).append(written)
    if not kinds:
        return None
    kind = chance.choice(sorted(kinds))
    return Slip(kind, chance.choice(kinds[kind]), word)


_SAME_SOUND = ("িী", "ুূ", "শষ", "ষস", "শস", "ণন", "ইঈ", "উঊ")


def _slips(word: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    for one, other in _SAME_SOUND:
        for a, b in ((one, other), (other, one)):
            yield from (("same sound", word[:at] + b + word[at + 1 :]) for at in _places(a, word))
    for a, b in (("য়", "য"), ("ড়", "র")):
        yield from (("same sound", word[:at] + b + word[at + 2 :]) for at in _places(a, word))
    yield from (("same sound", word[:at] + "ড়" + word[at + 1 :]) for at in _places("র", word))
    for at, letter in enumerate(word):
        head, tail = word[:at], word[at + 1 :]
        if letter in "ািীুূেৈোৌৃ":
            yield "sign lost", head + tail
        elif letter == "্":
            yield "hasanta lost", head + tail
        elif _is_consonant(letter) and (not tail or _is_consonant(tail[0])):
            yield "sign put in", head + letter + chance.choice("ািুে") + tail
        if at and _may_turn(letter, tail):
            yield "turned", head + tail[0] + letter + tail[1:]
    yield from (("reph doubled", word[:at] + "র্" + word[at:]) for at in _places("র্", word))


def _places(what: str, word: str) -> list[int]:
    return [match.start() for match in re.finditer(what, word)]


def _is_consonant(letter: str) -> bool:
    return "ক" <= letter <= "হ"


def _may_turn(letter: str, tail: str) -> bool:
    both = _is_consonant(letter) and bool(tail) and _is_consonant(tail[0])
    return both and tail[0] != letter and tail[1:2] != "়"


class Told(NamedTuple):
    """What became of the planted slips, as shares."""

    caught: float  # of all
    in_three: float  # of those caught, the meant word is among the first three suggestions
    first: float  # … is the first
    milliseconds: float  # a suggestion, the median


def told(slips: list[Slip], knows: Knows, suggests: Suggests) -> Told:
    """Show each slip to a speller. A slip that makes another right word cannot be caught."""
    caught = [slip for slip in slips if not knows(slip.written)]
    answers, times = [], []
    for slip in caught:
        begun = time.perf_counter()
        answers.append(suggests(slip.written))
        times.append(time.perf_counter() - begun)
    pairs = list(zip(caught, answers, strict=True))
    return Told(
        len(caught) / len(slips),
        sum(slip.meant in answer[:3] for slip, answer in pairs) / len(caught),
        sum(slip.meant in answer[:1] for slip, answer in pairs) / len(caught),
        1000 * statistics.median(times),
    )


def hunspell() -> Any:
    """Debian's Bangla dictionary as spylls reads it; None, saying so, where either is missing."""
    try:
        from spylls.hunspell import Dictionary
    except ImportError:
        print("hunspell-bn: left out, spylls is not installed (pip install spylls)")
        return None
    if not HUNSPELL.with_suffix(".dic").exists():
        print("hunspell-bn: left out, not installed (apt install hunspell-bn)")
        return None
    return Dictionary.from_files(str(HUNSPELL))


def rows() -> list[dict[str, str]]:
    """The measured figures, each beside the peer's."""
    texts, names = demo()
    bare, ours = Speller(), Speller(names)
    slips = planted(texts)
    mine = told(slips, ours.knows, ours.suggest)
    peer_alarms = peer_told = None
    if dictionary := hunspell():

        def lookup(word: str) -> bool:
            return bool(dictionary.lookup(word) or dictionary.lookup(_precomposed(word)))

        def unknown(text: str) -> int:
            found = (word for word in words(text) if _PLAIN.fullmatch(word))
            return sum(not lookup(word) for word in found)

        def suggest(word: str) -> list[str]:
            found = dictionary.suggest(_precomposed(word))
            return [normalise(meant) for _, meant in zip(range(5), found, strict=False)]

        peer_alarms = false_alarms(texts, unknown)
        peer_told = told(slips[:60], lookup, suggest)  # a second for each of its suggestions

    def row(measure: str, mine: str, peer: str | None = None) -> dict[str, str]:
        peers = f"hunspell-bn {peer}" if peer else ""
        return {"area": "Spelling", "measure": measure, "kagoj": mine, "peers": peers}

    def share(figure: float | None) -> str | None:
        return None if figure is None else f"{100 * figure:.1f}%"

    table = [
        row(
            "False alarms, demo stories, the paper's names registered",
            share(false_alarms(texts, lambda text: len(list(ours.check(text))))) or "",
        ),
        row(
            "False alarms, demo stories, no name registered",
            share(false_alarms(texts, lambda text: len(list(bare.check(text))))) or "",
            share(peer_alarms),
        ),
        row(
            "All planted slips: caught (the others make another right word)",
            share(mine.caught) or "",
            share(peer_told and peer_told.caught),
        ),
        row(
            "Slips that make no word: what was meant among the first three suggestions",
            share(mine.in_three) or "",
            share(peer_told and peer_told.in_three),
        ),
        row(
            "All planted slips: caught, and what was meant among the first three suggestions",
            share(mine.caught * mine.in_three) or "",
            share(peer_told and peer_told.caught * peer_told.in_three),
        ),
        row(
            "Slips that make no word: … the first suggestion",
            share(mine.first) or "",
            share(peer_told and peer_told.first),
        ),
        row(
            "Median time of a suggestion",
            f"{mine.milliseconds:.1f} ms",
            peer_told and f"{peer_told.milliseconds:.0f} ms",
        ),
    ]
    if own := corpus():
        figure = false_alarms(own, lambda text: len(list(bare.check(text))))
        table.insert(2, row("False alarms, KAGOJ_CORPUS", share(figure) or ""))
    return table


def _precomposed(word: str) -> str:
    """As hunspell-bn writes ড় ঢ় য়."""
    return word.replace("ড়", "\u09dc").replace("ঢ়", "\u09dd").replace("য়", "\u09df")


if __name__ == "__main__":
    for line in rows():
        print(f"{line['measure']}: {line['kagoj']}  {line['peers']}")
