"""When a story was published and updated: the many ways Bangla papers print a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone

from kagoj.bangla.calendar import BanglaDate, to_gregorian
from kagoj.bangla.dates import DHAKA
from kagoj.bangla.digits import to_latin
from kagoj.intake import almanac
from kagoj.intake.almanac import ORDINAL
from kagoj.intake.wording import NOT_AFTER, NOT_BEFORE, either, fold, pattern

LONGEST = 400  # letters of a line looked at; datelines are short
OLDEST_YEAR = 1780  # the first Bengali papers

YEAR = r"(?P<{0}>\d{{4}}|[‘'’]?\d{{2}}(?!\s*[:.]\s*\d))(?!\d)(?!\s*ঘ)"
GAP = r"[\s,./\-–|।]*"
# Before a day's number there is no digit, and no '15:' of an hour whose minutes it would be.
FRESH = r"(?<![\d/])(?<!\d[:.])(?<!\d[:.]\s)(?<!\d\s[:.]\s)"
ZONE = r"(?:\s*(?P<{0}>z|utc|gmt|[+-]\d{{2}}:?\d{{2}}))?(?![\d:])"

# Each kind of thing about time, in the order they are tried at one place.
DATE_TOKENS = {
    "iso": rf"{FRESH}(?P<iy>\d{{4}})[-/.](?P<im>\d{{1,2}})[-/.](?P<id>\d{{1,2}})(?!\d)"
    rf"(?:t(?P<ih>\d{{2}}):(?P<imin>\d{{2}})(?::(?P<isec>\d{{2}})(?:[.,]\d+)?)?{ZONE.format('iz')})?",
    "numeric": rf"{FRESH}(?P<nd>\d{{1,2}})\s?[/.\-]\s?(?P<nm>\d{{1,2}})\s?[/.\-]\s?"
    r"(?P<ny>\d{4}|\d{2})(?!\d)",
    "dmy": rf"{FRESH}(?P<dd>\d{{1,2}})\s*{ORDINAL}{GAP}(?P<dm>{almanac.MONTH})[.ঃ]?{GAP}"
    rf"(?:সাল\s*)?(?:{YEAR.format('dy')})?",
    "mdy": rf"{NOT_AFTER}(?P<mm>{almanac.MONTH})[.ঃ]?{GAP}(?P<md>\d{{1,2}})(?!\d)\s*{ORDINAL}"
    rf"{GAP}{YEAR.format('my')}",
    "ymd": rf"{FRESH}(?P<yy>\d{{4}}){GAP}(?P<ym>{almanac.MONTH}){GAP}(?P<yd>\d{{1,2}})(?!\d)",
    "bangla": rf"{FRESH}(?P<bd>\d{{1,2}})\s*{ORDINAL}{GAP}(?P<bm>{almanac.BANGLA_MONTH}){GAP}"
    r"(?P<by>\d{4})?(?!\d)(?:\s*(?:বঙ্গাব্দ|বাংলা|বাং))?",
}
CLOCK_TOKENS = {
    "clock": r"(?<![\d:])(?P<ch>\d{1,2})\s*:\s*(?P<cm>\d{2})(?:\s*:\s*(?P<cs>\d{2}))?"
    rf"(?!\d){ZONE.format('cz')}",
    "hundred": r"(?<!\d)(?P<hh>\d{2})(?P<hm>\d{2})\s*(?:ঘণ্টা|ঘন্টা|hours|hrs)",
    "word": r"(?P<wq>সাড়ে|সোয়া|পৌনে)?\s*(?:(?<!\d)(?P<wh>\d{1,2})\s*টা|(?P<wx>দেড়টা|আড়াইটা))(?:য়|র)?"
    rf"(?:\s*(?P<wm>\d{{1,2}})\s*মিনিট(?:ে)?)?{NOT_BEFORE}",
    "dot": rf"(?<!\d)(?P<oh>\d{{1,2}})\.(?P<om>\d{{2}})(?!\d)(?=\s*(?:{almanac.DAY_HALF}))",
    "bare": rf"(?<![\d:.])(?P<eh>\d{{1,2}})(?=\s*(?:{either(*almanac.AM, *almanac.PM)}){NOT_BEFORE})",
}
OTHER_TOKENS = {
    "hijri": rf"{FRESH}\d{{1,2}}\s*{ORDINAL}{GAP}{almanac.HIJRI_MONTH}{GAP}(?:\d{{4}})?"
    r"(?:\s*(?:হিজরি|হিজরী|হিঃ))?",
    "warmth": r"\d+(?:\.\d+)?\s*(?:[°º˚]\s*(?:সে|সেলসিয়াস|c|f)?|ডিগ্রি\s*(?:সে|সেলসিয়াস)?)\.?",
    "half": almanac.DAY_HALF,
    "weekday": almanac.WEEKDAY,
    "updated": rf"(?:{either(*almanac.UPDATED)}){NOT_BEFORE}\s*[:ঃ;\-–—|]*",
    "published": rf"{NOT_AFTER}(?:{either(*almanac.PUBLISHED)}){NOT_BEFORE}\s*[:ঃ;\-–—|]*",
}
IN_ORDER = ("iso", "numeric", "dmy", "mdy", "ymd", "bangla", "hijri", "warmth", "clock", "hundred", "word", "dot", "bare", "half", "weekday", "updated", "published")  # fmt: skip
ALL_TOKENS = DATE_TOKENS | CLOCK_TOKENS | OTHER_TOKENS
TOKENS = pattern("|".join(f"(?P<{kind}>{ALL_TOKENS[kind]})" for kind in IN_ORDER))
# What a line must have to be worth reading for times.
LABEL_HINT = pattern(rf"[0-9০-৯]|{either(*almanac.PUBLISHED, *almanac.UPDATED)}")
CLOCKS = frozenset(CLOCK_TOKENS)
DATES = frozenset(DATE_TOKENS)
# What may stand beside a date without being a name.
FILLER = pattern(
    rf"{NOT_AFTER}(?:খ্রিস্টাব্দ|খ্রিষ্টাব্দ|খ্রিঃ|খ্রি|ইংরেজি|ইং|বঙ্গাব্দ|বাংলা|হিজরি|হিজরী|সাল|রোজ|আজ|আজঃ|তারিখ|সময়|মিনিট|মিঃ|বার"
    r"|অনলাইন সংস্করণ|প্রিন্ট সংস্করণ|প্রিন্ট ভার্সন|অনলাইন ভার্সন|দিবাগত|at|on|ist|bst|bdt|gmt|utc|the|by"
    rf")ঃ?{NOT_BEFORE}|[+]\s*6(?!\d)"
)
VIEWS = pattern(
    r"\d[\d,.]*\s*(?:বার|জন)?\s*(?:views?|ভিউ|পঠিত|পড়া হয়েছে|দেখা হয়েছে|পাঠক|শেয়ার|shares?)"
    r"|(?:পঠিত|দেখা হয়েছে|পড়া হয়েছে|ভিউ|views?)\s*[:ঃ]?\s*\d[\d,.]*(?:\s*বার)?|\d+\s*মিনিটে?\s*পড়ুন|\d+\s*min(?:ute)?s?\s*read"
)
SEPARATORS = re.compile(r"\s*[|•·●►»;]\s*|\s{3,}|\t")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as printed. `value` is None when it cannot have been; `why` says so."""

    label: str  # 'published', 'updated' or ''
    value: datetime | None
    confidence: float
    why: str
    timed: bool = True  # an hour was printed


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a line says of times, and what else it says."""

    moments: tuple[Moment, ...]
    rest: tuple[str, ...]  # the line's other parts
    label: str = ""  # a label whose date must be on the next line
    clock: time | None = None  # an hour without a date
    weekday: bool = False
    other_calendar: bool = False  # a Bangla or Hijri date beside the Gregorian one, or alone
    warmth: bool = False  # a temperature

    @property
    def dated(self) -> bool:
        return bool(self.moments)

    @property
    def labelled(self) -> bool:
        return any(moment.label for moment in self.moments) or bool(self.label)

    @property
    def like_masthead(self) -> bool:
        """Today's date as the top of a page prints it, which no label calls a story's."""
        return not self.labelled and (self.weekday or self.other_calendar or self.warmth)


def read_dateline(text: str) -> Dateline:
    """Every time in a line. Naive times are in Asia/Dhaka; `rest` is what is not about time."""
    line = to_latin(text[:LONGEST])
    moments: list[Moment] = []
    label, pending, half, weekday = "", None, "", None
    spent: list[tuple[int, int]] = []
    flags = {"weekday": False, "other_calendar": False, "warmth": False}
    open_date: _Day | None = None  # a date that may still get its hour
    last_day: date | None = None

    def close() -> None:
        nonlocal open_date
        if open_date is not None:
            moments.append(open_date.moment(None))
            open_date = None

    tokens = list(TOKENS.finditer(line))
    has_gregorian = any(token.lastgroup in DATES - {"bangla"} for token in tokens)
    for at, token in enumerate(tokens):
        kind = token.lastgroup or ""
        spent.append(token.span())
        if kind in ("published", "updated"):
            close()
            label, pending, half = kind, None, ""
        elif kind == "weekday":
            flags["weekday"] = True
            weekday = almanac.WEEKDAY_NUMBER.get(fold(token.group()))
            if open_date is not None:
                open_date = replace(open_date, weekday=weekday)
        elif kind == "half":
            half = fold(token.group())
        elif kind in ("hijri", "warmth"):
            flags["other_calendar" if kind == "hijri" else "warmth"] = True
        elif kind == "bangla" and has_gregorian:
            flags["other_calendar"] = True
        elif kind in DATES:
            close()
            flags["other_calendar"] |= kind == "bangla"
            day = _day(kind, token, text[slice(*token.span())].strip(), label, weekday)
            weekday = None
            last_day = day.value or last_day
            if day.whole is not None:
                moments.append(day.whole)
            elif pending is not None:
                moments.append(day.moment(pending))
                pending = None
            else:
                open_date = day
        elif kind in CLOCKS:
            after = tokens[at + 1] if at + 1 < len(tokens) else None
            if after and after.lastgroup == "half" and after.start() - token.end() <= 3:
                half = fold(after.group())
            clock = _clock(kind, token, half)
            half = ""
            if open_date is not None:
                moments.append(open_date.moment(clock))
                open_date = None
            elif label == "updated" and last_day and not _date_follows(tokens, at):
                moments.append(_Day(last_day, label, 0.85, "শুধু ঘণ্টা ছাপা; দিন প্রকাশের").moment(clock))
            else:
                pending = clock
    close()
    return Dateline(
        tuple(moments),
        _rest(text[:LONGEST], spent),
        label=label if label and not moments else "",
        clock=pending.value if pending and not moments else None,
        **flags,
    )


def joined(first: Dateline, second: Dateline) -> Dateline:
    """A label or a date, and on the next line its date or its hour."""
    moments = second.moments or first.moments
    if first.label and second.moments:
        head = replace(second.moments[0], label=second.moments[0].label or first.label)
        moments = (head, *second.moments[1:])
    if second.clock and first.moments and not first.moments[-1].timed:
        last = first.moments[-1]
        if last.value is not None:
            moment = datetime.combine(last.value.date(), second.clock, DHAKA)
            moments = (*first.moments[:-1], replace(last, value=moment, timed=True, confidence=0.9))
    return replace(first, moments=moments, rest=first.rest + second.rest, label="")


def parse_machine_time(text: str) -> Moment | None:
    """A time from a page's own marks (`datetime`, `datePublished`): ISO 8601 or as printed."""
    found = read_dateline(text.strip())
    return found.moments[0] if found.moments else None


