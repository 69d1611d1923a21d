"""The words of social cards: those of the page, its date, and the status of an event."""

from dataclasses import dataclass

from babel import Locale

from plugins.base import dates
from plugins.base.partial_date import PartialDate
from plugins.base.typography import NO_BREAK_SPACE, capital
from plugins.model import Event, Office, Person, Record
from plugins.model.event_status import SHIFTS, EventStatus
from plugins.model.site import Site
from plugins.pages.event_words import CARD_WORDS, StatusText, status_text


@dataclass(frozen=True)
class Brand:
    """The organisation on a card: its short name beside the mark, its whole name under it."""

    short: str
    name: str


@dataclass(frozen=True)
class Row:
    """A line under the title: a date or a permanence (``large``), or an address; ``struck`` out if no longer true."""

    text: str
    large: bool = True
    struck: bool = False


@dataclass(frozen=True)
class SocialCard:
    """All that a card shows; ``circles`` names a composition of the theme, ``ground`` one of GROUNDS in drawing.py."""

    name: str
    """The beginning of the name of its file."""
    ground: str
    circles: str
    brand: Brand
    eyebrow: str
    title: str
    rows: tuple[Row, ...] = ()
    state: str = ""
    """The status of an event, where the date does not show it."""
    alert: bool = False
    """Whether the status is on red."""

    initials: str = ""
    """The initials of a person, in the middle of the disc."""

    @property
    def text(self) -> str:
        """The text alternative of the picture."""
        rows = (row.text for row in self.rows if not row.struck or len(self.rows) == 1)
        return " · ".join(filter(None, (self.eyebrow, self.title, self.state, *rows)))


def site_social_card(site: Site, brand: Brand) -> SocialCard:
    """The card of the site, for every page without a card of its own."""
    home = site.section("")
    return SocialCard("site", "sun", "home", brand, "", home.title, _summary(home))


def nearby_social_card(site: Site, brand: Brand) -> SocialCard:
    """The card that the pages of all communes share."""
    return SocialCard("pres-de", "sun", "offices", brand, site.section(Office.folder).title, "Près de chez vous")


def social_card_of(record: Record, site: Site, brand: Brand) -> SocialCard | None:
    """The card of a record; None for a record whose type has none."""
    if not record.social_card_style:
        return None
    locale = site.language.locale
    name, style = f"{record.kind}-{record.slug}", record.social_card_style
    state, alert = "", False
    match record:
        case Event():
            became = status_text(record.statuses_on(site.today), CARD_WORDS)
            rows = (*_moments(record, became, locale), *_sessions(record))
            state, alert = (became.words, became.alert) if became else ("", False)
        case Office():
            rows = _office_rows(record)
        case Person():
            rows = (Row(record.role),)
        case _:
            date = getattr(record, "date", None)
            rows = (_date(date, locale),) if date else _summary(record)
    initials = record.initials if isinstance(record, Person) else ""
    return SocialCard(
        name, style.ground, style.circles, brand, record.eyebrow, record.title, rows, state, alert, initials
    )


def _office_rows(office: Office) -> tuple[Row, ...]:
    """The permanences if they fit in two lines, else their number; then the address."""
    sentences = tuple(dict.fromkeys(capital(permanence.sentence) for permanence in office.permanences))
    if len(sentences) > 2:
        sentences = (f"{len(sentences)} permanences",)
    return (
        *map(Row, sentences),
        Row(office.postal_address.street, large=False),
        Row(office.postal_address.locality, large=False),
    )


def _moments(event: Event, became: StatusText | None, locale: Locale) -> tuple[Row, ...]:
    """The date of an event, struck out if it was given up; before it, the date from which it was moved."""
    now = Row(capital(" ".join(map(_whole, dates.span(event, locale)))), struck=event.is_off)
    planned = event.first_planned
    if planned and became and became.status in SHIFTS:
        before = dates.partial(planned, locale)
        if became.status == EventStatus.HOUR_CHANGED and planned.time:
            before = f"à {dates.hour(planned.time, locale)}"
        return Row(capital(before), large=False, struck=True), now
    return (now,)


def _sessions(event: Event) -> tuple[Row, ...]:
    """The number of sessions, if there are several: with their dates, the picture would change after each of them."""
    count = len(event.sessions)
    return (Row(f"{count} séances", large=False),) if count > 1 else ()


def _whole(text: str) -> str:
    return text.replace(" ", NO_BREAK_SPACE)


def _summary(record: Record) -> tuple[Row, ...]:
    return (Row(record.summary, large=False),) if record.summary else ()


def _date(date: PartialDate, locale: Locale) -> Row:
    return Row(capital(dates.partial(date, locale)))
