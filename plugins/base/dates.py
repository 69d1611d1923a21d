"""Dates in words, with the precision that they have, in the language of the page."""

import datetime as dt
from collections.abc import Callable
from typing import Final, Protocol

from babel import Locale

from plugins.base.date_words import date_words
from plugins.base.identity import IDENTITY
from plugins.base.partial_date import PartialDate

ZONE: Final = IDENTITY.zone
FRENCH: Final = Locale("fr")


class Spanning(Protocol):
    """A thing that lasts from one moment to another: an event or a banner."""

    @property
    def start(self) -> PartialDate: ...
    @property
    def end(self) -> PartialDate | None: ...
    @property
    def last_moment(self) -> PartialDate | None:
        """The last day, month or year, where that is not the one of ``start``."""

    @property
    def ends_at_midnight(self) -> bool: ...


def local_moment(date: PartialDate) -> dt.datetime:
    """The first possible moment of a date, in the time zone of the organisation; before 1892, in UTC."""
    found = date.datetime.replace(tzinfo=ZONE)
    offset = found.utcoffset() or dt.timedelta()
    # Before 1892 the offset of this time zone had seconds, which RFC 3339 cannot write.
    return found.replace(tzinfo=dt.UTC) if offset % dt.timedelta(minutes=1) else found


def day(date: dt.date, locale: Locale) -> str:
    """« jeudi 26 novembre 2026 », « mardi 1er décembre 2026 »."""
    return date_words(locale.language).with_weekday(date)


def day_and_month(date: dt.date, locale: Locale) -> str:
    """« jeudi 26 novembre », where the year is not in doubt."""
    return date_words(locale.language).without_year(date)


def in_large(date: dt.date, locale: Locale) -> str:
    """« jeudi 26 novembre 2026 » in large letters."""
    return date_words(locale.language).in_large(date)


def weekday(date: dt.date, locale: Locale) -> str:
    """« jeudi »."""
    return date_words(locale.language).weekdays[date.weekday()]


def month(date: dt.date, locale: Locale) -> str:
    """« novembre 2026 »."""
    return date_words(locale.language).month_of_year(date)


def month_in_date(date: dt.date, locale: Locale) -> str:
    """« novembre » beside the number of a day; in some languages not the same as ``month_name``."""
    return date_words(locale.language).month_in_date(date.month)


def month_name(date: dt.date, locale: Locale) -> str:
    """« novembre », alone."""
    return date_words(locale.language).month_name(date.month)


def partial(date: PartialDate, locale: Locale) -> str:
    """A date with its own precision: « 2020 », « mai 2021 », « vendredi 27 novembre 2020 »; its hour is left out."""
    if date.exact:
        return day(date.first, locale)
    return month(date.first, locale) if date.month else str(date.year)


def without_weekday(date: PartialDate, locale: Locale) -> str:
    """As ``partial``, but a day has no weekday: « 27 novembre 2020 »."""
    return date_words(locale.language).in_full(date.first) if date.exact else partial(date, locale)


def hour(time: dt.time, locale: Locale) -> str:
    """« 9h30 », « 14h » in French, as the permanences are written; « 9:30 » in most languages."""
    return date_words(locale.language).clock(time)


def span(event: Spanning, locale: Locale, say: Callable[[PartialDate, Locale], str] = partial) -> tuple[str, ...]:
    """The dates of an event in words, with the last day and the hours where they are known, in one or two parts.

    « jeudi 21 janvier 2027, » « de 20h à minuit »; « du samedi 12 juin 2027 à 9h » « au lundi 14 juin 2027 »;
    « d’août 2026 » « à mai 2027 ». A line may break between the parts; ``say`` writes a date.
    """
    if locale.language != "fr":
        return _span_without_cases(event, locale, say)
    start, end, last = event.start, event.end, event.last_moment
    begins = hour(start.time, locale) if start.time else ""
    ends = "minuit" if event.ends_at_midnight else hour(end.time, locale) if end and end.time else ""
    if last:
        of = "du " if start.exact else "d’" if partial(start, locale).startswith(("a", "o")) else "de "
        to = "au" if last.exact else "à"
        return (
            f"{of}{say(start, locale)}{begins and f' à {begins}'}",
            f"{to} {say(last, locale)}{ends and f' à {ends}'}",
        )
    if not (begins or ends):
        return (say(start, locale),)
    hours = f"à {begins}" if begins else f"jusqu’à {ends}"
    if begins and ends:
        hours = f"de {begins} à {ends}"
    return f"{say(start, locale)},", hours


def _span_without_cases(event: Spanning, locale: Locale, say: Callable[[PartialDate, Locale], str]) -> tuple[str, ...]:
    """As ``span``, with a dash between the days, so that no language has to decline them."""
    words, start, end, last = date_words(locale.language), event.start, event.end, event.last_moment
    begins = words.clock(start.time) if start.time else ""
    ends = "24:00" if event.ends_at_midnight else words.clock(end.time) if end and end.time else ""

    def moment(date: PartialDate, clock: str) -> str:
        return f"{say(date, locale)}{clock and f'{words.comma} {clock}'}"

    if last:
        return f"{moment(start, begins)} –", moment(last, ends)
    if not (begins or ends):
        return (say(start, locale),)
    hours = words.hours.format(start=begins, end=ends) if begins and ends else begins
    return f"{say(start, locale)}{words.comma}", hours or words.until_hour.format(end=ends)
