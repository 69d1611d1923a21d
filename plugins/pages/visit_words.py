"""What the files beside the pages say of a visit, in the words of its card (theme/templates/components/visit.html)."""

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
"""The reasons of days without a permanence that the program knows (plugins/permanences/holiday_calendars.py); those of
an office stay in French."""


def advice(reception: Reception, language: Language) -> str:
    """« Appelez avant de venir : 081/00 00 18 · Accueil. »"""
    _, way = language.gettext, reception.phone or reception.email
    if not way:
        return _("Renseignez-vous avant de venir.")
    who = f"{way} · {reception.name}" if reception.whose != "office" else way  # a name may have brackets
    return (
        _("Appelez avant de venir : %(who)s.", who=who)
        if reception.phone
        else _("Écrivez avant de venir : %(who)s.", who=who)
    )


def age_of(record: Record, language: Language) -> Iterator[str]:
    """« Vérifié en mai 2026. », « D’après le rapport d’activités 2020. »; nothing where neither is told."""
    _ = language.gettext
    if verified := record.verified_on:
        month = partial(PartialDate(verified.year, verified.month), language.locale)
        yield ended(_("Vérifié en %(month)s", month=month))
    elif record.based_on:
        yield ended(_("D’après %(origin)s", origin=record.based_on))
