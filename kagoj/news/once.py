"""What one printing asks, it asks once: its pages agree, and show the same stories many times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_known: ContextVar[dict[str, Any] | None] = ContextVar("printing", default=None)


@contextmanager
def one_printing() -> Iterator[None]:
    """Within this block every answer is kept until its end; a block within it shares them."""
    if _known.get() is not None:
        yield
        return
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def once(name: str, ask: Callable[[], Any]) -> Any:
    """The answer to the question called `name`; outside a printing it is asked each time."""
    known = _known.get()
    if known is None:
        return ask()
    if name not in known:
        known[name] = ask()
    return known[name]
