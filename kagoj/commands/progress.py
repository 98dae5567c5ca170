"""How far long work is: a bar when a person watches, plain lines when not."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY = 5.0  # seconds between plain lines


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Yields a function to call with how many more are done."""
    if sys.stderr.isatty():
        from tqdm import tqdm

        with tqdm(total=total, desc=what, unit="page", leave=False) as bar:
            yield bar.update
        return
    done, said = 0, time.monotonic()

    def step(count: int) -> None:
        nonlocal done, said
        done += count
        if time.monotonic() - said >= EVERY:
            said = time.monotonic()
            # `total` is an estimate: what is printed may bring more to print.
            print(f"{what}: {done} of {max(done, total)}", file=sys.stderr, flush=True)

    yield step