@dataclass(frozen=True, slots=True)
class _Hour:
    value: time | None
    confidence: float
    why: str
    zone: timezone | None = None


@dataclass(frozen=True, slots=True)
class _Day:
    value: date | None
    label: str
    confidence: float
    why: str
    whole: Moment | None = None
    weekday: int | None = None

    def moment(self, hour: _Hour | None) -> Moment:
        confidence = self.confidence + (0.06 if self.label else 0.0)
        reasons = [self.why]
        if self.value is None:
            return Moment(self.label, None, 0.9, self.why, timed=hour is not None)
        if hour is not None and hour.value is None:
            return Moment(self.label, None, 0.9, hour.why)
        if self.weekday is not None and self.value.weekday() != self.weekday:
            confidence = min(confidence, 0.5)
            reasons.append("পাশের বার অন্য দিনের")
        if self.value > datetime.now(DHAKA).date() + timedelta(days=2):
            confidence = min(confidence, 0.4)
            reasons.append("তারিখটি ভবিষ্যতের")
        if hour is None or hour.value is None:
            moment = datetime.combine(self.value, time(), DHAKA)
            reasons.append("ঘণ্টা ছাপা নেই")
            return Moment(
                self.label, moment, min(confidence, 0.75), "; ".join(reasons), timed=False
            )
        moment = datetime.combine(self.value, hour.value, hour.zone or DHAKA)
        if hour.why:
            reasons.append(hour.why)
        try:
            moment = moment.astimezone(DHAKA)
        except OverflowError:
            return Moment(self.label, None, 0.9, "এমন সময় নেই")
        return Moment(
            self.label, moment, min(confidence, hour.confidence, 0.98), "; ".join(reasons)
        )


