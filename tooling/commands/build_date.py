"""The date that a build uses as today, and the computer's clock."""

import contextlib
import os
import re
from collections.abc import Mapping
from datetime import date, datetime

from plugins.base.identity import IDENTITY


class BuildDateMistake(ValueError):
    """BUILD_DATE or --jour is not a date, or BUILD_DATE is in the future; the message is in French."""

    exitcode = 1  # reported without a traceback: see tooling.commands.building.report_failure


def now() -> datetime:
    """The time by this computer's clock, in the organisation's time zone."""
    return datetime.now(IDENTITY.zone)


def in_our_zone(moment: str) -> datetime:
    """An ISO 8601 time (2026-11-26T19:12:00+00:00), converted to the organisation's time zone."""
    return datetime.fromisoformat(moment).astimezone(IDENTITY.zone)


def build_date(environment: Mapping[str, str] = os.environ) -> date:
    """The day for which the site is built: BUILD_DATE (yyyy-mm-dd), or today in the organisation's time zone.

    Raises BuildDateMistake.
    """
    given = environment.get("BUILD_DATE", "").strip()
    if not given:
        return now().date()
    return _day("BUILD_DATE", given)


def stated_day(given: str) -> date:
    """The day given with --jour (yyyy-mm-dd). Raises BuildDateMistake."""
    return _day("--jour", given.strip())


def _day(where: str, given: str) -> date:
    with contextlib.suppress(ValueError):
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", given, re.ASCII):
            return date.fromisoformat(given)
    raise BuildDateMistake(
        f"{where} : « {given} » n’est pas une date → écrivez année-mois-jour, par exemple 2026-11-23."
    )


def refuse_future_day() -> None:
    """Raise BuildDateMistake where BUILD_DATE is in the future: texts dated until then are not public yet."""
    day, today = build_date(), build_date({})
    if day > today:
        raise BuildDateMistake(
            f"BUILD_DATE : « {day.isoformat()} » est un jour à venir : des textes paraîtraient avant leur date.\n"
            "Rien n’a été publié → fermez cette fenêtre de commandes et ouvrez-en une autre "
            "(ou tapez : unset BUILD_DATE), puis recommencez."
        )
