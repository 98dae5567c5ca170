"""`kagoj press`: print now, or show the queue."""

from __future__ import annotations

import argparse
import dataclasses
import json
from urllib.parse import unquote_to_bytes

from kagoj import env

from .progress import progress
from .refused import Refused

ASKED_FOR = "asked for"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="+",
        metavar="all|status|compact|PATH",
        help="all: print the whole paper; status: show the queue; compact: give back the room that"
        " removed pages took on the disk; or addresses, as /khela/",
    )
    parser.add_argument("--json", action="store_true", help="the status as JSON, for programs")


def run(options: argparse.Namespace) -> None:
    import django

    django.setup()
    if options.what == ["status"]:
        _status(options.json)
    elif options.what == ["all"]:
        _print_all()
    elif options.what == ["compact"]:
        _compact()
    else:
        _print_paths(options.what)


def _status(as_json: bool) -> None:
    from kagoj.press import reprint, worker
    from kagoj.press.models import PrintOrder
    from kagoj.press.purging import standings

    queue = worker.queue()
    settings = env.load()
    caches = standings(settings.caches, settings.data) if settings.caches else []
    if as_json:
        print(json.dumps({**queue, "caches": [dataclasses.asdict(cache) for cache in caches]}))
        return
    print(
        f"waiting: {queue['waiting']}   printing: {queue['printing']}   "
        f"failed: {queue['failed']}   pages still to print: {queue['pages']}"
    )
    if under_way := reprint.progress():
        left = (
            f"about {str(under_way.left).partition('.')[0]} to go"
            if under_way.left
            else "too early to tell how long"
        )
        print(
            f"printing the paper anew ({under_way.reason}): "
            f"{under_way.ordered:,} of about {under_way.pages:,} pages, {left}"
        )
    for order in PrintOrder.objects.exclude(error="")[:20]:
        print(f"order {order.pk} ({order.reason}), tried {order.tries} times: {order.error}")
    for cache in caches:
        print(f"cache {cache.cache}: {cache.says}")


def _print_all() -> None:
    from kagoj.press import orders, worker
    from kagoj.press.models import PrintOrder
    from kagoj.press.setting_up import lay_out_theme

    lay_out_theme()
    pages = orders.everything(ASKED_FOR)
    owed = PrintOrder.objects.filter(reason=ASKED_FOR)
    printed = 0
    with progress("printing", pages) as step:
        while True:
            if done := worker.print_waiting():
                printed += done
                step(done)
            elif not worker.take_up_again():  # waits for a press that is at work beside us
                break
    # What another press has under way beside us is no failure.
    failed = owed.filter(tries__gt=0).count()
    print(f"printed {printed} pages")
    if failed:
        raise Refused(f"{failed} orders are not printed; see: kagoj press status")


def _compact() -> None:
    from kagoj.press.shelving import at_the_press, shelf
    from kagoj.shelf import ShelfFull

    files = ("shelf.db", "shelf.db-wal")
    folder = env.load().data

    def size() -> int:
        return sum(file.stat().st_size for name in files if (file := folder / name).exists())

    before = size()
    with at_the_press():
        try:
            shelf().compact()
        except ShelfFull as full:
            raise Refused(f"{full}; compacting needs as much room as the pages take.") from None
    after = size()
    print(f"the shelf takes {after // 2**10:,} KiB, {max(before - after, 0) // 2**10:,} less")


def _print_paths(paths: list[str]) -> None:
    from kagoj.press import worker
    from kagoj.press.setting_up import lay_out_theme
    from kagoj.press.shelving import at_the_press, shelve

    keys = [_key_of(path) for path in paths]
    lay_out_theme()
    with at_the_press():
        printed, faults = worker.print_all(keys)
        faults |= shelve(printed)
        faults |= worker.tell_search(keys)
    made = {key for key, page in printed if page}
    for key, path in zip(keys, paths, strict=True):
        print(
            f"{path}: {faults.get(key) or ('printed' if key in made else 'nothing stands there')}"
        )
    if faults or made != set(keys):
        raise Refused("not every address has a page.")


def _key_of(path: str) -> str:
    """The shelf key of an address as a reader types it or copies it from a browser."""
    from kagoj.delivery.routes import PlainPage, Story, route

    address = env.load().address
    plain = unquote_to_bytes(path.removeprefix(address).encode("utf-8", "surrogateescape"))
    _, found = route(plain.decode("latin-1"))
    if not isinstance(found, PlainPage | Story):
        raise Refused(f"{path!r} is no page of the paper; addresses look like /khela/ or /n/5.")
    return found.key
