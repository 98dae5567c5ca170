"""House style: one spelling of two that are both in use, and the small rules of a printed page.

A pair says which word stands for which; it is known with its endings too (সরকারীভাবে → সরকারিভাবে). A rule is a
habit of the page: three dots are …, quotation marks are curved. Nothing is changed here: each finding
says what it would be, and an editor decides. A paper keeps its own pairs, written one a line
(`read_pairs`), and says which rules it goes by.

Sources: Bangla Academy, প্রমিত বাংলা বানানের নিয়ম (revised 2012), by which the dailies of Dhaka mostly go: ই-কার in all but
Sanskrit words, স্ট and ন in loans, ত for ৎ and no ঃ at the end of adverbs. For each pair that is a matter of taste
(ঈদ, ইদ) the form that counted oftener in 3.5 million characters of news of 2024 is the standing one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kagoj.bangla.characters import JOINERS, WORD
from kagoj.bangla.digits import to_bangla
from kagoj.bangla.endings import may_follow, splits
from kagoj.bangla.normalise import normalise
from kagoj.bangla.words import WORD_PATTERN

_STANDING = Path(__file__).parent / "data" / "house_pairs.txt"
LONGEST_PAIR = 80  # characters on either side
MOST_PAIRS = 5_000


class Pair(NamedTuple):
    """What is written, and what the paper writes for it."""

    wrong: str
    right: str
    doubtful: bool = False  # both are words: কোন may be meant
    note: str = ""


class Finding(NamedTuple):
    """A place that house style would have otherwise: ``text[start:end]``."""

    start: int
    end: int
    suggestion: str
    message: str  # in Bangla, for an editor
    rule: str  # the rule's key; 'pair' for a pair
    doubtful: bool = False


class UnreadablePairs(ValueError):
    """Lines that say no pair; the message, in Bangla, names the first."""


@dataclass(frozen=True)
class Rule:
    """A habit of the page. `find` yields a place and what should stand there."""

    key: str
    title: str
    on: bool  # unless the paper says otherwise
    find: Callable[[str], Iterator[tuple[int, int, str]]]


class HouseStyle:
    """A paper's pairs and rules. Asking changes nothing, so threads may share one."""

    def __init__(self, pairs: Iterable[Pair] | None = None, rules: Iterable[str] | None = None):
        """The standing pairs and rules, where none are given; unknown keys of rules mean nothing."""
        pairs = list(standing_pairs() if pairs is None else pairs)
        self._words = {pair.wrong: pair for pair in pairs if _is_word(pair.wrong)}
        self._phrases = {pair.wrong: pair for pair in pairs if not _is_word(pair.wrong)}
        self._phrase = _any_of(self._phrases)
        kept = {rule.key for rule in RULES if rule.on} if rules is None else set(rules)
        self._rules = [rule for rule in RULES if rule.key in kept]

    def findings(self, text: str) -> list[Finding]:
        """Every place that the paper would write otherwise, in order; pairs before rules."""
        found = [*self._by_pairs(text), *self._by_rules(text)]
        return sorted(found, key=lambda one: (one.start, one.end))

    def preferred(self, word: str) -> tuple[str, Pair] | None:
        """What the paper writes for this word, with its ending, and by which pair; None if the same."""
        if pair := self._words.get(word):
            return pair.right, pair
        for stem, ending in splits(word):
            pair = self._words.get(stem)
            if pair and not pair.doubtful and may_follow(pair.right, ending):
                return pair.right + ending, pair
        return None

    def _by_pairs(self, text: str) -> Iterator[Finding]:
        for match in WORD_PATTERN.finditer(text):
            if len(match[0]) <= 2 * LONGEST_PAIR and (told := self.preferred(normalise(match[0]))):
                yield _of_pair(match, *told)
        for match in self._phrase.finditer(text) if self._phrase else ():
            pair, ending = self._phrases[match["phrase"]], match["ending"]
            if not ending or (may_follow(pair.wrong, ending) and may_follow(pair.right, ending)):
                yield _of_pair(match, pair.right + ending, pair)

    def _by_rules(self, text: str) -> Iterator[Finding]:
        for rule in self._rules:
            for start, end, right in rule.find(text):
                yield Finding(start, end, right, rule.title, rule.key)


