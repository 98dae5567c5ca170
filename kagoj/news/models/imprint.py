"""The paper's imprint, shown in the footer and given to machines; and the weather line."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from kagoj.bangla.almanac import Almanac
from kagoj.bangla.calendar import RECKONINGS
from kagoj.bangla.hijri import MOON_OF_BANGLADESH
from kagoj.news.fields import BanglaCharField, BanglaTextField


@register_setting(icon="list-ul", order=100)
class Imprint(BaseSiteSetting):
    """Who answers for the paper, and how to reach it."""

    class Sunday(models.TextChoices):
        ROBIBAR = "রবিবার", "রবিবার"
        ROBBAR = "রোববার", "রোববার"

    class Calendar(models.TextChoices):
        BANGLADESH = "bd", "বাংলাদেশ (বাংলা একাডেমি)"
        WEST_BENGAL = "wb", "পশ্চিমবঙ্গ (সূর্যের রাশিপ্রবেশ ধরে)"

    class Moon(models.IntegerChoices):
        TWO_LATER = -2, "সৌদি আরবের দুই দিন পরে"
        LATER = -1, "সৌদি আরবের এক দিন পরে (বাংলাদেশে সাধারণত)"
        SAME = 0, "সৌদি আরবের সঙ্গে একই দিনে"
        EARLIER = 1, "সৌদি আরবের এক দিন আগে"
        TWO_EARLIER = 2, "সৌদি আরবের দুই দিন আগে"

    tagline = BanglaCharField("পরিচয়বাক্য", max_length=120, blank=True)
    editor = BanglaCharField("সম্পাদকের নাম", max_length=120, blank=True)
    editor_title = BanglaCharField("সম্পাদকের পদ", max_length=60, default="সম্পাদক")
    publisher = BanglaCharField("প্রকাশক", max_length=160, blank=True)
    registration = BanglaCharField("নিবন্ধন নম্বর", max_length=80, blank=True)
    office = BanglaTextField("কার্যালয়ের ঠিকানা", blank=True)
    telephones = BanglaTextField("টেলিফোন", blank=True, help_text="প্রতি লাইনে একটি নম্বর।")
    email = models.EmailField(
        "ই-মেইল", blank=True, help_text="পাঠক পড়তে পারেন, ঠিকানা-শিকারি যন্ত্র পারে না।"
    )
    rights = BanglaTextField("স্বত্বের কথা", blank=True)
    notice = BanglaCharField(
        "সব পাতার বিজ্ঞপ্তি", max_length=200, blank=True, help_text="ফাঁকা থাকলে কিছু দেখায় না।"
    )
    edition_title = BanglaCharField(
        "অন্য সংস্করণের নাম", max_length=40, blank=True, help_text="যেমন ‘English’ বা ‘পুরোনো সাইট’।"
    )
    edition_url = models.URLField("অন্য সংস্করণের ঠিকানা", blank=True)
    social = BanglaTextField(
        "সামাজিক মাধ্যম",
        blank=True,
        help_text="প্রতি লাইনে নাম, ফাঁকা, তারপর ঠিকানা: ফেসবুক https://…",
    )
    sunday = models.CharField("রবিবারের বানান", max_length=10, choices=Sunday, default=Sunday.ROBIBAR)
    calendar = models.CharField(
        "বাংলা পঞ্জিকা",
        max_length=2,
        choices=Calendar,
        default=Calendar.BANGLADESH,
        help_text="পশ্চিমবঙ্গের মাস শুরু হয় সূর্য রাশিতে ঢোকার পরের দিন; মধ্যরাতের কাছাকাছি ঢুকলে "
        "কোনো কোনো ছাপা পঞ্জিকার সঙ্গে এক দিনের ফারাক হতে পারে।",
    )
    ordinals = models.BooleanField(
        "তারিখে লা, রা, ঠা, ই, শে", default=False, help_text="শিরোভাগে ১৮ই মে, ৪ঠা জ্যৈষ্ঠ।"
    )
    hijri = models.BooleanField("হিজরি তারিখ", default=False, help_text="শিরোভাগে বাংলা তারিখের পাশে।")
    moon = models.SmallIntegerField(
        "হিজরি মাস কবে শুরু",
        choices=Moon,
        default=MOON_OF_BANGLADESH,
        help_text="চাঁদ দেখা কমিটির ঘোষণা মিলিয়ে মাসে মাসে ঠিক করুন।",
    )
    romanised_addresses = models.BooleanField(
        "ঠিকানা ইংরেজি হরফে",
        default=False,
        help_text="নতুন সংবাদের ঠিকানায়: padma-setu। আগের সংবাদ আবার প্রকাশ করলে বদলায়; পুরোনো ঠিকানাও কাজ করে।",
    )
    logo = models.ForeignKey(
        "news.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="লোগো",
        help_text="অনুসন্ধান-যন্ত্র ও মোবাইলের জন্য; বর্গাকার, অন্তত ৫১২ পিক্সেল।",
    )
    ads_txt = models.TextField(
        "ads.txt",
        blank=True,
        help_text="বিজ্ঞাপন-বিক্রেতার দেওয়া লাইনগুলো, হুবহু।",
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("tagline"),
                FieldRowPanel([FieldPanel("editor_title"), FieldPanel("editor")]),
                FieldPanel("publisher"),
                FieldPanel("registration"),
                FieldPanel("logo"),
            ],
            heading="পত্রিকা",
        ),
        MultiFieldPanel(
            [FieldPanel("office"), FieldPanel("telephones"), FieldPanel("email")],
            heading="যোগাযোগ",
        ),
        MultiFieldPanel(
            [
                FieldPanel("rights"),
                FieldPanel("notice"),
                FieldRowPanel([FieldPanel("edition_title"), FieldPanel("edition_url")]),
                FieldPanel("social"),
                FieldPanel("ads_txt"),
            ],
            heading="পাতায়",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("calendar"), FieldPanel("sunday")]),
                FieldPanel("ordinals"),
                FieldRowPanel([FieldPanel("hijri"), FieldPanel("moon")]),
                FieldPanel("romanised_addresses"),
            ],
            heading="পঞ্জিকা ও ঠিকানা",
        ),
    ]

    class Meta:
        verbose_name = "মুদ্রণরেখা (ইমপ্রিন্ট)"

    @classmethod
    def romanises(cls) -> bool:
        """Whether the paper's stories have addresses in Latin letters."""
        return bool(cls.objects.values_list("romanised_addresses", flat=True).first())

    @property
    def almanac(self) -> Almanac:
        """How this paper tells its days."""
        return Almanac(
            reckoning=RECKONINGS[self.calendar],
            sunday=self.sunday,
            ordinals=self.ordinals,
            moon=self.moon if self.hijri else None,
        )

    @property
    def telephone_list(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.telephones.splitlines() if line.strip())


