"""Delivery as a process, in front of one paper's shelf. Never imports Django.

`python -m kagoj.delivery.serve --help` shows the same settings as `run` takes.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import logging
import os
import select
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kagoj.delivery.copies import begin
from kagoj.delivery.policies import TAG_HEADER
from kagoj.delivery.workers import keep

if TYPE_CHECKING:
    from kagoj.delivery.app import Delivery

# The loop needs Linux; WSGI runs wherever Python does.
INTERFACES = ("loop", "wsgi") if hasattr(select, "epoll") else ("wsgi",)
BACKLOG = 4096  # connections that may wait to be taken; the system's own limit may be lower
LARGEST_HEAD = 64 * 1024  # bytes of a request line with all its headers; more is a 431 or 414
SLOWEST_HEAD = 10_000  # milliseconds a client may take to send them
THREADS = 8  # one core answers as fast with eight as with one, and a few may wait for the press
LOOK_EVERY = 0.05  # seconds between two looks at the shelf, where copies lie before nginx
LAST_ANSWERS = 3  # seconds that answers under way are given at the end

log = logging.getLogger("kagoj.delivery")


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """What a worker process needs to build its Delivery; see there for the meanings."""

    data: Path
    static: tuple[Path, ...] = ()
    media: Path | None = None
    index: Path | None = None
    reads: Path | None = None
    alive: Path | None = None
    page_age: int = 5
    memory: int = 64 * 1024 * 1024
    longest_wait: float = 2.0
    most_waits: int = THREADS // 2
    behind_proxy: bool = False
    inline_scripts: tuple[str, ...] = ()
    shared_age: int = 0
    tag_header: str = TAG_HEADER
    copies: Path | None = None
    threads: int = THREADS
    master: int = 0  # the process whose end is the worker's end, too


def run(
    data: Path,
    *,
    static: Sequence[Path] = (),
    media: Path | None = None,
    index: Path | None = None,
    reads: Path | None = None,
    alive: Path | None = None,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 1,
    threads: int = THREADS,
    page_age: int = 5,
    memory: int = 64 * 1024 * 1024,
    longest_wait: float = 2.0,
    behind_proxy: bool = False,
    inline_scripts: Sequence[str] = (),
    shared_age: int = 0,
    tag_header: str = TAG_HEADER,
    copies: Path | None = None,
    interface: str = INTERFACES[0],
    goes_on: Callable[[], bool] = lambda: True,
    listener: socket.socket | None = None,
) -> None:
    """Answer readers until SIGTERM or SIGINT, or until `goes_on` says no.

    `workers` processes share the port, each with `threads` threads for what is not in memory (half of
    them may wait for the press) and `memory` bytes of pages; one that dies is started again. Of a
    `listener` that is given (to the loop only) host and port are not used: who gave it holds it open
    while this process is away, and readers wait in its queue. `copies` is a folder for copies that nginx
    sends by itself (to the loop only).
    """
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s: %(message)s"
    )
    plan = Plan(
        data=Path(data),
        static=tuple(static),
        media=media,
        index=index,
        reads=reads,
        alive=alive,
        page_age=page_age,
        memory=memory,
        longest_wait=longest_wait,
        most_waits=threads // 2,
        behind_proxy=behind_proxy,
        inline_scripts=tuple(inline_scripts),
        shared_age=shared_age,
        tag_header=tag_header,
        # Without the loop nobody would look at the shelf while no reader comes.
        copies=begin(copies) if copies and interface == "loop" else None,
        threads=threads,
        master=os.getpid(),
    )
    if interface == "loop":
        # Before workers are forked: what they share takes memory once and none of their time.
        from kagoj.delivery import loop  # noqa: F401

        with listener or listening_at(host, port) as shared:
            work = functools.partial(_answer_in_a_loop, plan, shared)
            keep(workers, work, last_answers=LAST_ANSWERS + 1, goes_on=goes_on)
    else:
        _answer_by_wsgi(plan, host, port, workers, goes_on)


def listening_at(host: str, port: int) -> socket.socket:
    """The socket that all workers take connections from: of a worker that is killed, only those are
    lost that it had taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=BACKLOG)