def _day(kind: str, token: re.Match[str], printed: str, label: str, weekday: int | None) -> _Day:
    if kind == "bangla":
        return _bangla_day(token, label, printed)
    names = {"iso": "i", "numeric": "n", "dmy": "d", "mdy": "m", "ymd": "y"}[kind]
    year_text = (token.group(names + "y") or "").lstrip("‘'’")
    if not year_text:
        return _Day(None, label, 0.9, f"সাল ছাপা নেই: {printed}")
    year = int(year_text)
    if len(year_text) == 2:
        year += 2000 if year < 70 else 1900
    month_text, day = token.group(names + "m"), int(token.group(names + "d"))
    month = int(month_text) if month_text.isdigit() else almanac.MONTH_NUMBER[fold(month_text)]
    confidence, why = 0.92, f"ছাপা আছে {printed}"
    if kind == "numeric":
        if month > 12 >= day:
            day, month = month, day
            confidence, why = 0.7, f"ছাপা আছে {printed}, আগে মাস ধরে পড়া"
        elif day <= 12 and day != month:
            confidence, why = 0.85, f"ছাপা আছে {printed}, আগে দিন ধরে পড়া"
    try:
        value = date(year, month, day)
    except ValueError:
        return _Day(None, label, 0.9, f"এমন তারিখ নেই: {printed}")
    if not OLDEST_YEAR <= year <= datetime.now(DHAKA).year + 1:
        return _Day(None, label, 0.9, f"এমন সাল হওয়ার নয়: {printed}")
    found = _Day(value, label, confidence, why, weekday=weekday)
    if kind == "iso" and token.group("ih"):
        hour = _time(token.group("ih"), token.group("imin"), token.group("isec"), "")
        found = replace(found, whole=found.moment(replace(hour, zone=_zone(token.group("iz")))))
    return found


