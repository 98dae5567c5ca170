"""Numbers as Bangla readers count them: in thousands, lakhs and crores.

Grouping is CLDR's pattern for ``bn``, ``#,##,##0.###``: three digits, then twos for ever.
"""

from decimal import Decimal

from kagoj.bangla.digits import to_bangla

# How far a number's power of ten may go: past this it is a mistake, and its zeros fill the memory.
_LARGEST_POWER = 300

_SCALES = ((10_000_000, "কোটি"), (100_000, "লাখ"), (1_000, "হাজার"))


def group(number: float | Decimal) -> str:
    """The number with lakh and crore commas: ``group(1234567)`` is '১২,৩৪,৫৬৭'.

    Decimals are kept as they are: ``group(Decimal('1234.50'))`` is '১,২৩৪.৫০'.
    Raises ValueError for what is not a finite number, or is larger than 10³⁰⁰.
    """
    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    if not exact.is_finite() or abs(exact.adjusted()) > _LARGEST_POWER:
        raise ValueError("only a finite number of ordinary size can be written in digits")
    whole, point, fraction = f"{exact.copy_abs():f}".partition(".")
    sign = "-" if exact < 0 else ""
    return to_bangla(sign + _with_commas(whole) + point + fraction)


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
