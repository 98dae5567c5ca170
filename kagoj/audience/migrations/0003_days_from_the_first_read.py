"""Days and desks for the hours that were counted before both were kept from the first read on.

Where a story stood is not known to this room: such reads are those of no desk. An hour whose day has
its figure is not there any more, so nothing is counted twice.
"""

import datetime as dt
from collections import Counter

from django.db import migrations
from django.db.models import Min, Sum

DHAKA = dt.timezone(dt.timedelta(hours=6))  # without summer time in all the years Kagoj counts


def add_up(apps, schema_editor):
    hourly = apps.get_model("audience", "HourlyReads").objects
    daily = apps.get_model("audience", "DailyReads").objects
    desks = apps.get_model("audience", "DeskReads").objects
    desks.bulk_create(
        desks.model(hour=hour, reads=reads)
        for hour, reads in hourly.values_list("hour").annotate(Sum("reads")).order_by("hour")
    )
    first = hourly.aggregate(hour=Min("hour"))["hour"]
    while first is not None:
        day = first.astimezone(DHAKA).date()
        midnight = dt.datetime.combine(day, dt.time(), DHAKA)
        next_day = midnight + dt.timedelta(days=1)
        hours = hourly.filter(hour__gte=midnight, hour__lt=next_day)
        sums = Counter()
        for number, reads in hours.values_list("number", "reads").iterator():
            sums[number] += reads
        daily.bulk_create(
            [daily.model(day=day, number=number, reads=reads) for number, reads in sums.items()],
            batch_size=500,
        )
        first = hourly.filter(hour__gte=next_day).aggregate(hour=Min("hour"))["hour"]


class Migration(migrations.Migration):
    dependencies = [("audience", "0002_referrers_and_depth")]
    operations = [migrations.RunPython(add_up, migrations.RunPython.noop)]
