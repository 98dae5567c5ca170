"""The tables of the file, and how a row becomes a story again."""

from __future__ import annotations

import json
import sqlite3
import zlib

from kagoj.search import analysis
from kagoj.search.analysis import Entry
from kagoj.search.documents import IndexFault

FORMAT = 2  # of the file; raised when the tables change. 1 had no keys.
APPLICATION = 0x4B674A53  # marks the file as Kagoj's search index

MINUTE = 60_000_000  # microseconds
SLOT_BITS = 10  # stories published in one minute: 1,024; more spill into minutes after it
SLOTS = 1 << SLOT_BITS

# Only blanks part words (quotation marks too, but no word has any).
_TOKENIZER = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_`{|}~'"

CREATE_WORDS = f"""
    CREATE VIRTUAL TABLE words USING fts5(
        {", ".join(analysis.COLUMNS)}, content='', tokenize="{_TOKENIZER}")
"""
CREATE_STORIES = """
    CREATE TABLE stories (
        place INTEGER PRIMARY KEY,
        number INTEGER NOT NULL UNIQUE,
        published INTEGER NOT NULL,  -- microseconds since 1970
        path TEXT NOT NULL,
        desk TEXT NOT NULL,
        desk_title TEXT NOT NULL,
        texts BLOB NOT NULL,  -- JSON list [headline, deck, byline, body], zlib
        digest BLOB NOT NULL  -- of the words as indexed
    )
"""
CREATE_FACTS = "CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL)"
# The farthest, in minutes, that a story stands after the minute it was published.
SPILL = "spill"
STORIES = "stories"  # how many there are; counting a million would take longer than a search

_COLUMNS = ", ".join(analysis.COLUMNS)
_MARKS = ", ".join("?" for _ in analysis.COLUMNS)
PUT_WORDS = f"INSERT INTO words (rowid, {_COLUMNS}) VALUES (?, {_MARKS})"  # noqa: S608
TAKE_WORDS = f"INSERT INTO words (words, rowid, {_COLUMNS}) VALUES ('delete', ?, {_MARKS})"  # noqa: S608
STORY = "SELECT place, number, published, path, desk, desk_title, texts, digest FROM stories"
RANK = f"bm25(words, {', '.join(str(weight) for weight in analysis.WEIGHTS.values())})"

Row = tuple[int, int, int, str, str, str, bytes, bytes]


def entry_of(row: Row) -> Entry:
    """The story of a row. Raises IndexFault when its text cannot be read."""
    try:
        headline, deck, byline, body = json.loads(zlib.decompress(row[6]))
    except (zlib.error, ValueError) as error:
        raise IndexFault(f"the stored text of story {row[1]} is broken: {error}") from error
    return Entry(
        number=row[1],
        published=row[2],
        path=row[3],
        desk=row[4],
        desk_title=row[5],
        headline=headline,
        deck=deck,
        byline=byline,
        body=body,
    )


def fact(db: sqlite3.Connection, name: str) -> int:
    """One of the numbers kept about the whole file."""
    found = db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return int(found[0]) if found else 0
