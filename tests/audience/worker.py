"""The worker's fold in a process of its own, with any database; run by test_sent_is_counted.py.

    python -m tests.audience.worker migrate|fold|rest DATABASE [FOLDER]

DATABASE is a file of SQLite, or postgresql:FOLDER:USER. `fold` folds for ever, whatever happens to the
database; `rest` folds what is left and prints, as JSON, the reads of each story.
"""

import contextlib
import json
import sys
import time
from pathlib import Path

import django
from django.conf import settings


def configure(database):
    one = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": database,
        "OPTIONS": {"timeout": 30, "transaction_mode": "IMMEDIATE"},
    }
    if database.startswith("postgresql:"):
        _, host, user = database.split(":")
        one = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "figures",
            "HOST": host,
            "USER": user,
        }
    settings.configure(INSTALLED_APPS=["kagoj.audience"], DATABASES={"default": one}, USE_TZ=True)
    django.setup()


def main(does, database, folder="."):
    configure(database)
    from django.core.management import call_command
    from django.db import Error, connection
    from django.db.models import Sum

    from kagoj.audience.folding import fold
    from kagoj.audience.models import DailyReads, DeskReads, HourlyReads, MinuteReads

    def desks(numbers):
        return {number: number % 3 + 1 for number in numbers}

    if does == "migrate":
        call_command("migrate", verbosity=0)
    while does == "fold":
        try:
            if not fold(Path(folder), limit=1, desks=desks).more:  # many transactions to die in
                time.sleep(0.01)
        except Error:  # the database is away, or was taken away in the middle
            with contextlib.suppress(Error):
                connection.close()
            time.sleep(0.05)
    if does == "rest":
        while fold(Path(folder), desks=desks).more:
            pass
        by_story = [
            dict(model.objects.values_list("number").annotate(Sum("reads")).order_by("number"))
            for model in (HourlyReads, DailyReads)
        ]
        in_all = [
            model.objects.aggregate(n=Sum("reads"))["n"] for model in (DeskReads, MinuteReads)
        ]
        assert by_story[0] == by_story[1]
        assert in_all == [sum(by_story[0].values())] * 2
        sys.stdout.write(json.dumps(by_story[0]))


if __name__ == "__main__":
    main(*sys.argv[1:])
