"""The newsroom's Bangla, entry by entry: `kagoj/newsroom/locale/bn`.

What has to be said in Bangla comes from outside: the English catalogues that the installed Wagtail,
taggit and Django ship. A new Wagtail with new words fails here and names them.
"""

import io
import re
import struct
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import django
import pytest
import taggit
import wagtail
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.utils import formats, timezone, translation
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext, npgettext
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_simple

from kagoj.bangla.normalise import normalise

OURS = Path(__file__).parents[2] / "kagoj/newsroom/locale/bn/LC_MESSAGES"
WAGTAIL, TAGGIT, DJANGO = (Path(m.__file__).parent for m in (wagtail, taggit, django))
# Wagtail's parts that the newsroom shows, or may show when a paper adds the app.
SPOKEN = [
    WAGTAIL / part / "locale/en/LC_MESSAGES/django.po"
    for part in (
        *("", "admin", "documents", "embeds", "images", "locales", "search", "sites"),
        *("snippets", "users", "contrib/forms", "contrib/redirects", "contrib/settings"),
        *("contrib/search_promotions", "contrib/simple_translation", "contrib/styleguide"),
        *("contrib/table_block", "contrib/typed_table_block"),
    )
] + [TAGGIT / "locale/en/LC_MESSAGES/django.po"]
SPOKEN_BY_SCRIPTS = [WAGTAIL / "admin/locale/en/LC_MESSAGES/djangojs.po"]
# Where Django's own Bangla leaves off: forms, sign-in, passwords, "how long ago".
SPOKEN_BY_DJANGO = [
    DJANGO / part / "locale/en/LC_MESSAGES/django.po"
    for part in ("conf", "contrib/auth", "contrib/contenttypes", "contrib/humanize")
]

PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sdr](?![A-Za-z])|\{\w*\}")
TAG = re.compile(r"<[^<>]*>")
# Latin words that Bangla newsrooms write in Latin letters, and names a reader must type as they are.
LATIN = frozenset(
    re.findall(
        r"\w+",
        """
        API CSRF CSV DD DEBUG False HH HTTPS IP IPv JSON LDAP MM None On Policy Referer Referrer Sign
        Single TZ True UUID XLSX YYYY ascii blog case com domain from http my no null origin referrer
        same slug snake ss to uuuuuu
        """,
    )
)
VOWEL_SIGNS = "ািীুূৃেৈোৌ"


def catalogue(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale="bn" if "/bn/" in str(file) else "en")


def entries(file: Path) -> Iterator[Message]:
    return (message for message in catalogue(file) if message.id)


def forms(message: Message, of: str = "string") -> list[str]:
    """An entry's English (`id`) or Bangla (`string`): one text, or singular and plural."""
    value = getattr(message, of)
    return list(value) if isinstance(value, tuple | list) else [value]


def key(message: Message) -> tuple[str | None, str]:
    return message.context, forms(message, "id")[0]


@pytest.fixture(params=["django", "djangojs"], scope="module")
def ours(request: pytest.FixtureRequest) -> Path:
    return OURS / f"{request.param}.po"


def pairs(file: Path) -> Iterator[tuple[str, str]]:
    for message in entries(file):
        yield from zip(forms(message, "id"), forms(message), strict=True)


def test_every_entry_is_translated_once_and_sure(ours: Path) -> None:
    messages = list(entries(ours))
    assert [key(m) for m in messages if not all(forms(m))] == []
    assert [key(m) for m in messages if m.fuzzy] == []
    text = ours.read_text("utf-8")
    # A reader of .po files keeps one of two equal entries in silence: count them in the text.
    assert len(re.findall(r'^msgid "', text, re.MULTILINE)) == len(messages) + 1
    assert "\n#~ " not in text


def test_placeholders_stand_as_in_english(ours: Path) -> None:
    wrong = [
        (english, bangla)
        for english, bangla in pairs(ours)
        if set(PLACEHOLDER.findall(english)) != set(PLACEHOLDER.findall(bangla))
    ]
    assert wrong == []


def test_markup_stands_as_in_english(ours: Path) -> None:
    wrong = [
        (english, bangla)
        for english, bangla in pairs(ours)
        if sorted(TAG.findall(english)) != sorted(TAG.findall(bangla))
    ]
    assert wrong == []


def test_nothing_that_would_break_an_attribute_is_added(ours: Path) -> None:
    """Templates put translations into attributes unescaped: no new `"`, `&`, `<` may come in."""
    wrong = [
        (english, bangla)
        for english, bangla in pairs(ours)
        for sign in "\"'&<>"
        if sign in TAG.sub("", bangla) and sign not in TAG.sub("", english)
    ]
    assert wrong == []


def test_space_around_the_words_is_kept(ours: Path) -> None:
    wrong = [
        (english, bangla)
        for english, bangla in pairs(ours)
        if (english[:1].isspace(), english[-1:].isspace())
        != (bangla[:1].isspace(), bangla[-1:].isspace())
    ]
    assert wrong == []


def test_text_is_in_the_papers_normal_form(ours: Path) -> None:
    wrong = [
        (bangla, normalise(bangla)) for _, bangla in pairs(ours) if bangla != normalise(bangla)
    ]
    assert wrong == []


