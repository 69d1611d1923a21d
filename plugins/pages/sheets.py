"""The sheets to hand out, as generated pages: one A4 page for each office, and one for all offices."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import ClassVar, Final

import segno
from markupsafe import Markup

from plugins.base.cache import Cache
from plugins.base.partial_date import months_after
from plugins.model import Office
from plugins.model.beside import SHEET
from plugins.model.generated_page import GeneratedPage
from plugins.model.office_dates import OfficeDate
from plugins.model.site import Site

MONTHS_AHEAD: Final = 3


@dataclass(frozen=True)
class Sheet(GeneratedPage):
    """The fields of every sheet; ``url`` is the absolute address in its QR code."""

    slug: ClassVar[str] = SHEET

    title: str
    address: str
    url: str

    @property
    def shown_url(self) -> Markup:
        """``url`` for a reader, without its scheme; a line may break after each slash."""
        return Markup("/<wbr>").join(self.url.partition("://")[2].split("/"))


@dataclass(frozen=True)
class OfficeSheet(Sheet):
    """The sheet of an office, with the dates of its permanences up to ``until``, held or not."""

    template: ClassVar[str] = "sheet"

    office: Office
    dates: tuple[OfficeDate, ...]
    until: dt.date


@dataclass(frozen=True)
class OfficesSheet(Sheet):
    """The sheet of all offices, in the order of the site."""

    template: ClassVar[str] = "sheets"


def qr_code(url: str, cache: Cache) -> Markup | None:
    """The QR code of an address as an SVG; None for a site that does not know its own address.

    The ``cache`` keeps it: making those of all languages takes a tenth of the time of the site.
    """
    if "://" not in url:
        return None
    name = hashlib.sha256(url.encode()).hexdigest()
    return Markup(cache.made(f"qr/segno-{segno.__version__}/{name}.svg", lambda: qr_drawing(url).encode()).decode())


def qr_drawing(text: str) -> str:
    """A QR code (ISO/IEC 18004) as an inline SVG, still readable with 15 % of it damaged (level M)."""
    code = segno.make_qr(text, error="m")
    return str(code.svg_inline(omitsize=True, svgclass=None, lineclass=None))


def sheets(site: Site, base_url: str) -> tuple[Sheet, ...]:
    """The sheet of each office and the sheet of all offices; none without an office."""
    _ = site.language.gettext
    until = min(site.dates_until, months_after(site.today, MONTHS_AHEAD))
    of_offices = tuple(
        OfficeSheet(
            title=_("Fiche à imprimer"),
            address=f"{office.address}{SHEET}/",
            url=f"{base_url}{office.address}",
            office=office,
            dates=tuple(date for date in site.visit(office).dates if date.day <= until),
            until=until,
        )
        for office in site.offices
        if site.is_own(office)
    )
    if not of_offices:
        return ()
    section = f"{site.language.prefix}{Office.prefix}"
    of_all = OfficesSheet(_("Tous les bureaux sur une page"), f"{section}{SHEET}/", f"{base_url}{section}")
    return (*of_offices, of_all)
