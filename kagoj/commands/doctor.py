"""`kagoj doctor`: look the installation over, and say what to do."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator

from kagoj import env

LEAST_SPACE = 500 * 1024 * 1024  # bytes


@dataclasses.dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, and what to do when it is not."""

    subject: str
    well: bool
    says: str
    serious: bool = True


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")


def run(options: argparse.Namespace) -> int:
    settings = env.load()
    looked_at = (_machine, _database, _shelf, _search, _press, _caches)
    findings = [finding for look in looked_at for finding in look(settings)]
    if options.json:
        print(json.dumps([dataclasses.asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            sign = "ok  " if finding.well else "MEND" if finding.serious else "note"
            print(f"{sign} {finding.subject}: {finding.says}")
    return 1 if any(not f.well and f.serious for f in findings) else 0


def _machine(settings: env.Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.data if settings.data.exists() else settings.folder).free
    yield Finding(
        "disk",
        free >= LEAST_SPACE,
        f"{free // 2**20} MiB free"
        + ("" if free >= LEAST_SPACE else "; publishing stops when it is full: make room"),
    )
    refused = _refusal_to_write(settings)
    yield Finding("data folder", not refused, f"{settings.data}{refused}")
    yield Finding("sqlite", sqlite3.sqlite_version_info >= (3, 35), sqlite3.sqlite_version)
    try:
        import PIL.features

        avif = bool(PIL.features.check("avif"))
    except ImportError:
        avif = False
    yield Finding(
        "pictures",
        avif,
        "AVIF, WebP and JPEG" if avif else "Pillow without AVIF: install Pillow 12 or newer",
    )
    key = settings.data / "secret.key"
    if key.exists() and os.name == "posix":
        private = not key.stat().st_mode & 0o077
        yield Finding(
            "secret key", private, "private" if private else f"readable by others: chmod 600 {key}"
        )
    if not settings.address.startswith("https://") and "127.0.0.1" not in settings.address:
        yield Finding(
            "address",
            False,
            f"{settings.address} is not https; put a proxy with TLS in front",
            serious=False,
        )
    if settings.debug:
        yield Finding("debug", False, "errors show their insides; set debug = false")


def _refusal_to_write(settings: env.Settings) -> str:
    if os.access(settings.data, os.W_OK):
        return ""
    if settings.data.exists() and os.statvfs(settings.data).f_flag & os.ST_RDONLY:
        return " is on a disk that can only be read; look for its faults in: dmesg"
    return " cannot be written by this user"


def _database(settings: env.Settings) -> Iterator[Finding]:
    try:
        import django

        django.setup()
        from django.db import connection
        from django.db.migrations.executor import MigrationExecutor

        executor = MigrationExecutor(connection)
        owed = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception as error:  # noqa: BLE001
        yield Finding("database", False, f"cannot be used: {error}")
        return
    yield Finding(
        "database",
        not owed,
        f"{connection.vendor}, up to date"
        if not owed
        else f"{len(owed)} changes behind; they are made by: kagoj serve",
    )


def _shelf(settings: env.Settings) -> Iterator[Finding]:
    from kagoj.shelf import Shelf

    try:
        shelf = Shelf(settings.data, read_only=True)
        faults = shelf.check()
        pages = sum(1 for _ in shelf.keys())  # noqa: SIM118
    except Exception as error:  # noqa: BLE001
        yield Finding("shelf", False, f"cannot be read: {error}. Print anew: kagoj press all")
        return
    yield Finding(
        "shelf",
        not faults and pages > 0,
        _first_of(faults)
        or (f"{pages} pages" if pages else "empty; print the paper: kagoj press all"),
    )


def _search(settings: env.Settings) -> Iterator[Finding]:
    yield from _readers_index(settings)
    yield from _galleys(settings)


def _galleys(settings: env.Settings) -> Iterator[Finding]:
    """The newsroom's own index, of what is not printed; a paper that never ran has none."""
    from kagoj.search.index import Index

    file = settings.data / "newsroom-search.db"
    if not file.exists():
        return
    try:
        with Index(file) as index:
            faults, stories = index.check(), len(index)
    except Exception as error:  # noqa: BLE001
        faults, stories = [f"cannot be read: {error}"], 0
    said = _first_of(faults) + f". Stop the paper, delete {file}; it is made anew"
    yield Finding("newsroom search", not faults, said if faults else f"{stories} not printed")


def _readers_index(settings: env.Settings) -> Iterator[Finding]:
    from kagoj.search.index import Index

    file = settings.data / "search.db"
    if not file.exists():
        yield Finding("search", False, "no index; it is made with: kagoj press all")
        return
    try:
        with Index(file) as index:
            faults, stories, outdated = index.check(), len(index), index.outdated()
    except Exception as error:  # noqa: BLE001
        says = f"cannot be read: {error}. Stop the paper, delete {file}, then: kagoj press all"
        yield Finding("search", False, says)
        return
    yield Finding(
        "search",
        not faults,
        _first_of(faults)
        or f"{stories} stories" + ("; analysed anew at the next change" if outdated else ""),
    )


def _first_of(faults: list[str], most: int = 3) -> str:
    """The first faults in one line, and how many more there are."""
    more = f"; and {len(faults) - most} more" if len(faults) > most else ""
    return "; ".join(faults[:most]) + more


def _press(settings: env.Settings) -> Iterator[Finding]:
    beat = settings.data / "press.alive"
    age = time.time() - beat.stat().st_mtime if beat.exists() else None
    at_work = age is not None and age < 10
    yield Finding(
        "press",
        at_work,
        "at work" if at_work else "not running; start it with: kagoj serve",
        serious=False,
    )
    try:
        from kagoj.press.worker import queue

        waiting = queue()
    except Exception as error:  # noqa: BLE001
        yield Finding("queue", False, f"cannot be read: {error}")
        return
    yield Finding(
        "queue",
        not waiting["failed"],
        f"{waiting['waiting']} waiting, {waiting['failed']} failed"
        + ("; see: kagoj press status" if waiting["failed"] else ""),
    )
    if at_work and (minutes := _news_waits()):
        yield Finding(
            "news",
            False,
            f"published {minutes} minutes ago and not printed yet; see: kagoj press status",
        )


def _news_waits() -> int:
    """Minutes that the oldest news has waited for the press; 0 when none has waited for one."""
    from django.utils import timezone

    from kagoj.press.models import PrintOrder

    news = PrintOrder.objects.filter(urgency=PrintOrder.Urgency.NEWS).exclude(
        state=PrintOrder.State.FAILED
    )
    oldest = news.order_by("pk").first()
    return int((timezone.now() - oldest.placed).total_seconds() // 60) if oldest else 0


def _caches(settings: env.Settings) -> Iterator[Finding]:
    """Whether caches in front are told what changes."""
    from kagoj.press.purging import standings

    if not settings.caches:
        return
    try:
        found = standings(settings.caches, settings.data)
    except Exception as error:  # noqa: BLE001
        yield Finding("caches", False, f"cannot be looked at: {error}")
        return
    for cache in found:
        yield Finding(f"cache {cache.cache}", cache.well, cache.says)
