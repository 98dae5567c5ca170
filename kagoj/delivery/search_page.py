"""The reader's search: a question from the address, an answer in the printed frame.

The press prints the frame under '/search'. Delivery fills its directives:

    <!--#kagoj results -->             what was found, or a sentence that says why nothing is shown
    <!--#kagoj query -->               the question, for an attribute; so also desk, since, until, order
    <!--#kagoj selected desk=khela --> ' selected' where the reader chose so; also order=newest

What was typed in Latin letters is looked for in Bangla, and the page says so; `as=typed` in the
address asks for what was typed and nothing else.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import re
import unicodedata
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlencode

from kagoj.bangla.analyse import terms
from kagoj.bangla.calendar import WrongDate
from kagoj.bangla.dates import moment_in_words
from kagoj.bangla.digits import to_bangla, to_latin
from kagoj.bangla.numbers import group
from kagoj.bangla.written_dates import read_date
from kagoj.search.asking import Asked
from kagoj.search.documents import Hit, Results, Span

LONGEST_QUERY_STRING = 4000
LONGEST_QUESTION = 200  # letters
LAST_PAGE = 500
SIZE = 20

_DIRECTIVE = re.compile(rb"<!--#kagoj ([a-z]+)(?: ([a-z]+)=([\w-]{1,100}))? -->", re.ASCII)
# A desk in the form's list, where its directive names it.
_DESK = re.compile(
    rb'<option value="(?P<slug>[\w-]{1,100})"<!--#kagoj selected desk=[\w-]{1,100} -->'
    rb">(?P<title>[^<]{1,500})</option>",
    re.ASCII,
)
_EMPTY = re.compile(r"(?:desk|since|until|order|from|to|as|page)?=?", re.ASCII)
_SLUG = re.compile(r"[\w-]{1,100}")


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """What a reader asked for, cleaned and bounded."""

    query: str = ""
    desk: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    order: str = ""  # '' for the best first, or 'newest'
    page: int = 1
    literally: bool = False  # not for what Latin letters stand for
    remarks: tuple[str, ...] = ()  # what could not be taken as it was asked

    def asking(self, query: str, *, literally: bool = False) -> str:
        """Where other words for the same desk and days are answered."""
        return dataclasses.replace(self, query=query, literally=literally).address(1)

    def address(self, page: int) -> str:
        """Where another page of the same answer stands."""
        fields = {
            "q": self.query,
            "desk": self.desk,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "order": self.order,
            "as": "typed" if self.literally else "",
            "page": str(page) if page > 1 else "",
        }
        return "/search?" + urlencode({name: text for name, text in fields.items() if text})


def without_empty(query_string: str) -> str:
    """The same question without the fields that a form sends empty: 'q=x&desk=&order=' is 'q=x'."""
    fields = (field for field in query_string.split("&") if not _EMPTY.fullmatch(field))
    return "&".join(fields)


def read_question(query_string: str) -> Question:
    """The question in an address; nothing a reader can write there raises."""
    try:
        fields = parse_qs(query_string[:LONGEST_QUERY_STRING], errors="replace", max_num_fields=50)
    except ValueError:
        fields = {}
    remarks: list[str] = []

    def field(*names: str) -> str:
        for name in names:
            if name in fields:
                return _clean(fields[name][0])
        return ""

    def date(label: str, *names: str) -> dt.date | None:
        text = field(*names)
        if not text:
            return None
        try:
            return read_date(text)
        except WrongDate:
            pass
        remarks.append(f"‘{label}’ তারিখটি বোঝা যায়নি, তাই ধরা হয়নি।")
        return None

    query = field("q")
    if len(query) > LONGEST_QUESTION:
        query = query[:LONGEST_QUESTION].rstrip()
        remarks.append(f"প্রশ্নটি লম্বা ছিল; প্রথম {to_bangla(LONGEST_QUESTION)} অক্ষর দিয়ে খোঁজা হয়েছে।")
    since = date("কোন দিন থেকে", "since", "from")
    until = date("কোন দিন পর্যন্ত", "until", "to")
    if since and until and since > until:
        since, until = until, since
        remarks.append("তারিখ দুটি উল্টো ছিল; ঠিক করে খোঁজা হয়েছে।")
    desk = field("desk")
    return Question(
        query=query,
        desk=desk if _SLUG.fullmatch(desk) else "",
        since=since,
        until=until,
        order="newest" if field("order") == "newest" else "",
        page=_page_number(field("page")),
        literally=field("as") == "typed",
        remarks=tuple(remarks),
    )


def _page_number(text: str) -> int:
    text = to_latin(text)
    if not re.fullmatch(r"[0-9]{1,6}", text):
        return 1
    return min(max(int(text), 1), LAST_PAGE)


def _clean(text: str) -> str:
    """NFC, control characters as blanks, one blank between words; joiners untouched."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Cs"} else letter for letter in text
    )
    return " ".join(text.split())


