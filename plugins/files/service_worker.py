"""The service worker (W3C Service Workers): after one visit the directory can be read without network.

It changes when a file that it keeps does, and only then: a browser takes other bytes for another worker. Where the
setting ``SERVICE_WORKER`` is false, the file is one that deletes what was kept, then itself.
"""

import hashlib
import re
from pathlib import Path
from typing import Final

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.files.calendars import ALL_PERMANENCES
from plugins.model.site import Site

ADDRESS: Final = "sw.js"
MESSAGE: Final = "/hors-ligne/"
"""The page that is shown in place of one that was not kept."""
BESIDE_AN_OFFICE: Final = frozenset({".ics", ".vcf"})

_LOADED: Final = re.compile(
    r'<(?:link rel="(?:icon|preload|stylesheet)"|script)[^>]*? (?:href|src)="(/[^"]+)"|data-[\w-]+="(/[^"]+\.json)"'
)


def kept_files(site: Site, output: Path) -> dict[str, bytes]:
    """What the worker keeps, by address: the pages of the directory, their calendars, and what these pages load."""
    records = [record for record in site.records if record.address == MESSAGE]
    pages = ["/", "/bureaux/", *(o.address for o in site.offices), "/permanences/", *(r.address for r in records)]
    files = {address: (output / address[1:] / "index.html").read_bytes() for address in pages}
    loaded = {first or second for page in files.values() for first, second in _LOADED.findall(page.decode())}
    beside = {
        f"{office.address}{file.name}"
        for office in site.offices
        for file in (output / office.address[1:]).iterdir()
        if file.suffix in BESIDE_AN_OFFICE
    }
    for address in sorted({*loaded, *beside, ALL_PERMANENCES}):
        files[address] = (output / address[1:]).read_bytes()
    return files


def version(files: dict[str, bytes]) -> str:
    """Another one for other files, or other bytes in one of them."""
    whole = hashlib.sha256()
    for address, data in sorted(files.items()):
        whole.update(f"{address}\n{len(data)}\n".encode() + data)
    return whole.hexdigest()[:16]


class OfflineGenerator(Generator):
    """Writes the worker."""

    def generate_output(self, writer: Writer) -> None:
        output, settings = Path(self.output_path), self.settings
        if settings["SERVICE_WORKER"]:
            files = kept_files(settings["SITE"], output)
            worker = self.env.get_template("service_worker.js").render(
                files=sorted(files),
                version=version(files),
                lasting=f"/{settings['THEME_STATIC_DIR']}/",
                language=settings["DEFAULT_LANG"],
                message=MESSAGE if MESSAGE in files else None,
            )
        else:
            worker = self.env.get_template("service_worker_withdrawn.js").render()
        (output / ADDRESS).write_text(worker, "utf-8", newline="\n")


def generators(pelican: Pelican) -> type[Generator]:
    return OfflineGenerator


def write_last(generators: list[Generator]) -> None:
    """Move the worker's generator to the end of Pelican's own list: it reads what the others write."""
    generators.sort(key=lambda generator: isinstance(generator, OfflineGenerator))


def register() -> None:
    signals.get_generators.connect(generators)
    signals.all_generators_finalized.connect(write_last)
