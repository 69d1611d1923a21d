"""Dates in words, through Babel: as precise as they are known, in the language of the page."""

import datetime as dt

from babel import Locale
from babel.dates import format_date, format_skeleton

from plugins.content.partial_date import PartialDate


def day(date: dt.date, locale: Locale) -> str:
    """« jeudi 26 novembre 2026 », « mardi 1er décembre 2026 »."""
    pattern = "EEEE d MMMM y" if locale.language == "fr" else "full"
    return _first_of_month(format_date(date, pattern, locale), date, locale)


def month(date: dt.date, locale: Locale) -> str:
    """« novembre 2026 »."""
    return format_skeleton("yMMMM", date, locale=locale)


def partial(date: PartialDate, locale: Locale) -> str:
    """A vague date as vague as it is: « 2020 », « mai 2021 », « vendredi 27 novembre 2020 »; its hour is left out."""
    if date.exact:
        return day(date.first, locale)
    return month(date.first, locale) if date.month else str(date.year)


def without_weekday(date: PartialDate, locale: Locale) -> str:
    """As ``partial``, the day without its weekday: « 27 novembre 2020 »."""
    if not date.exact:
        return partial(date, locale)
    return _first_of_month(f" {format_date(date.first, 'long', locale)}", date.first, locale).strip()


def hour(time: dt.time, locale: Locale) -> str:
    """« 9h30 » in French, as on Belgian posters; the locale's short form elsewhere."""
    if locale.language == "fr":
        return f"{time.hour}h{time.minute:02}"
    return format_skeleton("Hm", dt.datetime.combine(dt.date.min, time), locale=locale)


def _first_of_month(text: str, date: dt.date, locale: Locale) -> str:
    return text.replace(" 1 ", " 1er ", 1) if locale.language == "fr" and date.day == 1 else text
