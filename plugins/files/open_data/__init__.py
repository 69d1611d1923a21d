"""What partners may reuse: offices, dates of permanences, an export of the Human Services Data Specification, cards."""

from collections.abc import Iterator
from typing import Final

from plugins.files.file import Context, File
from plugins.files.open_data.card import DATES, card_address
from plugins.files.open_data.envelope import FOLDER, as_json
from plugins.files.open_data.hsds import hsds
from plugins.files.open_data.offices import offices
from plugins.files.open_data.permanences import permanences
from plugins.files.open_data.schemas import SCHEMAS, schema_bytes
from plugins.model.site import Site

OFFICES: Final = f"{FOLDER}bureaux.json"
PERMANENCES: Final = f"{FOLDER}permanences.json"
HSDS: Final = f"{FOLDER}hsds.json"


def open_data(site: Site, context: Context) -> Iterator[File]:
    """The files of ``/donnees/``, and the card of each office."""
    yield File(OFFICES, as_json(offices(site, context.base)))
    yield File(PERMANENCES, as_json(permanences(site, context.base)))
    for schema in SCHEMAS:
        yield File(f"{FOLDER}{schema}", schema_bytes(schema))
    if site.organisation:
        yield File(HSDS, as_json(hsds(site.organisation, site, context.base)))
    for office in site.offices:
        card = context.render("office_card.html", office=office, dates=site.visit(office).next_rows(DATES))
        yield File(card_address(office), card.encode())
