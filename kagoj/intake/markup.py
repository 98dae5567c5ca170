"""What an element's tag, class names and id say it holds; which element holds the story."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

# Never read: code, forms, other documents, drawings.
DROPPED = frozenset({"script", "style", "noscript", "template", "iframe", "frame", "frameset", "object", "embed", "applet", "form", "button", "input", "select", "textarea", "option", "svg", "math", "canvas", "map", "audio", "video", "source", "track", "link", "meta", "title", "head", "dialog", "nav", "menu"})  # fmt: skip
BLOCKS = frozenset({"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"})  # fmt: skip


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words)})(?:$|[\s_-])", re.IGNORECASE)


# What class names and ids call an element, most telling first.
AROUND = _words(
    "nav", "navbar", "navigation", "menu", "submenu", "footer", "foot", "sidebar", "side-?bar", "right-?bar", "widget", "share", "sharing", "social", "addthis", "sharethis", "comments?", "respond",
    "disqus", "fb-comments", "ticker", "marquee", "breaking", "scroll(?:er|ing)?", "popular", "most-?read", "latest", "recent", "trending", "ads?", "advert\\w*", "adsbygoogle", "banner", "sponsor\\w*", "newsletter",
    "subscribe", "login", "modal", "popup", "cookie\\w*", "gdpr", "copyright", "imprint", "masthead", "topbar", "top-?bar", "toolbar", "pagination", "pager", "search", "skip-link", "screen-reader-text", "sr-only",
    "visually-hidden", "hidden", "print-only", "app-download", "promo", "recommend\\w*", "also-like", "more-news", "next-prev", "prev-next", "post-navigation", "date-?time-?now", "today",
)  # fmt: skip
RELATED = _words(
    "related\\w*",
    "read-?more",
    "also-?read",
    "inline-?related",
    "see-?also",
    "more-?read",
    "aro-?porun",
)
MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("desk", _words("bread-?crumbs?", "category", "cat-?links", "section-?name", "desk", "cat-?name", "post-?cat\\w*")),
    ("tags", _words("tags?", "tag-?list", "topics?", "tags-?links", "post-?tags", "keywords")),
    ("caption", _words("\\w*caption\\w*", "cutline", "photo-?title", "img-?title")),
    ("credit", _words("photo-?credit", "image-?credit", "img-?credit", "credit", "photographer")),
    ("time", _words("(?:news|post|entry|article|story|publish|published|pub|date|update|meta)?-?(?:date|time|datetime|timestamp)s?", "publish(?:ed)?", "posted-?on", "updated?", "dateline")),
    ("byline", _words("author\\w*", "byline", "by-?line", "reporter\\w*", "writer\\w*", "correspondent", "news-?source", "contributor\\w*", "post-?author")),
    ("kicker", _words("kicker", "shoulder", "over-?line", "eyebrow", "pre-?title", "upper-?title", "top-?title", "strap", "hanger")),
    ("deck", _words("deck", "sub-?title", "sub-?head(?:ing|line)?", "sub_title", "standfirst", "summary", "excerpt", "synopsis", "intro", "post-?subtitle")),
)  # fmt: skip
BODY_NAMES = _words(
    "article-?body", "story-?body", "news-?body", "post-?body", "entry-?content", "post-?content", "article-?content", "story-?content", "news-?content", "content-?details", "news-?details?", "details?-?content", "details?-?body", "details?-?text",
    "article-?text", "story-?text", "news-?text", "single-?content", "dtl_content\\w*", "dtl-?content\\w*", "main-?content", "contentbody", "jw_article_body", "section-?content", "description", "story-?element-?text", "details", "article-?details", "td-post-content",
)  # fmt: skip
EMBED = _words("twitter-tweet", "instagram-media", "tiktok-embed", "fb-post", "fb-video")
LEAST_BODY = 120
# Names are given loosely: a longer text than this is not what its element's name says.
LONGEST = {"byline": 160, "kicker": 160, "desk": 80, "caption": 500, "credit": 120, "tags": 400, "deck": 700, "time": 200}  # fmt: skip


def story_element(page: HtmlElement) -> HtmlElement | None:
    """The element that holds the story's text: the one marked so, or the smallest that has it."""
    for element in page.iter("div", "section", "article", "span", "main"):
        if element.get("itemprop") == "articleBody" and _sentences(element) >= LEAST_BODY:
            return element
    heaviest, weight = None, 0.0
    scores: dict[HtmlElement, float] = {}
    for element in page.iter("p", "div", "td", "section", "article", "blockquote", "li"):
        if _is_around(element):
            continue
        own = _own_sentences(element)
        if not own:
            continue
        share, parent = (
            1.0,
            element if element.tag not in ("p", "blockquote", "li") else element.getparent(),
        )
        while parent is not None and share > 0.05:
            if (
                parent.tag in DROPPED
                or is_called(parent, AROUND)
                or parent.tag in ("footer", "aside")
            ):
                break
            scores[parent] = scores.get(parent, 0.0) + own * share
            share *= 0.5
            parent = parent.getparent()
    for element, score in scores.items():
        score *= 1.6 if is_called(element, BODY_NAMES) else 1.3 if element.tag == "article" else 1.0
        if score > weight:
            heaviest, weight = element, score
    return heaviest if weight >= LEAST_BODY else None


def mark_of(names: str, element: HtmlElement, mark: str, inside: bool) -> str:
    if inside and RELATED.search(names):
        return "related"
    if mark in ("aside", "related"):
        return mark
    if AROUND.search(names) and not (inside and element.tag in ("p", "span")):
        return "aside"
    for name, known in MARKS:
        if known.search(names):
            if name in ("desk", "deck") and inside:
                continue
            return name
    return "related" if RELATED.search(names) else mark


def mark_named(element: HtmlElement) -> str:
    return next((name for name, names in MARKS if is_called(element, names)), "")


def names_of(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()[:300]


def is_called(element: HtmlElement, names: re.Pattern[str]) -> bool:
    return bool(names.search(names_of(element)))


def _is_around(element: HtmlElement) -> bool:
    return element.tag in DROPPED or is_called(element, AROUND)


def _own_sentences(element: HtmlElement) -> int:
    """Letters of running text that stand in the element itself, not in blocks inside it."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in BLOCKS and child.tag not in DROPPED:
            linked = child.tag == "a"
            parts.append("" if linked else str(child.text_content()))
        parts.append(child.tail or "")
    text = " ".join("".join(parts).split())
    return len(text) if "।" in text or len(text) > 150 else 0


def _sentences(element: HtmlElement) -> int:
    text = " ".join(str(element.text_content()).split())
    return len(text) if "।" in text else 0
