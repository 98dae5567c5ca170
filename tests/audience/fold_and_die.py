"""Folds a folder of reads in processes that are killed; run by test_folding_killed.py.

    python fold_and_die.py DATABASE FOLDER KILLS SEED

Makes the database, then folds in child processes, each killed at a moment left to chance, while
another process goes on noting reads. At last folds the rest, alone, and prints, as JSON, how many
reads were noted, how many the figures have, and what is left in the folder.
"""

import contextlib
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connections

from kagoj.audience.reads import ReadLog, spools


def main(database, folder, kills, seed):
    settings.configure(
        INSTALLED_APPS=["kagoj.audience"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": database,
                "OPTIONS": {"timeout": 30, "transaction_mode": "IMMEDIATE"},
            }
        },
        USE_TZ=True,
    )
    django.setup()
    call_command("migrate", verbosity=0)
    connections.close_all()
    chance = random.Random(seed)
    began = int(time.time())

    log = ReadLog(folder, seconds_open=0.02)
    noted = 0
    for number in range(1, 4001):
        noted += log.note(number % 50 + 1, f"{number:016x}", began)

    survivors = 0
    for kill in range(kills):
        # From time to time two workers fold the same folder at once.
        children = [in_child(fold_for_ever, folder) for _ in range(1 + kill % 3 // 2)]
        until = time.monotonic() + chance.random() * 0.06
        while time.monotonic() < until:
            for _ in range(20):
                number = noted + 1
                noted += log.note(number % 50 + 1, f"{number:016x}", began)
                # The same visitor again, seconds later: not to be counted.
                log.note(number % 50 + 1, f"{number:016x}", began + 5)
            time.sleep(0.001)
        for child in children:
            os.kill(child, signal.SIGKILL)
            survivors += not os.WIFSIGNALED(os.waitpid(child, 0)[1])
    log.close()

    from kagoj.audience.folding import fold
    from kagoj.audience.models import HourlyReads

    while fold(folder).more:
        pass
    left = [file.name for file in spools(folder)]
    figures = list(HourlyReads.objects.values_list("number", "reads"))
    # Half an hour and more later, nothing is left but the figures.
    for file in spools(folder):
        os.utime(file, (began - 3600, began - 3600))
    fold(folder)
    sys.stdout.write(
        json.dumps(
            {
                "noted": noted,
                "counted": sum(reads for _, reads in figures),
                "stories": len({number for number, _ in figures}),
                "files": len(left),
                "files later": len(spools(folder)),
                "survivors": survivors,
            }
        )
    )


def in_child(function, *args):
    child = os.fork()
    if child == 0:
        try:
            function(*args)
        finally:
            os._exit(1)
    return child


def fold_for_ever(folder):
    from kagoj.audience.folding import fold

    while True:
        # The database may be held by a worker that is just being killed.
        with contextlib.suppress(OperationalError):
            fold(folder, limit=1)  # as little as can be: many transactions to be killed in


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
