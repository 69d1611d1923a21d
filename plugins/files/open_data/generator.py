"""Writes the open data and the cards, and tells the page that explains them what its tables hold."""

from pathlib import Path
from typing import Final

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.build.content import base_address
from plugins.files.open_data.card import DATES, card_address, next_rows
from plugins.files.open_data.envelope import FOLDER, VERSION, as_json
from plugins.files.open_data.hsds import FIELDS, HSDS_VERSION, hsds
from plugins.files.open_data.offices import offices
from plugins.files.open_data.permanences import permanences
from plugins.files.open_data.schemas import SCHEMAS, schema_bytes, tables_of

OFFICES: Final = f"{FOLDER}bureaux.json"
PERMANENCES: Final = f"{FOLDER}permanences.json"
HSDS: Final = f"{FOLDER}hsds.json"


class OpenDataGenerator(Generator):
    """Writes the files of ``/donnees/``, and the card of each office."""

    def generate_output(self, writer: Writer) -> None:
        site, base = self.settings["SITE"], base_address(self.settings)
        self._write(OFFICES, as_json(offices(site, base)))
        self._write(PERMANENCES, as_json(permanences(site, base)))
        for schema in SCHEMAS:
            self._write(f"{FOLDER}{schema}", schema_bytes(schema))
        if site.organisation:
            self._write(HSDS, as_json(hsds(site.organisation, site, base)))
        card = self.get_template("office_card")
        for office in site.offices:
            html = card.render(self.context, office=office, dates=next_rows(office, site, DATES))
            self._write(f"{card_address(office)}index.html", html.encode())

    def _write(self, address: str, data: bytes) -> None:
        file = Path(self.output_path) / address.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def describe(generator: Generator) -> None:
    """Give the templates the versions, the tables of fields and the addresses of the cards."""
    generator.env.globals.update(
        data_version=VERSION,
        data_tables=tables_of,
        hsds_version=HSDS_VERSION,
        hsds_fields=FIELDS,
        card_address=card_address,
    )


def generators(pelican: Pelican) -> type[Generator]:
    return OpenDataGenerator


def register() -> None:
    signals.get_generators.connect(generators)
    signals.generator_init.connect(describe)
