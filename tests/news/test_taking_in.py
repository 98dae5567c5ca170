"""One normaliser on every way in: every text field and block of every model, or a named reason why
not."""

from __future__ import annotations

import io
import json

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from PIL import Image
from wagtail import blocks
from wagtail.rich_text import RichText

from kagoj.bangla.normalise import normalise
from kagoj.bangla.slug import file_name
from kagoj.news.blocks import BodyBlock
from kagoj.news.fields import BanglaCharField, BanglaTextField
from kagoj.news.models import (
    ArticlePage,
    AsTyped,
    Author,
    Breaking,
    DeskPage,
    HomePage,
    Imprint,
    Picture,
    Topic,
)
from kagoj.news.taking_in import line, rich, running
from kagoj.news.text_of_others import TEXTS

pytestmark = pytest.mark.django_db

TYPED = "খ\u200bবর এল ।অাজ"
RIGHT = "খবর এল। আজ"

# Why a field takes text as it is.
MACHINE = "written and read by programs only"
ADDRESS = "an address: checked to be normalised, or refused"
DERIVED = "copied from a field that is normalised"
VERBATIM = "to be kept exactly as it came"
REASONS = {
    "news.ArticlePage.address_words": ADDRESS,
    "news.AsTyped.text": VERBATIM,
    "news.Author.slug": ADDRESS,
    "news.Topic.slug": ADDRESS,
    "news.Imprint.ads_txt": VERBATIM,
    "news.Weather.typed": "a number of two digits",
    "news.Weather.fetched": "a number of two digits",
    "news.PublishedStory.path": DERIVED,
    "news.PublishedStory.fingerprint": MACHINE,
    "news.ListEntry.list": MACHINE,
    "news.Folio.list": MACHINE,
    "news.Picture.file_hash": MACHINE,
    "news.PictureRendition.filter_spec": MACHINE,
    "news.PictureRendition.focal_point_key": MACHINE,
    "newsroom.NewslistEntry.headline": DERIVED,
    "newsroom.NewslistEntry.byline": DERIVED,
    "intake.Original.file": MACHINE,
    "intake.Original.record": MACHINE,
    "intake.Original.url": MACHINE,
    "intake.Original.text": VERBATIM,
    "intake.Fingerprint.sign": MACHINE,
    "press.PrintOrder.reason": MACHINE,
    "press.PrintOrder.error": MACHINE,
    "press.Reprint.reason": MACHINE,
    "audience.FoldedSpool.name": MACHINE,
    "wagtailcore.Page.path": MACHINE,
    "wagtailcore.Page.url_path": MACHINE,
    "wagtailcore.Collection.path": MACHINE,
    "wagtailcore.Comment.contentpath": MACHINE,
    "wagtailcore.Comment.position": MACHINE,
    "wagtailcore.Site.hostname": MACHINE,
    "wagtaildocs.Document.file_hash": MACHINE,
    "auth.User.password": VERBATIM,
    "auth.User.username": "for signing in: Django compares it in NFKC, its own rule",
}
# Wagtail's page: the pages of a paper take its texts in themselves.
OF_PAGES = {"title", "draft_title", "seo_title", "search_description"}
# Tables of Wagtail's and Django's own workings, and of models the paper does not use.
WORKINGS = {
    "auth.Permission",
    "contenttypes.ContentType",
    "sessions.Session",
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailcore.Locale",
    "wagtailcore.CollectionViewRestriction",
    "wagtailcore.ModelLogEntry",
    "wagtailcore.PageLogEntry",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.ReferenceIndex",
    "wagtailcore.Revision",
    "wagtailcore.WorkflowState",
    "wagtailembeds.Embed",
    "wagtailimages.Image",
    "wagtailimages.Rendition",
    "wagtailsearch.IndexEntry",
    "wagtailsearch.SQLiteFTSIndexEntry",
    "wagtailusers.UserProfile",
}


def text_fields():
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.CharField | models.TextField):
                yield model, field


NORMALISING = (BanglaCharField, BanglaTextField)
CHECKED_OTHERWISE = (models.URLField, models.EmailField, models.SlugField)


def is_accounted_for(model, field):
    label = model._meta.label
    return (
        isinstance(field, NORMALISING + CHECKED_OTHERWISE)
        or field.choices
        or not field.editable  # nobody types it
        or field.name in TEXTS.get(label, {})
        or f"{label}.{field.name}" in REASONS
        or label in WORKINGS
        or (label == "wagtailcore.Page" and field.name in OF_PAGES)
    )


