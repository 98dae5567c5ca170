"""What the press needs before its first page: the theme's files where delivery serves them."""

from __future__ import annotations

from django.conf import settings

from kagoj.theme import assets


def lay_out_theme() -> None:
    """Find the paper's own theme before ours, and write all hashed files for delivery."""
    own = settings.PAPER.folder / "theme"
    if own.is_dir():
        assets.look_in(own)
    assets.collect(settings.PAPER.static)
