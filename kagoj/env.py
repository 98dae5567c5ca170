"""Every setting of a paper, once: name, default and meaning (standard library only).

A setting stands in `kagoj.toml` in the paper's folder; an environment variable of the same name
in capitals, `KAGOJ_` before it, wins over the file.
"""

from __future__ import annotations

import dataclasses
import os
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FILE = "kagoj.toml"
MOST_WORKERS = 256
MOST_READ = ("hour", "day", "week")
# Caches that the press can tell what changed; the last three want a token.
CACHES = ("nginx", "varnish", "bunny", "cloudflare", "fastly")
CDNS = CACHES[2:]

# Where a cache is: host and port, or for a CDN (True) the identifier of what is purged.
_PLACES = {
    False: r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}",
    True: r"[A-Za-z0-9_-]{1,100}",
}


class WrongSetting(ValueError):
    """A setting that cannot be used; the sentence says which and what would be right."""


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    name: str
    default: str | int | bool
    meaning: str
    variable: str = ""

    @property
    def env(self) -> str:
        """The environment variable that overrules the file."""
        return self.variable or f"KAGOJ_{self.name.upper()}"


SETTINGS = (
    Setting(
        "address",
        "http://127.0.0.1:8000",
        "The paper's address as readers type it, without a slash at the end.",
    ),
    Setting(
        "newsroom_address",
        "http://127.0.0.1:8001",
        "The newsroom's address as editors type it, without a slash at the end.",
    ),
    Setting("host", "127.0.0.1", "The network address both servers listen on."),
    Setting("port", 8000, "The port readers are answered on."),
    Setting("newsroom_port", 8001, "The port the newsroom is answered on."),
    Setting(
        "data",
        "data",
        "Where the database, pictures, shelf and index lie; relative to the paper's folder.",
    ),
    Setting(
        "database_url",
        "",
        "The newsroom's database: empty for SQLite in the data folder, or "
        "postgres://user:password@host:port/name.",
        variable="DATABASE_URL",
    ),
    Setting(
        "email_url",
        "",
        "The mail server for newsroom notices: smtp://user:password@host:port, "
        "smtps://… for TLS; empty sends none.",
    ),
    Setting("email_from", "", "The sender of newsroom notices; empty takes the imprint's."),
    Setting("delivery_workers", 1, "How many processes answer readers; one for each core to use."),
    Setting(
        "behind_proxy",
        False,
        "Whether nginx or another proxy stands in front: its X-Forwarded-For and "
        "X-Forwarded-Proto are then believed.",
    ),
    Setting(
        "purge",
        "",
        "The caches in front that are told what changed, with blanks between: "
        "nginx://127.0.0.1:8002, varnish://127.0.0.1:6081, fastly://SERVICE, cloudflare://ZONE, "
        "bunny://PULLZONE; empty where no cache keeps pages longer than delivery says.",
    ),
    Setting(
        "purge_token", "", "What a CDN named in `purge` wants to see before it forgets a page."
    ),
    Setting(
        "most_read",
        "day",
        "Of which time the most read list shows what was read most: hour, day or week.",
    ),
    Setting(
        "debug",
        False,
        "Whether errors show their insides; for developers, never for a paper with readers.",
    ),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one paper, read and checked."""

    folder: Path
    address: str
    newsroom_address: str
    host: str
    port: int
    newsroom_port: int
    data: Path
    database_url: str
    email_url: str
    email_from: str
    delivery_workers: int
    behind_proxy: bool
    purge: str
    purge_token: str
    most_read: str
    debug: bool

    @property
    def caches(self) -> tuple[str, ...]:
        """The addresses of the caches in front, each once."""
        return tuple(dict.fromkeys(self.purge.split()))

    @property
    def media(self) -> Path:
        return self.data / "media"

    @property
    def static(self) -> Path:
        """The theme's hashed files as readers are given them."""
        return self.data / "static"

    @property
    def reads(self) -> Path:
        """Reads counted by delivery and not yet folded."""
        return self.data / "reads"


def load(folder: Path | str | None = None) -> Settings:
    """Read the settings of the paper in `folder` (default: KAGOJ_DIR, else the current folder).

    Raises WrongSetting, whose sentence names the setting and says what to do.
    """
    folder = Path(folder or os.environ.get("KAGOJ_DIR") or ".").resolve()
    written = _read(folder / FILE)
    values: dict[str, Any] = {setting.name: setting.default for setting in SETTINGS}
    for setting in SETTINGS:
        if setting.name in written and setting.env not in os.environ:
            values[setting.name] = _from_file(setting, written[setting.name])
    values |= given()
    for name in ("port", "newsroom_port"):
        if not 0 < values[name] < 65536:
            raise WrongSetting(f"{name} must be a port between 1 and 65535, not {values[name]}.")
    if not 1 <= values["delivery_workers"] <= MOST_WORKERS:
        raise WrongSetting(f"delivery_workers must be between 1 and {MOST_WORKERS}.")
    if values["port"] == values["newsroom_port"]:
        raise WrongSetting(f"port and newsroom_port must differ; both are {values['port']}.")
    if values["most_read"] not in MOST_READ:
        raise WrongSetting(f"most_read must be hour, day or week, not {values['most_read']!r}.")
    for name in ("address", "newsroom_address"):
        values[name] = _checked_address(name, values[name].rstrip("/"))
    _check_caches(values["purge"].split(), values["purge_token"])
    values["data"] = (folder / values["data"]).resolve()
    return Settings(folder=folder, **values)


def given() -> dict[str, str | int | bool]:
    """The settings that environment variables hold, by name.

    Raises WrongSetting for a value that its setting cannot take.
    """
    return {
        setting.name: _from_text(setting, os.environ[setting.env])
        for setting in SETTINGS
        if setting.env in os.environ
    }


def is_paper(folder: Path) -> bool:
    """Whether `kagoj init` has made a paper here."""
    return (folder / FILE).is_file()


def _read(file: Path) -> dict[str, Any]:
    try:
        written = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise WrongSetting(f"{file} cannot be read: {error}") from None
    unknown = sorted(written.keys() - {setting.name for setting in SETTINGS})
    if unknown:
        raise WrongSetting(f"{file} names a setting Kagoj does not know: {', '.join(unknown)}.")
    return written


def _checked_address(name: str, address: str) -> str:
    try:
        parts = urlsplit(address)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or parts.path or parts.query or parts.fragment:
        raise WrongSetting(
            f"{name} must be an address like https://example.com, without a path, not {address!r}."
        )
    return address


def _check_caches(addresses: list[str], token: str) -> None:
    for address in addresses:
        kind, _, place = address.partition("://")
        if kind not in CACHES or not re.fullmatch(_PLACES[kind in CDNS], place):
            right = "fastly://SERVICE" if kind in CDNS else "varnish://127.0.0.1:6081"
            raise WrongSetting(
                f"purge must name caches like {right}, one of {', '.join(CACHES)}, not {address!r}."
            )
        if kind in CDNS and not token:
            raise WrongSetting(f"purge names {address}, which wants purge_token.")


def _from_file(setting: Setting, value: Any) -> str | int | bool:
    if type(value) is not type(setting.default):
        kind = {str: "text in quotes", int: "a whole number", bool: "true or false"}
        raise WrongSetting(f"{setting.name} must be {kind[type(setting.default)]}, not {value!r}.")
    return value


def _from_text(setting: Setting, text: str) -> str | int | bool:
    if isinstance(setting.default, bool):
        if text.lower() in {"1", "true", "yes", "on"}:
            return True
        if text.lower() in {"", "0", "false", "no", "off"}:
            return False
        raise WrongSetting(f"{setting.env} must be true or false, not {text!r}.")
    if isinstance(setting.default, int):
        try:
            return int(text)
        except ValueError:
            raise WrongSetting(f"{setting.env} must be a whole number, not {text!r}.") from None
    return text
