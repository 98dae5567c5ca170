"""Words typed in Latin letters: how often the Bangla word meant is among the first found.

    python -m benchmarks.bangla_latin

The queries are the held-out ones of `tests/bangla/cases/latin.json`: names, places and words as people
type them, by which no rule was set. The vocabulary is that of wordfreq's large Bangla list where it
is installed, else all words of the case files. The peer is avro.py, whose one reading is right or not.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kagoj.bangla.analyse import fold, terms
from kagoj.bangla.latin import key
from kagoj.search.backends.sqlite.reader import Reader
from kagoj.search.index import Index
from kagoj.search.suggesting import Suggester, _readings

CASES = Path(__file__).parents[1] / "tests" / "bangla" / "cases"
AREA = "Latin letters"
# The archive whose words these would be.
STORIES = 100_000
WORDS = 250 * STORIES


def rows() -> list[dict[str, object]]:
    """One row for each measure: area, measure, kagoj, peers (name → figure)."""
    held_out = json.loads((CASES / "latin.json").read_text("utf-8"))["held_out"]
    frequencies, source = vocabulary(held_out)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "search.db"
        build(file, frequencies)
        found = {case["query"]: readings(file, case["query"]) for case in held_out}
        spent = milliseconds(Suggester(file).understood, [case["query"] for case in held_out])
        typing = [case["query"][:end] for case in held_out for end in (1, 2, 3, 5)]
        spent_typing = milliseconds(Suggester(file).completions, typing)
    said = f"{len(held_out)} held-out queries, {len(frequencies):,} words of {source}"
    peer = avro_exact(held_out)
    answer: list[dict[str, object]] = []
    for most in (1, 3, 10):
        peers = peer if most == 1 else {}
        answer.append(
            row(f"right among the first {most}: {said}", percent(held_out, found, most), peers)
        )
    names = [case for case in held_out if case["kind"] in {"person", "place"}]
    answer.append(
        row(
            f"names right among the first 3: {len(names)}",
            percent(names, found, 3),
            avro_exact(names),
        )
    )
    answer.append(row("a query read, median and p95, ms", spent, {}))
    answer.append(row("words offered while typing, median and p95, ms", spent_typing, {}))
    return answer


def row(measure: str, kagoj: str, peers: Mapping[str, str]) -> dict[str, object]:
    return {"area": AREA, "measure": measure, "kagoj": kagoj, "peers": dict(peers)}


def vocabulary(cases: list[dict[str, object]]) -> tuple[dict[str, float], str]:
    """Index term → share of all words, and where it is from. What is asked for is in it, if rarely."""
    found: dict[str, float] = {}
    try:
        from wordfreq import get_frequency_dict

        for word, share in get_frequency_dict("bn", wordlist="large").items():
            for term in terms(word):
                if "\u0980" <= term[0] <= "\u09ff":
                    found[term] = found.get(term, 0.0) + share
        source = "wordfreq"
    except ImportError:
        for file in sorted(CASES.glob("*.json")):
            for term in terms(file.read_text("utf-8")):
                if "\u0980" <= term[0] <= "\u09ff":
                    found[term] = found.get(term, 0.0) + 1e-5
        source = "the case files (install wordfreq for more)"
    for case in cases:
        found.setdefault(fold(case["words"][0]), 1e-7)  # type: ignore[index]
    return found, source


def build(file: Path, frequencies: Mapping[str, float]) -> None:
    """An index with the words of so many stories, without the stories."""
    Index(file).close()
    counted = (
        (term, max(1, min(STORIES, round(share * WORDS)))) for term, share in frequencies.items()
    )
    db = sqlite3.connect(file)
    with db:
        db.executemany(
            "INSERT INTO vocabulary (term, shown, lead, stories, weight, sound) VALUES (?, ?, ?, ?, ?, ?)",
            ((term, term, n, n, n.bit_length(), key(term)) for term, n in counted),
        )
    db.close()


def readings(file: Path, query: str) -> list[str]:
    reader = Reader(file)
    with reader.moment() as index:
        found = _readings(query, index.vocabulary(), most=10)
    reader.close()
    return [fold(shown) for shown in found]


def percent(cases: list[dict[str, object]], found: Mapping[str, list[str]], most: int) -> str:
    right = sum(
        bool(set(found[str(case["query"])][:most]) & {fold(w) for w in case["words"]})  # type: ignore[attr-defined]
        for case in cases
    )
    return f"{100 * right / len(cases):.1f}%"


def avro_exact(cases: list[dict[str, object]]) -> dict[str, str]:
    try:
        import avro
    except ImportError:
        return {"avro.py": "not installed"}
    found = {str(case["query"]): [fold(avro.parse(str(case["query"])))] for case in cases}
    return {"avro.py": percent(cases, found, 1)}


def milliseconds(question: Callable[[str], object], texts: list[str]) -> str:
    taken = sorted(_each(question, texts))
    return f"{taken[len(taken) // 2]:.1f}, {taken[len(taken) * 95 // 100]:.1f}"


def _each(question: Callable[[str], object], texts: list[str]) -> Iterator[float]:
    for text in texts:
        began = time.thread_time()
        question(text)
        yield (time.thread_time() - began) * 1000


if __name__ == "__main__":
    for one in rows():
        print(f"{one['measure']}: {one['kagoj']}", *(f"{k} {v}" for k, v in one["peers"].items()))  # type: ignore[attr-defined]
