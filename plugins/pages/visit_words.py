"""What the files beside the pages say of a visit, in the words of the pages."""

from collections.abc import Iterator

from plugins.model import Record
from plugins.text.dates import FRENCH, partial
from plugins.text.partial_date import PartialDate


def age_of(record: Record) -> Iterator[str]:
    """« Vérifié en mai 2026. », « D’après le rapport d’activités 2020. »; nothing where neither is told."""
    if verified := record.verified_on:
        yield f"Vérifié en {partial(PartialDate(verified.year, verified.month), FRENCH)}."
    elif record.based_on:
        yield f"D’après {record.based_on}."
