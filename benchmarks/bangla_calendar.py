"""The Bangla calendar beside its peers: `python -m benchmarks.bangla_calendar`.

Oracle for Bangladesh: a walk, one day after the other, through the month lengths that the Bangla Academy's
two rules give (bdnews24.com and daily-bangladesh.com, 17 October 2019), from 1 Boishakh 1376, 14 April 1969.
For West Bengal: the rule itself (a month begins the civil day after the sun's entry), with the sun of the
Astronomical Almanac's low-precision series, not the one Kagoj reckons by; a month whose entry lies within
24 minutes of midnight is counted apart. Peers come from PyPI into a folder that is thrown away; one that
cannot be installed is left out by name.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from math import radians, sin
from pathlib import Path
from typing import Any

from kagoj.bangla.calendar import BanglaDate, from_gregorian, to_gregorian
from kagoj.bangla.digits import to_latin
from kagoj.bangla.months import BANGLA_MONTHS
from kagoj.bangla.normalise import normalise
from kagoj.bangla.west_bengal import WEST_BENGAL

FIRST, LAST = date(1970, 1, 1), date(2040, 12, 31)
REVISION = date(2019, 10, 16)
Told = tuple[int, int, int]

BEFORE = (31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 30, 30)
SINCE = (31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 29, 30)

# How each is asked for a day; it answers with year, month (number or name) and day.
PEERS = {
    "bangla": "import bangla\n"
    "def ask(y, m, d):\n    found = bangla.get_date(d, m, y)\n"
    "    return found['year'], found['month'], found['date']\n",
    "pybengali": "import pybengali\n"
    "def ask(y, m, d):\n    found = pybengali.today(d, m, y)\n"
    "    return found['year'], found['month'], found['date']\n",
    "bangladatetime": "from bangladatetime import date\n"
    "def ask(y, m, d):\n    found = date.fromgregorian(y, m, d)\n"
    "    return found.year, found.month, found.day\n",
}
# Reckons West Bengal's calendar, needs a newer Python than the oldest Kagoj runs on.
PEERS_OF_WEST_BENGAL = {
    "bangla-date": "import datetime\nfrom bangla_date import get_bangla_date\n"
    "def ask(y, m, d):\n    found = get_bangla_date(datetime.date(y, m, d))\n"
    "    return found.year, found.month, found.day\n",
}
_ASK = """
import json, sys, datetime
sys.path.insert(0, sys.argv[1])
{ask_for}
told, day, last = [], datetime.date(*json.loads(sys.argv[2])), datetime.date(*json.loads(sys.argv[3]))
while day <= last:
    try:
        told.append([str(piece) for piece in ask(day.year, day.month, day.day)])
    except Exception:
        told.append(None)
    day += datetime.timedelta(days=1)
