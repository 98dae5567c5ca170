"""Does a headline find its own story? Kagoj's analysis beside others, on one engine.

    python -m benchmarks.search_quality [--corpus FILE-OR-FOLDER] [--questions 400]

Only the text of each story is indexed; its headline is the question. Asked are any of its words (OR),
and both of its two longest words (AND). Measured are MRR@10 (one by the story's place among the
first ten, 0 beyond), S@10 (how often it is among them) and how often nothing at all is found.

The stories are the demo paper's, an invented archive, and a real one if there is one: `--corpus` or
KAGOJ_CORPUS names a CSV file (columns title or headline, and body, text or lead), a folder of text
files whose first line is the headline, or a folder with pairs of files `*_enc.txt` (texts) and
`*_dec.txt` (headlines), a story a line. No such text is part of Kagoj.

The engine is FTS5 with bm25 for all. The analyses beside ours:

* FTS5's own `unicode61`, which is also what Wagtail's search on SQLite uses;
* Lucene's for Bengali, as its classes BengaliNormalizer and BengaliStemmer state their rules (version
  9), after its standard tokenizer and decimal digit filter; written anew here, to compare by.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import functools
import itertools
import os
import random
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.search import invented_stories
from kagoj.bangla.normalise import normalise
from kagoj.bangla.words import words
from kagoj.demo import stories as demo
from kagoj.search.analysis import analysed
from kagoj.search.documents import Document
from kagoj.search.index import Index
from kagoj.search.query import Query, Wish
from kagoj.search.searcher import Searcher

QUESTIONS = 400
FIRST = 10

Story = tuple[str, str]  # headline, text


@dataclasses.dataclass(frozen=True)
class Figures:
    """Of a number of known-item questions."""

    mrr: float
    among_first: float
    nothing: float

    def __str__(self) -> str:
        return f"MRR@10 {self.mrr:.3f}, S@10 {self.among_first:.3f}, no hit {self.nothing:.1%}"


# Asks for (words, all of them): the numbers of the best stories.
Ask = Callable[[Sequence[str], bool], list[int]]


def main() -> None:
    parser = argparse.ArgumentParser(description="Does a headline find its own story?")
    parser.add_argument("--corpus", type=Path, default=None)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    options = parser.parse_args()
    for name, stories in corpora(options.corpus):
        print(f"\n{name}: {len(stories)} stories")
        for analysis, figures in measured(stories, options.questions).items():
            for kind, found in figures.items():
                print(f"  {analysis:28}{kind:24}{found}")


def rows() -> list[dict[str, Any]]:
    """Measures as rows of `area`, `measure`, `kagoj` and `peers` (name to figure)."""
    told = []
    for name, stories in corpora(None):
        found = measured(stories, QUESTIONS)
        ours = found.pop("Kagoj")
        for kind, figures in ours.items():
            told.append(
                {
                    "area": "Search",
                    "measure": f"{name}, {len(stories)} stories: headline finds its story, {kind}",
                    "kagoj": str(figures),
                    "peers": {peer: str(theirs[kind]) for peer, theirs in found.items()},
                }
            )
    if not _corpus_of(None):
        told.append(
            {
                "area": "Search",
                "measure": "a real archive: headline finds its story",
                "kagoj": "not measured: KAGOJ_CORPUS names none",
                "peers": {},
            }
        )
    return told


def corpora(path: Path | None) -> Iterator[tuple[str, list[Story]]]:
    yield "Demo paper", demo_stories()
    yield "Invented archive", invented()
    if real := _corpus_of(path):
        yield "Real archive", read_corpus(real)


def _corpus_of(path: Path | None) -> Path | None:
    named = path or (Path(os.environ["KAGOJ_CORPUS"]) if os.environ.get("KAGOJ_CORPUS") else None)
    return named if named and named.exists() else None


def measured(stories: Sequence[Story], questions: int) -> dict[str, dict[str, Figures]]:
    """Analysis → kind of question → figures."""
    chance = random.Random(5)
    asked = sorted(chance.sample(range(len(stories)), min(questions, len(stories))))
    figures: dict[str, dict[str, Figures]] = {}
    with tempfile.TemporaryDirectory() as folder:
        searchers: dict[str, Ask] = {
            "FTS5 unicode61 and Wagtail": _fts5(stories),
            "Lucene Bengali": _fts5(stories, lucene),
            "Kagoj": _kagoj(stories, Path(folder) / "search.db"),
        }
        for name, ask in searchers.items():
            figures[name] = {
                "any of its words": _known_item(ask, stories, asked, of_all=False),
                "its two longest words": _known_item(ask, stories, asked, of_all=True),
            }
    return figures


def _known_item(ask: Ask, stories: Sequence[Story], asked: Sequence[int], of_all: bool) -> Figures:
    mrr = among = nothing = 0.0
    for number in asked:
        question = words(normalise(stories[number][0]))
        if of_all:
            question = sorted(question, key=len, reverse=True)[:2]
        found = ask(question, of_all)[:FIRST]
        nothing += not found
        if number in found:
            among += 1
            mrr += 1 / (found.index(number) + 1)
    count = max(len(asked), 1)
    return Figures(mrr / count, among / count, nothing / count)


def _fts5(stories: Sequence[Story], analyse: Callable[[str], list[str]] | None = None) -> Ask:
    """FTS5, with its own tokenizer or with words analysed before."""
    db = sqlite3.connect(":memory:")
    tokenizer = "unicode61" if analyse is None else "ascii"
    db.execute(f"CREATE VIRTUAL TABLE texts USING fts5(body, content='', tokenize='{tokenizer}')")

    def seen(text: str) -> str:
        return " ".join(analyse(text)) if analyse else text

    db.executemany(
        "INSERT INTO texts (rowid, body) VALUES (?, ?)",
        ((number, seen(text)) for number, (_, text) in enumerate(stories)),
    )

    def ask(question: Sequence[str], of_all: bool) -> list[int]:
        quoted = ['"' + seen(word) + '"' for word in question if seen(word)]
        if not quoted:
            return []
        match = (" AND " if of_all else " OR ").join(quoted)
        best = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in db.execute(best, (match, FIRST))]

    return ask


def _kagoj(stories: Sequence[Story], file: Path) -> Ask:
    """The index and ranking as readers meet them."""
    when = next(invented_stories(1)).published
    with Index(file) as index:
        index.put(
            Document(number + 1, "/", "", "", text, "", "", "", when)
            for number, (_, text) in enumerate(stories)
        )
    searcher = Searcher(file)

    def ask(question: Sequence[str], of_all: bool) -> list[int]:
        wishes = dict.fromkeys(Wish((term,)) for word in question for term in analysed(word))
        query = Query(tuple(wishes), enough=0 if of_all else 1)
        return [number - 1 for number in searcher.best(query, FIRST)]

    return ask


def demo_stories() -> list[Story]:
    return [
        (str(story.head["headline"]), " ".join(_texts([story.head.get("deck", ""), story.body])))
        for story in demo.stories()
    ]


def _texts(value: Any) -> Iterator[str]:
    """All the text in a block, without markup."""
    if isinstance(value, str):
        yield re.sub("<[^>]*>", " ", value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


@functools.cache
def invented(count: int = 2_000) -> list[Story]:
    """Headlines of four words of the text, in whatever form, and two others."""
    chance = random.Random(13)
    stories: list[Story] = []
    for story in itertools.islice(invented_stories(count), count):
        text = story.body.split()
        middling = sorted(set(text), key=len)[len(set(text)) // 3 :]
        picked = chance.sample(middling, 4)
        headline = [_other_form(word, chance) for word in picked] + story.headline.split()[:2]
        chance.shuffle(headline)
        stories.append((" ".join(headline), story.body))
    return stories


def _other_form(word: str, chance: random.Random) -> str:
    """The word, or half the time its base with another ending."""
    if chance.random() < 0.5:
        return word
    base = re.sub("(?:গুলো|দের|টি|কে|তে|রা|ের|র|য়|ে|ও|ই)\\Z", "", word) or word
    ends_in_vowel = base[-1] in "ািীুেো"
    endings = ("", "র", "কে", "টি", "ও") if ends_in_vowel else ("", "ের", "ে", "টি", "কে", "ও")
    return base + chance.choice(endings)


def read_corpus(path: Path) -> list[Story]:
    """Headlines and texts of a CSV file or a folder; stories that lack either are left out."""
    in_folder = itertools.chain(_of_pairs(path), _of_files(path))
    stories = _of_csv(path) if path.is_file() else in_folder
    whole = ((" ".join(head.split()), " ".join(text.split())) for head, text in stories)
    return list(dict.fromkeys((head, text) for head, text in whole if head and text))


def _of_csv(path: Path) -> Iterator[Story]:
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            named = {(name or "").strip().lower(): text for name, text in row.items()}
            head = next((named[name] for name in ("title", "headline") if named.get(name)), "")
            text = next((named[name] for name in ("body", "text", "lead") if named.get(name)), "")
            yield head, text


def _of_pairs(folder: Path) -> Iterator[Story]:
    for texts in sorted(folder.glob("*_enc.txt")):
        heads = texts.with_name(texts.name.replace("_enc", "_dec"))
        if heads.exists():
            both = (file.read_text("utf-8", "replace").splitlines() for file in (heads, texts))
            yield from zip(*both, strict=False)


def _of_files(folder: Path) -> Iterator[Story]:
    for file in sorted([*folder.glob("*.txt"), *folder.glob("*.md")]):
        if not file.stem.endswith(("_enc", "_dec")):
            head, _, text = file.read_text("utf-8", "replace").partition("\n")
            yield head, text


# Lucene's analysis for Bengali. Its tokenizer keeps a letter with its signs (UAX #29); its rules
# are for ড় and য় in one code point.

_LETTERS = re.compile("[\u0980-\u09ff\u200c\u200d]+|[^\\W_]+")
_DIGITS = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")
_FOLDED = str.maketrans(
    {"\u0981": "", "ী": "ি", "ূ": "ু", "ঙ": "ং", "শ": "স", "ষ": "স", "ণ": "ন", "ৎ": "ত"}
    | {"\u09dc": "র", "\u09dd": "র"}
)
_JOINED = {"ড\u09bc": "\u09dc", "ঢ\u09bc": "\u09dd", "য\u09bc": "\u09df"}
# By the length an ending has; a word must be at least two longer.
_ENDINGS = (
    "িয়াছিলাম িতেছিলাম িতেছিলেন ইতেছিলেন িয়াছিলেন ইয়াছিলেন",
    "িতেছিলি িতেছিলে িয়াছিলা িয়াছিলে িতেছিলা িয়াছিলি য়েদেরকে",
    "িতেছিস িতেছেন িয়াছিস িয়াছেন েছিলাম েছিলেন েদেরকে",
    "িতেছি িতেছা িতেছে ছিলাম ছিলেন িয়াছি িয়াছা িয়াছে েছিলে েছিলা য়েদের দেরকে",
    "িলাম িলেন িতাম িতেন িবেন ছিলি ছিলে ছিলা তেছে িতেছ খানা খানি গুলো গুলি য়েরা েদের",
    "লাম িলি ইলি িলে ইলে লেন িলা ইলা তাম িতি ইতি িতে ইতে তেন িতা িবা ইবা িবি ইবি বেন িবে ইবে ছেন য়োন য়ের েরা দের",
    "িস েন লি লে লা তি তে তা বি বে বা ছি ছা ছে ুন ুক টা টি নি ের রা কে",
    "ি ী া ো ে ব ত",
)


def lucene(text: str) -> list[str]:
    """The terms of a text by Lucene's rules."""
    for parts, whole in _JOINED.items():
        text = text.replace(parts, whole)
    found = _LETTERS.findall(text.translate(_DIGITS).casefold())
    return [_lucene_stem(_lucene_normal(word)) for word in found]


@functools.lru_cache(maxsize=100_000)
def _lucene_normal(word: str) -> str:
    word = word.translate(_FOLDED)
    word = re.sub("^(.)্য(?:া)?", "\\1ে", word)
    word = word.replace("্য", "")
    word = re.sub("^(.)্ব", "\\1", word)
    word = re.sub("(?<=্.)্ব", "", word)
    word = re.sub("(.)্ব", "\\1\\1", word)
    if word.endswith("ঃ"):
        word = word[:-1] + ("হ" if len(word) <= 3 else "")
    return re.sub("ঃ(.)", "\\1\\1", word)


@functools.lru_cache(maxsize=100_000)
def _lucene_stem(word: str) -> str:
    for endings in _ENDINGS:
        for ending in map(_precomposed, endings.split()):
            if word.endswith(ending) and len(word) > len(ending) + 1:
                return word[: -len(ending)]
    return word


def _precomposed(text: str) -> str:
    for parts, whole in _JOINED.items():
        text = text.replace(parts, whole)
    return text


if __name__ == "__main__":
    sys.exit(main())
