"""Making a paper: its tree, roles, first desks and first administrator."""

from __future__ import annotations

import secrets
import string
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Collection, Page, Site, Workflow

from kagoj.news.models import DeskPage, HomePage, Imprint

from . import roles

# What most Bangla papers begin with; title, slug, other names.
FIRST_DESKS = (
    ("বাংলাদেশ", "bangladesh", "জাতীয়, দেশ"),
    ("রাজনীতি", "politics", ""),
    ("আন্তর্জাতিক", "international", "বিশ্ব"),
    ("অর্থনীতি", "economy", "বাণিজ্য, অর্থ-বাণিজ্য"),
    ("সারাদেশ", "country", "জেলা, জনপদ"),
    ("খেলা", "sports", "খেলাধুলা, ক্রীড়া"),
    ("বিনোদন", "entertainment", ""),
    ("মতামত", "opinion", "সম্পাদকীয়, উপসম্পাদকীয়"),
)
ADMINISTRATOR = "admin"
# What Wagtail calls 'Root': above the paper, and the drawer of all pictures.
ROOT = "সব"


@transaction.atomic
def make_paper(name: str) -> HomePage:
    """Turn Wagtail's welcome page into a paper called `name`, with its roles; without desks."""
    root = Page.get_first_root_node()
    root.title = root.draft_title = ROOT
    root.save()
    Collection.objects.filter(depth=1).update(name=ROOT)
    home = HomePage(title=name, slug="kagoj", show_in_menus=False)
    root.add_child(instance=home)
    address = urlsplit(settings.PAPER.address)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or (443 if address.scheme == "https" else 80),
            "root_page": home,
            "site_name": name,
        },
    )
    root.refresh_from_db()
    root.get_children().exclude(pk=home.pk).delete()
    # The welcome page's own groups and workflow say nothing to a paper.
    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()
    Workflow.objects.filter(name="Moderators approval").delete()
    Imprint.objects.get_or_create(site=Site.objects.get(is_default_site=True))
    roles.set_up_paper(home)
    home.save_revision().publish()
    return home


def add_desks(home: HomePage, desks: Iterable[tuple[str, str, str]]) -> list[DeskPage]:
    """Open desks, in the order of the navigation."""
    return [open_desk(home, title, slug, also_called) for title, slug, also_called in desks]


def open_desk(
    home: HomePage, title: str, slug: str, also_called: str = "", about: str = ""
) -> DeskPage:
    """Open one desk, with its groups and its way to approval."""
    home.refresh_from_db()  # its count of children moves with every desk
    desk = DeskPage(
        title=title, slug=slug, also_called=also_called, about=about, show_in_menus=True
    )
    home.add_child(instance=desk)
    desk.save_revision().publish()
    return desk


def add_administrator(username: str = ADMINISTRATOR) -> str:
    """Make the first administrator; returns the random password, which is kept nowhere."""
    password = random_password()
    user = get_user_model().objects.create_superuser(username, "", password)
    user.groups.add(roles.group_of(roles.Role.ADMINISTRATOR))
    return password


def random_password() -> str:
    """Sixteen letters and digits, without those that look alike."""
    letters = "".join(c for c in string.ascii_letters + string.digits if c not in "0O1lI")
    return "".join(secrets.choice(letters) for _ in range(16))
