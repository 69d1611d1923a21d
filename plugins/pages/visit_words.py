"""What calendars and contact cards say of a visit, in the words of the page (theme/templates/components/visit.html)."""

from collections.abc import Iterator
from typing import Final

from plugins.base.dates import partial
from plugins.base.partial_date import PartialDate
from plugins.base.typography import ended
from plugins.languages.language import N_, Language
from plugins.model import Record
from plugins.model.visit import Reception

HOLIDAYS: Final = (
    N_("Nouvel An"),
    N_("Lundi de Pâques"),
    N_("Fête du Travail"),
    N_("Ascension"),
    N_("Lundi de Pentecôte"),
    N_("Fête nationale"),
    N_("Assomption"),
    N_("Toussaint"),
    N_("Armistice"),
    N_("Noël"),
)
"""The names of days without a permanence that the program gives (plugins/permanences/holiday_calendars.py), for
translation. Reasons that an office gives stay in French."""


def advice(reception: Reception, language: Language) -> str:
    """Whom to call or write to before a visit: « Appelez avant de venir : 081/00 00 18 · Accueil. »"""
    _, way = language.gettext, reception.phone or reception.email
    if not way:
        return _("Renseignez-vous avant de venir.")
    who = f"{way} · {reception.name}" if reception.whose != "office" else way  # no brackets: a name may have its own
    return (
        _("Appelez avant de venir : %(who)s.", who=who)
        if reception.phone
        else _("Écrivez avant de venir : %(who)s.", who=who)
    )


def age_of(record: Record, language: Language) -> Iterator[str]:
    """How old the data of a record are: « Vérifié en mai 2026. », « D’après le rapport d’activités 2020. »."""
    _ = language.gettext
    if verified := record.verified_on:
        month = partial(PartialDate(verified.year, verified.month), language.locale)
        yield ended(_("Vérifié en %(month)s", month=month))
    elif record.based_on:
        yield ended(_("D’après %(origin)s", origin=record.based_on))
