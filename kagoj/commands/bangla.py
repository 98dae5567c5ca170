"""`kagoj bangla VERB`: the Bangla library for pipes; a line on standard input, a line answered.

Needs neither a paper nor Django. A line that cannot be answered is named on standard error, and an
empty line stands for it, so that answers keep step with questions.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Answer = Callable[[str], str]  # raises ValueError, saying why, for a line it cannot answer


@dataclass(frozen=True)
class Verb:
    """What a verb does, and how to get the function that answers one line."""

    meaning: str
    make: Callable[[argparse.Namespace], Answer]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Bangla text, line by line: reads standard input, answers each line with one on standard"
        " output. A line that cannot be answered is named on standard error and answered with an"
        " empty one; the status is then 1. Needs no paper."
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, verb in VERBS.items():
        one = verbs.add_parser(name, help=verb.meaning, description=f"{verb.meaning}.")
        if name in {"date", "undate"}:
            one.add_argument(
                "--calendar",
                choices=("bd", "wb"),
                default="bd",
                help="of Bangladesh (bd, the default) or of West Bengal (wb)",
            )
        if name == "from-bijoy":
            one.add_argument(
                "--font",
                action="store_true",
                help="all of it is set in a Bijoy font: only what is English beyond doubt stays",
            )
        if name == "avro":
            one.add_argument(
                "--reference",
                action="store_true",
                help="Avro's own rules to the letter: 3.5 is ৩।৫, where editors' keys write ৩.৫",
            )
        if name == "number":
            one.add_argument(
                "--words", action="store_true", help="by lakh and crore: ১২ লাখ ৩৪ হাজার ৫৬৭"
            )


def run(options: argparse.Namespace) -> int:
    read = _Lines(sys.stdin.buffer)
    answers: Iterable[str] = read.answered(VERBS[options.verb].make(options))
    if options.verb == "sort":
        answers = _sorted(answers)
    for answer in answers:
        sys.stdout.buffer.write(answer.encode() + b"\n")
        # Whoever writes a line to a pipe may wait for its answer before writing the next.
        sys.stdout.buffer.flush()
    return 1 if read.failed else 0


class _Lines:
    """The lines of a stream of bytes, answered one by one; says which could not be."""

    def __init__(self, stream: Iterable[bytes]):
        self.stream = stream
        self.failed = False

    def answered(self, answer: Answer) -> Iterator[str]:
        for number, line in enumerate(self.stream, 1):
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
                yield answer(text.removesuffix("\n").removesuffix("\r"))
            except ValueError as error:
                self.failed = True
                print(f"kagoj: line {number}: {_why(error)}", file=sys.stderr)
                yield ""


def _sorted(lines: Iterable[str]) -> list[str]:
    from kagoj.bangla.collation import sort_key

    return sorted(lines, key=lambda line: (sort_key(line), line))


def _why(error: ValueError) -> str:
    return (
        f"not UTF-8 at byte {error.start + 1}"
        if isinstance(error, UnicodeDecodeError)
        else " ".join(str(error).split())
    )


def _date(options: argparse.Namespace) -> Answer:
    from kagoj.bangla.calendar import from_gregorian
    from kagoj.bangla.dates import civil_day
    from kagoj.bangla.digits import to_latin

    reckoning = _reckoning(options)

    def answer(line: str) -> str:
        text = to_latin(line).strip()
        if not re.fullmatch(r"\d{4}-\d\d-\d\d([T ].+)?", text, re.ASCII):
            raise ValueError(f"{_shown(line)} is no ISO date, as 2024-05-18")
        day = _read_date(text[:10], options)
        if len(text) > 10:
            day = civil_day(dt.datetime.fromisoformat(text))
        return str(from_gregorian(day, reckoning))

    return answer


def _undate(options: argparse.Namespace) -> Answer:
    return lambda line: _read_date(line, options).isoformat()


def _read_date(text: str, options: argparse.Namespace) -> dt.date:
    from kagoj.bangla.written_dates import read_date

    return read_date(text, _reckoning(options))


def _reckoning(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    from kagoj.bangla.calendar import BANGLADESH
    from kagoj.bangla.west_bengal import WEST_BENGAL

    return {"bd": BANGLADESH, "wb": WEST_BENGAL}[options.calendar]


def _normalise(_: argparse.Namespace) -> Answer:
    from kagoj.bangla.normalise import normalise

    return normalise


def _avro(options: argparse.Namespace) -> Answer:
    from kagoj.bangla.avro import avro, typed

    return avro if options.reference else typed


def _slug(_: argparse.Namespace) -> Answer:
    from kagoj.bangla.slug import slug

    return lambda line: slug(line) if line.strip() else ""


def _romanise(_: argparse.Namespace) -> Answer:
    from kagoj.bangla.romanise import romanise

    return romanise


def _analyse(_: argparse.Namespace) -> Answer:
    from kagoj.bangla.analyse import keys, terms

    return lambda line: " ".join(keys(term)[0] for term in terms(line))


def _count(_: argparse.Namespace) -> Answer:
    from kagoj.bangla.sentences import sentences
    from kagoj.bangla.words import letters, reading_minutes, words

    def answer(line: str) -> str:
        found = words(line)
        counted = (
            len(found),
            sum(len(letters(word)) for word in found),
            len(sentences(line)),
            reading_minutes(line),
        )
        return "\t".join(map(str, counted))

    return answer


def _number(options: argparse.Namespace) -> Answer:
    from kagoj.bangla.number_words import parse
    from kagoj.bangla.numbers import group, in_words

    def answer(line: str) -> str:
        number = parse(line)
        if not options.words:
            return group(number)
        if number != number.to_integral_value():
            raise ValueError(f"{_shown(line)} is no whole number")
        return in_words(int(number))

    return answer


def _from_bijoy(options: argparse.Namespace) -> Answer:
    from kagoj.bangla.bijoy import to_unicode

    return lambda line: to_unicode(line, in_bijoy_font=options.font)


def _to_bijoy(_: argparse.Namespace) -> Answer:
    from kagoj.bangla.bijoy import from_unicode

    return from_unicode


def _sort(_: argparse.Namespace) -> Answer:
    return lambda line: line


def _spell(_: argparse.Namespace) -> Answer:
    from kagoj.bangla.spelling import misspelled

    def answer(line: str) -> str:
        return "; ".join(
            f"{word}: {', '.join(meant)}" if meant else word for word, meant in misspelled(line)
        )

    return answer


def _shown(line: str, longest: int = 40) -> str:
    """What was typed, as it can stand in a complaint."""
    short = line if len(line) <= longest else line[: longest - 1] + "…"
    return f"‘{''.join(sign if sign.isprintable() else ' ' for sign in short)}’"


VERBS = {
    "date": Verb("ISO dates into Bangla ones: ৪ জ্যৈষ্ঠ ১৪৩১", _date),
    "undate": Verb("dates as people write them, by either calendar, into ISO ones", _undate),
    "normalise": Verb("the one right spelling, in code points, of what looks the same", _normalise),
    "from-bijoy": Verb("Bijoy (SutonnyMJ) into Unicode; English and addresses stay", _from_bijoy),
    "to-bijoy": Verb("Unicode into Bijoy, for page makers", _to_bijoy),
    "avro": Verb("Bangla typed in Latin letters by Avro's rules", _avro),
    "slug": Verb("headlines into the words of an address", _slug),
    "romanise": Verb(
        "Bangla into Latin letters, as maps and newspapers write its names", _romanise
    ),
    "sort": Verb("all lines, in the order of the alphabet", _sort),
    "analyse": Verb(
        "the index terms of a line, parted by spaces: one for all forms and spellings of a word",
        _analyse,
    ),
    "count": Verb("words, letters as readers see them, sentences, minutes of reading", _count),
    "number": Verb("numbers, in digits or in words, as papers write them: ১২,৩৪,৫৬৭", _number),
    "spell": Verb("words spelled wrong, with what may have been meant", _spell),
}
