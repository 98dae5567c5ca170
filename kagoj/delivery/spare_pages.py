"""The least a reader is told when even the printed page for it is missing: plain Bangla, one file."""

from __future__ import annotations

from kagoj.delivery.request import Answer

_PAGE = """<!doctype html>
<html lang="bn">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">{refresh}
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>body{{max-width:34rem;margin:15vh auto;padding:0 1.25rem;font:1.15rem/1.75 serif}}h1{{font-size:1.6rem;line-height:1.4}}</style>
</head>
<body>
<h1>{title}</h1>
<p>{sentence}</p>
{way_on}</body>
</html>
"""
_WAY_ON = '<p><a href="/">প্রথম পাতায় যান</a></p>\n'

SENTENCES = {
    400: ("ঠিকানাটি পড়া গেল না", "ঠিকানায় এমন কিছু আছে, যা কোনো পাতার ঠিকানায় থাকে না।"),
    404: (
        "পাতাটি পাওয়া গেল না",
        "এই ঠিকানায় কিছু নেই। ঠিকানাটি ভুল হতে পারে, অথবা পাতাটি সরে গেছে।",
    ),
    405: ("এভাবে চাওয়া যায় না", "এই ঠিকানায় যেভাবে চাওয়া হয়েছে, সেভাবে উত্তর দেওয়া যায় না।"),
    410: ("পাতাটি তুলে নেওয়া হয়েছে", "এই ঠিকানার লেখাটি প্রত্যাহার করা হয়েছে।"),
    413: ("অনুরোধটি বেশি বড়", "যা পাঠানো হয়েছে, তা এখানে নেওয়া যায় না।"),
    414: ("ঠিকানাটি বেশি লম্বা", "এত লম্বা ঠিকানায় কোনো পাতা নেই।"),
    416: ("ফাইলের এই অংশ নেই", "ফাইলের যে অংশ চাওয়া হয়েছে, তা ফাইলটির বাইরে।"),
    500: ("পাতাটি দেখানো গেল না", "আমাদের দিকে একটি গোলমাল হয়েছে। একটু পরে আবার চেষ্টা করুন।"),
    503: ("পাতাটি এখন দেখানো যাচ্ছে না", "কিছুক্ষণের মধ্যেই পাতাটি পাওয়া যাবে। একটু পরে আবার চেষ্টা করুন।"),
}
_AGES = {400: "no-store", 404: "public, max-age=5", 410: "public, max-age=60"}
RETRY_AFTER = 3  # seconds


def spare_page(status: int) -> Answer:
    """A page for a status of SENTENCES, made without the shelf."""
    title, sentence = SENTENCES[status]
    refresh = f'\n<meta http-equiv="refresh" content="{RETRY_AFTER}">' if status == 503 else ""
    body = _PAGE.format(
        title=title, sentence=sentence, refresh=refresh, way_on="" if status == 503 else _WAY_ON
    ).encode()
    headers = [
        ("content-type", "text/html; charset=utf-8"),
        ("content-language", "bn"),
        ("content-length", str(len(body))),
        ("cache-control", _AGES.get(status, "no-store")),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'"),
    ]
    if status == 503:
        headers.append(("retry-after", str(RETRY_AFTER)))
    return Answer(status, headers, body)
