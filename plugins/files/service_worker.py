"""The service worker (W3C Service Workers): after a first visit, a phone can read the directory without network.

Its bytes change exactly when those of its template, or of a file that it keeps, do: a browser installs a worker whose
bytes differ. Where the setting ``SERVICE_WORKER`` is false, it is a worker that deletes what was kept, then itself.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from plugins.base.identity import IDENTITY
from plugins.files.file import BuildContext, File
from plugins.model.redirection import without_language
from plugins.model.site import Site
from plugins.model.site_files import ALL_PERMANENCES

SERVICE_WORKER_ADDRESS: Final = "/sw.js"
MESSAGE: Final = "/hors-ligne/"
"""The page that is shown in place of a page that was not kept."""
SEARCH: Final = "/recherche/"
"""The page of the search, whose first file has at least the directory."""
CONTACT: Final = "/contact/"
"""The page with all numbers."""
MARK: Final = f'<meta name="application-name" content="{IDENTITY.id_domain}">'
"""A tag in each page of the site, without which the worker keeps no page. Never change it: installed workers expect
it."""
OURS: Final = f"{IDENTITY.key}-"
"""The beginning of the name of each cache of the content's language; those of other languages begin in another way."""
BESIDE_AN_OFFICE: Final = (".ics", ".vcf")

_LOADED: Final = re.compile(
    r'<(?:link rel="(?:icon|preload|stylesheet)"|script)[^>]*? (?:href|src)="(/[^"]+)"'
    # Without the worker itself, and without the latest texts, which change with each publication.
    r'|data-(?!worker|recent)[\w-]+="(/[^"?]+\.js(?:on)?)(?:\?\w+)?"'
)


def kept_files(site: Site, made: Mapping[str, File]) -> dict[str, bytes]:
    """The files that the worker keeps, by address: the directory, its calendars and cards, and what its pages load."""
    by_address = {file.address: file for file in made.values()}
    prefix = site.language.prefix
    records = [record for record in site.own if record.source.address in (MESSAGE, SEARCH, CONTACT)]
    offices = {office.address for office in site.offices}
    wanted = [f"{prefix}/", f"{prefix}/bureaux/", *offices, f"{prefix}/permanences/", *(r.address for r in records)]
    # A language may lack some pages, and its worker serves only addresses below its prefix.
    pages = [address for address in wanted if address.startswith(prefix) and (not prefix or address in by_address)]
    files = {address: by_address[address].read() for address in pages}
    loaded = {first or second for page in files.values() for first, second in _LOADED.findall(page.decode())}
    beside = {a for a in by_address if f"{a.rpartition('/')[0]}/" in offices and a.endswith(BESIDE_AN_OFFICE)}
    calendar = f"{prefix}{ALL_PERMANENCES}"
    for address in sorted({*loaded, *beside, *([calendar] if calendar in by_address else [])}):
        files[address] = by_address[address].read()
    return files


def digest(data: bytes) -> str:
    """The digest of a file as in Subresource Integrity."""
    return f"sha256-{b64encode(hashlib.sha256(data).digest()).decode()}"


def _caches_of(code: str) -> str:
    """The beginning of the name of each cache of another language."""
    return f"{IDENTITY.key}.{code}-"


def service_worker(site: Site, context: BuildContext, made: Mapping[str, File]) -> Iterator[File]:
    """The worker that keeps some of the files that were ``made``, by path; or the one that removes itself.

    Each language has its own worker below its prefix, so that a phone keeps the directory in the languages visited.
    """
    language = site.language
    ours = OURS if language.is_of_content else _caches_of(language.code)
    if context.service_worker:
        files = {address: digest(data) for address, data in sorted(kept_files(site, made).items())}
        message = site.at(MESSAGE) if site.at(MESSAGE) in files else None
        render = partial(context.render, "service_worker.js", files=files, mark=MARK, message=message, ours=ours)
        # The name of the cache depends on the files and the template: two versions of the worker never share one.
        worker = render(version=hashlib.sha256(render(version="").encode()).hexdigest()[:16])
    else:
        worker = context.render("service_worker_withdrawn.js", ours=ours)
    yield File(f"{language.prefix}{SERVICE_WORKER_ADDRESS}", worker.encode())


def withdrawn_workers(site: Site, context: BuildContext, made: Mapping[str, File]) -> Iterator[File]:
    """For each language that the site no longer has, a worker that removes itself: phones still ask for the old one."""
    known = {file.address for file in made.values()}
    for address in sorted(context.published - known):
        prefix, worker = without_language(address)
        if prefix and worker == SERVICE_WORKER_ADDRESS:
            ours = _caches_of(prefix[1:])
            yield File(address, context.render("service_worker_withdrawn.js", ours=ours).encode())
