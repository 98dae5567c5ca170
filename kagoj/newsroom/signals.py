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
    ListEntry,
    PublishedStory,
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
            orders.story("publish", file_story(instance))
            newslist.enter(instance)
    elif isinstance(instance, DeskPage):
        _refile_desk(instance)
    elif isinstance(instance, HomePage):
        orders.imprint("home")


@receiver(page_unpublished)
def unpublish(sender: type[Page], instance: Page, **_: Any) -> None:
    if isinstance(instance, ArticlePage):
        _withdraw(instance.number)
        newslist.enter(instance)
    elif isinstance(instance, DeskPage):
        orders.place(f"close desk {instance.slug}", [instance.path_of_reader, "/"])
        orders.imprint("desks")


@receiver(post_delete, sender=ArticlePage)
def delete_story(instance: ArticlePage, **_: Any) -> None:
    _withdraw(instance.number)
    newslist.strike(instance.number)


@receiver(post_delete, sender=DeskPage)
def delete_desk(instance: DeskPage, **_: Any) -> None:
    orders.place(f"delete desk {instance.slug}", [instance.path_of_reader])
    orders.imprint("desks")


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


@receiver([post_save, post_delete], sender=Topic)
@receiver([post_save, post_delete], sender=Author)
def change_subject(instance: Topic | Author, **_: Any) -> None:
    """A topic's or author's own page, and the stories that name it."""
    kind = "topic" if isinstance(instance, Topic) else "author"
    keys = [instance.path, f"{instance.path}feed.xml"]
    numbers = ListEntry.objects.filter(list=f"{kind}:{instance.pk}").order_by("-published")
    for number in numbers.values_list("number", flat=True)[:500]:
        page = ArticlePage.objects.filter(number=number, live=True).first()
        if page is not None and isinstance(instance, Author):
            file_story(page)
        keys.append(f"/n/{number}")
    orders.place(f"{kind} {instance}", keys)


def _withdraw(number: int) -> None:
    with transaction.atomic():
        filed = withdraw_story(number)
        if filed is not None:
            orders.story("withdraw", filed)


def _refile_desk(desk: DeskPage) -> None:
    """A desk was published: new, renamed, or its address changed with all its stories'."""
    orders.imprint(f"desk {desk.slug}")
    orders.place(f"desk {desk.slug}", [desk.path_of_reader, f"{desk.path_of_reader}feed.xml"])
    if not ListEntry.objects.filter(list=desk.list).exists():
        return
    newest = ListEntry.objects.filter(list=desk.list).latest("published")
    story = PublishedStory.objects.get(number=newest.number)
    link = {"title": desk.title, "url": desk.path_of_reader}
    if story.card["desk"] != link:
        for page in ArticlePage.objects.child_of(desk).live().iterator(chunk_size=200):
            file_story(page)
        orders.everything(f"desk {desk.slug}")


@receiver(post_save, sender=DeskPage)
def give_desk_its_groups(instance: DeskPage, created: bool, raw: bool = False, **_: Any) -> None:
    if created and not raw:
        roles.set_up_desk(instance)


@receiver(pre_save, sender=DeskPage)
def keep_groups_of_renamed_desk(instance: DeskPage, **_: Any) -> None:
    before = DeskPage.objects.filter(pk=instance.pk).values_list("title", flat=True).first()
    if before and before != instance.title:
        roles.rename_desk(before, instance)
