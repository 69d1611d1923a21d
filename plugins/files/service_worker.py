"""The service worker (W3C Service Workers): after one visit the directory can be read without network.

It changes when a file that it keeps does, and only then: a browser takes other bytes for another worker. Where the
setting ``SERVICE_WORKER`` is false, the file is one that deletes what was kept, then itself.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Final

from plugins.files.calendars import ALL_PERMANENCES
from plugins.files.file import Context, File
from plugins.model.site import Site

ADDRESS: Final = "/sw.js"
MESSAGE: Final = "/hors-ligne/"
"""The page that is shown in place of one that was not kept."""
BESIDE_AN_OFFICE: Final = (".ics", ".vcf")

_LOADED: Final = re.compile(
    r'<(?:link rel="(?:icon|preload|stylesheet)"|script)[^>]*? (?:href|src)="(/[^"]+)"|data-[\w-]+="(/[^"]+\.json)"'
)


def kept_files(site: Site, made: Mapping[str, File]) -> dict[str, bytes]:
    """What the worker keeps, by address: the pages of the directory, their calendars, and what these pages load."""
    by_address = {file.address: file for file in made.values()}
    records = [record for record in site.records if record.address == MESSAGE]
    pages = ["/", "/bureaux/", *(o.address for o in site.offices), "/permanences/", *(r.address for r in records)]
    files = {address: by_address[address].read() for address in pages}
    loaded = {first or second for page in files.values() for first, second in _LOADED.findall(page.decode())}
    offices = {office.address for office in site.offices}
    beside = {a for a in by_address if f"{a.rpartition('/')[0]}/" in offices and a.endswith(BESIDE_AN_OFFICE)}
    for address in sorted({*loaded, *beside, ALL_PERMANENCES}):
        files[address] = by_address[address].read()
    return files


def version(files: dict[str, bytes]) -> str:
    """Another one for other files, or other bytes in one of them."""
    whole = hashlib.sha256()
    for address, data in sorted(files.items()):
        whole.update(f"{address}\n{len(data)}\n".encode() + data)
    return whole.hexdigest()[:16]


def service_worker(site: Site, context: Context, made: Mapping[str, File]) -> Iterator[File]:
    """The worker that keeps some of what was ``made``, by path; or the one that takes itself away."""
    if context.service_worker:
        kept = kept_files(site, made)
        worker = context.render(
            "service_worker.js",
            files=sorted(kept),
            version=version(kept),
            message=MESSAGE if MESSAGE in kept else None,
        )
    else:
        worker = context.render("service_worker_withdrawn.js")
    yield File(ADDRESS, worker.encode())
