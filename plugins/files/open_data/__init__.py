"""Open data for partners: offices, dates of permanences, an HSDS export, and an embed of each office."""

from collections.abc import Iterator
from typing import Final

from plugins.files.file import BuildContext, File
from plugins.files.open_data.envelope import OPEN_DATA_FOLDER, as_json
from plugins.files.open_data.hsds import hsds
from plugins.files.open_data.offices import embed_address, offices
from plugins.files.open_data.permanences import permanences
from plugins.files.open_data.schemas import SCHEMAS, schema_bytes
from plugins.model.site import Site

OFFICES: Final = f"{OPEN_DATA_FOLDER}bureaux.json"
PERMANENCES: Final = f"{OPEN_DATA_FOLDER}permanences.json"
HSDS: Final = f"{OPEN_DATA_FOLDER}hsds.json"


def open_data(site: Site, context: BuildContext) -> Iterator[File]:
    """The files of ``/donnees/``, and the embed of each office."""
    yield File(OFFICES, as_json(offices(site, context.base_url)))
    yield File(PERMANENCES, as_json(permanences(site, context.base_url)))
    for schema in SCHEMAS:
        yield File(f"{OPEN_DATA_FOLDER}{schema}", schema_bytes(schema))
    if site.organisation:
        yield File(HSDS, as_json(hsds(site.organisation, site, context.base_url)))
    for office in site.offices:
        embed = context.render("office_embed.html", office=office)
        yield File(embed_address(office), embed.encode())
