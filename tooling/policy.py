"""The headers under which the site is served: nothing from elsewhere, nothing inline, no frame but for the cards."""

import re
from typing import Final

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
CARD: Final = re.compile(r"/bureaux/[a-z0-9-]+/carte/")
DATA: Final = re.compile(r"/donnees/.+\.json")


def headers(path: str) -> dict[str, str]:
    """The headers of the answer for ``path``, the part of the address after the host, without its query."""
    framed_by = "*" if CARD.fullmatch(path) else "'none'"
    answer = {
        "Content-Security-Policy": "; ".join((*SOURCES, f"frame-ancestors {framed_by}")),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    if DATA.fullmatch(path):
        answer["Access-Control-Allow-Origin"] = "*"
    return answer