def fill(frame: bytes, question: Question, asked: Asked | None) -> bytes:
    """The frame with the question in its form and the answer beneath; `asked` None: nothing was."""
    values: dict[bytes, Callable[[], str]] = {
        b"query": lambda: html.escape(question.query),
        b"desk": lambda: html.escape(question.desk),
        b"since": lambda: question.since.isoformat() if question.since else "",
        b"until": lambda: question.until.isoformat() if question.until else "",
        b"order": lambda: question.order,
        b"results": lambda: render(question, asked, desk_called(question.query, frame)),
    }
    chosen = {b"desk": question.desk, b"order": question.order}

    def value(found: re.Match[bytes]) -> bytes:
        word, name, wanted = found.groups()
        if word in (b"selected", b"checked") and name in chosen:
            is_chosen = wanted.decode("ascii") == chosen[name]
            return b" " + word if is_chosen else b""
        return values[word]().encode() if word in values and name is None else b""

    return _DIRECTIVE.sub(value, frame)


def desk_called(query: str, frame: bytes) -> tuple[str, str]:
    """Slug and title of the desk that has just this name in the form's list; two times '' for none.

    Who asks for খেলা may want the desk, and finds thousands of stories.
    """
    asked = terms(query)
    for found in _DESK.finditer(frame) if asked else ():
        title = html.unescape(found["title"].decode("utf-8", "replace")).strip()
        if terms(title) == asked:
            return found["slug"].decode("ascii"), title
    return "", ""


def render(question: Question, asked: Asked | None, desk: tuple[str, str] = ("", "")) -> str:
    """What is shown beneath the form; first the desk that is called what was asked for."""
    slug, title = desk
    to_desk = (
        f'<p class="meant">বিভাগ: <a href="/{slug}/">{html.escape(title)}</a></p>\n' if slug else ""
    )
    remarks = "".join(f'<p class="count">{html.escape(text)}</p>\n' for text in question.remarks)
    return f'<section class="results" aria-label="ফল">\n{remarks}{to_desk}{_answer(question, asked)}</section>'


def _answer(question: Question, asked: Asked | None) -> str:
    if asked is None:
        return _sentence("কী খুঁজছেন, ওপরের ঘরে লিখুন।")
    if not asked.results.available:
        return _sentence("খোঁজা এখন সম্ভব হচ্ছে না। একটু পরে আবার চেষ্টা করুন।")
    return _understood(question, asked) + _meant(question, asked) + _found(question, asked)


def _understood(question: Question, asked: Asked) -> str:
    """Says that Latin letters were read as Bangla, and the way to the other reading."""
    if asked.query == question.query:
        if not asked.otherwise:
            return ""
        there = html.escape(question.asking(asked.otherwise))
        return f'<p class="meant">বাংলায় <a href="{there}">‘{html.escape(asked.otherwise)}’</a> লিখেও খোঁজা যায়।</p>\n'
    said = f"‘<b>{html.escape(asked.query)}</b>’ লিখে খোঁজা হয়েছে।"
    if asked.otherwise:
        there = html.escape(question.asking(question.query, literally=True))
        said += f' হুবহু <a href="{there}">‘{html.escape(question.query)}’</a> খুঁজুন।'
    return f'<p class="meant">{said}</p>\n'