def test_every_text_field_is_normalised_or_has_a_reason():
    assert [
        f"{model._meta.label}.{field.name}"
        for model, field in text_fields()
        if not is_accounted_for(model, field)
    ] == []


def test_no_reason_is_given_for_a_field_that_is_gone():
    there = {f"{model._meta.label}.{field.name}" for model, field in text_fields()}
    assert set(REASONS) <= there
    assert {f"{label}.{name}" for label, names in TEXTS.items() for name in names} <= there


OURS = [(model, field) for model, field in text_fields() if isinstance(field, NORMALISING)]


@pytest.mark.parametrize(
    ("model", "field"), OURS, ids=[f"{model.__name__}.{field.name}" for model, field in OURS]
)
def test_a_field_of_ours_takes_its_one_right_form_by_every_way(model, field):
    assert field.to_python(TYPED) == RIGHT  # forms and full_clean
    assert field.get_prep_value(TYPED) == RIGHT  # update(), bulk_create(), filter()
    unsaved = model(**{field.name: TYPED})
    assert field.pre_save(unsaved, add=True) == RIGHT  # save(), and revisions
    assert getattr(unsaved, field.name) == RIGHT


def test_questions_are_put_in_the_same_form():
    Topic.objects.bulk_create([Topic(title="প\u09dcা\u200b", slug="পড়া")])
    assert Topic.objects.get(title="প\u09dcা").title == "পড়া"
    Topic.objects.update(about=TYPED)
    for way, typed in {"contains": "এল ।", "istartswith": "খ\u200bব", "endswith": "অাজ"}.items():
        assert Topic.objects.get(**{f"about__{way}": typed}).about == RIGHT


@pytest.mark.parametrize("name", sorted(OF_PAGES))
def test_the_pages_of_a_paper_take_wagtails_own_fields_in(paper, name):
    for page in (HomePage.objects.get(), DeskPage.objects.first(), paper.write("ঘাট")):
        setattr(page, name, TYPED)
        page.full_clean()
        assert getattr(page, name) == RIGHT
        setattr(page, name, TYPED)
        page.save()
        page.refresh_from_db()
        assert getattr(page, name) == RIGHT


def test_a_title_too_long_once_it_is_right_is_refused_in_the_form(paper):
    story = paper.write("ঘাট")
    story.title = "\u09dc" * 200
    with pytest.raises(ValidationError) as refused:
        story.full_clean()
    assert set(refused.value.message_dict) == {"title"}


def test_text_in_models_of_others_is_taken_in(paper, django_user_model):
    person = django_user_model.objects.create_user("rahima", first_name=TYPED)
    assert person.first_name == RIGHT
    for label, names in TEXTS.items():
        if label == "auth.User":
            continue
        model = apps.get_model(label)
        for name, right in names.items():
            made = model(**{name: TYPED})
            models.signals.pre_save.send(
                sender=model, instance=made, raw=False, using="default", update_fields=None
            )
            assert getattr(made, name) == right(TYPED) == RIGHT, f"{label}.{name}"