@register_setting(icon="site", order=200)
class Weather(BaseSiteSetting):
    """The temperature in the masthead line: typed by hand, or asked of a provider."""

    typed = models.CharField(
        "তাপমাত্রা (°সে)",
        max_length=4,
        blank=True,
        validators=[RegexValidator(r"^[-−]?[0-9০-৯]{1,2}$", "শুধু সংখ্যা লিখুন, যেমন ২৮।")],
        help_text="লিখলে ১২ ঘণ্টা দেখানো হয়, তারপর নিজে থেকে উঠে যায়।",
    )
    typed_at = models.DateTimeField(null=True, editable=False)
    provider = models.URLField(
        "আবহাওয়ার ঠিকানা",
        max_length=500,
        blank=True,
        help_text="Open-Meteo ধরনের JSON-এর ঠিকানা, যাতে current.temperature_2m আছে। "
        "১৫ মিনিট পরপর জানা হয়; দুই ঘণ্টা উত্তর না এলে লাইন থেকে উঠে যায়।",
    )
    fetched = models.CharField(max_length=4, blank=True, editable=False)
    fetched_at = models.DateTimeField(null=True, editable=False)

    panels = [FieldPanel("typed"), FieldPanel("provider")]

    class Meta:
        verbose_name = "আবহাওয়া"
