"""The schedules of HSDS (see hsds.py), made from the rules of the permanences.

HSDS has no field for exceptions: ``notes`` lists the dates on which a permanence is not held, and permanences.json each
date. ``valid_from`` and ``valid_to`` bound each schedule, since ``until`` would mean that the service ends
(docs/hsds/schedules.md). HSDS knows neither months nor school holidays, and a schedule has a single offset from UTC: so
a rule becomes several schedules, one for each period without a gap and without a change of clock.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from plugins.base import dates
from plugins.base.dates import FRENCH, ZONE
from plugins.base.identity import IDENTITY
from plugins.base.typography import capital
from plugins.files.open_data.envelope import Data
from plugins.model import Office
from plugins.model.site import Site
from plugins.permanences.model import Rule, TimeRange
from plugins.permanences.occurrences import Slot, days, recurrence
from plugins.permanences.rrule import BYDAY, recurrences
from plugins.permanences.schedule import Schedule, occurrences

IDENTIFIER_BASE: Final = IDENTITY.website
"""What identifiers are made from: not the address of one build, so that all builds have the same."""


def identifier(address: str, what: str = "") -> str:
    """The UUID of an object, made from its address on the site: version 5 (RFC 9562, 5.5), the same in every build."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{IDENTIFIER_BASE}{address}{f'#{what}' if what else ''}"))


def hsds_schedules(office: Office, site: Site, base_url: str) -> Iterator[Data]:
    """The schedules of an office."""
    for number, staffed in enumerate(site.visit(office).permanences, 1):
        schedule = staffed.schedule
        common: Data = {
            "description": f"{staffed.sentence}.",
            "schedule_link": f"{base_url}{office.address}",
        }
        name = f"permanence-{number}"
        if schedule.rule.by_appointment:
            yield {"id": identifier(office.address, name), **common}
        else:
            yield from _regular(office, site, schedule, name, common)
        yield from _added(office, site, schedule, name, common)


def _regular(office: Office, site: Site, schedule: Schedule, name: str, common: Data) -> Iterator[Data]:
    """The schedules of the rule of a permanence."""
    rule, last = schedule.rule, site.dates_until
    for place, found in enumerate(recurrences(rule, site.today), 1):
        parts = dict(part.split("=") for part in found.rrule.split(";"))
        periods = _periods(rule, found.hours, site.today, last)
        for first, end in periods:
            closing = end == periods[-1][1]
            until = rule.until if rule.until and closing else None
            yield {
                "id": identifier(office.address, f"{name}-{place}{'' if closing else f'-{end}'}"),
                **common,
                "valid_from": first.isoformat(),
                "valid_to": end.isoformat(),
                "dtstart": next(days(rule, first, end)).isoformat(),
                "freq": parts["FREQ"],
                "interval": int(parts.get("INTERVAL", "1")),
                "byday": parts["BYDAY"],
                **({"until": until.isoformat()} if until else {}),
                **_hours(found.hours, first),
                **_notes(schedule, found.hours, first, end),
            }


def _added(office: Office, site: Site, schedule: Schedule, name: str, common: Data) -> Iterator[Data]:
    """The schedules of exceptional dates, one day each."""
    for addition in schedule.additions:
        for slot in addition.slots:
            if site.today <= slot.day <= site.dates_until:
                hour = f"-{slot.hours.start:%H%M}" if slot.hours else ""
                yield {
                    "id": identifier(office.address, f"{name}-added-{slot.day}{hour}"),
                    **common,
                    "description": capital(addition.reason) or "Permanence exceptionnelle",
                    **_one_day(slot),
                    **_hours(slot.hours, slot.day),
                    **_notes(schedule, slot.hours, slot.day, slot.day),
                }


def _periods(rule: Rule, hours: TimeRange | None, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The periods from ``first`` to ``last`` in which every date of the recurrence is held, each with one UTC offset.

    A single period is ``first`` to ``last``; several begin and end with a date of the rule.
    """
    kept = set(days(rule, first, last))
    bare = list(recurrence(replace(rule, except_months=(), except_school_holidays=False), first, last))
    runs = [list(run) for (held, _), run in groupby(bare, lambda day: (day in kept, _offsets(day, hours))) if held]
    if [len(run) for run in runs] == [len(bare)]:
        return [(first, last)]
    return [(run[0], run[-1]) for run in runs]


def _offsets(day: dt.date, hours: TimeRange | None) -> tuple[dt.timedelta | None, ...]:
    """The offsets from UTC at the start and the end of a permanence; empty where the hours are not known."""
    return tuple(_moment(day, time).utcoffset() for time in (hours.start, hours.end)) if hours else ()


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, ZONE)


def _hours(hours: TimeRange | None, day: dt.date) -> Data:
    """The opening hours, with the offset from UTC that HSDS requires; empty where they are not known."""
    if not hours:
        return {}
    opens, closes = (_moment(day, time) for time in (hours.start, hours.end))
    return {
        "opens_at": opens.isoformat(timespec="minutes").partition("T")[2],
        "closes_at": closes.isoformat(timespec="minutes").partition("T")[2],
        "timezone": (opens.utcoffset() or dt.timedelta()) // dt.timedelta(hours=1),
    }


def _one_day(slot: Slot) -> Data:
    day = slot.day.isoformat()
    return {
        "valid_from": day,
        "valid_to": day,
        "dtstart": day,
        "until": day,
        "freq": "WEEKLY",
        "interval": 1,
        "byday": BYDAY[slot.day.weekday()],
    }


def _notes(schedule: Schedule, hours: TimeRange | None, first: dt.date, last: dt.date) -> Data:
    """The dates on which the permanence is not held, in words, with their reasons."""
    gone = [
        f"{dates.day(occurrence.day, FRENCH)}{f' ({occurrence.reason})' if occurrence.reason else ''}"
        for occurrence in occurrences(schedule, first, last)
        if not occurrence.held and occurrence.hours == hours
    ]
    return {"notes": f"Pas de permanence : {', '.join(gone)}."} if gone else {}
