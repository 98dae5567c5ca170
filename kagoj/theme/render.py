"""A template and its values into the bytes that readers are sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.template import engines

# What must keep its white space, and tags, whose attributes are nobody's business here.
_KEPT = re.compile(
    r"(<(?P<verbatim>pre|textarea|script|style)\b.*?</(?P=verbatim)\s*>|<!--.*?-->|<[^>]*>)",
    re.DOTALL | re.IGNORECASE,
)
_BLANK = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*")


def render(template: str, context: Mapping[str, Any]) -> bytes:
    """Print `template` ('pages/story.html', 'parts/latest.html') with `context`, as UTF-8.

    A paper's own template of the same name is found first. Values are escaped unless a template
    says otherwise. Raises django.template.TemplateDoesNotExist for a name nobody has.
    """
    return squeeze(engines["django"].get_template(template).render(dict(context))).encode()


def squeeze(html: str) -> str:
    """The same page without the blank lines and indents of its templates.

    A run of white space that holds a line break becomes one line break, which a browser draws as
    the one space the run was; words are never joined, and pre, textarea, script and style are kept
    sign by sign.
    """
    pieces: list[str] = []
    end = 0
    for kept in _KEPT.finditer(html):
        pieces.append(_BLANK.sub("\n", html[end : kept.start()]))
        pieces.append(kept[0])
        end = kept.end()
    pieces.append(_BLANK.sub("\n", html[end:]))
    return "".join(pieces).strip() + "\n"
