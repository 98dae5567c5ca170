"""What an editor is told when something cannot be done: in Bangla, and what to do next.

Nobody sees a traceback; whoever looks after the machine finds it in the log.
"""

from __future__ import annotations

import errno
import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from kagoj.shelf import ShelfFull

TYPED = "যা লিখেছেন তা এখনো আপনার ব্রাউজারে আছে: এই ট্যাব বন্ধ করবেন না।"

FULL = (
    507,
    "ডিস্কে জায়গা নেই",
    (
        f"সংরক্ষণ করা যায়নি, আগের কিছু বদলায়নি। {TYPED} প্রশাসককে জায়গা খালি করতে বলুন, "
        "তারপর আগের পাতায় ফিরে আবার সংরক্ষণ করুন।"
    ),
)
READ_ONLY = (
    507,
    "ডিস্কে লেখা যাচ্ছে না",
    (
        f"ডিস্কটি এখন শুধু পড়া যায়, তাই সংরক্ষণ করা যায়নি; আগের কিছু বদলায়নি। {TYPED} প্রশাসককে জানান, "
        "তারপর আগের পাতায় ফিরে আবার সংরক্ষণ করুন।"
    ),
)
BUSY = (
    503,
    "তথ্যভান্ডার এখন ব্যস্ত",
    f"সংরক্ষণ করা যায়নি, আগের কিছু বদলায়নি। {TYPED} আধা মিনিট পর আগের পাতায় ফিরে আবার সংরক্ষণ করুন।",
)
AWAY = (
    503,
    "তথ্যভান্ডারের সঙ্গে যোগাযোগ নেই",
    f"সংরক্ষণ করা যায়নি। {TYPED} প্রশাসককে জানান; তারপর আগের পাতায় ফিরে আবার সংরক্ষণ করুন।",
)
UNKNOWN = (
    500,
    "কিছু একটা ঠিক নেই",
    (
        f"কাজটি করা যায়নি, আগের কিছু বদলায়নি। {TYPED} আগের পাতায় ফিরে আবার চেষ্টা করুন; "
        "আবারও না হলে প্রশাসককে সময়টা জানান।"
    ),
)


def broken(request: HttpRequest) -> HttpResponse:
    """What could not be done because of the machine: full disk, busy or absent database, a fault."""
    return _say(request, *why(sys.exc_info()[1]))


def why(error: BaseException | None) -> tuple[int, str, str]:
    """Status, heading and words for an error."""
    if isinstance(error, ShelfFull) or _full(error):
        return FULL
    if _read_only(error):
        return READ_ONLY
    if isinstance(error, OperationalError):
        return BUSY if "locked" in str(error) else AWAY
    return AWAY if isinstance(error, DatabaseError) and "connect" in str(error) else UNKNOWN


def _full(error: BaseException | None) -> bool:
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    words = str(error).lower()
    # SQLite; PostgreSQL.
    return isinstance(error, DatabaseError) and (
        "disk is full" in words or "no space left" in words or "disk i/o error" in words
    )


def _read_only(error: BaseException | None) -> bool:
    if isinstance(error, OSError):
        return error.errno == errno.EROFS
    words = str(error).lower()
    # SQLite; PostgreSQL, of the disk and of a server that follows another.
    return isinstance(error, DatabaseError) and (
        "readonly database" in words
        or "read-only file system" in words
        or "read-only transaction" in words
    )


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _say(
        request,
        404,
        "এখানে কিছু নেই",
        "ঠিকানাটি ভুল, অথবা যা ছিল তা সরানো হয়েছে। বাঁ পাশের তালিকা থেকে খুঁজে নিন।",
    )


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _say(
        request,
        403,
        "এই কাজের অনুমতি আপনার নেই",
        "আপনার ভূমিকায় এটি করা যায় না। দরকার হলে প্রশাসককে ভূমিকা বদলাতে বলুন।",
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened before the last sign-in, so its mark is no longer known."""
    return _say(
        request,
        403,
        "ফর্মটি পুরোনো হয়ে গেছে",
        "এটি খোলার পর আপনি আবার প্রবেশ করেছেন, অথবা ব্রাউজার কুকি রাখছে না। "
        f"{TYPED} আগের পাতায় ফিরে আবার সংরক্ষণ করুন; তাতেও না হলে পাতাটি নতুন করে খুলুন।",
    )


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TooManyFieldsSent | RequestDataTooBig):
        return too_large(request)
    return _say(request, 400, "অনুরোধটি বোঝা গেল না", "আগের পাতায় ফিরে আবার চেষ্টা করুন।")


def too_large(request: HttpRequest) -> HttpResponse:
    return _say(
        request,
        413,
        "একবারে এত কিছু নেওয়া যায় না",
        f"ফর্ম বা ফাইলটি খুব বড়। {TYPED} আগের পাতায় ফিরে ছোট করে আবার পাঠান।",
    )


def _say(request: HttpRequest, status: int, heading: str, words: str) -> HttpResponse:
    """The page; or, to a script that asked for JSON, the same words as JSON."""
    if "application/json" in request.headers.get("Accept", ""):
        answer: dict[str, Any] = {
            "success": False,
            "error_code": "internal_error",
            "error_message": f"{heading}। {words}",
        }
        return JsonResponse(answer, status=status)
    return render(
        request,
        "newsroom/fault.html",
        {"heading": heading, "words": words, "status": status},
        status=status,
    )
