"""The name of the web site that an address leads to."""

from typing import Final
from urllib.parse import SplitResult, urlsplit

SITE_NAMES: Final = {
    "facebook.com": "Facebook",
    "fb.watch": "Facebook",
    "instagram.com": "Instagram",
    "linkedin.com": "LinkedIn",
    "padlet.com": "Padlet",
    "vimeo.com": "Vimeo",
    "youtu.be": "YouTube",
    "youtube.com": "YouTube",
    "zoom.us": "Zoom",
}


def split(address: str) -> SplitResult:
    """The parts of a typed address. Raises ValueError in French, where the library raises one in English."""
    try:
        return urlsplit(address)
    except ValueError:
        raise ValueError(f"« {address} » ne peut pas être une adresse → recopiez-la du navigateur") from None


def host(address: str) -> str:
    """The host of an absolute address, as people type it: « facebook.com »."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def host_name(address: str) -> str:
    """« Facebook », also for a part of it such as « fr-fr.facebook.com »; the host itself where no name is known."""
    found = host(address)
    return next((name for known, name in SITE_NAMES.items() if found == known or found.endswith(f".{known}")), found)
