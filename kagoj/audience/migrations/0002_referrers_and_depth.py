"""Who sent a read and how far it went; days, desks and minutes kept from the first read on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audience", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskReads",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reads", models.PositiveBigIntegerField(default=0, verbose_name="পাঠ")),
                ("search", models.PositiveBigIntegerField(default=0, verbose_name="অনুসন্ধান থেকে")),
                (
                    "social",
                    models.PositiveBigIntegerField(default=0, verbose_name="সামাজিক মাধ্যম থেকে"),
                ),
                ("chat", models.PositiveBigIntegerField(default=0, verbose_name="বার্তা ও মেইল থেকে")),
                ("own", models.PositiveBigIntegerField(default=0, verbose_name="কাগজের ভেতর থেকে")),
                ("other", models.PositiveBigIntegerField(default=0, verbose_name="অন্য সাইট থেকে")),
                ("direct", models.PositiveBigIntegerField(default=0, verbose_name="সরাসরি")),
                ("quarter", models.PositiveBigIntegerField(default=0, verbose_name="সিকি দেখেছেন")),
                ("half", models.PositiveBigIntegerField(default=0, verbose_name="অর্ধেক দেখেছেন")),
                ("most", models.PositiveBigIntegerField(default=0, verbose_name="পৌনে দেখেছেন")),
                ("whole", models.PositiveBigIntegerField(default=0, verbose_name="পুরোটা দেখেছেন")),
                ("hour", models.DateTimeField(help_text="ঘণ্টার শুরু (UTC)", verbose_name="ঘণ্টা")),
                ("desk", models.PositiveBigIntegerField(default=0, verbose_name="বিভাগ")),
            ],
            options={
                "verbose_name": "বিভাগের পাঠ",
                "verbose_name_plural": "বিভাগের পাঠ",
            },
        ),
        migrations.CreateModel(
            name="MinuteReads",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("minute", models.DateTimeField(unique=True, verbose_name="মিনিট")),
                ("reads", models.PositiveBigIntegerField(default=0, verbose_name="পাঠ")),
            ],
            options={
                "verbose_name": "মিনিটের পাঠ",
                "verbose_name_plural": "মিনিটের পাঠ",
            },
        ),
        migrations.AddField(
            model_name="dailyreads",
            name="chat",
            field=models.PositiveBigIntegerField(default=0, verbose_name="বার্তা ও মেইল থেকে"),
        ),
        migrations.AddField(
            model_name="dailyreads",
            name="desk",
            field=models.PositiveBigIntegerField(default=0, verbose_name="বিভাগ"),
        ),
        migrations.AddField(
            model_name="dailyreads",
            name="direct",
            field=models.PositiveBigIntegerField(default=0, verbose_name="সরাসরি"),
        ),
        migrations.AddField(
            model_name="dailyreads",
            name="half",
            field=models.PositiveBigIntegerField(default=0, verbose_name="অর্ধেক দেখেছেন"),
        ),
        migrations.AddField(
            model_name="dailyreads",
            name="most",
            field=models.PositiveBigIntegerField(default=0, verbose_name="পৌনে দেখেছেন"),
        ),
        migrations.AddField(
            model_name="dailyreads",
            name="other",
            field=models.PositiveBigIntegerField(default=0, verbose_name="অন্য সাইট থেকে"),
        ),
        migrations.AddField(
            model_name="dailyreads",
            name="own",
            field=models.PositiveBigIntegerField(default=0, verbose_name="কাগজের ভেতর থেকে"),
        ),
        migrations.AddField(
            model_name="dailyreads",
            name="quarter",
            field=models.PositiveBigIntegerField(default=0, verbose_name="সিকি দেখেছেন"),
        ),
        migrations.AddField(
            model_name="dailyreads",
            name="search",
            field=models.PositiveBigIntegerField(default=0, verbose_name="অনুসন্ধান থেকে"),
        ),
        migrations.AddField(
            model_name="dailyreads",
            name="social",
            field=models.PositiveBigIntegerField(default=0, verbose_name="সামাজিক মাধ্যম থেকে"),
        ),
        migrations.AddField(
            model_name="dailyreads",
            name="whole",
            field=models.PositiveBigIntegerField(default=0, verbose_name="পুরোটা দেখেছেন"),
        ),
        migrations.AddField(
            model_name="hourlyreads",
            name="chat",
            field=models.PositiveBigIntegerField(default=0, verbose_name="বার্তা ও মেইল থেকে"),
        ),
        migrations.AddField(
            model_name="hourlyreads",
            name="desk",
            field=models.PositiveBigIntegerField(default=0, verbose_name="বিভাগ"),
        ),
        migrations.AddField(
            model_name="hourlyreads",
            name="direct",
            field=models.PositiveBigIntegerField(default=0, verbose_name="সরাসরি"),
        ),
        migrations.AddField(
            model_name="hourlyreads",
            name="half",
            field=models.PositiveBigIntegerField(default=0, verbose_name="অর্ধেক দেখেছেন"),
        ),
        migrations.AddField(
            model_name="hourlyreads",
            name="most",
            field=models.PositiveBigIntegerField(default=0, verbose_name="পৌনে দেখেছেন"),
        ),
        migrations.AddField(
            model_name="hourlyreads",
            name="other",
            field=models.PositiveBigIntegerField(default=0, verbose_name="অন্য সাইট থেকে"),
        ),
        migrations.AddField(
            model_name="hourlyreads",
            name="own",
            field=models.PositiveBigIntegerField(default=0, verbose_name="কাগজের ভেতর থেকে"),
        ),
        migrations.AddField(
            model_name="hourlyreads",
            name="quarter",
            field=models.PositiveBigIntegerField(default=0, verbose_name="সিকি দেখেছেন"),
        ),
        migrations.AddField(
            model_name="hourlyreads",
            name="search",
            field=models.PositiveBigIntegerField(default=0, verbose_name="অনুসন্ধান থেকে"),
        ),
        migrations.AddField(
            model_name="hourlyreads",
            name="social",
            field=models.PositiveBigIntegerField(default=0, verbose_name="সামাজিক মাধ্যম থেকে"),
        ),
        migrations.AddField(
            model_name="hourlyreads",
            name="whole",
            field=models.PositiveBigIntegerField(default=0, verbose_name="পুরোটা দেখেছেন"),
        ),
        migrations.AlterField(
            model_name="dailyreads",
            name="day",
            field=models.DateField(help_text="দিন (ঢাকা)", verbose_name="দিন"),
        ),
        migrations.AlterField(
            model_name="hourlyreads",
            name="reads",
            field=models.PositiveBigIntegerField(default=0, verbose_name="পাঠ"),
        ),
        migrations.AddIndex(
            model_name="dailyreads",
            index=models.Index(fields=["day", "-reads"], name="audience_days_most"),
        ),
        migrations.AddIndex(
            model_name="dailyreads",
            index=models.Index(fields=["desk", "day", "-reads"], name="audience_desk_days_most"),
        ),
        migrations.AddIndex(
            model_name="hourlyreads",
            index=models.Index(fields=["hour", "-reads"], name="audience_hours_most"),
        ),
        migrations.AddIndex(
            model_name="hourlyreads",
            index=models.Index(fields=["desk", "hour", "-reads"], name="audience_desk_hours_most"),
        ),
        migrations.AddConstraint(
            model_name="deskreads",
            constraint=models.UniqueConstraint(
                fields=("hour", "desk"), name="audience_desk_once_an_hour"
            ),
        ),
    ]
