"""Our styles and scripts on every screen of Wagtail's admin."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kagoj import __version__
from kagoj.theme.assets import asset


def styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', _address("newsroom/newsroom.css"))


def scripts() -> SafeString:
    return format_html(
        '<script type="module" src="{}" data-awake="{}" data-sign-in="{}"></script>',
        _address("newsroom/guard.mjs"),
        reverse("newsroom_awake"),
        reverse("wagtailadmin_login"),
    )


def keyboards() -> SafeString:
    """Avro and Probhat in every text field."""
    return format_html(
        '<script type="module" src="{}" data-typing="{}" data-avro="{}" data-readings="{}"'
        ' data-words="{}" data-probhat="{}"></script>',
        _address("newsroom/keyboards.mjs"),
        asset("js/typing.mjs"),
        asset("js/avro.json"),
        asset("js/readings.mjs"),
        asset("js/words.json"),
        asset("js/probhat.json"),
    )


def days() -> SafeString:
    """Dates told beside their fields."""
    return format_html(
        '<script type="module" src="{}" data-days="{}"></script>',
        _address("newsroom/days.mjs"),
        reverse("newsroom_days"),
    )


def counts() -> SafeString:
    """How long a story is, beside it while it is written."""
    return format_html(
        '<link rel="stylesheet" href="{}"><script type="module" src="{}"></script>',
        _address("newsroom/counting.css"),
        _address("newsroom/counting.mjs"),
    )


def _address(file: str) -> str:
    """With the version, so that an update is seen at once."""
    return f"{static(file)}?v={__version__}"
