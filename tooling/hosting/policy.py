"""The policy for serving the site on any host: headers, media types, the one host name.

Nothing from other hosts, nothing inline, no frames but the embeds. ``tooling/hosting/host_files.py`` writes it in the
format of each host. The patterns are read by Python, nginx and Apache alike, and match the whole path.
"""

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from plugins.base.identity import IDENTITY

HOST: Final = IDENTITY.domain
APEX: Final = IDENTITY.apex
"""The bare domain, which redirects to ``HOST``; plain HTTP redirects there too."""

SOURCES: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)
CSP: Final = "Content-Security-Policy"
HSTS: Final = "Strict-Transport-Security"
CSP_OF_PAGES: Final = "; ".join(SOURCES)
"""The part of the policy that a page can state in a <meta>, for hosts that send no headers: all but frame-ancestors."""
FRAMED_BY_NONE: Final = "frame-ancestors 'none'"
EVERYWHERE: Final = {
    CSP: f"{CSP_OF_PAGES}; {FRAMED_BY_NONE}",
    "Cross-Origin-Opener-Policy": "same-origin",
    # Only the finder asks for a position. Clipboard and sharing keep the browser's own rule: this site alone.
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    # Without includeSubDomains: other names of the domain may not be served over TLS.
    HSTS: "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",  # kept, but revalidated each time: a 304 is some hundred bytes
}
"""The headers of every answer, errors and redirections included."""


@dataclass(frozen=True)
class Exemption:
    """A ``header`` that paths of a ``pattern`` have in addition, or with another ``value`` than ``EVERYWHERE``.

    With ``statuses``, only answers with one of these have it.
    """

    header: str
    pattern: str
    value: str
    statuses: tuple[int, ...] = ()


EXEMPTIONS: Final = (
    # The embeds, which partners may frame on any site.
    Exemption(CSP, r"/bureaux/[a-z0-9-]+/carte/(index\.html)?", f"{CSP_OF_PAGES}; frame-ancestors *"),
    # Names with the hash of the content. An error must not be cached: the file may come.
    Exemption("Cache-Control", r"/.+\.[0-9a-f]{10}\.[a-z0-9]+", "public, max-age=31536000, immutable", (200, 206, 304)),
    # For scripts of other sites: the open data, the calendars, the feeds.
    Exemption("Access-Control-Allow-Origin", r"/donnees/.+\.json|/.+\.ics|/(.+/)?(atom|rss)\.xml", "*"),
)

TEXTS: Final = {
    "atom": "application/atom+xml",
    "css": "text/css",
    "csv": "text/csv",
    "html": "text/html",
    "ics": "text/calendar",
    "js": "text/javascript",
    "rss": "application/rss+xml",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "vcf": "text/vcard",
    "xml": "application/xml",
}
"""The media types of texts, by the end of the name; sent with ``charset=utf-8``."""
OTHERS: Final = {
    "avif": "image/avif",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",  # always UTF-8 (RFC 8259, 8.1)
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
FEEDS: Final = {"atom.xml": "atom", "rss.xml": "rss"}
"""The names whose media type does not follow from their ending → their key in ``TEXTS``."""
UNKNOWN_TYPE: Final = "application/octet-stream"


def headers(path: str, status: int = 200) -> dict[str, str]:
    """The headers of the answer for ``path``, the part of the address after the host, without its query.

    An answer over plain HTTP lacks ``HSTS``.
    """
    meant = (e for e in EXEMPTIONS if status in (e.statuses or (status,)) and re.fullmatch(e.pattern, path))
    return EVERYWHERE | {exemption.header: exemption.value for exemption in meant}


def media_type(path: str) -> str:
    """The ``Content-Type`` of the answer for ``path``; a folder has that of its page."""
    name = "index.html" if path.endswith("/") else PurePosixPath(path).name
    ending = FEEDS.get(name, PurePosixPath(name).suffix[1:].lower())
    return f"{TEXTS[ending]}; charset=utf-8" if ending in TEXTS else OTHERS.get(ending, UNKNOWN_TYPE)


def immutable(path: str) -> bool:
    """Whether the file at ``path`` never changes, because its name has the hash of its content."""
    return "immutable" in headers(path)["Cache-Control"]


def address(path: str) -> str:
    """The address of a file, given by its path below the built site: « a/index.html » answers at « /a/ »."""
    return "/" + (path.removesuffix("index.html") if PurePosixPath(path).name == "index.html" else path)


def file_at(folder: Path, path: str) -> Path:
    """The file in the built site ``folder`` that answers at the address ``path``: the inverse of ``address``."""
    return folder / (f"{path[1:]}index.html" if path.endswith("/") else path[1:])
