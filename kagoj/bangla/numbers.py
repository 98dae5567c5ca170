"""Numbers as Bangla readers count them: in thousands, lakhs and crores.

Grouping is CLDR's pattern for ``bn``, ``#,##,##0.###``: three digits, then twos for ever. The names
of the scales are CLDR's too (long decimal format), লাখ কোটি for a million millions included. Numbers
in words (এক কোটি তেইশ লাখ), and read back from either, are in ``number_words``.
"""

from decimal import ROUND_HALF_UP, Decimal

from kagoj.bangla.digits import to_bangla

# How far a number's power of ten may go: past this it is a mistake, and its zeros fill the memory.
_LARGEST_POWER = 300

_SCALES = ((10_000_000, "কোটি"), (100_000, "লাখ"), (1_000, "হাজার"))


def group(number: float | Decimal) -> str:
    """The number with lakh and crore commas: ``group(1234567)`` is '১২,৩৪,৫৬৭'.

    Decimals are kept as they are: ``group(Decimal('1234.50'))`` is '১,২৩৪.৫০'.
    Raises ValueError for what is not a finite number, or is larger than 10³⁰⁰.
    """
    exact = _exactly(number)
    whole, point, fraction = f"{exact.copy_abs():f}".partition(".")
    sign = "-" if exact < 0 else ""
    return to_bangla(sign + _with_commas(whole) + point + fraction)


def _exactly(number: float | Decimal) -> Decimal:
    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    if not exact.is_finite() or abs(exact.adjusted()) > _LARGEST_POWER:
        raise ValueError("only a finite number of ordinary size can be written in digits")
    return exact


def _with_commas(whole: str) -> str:
    last, rest = whole[-3:], whole[:-3]
    pairs = [rest[max(end - 2, 0) : end] for end in range(len(rest), 0, -2)]
    return ",".join([*reversed(pairs), last])


def in_words(number: int) -> str:
    """A whole number by its scales: ``in_words(1230000)`` is '১২ লাখ ৩০ হাজার'.

    The parts add up to the number exactly; what is under a thousand stays in digits. Crores are
    the largest scale, so they may need commas themselves: '১,২৩৪ কোটি'.
    """
    rest, parts = abs(number), []
    for size, name in _SCALES:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{group(count)} {name}")
    if rest or not parts:
        parts.append(to_bangla(rest))
    return ("-" if number < 0 else "") + " ".join(parts)


# Each with the scale below it.
_SHORT_SCALES = (
    (10**12, 10**7, "লাখ কোটি"),
    (10**7, 10**5, "কোটি"),
    (10**5, 10**3, "লাখ"),
    (10**3, 1, "হাজার"),
)


def in_short(number: float | Decimal) -> str:
    """A number told roughly: ``in_short(1234567)`` is '১২.৩ লাখ', of 35000000 '৩.৫ কোটি'.

    One decimal place at most, halves rounded away from zero and ‘.০’ left out. What rounding lifts
    to the next scale is told by it, so 9999999 is '১ কোটি', never '১০০ লাখ'. Under a thousand the
    number is rounded in the same way and told in digits. Raises ValueError like `group`.
    """
    exact = _exactly(number)
    size, sign = exact.copy_abs(), "-" if exact < 0 else ""
    for scale, below, name in _SHORT_SCALES:
        if _rounded(size / below) * below >= scale:
            return f"{sign}{group(_rounded(size / scale))} {name}"
    rough = group(_rounded(size))
    return rough if rough == "০" else sign + rough


def _rounded(number: Decimal) -> Decimal:
    """To one decimal place, without a zero there."""
    tenths = int((number * 10).to_integral_value(ROUND_HALF_UP))
    whole, tenth = divmod(tenths, 10)
    return Decimal(f"{whole}.{tenth}") if tenth else Decimal(whole)


def money(taka: float | Decimal) -> str:
    """An amount with its sign before it, as newspapers write it: '৳১,২৩৪.৫০', '-৳৫০০'.

    (CLDR's pattern for bn has ৳ behind.) Decimals are kept as given. Raises ValueError like `group`.
    """
    amount = group(taka)
    return f"-৳{amount[1:]}" if amount.startswith("-") else f"৳{amount}"


def percent(number: float | Decimal) -> str:
    """A number of hundredths: ``percent(7.5)`` is '৭.৫%'. In running text write শতাংশ instead."""
    return f"{group(number)}%"


# Classifiers stand against the number; words with a meaning of their own stand apart.
_JOINED = ("টি", "টা", "টে", "টো", "খানা", "খানি", "টির", "টিতে", "টিকে", "গুণ", "তম")


def counted(number: float | Decimal, of: str) -> str:
    """How many of what: ``counted(3, 'টি')`` is '৩টি', ``counted(350, 'জন')`` '৩৫০ জন'.

    Bangla has no plural after a number. A classifier stands against the number with what follows
    it ('৩টি পাতা'), any other word apart ('২ ঘণ্টা', '৫ লাখ').
    """
    first = of.split(" ", 1)[0]
    return f"{group(number)}{'' if first in _JOINED else ' '}{of}"


# Sanskrit's ordinals, used up to ten; from eleven newspapers write ১১তম.
_RANKS = ("প্রথম", "দ্বিতীয়", "তৃতীয়", "চতুর্থ", "পঞ্চম", "ষষ্ঠ", "সপ্তম", "অষ্টম", "নবম", "দশম")
_RANK_ENDINGS = ("ম", "য়", "য়", "র্থ", "ম", "ষ্ঠ", "ম", "ম", "ম", "ম")


def rank(number: int) -> str:
    """Which in a row: 'প্রথম' … 'দশম', then '১১তম'. Days of a month have endings of their own
    (`dates.ordinal`). Raises ValueError under one."""
    return (
        _RANKS[number - 1] if number <= len(_RANKS) and _counts(number) else rank_in_digits(number)
    )


def rank_in_digits(number: int) -> str:
    """Which in a row, in digits: '১ম', '২য়', '৪র্থ', '৬ষ্ঠ', '১১তম'. Raises ValueError under one."""
    _counts(number)
    ending = _RANK_ENDINGS[number - 1] if number <= len(_RANK_ENDINGS) else "তম"
    return group(number) + ending


def _counts(number: int) -> bool:
    if number < 1:
        raise ValueError(f"nothing stands in place {number} of a row")
    return True
