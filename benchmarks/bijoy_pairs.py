"""Makes `kagoj/bangla/bijoy/pairs.json`, and measures detection on text that it was not made from.

    python -m benchmarks.bijoy_pairs [--write]

Bijoy text: the demo paper's own stories, written for the font of 2000 and again as later fonts have
it. English text: the Python language reference (`pydoc_data`, PSF licence), the docstrings of
Python's standard library (PSF) and of Django and Wagtail (BSD), in straight and in curly quotation
marks, some of it in capitals; and names of Bangladesh in Latin letters, written for this. Every third
story and every third English paragraph is held out and only measured.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import itertools
import json
import math
import random
import re
import string
import sysconfig
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kagoj.bangla.bijoy import from_unicode, runs, table, to_unicode
from kagoj.bangla.bijoy.detection import EDGE, LONGEST_READ, Table, is_doubtful, says_a_word
from kagoj.bangla.bijoy.segmenting import _WORDS

HERE = Path(__file__).parents[1]
TABLE = HERE / "kagoj/bangla/bijoy/pairs.json"
STORIES = HERE / "kagoj/demo/stories"
LEAST = 3  # times a pair must occur to stand in the table
SMOOTHING = (
    12.0  # how many times a letter must be seen before its pairs say more than its next letter
)
COMMON = 12  # times an English word must occur to be known
LARGEST = 7.0  # nats that one pair may say
PARTS, HELD_OUT = 3, 2  # of so many parts of the text, this one is measured only

_NAMES = """
Dhaka Chattogram Chittagong Khulna Rajshahi Sylhet Barishal Rangpur Mymensingh Cumilla Gazipur
Narayanganj Narsingdi Tangail Faridpur Jashore Bogura Pabna Kushtia Dinajpur Noakhali Feni Sunamganj
Habiganj Netrokona Kishoreganj Munshiganj Shariatpur Madaripur Gopalganj Satkhira Bagerhat Patuakhali
Bhola Pirojpur Jhalokathi Bandarban Rangamati Khagrachhari Kolkata Howrah Siliguri Murshidabad Nadia
Rahman Hossain Hasan Islam Ahmed Chowdhury Khan Sarkar Begum Khatun Akter Sultana Uddin Mia Talukder
Bhuiyan Sheikh Mollah Biswas Mondal Chakraborty Mukherjee Banerjee Bandyopadhyay Chattopadhyay Das Roy
Dey Saha Ghosh Sen Dutta Paul Nath Abdul Mohammad Muhammad Kazi Nazrul Rabindranath Thakur Jibanananda
ami tumi amar tomar desh bhasha bangla sorkar nirbachon khobor songbad potrika desher manush bhalo
kemon achen dhonnobad nodi noukā pani bhat mach ilish shohor gram rasta bazar ghor bari chhele meye
boi lekha pora khela gaan kobita shilpo sahitto bigyan projukti orthoniti rajniti shikkha shastho
khamenei putin biden modi trump zelensky mbappe messi ronaldo neymar shakib tamim mushfiq taskin
BNP AL BCB BGB RAB DMP BUET DU JU CU RU BRAC BGMEA WASA RAJUK NBR BTRC UGC SSC HSC MBBS GDP IMF ADB
WHO UNICEF UNESCO NASA FIFA ICC IPL BPL UAE USA UK EU UN OPEC SAARC BIMSTEC YouTube Facebook Google
café résumé naïve Müller Mbappé São José François Zoë Málaga Sørensen Ångström Curaçao Beyoncé Pokémon
Citroën Gödel Atatürk Erdoğan Dvořák Nestlé Peña Muñoz Höfner Köln Zürich Bogotá Orbán Pelé Modrić Güler
kg km cm mm ft mph GB MB TB kWh am pm vs etc ok Mr Mrs Dr Md PM CEO MP VIP Covid Zoom Uber X Twitter
mail email office home news paper time times page link login password user name number post live update story
report media social group city bank limited company school college university hospital centre super mega
market mall airport metro rail bus train police court minister party club team match cup league final test
cricket football world star show film movie song drama series album studio camera photo video audio radio
channel daily weekly prothom alo jugantor ittefaq mobile phone app store game code data cloud server drive
WhatsApp iPhone Wi-Fi PDF SMS OTP GPS CCTV LED AC TV DVD USB AI ChatGPT e-mail online app laptop
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Bijoy against English: the table and its measure."
    )
    parser.add_argument("--write", action="store_true", help="write the table anew")
    options = parser.parse_args()
    if options.write:
        TABLE.write_text(made(), "utf-8")
        print(f"wrote {TABLE}: {TABLE.stat().st_size / 1000:.0f} kB")
    for row in measured():
        print(row)


# ---- text


