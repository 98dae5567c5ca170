"""Who reads, without knowing who: a name for one visitor that lasts one day, and what is no reader.

Standard library only; used by delivery at each read.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import re
import secrets
import tempfile
import threading
import time
from pathlib import Path

_DAY = 86_400  # seconds
_SALT_BYTES = 32
_SALT_FILE = "salt-{day}"
_DRAFT = "salting-{day}-"
_SALT_OR_DRAFT = re.compile(r"salt(?:ing)?-(\d{1,9})(?:-.*)?")

# Programs say so in their user agent by these words, in small letters. Readers' own browsers inside
# an app (FBAN/FBAV, Instagram, GSA) are readers; the same companies' fetchers of link previews are
# not. "bot" is looked for apart: CUBOT is a maker of telephones.
_ROBOT_WORDS = (
    *("crawl", "spider", "slurp", "scrapy", "archiver", "transcoder", "scanner", "fetch", "robot"),
    *("facebookexternalhit", "facebookcatalog", "meta-external", "vkshare", "embedly"),
    *("bingpreview", "web preview", "linkpreview", "uripreview", "sitepreview"),
    *("feedly", "feedburner", "feedparser", "rss/", "rssreader"),
    *("monitor", "uptime", "pingdom", "statuscake", "linkcheck", "checker", "checklink"),
    *("lighthouse", "pagespeed", "headless", "phantomjs", "selenium", "playwright", "puppeteer"),
    *("google-inspectiontool", "google-read-aloud", "googleother", "mediapartners"),
    *("python", "okhttp", "go-http", "httpclient", "http_request", "libwww", "axios", "undici"),
    *("guzzle", "aiohttp", "httpx"),
)
_ROBOT_BEGINNINGS = ("whatsapp", "curl", "wget", "java/", "ruby", "perl", "php")
_BOT = re.compile(r"(?<!cu)bot(?![a-z])|^mozilla/\d\.\d$")
_LONGEST_AGENT = 512


def visitor(address: str, agent: str, salt: bytes) -> str:
    """16 hexadecimal signs that are the same for the same address and user agent under one salt.

    They cannot be turned back without the salt (a keyed BLAKE2b), nor compared across salts.
    """
    told = f"{address}\n{agent[:_LONGEST_AGENT]}".encode("utf-8", "replace")
    return hashlib.blake2b(told, digest_size=8, key=salt).hexdigest()


def is_robot(agent: str) -> bool:
    """Whether a user agent is that of a program rather than a reader; no agent at all is one."""
    return _is_robot(agent[:_LONGEST_AGENT])


@functools.lru_cache(maxsize=4096)  # readers' agents repeat
def _is_robot(agent: str) -> bool:
    told = agent.strip().lower()
    return (
        not told
        or told.startswith(_ROBOT_BEGINNINGS)
        or any(word in told for word in _ROBOT_WORDS)
        or _BOT.search(told) is not None
    )


class DaySalt:
    """The salt of the day (UTC), the same in all processes that count into one folder.

    It stands in a file that only the owner may read, so that a restart of delivery does not make
    new visitors of old ones; the file of a former day is deleted when another day is asked for,
    and with it the last way to tell whose name was whose. Safe for threads.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = Path(folder)
        self._turn = threading.Lock()
        self._known: tuple[int, bytes] = (-1, b"")

    def at(self, moment: float | None = None) -> bytes:
        """The salt for this Unix time, by default now. Raises nothing: where the folder cannot be
        written, the salt stays in this process."""
        day = int((time.time() if moment is None else moment) // _DAY)
        known_day, salt = self._known
        if known_day == day:
            return salt
        with self._turn:
            if self._known[0] != day:
                self._known = (day, self._of(day))
            return self._known[1]

    def _of(self, day: int) -> bytes:
        file = self._folder / _SALT_FILE.format(day=day)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._delete_before(day)
            with contextlib.suppress(FileExistsError):
                self._make(file, day)
            salt = file.read_bytes()
        except OSError:
            return secrets.token_bytes(_SALT_BYTES)
        return salt if len(salt) == _SALT_BYTES else secrets.token_bytes(_SALT_BYTES)

    def _make(self, file: Path, day: int) -> None:
        """Puts a new salt in place as a whole. Raises FileExistsError if another was first."""
        if file.exists():
            return
        draft_name = _DRAFT.format(day=day)
        with tempfile.NamedTemporaryFile(dir=self._folder, prefix=draft_name) as draft:
            draft.write(secrets.token_bytes(_SALT_BYTES))
            draft.flush()
            os.link(draft.name, file)

    def _delete_before(self, day: int) -> None:
        for name in os.listdir(self._folder):  # noqa: PTH208  # names are enough
            former = _SALT_OR_DRAFT.fullmatch(name)
            if former and int(former[1]) < day:
                with contextlib.suppress(FileNotFoundError):
                    (self._folder / name).unlink()
