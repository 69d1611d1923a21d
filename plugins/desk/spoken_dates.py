"""Dates as an officer types them: « demain », « vendredi 11 décembre »."""

import datetime as dt
import re

from plugins.base.partial_date import MONTHS, WEEKDAYS, PartialDate, exists, readings

_WITHOUT_YEAR = re.compile(
    rf"(?:le\s+)?(?:({'|'.join(WEEKDAYS)})\s+)?(\d{{1,2}})(?:er)?(?:\s+({'|'.join(MONTHS)})|/(\d{{1,2}}))", re.I
)
_NEAR = {"hier": -1, "aujourd’hui": 0, "demain": 1, "après-demain": 2}
_MEANT = re.compile(r"« [^«»]+ » → écrivez (\d{4}(?:-\d\d){0,2}(?: \d\d:\d\d)?)")


def in_full(text: str, today: dt.date, *, coming: bool = False) -> str:
    """Return a date as a file has it, from one as people say it: « aujourd’hui », « vendredi 11 décembre ».

    Without a year, it is the nearest such day if a weekday is given and fits; without a weekday, it is the next such
    day if it is ``coming``. A date that may be another one is returned in words, for ``PartialDate.parse`` to refuse.
    But if it is ``coming``, « 03/04/2027 » is the third of April: the commands tell the day again in words.
    """
    said = " ".join(text.split())
    if (days := _NEAR.get(said.lower().replace("'", "’"))) is not None:
        return (today + dt.timedelta(days)).isoformat()
    said = _with_year(said, today, coming=coming)
    try:
        PartialDate.parse(said)
    except ValueError as error:
        if meant := _MEANT.fullmatch(str(error)):
            return meant[1]
        if coming and (either := readings(said)):
            return either[0]
    return said


def _with_year(text: str, today: dt.date, *, coming: bool) -> str:
    """Complete a day without a year, where its year follows; return any other text as it is."""
    if not (match := _WITHOUT_YEAR.fullmatch(text)):
        return text
    named, day = (match[1] or "").lower(), int(match[2])
    month = int(match[4] or 0) or MONTHS.index(match[3].lower()) + 1
    years = [year for year in range(today.year - 8, today.year + 9) if exists(year, month, day)]
    days = [dt.date(year, month, day) for year in years]
    if not days:
        return text if match[4] else f"{text} {today.year}"  # so that PartialDate.parse tells that there is no such day
    if not named:
        return min(each for each in days if each >= today).isoformat() if coming else text
    nearest = min(days, key=lambda each: abs(each - today))
    fits = WEEKDAYS[nearest.weekday()] == named
    return nearest.isoformat() if fits else f"{named} {day} {MONTHS[month - 1]} {nearest.year}"