def stories(held_out: bool) -> Iterator[str]:
    """The paragraphs of the demo paper's stories."""
    for number, file in enumerate(sorted(STORIES.glob("*.md"))):
        if (number % PARTS == HELD_OUT) != held_out:
            continue
        _, head, body = file.read_text("utf-8").split("+++", 2)
        said = tomllib.loads(head)
        yield from (said[key] for key in ("headline", "deck", "caption") if key in said)
        yield from (
            re.sub(r"^[>#—*\s]+|\[|\]\(.*?\)", "", line) for line in body.split("\n") if line
        )


def english(held_out: bool) -> Iterator[str]:
    """Paragraphs of English."""
    number = 0
    for text in _english_texts():
        for paragraph in re.split(r"\n\s*\n", text):
            words = paragraph.split()
            if len(words) < 8 or not all(character.isascii() for character in paragraph):
                continue
            # Code and tables are no English.
            if sum(word.strip(".,:;()'\"").isalpha() for word in words) * 10 < len(words) * 8:
                continue
            number += 1
            if (number % PARTS == HELD_OUT) == held_out:
                yield " ".join(words)


def _english_texts() -> Iterator[str]:
    from pydoc_data.topics import topics

    yield from (re.sub(r"[*`\\]+", "", text) for text in topics.values())
    folders = [Path(sysconfig.get_path("stdlib"))]
    for package in ("django", "wagtail"):
        spec = importlib.util.find_spec(package)
        folders += map(Path, spec.submodule_search_locations or ()) if spec else []
    for folder in folders:
        for file in sorted(folder.rglob("*.py")):
            if "site-packages" in file.parts and folder == folders[0]:
                continue
            yield from _docstrings(file)


def _docstrings(file: Path) -> Iterator[str]:
    if "docstring" in file.name or file.stat().st_size > 400_000:
        return
    try:
        tree = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        kinds = ast.Module | ast.ClassDef | ast.FunctionDef
        if isinstance(node, kinds) and (said := ast.get_docstring(node)):
            yield re.sub(r"``?", "", said)


def as_later_fonts(bijoy: str) -> str:
    """The same text with the glyphs that later fonts use for ক্ষ, রু, ্ল and ্ত."""
    bijoy = bijoy.replace("¶", "ÿ").replace("i“", "iæ").replace("ª“", "ªæ").replace("Ö“", "Öæ")
    bijoy = re.sub("(?<=[cejMK])¬", "ø", bijoy)
    return re.sub("(?<=[¯š])—", "Í", bijoy)


def curly(text: str) -> str:
    """English as a word processor sets it."""
    text = re.sub(r'(^|[\s(])"', r"\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(])'", r"\1‘", text).replace("'", "’").replace(" -- ", "—")


# ---- the table


def made() -> str:
    """The table as JSON."""
    chance = random.Random(1971)
    bijoy: Counter[str] = Counter()
    for paragraph in stories(held_out=False):
        glyphs = from_unicode(paragraph)
        bijoy.update(pairs(glyphs))
        bijoy.update(pairs(as_later_fonts(glyphs)))
    other: Counter[str] = Counter()
    for paragraph in english(held_out=False):
        other.update(pairs(paragraph))
        if chance.random() < 0.3:
            other.update(pairs(curly(paragraph)))
        if chance.random() < 0.05:
            other.update(pairs(paragraph.upper()))
        if chance.random() < 0.1:
            other.update(pairs(paragraph.title()))
    for name in _NAMES.split():
        for form in (name, name.lower(), name.upper(), name.title()):
            other.update(dict.fromkeys(pairs(form), 25))
    letters = {
        letter: round(_bounded(math.log(_share(bijoy, letter) / _share(other, letter))), 2)
        for letter in sorted(_letters(bijoy) | _letters(other) | table.GLYPHS)
    }
    said = {
        pair: round(_bounded(_log_odds(bijoy, other, pair)), 2)
        for pair in sorted(bijoy.keys() | other.keys())
        if bijoy[pair] >= LEAST or other[pair] >= LEAST
    }
    common = _common_words()
    alone = _letters_alone()
    read = _what_readings_say(Table(letters, said, frozenset(common), alone, {}))
    whole = {"letters": letters, "pairs": said, "english": " ".join(common), "alone": alone, "read": read}  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=0)


def _common_words() -> list[str]:
    """English words, in lower case but for initials, that are no Bijoy words of the stories."""
    times = Counter(
        word.lower()
        for paragraph in english(held_out=False)
        for word in re.findall(r"[A-Za-z]{3,}", paragraph)
    )
    bijoy = {
        found["word"].lower()
        for paragraph in stories(held_out=False)
        for found in _WORDS.finditer(from_unicode(paragraph))
        if found["word"]
    }
    known = {word for word, count in times.items() if count >= COMMON}
    names = {name if name.isupper() else name.lower() for name in _NAMES.split() if len(name) > 2}
    return sorted((known | names) - bijoy)