def _answer_in_a_loop(plan: Plan, listener: socket.socket) -> None:
    """The work of one process."""
    from kagoj.delivery.loop import Loop

    def look_up() -> None:
        # Without its master nobody would replace it: it leaves its place to another's worker.
        if os.getppid() != plan.master:
            loop.retire()

    _allow_many_connections()
    loop = Loop(
        _delivery_of(plan),
        listener,
        threads=plan.threads,
        each_second=look_up,
        # What nginx sends by itself must be taken away when it changes, though no reader comes here.
        patience=LOOK_EVERY if plan.copies else 1.0,
    )
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda number, frame: loop.end())
    loop.run()


def _allow_many_connections() -> None:
    """As many open files as this process may have."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _answer_by_wsgi(
    plan: Plan, host: str, port: int, workers: int, goes_on: Callable[[], bool]
) -> None:
    """Where there is no epoll: Granian, with a pool of threads in each worker."""
    from granian.constants import HTTPModes, Interfaces, RuntimeModes
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    def watch() -> None:
        while goes_on():
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="above", daemon=True).start()
    server = Server(
        "kagoj.delivery",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=plan.threads,
        runtime_mode=RuntimeModes.st,
        http=HTTPModes.http1,
        websockets=False,
        http1_settings=HTTP1Settings(
            header_read_timeout=SLOWEST_HEAD, max_buffer_size=LARGEST_HEAD
        ),
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=LAST_ANSWERS,
    )
    server.serve(target_loader=functools.partial(_application, plan), wrap_loader=False)


def _application(plan: Plan) -> Any:
    """What a worker of Granian runs."""
    from kagoj.delivery.wsgi import application_for

    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s: %(message)s"
    )

    def watch() -> None:
        while True:
            _end_without(plan.master)
            time.sleep(0.5)

    threading.Thread(target=watch, name="master", daemon=True).start()
    return application_for(_delivery_of(plan))


def _delivery_of(plan: Plan) -> Delivery:
    from kagoj.delivery.app import Delivery

    return Delivery(
        plan.data,
        plan.static,
        media=plan.media,
        index=plan.index,
        reads=plan.reads,
        alive=plan.alive,
        page_age=plan.page_age,
        memory=plan.memory,
        longest_wait=plan.longest_wait,
        most_waits=plan.most_waits,
        behind_proxy=plan.behind_proxy,
        inline_scripts=plan.inline_scripts,
        shared_age=plan.shared_age,
        tag_header=plan.tag_header,
        copies=plan.copies,
    )


def _end_without(master: int) -> None:
    """End this worker when its master was killed: nobody else would, and it would hold the port."""
    if os.getppid() != master:
        os.kill(os.getpid(), signal.SIGKILL)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m kagoj.delivery.serve", description="Answer readers from a paper's shelf."
    )
    parser.add_argument("data", type=Path, help="the paper's data folder, where the shelf lies")
    parser.add_argument(
        "--static", type=Path, action="append", default=[], help="a folder of the theme's files"
    )
    parser.add_argument("--media", type=Path, help="the folder of pictures (data/media)")
    parser.add_argument("--index", type=Path, help="the search index (data/search.db)")
    parser.add_argument("--reads", type=Path, help="where reads are noted (data/reads)")
    parser.add_argument("--alive", type=Path, help="the press's heartbeat (data/press.alive)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on")
    parser.add_argument(
        "--workers", type=int, default=1, help="processes; one for each core to use"
    )
    parser.add_argument(
        "--threads", type=int, default=THREADS, help="threads of each; half may wait for the press"
    )
    parser.add_argument(
        "--page-age", type=int, default=5, help="seconds a browser may keep a page unasked"
    )
    parser.add_argument(
        "--memory", type=int, default=64 * 1024 * 1024, help="bytes of pages held by each process"
    )
    parser.add_argument(
        "--longest-wait", type=float, default=2.0, help="seconds to wait for a page on demand"
    )
    parser.add_argument(
        "--behind-proxy", action="store_true", help="believe X-Forwarded-For of a proxy in front"
    )
    parser.add_argument(
        "--inline-script",
        dest="inline_scripts",
        action="append",
        default=[],
        help="'sha256-…' of a script printed into pages, quoted as the policy writes it",
    )
    parser.add_argument(
        "--shared-age", type=int, default=0, help="seconds a cache told of changes may keep a page"
    )
    parser.add_argument(
        "--tag-header", default=TAG_HEADER, help="the header in which caches read a page's names"
    )
    parser.add_argument("--copies", type=Path, help="where nginx looks for copies of pages")
    parser.add_argument("--interface", choices=INTERFACES, default=INTERFACES[0])
    run(**vars(parser.parse_args(arguments)))


if __name__ == "__main__":
    main()
