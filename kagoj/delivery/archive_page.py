"""The reader's way to a day of the archive, by either calendar and without a script.

The press prints the frame under '/archive/', with a form in it. Delivery reads the day that was
asked for, with `kagoj.bangla` alone, and leads to its page; what is no day, or a day without news,
is said in the frame:

    <!--#kagoj told -->    the sentence that says why nothing is shown
    <!--#kagoj asked -->   what was asked for, for an attribute
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
from urllib.parse import parse_qs

from kagoj.bangla.calendar import BANGLADESH, RECKONINGS, Reckoning, WrongDate
from kagoj.bangla.dates import bangla_date_in_words, date_in_words
from kagoj.bangla.written_dates import read_date

LONGEST_QUERY_STRING = 2000
LONGEST_DAY = 100  # letters


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked for: a day, or a sentence that says why it is none, or nothing."""

    text: str = ""
    day: dt.date | None = None
    refusal: str = ""
    reckoning: Reckoning = BANGLADESH

    @property
    def key(self) -> str:
        """Where the day's page stands: '/archive/2024/05/18/'."""
        return f"/archive/{self.day.isoformat().replace('-', '/')}/" if self.day else ""

    @property
    def nothing_there(self) -> str:
        """The sentence for a day without news."""
        if self.day is None:
            return ""
        try:
            bangla = f" ({bangla_date_in_words(self.day, self.reckoning)})"
        except WrongDate:  # the calendar does not reach to that day
            bangla = ""
        return f"{date_in_words(self.day)}{bangla}: সেদিনের কোনো সংবাদ এখানে নেই।"


def read_day(query_string: str) -> Asked:
    """The day in an address, `day=` as it was written and `calendar=` the paper's own, bd or wb;
    nothing a reader can write there raises."""
    try:
        fields = parse_qs(query_string[:LONGEST_QUERY_STRING], errors="replace", max_num_fields=20)
    except ValueError:
        fields = {}
    text = " ".join(fields.get("day", [""])[0].split())[: LONGEST_DAY + 1]
    reckoning = RECKONINGS.get(fields.get("calendar", ["bd"])[0], BANGLADESH)
    if not text:
        return Asked()
    try:
        return Asked(text, read_date(text, reckoning), reckoning=reckoning)
    except WrongDate as refused:
        return Asked(text, refusal=refused.in_bangla, reckoning=reckoning)


def fill(frame: bytes, asked: str, told: str) -> bytes:
    """The frame with the question in its form and the sentence, if any, beneath."""
    sentence = f'<p class="told" role="status">{html.escape(told)}</p>' if told else ""
    frame = frame.replace(b"<!--#kagoj asked -->", html.escape(asked).encode(errors="replace"))
    return frame.replace(b"<!--#kagoj told -->", sentence.encode(errors="replace"))
