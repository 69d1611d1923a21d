"""The citation of a position: as a sentence, and as a BibTeX entry."""

from typing import Final

from babel import Locale

from plugins.base import dates
from plugins.base.partial_date import PartialDate
from plugins.base.typography import NO_BREAK_SPACE, slugify
from plugins.model import Position
from plugins.model.site import Site

BIBTEX_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
"""The macros for months that every BibTeX style defines."""
# BibTeX counts braces even after a backslash, so they become commands. The no-break space of TeX is « ~ ».
ESCAPES: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        NO_BREAK_SPACE: "~",
        **{sign: f"\\{sign}" for sign in "#$%&_"},
    }
)


def citation(record: Position, site: Site, base_url: str, locale: Locale) -> str:
    """The citation as a sentence: author, title, date as precise as it is known, address.

    Without the text of the position, the page about it is cited: as a web page, which has no date.
    """
    # Quotation marks inside guillemets are “ ”.
    inner = record.title.replace(f"«{NO_BREAK_SPACE}", "“").replace(f"{NO_BREAK_SPACE}»", "”")
    author = f"{site.organisation.name}, " if site.organisation else ""
    title = f"«{NO_BREAK_SPACE}{inner}{NO_BREAK_SPACE}»"
    when = dates.without_weekday(record.date, locale) if record.text_address else "page web"
    return f"{author}{title}, {when}, {_address(record, base_url)}"


def bibtex(record: Position, site: Site, base_url: str) -> str:
    """The BibTeX entry; unknown parts of the date are left out."""
    organisation = site.organisation
    author = organisation.short_name if organisation else ""
    fields = {
        # Double braces: BibTeX splits no first name off the institution, and keeps the capitals of the title.
        "author": f"{{{{{escaped(organisation.name)}}}}}" if organisation else None,
        "title": f"{{{{{escaped(record.title)}}}}}",
        **(_date(record.date) if record.text_address else {"howpublished": "{Page web}"}),
        "url": f"{{{_address(record, base_url)}}}",
        "language": "{french}",
    }
    rows = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value)
    year = record.date.year if record.text_address else ""
    return f"@misc{{{slugify(author)}{year}-{record.slug},\n{rows}}}"


def _address(record: Position, base_url: str) -> str:
    """The address of the text of the position, else of its page."""
    address = record.text_address or record.address
    return address if record.link else f"{base_url}{address}"


def escaped(text: str) -> str:
    """Escape a text for a value in braces: characters that are special in TeX become commands."""
    return text.translate(ESCAPES)


def _date(date: PartialDate) -> dict[str, str | None]:
    return {
        "year": f"{{{date.year}}}",
        "month": BIBTEX_MONTHS[date.month - 1] if date.month else None,
        "day": f"{{{date.day}}}" if date.day else None,
    }