def _bangla_day(token: re.Match[str], label: str, printed: str) -> _Day:
    if not token.group("by"):
        return _Day(None, label, 0.9, f"সাল ছাপা নেই: {printed}")
    month = almanac.BANGLA_MONTH_NUMBER[fold(token.group("bm"))]
    try:
        value = to_gregorian(BanglaDate(int(token.group("by")), month, int(token.group("bd"))))
    except (ValueError, OverflowError):
        return _Day(None, label, 0.9, f"এমন তারিখ নেই: {printed}")
    return _Day(value, label, 0.6, f"শুধু বাংলা তারিখ ছাপা: {printed}")


def _clock(kind: str, token: re.Match[str], half: str) -> _Hour:
    if kind == "clock":
        hour = _time(token.group("ch"), token.group("cm"), token.group("cs"), half)
        return replace(hour, zone=_zone(token.group("cz")))
    if kind == "hundred":
        return _time(token.group("hh"), token.group("hm"), None, half)
    if kind == "dot":
        return _time(token.group("oh"), token.group("om"), None, half)
    if kind == "bare":
        return _time(token.group("eh"), "0", None, half)
    minutes = int(token.group("wm") or 0)
    if token.group("wx"):
        first = fold(token.group("wx")).startswith(fold("দেড়"))
        return _time("1" if first else "2", "30", None, half)
    hours = int(token.group("wh"))
    quarter = fold(token.group("wq") or "")
    if quarter == fold("সাড়ে"):
        minutes = 30
    elif quarter == fold("সোয়া"):
        minutes = 15
    elif quarter == fold("পৌনে"):
        hours, minutes = (hours - 1 or 12), 45
    return _time(str(hours), str(minutes), None, half)


