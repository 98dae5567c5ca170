"""Placing print orders, always inside the transaction that made them necessary."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from kagoj.news.filing import Filed, file_story, forget_list, move_stories
from kagoj.news.models import (
    Advertisement,
    ArticlePage,
    Author,
    DeskPage,
    Imprint,
    Picture,
    Topic,
)

from . import affected, reprint
from .models import PrintOrder
from .reprint import BATCH


def place(reason: str, keys: Iterable[str], *, urgency: int = PrintOrder.Urgency.NEWS) -> None:
    """Order `keys` to be printed, all to become visible together."""
    keys = list(dict.fromkeys(keys))
    if keys:
        PrintOrder.objects.create(reason=reason[:120], keys=keys, urgency=urgency)


def story(reason: str, filed: Filed) -> None:
    """Order what a story's change touches: what readers see at once; right after, what machines
    fetch, the day's archive, and other stories that name this one."""
    touched = affected.by_story(filed)
    at_once = [key for key in touched if not affected.can_wait(key)]
    right_after = [key for key in touched if affected.can_wait(key)]
    place(f"{reason} {filed.number}", at_once)
    place(
        f"{reason} {filed.number}: what follows",
        [*right_after, *affected.around_story(filed)],
        urgency=PrintOrder.Urgency.SOON,
    )
    if filed.changed and filed.path:
        # The index knows its words only when it has been printed; then those like it can be named.
        place(f"like {filed.number}", [f"/n/{filed.number}"], urgency=PrintOrder.Urgency.SOON)


def imprint(reason: str) -> None:
    """Order what shows the paper's name, imprint or desks."""
    place(reason, affected.by_imprint())


def archive(reason: str) -> int:
    """Order the days of the archive anew, in the background; returns how many."""
    return in_background(reason, affected.on_the_shelf("/archive/"))


def desk(page: DeskPage, former_slug: str = "", *, renamed: bool = False) -> None:
    """Order what shows a desk that was opened, renamed or moved to another address."""
    imprint(f"desk {page.slug}")
    place(f"desk {page.slug}", affected.fronts_of(page.path_of_reader))
    moved = bool(former_slug) and former_slug != page.slug
    if moved:
        move_stories(page.list, former_slug, page.slug)
        place(f"desk left /{former_slug}/", affected.on_the_shelf(f"/{former_slug}/"))
    if moved or renamed:
        everything(f"desk {page.slug}")


def desk_closed(page: DeskPage) -> None:
    """Order a desk's front and archive to be taken away."""
    there = affected.on_the_shelf(page.path_of_reader)
    place(f"close desk {page.slug}", [page.path_of_reader, *there])
    imprint("desks")


def subject(thing: Topic | Author, former_slug: str = "", *, gone: bool = False) -> None:
    """Order what shows a topic or author that was made, renamed, moved or deleted."""
    kind = "topic" if isinstance(thing, Topic) else "author"
    name = f"{kind}:{thing.pk}"
    former = f"/{kind}/{former_slug}/" if former_slug else ""
    place(f"{kind} {thing}", affected.by_subject(name, thing.path, former))
    in_background(f"stories of {kind} {thing}", affected.stories_of(name))
    if gone:
        forget_list(name)


def picture(thing: Picture) -> None:
    """Order what shows a picture whose file or words were changed."""
    for filed in affected.showing(thing):
        page = ArticlePage.objects.filter(pk=filed.page_id, live=True).first()
        if page is not None:
            story(f"picture {thing.pk} in", file_story(page))
    if Imprint.objects.filter(logo=thing).exists():
        imprint("logo")
    if Advertisement.objects.filter(picture=thing).exists():
        place("advertisements", affected.AD_PARTS)
    for author in Author.objects.filter(picture=thing):
        place(f"author {author}", affected.fronts_of(author.path))


def in_background(reason: str, keys: Iterable[str]) -> int:
    """Order many pages, after everything that is news; returns how many."""
    count = 0
    waiting = iter(dict.fromkeys(keys))
    while batch := list(itertools.islice(waiting, BATCH)):
        place(reason, batch, urgency=PrintOrder.Urgency.BACKGROUND)
        count += len(batch)
    return count


def everything(reason: str) -> int:
    """Order the whole paper anew, in the background; returns about how many pages."""
    return reprint.begin(reason)
