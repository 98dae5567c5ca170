"""What is done in the site from outside: `fill FILE` makes it, `publish HEADLINE` adds a story."""

# ruff: noqa: E402 - models can be imported once Django is set up

from __future__ import annotations

import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.peers.wagtail_site.settings")

import django

django.setup()

from django.core.files import File
from django.core.management import call_command
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.models import Page, Site

from benchmarks.peers.wagtail_site.models import Desk, HomePage, NewsPage


def fill(file: Path) -> None:
    """Make the site, each story with `add_child`; prints how many of them it took in a second."""
    call_command("makemigrations", "site_of_peer", verbosity=0)
    call_command("migrate", verbosity=0)
    Page.objects.filter(depth=2).delete()
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="দৈনিক নমুনা", slug="home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    articles = json.loads(file.read_text("utf-8"))
    began = time.monotonic()
    for n, article in enumerate(articles):
        page = _page(article)
        page.first_published_at = page.last_published_at = timezone.now() - timedelta(minutes=n)
        page.reads = n * 7919 % 100_000
        if article["picture"]:
            with Path(article["picture"]).open("rb") as picture:
                page.picture = Image.objects.create(
                    title=article["caption"][:200], file=File(picture, "photograph.jpg")
                )
        home.add_child(instance=page)
    print(len(articles) / (time.monotonic() - began))


def publish(headline: str) -> None:
    home = HomePage.objects.get()
    page = _page({"headline": headline, "slug": f"x{time.monotonic_ns()}", "desk": "bangladesh",
                  "html": "<p>মাপজোকের জন্য লেখা একটি অনুচ্ছেদ।</p>"})  # fmt: skip
    page.live = False
    print(time.monotonic(), flush=True)
    home.add_child(instance=page)
    page.save_revision().publish()
    print("done", flush=True)


def _page(article: dict[str, Any]) -> NewsPage:
    desk, _ = Desk.objects.get_or_create(slug=article["desk"], defaults={"title": article["desk"]})
    return NewsPage(
        title=article["headline"],
        slug=article["slug"],
        deck=article.get("deck", ""),
        byline=article.get("byline", ""),
        desk=desk,
        body=[("html", article["html"])],
    )


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(Path(sys.argv[2]))
    else:
        publish(sys.argv[2])
