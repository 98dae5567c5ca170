"""Wagtail as its documentation has one start, in this very environment: SQLite, one Granian worker."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import wagtail

from benchmarks.paper import free_port, get, wait_for
from benchmarks.peers import Peer, Unavailable, published_by, retried, run, running
from benchmarks.peers.articles import Article, write

_ROOT = Path(__file__).parents[2]
_WORK = (sys.executable, "-m", "benchmarks.peers.wagtail_site.work")


@contextlib.contextmanager
def served(folder: Path, some: list[Article], *, cached: bool = False) -> Iterator[Peer]:
    """Filled anew each time; `cached` puts wagtail-cache before it, kept in the process's memory."""
    site = folder / ("wagtail-cached" if cached else "wagtail")
    shutil.rmtree(site, ignore_errors=True)
    (site / "peer_migrations").mkdir(parents=True)
    (site / "peer_migrations" / "__init__.py").touch()
    places = [_ROOT, site, *([_wagtail_cache(folder)] if cached else [])]
    environment = {"PEER_FOLDER": str(site), "PYTHONPATH": ":".join(map(str, places))}
    if cached:
        environment["PEER_CACHE"] = "1"
    rate = float(run(*_WORK, "fill", write(folder / "articles.json", some), **environment))
    port = free_port()
    with running(
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1",
        "--blocking-threads", "1", "--no-ws", "--port", str(port),
        "benchmarks.peers.wagtail_site.wsgi:application",
        log=site / "log.txt", folder=_ROOT, **environment,
    ) as server:  # fmt: skip
        wait_for(port)
        story = f"/{some[0].slug}/"
        retried(lambda: get(f"http://127.0.0.1:{port}{story}"))
        yield Peer(
            name="Wagtail with wagtail-cache" if cached else "Wagtail",
            version=f"Wagtail {wagtail.__version__}, SQLite, Granian",
            port=port,
            story=story,
            processes=(server.pid,),
            publish=lambda headline: published_by([*_WORK, "publish", headline], **environment),
            imported=rate,
        )


def _wagtail_cache(folder: Path) -> Path:
    library = folder / "wagtail-cache-library"
    if not (library / "wagtailcache").exists():
        run(
            sys.executable, "-m", "pip", "install", "--quiet", "--no-deps",
            "--target", library, "wagtail-cache>=3,<4",
        )  # fmt: skip
    if not (library / "wagtailcache").exists():
        raise Unavailable("wagtail-cache could not be installed by pip")
    return library
