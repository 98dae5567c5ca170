"""`kagoj press`: print now, or show the queue."""

from __future__ import annotations

import argparse
import json

from .progress import progress
from .refused import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="+",
        metavar="all|status|PATH",
        help="all: print the whole paper; status: show the queue; or addresses, as /khela/",
    )
    parser.add_argument("--json", action="store_true", help="the status as JSON, for programs")


def run(options: argparse.Namespace) -> None:
    import django

    django.setup()
    if options.what == ["status"]:
        _status(options.json)
    elif options.what == ["all"]:
        _print_all()
    else:
        _print_paths(options.what)


def _status(as_json: bool) -> None:
    from kagoj.press import worker
    from kagoj.press.models import PrintOrder

    queue = worker.queue()
    if as_json:
        print(json.dumps(queue))
        return
    print(
        f"waiting: {queue['waiting']}   printing: {queue['printing']}   "
        f"failed: {queue['failed']}   pages: {queue['pages']}"
    )
    for order in PrintOrder.objects.exclude(error="")[:20]:
        print(f"order {order.pk} ({order.reason}), tried {order.tries} times: {order.error}")


def _print_all() -> None:
    from kagoj.press import orders, worker
    from kagoj.press.setting_up import lay_out_theme

    lay_out_theme()
    pages = orders.everything("asked for")
    with progress("printing", pages) as step:
        while done := worker.print_waiting():
            step(done)
    failed = worker.queue()["failed"] + worker.queue()["waiting"]
    print(f"printed {pages} pages")
    if failed:
        raise Refused(f"{failed} orders are not printed; see: kagoj press status")


def _print_paths(paths: list[str]) -> None:
    from kagoj.delivery.routes import PlainPage, Story, route
    from kagoj.press.announce import announce
    from kagoj.press.printing import print_page
    from kagoj.press.setting_up import lay_out_theme
    from kagoj.press.shelving import shelve

    lay_out_theme()
    printed = []
    for path in paths:
        _, found = route(path.encode().decode("latin-1"))
        if not isinstance(found, PlainPage | Story):
            raise Refused(f"{path!r} is no page of the paper; addresses look like /khela/ or /n/5.")
        printed.append((found.key, print_page(found.key)))
    shelve(printed)
    announce(key for key, _ in printed)
    for (_, page), path in zip(printed, paths, strict=True):
        print(f"{path}: {'printed' if page else 'nothing stands there'}")
    if any(page is None for _, page in printed):
        raise Refused("not every address has a page.")