def test_no_sign_stands_where_bangla_has_none(ours: Path) -> None:
    doubled = re.compile(
        f"[{VOWEL_SIGNS}]{{2}}|্[{VOWEL_SIGNS}]|[{VOWEL_SIGNS}]্|্্|ংং|ঁঁ|(?<![ঀ-৿\u200c\u200d])[{VOWEL_SIGNS}]"
    )
    assert [bangla for _, bangla in pairs(ours) if doubled.search(TAG.sub("", bangla))] == []


def test_no_english_is_left_and_no_maker_is_named(ours: Path) -> None:
    left = {
        word: bangla
        for _, bangla in pairs(ours)
        for word in re.findall(r"[A-Za-z]{2,}", PLACEHOLDER.sub("", TAG.sub("", bangla)))
        if word not in LATIN
    }
    assert left == {}


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [(file, "django.po") for file in SPOKEN]
    + [(file, "djangojs.po") for file in SPOKEN_BY_SCRIPTS],
    ids=lambda value: value if isinstance(value, str) else value.parents[3].name,
)
def test_everything_wagtail_says_is_said_in_bangla(theirs: Path, mine: str) -> None:
    said = {key(message) for message in entries(OURS / mine)}
    needed = {key(message) for message in entries(theirs)}
    assert needed, f"{theirs} holds nothing"
    assert sorted(needed - said, key=str) == []


# Not met in a newsroom: Django's first page of an empty project and its date-based generic views;
# ordinals and big numbers, which kagoj.bangla writes; one class's name for programmers.
NOT_MET = re.compile(
    r"The install worked|View <a href|You are seeing this page because <a|Django |Topics, references|"
    r"Tutorial: A Polling|Get started with|Connect, get help|Future %\(verbose|Invalid date string|"
    r"Page is not “last”|Empty list and|\{\}(th|st|nd|rd)|%\(value\)s \w+illion|%\(value\)s googol|"
    r"Humanize|(one|two|three|four|five|six|seven|eight|nine)$|%\(ct_name\)s objects"
)


def test_what_django_leaves_in_english_is_said_in_bangla() -> None:
    """Ours and Django's own Bangla together leave no English that an editor could meet."""
    said = {key(message) for message in entries(OURS / "django.po")}
    for file in SPOKEN_BY_DJANGO:
        theirs = Path(str(file).replace("/en/", "/bn/"))
        # Django's catalogue of a language that is not in its apps' list is not read.
        if "humanize" not in str(file):
            said |= {key(m) for m in entries(theirs) if all(forms(m)) and not m.fuzzy}
    needed = {key(message) for file in SPOKEN_BY_DJANGO for message in entries(file)}
    left = {k for k in needed - said if not NOT_MET.match(k[1])}
    assert sorted(left, key=str) == []


def test_compiled_catalogue_is_up_to_date(ours: Path) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(ours))
    compiled.seek(0)
    with ours.with_suffix(".mo").open("rb") as shipped:
        assert struct.unpack("<I", shipped.read(4)) == (0x950412DE,)
        shipped.seek(0)
        now = {key(m): forms(m) for m in read_mo(compiled) if m.id}
        then = {key(m): forms(m) for m in read_mo(shipped) if m.id}
    assert then == now, "compile it: docs/editors/words.md says how"


def test_django_speaks_our_words() -> None:
    """What is asserted is not in the catalogue files' path but in what `gettext` answers."""
    with translation.override("bn"):
        assert gettext("Save draft") == normalise("খসড়া সংরক্ষণ করুন")
        assert gettext("Unpublish") == normalise("প্রত্যাহার করুন")
        assert ngettext("Delete 1 page", "Delete %(counter)s pages", 1) == normalise("১টি পাতা মুছুন")
        assert (
            npgettext("naturaltime-past", "%(num)d day", "%(num)d days", 2) % {"num": 2} == "২ দিন"
        )
    with translation.override("en"):
        assert gettext("Save draft") == "Save draft"


def test_how_long_ago_is_told_in_bangla() -> None:
    now = timezone.now()
    with translation.override("bn"):
        since = timesince(now - timedelta(hours=2, minutes=5), now)
    assert since == "২\xa0ঘণ্টা, ৫\xa0মিনিট"


def test_a_moment_ago_is_just_now() -> None:
    """Wagtail knows "just now" by comparing Django's Bangla "0 minutes" with our own."""
    with translation.override("bn"):
        assert timesince_simple(timezone.now()) == "এইমাত্র"
        assert timesince_simple(timezone.now() - timedelta(hours=30)) == "১\xa0দিন আগে"


def test_months_and_weekdays_are_in_bangla() -> None:
    with translation.override("bn"):
        assert formats.date_format(date(2024, 5, 18), "l, j F Y") == normalise("শনিবার, ১৮ মে ২০২৪")


def test_dates_times_and_numbers_are_written_the_bangla_way() -> None:
    """Day before month, 24 hours (as the paper prints: ০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭), lakh and crore."""
    with translation.override("bn"):
        moment = datetime(2020, 2, 9, 15, 57)
        assert formats.date_format(moment, "DATETIME_FORMAT") == normalise("৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭")
        assert formats.date_format(moment, "SHORT_DATETIME_FORMAT") == normalise(
            "৯ ফেব্রু ২০২০, ১৫:৫৭"
        )
        assert formats.number_format(1234567, force_grouping=True) == "12,34,567"
