"""Finds weekdays that contradict their dates in any text."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from plugins.base.partial_date import MONTHS, WEEKDAYS, PartialDate
from plugins.base.typography import fold

_MONTHS = {fold(month): number for number, month in enumerate(MONTHS, 1)}
_DATED = re.compile(
    rf"\b({'|'.join(WEEKDAYS)})[,\s]+(?:le[\s]+)?"
    rf"(?:(\d{{1,2}})(?:er)?[\s]+({'|'.join(sorted({*MONTHS, *_MONTHS}))})(?:[\s]+(\d{{4}}))?"
    r"|(\d{1,2})/(\d{1,2})/(\d{4}))",
    re.IGNORECASE,
)


def wrong_weekdays(text: str, dates: Iterable[PartialDate] = ()) -> Iterator[tuple[int, str]]:
    """Each weekday in ``text`` that is not that of its date: its offset, and a French sentence.

    A date without a year gets the year of the same day among ``dates``, those of the record; where that day is not
    among them, it is not checked.
    """
    years = {(d.month, d.day): d.year for d in dates if d.exact}
    for match in _DATED.finditer(text):
        weekday, day_in_words, month_name, year_in_words, *slashed = match.groups()
        if month_name:
            day, month = int(day_in_words), _MONTHS[fold(month_name)]
            year = int(year_in_words) if year_in_words else years.get((month, day))
        else:
            day, month, year = map(int, slashed)
        if not year:
            continue
        written = " ".join(match[0].split())
        try:
            real = WEEKDAYS[date(year, month, day).weekday()]
        except ValueError:
            yield match.start(), f"« {written} » : cette date n’existe pas → corrigez le jour ou le mois"
            continue
        if real != weekday.lower():
            right = re.sub(weekday, real, written, count=1, flags=re.IGNORECASE)
            yield match.start(), f"« {written} » : ce jour est un {real} → écrivez « {right} », ou corrigez la date"