def leaves(block, path="body"):
    if isinstance(block, blocks.StreamBlock | blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from leaves(child, f"{path}.{name}")
    elif isinstance(block, blocks.ListBlock):
        yield from leaves(block.child_block, f"{path}[]")
    else:
        yield path, block


LEAVES = list(leaves(BodyBlock()))
NO_TEXT = (blocks.URLBlock, blocks.ChoiceBlock, blocks.BooleanBlock, blocks.ChooserBlock)


@pytest.mark.parametrize(("path", "block"), LEAVES, ids=[path for path, _ in LEAVES])
def test_every_block_is_normalised_or_holds_no_text(path, block):
    if isinstance(block, NO_TEXT):
        return
    assert block.take_in(TYPED) == RIGHT
    if isinstance(block, blocks.RichTextBlock):
        assert block.clean(RichText(TYPED)).source == RIGHT
    else:
        assert block.clean(TYPED) == RIGHT


@pytest.mark.parametrize("way", ["values", "stored JSON", "revision"])
def test_a_body_is_normalised_whichever_way_it_comes(paper, way):
    stream = [
        {"type": "paragraph", "value": f"<p>{TYPED}</p>"},
        {"type": "quote", "value": {"text": TYPED, "attribution": TYPED}},
        {"type": "list", "value": {"items": [{"type": "item", "value": TYPED}], "ordered": False}},
        {"type": "gallery", "value": [{"type": "item", "value": {"alt": TYPED}}] * 2},
        {"type": "gone", "value": TYPED},
    ]
    story = paper.write("ঘাট", body=[])
    if way == "values":
        story.body = [
            ("paragraph", RichText(f"<p>{TYPED}</p>")),
            ("quote", {"text": TYPED, "attribution": TYPED}),
        ]
    else:
        story.body = json.dumps(stream)
    if way == "revision":
        kept = json.dumps(json.loads(story.save_revision().content["body"]), ensure_ascii=False)
    else:
        story.save()
        kept = json.dumps(
            list(ArticlePage.objects.get(pk=story.pk).body.raw_data), ensure_ascii=False
        )
    assert RIGHT in kept
    # What a kind of block long gone had is nobody's to read.
    assert kept.count("\u200b") == kept.count('"gone"')


def test_tags_of_rich_text_are_left_alone():
    tag = '<a href="https://example.org/র\u200c\u200cয ।x">'
    assert rich(f"<p>{tag}খ\u200bবর ।</a></p>") == f"<p>{tag}খবর।</a></p>"
    assert rich("<p>ক<b>খ</b>৷</p>") == "<p>ক<b>খ</b>।</p>"
    assert rich("অশেষ <b") == "অশেষ <b"


def test_control_characters_go_and_a_line_is_one_line():
    assert line("এক\x00\r\nদুই\u2028তিন\ufffe") == "এক দুই তিন"
    assert running("এক\x07\nদুই") == "এক\nদুই"


def test_what_is_listed_as_typed_stays_everywhere(paper):
    AsTyped.objects.create(text="অা\u09dc")
    AsTyped.objects.create(text="এল ।")
    assert line("অা\u09dc এল । অামি") == "অাড় এল । আমি"
    assert rich("<p>অা\u09dc</p>") == "<p>অাড়</p>"
    author = Author.objects.create(name="অা\u09dc", about="অামি")
    author.refresh_from_db()
    assert (author.name, author.about) == ("অাড়", "আমি")
    assert Author.objects.get(name="অা\u09dc") == author
    story = paper.write("অাড় এল ।", body=[("paragraph", "<p>এল ।</p>")])
    story.refresh_from_db()
    assert story.title == "অাড় এল ।"
    assert str(story.body[0].value.source) == "<p>এল ।</p>"
    author.save()
    author.refresh_from_db()
    assert author.name == "অাড়"


def test_what_needs_no_mending_asks_nothing_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert line("প\u09dcা আর লেখা।") == "পড়া আর লেখা।"
    with django_assert_num_queries(1):
        assert line(TYPED) == RIGHT


def test_uploads_keep_their_vowel_signs(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    for name, kept in {
        "যুক্ত\u200dরাষ্ট্র (২).JPG": "যুক্তরাষ্ট্র-২.jpg",
        "../../etc/পাস ওয়ার্ড.png": "পাস-ওয়ার্ড.png",
        "😀.png": "picture.png",
        "ক্ষুণ্ন" * 60 + ".png": None,
    }.items():
        picture = Picture(title="ছবি")
        picture.file.save(name, SimpleUploadedFile(name, drawn.getvalue()), save=False)
        folder, _, saved = picture.file.name.rpartition("/")
        assert folder == "original_images"
        assert (tmp_path / picture.file.name).exists()
        if kept:
            assert saved == normalise(kept)
        else:
            assert len(picture.file.name) <= 100
            assert len(saved.encode()) <= 255
            assert file_name(saved) == saved


def test_the_ticker_the_imprint_and_desks_known_by_other_names(paper):
    imprint = Imprint.for_site(paper.home.get_site())
    imprint.social = "ফেসবুক\u200b https://example.org/ক\n"
    imprint.save()
    imprint.refresh_from_db()
    assert imprint.social == "ফেসবুক https://example.org/ক"
    assert Breaking(text=TYPED, until=None)._meta.get_field("text").to_python(TYPED) == RIGHT
    paper.khela.also_called = "ক্রী\u09dcা,খেলা\u200bধুলা"
    paper.khela.save()
    assert paper.khela.names() >= {"ক্রীড়া", "খেলাধুলা"}
