"""Delivery's core: a request in, an answer out. Knows no server, no Django and no database."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kagoj.delivery import archive_page, routes, suggestions
from kagoj.delivery.beacon import LARGEST_BODY, Beacons
from kagoj.delivery.copies import Copies
from kagoj.delivery.files import Files
from kagoj.delivery.memory import Kept, Memory
from kagoj.delivery.on_demand import OnDemand, Outcome
from kagoj.delivery.policies import TAG_HEADER, Policies
from kagoj.delivery.request import Answer, Request
from kagoj.delivery.respond import choose, is_unchanged, negotiate, negotiated, prepare
from kagoj.delivery.search_page import SIZE, Question, fill, read_question, without_empty
from kagoj.delivery.spare_pages import spare_page
from kagoj.search.asking import Asked, ask
from kagoj.search.documents import Results
from kagoj.search.searcher import Searcher
from kagoj.search.suggesting import Suggester
from kagoj.shelf import Shelf, ShelfBusy, ShelfFault
from kagoj.shelf.compose import Composed, compose

LOOK_EVERY = 0.02  # seconds between two looks at the shelf's version
LONGEST_LOOK = 0.05  # seconds that readers wait for one; then memory answers as it is
FORGET_BEYOND = 10_000  # changed keys; then it is cheaper to forget everything
MOST_STANDING = 200_000  # numbers of stories that are known to be on the shelf
_BEACON = "/beacon/"

log = logging.getLogger("kagoj.delivery")


class Delivery:
    """What answers readers, for one paper whose data lies in `data`.

    `static` are folders of the theme's hashed files, the first found wins; `media` the folder of
    pictures (default: `data/media`). `index` is the search index (`data/search.db`), `reads` where
    reads are noted (`data/reads`), `alive` the file a press at work touches (`data/press.alive`).
    `page_age` is for how many seconds a browser may show a page again without asking; `memory` how many
    bytes of pages are held; `longest_wait` how many seconds a reader waits for a page that is printed
    on demand, `most_waits` how many do so at once (each holds a thread of the server; 0: nobody).
    `behind_proxy`: X-Forwarded-For is believed. `inline_scripts` are the sources ('sha256-…', quoted) of
    scripts printed into pages, for the Content-Security-Policy. `shared_age` and `tag_header` are for
    caches that are told of changes, see Policies. `copies` is where nginx finds copies of what is
    asked for most (None: no nginx looks for any); then `moment` must be asked for all the time, not
    only when a reader comes. `look_every` is for how many seconds a change on the shelf may go unseen.
    """

    def __init__(
        self,
        data: Path,
        static: Sequence[Path] = (),
        *,
        media: Path | None = None,
        index: Path | None = None,
        reads: Path | None = None,
        alive: Path | None = None,
        page_age: int = 5,
        memory: int = 64 * 1024 * 1024,
        longest_wait: float = 2.0,
        most_waits: int = 4,
        behind_proxy: bool = False,
        inline_scripts: Sequence[str] = (),
        shared_age: int = 0,
        tag_header: str = TAG_HEADER,
        copies: Path | None = None,
        look_every: float = LOOK_EVERY,
    ) -> None:
        data = Path(data)
        self._look_every = look_every
        self._shelf = Shelf(data, read_only=True)
        # Looked at by who answers from memory, and so never waited for.
        self._watched = Shelf(data, read_only=True, reader_wait=0.0)
        self._policies = Policies(
            page_age, inline_scripts, shared_age=shared_age, tag_header=tag_header
        )
        self._copies: Copies | None = None
        if copies:
            headers = self._policies.of_copies
            self._copies = Copies(copies, headers, self._encoded, self._has_seen_all)
            self._memory = Memory(memory, dropped=self._copies.take_away)
        else:
            self._memory = Memory(memory)
        self._files = Files({"static": static, "media": [media or data / "media"]})
        self._searcher = Searcher(index or data / "search.db")
        self._suggester = Suggester(index or data / "search.db")
        self._beacons = Beacons(reads or data / "reads", behind_proxy=behind_proxy)
        self._standing: set[int] = set()  # stories known to be on the shelf
        self._on_demand = OnDemand(
            self._shelf,
            alive or data / "press.alive",
            longest_wait=longest_wait,
            most_waits=most_waits,
        )
        self._making = threading.Lock()
        self._looking = threading.Lock()
        self._looks = ThreadPoolExecutor(1, "look")
        self._next_look = 0.0
        self._replaced = 0
        self._changes = 0
        self._fault = ""

    def answer(self, request: Request) -> Answer:
        """The answer to `request`; whatever happens inside, an answer."""
        try:
            if request.method == "GET":
                found = self.at_hand(
                    request.path,
                    request.accept_encoding,
                    request.if_none_match,
                    request.if_modified_since,
                )
                if found is not None:
                    return found
            else:
                self._look_again()
            return self._find_out(request)
        except ShelfFault as fault:
            self._report(fault)
            return self._bodiless(request, spare_page(503))
        except Exception as error:  # noqa: BLE001 - a reader never meets a traceback
            log.error(
                "%s %.200r failed: %s: %s",
                request.method[:10],
                request.path,
                type(error).__name__,
                str(error).replace("\n", " ")[:500],
            )
            return self._failure(request)

    def at_hand(
        self, path: str, accept_encoding: str, if_none_match: str, if_modified_since: str
    ) -> Answer | None:
        """The answer to a GET, if memory has it ready: the way of nearly every request, kept short.

        Arguments as in Request. None: ask `answer`.
        """
        self._look_again()
        kept = self._memory.find(path)
        if kept is None:
            return None
        ready = kept.ready.get(negotiated.get(accept_encoding, "?"))
        if ready is None:
            return None
        kept.asked = True
        if self._copies:
            self._copies.wish(kept)
        if (
            (if_none_match or if_modified_since)
            and kept.status == 200
            and is_unchanged(if_none_match, if_modified_since, ready.etag, ready.changed)
        ):
            return ready.unchanged
        return ready.full

    def told(
        self, path: str, agent: str, client: str, forwarded_for: str, body: bytes
    ) -> bytes | None:
        """The line that a POST means for the log of reads, b'' for none, if its story is known to be
        there; to be noted with others by `note` before any of them is answered.

        Arguments as in Request. None: ask `answer`.
        """
        number = path[len(_BEACON) :] if path.startswith(_BEACON) else ""
        if not (0 < len(number) <= 12 and number.isascii() and number.isdecimal()):
            return None
        story = int(number)
        if story not in self._standing:
            return None
        return self._beacons.line(story, agent, client, forwarded_for, body)

    def note(self, lines: Sequence[bytes]) -> bool:
        """Note what `told` gave; whether it is safe."""
        return self._beacons.write(lines)

    def moment(self) -> int:
        """Grows whenever something in memory was found to be no longer true; looks at the shelf, at
        most every `look_every` seconds. What `at_hand` gave holds until then."""
        self._look_again()
        return self._changes

    def _from(self, kept: Kept, request: Request) -> Answer:
        kept.asked = True
        if self._copies:
            self._copies.wish(kept)
        coding = negotiate(request.accept_encoding)
        ready = kept.ready.get(coding)
        if ready is None:
            with self._making:
                ready = self._memory.prepare(kept, coding)
        return choose(ready, request)

    def _encoded(self, kept: Kept, coding: str) -> bytes:
        return self._memory.prepare(kept, coding).full.body

    def _has_seen_all(self) -> bool:
        """Whether memory is as new as the shelf."""
        try:
            return self._shelf.version() == self._memory.version
        except ShelfFault:
            return False

    def _find_out(self, request: Request) -> Answer:
        """The way of every request that memory does not answer at once."""
        path, found = routes.route(request.path)
        if isinstance(found, routes.Refused):
            return self._bodiless(request, spare_page(found.status))
        if isinstance(found, routes.Beacon):
            return self._beacon(request, found.number)
        if request.method not in ("GET", "HEAD"):
            return self._not_allowed(request, "GET, HEAD")
        match found:
            case routes.Moved(path=right):
                return self._moved(request, right)
            case routes.File(kind=kind, name=name):
                return self._files.answer(request, kind, name) or self._missing(request)
            case routes.Search():
                return self._search(request)
            case routes.Suggest():
                return self._suggest(request)
            case routes.Archive():
                return self._archive(request)
            case routes.Story() | routes.PlainPage():
                return self._page(request, path, found.key)
        raise AssertionError(found)

    def _page(self, request: Request, path: str, key: str) -> Answer:
        if key in routes.INTERNAL:
            return self._missing(request)
        kept = self._kept(key)
        if kept is None and routes.is_folder_like(key) and not key.startswith("/n/"):
            folder = f"{key}/"
            if self._kept(folder) is not None or routes.may_be_printed(folder):
                return self._moved(request, folder)
        if kept is None and routes.may_be_printed(key):
            outcome = self._on_demand.ask(key)
            if outcome is Outcome.LATER:
                return self._bodiless(request, spare_page(503))
            if outcome is Outcome.PRINTED:
                kept = self._kept(key)
        if kept is None:
            return self._missing(request)
        if kept.status == 301:
            return self._moved(request, kept.location)
        if kept.status == 200 and kept.path != path:
            return self._moved(request, kept.path)
        return self._from(kept, request)

    def _kept(self, key: str) -> Kept | None:
        """The page under `key`, composed: from memory, else from the shelf. None: not there."""
        kept = self._memory.get(key)
        if kept is not None:
            return kept
        with self._making:
            kept = self._memory.get(key)
            if kept is not None:
                return kept
            with self._shelf.view() as view:
                page = view.get(key)
                if page is None:
                    return None
                composed = compose(page, view.get)
                version = view.version
            kept = self._keepable(composed)
            self._memory.keep(kept, version)
        return kept

    def _keepable(self, composed: Composed) -> Kept:
        page = composed.page
        # What nobody may ask for by its address is never found by one.
        is_public = page.key not in routes.INTERNAL and page.status != 301
        return Kept(
            key=page.key,
            path=page.path,
            wire=routes.on_the_wire(page.path) if is_public else "",
            status=page.status,
            location=page.location,
            body=composed.body,
            content_type=page.content_type,
            headers=self._policies.for_page(page, composed.tags),
            changed=composed.changed if page.status == 200 else 0.0,
            needs=composed.needs,
        )

    def _search(self, request: Request) -> Answer:
        frame = self._kept(routes.SEARCH)
        if frame is None:
            return self._bodiless(request, spare_page(503))
        if (plain := without_empty(request.query)) != request.query:
            return Answer(302, self._policies.for_moved(routes.location(routes.SEARCH, plain)))
        question = read_question(request.query)
        asked = self._ask(question) if question.query else None
        available = asked is None or asked.results.available
        ready = prepare(
            fill(frame.body, question, asked),
            negotiate(request.accept_encoding),
            status=200 if available else 503,
            headers=self._policies.for_search(frame.content_type, available=available),
            changed=0.0,
            varies=True,
        )
        return choose(ready, request)

    def _ask(self, question: Question) -> Asked:
        def search(query: str) -> Results:
            return self._searcher.search(
                query,
                desk=question.desk,
                since=question.since,
                until=question.until,
                order=question.order or "relevance",
                page=question.page,
                size=SIZE,
            )

        return ask(question.query, search, self._suggester, literally=question.literally)

    def _suggest(self, request: Request) -> Answer:
        begun = suggestions.read_begun(request.query)
        ready = prepare(
            suggestions.as_json(begun, self._suggester.completions(begun, suggestions.MOST)),
            negotiate(request.accept_encoding),
            status=200,
            headers=self._policies.for_suggestions(),
            changed=0.0,
            varies=True,
        )
        return choose(ready, request)

    def _archive(self, request: Request) -> Answer:
        """The way to a day: to its page, or the form with a sentence why there is none."""
        frame = self._kept(routes.ARCHIVE)
        if frame is None:
            return self._bodiless(request, spare_page(503))
        asked = archive_page.read_day(request.query)
        if asked.key and self._is_there(asked.key):
            return Answer(302, self._policies.for_moved(routes.location(asked.key)))
        told = asked.refusal or asked.nothing_there
        ready = prepare(
            archive_page.fill(frame.body, asked.text, told),
            negotiate(request.accept_encoding),
            status=404 if told else 200,
            headers=self._policies.for_search(frame.content_type, available=True),
            changed=0.0,
            varies=True,
        )
        return choose(ready, request)

    def _is_there(self, key: str) -> bool:
        """Whether a page is on the shelf, or may come when it is asked for."""
        if self._kept(key) is not None:
            return True
        return routes.may_be_printed(key) and self._on_demand.ask(key) is not Outcome.NOTHING

    def _beacon(self, request: Request, number: int) -> Answer:
        if request.method != "POST":
            return self._not_allowed(request, "POST")
        length = request.content_length.strip()
        if length and not (length.isdecimal() and len(length) < 10 and int(length) <= LARGEST_BODY):
            return spare_page(413)
        if number not in self._standing:
            if not self._shelf.has(f"/n/{number}"):
                return spare_page(404)
            if len(self._standing) >= MOST_STANDING:
                self._standing.clear()
            self._standing.add(number)
        return self._beacons.note(request, number)

    def _moved(self, request: Request, path: str) -> Answer:
        return Answer(301, self._policies.for_moved(routes.location(path, request.query)))

    def _missing(self, request: Request) -> Answer:
        kept = self._kept(routes.NOT_FOUND)
        if kept is None:
            # A paper without a single page has not been printed; with pages, this one is missing.
            return self._bodiless(request, spare_page(404 if self._shelf.version() else 503))
        return self._from(kept, request)

    def _failure(self, request: Request) -> Answer:
        try:
            kept = self._kept(routes.FAILURE)
            if kept is not None:
                return self._from(kept, request)
        except Exception as error:  # noqa: BLE001 - the spare page needs nothing
            log.error("the page for failures failed: %s", type(error).__name__)
        return self._bodiless(request, spare_page(500))

    def _not_allowed(self, request: Request, allow: str) -> Answer:
        answer = spare_page(405)
        answer.headers.append(("allow", allow))
        return self._bodiless(request, answer)

    def _bodiless(self, request: Request, answer: Answer) -> Answer:
        """For HEAD the same answer without its body."""
        return Answer(answer.status, answer.headers) if request.method == "HEAD" else answer

    def _look_again(self) -> None:
        if time.monotonic() >= self._next_look:
            self._look_at_the_shelf()

    def _look_at_the_shelf(self) -> None:
        """Forget what changed since the last look. Memory answers on while the shelf cannot."""
        if not self._looking.acquire(blocking=False):
            return
        self._next_look = time.monotonic() + self._look_every
        # In a thread, since a lock or a disk may hold it up for long; meanwhile no other look begins.
        with contextlib.suppress(TimeoutError):
            self._looks.submit(self._look).result(LONGEST_LOOK)

    def _look(self) -> None:
        try:
            with self._watched.view() as view:
                version, replaced = view.version, self._watched.replaced
                if version == self._memory.version and replaced == self._replaced:
                    return
                changed: set[str] | None = None
                if version > self._memory.version and replaced == self._replaced:
                    changed = view.changed_since(self._memory.version, FORGET_BEYOND)
            if changed is None or len(changed) >= FORGET_BEYOND:
                self._memory.forget(version)
                self._standing.clear()
            else:
                self._standing.difference_update(map(_number_of, changed))
                self._memory.seen(version, changed)
                self._on_demand.changed(changed)
            self._changes += 1
            self._replaced = replaced
            self._fault = ""
        except ShelfBusy:
            pass  # the next look is soon; who must have a page waits, and says so
        except ShelfFault as fault:
            self._report(fault)
        finally:
            self._looking.release()

    def _report(self, fault: ShelfFault) -> None:
        """One line for each new fault, not for each request that meets it."""
        if str(fault) != self._fault:
            self._fault = str(fault)
            log.error("the shelf cannot be read: %s", fault)


def _number_of(key: str) -> int:
    """Of a story's key its number; 0 of others."""
    number = key.removeprefix("/n/")
    return int(number) if number.isdecimal() and number.isascii() else 0