def _letters_alone() -> dict[str, float]:
    """What a letter of ASCII says that is a word by itself: ও is common, র is no word."""

    def counted(paragraphs: Iterable[str]) -> Counter[str]:
        return Counter(
            word for text in paragraphs for word in map(_word, _WORDS.finditer(text)) if word
        )

    bijoy = counted(map(from_unicode, stories(held_out=False)))
    other = counted(english(held_out=False))
    return {
        letter: round(
            _bounded(
                math.log((bijoy[letter] + 0.5) / bijoy.total())
                - math.log((other[letter] + 0.5) / other.total())
            ),
            2,
        )
        for letter in string.ascii_letters
    }


def _what_readings_say(table: Table) -> dict[str, tuple[float, float]]:
    """For words of so many letters that letters leave in doubt: what it says when a word, read as
    Bijoy, is one of our list, and when it is none. Each word counts once, however often it occurs."""

    def doubtful(paragraphs: Iterable[str]) -> set[str]:
        words = {word for text in paragraphs for word in map(_word, _WORDS.finditer(text)) if word}
        words = {word for word in words if not table.knows(word)}
        return {word for word in words if is_doubtful(word, table.by_letters(word))}

    bijoy = doubtful(map(from_unicode, stories(held_out=False)))
    other = doubtful(english(held_out=False)) | doubtful([_NAMES, _NAMES.lower(), _NAMES.upper()])
    return {
        str(length): (
            _odds(bijoy, other, length, is_listed=True),
            _odds(bijoy, other, length, is_listed=False),
        )
        for length in range(2, LONGEST_READ + 1)
    }


def _odds(bijoy: set[str], other: set[str], length: int, *, is_listed: bool) -> float:
    def share(words: set[str]) -> float:
        long = [word for word in words if min(len(word), LONGEST_READ) == length]
        return (sum(says_a_word(word) == is_listed for word in long) + 0.5) / (len(long) + 1)

    return round(_bounded(math.log(share(bijoy) / share(other))), 2)


def pairs(text: str) -> Iterator[str]:
    for found in _WORDS.finditer(text):
        if found["word"]:
            word = re.sub(r"\d", "0", f"{EDGE}{found['word']}{EDGE}")
            yield from map("".join, itertools.pairwise(word))


def _letters(counts: Iterable[str]) -> set[str]:
    return {pair[1] for pair in counts}


_totals: dict[int, tuple[Counter[str], Counter[str], int]] = {}


def _sums(counts: Counter[str]) -> tuple[Counter[str], Counter[str], int]:
    """How often a letter comes first, how often second, and all."""
    if id(counts) not in _totals:
        first: Counter[str] = Counter()
        second: Counter[str] = Counter()
        for pair, times in counts.items():
            first[pair[0]] += times
            second[pair[1]] += times
        _totals[id(counts)] = first, second, counts.total()
    return _totals[id(counts)]


def _share(counts: Counter[str], letter: str) -> float:
    _, second, total = _sums(counts)
    return (second[letter] + 0.5) / (total + 120)


def _log_odds(bijoy: Counter[str], other: Counter[str], pair: str) -> float:
    return math.log(_likelihood(bijoy, pair) / _likelihood(other, pair))


def _likelihood(counts: Counter[str], pair: str) -> float:
    first, _, _ = _sums(counts)
    return (counts[pair] + SMOOTHING * _share(counts, pair[1])) / (first[pair[0]] + SMOOTHING)


def _bounded(nats: float) -> float:
    return max(-LARGEST, min(LARGEST, nats))


# ---- its measure


def measured() -> Iterator[str]:
    """Held-out text: what share of words and of runs is told right, and what English is changed."""
    chance = random.Random(1952)
    glyphs = [from_unicode(paragraph) for paragraph in stories(held_out=True)]
    glyphs += [as_later_fonts(paragraph) for paragraph in glyphs]
    foreign = [paragraph for paragraph in english(held_out=True) if chance.random() < 0.25]
    foreign += [curly(paragraph) for paragraph in foreign[::3]]
    for size in (1, 2, 3, 5):
        right, asked = told(glyphs, size, True)
        yield f"Bijoy, {size} words: {right / asked:.4%} of {asked}"
        right, asked = told(foreign, size, False)
        yield f"English, {size} words: {right / asked:.4%} of {asked}"
    changed = [paragraph for paragraph in foreign if to_unicode(paragraph) != paragraph]
    yield f"English paragraphs changed: {len(changed)} of {len(foreign)}"
    yield from changed[:10]


def _word(found: re.Match[str]) -> str:
    """The word that was found, if it has a letter; else ''."""
    return found[0] if found["word"] and re.search(r"[^\W\d_]", found[0]) else ""


def told(paragraphs: Iterable[str], size: int, is_bijoy: bool) -> tuple[int, int]:
    """How many pieces of so many words are told wholly right."""
    right = asked = 0
    for paragraph in paragraphs:
        words = [word for word in map(_word, _WORDS.finditer(paragraph)) if word]
        for place in range(0, len(words) - size + 1, size):
            piece = " ".join(words[place : place + size])
            asked += 1
            right += [run.is_bijoy for run in runs(piece)] == [is_bijoy]
    return right, asked


if __name__ == "__main__":
    main()
