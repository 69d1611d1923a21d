"""Draws the cards, once for each thing that they say, and tells every page which one a link to it shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from babel import Locale
from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.build.content import base_address
from plugins.files.social_cards.cards import Brand, Card, card_of, site_card
from plugins.files.social_cards.drawing import Painter
from plugins.files.social_cards.layout import HEIGHT, WIDTH
from plugins.model import Event, News, Position, Resource
from plugins.text.cache import Cache

NOT_SHARED: Final = frozenset({"sheet", "sheets", "not_found"})
"""The templates of pages that nobody sends to anybody: what they say is on another page."""


class Addressed(Protocol):
    """A page, whether it comes from a record or not."""

    @property
    def address(self) -> str: ...
    @property
    def template(self) -> str: ...


@dataclass(frozen=True)
class Shared:
    """What the head of a page tells of itself and of its card: where that is, from the root, and what it says."""

    address: str
    text: str
    type: str
    """A word of https://ogp.me: a text with a date of its own is an article."""
    published: str
    """The day of publication (ISO 8601), where it is known."""
    width: int = WIDTH
    height: int = HEIGHT


class Cards:
    """The cards of a site."""

    def __init__(self, settings: dict[str, object], theme: Path) -> None:
        site, locale = settings["SITE"], Locale.parse(settings["DEFAULT_LANG"])
        organisation = site.organisation
        names = (organisation.short_name, organisation.name) if organisation else (settings["SITENAME"], "")
        brand = Brand(*names)
        self.painter = Painter(theme)
        self.own = {record.address: card for record in site.records if (card := card_of(record, site, brand, locale))}
        self.common = site_card(site, brand)

    def __iter__(self) -> Iterator[Card]:
        yield from (*self.own.values(), self.common)

    def shared(self, page: Addressed) -> Shared | None:
        """The card that a link to ``page`` shows: its own or that of the site."""
        if page.template in NOT_SHARED:
            return None
        card = self.own.get(page.address, self.common)
        dated = isinstance(page, Event | News | Position | Resource)
        # Only where « date » is that of publication: that of an event or of a resource is not.
        published = str(page.date) if isinstance(page, News | Position) and page.date.exact else ""
        return Shared(
            self.painter.address(card), card.text, "article" if dated else "website", published.partition(" ")[0]
        )


def equip(generator: Generator) -> None:
    """Tell the templates which card a page has; none has one where the site does not know its own address."""
    settings = generator.settings
    if "SOCIAL_CARDS" not in settings:
        settings["SOCIAL_CARDS"] = Cards(settings, Path(generator.theme))
    known = base_address(settings)
    generator.env.filters["social_card"] = settings["SOCIAL_CARDS"].shared if known else lambda page: None


class SocialCardsGenerator(Generator):
    """Writes the cards, and draws those that the cache does not have."""

    def generate_output(self, writer: Writer) -> None:
        if not base_address(self.settings):
            return
        cards, cache = self.settings["SOCIAL_CARDS"], Cache(Path(self.settings["CACHE_PATH"]))
        for card in cards:
            address = PurePosixPath(cards.painter.address(card))
            kept = cache.file(f"cards/{address.name}", lambda card=card: cards.painter.png(card))
            file = Path(self.output_path) / address.relative_to("/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(kept.read_bytes())


def generators(pelican: Pelican) -> type[Generator]:
    return SocialCardsGenerator


def register() -> None:
    signals.get_generators.connect(generators)
    signals.generator_init.connect(equip)
