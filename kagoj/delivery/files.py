"""The theme's files and the paper's pictures, from the given folders and from nowhere else."""

from __future__ import annotations

import os
import re
import stat
import threading
from collections.abc import Iterable
from pathlib import Path

from kagoj.delivery.request import Answer, Headers, Piece, Request
from kagoj.delivery.respond import (
    Ready,
    choose,
    http_date,
    is_compressible,
    is_unchanged,
    negotiate,
    parse_date,
    prepare,
)

TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gif": "image/gif",
    ".ico": "image/vnd.microsoft.icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ogg": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
# HTML is not among the types on purpose: what was uploaded must never run as a page of the paper.
UNKNOWN = "application/octet-stream"

FOR_EVER = "public, max-age=31536000, immutable"
AGES = {
    "static": "public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400",
    "media": "public, max-age=2592000, stale-while-revalidate=86400, stale-if-error=86400",
}
_HASHED = re.compile(r".*\.[0-9a-f]{8,64}\.[A-Za-z0-9]+")
_RANGE = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.ASCII)

LARGEST_READ = 1024 * 1024  # bytes; a longer file is sent from disk piece by piece
LARGEST_COMPRESSED = 1024 * 1024
MOST_HELD = 16 * 1024 * 1024  # bytes of compressed files in memory

Identity = tuple[int, int, int, int]  # device, inode, size, time of change: another file differs


class Files:
    """Files below `folders['static']` and `folders['media']`; in each, the first folder wins."""

    def __init__(self, folders: dict[str, Iterable[Path]]) -> None:
        self._folders = {
            kind: [os.path.realpath(folder) for folder in places]
            for kind, places in folders.items()
        }
        self._held: dict[str, tuple[Identity, dict[str, Ready]]] = {}
        self._held_size = 0
        self._lock = threading.Lock()

    def answer(self, request: Request, kind: str, name: str) -> Answer | None:
        """The file, a range of it, or that nothing has changed; None where there is no such file."""
        found = self._find(kind, name)
        if found is None:
            return None
        file, status = found
        content_type = TYPES.get(os.path.splitext(name)[1].lower(), UNKNOWN)  # noqa: PTH122
        headers = _headers(kind, name, content_type)
        if is_compressible(content_type) and status.st_size <= LARGEST_COMPRESSED:
            ready = self._compressed(file, status, negotiate(request.accept_encoding), headers)
            return choose(ready, request)
        return _as_it_is(request, file, status, headers)

    def _find(self, kind: str, name: str) -> tuple[str, os.stat_result] | None:
        """A regular file under one of the folders, wherever links may lead."""
        segments = name.split("/")
        if any(not segment or segment.startswith(".") or "\\" in segment for segment in segments):
            return None
        for folder in self._folders.get(kind, ()):
            try:
                file = os.path.realpath(os.path.join(folder, name), strict=True)  # noqa: PTH118
                if os.path.commonpath([folder, file]) != folder:
                    continue
                status = os.stat(file)  # noqa: PTH116
            except (OSError, ValueError):
                continue
            if stat.S_ISREG(status.st_mode):
                return file, status
        return None

    def _compressed(
        self, file: str, status: os.stat_result, coding: str, headers: Headers
    ) -> Ready:
        identity = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
        held = self._held.get(file)
        if held is not None and held[0] == identity and coding in held[1]:
            return held[1][coding]
        ready = prepare(
            _read(file, 0, status.st_size),
            coding,
            status=200,
            headers=headers,
            changed=status.st_mtime,
            varies=True,
        )
        with self._lock:
            if self._held_size > MOST_HELD:
                self._held.clear()
                self._held_size = 0
            if held is None or held[0] != identity:
                held = self._held[file] = (identity, {})
            held[1][coding] = ready
            self._held_size += len(ready.full.body)
        return ready


def _headers(kind: str, name: str, content_type: str) -> Headers:
    hashed = kind == "static" and _HASHED.fullmatch(name)
    headers = [
        ("content-type", content_type),
        ("cache-control", FOR_EVER if hashed else AGES[kind]),
        ("x-content-type-options", "nosniff"),
    ]
    if content_type == "image/svg+xml":
        # A drawing is only a drawing, also when opened by itself.
        policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        headers.append(("content-security-policy", policy))
    if content_type == UNKNOWN:
        headers.append(("content-disposition", "attachment"))
    return headers


def _as_it_is(request: Request, file: str, status: os.stat_result, headers: Headers) -> Answer:
    """An uncompressed file, whole or the one range asked for (RFC 9110, 14)."""
    size = status.st_size
    etag = f'"{status.st_mtime_ns:x}-{size:x}"'
    headers = [
        ("etag", etag),
        *headers,
        ("last-modified", http_date(status.st_mtime)),
        ("accept-ranges", "bytes"),
    ]
    if is_unchanged(request.if_none_match, request.if_modified_since, etag, status.st_mtime):
        return Answer(304, [each for each in headers if each[0] != "content-type"])
    code, start, length = 200, 0, size
    if request.method == "GET" and request.range and _range_holds(request, etag, status.st_mtime):
        span = read_range(request.range, size)
        if span == UNSATISFIABLE:
            extra = [("content-range", f"bytes */{size}"), ("content-length", "0")]
            return Answer(416, [*headers, *extra])
        if span is not None:
            code, (start, length) = 206, span
            headers.append(("content-range", f"bytes {start}-{start + length - 1}/{size}"))
    headers.append(("content-length", str(length)))
    if request.method == "HEAD":
        return Answer(code, headers)
    if length > LARGEST_READ:
        return Answer(code, headers, piece=Piece(Path(file), start, length))
    return Answer(code, headers, _read(file, start, length))


UNSATISFIABLE = (-1, -1)


def read_range(header: str, size: int) -> tuple[int, int] | None:
    """Start and length of the one range asked for; None for what is to be ignored, such as several
    ranges; UNSATISFIABLE for one outside the file."""
    found = _RANGE.fullmatch(header)
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        length = min(int(found[2]), size)
        return (size - length, length) if length else UNSATISFIABLE
    start = int(found[1])
    last = int(found[2]) if found[2] else size - 1
    if found[2] and last < start:
        return None
    if start >= size:
        return UNSATISFIABLE
    return start, min(last, size - 1) - start + 1


def _range_holds(request: Request, etag: str, changed: float) -> bool:
    """Whether If-Range, when sent, still names this file (RFC 9110, 13.1.5: exactly)."""
    if not request.if_range:
        return True
    if request.if_range.startswith(('"', "W/")):
        return request.if_range == etag
    return parse_date(request.if_range) == int(changed)


def _read(file: str, start: int, length: int) -> bytes:
    """Exactly these bytes; raises OSError when the file became shorter meanwhile."""
    with open(file, "rb") as stream:  # noqa: PTH123
        stream.seek(start)
        body = stream.read(length)
    if len(body) != length:
        raise OSError(f"{file} became shorter while it was read")
    return body
