"""A finished page, and what is refused as one."""

from __future__ import annotations

import dataclasses
import hashlib
import unicodedata
from urllib.parse import quote

STATUSES = frozenset({200, 301, 404, 410, 500, 503})
LONGEST_KEY = 2000  # bytes of UTF-8; browsers and proxies are safe with addresses of this length
LONGEST_NAME = 120  # letters of a surrogate key
HTML = "text/html; charset=utf-8"
LARGEST_BODY = 32 * 1024 * 1024  # bytes; a sitemap of 50,000 addresses is about 10 MB


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A finished page or part at rest.

    `body` holds the bytes as printed, its include directives unresolved. A part's key is
    '/parts/NAME.html'; a page's key is its address, except for a story, which is found by
    '/n/NUMBER' whatever its slug, and stands at `path`.
    """

    key: str
    path: str  # its one right address, percent-decoded, NFC
    body: bytes
    content_type: str = HTML
    status: int = 200
    location: str = ""  # where a 301 leads, percent-decoded
    tags: tuple[str, ...] = ()  # surrogate keys: 'story-17', 'desk-khela'
    design: str = ""  # version of the theme that printed it
    printed: float = 0.0  # Unix time
    modified: float = 0.0  # Unix time of the content's last change


def is_part(key: str) -> bool:
    """Whether a part stands under `key`: what many pages include, and nobody asks for."""
    return key.startswith("/parts/")


def surrogate_key(key: str) -> str:
    """The name under which caches keep what was made of the page or part `key`: plain ASCII.

    Every page has its own, beside those of its `tags`, which it may share with others.
    """
    if key.startswith("/n/"):
        return f"story-{key.removeprefix('/n/')}"
    if is_part(key):
        return f"part-{quote(key.removeprefix('/parts/').removesuffix('.html'), safe='')}"
    if key == "/":
        return "home"
    name = f"page-{quote(key, safe='/')}"
    if len(name) <= LONGEST_NAME:
        return name
    return f"page-{hashlib.blake2b(key.encode(), digest_size=16).hexdigest()}"


def faults_of(page: Page) -> list[str]:
    """What makes `page` unfit for the shelf, in words; empty for a sound page."""
    faults = [
        f"{name} {text!r} {fault}"
        for name, text in (("key", page.key), ("path", page.path))
        if (fault := _fault_of_address(text))
    ]
    if page.status not in STATUSES:
        faults.append(f"status {page.status} is none that a page can have")
    if page.status == 301 and (fault := _fault_of_address(page.location)):
        faults.append(f"location {page.location!r} {fault}")
    if len(page.body) > LARGEST_BODY:
        faults.append(f"its {len(page.body)} bytes are more than {LARGEST_BODY}")
    if any(not tag or not tag.isascii() or tag.split() != [tag] for tag in page.tags):
        faults.append("a tag is empty, holds a space or is not ASCII")
    if not page.content_type.isascii() or not page.content_type.isprintable():
        faults.append(f"content type {page.content_type!r} is not plain ASCII")
    return faults


def _fault_of_address(text: str) -> str:
    if not text.startswith("/") or text.startswith("//"):
        return "does not begin with one slash"
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text):
        return "holds a control character"
    if len(text.encode()) > LONGEST_KEY:
        return f"is longer than {LONGEST_KEY} bytes"
    if not unicodedata.is_normalized("NFC", text):
        return "is not in the composed normal form (NFC)"
    return ""
