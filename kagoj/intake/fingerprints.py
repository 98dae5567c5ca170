"""A story's identity, so that the same page never comes in twice.

A story has up to three fingerprints, and any one shared means the same story:

url   its address: without scheme, 'www.', 'm.' and 'amp', tracking parameters and fragment. The
      same page crawled again, even if its text was changed since, is the same page.
head  headline and minute of publication. The same for text, HTML and WET of one page, whose bodies
      may be cut differently. Only where an hour is printed.
text  headline and the first words of the text. For pages without address or time. The day is in
      it where known, since daily columns ('আজকের নামাজের সময়সূচি') begin alike.

Words are compared normalised, without joiners and punctuation, digits Latin.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from kagoj.intake.found import FoundStory
from kagoj.intake.wording import WORD, fold

OPENING_WORDS = 40
TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|igshid|mc_\w+|ref|ref_src|source|share|amp|outputtype|_\w*|at_\w+)$",
    re.IGNORECASE,
)
MIRROR = re.compile(r"^(?:www\d?|m|mobile|amp|beta|old)\.")


def fingerprints(story: FoundStory) -> list[str]:
    """The story's fingerprints, the surest first; any one shared means a duplicate."""
    headline = _words(story.headline.value)
    published = story.published.value
    texts = [block.text for block in story.body.value if block.type == "paragraph"]
    opening = _words(" ".join(texts)[:4000])[:OPENING_WORDS]
    found = []
    if address := canonical_address(story.url.value):
        found.append(_fingerprint("url", [address]))
    if published and (published.hour or published.minute):
        found.append(_fingerprint("head", [*headline, published.strftime("%Y-%m-%dT%H:%M")]))
    day = published.date().isoformat() if published else ""
    found.append(_fingerprint("text", [*headline, "|", *opening, day]))
    return found


def fingerprint(story: FoundStory) -> str:
    """The surest of the story's fingerprints."""
    return fingerprints(story)[0]


def canonical_address(url: str) -> str:
    """The address as one page has it however it was linked; '' for a site's own address."""
    try:
        parts = urlsplit(url)
        host = MIRROR.sub("", (parts.hostname or "").lower())
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return ""
    path = unicodedata.normalize("NFC", unquote(parts.path))
    steps = [step for step in path.split("/") if step and step.lower() != "amp"]
    query = sorted(
        (name, value) for name, value in parse_qsl(parts.query) if not TRACKING.match(name)
    )
    if not host or not (steps or query):
        return ""
    return f"{host}{port}/{'/'.join(steps)}" + (f"?{urlencode(query)}" if query else "")


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def _fingerprint(kind: str, parts: Iterable[str]) -> str:
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return f"{kind}:{digest.hexdigest()[:40]}"