def _of_pair(match: re.Match[str], right: str, pair: Pair) -> Finding:
    message = pair.note or ("‘{}’ হবে কি না দেখুন" if pair.doubtful else "কাগজের রীতি ‘{}’").format(
        pair.right
    )
    return Finding(*match.span(), right, message, "pair", pair.doubtful)


def _is_word(written: str) -> bool:
    return bool(WORD_PATTERN.fullmatch(written))


def _any_of(phrases: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(map(re.escape, phrases), key=len, reverse=True)
    if not longest_first:
        return None
    edge = f"[{WORD}{JOINERS}]"
    return re.compile(rf"(?<!{edge})(?P<phrase>{'|'.join(longest_first)})(?P<ending>{edge}*)")


# Pairs as lines: what is written → what the paper writes; ? where both are words; # a note.

_LINE = re.compile(
    r"(?P<wrong>[^#?]+?)\s*(?:→|->|=>|\t|=)\s*(?P<right>[^#?]+?)\s*(?P<doubt>\?)?\s*(?:#\s*(?P<note>.*))?"
)


def read_pairs(lines: str) -> list[Pair]:
    """Pairs from lines such as ``সরকারী → সরকারি``; ``কোন → কোনো ?`` for a doubtful one; ``# …`` is a note.

    Blank lines and lines that begin with # say nothing. Raises UnreadablePairs, naming the line,
    for what is no pair, for a word given twice, and for pairs that lead in a circle.
    """
    pairs: dict[str, Pair] = {}
    for number, line in enumerate(normalise(lines).splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        where = f"{to_bangla(str(number))} নম্বর লাইন: "
        found = _LINE.fullmatch(line) if len(line) <= 4 * LONGEST_PAIR else None
        if not found:
            raise UnreadablePairs(f"{where}‘যা লেখা হয় → যা হবে’ এভাবে লিখুন।")
        pair = Pair(found["wrong"], found["right"], bool(found["doubt"]), found["note"] or "")
        if pair.wrong == pair.right:
            raise UnreadablePairs(f"{where}দুই পাশে একই শব্দ ‘{pair.wrong}’।")
        if pair.wrong in pairs:
            raise UnreadablePairs(f"{where}‘{pair.wrong}’ আগেও আছে।")
        if max(len(pair.wrong), len(pair.right)) > LONGEST_PAIR:
            raise UnreadablePairs(f"{where}শব্দ এত বড় হয় না।")
        pairs[pair.wrong] = pair
        if len(pairs) > MOST_PAIRS:
            raise UnreadablePairs(f"{to_bangla(str(MOST_PAIRS))}টির বেশি জোড়া রাখা যায় না।")
    for pair in pairs.values():
        if not pair.doubtful and (back := pairs.get(pair.right)) and not back.doubtful:
            raise UnreadablePairs(f"‘{pair.right}’ শব্দটি এক জোড়ায় ঠিক, আরেক জোড়ায় ভুল।")
    return list(pairs.values())


def write_pairs(pairs: Iterable[Pair]) -> str:
    """The lines that `read_pairs` reads."""
    return "".join(
        f"{pair.wrong} → {pair.right}{' ?' if pair.doubtful else ''}"
        f"{f'  # {pair.note}' if pair.note else ''}\n"
        for pair in pairs
    )


def standing_pairs() -> list[Pair]:
    """The pairs of a paper that has not said otherwise."""
    return read_pairs(standing_lines())


def standing_lines() -> str:
    """Those as lines, with their headings."""
    return _STANDING.read_text("utf-8")


# The rules.

_BANGLA = f"[{WORD}]"
_LATIN_NUMBER = re.compile(
    r"(?<![A-Za-z0-9@#/._+-])[0-9](?:[0-9,.:/]{0,20}[0-9])?(?![A-Za-z0-9@/_-]|[.][A-Za-z0-9])"
)
_OPENS = " \t\n(\\[{‘“—–-"
# Written with ঃ as a part of the word: before another part, and in cries.
_KEEPS_VISARGA = frozenset(
    [
        "অন্তঃ",
        "আন্তঃ",
        "পুনঃ",
        "স্বতঃ",
        "বহিঃ",
        "নিঃ",
        "দুঃ",
        "মনঃ",
        "যশঃ",
        "আঃ",
        "ওঃ",
        "উঃ",
        "ইঃ",
        "ছিঃ",
        "বাঃ",
        "হাঃ",
        "হিঃ",
        "এঃ",
        "খ্রিঃ",
    ]
)
_SHORTENED = dict.fromkeys(
    ["মোঃ", "মোসাঃ", "মোছাঃ", "মুঃ", "ডাঃ", "ডঃ", "লিঃ", "প্রাঃ", "কোঃ", "নংঃ", "হাঃ", "রাঃ"]
)


def _pattern(
    pattern: str, right: str | Callable[[re.Match[str]], str]
) -> Callable[[str], Iterator[tuple[int, int, str]]]:
    compiled = re.compile(pattern)

    def find(text: str) -> Iterator[tuple[int, int, str]]:
        for match in compiled.finditer(text):
            yield *match.span(), match.expand(right) if isinstance(right, str) else right(match)

    return find


def _quotes(text: str) -> Iterator[tuple[int, int, str]]:
    for match in re.finditer("[\"']", text):
        place = match.start()
        before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2]
        if match[0] == "'" and not before.isspace() and re.match(_BANGLA, after):
            yield place, place + 1, "’"
        else:
            opens = before in _OPENS and not after.isspace()
            yield (
                place,
                place + 1,
                ("“" if opens else "”") if match[0] == '"' else ("‘" if opens else "’"),
            )


def _latin_digits(text: str) -> Iterator[tuple[int, int, str]]:
    if re.search(_BANGLA, text):
        for match in _LATIN_NUMBER.finditer(text):
            yield *match.span(), to_bangla(match[0])


def _shortened(text: str) -> Iterator[tuple[int, int, str]]:
    for match in WORD_PATTERN.finditer(text):
        if match[0] in _SHORTENED:
            yield *match.span(), match[0][:-1] + "."


def _visarga_for_colon(text: str) -> Iterator[tuple[int, int, str]]:
    for match in WORD_PATTERN.finditer(text):
        word = match[0]
        if (
            len(word) > 3
            and word.endswith("ঃ")
            and word not in _KEEPS_VISARGA
            and word not in _SHORTENED
        ):
            # মূলতঃ, ক্রমশঃ are adverbs; বলেনঃ has a colon's place.
            yield *match.span(), word[:-1] if word[-2] in "তশ" else word[:-1] + ":"


RULES = (
    Rule("danda", "দাঁড়ির আগে ফাঁক নেই", True, _pattern(rf"(?<={_BANGLA})[ \t]+(?=।)", "")),
    Rule("after", "দাঁড়ির পরে ফাঁক লাগে", True, _pattern(rf"।(?={_BANGLA})", "। ")),
    Rule(
        "comma",
        "কমা, সেমিকোলন ও প্রশ্নচিহ্নের আগে ফাঁক নেই",
        True,
        _pattern(rf"(?<={_BANGLA})[ \t]+(?=[,;?!](?!\S))", ""),
    ),
    Rule("dots", "তিন ফোঁটা একটি চিহ্ন: …", True, _pattern(r"\.{2,}|।{3,}", "…")),
    Rule("quotes", "বাঁকা উদ্ধৃতিচিহ্ন: ‘ ’ “ ”", True, _quotes),
    Rule("spaces", "দুই শব্দের মাঝে একটি ফাঁক", True, _pattern(r"(?<=\S)[ \t]{2,}(?=\S)", " ")),
    Rule("digits", "বাংলা লেখায় বাংলা অঙ্ক", True, _latin_digits),
    Rule("short", "সংক্ষেপে ফোঁটা: মো., ডা., লি.", True, _shortened),
    Rule("visarga", "বিসর্গ কোলন নয়; ক্রিয়াবিশেষণের শেষে বিসর্গ নেই", True, _visarga_for_colon),
    Rule("percent", "% নয়, শতাংশ", False, _pattern(r"(?<=[0-9০-৯])[ \t]*%", " শতাংশ")),
    Rule("dash", "ফাঁকের মাঝে হাইফেন নয়, ড্যাশ: –", False, _pattern(r"(?<= )-(?= )", "–")),
)
