"""The roles of a paper and what each may do, in the whole paper or at one desk.

A role at a desk is a group of that desk ('খেলা: প্রতিবেদক'); the same role for the whole paper is
a group without a desk ('সব বিভাগ: প্রতিবেদক'). Wagtail asks the groups; this file fills them.
"""

from __future__ import annotations

import dataclasses
import enum

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from kagoj.news.models import DeskPage, HomePage


class Role(enum.Enum):
    REPORTER = "প্রতিবেদক"
    SUB_EDITOR = "সহ-সম্পাদক"
    DESK_EDITOR = "বিভাগীয় সম্পাদক"
    PUBLISHER = "প্রকাশনা সম্পাদক"
    ADMINISTRATOR = "প্রশাসক"


WHOLE_PAPER = "সব বিভাগ"


@dataclasses.dataclass(frozen=True)
class Rights:
    """What a role may do: to pages, to pictures and documents, to the paper's other things."""

    pages: tuple[str, ...]
    files: tuple[str, ...]
    models: tuple[str, ...] = ()


_READ_NAMES = ("news.view_author", "news.view_topic")
_KEEP_NAMES = (
    *_READ_NAMES,
    "news.add_author",
    "news.change_author",
    "news.add_topic",
    "news.change_topic",
)
_KEEP_TICKER = ("news.add_breaking", "news.change_breaking", "news.delete_breaking")
_KEEP_PAPER = (
    *tuple(
        f"news.{verb}_{model}"
        for model in ("author", "topic", "advertisement", "breaking", "astyped")
        for verb in ("add", "change", "delete", "view")
    ),
    "news.change_imprint",
    "news.change_weather",
)
_KEEP_USERS = tuple(
    f"auth.{verb}_{model}" for model in ("user", "group") for verb in ("add", "change", "delete")
)

RIGHTS = {
    # Writes stories and edits their own until they are taken over; sends them for approval.
    Role.REPORTER: Rights(("add_page",), ("add", "choose"), _READ_NAMES),
    # Edits everybody's stories at the desk; does not publish.
    Role.SUB_EDITOR: Rights(("add_page", "change_page"), ("add", "change", "choose"), _KEEP_NAMES),
    # Publishes and withdraws at the desk; approves what reporters send.
    Role.DESK_EDITOR: Rights(
        ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
        ("add", "change", "choose"),
        (*_KEEP_NAMES, *_KEEP_TICKER),
    ),
    # The front page, the imprint, advertisements, desks themselves.
    Role.PUBLISHER: Rights(
        (
            "add_page",
            "change_page",
            "publish_page",
            "lock_page",
            "unlock_page",
            "bulk_delete_page",
        ),
        ("add", "change", "delete", "choose"),
        _KEEP_PAPER,
    ),
    # Everything, users included.
    Role.ADMINISTRATOR: Rights(
        (
            "add_page",
            "change_page",
            "publish_page",
            "lock_page",
            "unlock_page",
            "bulk_delete_page",
        ),
        ("add", "change", "delete", "choose"),
        (*_KEEP_PAPER, *_KEEP_USERS),
    ),
}
AT_A_DESK = (Role.REPORTER, Role.SUB_EDITOR, Role.DESK_EDITOR)


def group_of(role: Role, desk: DeskPage | None = None) -> Group:
    """The group that has `role` at `desk`, or in the whole paper."""
    where = desk.title if desk else WHOLE_PAPER
    return Group.objects.get_or_create(name=f"{where}: {role.value}")[0]


def set_up_paper(home: HomePage) -> None:
    """Make every paper-wide group and its rights, and the desks'. Safe to repeat."""
    for role in Role:
        _grant(group_of(role), RIGHTS[role], home)
    for desk in DeskPage.objects.child_of(home):
        set_up_desk(desk)


def set_up_desk(desk: DeskPage) -> None:
    """Make a desk's groups, their rights and its way to approval. Safe to repeat."""
    for role in AT_A_DESK:
        _grant(group_of(role, desk), RIGHTS[role], desk)
    if WorkflowPage.objects.filter(page=desk).exists():
        return
    task = GroupApprovalTask.objects.create(name=f"{desk.title}: অনুমোদন")
    task.groups.set(
        [
            group_of(Role.DESK_EDITOR, desk),
            group_of(Role.DESK_EDITOR),
            group_of(Role.PUBLISHER),
            group_of(Role.ADMINISTRATOR),
        ]
    )
    workflow = Workflow.objects.create(name=f"{desk.title}: অনুমোদন")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=desk, workflow=workflow)


def rename_desk(old_title: str, desk: DeskPage) -> None:
    """Let a renamed desk keep its groups and their members."""
    for role in AT_A_DESK:
        Group.objects.filter(name=f"{old_title}: {role.value}").update(
            name=f"{desk.title}: {role.value}"
        )
    for model in (GroupApprovalTask, Workflow):
        model.objects.filter(name=f"{old_title}: অনুমোদন").update(name=f"{desk.title}: অনুমোদন")


def _grant(group: Group, rights: Rights, page: Page) -> None:
    group.permissions.add(_permission("wagtailadmin.access_admin"))
    for codename in rights.pages:
        GroupPagePermission.objects.get_or_create(
            group=group, page=page, permission=_permission(f"wagtailcore.{codename}")
        )
    root = Collection.get_first_root_node()
    for verb in rights.files:
        for permission in (f"wagtailimages.{verb}_image", f"wagtaildocs.{verb}_document"):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=_permission(permission)
            )
    group.permissions.add(*(_permission(name) for name in rights.models))


def _permission(name: str) -> Permission:
    """A permission by 'app.codename', made when migrations have not made it yet."""
    app, codename = name.split(".")
    found = Permission.objects.filter(content_type__app_label=app, codename=codename).first()
    if found:
        return found
    model = codename.partition("_")[2]
    kind = ContentType.objects.get(app_label=app, model=model)
    return Permission.objects.create(content_type=kind, codename=codename, name=codename)
