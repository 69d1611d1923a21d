"""The edits of a single date of a permanence: cancel it, move it to another day, take that back.

Each is a ``Change`` of the file of the office, which raises ValueError if the schedule has no such date. The commands
and the gestures of the desk use them.
"""

import datetime as dt
from pathlib import Path

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.base.mistakes import did_you_mean
from plugins.base.partial_date import PartialDate
from plugins.desk.file_edit import Change, edit_file
from plugins.desk.front_matter_edit import append, without
from plugins.desk.spoken_dates import in_full
from plugins.model import Office
from plugins.model.office_dates import dates_of
from plugins.model.site import Site

DATES_SHOWN = 6


def cancel(day: str, reason: str) -> Change[Office]:
    """Cancel one date, for a reason that the public reads."""
    return lambda site, found, data: _cancelled(site, found, data, _day(day, site.today), reason)


def move(day: str, to: str, reason: str, hours: str = "") -> Change[Office]:
    """Cancel one date and add another day, with other hours if they are given."""

    def change(site: Site, found: Office, data: bytes) -> bytes:
        new, old = _day(to, site.today), _day(day, site.today)
        if new == old:
            raise ValueError(f"Le {dates.day(old, FRENCH)} est déjà le jour prévu → écrivez le nouveau jour.")
        data = _cancelled(site, found, data, old, f"{reason}, permanence reportée au {dates.day(new, FRENCH)}")
        added = {"le": new.isoformat(), **({"horaire": hours} if hours else {})}
        added["raison"] = _instead_of(old)
        return append(data, "ajouts", added, after="annulations")

    return change


def reinstate(day: str) -> Change[Office]:
    """Take back the cancellation or the move of a date."""

    def change(site: Site, found: Office, data: bytes) -> bytes:
        old = _day(day, site.today)
        gone = [number for number, each in enumerate(found.cancellations) if each.day == old]
        if not gone:
            known = [dates.day(each.day, FRENCH) for each in found.cancellations if each.day >= site.today]
            remedy = f" → permanences annulées : {', '.join(known)}" if known else " → vérifiez la date"
            raise ValueError(f"Le {dates.day(old, FRENCH)}, rien n’est annulé à {found.title}{remedy}")
        added = [number for number, each in enumerate(found.additions) if each.reason == _instead_of(old)]
        data = without(data, "annulations", gone)
        return without(data, "ajouts", added) if added else data

    return change


def _instead_of(day: dt.date) -> str:
    """The reason of the added day of a date that was moved."""
    return f"au lieu du {dates.day(day, FRENCH)}"


def edit(content: Path, today: dt.date, office: str, change: Change[Office]) -> int:
    """Change the file of an office, by its slug; return the exit code, 1 when nothing was written."""
    return edit_file(content, today, lambda site: _office(site, office), change, _show)


def _office(site: Site, slug: str) -> Office:
    office = site.get(Office.kind, slug)
    if not isinstance(office, Office):
        known = [office.slug for office in site.offices]
        raise ValueError(f"Pas de bureau « {slug} »{did_you_mean(slug, known) or ' → bureaux : ' + ', '.join(known)}")
    return office


def _day(text: str, today: dt.date) -> dt.date:
    """A day from its words. Raises ValueError for a vague date, or one with an hour."""
    date = PartialDate.parse(in_full(text, today, coming=True))
    if not date.exact or date.time:
        raise ValueError(f"« {text} » : il faut un jour précis, sans heure → écrivez par exemple 2026-12-24")
    return date.first


def _cancelled(site: Site, office: Office, data: bytes, day: dt.date, reason: str) -> bytes:
    """The bytes of the file with a date cancelled. Raises ValueError, with the next dates, if it cannot be."""
    words, that_day = dates.day(day, FRENCH), dates_of(office, day, day)
    struck_out = next((date.occurrence for date in that_day if not date.held), None)
    if day < site.today:
        fault = f"Le {words} est déjà passé → vérifiez l’année"
    elif struck_out:
        fault = f"Le {words}, il n’y a déjà pas de permanence à {office.title} : {struck_out.reason} → vérifiez la date"
    elif not that_day:
        fault = f"Le {words} n’est pas un jour de permanence à {office.title} → vérifiez la date"
    else:
        return append(data, "annulations", {"le": day.isoformat(), "raison": reason}, after="permanences")
    coming = [dates.day(date.day, FRENCH) for date in site.visit(office).held[:3]]
    remedy = f"prochaines permanences : {', '.join(coming)}" if coming else "aucune date n’y est prévue"
    raise ValueError(f"{fault} ; {remedy}")


def _show(site: Site, office: Office) -> None:
    """Print the next dates of an office."""
    print(f"Prochaines dates à {office.title} :")
    for date in site.visit(office).dates[:DATES_SHOWN]:
        reason = f" ({date.occurrence.reason})" if date.occurrence.reason else ""
        print(f"  {'✓' if date.held else '✗'} {dates.day(date.day, FRENCH)}{reason}")
