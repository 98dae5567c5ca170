"""The Bangla calendar of West Bengal: each month begins the day after the sun enters its sign.

The rule. The year is the sun's way through the twelve sidereal signs, from Mesha (Boishakh) to Mina
(Choitro). A month begins on the civil day after the civil day, midnight to midnight in India, on
which the sun enters its sign ("the Bengal rule", R. Sewell and S. B. Dikshit, The Indian Calendar,
1896, article 28). No month has a fixed length: 29 to 32 days.

The sun. Its longitude is J. Meeus's, Astronomical Algorithms, 2nd edition 1998, chapter 25 (the
lower accuracy, within 0.01 degrees, which the sun passes in 15 minutes), with its aberration. The
signs are counted from Lahiri's ayanamsa, India's official one (Report of the Calendar Reform
Committee, 1955: 23 degrees 15 minutes on 21 March 1956; here its mean value for J2000, 23.857092
degrees, carried on by the precession of Capitaine, Wallace and Chapront 2003). Nutation moves the
sun and the signs alike and is left out of both; so is the minute between the clock and dynamical
time, which is less than the series' own error.

How sure it is. Printed almanacs differ among themselves (the modern ones as here, the older by the
Surya Siddhanta), by some minutes to some hours. An entry within 24 minutes of midnight may so put
the first of its month a day to either side: 16 of the 492 entries of 2000 to 2040 do.
`WestBengal.near_midnight` names them.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from itertools import pairwise
from math import radians, sin
from typing import ClassVar

INDIA = timezone(timedelta(hours=5, minutes=30), "IST")

# An almanac may put an entry this far from where it is put here.
DOUBT = timedelta(minutes=24)

_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_DAYS_IN_CENTURY = 36525
_DAYS_IN_YEAR = 365.25636  # sidereal
_DEGREES_A_DAY = 360 / _DAYS_IN_YEAR


@dataclass(frozen=True)
class WestBengal:
    """The calendar of West Bengal, by the sun; see the head of this module.

    Reckoned for the Bangla years 1200 to 1600 (April 1793 to April 2194): from before the first
    Bangla newspaper (1818) to as far ahead as anyone plans.
    """

    name: ClassVar[str] = "পশ্চিমবঙ্গ"
    years: ClassVar[range] = range(1200, 1601)

    def new_year(self, year: int) -> date:
        return _first_days(year)[0]

    def month_lengths(self, year: int) -> tuple[int, ...]:
        return tuple((after - first).days for first, after in pairwise(_first_days(year)))

    def entry(self, year: int, month: int) -> datetime:
        """When, by the clock of India, the sun enters the sign of this month."""
        return _entry(year, month - 1)

    def near_midnight(self, year: int) -> tuple[int, ...]:
        """The months of this year, 1 to 12, whose first day an almanac may put a day off."""
        entries = (_entry(year, sign) for sign in range(12))
        return tuple(month for month, at in enumerate(entries, 1) if _from_midnight(at) < DOUBT)


WEST_BENGAL = WestBengal()


@cache
def _first_days(year: int) -> tuple[date, ...]:
    """The first days of the twelve months of a year, and of the next year."""
    return tuple(_entry(year, sign).date() + timedelta(days=1) for sign in range(13))


def _from_midnight(moment: datetime) -> timedelta:
    since = moment - moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return min(since, timedelta(days=1) - since)


def _entry(year: int, sign: int) -> datetime:
    """When the sun enters a sign, counted from 0, Mesha, in the Bangla year; 12 is the next Mesha.

    Found by walking to it at the sun's mean pace: each step leaves at most a thirtieth of the way.
    """
    days = (year - 1407) * _DAYS_IN_YEAR + 104 + sign * _DAYS_IN_YEAR / 12
    ahead = 1.0
    while abs(ahead) > 1e-7:  # degrees; less than a hundredth of a second
        ahead = (sign * 30 - _sidereal_longitude(days) + 180) % 360 - 180
        days += ahead / _DEGREES_A_DAY
    return (_J2000 + timedelta(days=days)).astimezone(INDIA)


def _sidereal_longitude(days: float) -> float:
    """How far the sun has come from the beginning of Mesha, in degrees; days are from J2000."""
    t = days / _DAYS_IN_CENTURY
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t * t) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    aberration = 0.00569
    ayanamsa = 23.857092 + (5028.796195 * t + 1.1054348 * t * t) / 3600
    return mean + centre - aberration - ayanamsa