print(json.dumps(told))
"""


def rows() -> list[dict[str, Any]]:
    """Measures as rows of `area`, `measure`, `kagoj` and `peers` (name to figure, or why there is none)."""
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    true = dict(_walk())
    with tempfile.TemporaryDirectory() as temporary:
        told = {name: _peer(Path(temporary), name, ask) for name, ask in PEERS.items()}
        told_wb = {n: _peer(Path(temporary), n, ask) for n, ask in PEERS_OF_WEST_BENGAL.items()}
    return [
        *_bangladesh(days, true, told),
        *_west_bengal(days, told_wb),
        _speed(days),
    ]


def _bangladesh(
    days: list[date], true: dict[date, Told], told: dict[str, list[Told | None] | None]
) -> Iterator[dict[str, Any]]:
    ours = [_ours(from_gregorian(day)) for day in days]
    for measure, begins, ends in (
        ("wrong days, Bangladesh, 1970 to 15 October 2019", FIRST, REVISION - timedelta(days=1)),
        ("wrong days, Bangladesh, 16 October 2019 to 2040", REVISION, LAST),
    ):
        chosen = [place for place, day in enumerate(days) if begins <= day <= ends]

        def wrong(answers: Sequence[Told | None] | None, chosen: list[int] = chosen) -> str:
            if answers is None:
                return "not measured: cannot be installed here"
            count = sum(answers[place] != true[days[place]] for place in chosen)
            return f"{count} of {len(chosen)} ({count / len(chosen):.2%})"

        yield _row(measure, wrong(ours), {name: wrong(answers) for name, answers in told.items()})
    back = sum(to_gregorian(BanglaDate(*true[day])) != day for day in days)
    yield _row(
        "wrong days back to the Gregorian, 1970 to 2040",
        f"{back} of {len(days)}",
        dict.fromkeys(told, "cannot"),
    )


def _west_bengal(
    days: list[date], told: dict[str, list[Told | None] | None]
) -> Iterator[dict[str, Any]]:
    true, doubtful = _west_bengal_by_the_rule()
    ours = [_ours(from_gregorian(day, WEST_BENGAL)) for day in days]

    def differ(answers: Sequence[Told | None] | None) -> str:
        if answers is None:
            return "not measured: cannot be installed here"
        wrong = [day for day, answer in zip(days, answers, strict=True) if answer != true[day]]
        near = sum((true[day][0], true[day][1]) in doubtful for day in wrong)
        return f"{len(wrong)} of {len(days)} ({near} in months the sun entered within 24 minutes of midnight)"

    yield _row(
        "days that differ from West Bengal's midnight rule, 1970 to 2040",
        differ(ours),
        {name: differ(answers) for name, answers in told.items()},
    )


def _speed(days: list[date]) -> dict[str, Any]:
    begun = time.perf_counter()
    for day in days:
        to_gregorian(from_gregorian(day))
    spent = time.perf_counter() - begun
    return _row("days there and back in a second", f"{len(days) / spent:,.0f}", {})


def _walk() -> Iterator[tuple[date, Told]]:
    day, year, month, number = date(1969, 4, 14), 1376, 1, 1
    while day <= LAST:
        yield day, (year, month, number)
        leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
        lengths = SINCE if day >= REVISION - timedelta(days=1) else BEFORE
        number += 1
        if number > lengths[month - 1] + (month == 11 and leap):
            month, number = month + 1, 1
        if month > 12:
            year, month = year + 1, 1
        day += timedelta(days=1)


def _west_bengal_by_the_rule() -> tuple[dict[date, Told], set[tuple[int, int]]]:
    """Each day by the rule, and the months before and after an entry near midnight."""
    true: dict[date, Told] = {}
    doubtful: set[tuple[int, int]] = set()
    day, year, month, number = date(1969, 3, 1), 1375, 11, 0  # corrected by the first entry
    known = False
    while day <= LAST:
        # Entered yesterday: at its midnight the sun was in the sign before, a day later in this one.
        begins = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=29.5)
        before, after = _sun(begins) // 30, _sun(begins + timedelta(days=1)) // 30
        number += 1
        if before != after:
            month, number = int(after) % 12 + 1, 1
            year, known = (year + 1, True) if month == 1 else (year, known)
            minutes = timedelta(minutes=24)
            edges = (begins, begins + timedelta(days=1))
            if any(_sun(e - minutes) // 30 != _sun(e + minutes) // 30 for e in edges):
                doubtful |= {(year, month), (year, month - 1) if month > 1 else (year - 1, 12)}
        if known:
            true[day] = (year, month, number)
        day += timedelta(days=1)
    return true, doubtful


def _sun(moment: datetime) -> float:
    """The sun in the sidereal signs: Astronomical Almanac, page C5, and Lahiri's ayanamsa."""
    days = (moment - datetime(2000, 1, 1, 12, tzinfo=UTC)) / timedelta(days=1)
    anomaly = radians(357.528 + 0.9856003 * days)
    tropical = 280.460 + 0.9856474 * days + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly)
    return (tropical - 23.857 - 50.29 / 3600 * days / 365.25) % 360


def _ours(bangla: BanglaDate) -> Told:
    return bangla.year, bangla.month, bangla.day


def _peer(folder: Path, name: str, ask: str) -> list[Told | None] | None:
    """What a peer tells for each day, asked in a process of its own; None when it cannot be had."""
    site = folder / name
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        str(site),
    ]
    if subprocess.run([*command, name], capture_output=True, check=False).returncode:
        return None
    span = [json.dumps([day.year, day.month, day.day]) for day in (FIRST, LAST)]
    program = _ASK.replace("{ask_for}", ask)
    with contextlib.suppress(subprocess.SubprocessError, ValueError):
        done = subprocess.run(
            [sys.executable, "-c", program, str(site), *span],
            capture_output=True, text=True, check=True, timeout=600,
        )  # fmt: skip
        # One of them prints its faults: only the last line is ours.
        return [_read(told) for told in json.loads(done.stdout.splitlines()[-1])]
    return None


def _read(told: list[str] | None) -> Told | None:
    if told is None:
        return None
    names = {normalise(name): number for number, name in enumerate(BANGLA_MONTHS, 1)}
    year, month, day = (to_latin(normalise(piece)) for piece in told)
    with contextlib.suppress(ValueError):
        return int(year), names.get(month) or int(month), int(day)
    return None


def _row(measure: str, kagoj: str, peers: dict[str, str]) -> dict[str, Any]:
    return {"area": "Calendar", "measure": measure, "kagoj": kagoj, "peers": peers}


if __name__ == "__main__":
    for row in rows():
        print(f"{row['measure']}: Kagoj {row['kagoj']}")
        for name, figure in row["peers"].items():
            print(f"    {name}: {figure}")
