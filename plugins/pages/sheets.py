"""The sheets to hand out: one A4 page for each office, and one for all of them. They are made of the offices' records,
and have no source of their own."""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Final

import segno
from markupsafe import Markup

from plugins.model import Office
from plugins.model.generated_page import GeneratedPage
from plugins.model.office_dates import OfficeDate
from plugins.model.site import Site
from plugins.text.partial_date import PartialDate

MONTHS_AHEAD: Final = 3
SLUG: Final = "fiche"


@dataclass(frozen=True)
class Sheet(GeneratedPage):
    """The fields of every sheet.

    ``url`` is the absolute address that its QR code opens.
    """

    title: ClassVar[str] = "Fiche à imprimer"
    slug: ClassVar[str] = SLUG

    address: str
    url: str

    @property
    def shown_url(self) -> Markup:
        """``url`` as one reads it, without its scheme; it may break after each slash."""
        return Markup("/<wbr>").join(self.url.partition("://")[2].split("/"))

    @cached_property
    def qr_code(self) -> Markup | None:
        """The code as an SVG without a style of its own; None for a site that does not know its own address."""
        return qr_code(self.url) if "://" in self.url else None


@dataclass(frozen=True)
class OfficeSheet(Sheet):
    """The sheet of an office, with its dates up to ``until``, held and struck out."""

    template: ClassVar[str] = "sheet"

    office: Office
    dates: tuple[OfficeDate, ...]
    until: dt.date


@dataclass(frozen=True)
class OfficesSheet(Sheet):
    """The sheet of all offices, in the site's order."""

    title: ClassVar[str] = "Tous les bureaux sur une page"
    template: ClassVar[str] = "sheets"

    verified_on: PartialDate | None
    """The oldest verification of the offices; None where one of them has none."""


def qr_code(text: str) -> Markup:
    """A QR code (ISO/IEC 18004) that still reads with 15 % of it gone, as an inline SVG."""
    code = segno.make_qr(text, error="m")
    return Markup(code.svg_inline(omitsize=True, svgclass=None, lineclass=None))


def sheets(site: Site, base: str) -> tuple[Sheet, ...]:
    """The sheet of each office and that of all; none where there is no office.

    ``base`` is the site's own address, without a slash.
    """
    until = min(site.dates_until, months_after(site.today, MONTHS_AHEAD))
    of_offices = tuple(
        OfficeSheet(
            address=f"{office.address}{SLUG}/",
            url=f"{base}{office.address}",
            office=office,
            dates=tuple(date for date in site.visit(office).dates if date.day <= until),
            until=until,
        )
        for office in site.offices
    )
    every = OfficesSheet(
        address=f"{Office.prefix}{SLUG}/",
        url=f"{base}{Office.prefix}",
        verified_on=oldest([office.verified_on for office in site.offices]),
    )
    return (*of_offices, every) if of_offices else ()


def oldest(dates: list[PartialDate | None]) -> PartialDate | None:
    """The first of some dates, or None where one is not known."""
    known = [date for date in dates if date]
    return min(known, default=None) if len(known) == len(dates) else None


def months_after(day: dt.date, count: int) -> dt.date:
    """The same day of the month, ``count`` months later, or the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
