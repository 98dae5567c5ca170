"""From a body to answers: encodings, ETags, headers, and "nothing has changed".

RFC 9110 is the source of each rule on negotiation (12.5.3), validators (8.8) and conditions (13).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re
import zlib
from email.utils import formatdate, parsedate_to_datetime

import brotli
import zstandard

from kagoj.delivery.request import Answer, Headers, Request

# The smallest first, as measured on a story page of 24 kB (brotli 6: 4.0 kB, zstd 9: 4.3 kB,
# gzip 6: 4.3 kB, each in 0.4 ms); a client's own preference comes before ours.
CODINGS = ("br", "zstd", "gzip", "")
LONGEST_HEADER = 8000  # letters of a conditional or negotiating header that are read
SMALLEST_COMPRESSED = 200  # bytes; below, the header costs more than is saved

_COMPRESSIBLE = re.compile(
    r"text/|application/(?:[\w.+-]+\+)?(?:json|xml)\b|application/javascript|image/svg\+xml"
)
_WEIGHT = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)
_TAG = re.compile(r'(?:W/)?("[^"]*")')

# Accept-Encoding headers seen, and what became of each: a handful that all browsers send.
negotiated: dict[str, str] = {}
_MOST_NEGOTIATED = 500


@dataclasses.dataclass(frozen=True, slots=True)
class Ready:
    """One encoding of one page, ready to be sent again and again."""

    full: Answer
    head: Answer  # the same without the body
    unchanged: Answer  # 304
    etag: str
    changed: float


def negotiate(accept_encoding: str) -> str:
    """The coding to answer in: '' for none. What the client weighs highest, ours among equals."""
    known = negotiated.get(accept_encoding)
    if known is None:
        known = _best_of(accept_encoding[:LONGEST_HEADER])
        if len(negotiated) < _MOST_NEGOTIATED and len(accept_encoding) < 200:
            negotiated[accept_encoding] = known
    return known


def _best_of(accept_encoding: str) -> str:
    weights: dict[str, float] = {}
    for item in accept_encoding.lower().split(","):
        name, _, parameter = item.partition(";")
        weight = _WEIGHT.fullmatch(parameter) if parameter.strip() else None
        if parameter.strip() and weight is None:
            continue  # not understood: as if it were not there
        weights[name.strip()] = float(weight[1]) if weight else 1.0
    if "x-gzip" in weights:
        weights.setdefault("gzip", weights["x-gzip"])
    others = weights.get("*", 0.0)
    best, best_weight = "", 0.0
    for coding in CODINGS[:-1]:
        weight_of_coding = weights.get(coding, others)
        if weight_of_coding > best_weight:
            best, best_weight = coding, weight_of_coding
    # Whoever prefers the plain text by name gets it; unnamed it is only the last resort.
    return "" if weights.get("identity", 0.0) > best_weight else best


def is_compressible(content_type: str) -> bool:
    return _COMPRESSIBLE.match(content_type) is not None


def encode(body: bytes, coding: str) -> bytes:
    """The body in a coding of CODINGS."""
    if coding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=6))
    if coding == "zstd":
        return zstandard.ZstdCompressor(level=9).compress(body)
    if coding == "gzip":
        # A header without time and name: the same body is always the same bytes.
        packer = zlib.compressobj(6, zlib.DEFLATED, 31)
        return packer.compress(body) + packer.flush()
    return body


def prepare(
    body: bytes, coding: str, *, status: int, headers: Headers, changed: float, varies: bool
) -> Ready:
    """The answers for one body in one coding. `headers` are those that all of them share."""
    sent = encode(body, coding)
    etag = f'"{hashlib.blake2b(sent, digest_size=12).hexdigest()}"'
    shared = [("etag", etag), *headers]
    if varies:
        shared.append(("vary", "Accept-Encoding"))
    if changed:
        shared.append(("last-modified", http_date(changed)))
    complete = [*shared, ("content-length", str(len(sent)))]
    if coding:
        complete.append(("content-encoding", coding))
    return Ready(
        full=Answer(status, complete, sent),
        head=Answer(status, complete),
        unchanged=Answer(304, [each for each in shared if each[0] != "content-type"]),
        etag=etag,
        changed=changed,
    )


def choose(ready: Ready, request: Request) -> Answer:
    """What this request gets of a ready page: all of it, its head, or that nothing has changed."""
    if ready.full.status == 200 and is_unchanged(
        request.if_none_match, request.if_modified_since, ready.etag, ready.changed
    ):
        return ready.unchanged
    return ready.full if request.method == "GET" else ready.head


def is_unchanged(if_none_match: str, if_modified_since: str, etag: str, changed: float) -> bool:
    """Whether the client holds this already (RFC 9110, 13.1.2 and 13.1.3: a tag beats a date)."""
    if if_none_match:
        return matches(if_none_match, etag)
    if if_modified_since and changed:
        since = parse_date(if_modified_since)
        return since is not None and int(changed) <= since
    return False


def matches(header: str, etag: str) -> bool:
    """Whether a list of entity tags holds `etag`, weakly compared."""
    if header == etag:
        return True
    if header.strip() == "*":
        return True
    return etag in _TAG.findall(header[:LONGEST_HEADER])


def http_date(moment: float) -> str:
    return formatdate(int(moment), usegmt=True)


def parse_date(text: str) -> float | None:
    """The Unix time of an HTTP date; None for what is none (RFC 9110, 5.6.7)."""
    try:
        moment = parsedate_to_datetime(text[:64])
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=dt.UTC)
        return moment.timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