def _meant(question: Question, asked: Asked) -> str:
    if not asked.meant:
        return ""
    there = html.escape(question.asking(asked.meant))
    return (
        f'<p class="meant">আপনি কি <a href="{there}">‘{html.escape(asked.meant)}’</a> খুঁজছেন?</p>\n'
    )


def _found(question: Question, found: Asked) -> str:
    results, asked = found.results, html.escape(found.query)
    if not results.total:
        advice = "" if found.meant else " বানান মিলিয়ে দেখুন, অথবা কম শব্দে খুঁজুন।"
        return _sentence(f"‘{asked}’ নিয়ে কিছু পাওয়া যায়নি।{advice}")
    if not results.hits:
        return (
            f"<p>এত পাতা নেই; ‘{asked}’ নিয়ে পাওয়া সংবাদ {to_bangla(results.pages)} পাতায় শেষ। "
            f'<a href="{html.escape(question.address(1))}">প্রথম পাতায় ফিরুন</a></p>\n'
        )
    more = "টির বেশি" if results.more else "টি"
    count = f"‘{asked}’ নিয়ে {group(results.total)}{more} সংবাদ"
    if results.pages > 1:
        count += f", পাতা {to_bangla(results.page)}/{to_bangla(results.pages)}"
    hits = "".join(_item(hit) for hit in results.hits)
    count = _loosened(results) + f'<p class="count">{count}</p>\n'
    return f'{count}<ol role="list">\n{hits}</ol>\n{_paging(question, results)}'


def _loosened(results: Results) -> str:
    """Says that no story has every word, so that what is shown is not taken for that."""
    if not results.loosened:
        return ""
    if results.missing:
        words = ", ".join(f"‘{html.escape(word)}’" for word in results.missing)
        return _sentence(f"{words} কোনো সংবাদে নেই; বাকি শব্দ দিয়ে যা পাওয়া গেছে, তা নিচে।")
    return _sentence("সব শব্দ একসঙ্গে কোনো সংবাদে নেই; যেগুলোতে কিছু শব্দ আছে, সেগুলো নিচে।")


def _sentence(text: str) -> str:
    return f"<p>{text}</p>\n"


def _item(hit: Hit) -> str:
    address = html.escape(quote(hit.path, safe="/-._~!$&'()*+,;=:@"))
    when = f'<time datetime="{hit.published.isoformat()}">{moment_in_words(hit.published)}</time>'
    desk = f"{html.escape(hit.desk_title)} · " if hit.desk_title else ""
    excerpt = f'<p class="excerpt">{_marked(hit.excerpt)}</p>' if hit.excerpt else ""
    return (
        f'<li><h2><a href="{address}">{_marked(hit.headline)}</a></h2>'
        f'{excerpt}<p class="meta">{desk}{when}</p></li>\n'
    )


def _marked(spans: list[Span]) -> str:
    return "".join(
        f"<mark>{html.escape(span.text)}</mark>" if span.hit else html.escape(span.text)
        for span in spans
    )


def _paging(question: Question, results: Results) -> str:
    if results.pages < 2:
        return ""
    links = []
    if results.page > 1:
        before = html.escape(question.address(results.page - 1))
        links.append(f'<a rel="prev" href="{before}">&lsaquo; আগের পাতা</a>')
    if results.page < min(results.pages, LAST_PAGE):
        after = html.escape(question.address(results.page + 1))
        links.append(f'<a rel="next" href="{after}">পরের পাতা &rsaquo;</a>')
    return f'<nav class="paging" aria-label="ফলের পাতা">{"".join(links)}</nav>\n'
