"""Numbers and dates that Wagtail and Django print come out in Bangla digits, and only for people."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext
from lxml import html

from kagoj.bangla.normalise import normalise
from kagoj.news.models import Topic
from kagoj.newsroom import stories
from kagoj.newsroom.digits import Sentence


@pytest.fixture
def in_bangla():
    with translation.override("bn"):
        yield


def shown(template: str, **values: object) -> str:
    return Template("{% load i18n l10n wagtailadmin_tags %}" + template).render(Context(values))


@pytest.mark.usefixtures("in_bangla")
@pytest.mark.parametrize(
    ("template", "value", "printed"),
    [
        ("{{ v|intcomma }}", 1234567, "১২,৩৪,৫৬৭"),
        ('{{ v|date:"DATE_FORMAT" }}', date(2024, 5, 18), "১৮ মে ২০২৪"),
        ('{{ v|date:"H:i" }}', datetime(2024, 5, 18, 9, 5), "০৯:০৫"),
        ('{{ v|date:"c" }}', datetime(2024, 5, 18, 9, 5), "2024-05-18T09:05:00"),
        ('{{ v|date:"Y-m-d" }}', date(2024, 5, 18), "2024-05-18"),
        ('{{ v|date:"U" }}', datetime(1970, 1, 1, tzinfo=UTC), "0"),
        ("{{ v|unlocalize }}", 1234, "1234"),
        ('<a href="/pages/{{ v }}/">', 12, '<a href="/pages/12/">'),
        (
            (
                "{% blocktrans count counter=v %}Delete 1 page{% plural %}"
                "Delete {{ counter }} pages{% endblocktrans %}"
            ),
            3,
            normalise("৩টি পাতা মুছুন"),
        ),
    ],
)
def test_what_people_read_and_what_machines_read(template, value, printed):
    assert shown(template, v=value) == printed


@pytest.mark.parametrize(
    ("sentence", "values", "printed"),
    [
        ("%(n)d পাতা", {"n": 1200}, "১,২০০ পাতা"),
        ("%(n)s পাতা", {"n": "12"}, "১২ পাতা"),
        ("%d/%d", (3, 10), "৩/১০"),
        ("%s ধাপ", 2, "২ ধাপ"),
        ("%(name)s: %(n)i%%", {"name": "Route 66", "n": 5}, "Route 66: ৫%"),
        ("%(url)s", {"url": "/pages/12/"}, "/pages/12/"),
        ("%(yes)s", {"yes": True}, "True"),
        ("%(n)s", {"n": float("inf")}, "inf"),
        ("100%% %(d)s", {"d": "x"}, "100% x"),
    ],
)
def test_a_sentence_takes_its_numbers_in(sentence, values, printed):
    assert Sentence(sentence) % values == printed


def test_a_sentence_takes_numbers_by_name_and_place():
    assert Sentence("{} ও {n}").format(12, n=3) == "১২ ও ৩"


def test_an_editor_who_reads_english_keeps_his_digits():
    with translation.override("en"):
        assert shown("{{ v|intcomma }}", v=1234567) == "1,234,567"
        assert "2024" in shown('{{ v|date:"DATE_FORMAT" }}', v=date(2024, 5, 18))
        assert ngettext("Delete 1 page", "Delete %(counter)s pages", 3) % {"counter": 3} == (
            "Delete 3 pages"
        )
        assert type(gettext("Save draft")) is str


@pytest.mark.django_db
def test_a_long_list_is_counted_and_paged_in_bangla(client):
    client.force_login(get_user_model().objects.create_superuser("সম্পাদক"))
    Topic.objects.bulk_create(
        Topic(title=f"বিষয় {number}", slug=f"topic-{number}") for number in range(25)
    )
    for page in ("2", "২"):
        answer = client.get("/snippets/news/topic/", {"p": page})
        assert answer.status_code == 200
        [paging] = html.fromstring(answer.content.decode()).xpath("//nav[@class='pagination']")
        text = " ".join(paging.text_content().split())
        assert "২৫টি" in text
        assert re.findall("[0-9]", text) == []
        assert "p=1" in paging.xpath("string(.//li[@class='prev']/a/@href)")  # addresses stay Latin


def test_a_days_filter_and_numbers_in_forms_take_both_digits():
    assert stories._day("২০২৪-০৫-১৮") == stories._day("2024-05-18") == date(2024, 5, 18)
    assert forms.IntegerField(min_value=1).clean("১২") == 12
    assert forms.DecimalField().clean("৩.৫") == Decimal("3.5")


def test_filters_of_the_theme():
    filters = "{% load bangla %}{{ a|short }} {{ a|taka }} {{ b|of:'টি ছবি' }} {{ b|of:'জন' }}"
    assert shown(filters, a=1234567, b=3) == "১২.৩ লাখ ৳১২,৩৪,৫৬৭ ৩টি ছবি ৩ জন"


@pytest.mark.usefixtures("in_bangla")
def test_how_long_ago():
    ago = timezone.now() - timedelta(minutes=12)
    assert shown("{{ v|timesince }}", v=ago) == "১২\xa0মিনিট"
