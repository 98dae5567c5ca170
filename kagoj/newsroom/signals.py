"""The only listener to what editors do: file it, and order what it touches to be printed.

Every receiver runs inside the transaction of the change it hears of, so a story, its line in the
newslist and its print order are written together or not at all.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState
from wagtail.signals import init_new_page, page_published, page_unpublished, post_page_move

from kagoj.news.filing import file_story, withdraw_story
from kagoj.news.models import (
    Advertisement,
    ArticlePage,
    Author,
    Breaking,
    DeskPage,
    HomePage,
    Imprint,
    Picture,
    Topic,
    Weather,
)
from kagoj.press import orders
from kagoj.press.affected import AD_PARTS

from . import byline, newslist, roles


@receiver(page_published)
def publish(sender: type[Page], instance: Page, **_: Any) -> None:
    if isinstance(instance, ArticlePage):
        with transaction.atomic():
            if instance.live:  # Wagtail says "published" also when only a time was set for it
                orders.story("publish", file_story(instance))
            newslist.enter(instance)
    elif isinstance(instance, DeskPage):
        slug, title = before_save(instance)
        orders.desk(instance, slug, renamed=bool(title) and title != instance.title)
    elif isinstance(instance, HomePage):
        orders.imprint("home")


@receiver(page_unpublished)
def unpublish(sender: type[Page], instance: Page, **_: Any) -> None:
    if isinstance(instance, ArticlePage):
        _withdraw(instance.number)
        newslist.enter(instance)
    elif isinstance(instance, DeskPage):
        orders.desk_closed(instance)


@receiver(post_delete, sender=ArticlePage)
def delete_story(instance: ArticlePage, **_: Any) -> None:
    _withdraw(instance.number)
    newslist.strike(instance.number)


@receiver(post_delete, sender=DeskPage)
def delete_desk(instance: DeskPage, **_: Any) -> None:
    orders.desk_closed(instance)


@receiver(post_page_move)
def move(sender: type[Page], instance: Page, **_: Any) -> None:
    page = instance.specific
    if isinstance(page, ArticlePage):
        page.refresh_from_db()
        newslist.enter(page)
        if page.live:
            orders.story("move", file_story(page))
    elif isinstance(page, DeskPage):
        orders.imprint("desks")


@receiver(init_new_page)
def sign_new_story(sender: Any, page: Page, **_: Any) -> None:
    if isinstance(page, ArticlePage) and page.owner:
        byline.sign(page, page.owner)


@receiver(post_save, sender=ArticlePage)
def list_story(instance: ArticlePage, raw: bool = False, **_: Any) -> None:
    if not raw:
        newslist.enter(instance)


@receiver(post_save, sender=WorkflowState)
def list_story_on_its_way(instance: WorkflowState, raw: bool = False, **_: Any) -> None:
    """Sent for approval, approved, given back: its line says so."""
    page = instance.content_object
    if not raw and isinstance(page, Page) and isinstance(page.specific, ArticlePage):
        newslist.enter(page.specific)


@receiver(post_save, sender=Revision)
def list_scheduled_story(
    instance: Revision, update_fields: frozenset[str] | None = None, raw: bool = False, **_: Any
) -> None:
    """A time was set for publishing, or taken back."""
    concerned = instance.approved_go_live_at or "approved_go_live_at" in (update_fields or ())
    if concerned and not raw and isinstance(page := instance.content_object, ArticlePage):
        newslist.enter(page)


@receiver(pre_save, sender=Imprint)
def note_what_the_archive_shows(instance: Imprint, **_: Any) -> None:
    before = Imprint.objects.filter(pk=instance.pk).first()
    instance.told_otherwise = before is not None and before.almanac != instance.almanac  # type: ignore[attr-defined]


@receiver(post_save, sender=Imprint)
def tell_the_archives_days_anew(instance: Imprint, **_: Any) -> None:
    if getattr(instance, "told_otherwise", False):
        orders.archive("another almanac")


@receiver(post_save, sender=Imprint)
@receiver(post_save, sender=Weather)
def change_imprint(instance: Imprint | Weather, **_: Any) -> None:
    orders.imprint(instance._meta.model_name or "")


@receiver(pre_save, sender=Weather)
def note_when_typed(instance: Weather, **_: Any) -> None:
    before = Weather.objects.filter(pk=instance.pk).first()
    if before is None or before.typed != instance.typed:
        instance.typed_at = timezone.now() if instance.typed else None
    if before and before.provider != instance.provider:
        instance.fetched, instance.fetched_at = "", None


@receiver([post_save, post_delete], sender=Advertisement)
def change_advertisement(instance: Advertisement, **_: Any) -> None:
    orders.place("advertisements", AD_PARTS)


@receiver([post_save, post_delete], sender=Breaking)
def change_ticker(instance: Breaking, **_: Any) -> None:
    orders.place("ticker", ["/parts/ticker.html"])


@receiver(post_save, sender=Picture)
def change_picture(instance: Picture, created: bool, raw: bool = False, **_: Any) -> None:
    if not created and not raw:
        orders.picture(instance)


@receiver(pre_save, sender=Topic)
@receiver(pre_save, sender=Author)
@receiver(pre_save, sender=DeskPage)
def note_former_names(instance: Topic | Author | DeskPage, **_: Any) -> None:
    """What it was called, for those who hear of it once it is saved."""
    title = "name" if isinstance(instance, Author) else "title"
    known = type(instance).objects.filter(pk=instance.pk).values_list("slug", title).first()  # type: ignore[union-attr]
    instance._before_save = known or ("", "")  # type: ignore[union-attr]


def before_save(instance: Topic | Author | DeskPage) -> tuple[str, str]:
    """Slug and title before the save that is being heard of; empty when it is new."""
    return getattr(instance, "_before_save", ("", ""))


@receiver(post_save, sender=Topic)
@receiver(post_save, sender=Author)
def change_subject(instance: Topic | Author, created: bool, raw: bool = False, **_: Any) -> None:
    if not created and not raw:  # a new one is named nowhere yet
        slug, _title = before_save(instance)
        orders.subject(instance, slug if slug != instance.slug else "")


@receiver(post_delete, sender=Topic)
@receiver(post_delete, sender=Author)
def delete_subject(instance: Topic | Author, **_: Any) -> None:
    orders.subject(instance, gone=True)


def _withdraw(number: int) -> None:
    with transaction.atomic():
        filed = withdraw_story(number)
        if filed is not None:
            orders.story("withdraw", filed)


@receiver(post_save, sender=DeskPage)
def give_desk_its_groups(instance: DeskPage, created: bool, raw: bool = False, **_: Any) -> None:
    if created and not raw:
        roles.set_up_desk(instance)


@receiver(pre_save, sender=DeskPage)
def keep_groups_of_renamed_desk(instance: DeskPage, **_: Any) -> None:
    before = DeskPage.objects.filter(pk=instance.pk).values_list("title", flat=True).first()
    if before and before != instance.title:
        roles.rename_desk(before, instance)
