"""Authors and topics stand in the order of the alphabet, in every database."""

from django.db import migrations

import kagoj.news.alphabet
from kagoj.bangla.collation import sort_key


def put_in_order(apps, schema_editor):
    for model, field in (("Author", "name"), ("Topic", "title")):
        things = apps.get_model("news", model).objects.order_by().only("pk", field)
        batch = []
        for thing in things.iterator(chunk_size=1000):
            thing.alphabetical = sort_key(getattr(thing, field))[:255]
            batch.append(thing)
            if len(batch) == 1000:
                things.model.objects.bulk_update(batch, ["alphabetical"], batch_size=200)
                batch = []
        things.model.objects.bulk_update(batch, ["alphabetical"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("news", "0003_as_typed")]

    operations = [
        migrations.AlterModelOptions(
            name="author",
            options={
                "ordering": ["alphabetical", "pk"],
                "verbose_name": "প্রতিবেদক",
                "verbose_name_plural": "প্রতিবেদক",
            },
        ),
        migrations.AlterModelOptions(
            name="topic",
            options={
                "ordering": ["alphabetical", "pk"],
                "verbose_name": "বিষয় বা স্থান",
                "verbose_name_plural": "বিষয় ও স্থান",
            },
        ),
        migrations.AddField(
            model_name="author",
            name="alphabetical",
            field=kagoj.news.alphabet.AlphabetField(of="name"),
        ),
        migrations.AddField(
            model_name="topic",
            name="alphabetical",
            field=kagoj.news.alphabet.AlphabetField(of="title"),
        ),
        migrations.RunPython(put_in_order, migrations.RunPython.noop, elidable=True),
    ]
