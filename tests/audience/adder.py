"""Figures written and asked for in any database; run by test_postgresql_figures.py.

    python -m tests.audience.adder add DATABASE SEED TIMES
    python -m tests.audience.adder ask DATABASE

`add` adds reads drawn from a seed, in many transactions, and prints what it added by story; `ask` prints
the figures, and the most read as the ranking finds it and as adding up everything finds it.
"""

import datetime as dt
import json
import random
import sys
from collections import Counter

from .worker import configure

NOW = dt.datetime(2024, 5, 18, 12, 40, tzinfo=dt.UTC)
KINDS = ("search", "social", "chat", "own", "other", "direct", "")


def add(seed, times):
    from django.db import transaction

    from kagoj.audience.adding import Sums
    from kagoj.audience.adding import add as add_sums

    chance, added = random.Random(seed), Counter()
    for _ in range(times):
        sums = Sums()
        for _ in range(200):
            number = int(chance.paretovariate(0.4)) % 900 + 1
            at = int(NOW.timestamp()) - chance.randrange(8 * 86_400)
            reads = chance.randint(1, 5)
            sums.read(at, number, chance.choice(KINDS), reads)
            sums.reached(at, number, 0, chance.randint(0, 4), reads)
            added[number] += reads
        with transaction.atomic():
            add_sums(sums, lambda numbers: {number: number % 4 + 1 for number in numbers})
    return added


def ask():
    from django.db.models import Sum

    from kagoj.audience import figures
    from kagoj.audience.models import COUNTED, DailyReads, DeskReads, HourlyReads
    from kagoj.audience.ranking import WINDOWS, top, weights_of

    told = {
        model.__name__: list(
            model.objects.aggregate(**{f"sum_{name}": Sum(name) for name in COUNTED}).values()
        )
        for model in (HourlyReads, DailyReads, DeskReads)
    }
    told["stories"] = dict(
        HourlyReads.objects.values_list("number").annotate(Sum("reads")).order_by()
    )
    told["rankings"] = []
    for window in WINDOWS.values():
        for desk in (None, 2):
            weights = weights_of(window, NOW)
            model, field = (DailyReads, "day") if window.of_days else (HourlyReads, "hour")
            rows = model.objects.all() if desk is None else model.objects.filter(desk=desk)
            sums = Counter()
            for number, moment, reads in rows.values_list("number", field, "reads"):
                sums[number] += reads * weights.get(moment, 0)
            best = sorted(sums.items(), key=lambda one: (-one[1], -one[0]))[:10]
            found = top(weights, 10, of_days=window.of_days, desk=desk)
            told["rankings"].append(
                [
                    [[number, round(score, 6)] for number, score in one if score]
                    for one in (best, found)
                ]
            )
    month = figures.over_time(figures.MONTH, NOW)
    told["over time"] = sum(reads for _, reads in month)
    return told


if __name__ == "__main__":
    does, database, *numbers = sys.argv[1:]
    configure(database)
    sys.stdout.write(json.dumps(add(*map(int, numbers)) if does == "add" else ask()))
