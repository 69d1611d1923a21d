"""The card of an office, which partners put in a frame of their own page."""

from typing import Final

from plugins.model import Office

DATES: Final = 3


def card_address(office: Office) -> str:
    """Where the card of an office is."""
    return f"{office.address}carte/"
