"""How a text of the site is cited: as a sentence, and as an entry for BibTeX."""

from typing import Final

from babel import Locale

from plugins.base import dates
from plugins.base.partial_date import PartialDate
from plugins.base.typography import NO_BREAK_SPACE, slugify
from plugins.model import Position
from plugins.model.site import Site

BIBTEX_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
"""The macros that every style of BibTeX defines."""
# BibTeX counts braces even after a backslash, hence commands for them. Its no-break space is « ~ ».
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
    """Author, title, date as precise as it is known, address.

    Of a text that is not here, only the page about it can be cited: it has no date of its own.
    """
    # Quotation marks inside quotation marks are of the other kind.
    inner = record.title.replace(f"«{NO_BREAK_SPACE}", "“").replace(f"{NO_BREAK_SPACE}»", "”")
    author = f"{site.organisation.name}, " if site.organisation else ""
    title = f"«{NO_BREAK_SPACE}{inner}{NO_BREAK_SPACE}»"
    when = dates.without_weekday(record.date, locale) if record.text_address else "page web"
    return f"{author}{title}, {when}, {_address(record, base_url)}"


def bibtex(record: Position, site: Site, base_url: str) -> str:
    """The entry; what is not known of the date is left out."""
    organisation = site.organisation
    author = organisation.short_name if organisation else ""
    fields = {
        # Double braces: BibTeX then splits no first name off the institution, and keeps the capitals of the title.
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
    """That of the text, else of the page."""
    address = record.text_address or record.address
    return address if record.link else f"{base_url}{address}"


def escaped(text: str) -> str:
    """A text to stand between braces: the characters that mean something to TeX are written as commands."""
    return text.translate(ESCAPES)


def _date(date: PartialDate) -> dict[str, str | None]:
    return {
        "year": f"{{{date.year}}}",
        "month": BIBTEX_MONTHS[date.month - 1] if date.month else None,
        "day": f"{{{date.day}}}" if date.day else None,
    }
