"""Every list of names stands in the order of the Bangla alphabet."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from kagoj.bangla.normalise import normalise
from kagoj.news.models import Author, Topic

pytestmark = pytest.mark.django_db

# In CLDR's order; code points would put ৎ, ড় and ং elsewhere.
NAMES = [
    normalise(n)
    for n in [
        "১ম",
        "উত্তর",
        "উৎস",
        "উদয়",
        "কংস",
        "কত",
        "কলা",
        "ডাল",
        "ড়ু",
        "ঢাকা",
        "য",
        "যা",
        "য়া",
        "র",
        "Abc",
    ]
]


@pytest.fixture
def editor(client):
    person = get_user_model().objects.create_superuser("সম্পাদক", first_name=NAMES[3])
    client.force_login(person)
    return person


def in_reverse(model, field):
    for number, name in enumerate(reversed(NAMES)):
        model.objects.create(**{field: name, "slug": f"n-{number}"})


def first_column(answer) -> list[str]:
    page = html.fromstring(answer.content.decode())
    cells = page.xpath("//table//tbody/tr/td[contains(@class,'title')]")
    return [" ".join(cell.xpath("string(.//a)").split()) for cell in cells]


@pytest.mark.parametrize(
    ("model", "field", "address"),
    [(Author, "name", "/snippets/news/author/"), (Topic, "title", "/snippets/news/topic/")],
)
def test_registers_stand_in_the_alphabets_order(editor, client, model, field, address):
    in_reverse(model, field)
    assert list(model.objects.values_list(field, flat=True)) == NAMES
    assert first_column(client.get(address)) == NAMES
    backwards = client.get(address, {"ordering": "-alphabetical"})
    assert first_column(backwards) == NAMES[::-1]


def test_a_changed_name_changes_its_place():
    author = Author.objects.create(name="হাসান")
    Author.objects.create(name="করিম")
    author.name = "আলম"
    author.save()
    assert [str(one) for one in Author.objects.all()] == ["আলম", "করিম"]


def test_many_made_at_once_have_their_places():
    Topic.objects.bulk_create(
        Topic(title=name, slug=f"t{at}") for at, name in enumerate(NAMES[::-1])
    )
    assert [str(one) for one in Topic.objects.all()] == NAMES


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plan")
def test_a_page_of_a_long_list_walks_the_index():
    for model in (Author, Topic):
        with CaptureQueriesContext(connection) as caught:
            list(model.objects.all()[:20])
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {caught[0]['sql']}")
            plan = " ".join(str(row) for row in cursor.fetchall())
        assert "alphabetical" in plan
        assert "SCAN" in plan
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan


def test_topics_found_while_typing_and_the_authors_of_the_filter(editor, client):
    in_reverse(Topic, "title")
    in_reverse(Author, "name")
    told = client.get("/topics/find/", {"q": "ক"}).json()["topics"]
    assert [topic["title"] for topic in told] == ["কংস", "কত", "কলা", "ঢাকা"]
    page = html.fromstring(client.get("/stories/").content.decode())
    assert page.xpath("//datalist/option/@value") == NAMES


def test_people_stand_in_the_alphabets_order(editor, client):
    for number, name in enumerate(reversed(NAMES[:3] + NAMES[4:])):
        get_user_model().objects.create_user(f"u{number}", first_name=name)
    for ordering, wanted in (("name", NAMES), ("-name", NAMES[::-1])):
        answer = client.get("/users/", {"ordering": ordering})
        assert [name for name in first_column(answer) if name in NAMES] == wanted
