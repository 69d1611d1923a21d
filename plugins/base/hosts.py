"""The parts of a web address, and the name of the site to which it leads."""

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
    """The parts of a typed address. Raises ValueError, with a French sentence in place of the library's."""
    try:
        return urlsplit(address)
    except ValueError:
        raise ValueError(f"« {address} » ne peut pas être une adresse → recopiez-la du navigateur") from None


def host(address: str) -> str:
    """The host of an absolute address, as people type it: « facebook.com »."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def host_name(address: str) -> str:
    """« Facebook », also for a subdomain such as « fr-fr.facebook.com »; the host itself where no name is known."""
    found = host(address)
    return next((name for known, name in SITE_NAMES.items() if found == known or found.endswith(f".{known}")), found)
