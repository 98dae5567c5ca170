"""How one paper tells its days: which calendars, in which words."""

from dataclasses import dataclass
from datetime import date

from kagoj.bangla import dates
from kagoj.bangla.calendar import BANGLADESH, RECKONINGS, Reckoning, WrongDate
from kagoj.bangla.hijri import hijri_date


@dataclass(frozen=True, slots=True)
class Almanac:
    """A paper's own choices, and the days told by them. All days are days in Dhaka."""

    reckoning: Reckoning = BANGLADESH
    sunday: str = dates.SUNDAY  # or রোববার
    ordinals: bool = False  # ৪ঠা জ্যৈষ্ঠ, ১৮ই মে
    moon: int | None = None  # the Hijri date is shown, its moon so many days before Umm al-Qura's

    @property
    def calendar(self) -> str:
        """The short name of its Bangla calendar: 'bd', 'wb'."""
        return next(name for name, known in RECKONINGS.items() if known == self.reckoning)

    def line(self, when: date, *, labelled: bool = False) -> tuple[str, ...]:
        """The pieces of the masthead line: weekday, date, Bangla date and, if the paper shows it,
        Hijri date. A calendar that does not reach to the day is left out.

        Labelled, a Bangla date that is not Bangladesh's says whose it is.
        """
        day = dates.civil_day(when)
        weekday = dates.weekday(day, self.sunday)
        gregorian = dates.date_in_words(day, ordinals=self.ordinals)
        return (weekday, gregorian, *self._bangla(day, labelled), *self._hijri(day))

    def _bangla(self, day: date, labelled: bool) -> tuple[str, ...]:
        labelled = labelled and self.reckoning != BANGLADESH
        try:
            return (
                dates.bangla_date_in_words(
                    day, self.reckoning, ordinals=self.ordinals, labelled=labelled
                ),
            )
        except WrongDate:
            return ()

    def _hijri(self, day: date) -> tuple[str, ...]:
        if self.moon is None:
            return ()
        try:
            return (str(hijri_date(day, self.moon)),)
        except WrongDate:
            return ()

    def bangla(self, when: date) -> str:
        """The Bangla date alone, labelled; '' for a day its calendar does not reach to."""
        return "".join(self._bangla(dates.civil_day(when), labelled=True))
