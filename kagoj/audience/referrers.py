"""Where a reader came from, as one of six kinds. Standard library only; used by delivery.

A page sends the host that its browser names as its referrer, never the address, and delivery
keeps the kind alone. A host belongs to a site when it is the site's own or ends in it
(`m.facebook.com`); of companies with a domain in every country it is the label that counts
(`google.com.bd`). The lists name what sends readers to Bangla papers; a site that is missing is
counted among the others, nothing worse. Sources: the companies' own documentation, and the
referrers as browsers send them (an Android app names itself as `android-app://` and its package).
"""

from __future__ import annotations

import enum
import functools
import re


class Kind(enum.StrEnum):
    """What sent a reader to a story. The values stand in the read log and name columns."""

    SEARCH = "search"
    SOCIAL = "social"
    CHAT = "chat"  # messengers and mail: one person showed it to another
    OWN = "own"  # another page of this paper
    OTHER = "other"
    DIRECT = "direct"  # an address typed or kept, or a browser that does not say


LONGEST_HOST = 253  # letters (RFC 1035, 2.3.4, without the length octets)

# Under any ending: google.com, google.com.bd, news.google.co.in.
_LABELS = {
    Kind.SEARCH: ("google", "bing", "yahoo", "duckduckgo", "yandex", "baidu", "ecosia", "qwant"),
    Kind.SOCIAL: ("facebook", "instagram", "twitter", "linkedin", "pinterest", "reddit", "tiktok"),
}
_SITES = {
    Kind.SEARCH: (
        *("search.brave.com", "startpage.com", "pipilika.com", "ask.com", "aol.com"),
        *("chatgpt.com", "perplexity.ai", "copilot.microsoft.com"),
    ),
    Kind.SOCIAL: (
        *("fb.com", "fb.me", "fb.watch", "t.co", "x.com", "lnkd.in", "youtube.com", "youtu.be"),
        *("threads.net", "threads.com", "redd.it", "quora.com", "vk.com", "ok.ru", "pin.it"),
        *("bsky.app", "mastodon.social", "tumblr.com", "snapchat.com", "likee.video"),
    ),
    Kind.CHAT: (
        *("whatsapp.com", "wa.me", "messenger.com", "m.me", "telegram.org", "telegram.me", "t.me"),
        *("viber.com", "imo.im", "signal.org", "discord.com", "line.me", "slack.com", "skype.com"),
        *("wechat.com", "mail.google.com", "outlook.live.com", "outlook.office.com"),
        *("mail.yahoo.com", "mail.yandex.com", "teams.microsoft.com"),
    ),
}
# Android apps by the beginning of their package.
_APPS = {
    Kind.SEARCH: (
        *("com.google.android.googlequicksearchbox", "com.google.android.apps.searchlite"),
        *("com.google.android.apps.magazines", "com.microsoft.bing", "com.duckduckgo"),
    ),
    Kind.SOCIAL: (
        *("com.facebook.katana", "com.facebook.lite", "com.instagram", "com.twitter"),
        *("com.linkedin", "com.reddit", "com.pinterest", "com.zhiliaoapp.musically"),
        *("com.google.android.youtube", "com.ss.android.ugc"),
    ),
    Kind.CHAT: (
        *("com.whatsapp", "com.facebook.orca", "com.facebook.mlite", "org.telegram", "com.viber"),
        *("com.imo", "org.thoughtcrime.securesms", "com.google.android.gm", "com.discord"),
        *("com.tencent.mm", "jp.naver.line", "com.microsoft.office.outlook", "com.slack"),
    ),
}
# A browser inside an app often names no referrer, but itself (Facebook's documentation of
# FB_IAB and FBAN/FBAV; Messenger's has Orca or MessengerForiOS).
_AGENTS = (
    (Kind.CHAT, re.compile(r"Orca-Android|FB_IAB/MESSENGER|MessengerForiOS|MicroMessenger|Line/")),
    (Kind.SOCIAL, re.compile(r"FB_IAB|FBAN/|FBAV/|Instagram|LinkedInApp|musical_ly|Pinterest/")),
    (Kind.SEARCH, re.compile(r"\bGSA/")),
)
_SUFFIX = r"(?:[a-z]{2,3}|com?\.[a-z]{2})"  # com, net, in, com.bd, co.uk
_KIND_OF_LABEL = {label: kind for kind, labels in _LABELS.items() for label in labels}
_LABEL_OF = re.compile(rf"(?:.*\.)?({'|'.join(_KIND_OF_LABEL)})\.{_SUFFIX}")
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](?::[0-9]{1,5})?")


def kind_of(host: str, agent: str = "") -> Kind:
    """What sent the reader, by the host of the referrer as a page tells it.

    `host`: '' when the browser names none, 'own' for the paper's own pages. Where none is named, the
    app tells in whose browser (user agent) the reader is. What is no host is nothing that was told.
    """
    return _kind_of(host[: LONGEST_HOST + 8], agent[:512])


@functools.lru_cache(maxsize=4096)  # readers come from few places, with few agents
def _kind_of(host: str, agent: str) -> Kind:
    if host == "own":
        return Kind.OWN
    if not _HOST.fullmatch(host):
        return next((kind for kind, pattern in _AGENTS if pattern.search(agent)), Kind.DIRECT)
    name = host.rpartition(":")[0] if re.search(r":\d+$", host) else host
    name = name.lower().rstrip(".").removeprefix("www.")
    for kind, packages in _APPS.items():
        if name.startswith(packages):
            return kind
    # Mail before search: mail.google.com is Google's, too.
    for kind in (Kind.CHAT, Kind.SOCIAL, Kind.SEARCH):
        if any(name == site or name.endswith(f".{site}") for site in _SITES[kind]):
            return kind
    found = _LABEL_OF.fullmatch(name)
    return _KIND_OF_LABEL[found[1]] if found else Kind.OTHER
