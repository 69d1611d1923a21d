"""What the card of a page says: the page's own words, its date, and where an event stands."""

from dataclasses import dataclass

from babel import Locale

from plugins.model import Event, Office, Record
from plugins.model.event import ANNOUNCED, CONFIRMED, FULL, OTHER_HOUR, POSTPONED
from plugins.model.site import Site
from plugins.text import dates
from plugins.text.partial_date import PartialDate
from plugins.text.typography import NO_BREAK_SPACE


@dataclass(frozen=True)
class Brand:
    """Whose card it is: the short name beside the mark, the whole name under it."""

    short: str
    name: str


@dataclass(frozen=True)
class Row:
    """A line under the title: the date or the permanence, large, or an address; struck out where it is no more."""

    text: str
    large: bool = True
    struck: bool = False


@dataclass(frozen=True)
class Card:
    """All that a card shows. ``circles`` is a composition of the theme, ``ground`` one of its grounds."""

    name: str
    """The beginning of its file's name."""
    ground: str
    circles: str
    brand: Brand
    eyebrow: str
    title: str
    rows: tuple[Row, ...] = ()
    state: str = ""
    """Where an event stands, where its date alone does not say it."""
    alert: bool = False
    """Whether people who were coming must know that."""

    @property
    def text(self) -> str:
        """What the picture says, for those who do not see it."""
        rows = (row.text for row in self.rows if not row.struck or len(self.rows) == 1)
        return " · ".join(filter(None, (self.eyebrow, self.title, self.state, *rows)))


def site_card(site: Site, brand: Brand) -> Card:
    """The card of every page that has none of its own."""
    home = site.section("")
    rows = (Row(home.summary, large=False),) if home.summary else ()
    return Card("site", "sun", "home", brand, "", home.title, rows)


def card_of(record: Record, site: Site, brand: Brand, locale: Locale) -> Card | None:
    """The card of a record whose type has one; None for any other page."""
    if not record.social_card:
        return None
    name, shape = f"{record.kind}-{record.slug}", record.social_card
    state, alert = "", False
    match record:
        case Event():
            rows, state = _moments(record, locale), _state(record, site)
            alert = bool(state) and record.state != ANNOUNCED
        case Office():
            rows = _office_rows(record)
        case _:
            date = getattr(record, "date", None)
            rows = (_date(date, locale),) if date else ()
    return Card(name, shape.ground, shape.circles, brand, record.eyebrow, record.title, rows, state, alert)


def _office_rows(office: Office) -> tuple[Row, ...]:
    """The permanences where two lines say them, then the address."""
    sentences = tuple(dict.fromkeys(_capital(permanence.when) for permanence in office.permanences))
    if len(sentences) > 2:
        sentences = (f"{len(sentences)} permanences",)
    return (
        *map(Row, sentences),
        Row(office.postal_address.street, large=False),
        Row(office.postal_address.locality, large=False),
    )


def _moments(event: Event, locale: Locale) -> tuple[Row, ...]:
    """When it is, or the date that was given up; before that, the one from which it was postponed."""
    now = Row(_capital(" ".join(map(_whole, dates.span(event, locale)))), struck=event.is_off)
    if event.state == POSTPONED and event.first_planned:
        before = dates.partial(event.first_planned, locale)
        if event.shift == OTHER_HOUR:
            before = f"à {dates.hour(event.first_planned.time, locale)}"
        return Row(_capital(before), large=False, struck=True), now
    return (now,)


def _whole(text: str) -> str:
    return text.replace(" ", NO_BREAK_SPACE)


def _state(event: Event, site: Site) -> str:
    """The word for where the event stands; a full one says so only as long as one could still have come."""
    silent = event.state == CONFIRMED or (event.state == FULL and event.is_past(site.today))
    word = event.shift if event.state == POSTPONED and event.shift else event.state
    return "" if silent else _capital(word)


def _date(date: PartialDate, locale: Locale) -> Row:
    return Row(_capital(dates.partial(date, locale)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
