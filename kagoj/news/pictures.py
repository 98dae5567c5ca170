"""Pictures made ready for readers: sizes, formats and words."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError

from .cards import Crop, PictureCard, Source
from .models import Picture
from .once import once

log = logging.getLogger("kagoj.news")

# Phone, phone with a sharp screen, desk. A picture smaller than a width is not blown up.
WIDTHS = (360, 720, 1200)
# What browsers are offered, best first; the JPEG is for those who take nothing newer.
SPECS = {
    "image/avif": [f"width-{width}|format-avif" for width in WIDTHS],
    "image/webp": [f"width-{width}|format-webp" for width in WIDTHS],
    "image/jpeg": [f"width-{width}|format-jpeg" for width in (720, 1200)],
}
# The shapes Google asks of an article's image: 16:9, 4:3 and 1:1.
CROPS = [f"fill-{size}|format-jpeg" for size in ("1200x675", "1200x900", "1200x1200")]
_ALL_SPECS = [spec for specs in SPECS.values() for spec in specs]


@dataclasses.dataclass(frozen=True, slots=True)
class PictureRef:
    """A picture as used in one place: which file (or none), and the words written for this place.

    Where none were written the picture's own stand in, as they are when the card is made.
    """

    id: int | None
    alt: str = ""
    caption: str = ""
    credit: str = ""

    @property
    def empty(self) -> bool:
        return self.id is None and not (self.alt or self.caption or self.credit)


def picture_cards(refs: Iterable[PictureRef]) -> dict[PictureRef, PictureCard]:
    """A card for each reference, making the sizes that do not exist yet."""
    refs = set(refs)
    files = _files({ref.id for ref in refs if ref.id})
    cards = {}
    for ref in refs:
        card = files.get(ref.id or 0, _NO_FILE)
        cards[ref] = dataclasses.replace(
            card,
            alt=ref.alt or card.alt,
            caption=ref.caption or card.caption,
            credit=ref.credit or card.credit,
        )
    return cards


_NO_FILE = PictureCard("", 0, 0, "")


def crops_of(picture: Picture | None) -> tuple[Crop, ...]:
    """The picture in the shapes machines ask for; none without a file."""
    if picture is None:
        return ()
    try:
        made = picture.get_renditions(*CROPS)
    except DatabaseError:
        raise
    except Exception:  # noqa: BLE001 - as above; its card has told
        return ()
    return tuple(Crop(one.url, one.width, one.height) for one in (made[spec] for spec in CROPS))


def logo_address(picture: Picture | None, size: int) -> str:
    """Where machines and telephones find the paper's logo, `size` pixels wide and high; '' without
    one, or without its file."""
    if picture is None:
        return ""
    try:
        return str(picture.get_rendition(f"fill-{size}x{size}-c100|format-png").url)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - as above
        log.warning("the logo is left out: %s", error)
        return ""


def _files(ids: set[int]) -> dict[int, PictureCard]:
    """Pictures of the archive by their id, with their own words; a lost file leaves the words."""
    known: dict[int, PictureCard] = once("pictures", dict)
    if unknown := ids - known.keys():
        found = Picture.objects.filter(pk__in=unknown).prefetch_renditions(*_ALL_SPECS)
        known |= {picture.pk: _file(picture) for picture in found}
    return known


def _file(picture: Picture) -> PictureCard:
    card = PictureCard(
        *("", 0, 0), picture.default_alt_text, caption=picture.caption, credit=picture.credit
    )
    try:
        made = picture.get_renditions(*_ALL_SPECS)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - what a broken file does to a decoder is anything
        log.warning("picture %d is shown without its file: %s", picture.pk, error)
        return card
    by_type = {kind: [made[spec] for spec in specs] for kind, specs in SPECS.items()}
    plain = by_type["image/jpeg"]
    return dataclasses.replace(
        card,
        src=plain[0].url,
        width=plain[0].width,
        height=plain[0].height,
        sources=tuple(
            Source(kind, _srcset(by_type[kind])) for kind in ("image/avif", "image/webp")
        ),
        srcset=_srcset(plain),
        focus=_focus(picture),
        share=plain[-1].url,
        share_width=plain[-1].width,
        share_height=plain[-1].height,
    )


def _srcset(renditions: list[Any]) -> str:
    widths = {rendition.width: rendition.url for rendition in renditions}
    return ", ".join(f"{url} {width}w" for width, url in sorted(widths.items()))


def _focus(picture: Picture) -> str:
    if not picture.has_focal_point():
        return "50% 50%"
    point = picture.get_focal_point()
    across = 100 * point.centroid_x / picture.width
    down = 100 * point.centroid_y / picture.height
    return f"{across:.0f}% {down:.0f}%"
