"""Something of another site, loaded only when a reader asks for it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import quote

from django.core.exceptions import ValidationError
from wagtail import blocks

from .text import NormalisedCharBlock


class Provider(NamedTuple):
    """A site whose pages can be framed: which addresses, and the address of the frame."""

    name: str
    address: re.Pattern[str]
    frame: str  # {id} is the address's first group, {url} the whole address, quoted


PROVIDERS = (
    Provider(
        "YouTube",
        re.compile(
            r"https://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/)|youtu\.be/)"
            r"([\w-]{11})"
        ),
        "https://www.youtube-nocookie.com/embed/{id}?autoplay=1",
    ),
    Provider(
        "Vimeo",
        re.compile(r"https://(?:www\.)?vimeo\.com/(\d{5,12})"),
        "https://player.vimeo.com/video/{id}?autoplay=1",
    ),
    Provider(
        "Facebook",
        re.compile(
            r"https://(?:www\.|m\.|web\.)?facebook\.com/([\w.]+/(?:videos|posts)/[\w.-]+|watch/?\?v=\d+|reel/\d+)"
        ),
        "https://www.facebook.com/plugins/post.php?href={url}",
    ),
    Provider(
        "SoundCloud",
        re.compile(r"https://soundcloud\.com/([\w-]+/[\w-]+)"),
        "https://w.soundcloud.com/player/?url={url}",
    ),
)


def frame_of(url: str) -> tuple[str, str]:
    """The provider's name and the frame's address for `url`; ('', '') when no provider fits."""
    for provider in PROVIDERS:
        if found := provider.address.match(url):
            return provider.name, provider.frame.format(id=found[1], url=quote(url, safe=""))
    return "", ""


class EmbedBlock(blocks.StructBlock):
    url = blocks.URLBlock(
        label="ঠিকানা", max_length=500, help_text="YouTube, Facebook, Vimeo বা SoundCloud-এর পাতার ঠিকানা।"
    )
    caption = NormalisedCharBlock(label="পরিচিতি", required=False, max_length=250)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not frame_of(cleaned["url"])[0]:
            raise blocks.struct_block.StructBlockValidationError(
                {
                    "url": ValidationError(
                        "এই ঠিকানা চেনা গেল না। YouTube, Facebook, Vimeo বা SoundCloud-এর "
                        "একটি ভিডিও বা পোস্টের পুরো ঠিকানা দিন।"
                    )
                }
            )
        return cleaned

    class Meta:
        icon = "media"
        label = "ভিডিও বা পোস্ট"
