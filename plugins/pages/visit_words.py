"""What the files beside the pages say of a visit, in the words of its card (theme/templates/components/visit.html)."""

from collections.abc import Iterator

from plugins.base.dates import FRENCH, partial
from plugins.base.partial_date import PartialDate
from plugins.model import Record
from plugins.model.visit import Reception


def advice(reception: Reception) -> str:
    """« Appelez avant de venir : 081/00 00 18 (Accueil). »"""
    way = reception.phone or reception.email
    if not way:
        return "Renseignez-vous avant de venir."
    who = f" ({reception.name})" if reception.whose != "office" else ""
    return f"{'Appelez' if reception.phone else 'Écrivez'} avant de venir : {way}{who}."


def age_of(record: Record) -> Iterator[str]:
    """« Vérifié en mai 2026. », « D’après le rapport d’activités 2020. »; nothing where neither is told."""
    if verified := record.verified_on:
        yield f"Vérifié en {partial(PartialDate(verified.year, verified.month), FRENCH)}."
    elif record.based_on:
        yield f"D’après {record.based_on}."
