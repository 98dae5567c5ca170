"""The headers that say how long an answer holds and what a page may do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kagoj.delivery.request import Headers
from kagoj.shelf import HTML, Page

SHARED_AGE = 60  # seconds a cache that is told of changes keeps a page; its parts may be so old
STALE_IF_ERROR = 86_400  # seconds a cache may go on with a page while we are away
MOVED_AGE = 300  # seconds; a story can move again
GONE_AGE = 60
MISSING_AGE = 5
SEARCH_AGE = 10
SUGGEST_AGE = 60
TAG_HEADER = "surrogate-key"
LONGEST_SURROGATE_KEY = 4000  # letters; proxies refuse longer headers

# Papers are read in Bangla; what machines read (robots.txt, manifests) has no language.
_READ_BY_PEOPLE = re.compile(r"text/html|application/(?:rss|atom)\+xml")


class Policies:
    """The headers of one paper's answers.

    `shared_age`: seconds that caches in front may keep a page, because they are told when it changes
    (s-maxage, RFC 9111, 5.2.2.10; 0: no longer than browsers). `tag_header` is where they read its
    names: 'surrogate-key' with blanks between, any other with commas, '' where none reads them.
    """

    def __init__(
        self,
        page_age: int,
        inline_scripts: Sequence[str] = (),
        *,
        shared_age: int = 0,
        tag_header: str = TAG_HEADER,
    ) -> None:
        self._tag_header = tag_header
        self._between = " " if tag_header == TAG_HEADER else ","
        shared = f"s-maxage={shared_age}, " if shared_age else ""
        self._cache_control = {
            200: f"public, max-age={page_age}, {shared}stale-while-revalidate={2 * page_age}, "
            f"stale-if-error={STALE_IF_ERROR}",
            404: f"public, max-age={MISSING_AGE}",
            410: f"public, max-age={GONE_AGE}",
        }
        scripts = " ".join(["'self'", *inline_scripts])
        security_policy = (
            "default-src 'self'; "
            f"script-src {scripts}; "
            "style-src 'self' 'unsafe-inline'; "  # the first screen's styles stand in the page
            "img-src 'self' data: https:; media-src 'self' https:; "
            "frame-src https:; "  # embeds, loaded on a reader's click
            "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
        )
        self._of_pages: Headers = [
            ("content-language", "bn"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("content-security-policy", security_policy),
            ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ]

    @property
    def of_copies(self) -> Headers:
        """The headers of every page that people read, where no cache in front reads its names."""
        return [
            ("content-type", HTML),
            ("cache-control", self._cache_control[200]),
            *self._of_pages,
        ]

    def for_page(self, page: Page, tags: Sequence[str]) -> Headers:
        headers: Headers = [
            ("content-type", page.content_type),
            ("cache-control", self._cache_control.get(page.status, "no-store")),
        ]
        if _READ_BY_PEOPLE.match(page.content_type):
            headers += self._of_pages
        else:
            headers.append(("x-content-type-options", "nosniff"))
        if self._tag_header and (names := _bounded(tags, self._between)):
            headers.append((self._tag_header, names))
        if page.key.startswith("/parts/"):
            headers.append(("x-robots-tag", "noindex"))
        return headers

    def for_search(self, content_type: str, *, available: bool) -> Headers:
        age = f"public, max-age={SEARCH_AGE}" if available else "no-store"
        headers = [
            ("content-type", content_type),
            ("cache-control", age),
            *self._of_pages,
            ("x-robots-tag", "noindex"),
        ]
        return headers if available else [*headers, ("retry-after", "5")]

    def for_suggestions(self) -> Headers:
        return [
            ("content-type", "application/json; charset=utf-8"),
            ("cache-control", f"public, max-age={SUGGEST_AGE}"),
            ("x-content-type-options", "nosniff"),
            ("x-robots-tag", "noindex"),
        ]

    def for_moved(self, location: str) -> Headers:
        return [
            ("location", location),
            ("cache-control", f"public, max-age={MOVED_AGE}"),
            ("content-length", "0"),
        ]


def _bounded(tags: Sequence[str], between: str) -> str:
    """The tags as one header, as many as fit."""
    keys = between.join(tags)
    if len(keys) <= LONGEST_SURROGATE_KEY:
        return keys
    return keys[: LONGEST_SURROGATE_KEY + 1].rpartition(between)[0]
