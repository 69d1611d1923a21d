"""What pages that no file writes have in common: enough of a record for Pelican and for the layouts."""

from typing import ClassVar

from plugins.text.partial_date import PartialDate


class GeneratedPage:
    """A page that follows from records, and has no source. A subclass says its ``title``, ``slug`` and ``template``."""

    summary: ClassVar[str | None] = None
    html: ClassVar[str] = ""
    verified_on: PartialDate | None = None

    address: str
    """The address on the site, from the root."""

    @property
    def save_as(self) -> str:
        """The file of the built site, below its root."""
        return f"{self.address[1:]}index.html"
