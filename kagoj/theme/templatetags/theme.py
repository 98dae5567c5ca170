"""What Kagoj's templates are made with: `{% load theme %}`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from kagoj.news.cards import Block, Byline, Card, Link, PictureCard
from kagoj.news.models import Advertisement
from kagoj.theme import assets, front
from kagoj.theme import styles as stylesheets

register = template.Library()

# What delivery reads in its directives.
_PLAIN_SLUG = re.compile(r"[\w-]{1,100}", re.ASCII)


@register.simple_tag
def asset(path: str) -> str:
    """The hashed address of a file of the theme."""
    return assets.asset(path)


@register.simple_tag
def first_script() -> SafeString:
    """The one line of script that must run before the first paint."""
    return mark_safe(assets.first_script())  # noqa: S308  our own file


@register.simple_tag(takes_context=True)
def styles(context: template.Context) -> SafeString:
    """The styles this kind of page needs, with the desk it belongs to marked in the navigation."""
    story = context.get("story")
    desk = story.card.desk if story else context.get("desk")
    here = "/" if context["kind"] == "home" else desk.url if isinstance(desk, Link) else ""
    css = stylesheets.for_kind(context["kind"]) + stylesheets.marking(here)
    return mark_safe(css)  # noqa: S308  our own files; marking() refuses what could leave <style>


@register.simple_tag
def link(to: Link) -> str:
    """A name, and where it leads when it leads somewhere."""
    return format_html('<a href="{}">{}</a>', to.url, to.title) if to.url else escape(to.title)


@register.filter
def names(byline: Iterable[Byline]) -> str:
    return ", ".join(name.name for name in byline)


@register.filter
def absolute(address: str, paper_address: str) -> str:
    """An address that also works outside the paper, in a social card."""
    return paper_address.rstrip("/") + address if address.startswith("/") else address


@register.simple_tag
def desk_option(desk: Link) -> str:
    """A desk in the search form; delivery marks the one that the reader chose."""
    slug = desk.url.strip("/")
    directive = f"<!--#kagoj selected desk={slug} -->" if _PLAIN_SLUG.fullmatch(slug) else ""
    return format_html('<option value="{}"{}>{}</option>', slug, mark_safe(directive), desk.title)  # noqa: S308


@register.filter
def inside_script(json: str) -> SafeString:
    """JSON that cannot end the script element it stands in: `<` is written as JSON's `\\u003c`."""
    return mark_safe(json.replace("<", "\\u003c"))  # noqa: S308


@register.simple_tag
def front_rows(
    bands: Iterable[tuple[Link, Sequence[Card]]], lead: Card | None, leads: Sequence[Card]
) -> list[front.Row]:
    """The strips of the home page below the lead (`kagoj.theme.front`)."""
    return front.rows(bands, [*leads, lead] if lead else leads)


@register.inclusion_tag("pieces/picture.html")
def picture(
    picture: PictureCard, sizes: str = "", crop: bool = False, eager: bool = False
) -> dict[str, Any]:
    """A responsive picture; `crop` keeps its focal point in sight where the frame cuts it."""
    moved = crop and picture.focus not in {"", "50% 50%"}
    focus = picture.focus if moved else ""
    return {"picture": picture, "sizes": sizes, "eager": eager, "focus": focus}


@register.simple_tag(takes_context=True)
def story_block(context: template.Context, block: Block) -> str:
    """One block of a story by the template of its type."""
    engine = context.template.engine  # type: ignore[union-attr]
    with context.push(block=block):
        return engine.get_template(f"blocks/{block.type}.html").render(context)


@register.simple_tag
def ad_place(name: str) -> SafeString:
    """A named place. Its advertisement is a part: booking one prints no page anew."""
    if name not in Advertisement.Place.values:
        raise template.TemplateSyntaxError(f"no advertisement place is called {name!r}")
    return mark_safe(f'<!--#include virtual="/parts/ad-{name}.html" -->')  # noqa: S308


# Stands unseen inside an address. Bangla, so that no part of it can be a mailbox or a host.
_DECOYS = ("ডাক", "নয়", "বাদ")


@register.simple_tag
def hidden_address(email: str) -> SafeString:
    """An e-mail address that people read and harvesters do not.

    Each piece of it is followed by a word hidden with the `hidden` attribute, which browsers,
    screen readers and copying leave out while a harvester that strips tags keeps it; the signs
    between are character references. So neither the source nor its text without tags holds the
    address. It needs neither script nor style; with script it becomes a mailto link.
    """
    pieces: list[str] = []
    text = ""
    for sign in email:
        if sign in "@.":
            decoy = _DECOYS[len(pieces) % len(_DECOYS)]
            pieces.append(f"{escape(text)}<i hidden>{decoy}</i>&#{ord(sign)};")
            text = ""
        else:
            text += sign
    inner = "".join(pieces) + escape(text)
    return mark_safe(f'<span class="email" dir="ltr" data-mail>{inner}</span>')  # noqa: S308
