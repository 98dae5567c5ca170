"""A story."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import F
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from kagoj.bangla.romanise import romanise_slug
from kagoj.news.blocks import BodyBlock
from kagoj.news.fields import (
    BanglaCharField,
    BanglaTextField,
    address_part,
    check_address_part,
    check_signoff,
)
from kagoj.news.once import once
from kagoj.news.one_line import OneLine

from .imprint import Imprint
from .paper_page import PaperPage

# An address is read aloud and pasted: in posts each Bangla letter becomes nine signs.
ADDRESS_LETTERS = 45


class ArticleNumber(models.Model):
    """The counter that story numbers come from; one row. A number is never given twice."""

    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)

    @classmethod
    def take(cls, count: int = 1) -> int:
        """Take `count` numbers; returns the first. Safe for many processes at once."""
        with transaction.atomic():
            if not cls.objects.filter(pk=1).update(last=F("last") + count):
                ArticleNumber.objects.bulk_create([cls(pk=1, last=0)], ignore_conflicts=True)
                cls.objects.filter(pk=1).update(last=F("last") + count)
            return cls.objects.values_list("last", flat=True).get(pk=1) - count + 1


class ArticlePage(PaperPage, Page):
    """One story, with its number, which never changes and decides its address.

    `title` is the headline. Wagtail's own slug holds the number; the reader's address takes its
    words from `address_words`.
    """

    number = models.PositiveBigIntegerField("নম্বর", unique=True, editable=False)
    kicker = BanglaCharField("শোল্ডার", max_length=120, blank=True)
    deck = BanglaTextField("উপশিরোনাম", blank=True, max_length=500)
    signoff = BanglaCharField(
        "সংক্ষিপ্ত স্বাক্ষর",
        max_length=60,
        blank=True,
        validators=[check_signoff],
        help_text="যাঁরা লিখেছেন ও সম্পাদনা করেছেন, যেমন রহ/সাআ।",
    )
    source = BanglaCharField("সূত্র", max_length=160, blank=True)
    source_url = models.URLField(
        "মূল সংবাদের ঠিকানা",
        max_length=500,
        blank=True,
        help_text="সংবাদটি অন্য প্রকাশকের হলে; অনুসন্ধান-যন্ত্রকে সেটিই মূল বলে জানানো হয়।",
    )
    lead_picture = models.ForeignKey(
        "news.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ছবি"
    )
    lead_alt = BanglaCharField(
        "ছবিতে যা আছে",
        max_length=250,
        blank=True,
        help_text="যাঁরা ছবি দেখেন না তাঁদের জন্য। ফাঁকা রাখলে ছবির নিজের কথা।",
    )
    lead_caption = BanglaTextField(
        "পরিচিতি", blank=True, max_length=500, help_text="ফাঁকা রাখলে ছবির নিজের পরিচিতি।"
    )
    lead_credit = BanglaCharField(
        "কৃতজ্ঞতা", max_length=200, blank=True, help_text="ফাঁকা রাখলে ছবির নিজের কৃতজ্ঞতা।"
    )
    body = StreamField(BodyBlock(), verbose_name="মূল লেখা", blank=True)
    topics = ParentalManyToManyField(
        "news.Topic", blank=True, related_name="articles", verbose_name="বিষয় ও স্থান"
    )
    address_words = models.CharField(
        "ঠিকানার কথা",
        max_length=200,
        blank=True,
        validators=[check_address_part],
        help_text="ফাঁকা রাখলে শিরোনাম থেকে হবে। বদলালেও পুরোনো ঠিকানা কাজ করে।",
    )
    updated = models.DateTimeField("হালনাগাদ", null=True, editable=False)

    story_panels = [
        FieldPanel("kicker", help_text="শিরোনামের উপরের ছোট লাইন; না দিলেও চলে।"),
        FieldPanel(
            "title",
            classname="k-headline",
            help_text="পাঠক প্রথমে যা পড়েন।",
            widget=OneLine(attrs={"rows": 1, "maxlength": 255}),
        ),
        FieldPanel("deck", help_text="শিরোনামের নিচের এক-দুই বাক্য; না দিলেও চলে।"),
        InlinePanel("bylines", heading="প্রতিবেদক", label="প্রতিবেদক"),
        MultiFieldPanel(
            [
                FieldPanel("lead_picture"),
                FieldPanel("lead_caption"),
                FieldRowPanel([FieldPanel("lead_credit"), FieldPanel("lead_alt")]),
            ],
            heading="ছবি",
        ),
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("signoff"), FieldPanel("source")], heading="শেষের কথা"),
    ]
    about_panels = [
        FieldPanel("topics"),
        MultiFieldPanel([FieldPanel("address_words"), FieldPanel("source_url")], heading="ঠিকানা"),
        MultiFieldPanel([FieldPanel("search_description")], heading="অনুসন্ধানে যা দেখাবে"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(story_panels, heading="সংবাদ"),
            ObjectList(about_panels, heading="বিষয় ও ঠিকানা"),
            ObjectList([PublishingPanel()], heading="সময়সূচি"),
        ]
    )
    parent_page_types = ["news.DeskPage"]
    subpage_types: list[str] = []
    template = "pages/preview.html"
    # A copy is another story: it gets its own number.
    exclude_fields_in_copy = ["number", "updated"]

    class Meta:
        verbose_name = "সংবাদ"
        verbose_name_plural = "সংবাদ"

    def clean(self) -> None:
        if not self.number:
            self.number = ArticleNumber.take()
        self.slug = str(self.number)
        super().clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.number:
            self.number = ArticleNumber.take()
        self.slug = str(self.number)
        super().save(*args, **kwargs)

    def get_indexed_instance(self) -> None:
        """Not for Wagtail's search index: it takes Bangla words apart at their vowel signs, and
        measures every title it holds anew with each save. Stories are found by the newslist and by
        `kagoj.search`."""

    @property
    def desk(self) -> Any:
        """The DeskPage it belongs to."""
        return self.get_parent().specific

    @property
    def words_of_address(self) -> str:
        """The words after the number: the editor's, else the headline's, in the paper's letters."""
        if self.address_words:
            return self.address_words
        if once("romanised addresses", Imprint.romanises):
            return romanise_slug(self.title, otherwise="sangbad")
        return address_part(self.title, max_letters=ADDRESS_LETTERS, otherwise="সংবাদ")

    @property
    def path_of_reader(self) -> str:
        return f"/{self.get_parent().slug}/{self.number}/{self.words_of_address}/"

    @property
    def signed_by(self) -> list[str]:
        """The initials of the sign-off, one by one."""
        return [initials for initials in self.signoff.split("/") if initials]


class ArticleByline(Orderable):
    """One of those named above a story, in order."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        "news.Author", models.PROTECT, related_name="+", verbose_name="প্রতিবেদক"
    )

    panels = [FieldPanel("author")]

    class Meta(Orderable.Meta):
        verbose_name = "প্রতিবেদক"
