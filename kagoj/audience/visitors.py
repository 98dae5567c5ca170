"""Who reads, without knowing who: a name for one visitor that lasts one day, and what is no reader.

Standard library only; used by delivery at each read.
"""

from __future__ import annotations

import contextlib
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
_SALT_NAME = re.compile(r"salt-(\d{1,9})")

# Programs say so in their user agent by these words. Readers' own browsers inside an app
# (FBAN/FBAV, Instagram, GSA) are readers; the same companies' fetchers of link previews are not.
# CUBOT is a maker of telephones.
_ROBOT = re.compile(
    r"""
    (?<!cu) bot (?![a-z]) | robot | crawl | spider | slurp | scrapy | archiver | transcoder
    | facebookexternalhit | facebookcatalog | meta-external | ^whatsapp | vkshare | embedly
    | (?: bing | web\  | link | uri | site ) preview | fetch | feed(?:ly|burner|parser) | \brss
    | monitor | uptime | pingdom | statuscake | linkcheck | check(?:er|link) | scanner
    | lighthouse | pagespeed | headless | phantomjs | selenium | playwright | puppeteer
    | google-inspectiontool | google-read-aloud | googleother | mediapartners
    | ^curl | ^wget | python | ^java/ | okhttp | go-http | httpclient | http_request | libwww
    | axios | undici | ^ruby | ^perl | ^php | guzzle | aiohttp | httpx | ^mozilla/\d\.\d$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_AGENT = 512


def visitor(address: str, agent: str, salt: bytes) -> str:
    """16 hexadecimal signs that are the same for the same address and user agent under one salt.

    They cannot be turned back without the salt (a keyed BLAKE2b), nor compared across salts.
    """
    told = f"{address}\n{agent[:_LONGEST_AGENT]}".encode("utf-8", "replace")
    return hashlib.blake2b(told, digest_size=8, key=salt).hexdigest()


def is_robot(agent: str) -> bool:
    """Whether a user agent is that of a program rather than a reader; no agent at all is one."""
    return not agent.strip() or _ROBOT.search(agent[:_LONGEST_AGENT]) is not None


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
                self._make(file)
            salt = file.read_bytes()
        except OSError:
            return secrets.token_bytes(_SALT_BYTES)
        return salt if len(salt) == _SALT_BYTES else secrets.token_bytes(_SALT_BYTES)

    def _make(self, file: Path) -> None:
        """Puts a new salt in place as a whole, unless another process was first."""
        if file.exists():
            return
        with tempfile.NamedTemporaryFile(dir=self._folder, prefix="salting-") as draft:
            draft.write(secrets.token_bytes(_SALT_BYTES))
            draft.flush()
            os.link(draft.name, file)

    def _delete_before(self, day: int) -> None:
        for name in os.listdir(self._folder):  # noqa: PTH208  # names are enough
            former = _SALT_NAME.fullmatch(name)
            if (former and int(former[1]) < day) or name.startswith("salting-"):
                with contextlib.suppress(FileNotFoundError):
                    (self._folder / name).unlink()
