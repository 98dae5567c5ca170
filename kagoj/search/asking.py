"""A search as a person means it: read as Bangla where it was not typed so, with a better word at hand.

For readers and newsroom alike.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from kagoj.search.documents import Results
from kagoj.search.suggesting import Suggester

# With fewer stories found, a misspelling is thought of.
FEW = 3

Search = Callable[[str], Results]


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """What was found, and for which words."""

    results: Results
    query: str  # the words looked for: as typed, or as they were understood
    otherwise: str = ""  # the other of the two, when it finds something as well
    meant: str = ""  # a query that finds more, of words that are spelt like these


def ask(query: str, search: Search, suggester: Suggester, *, literally: bool = False) -> Asked:
    """Looks for what was typed, or for the Bangla it stands for, whichever more stories have.

    `search` is asked with other words for the same desk, days and page. `literally`: only for what
    was typed. Nothing is offered (`otherwise`, `meant`) that finds nothing.
    """
    understood = query if literally else suggester.understood(query)
    found = search(understood)
    other = found if understood == query else search(query)
    if understood != query and _exactly(other) > _exactly(found):
        # Papers print some names in Latin letters, and nothing else should hide those stories.
        found, other, understood, query = other, found, query, understood
    meant = ""
    if found.available and _exactly(found) < FEW:
        meant = suggester.meant(understood)
        if meant and _exactly(search(meant)) <= _exactly(found):
            meant = ""
    otherwise = query if understood != query and _exactly(other) else ""
    return Asked(found, understood, otherwise, meant)


def _exactly(results: Results) -> int:
    """How many stories have all that was asked for."""
    return 0 if results.loosened else results.total