def _time(hours: str, minutes: str, seconds: str | None, half: str) -> _Hour:
    hour, minute, second = int(hours), int(minutes), int(seconds or 0)
    if hour > 23 or minute > 59 or second > 59:
        return _Hour(None, 0.9, f"এমন সময় নেই: {hours}:{minutes}")
    confidence, why = 0.98, ""
    if hour > 12 and half in almanac.AM_FORMS:
        confidence, why = 0.6, "বিকেলের ঘণ্টার পাশে সকালের চিহ্ন"
    elif hour <= 12 and half:
        if half in almanac.AM_FORMS:
            hour %= 12
        elif half in almanac.PM_FORMS:
            hour = hour % 12 + 12
        else:
            noon = almanac.DAY_PART_HOURS[half]
            hour = hour % 12 + (12 if (hour or 12) in noon else 0)
    return _Hour(time(hour, minute, second), confidence, why)


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    text = text.upper()
    if text in ("Z", "UTC", "GMT"):
        return timezone(timedelta())
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset > timedelta(hours=14) or int(digits[2:]) > 59:
        return None
    return timezone(-offset if text[0] == "-" else offset)


def _date_follows(tokens: list[re.Match[str]], at: int) -> bool:
    kinds: Iterator[str] = (token.lastgroup or "" for token in tokens[at + 1 :])
    for kind in kinds:
        if kind in ("published", "updated"):
            return False
        if kind in DATES:
            return True
    return False


def _rest(text: str, spent: list[tuple[int, int]]) -> tuple[str, ...]:
    """What is left of a line beside its times, counts of readers and words about the calendar."""
    letters = list(text)

    def rub_out(start: int, end: int, mark: str) -> None:
        letters[start:end] = mark * (end - start)

    for start, end in spent:
        rub_out(start, end, "\n")
    for found in VIEWS.finditer(to_latin("".join(letters))):
        rub_out(*found.span(), "\n")
    for found in FILLER.finditer(to_latin("".join(letters))):
        rub_out(*found.span(), " ")
    pieces = (part for piece in "".join(letters).split("\n") for part in SEPARATORS.split(piece))
    return tuple(part for part in (p.strip(" \t,.:ঃ;/|-–—()[]•।") for p in pieces) if part)
