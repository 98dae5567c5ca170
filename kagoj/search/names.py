"""The paper's register of names as search knows it: a file that the newsroom writes and delivery reads.

    {"edition": 7, "names": {"muhammad yunus": ["মুহাম্মদ ইউনূস"], "ইউনুস": ["ইউনূস"]}}

It stands beside the index (`data/names.json`) and is replaced as a whole, so a reader sees the former
names or the new ones. Who asks looks at the file's stamp each time: a name takes effect at once.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path

from kagoj.bangla.analyse import fold
from kagoj.bangla.normalise import normalise
from kagoj.bangla.words import WORD_PATTERN

NAMES = "names.json"
LARGEST = 16_000_000  # bytes: some hundred thousand names
LONGEST = 6  # words of one name

log = logging.getLogger(__name__)

Writing = tuple[str, ...]  # words, folded


class Names:
    """For each writing of a name, how the paper writes it."""

    def __init__(self, told: Mapping[str, Sequence[str]], edition: int = 0) -> None:
        self.edition = edition
        self._written: dict[Writing, list[str]] = {}
        for typed, names in told.items():
            writing = tuple(map(fold, WORD_PATTERN.findall(normalise(typed))))
            if 0 < len(writing) <= LONGEST:
                self._written.setdefault(writing, []).extend(names)
        self.longest = max(map(len, self._written), default=0)
        self._in_order = sorted((" ".join(writing), writing) for writing in self._written)

    def written(self, words: Writing) -> list[str]:
        """How the paper writes the name that these words are."""
        return self._written.get(words, [])

    def has(self, word: str) -> bool:
        """Whether the word alone is a writing of a name."""
        return (fold(word),) in self._written

    def beginning(self, begun: str, most: int) -> list[Writing]:
        """Writings that begin so."""
        place = bisect_left(self._in_order, (begun, ()))
        near = self._in_order[place : place + most]
        return [writing for text, writing in near if text.startswith(begun)]


NO_NAMES = Names({})


class NamesFile:
    """The names as of now. Safe for threads; a file that is missing or broken has none."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._held: tuple[tuple[int, int, int], Names] = ((0, 0, 0), NO_NAMES)

    def now(self) -> Names:
        try:
            seen = os.stat(self._file)  # noqa: PTH116  # cheaper than Path.stat, asked at each search
        except OSError:
            return NO_NAMES
        stamp = (seen.st_ino, seen.st_mtime_ns, seen.st_size)
        if self._held[0] != stamp:
            self._held = (stamp, _read(self._file))
        return self._held[1]


def write(file: Path, told: Mapping[str, Sequence[str]], edition: int) -> None:
    """Replaces the file as a whole."""
    text = json.dumps({"edition": edition, "names": told}, ensure_ascii=False, indent=0)
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=file.parent, prefix=f".{file.name}", delete=False
    ) as new:
        try:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
            Path(new.name).chmod(0o644)
            Path(new.name).replace(file)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise


def _read(file: Path) -> Names:
    try:
        if file.stat().st_size > LARGEST:
            raise ValueError("it is too large")
        whole = json.loads(file.read_text("utf-8"))
        told = {
            str(typed): [str(name) for name in names] for typed, names in whole["names"].items()
        }
        return Names(told, int(whole["edition"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as fault:
        log.warning("%s: names cannot be read: %s", file, fault)
        return NO_NAMES
