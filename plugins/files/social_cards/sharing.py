"""Which social card a link to a page shows, for the metadata in the head of the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Protocol

from plugins.files.social_cards.cards import Brand, SocialCard, nearby_social_card, site_social_card, social_card_of
from plugins.files.social_cards.drawing import Painter
from plugins.files.social_cards.layout import HEIGHT, WIDTH
from plugins.model import Office, Record
from plugins.model.site import Site

NOT_SHARED: Final = frozenset({"sheet", "sheets", "not_found"})
"""The templates of pages without a social card: their content is on another page."""

NEARBY: Final = "nearby"
"""The template of the pages of communes, which share a card."""


class Addressed(Protocol):
    """A page of a record, or a generated page."""

    @property
    def address(self) -> str: ...
    @property
    def template(self) -> str: ...


@dataclass(frozen=True)
class Shared:
    """The metadata in the head of a page: ``address`` is that of its card from the root, ``text`` its alternative."""

    address: str
    text: str
    type: str
    """The type of https://ogp.me: « article » for a text with a date of its own, else « website »."""
    published: str
    """The day of publication (ISO 8601), or ""."""
    width: int = WIDTH
    height: int = HEIGHT


class SocialCards:
    """The social cards of a site; an iteration gives each card once."""

    def __init__(self, site: Site, site_name: str, theme: Path) -> None:
        organisation = site.organisation
        brand = Brand(organisation.short_name, organisation.name) if organisation else Brand(site_name, "")
        self.painter = Painter(theme)
        self._site, self._brand = site, brand
        self._own = cache(self._card_of)
        self.common = site_social_card(site, brand)
        self.nearby = nearby_social_card(site, brand) if site.has(Office) else self.common

    def __iter__(self) -> Iterator[SocialCard]:
        own = (self._own(record.address) for record in self._site.with_pages)
        yield from dict.fromkeys((*filter(None, own), self.nearby, self.common))

    def _card_of(self, address: str) -> SocialCard | None:
        record = self._site.page_at(address)
        return social_card_of(record, self._site, self._brand) if record and record.has_page else None

    def shared(self, page: Addressed, address: str = "") -> Shared | None:
        """The metadata of a page, with its own card or a common one; None for a page without a card.

        ``address`` is the address of the page in French, where it is in another language.
        """
        if page.template in NOT_SHARED:
            return None
        others = self.nearby if page.template == NEARBY else self.common
        card = self._own(address or page.address) or others
        date = page.when if isinstance(page, Record) else None
        # The date of an embargoed type is the day of publication; that of an event or of a resource is not.
        published = str(date) if date and date.exact and isinstance(page, Record) and page.embargoed else ""
        return Shared(
            self.painter.address(card), card.text, "article" if date else "website", published.partition(" ")[0]
        )


@lru_cache(maxsize=16)  # called for each language, then for drawing
def social_cards_of(site: Site, site_name: str, theme: Path) -> SocialCards:
    """The cards of a site."""
    return SocialCards(site, site_name, theme)
